from __future__ import annotations

import pytest

from pipeline.transcribe.remarks import remark


@pytest.mark.parametrize("language", ["da", "en", "de"])
def test_every_remark_is_a_sentence_with_its_values(language: str) -> None:
    told = [
        remark("batch-halved", language, device="cpu", size=4),
        remark("language-unsure", language, spoken="no", share="45%"),
        remark("other-language", language, start_s=1.0, end_s=2.0, spoken="en"),
    ]
    for one, value in zip(told, ["4", "45%", "en"], strict=True):
        assert value in one.message
        assert one.message.endswith(".")
        assert "{" not in one.message
    assert (told[2].start_s, told[2].end_s) == (1.0, 2.0)


def test_danish_for_danish() -> None:
    assert "sprog" in remark("other-language", "da", spoken="en").message
    assert "language" in remark("other-language", "sv", spoken="en").message
