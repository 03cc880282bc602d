"""Options are checked where they are made."""

from __future__ import annotations

import pytest

from pipeline.draft import DraftOptions


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("engine", "magic"),
        ("share", 0.0),
        ("share", 1.5),
        ("floor_words", -1),
        ("max_remarks", 101),
        ("min_confidence", 1.1),
        ("timeout_s", 0.0),
        ("retries", 11),
        ("max_tokens", 3),
        ("temperature", -0.1),
        ("part_words", 10),
    ],
)
def test_a_value_out_of_range_is_named(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=rf"{field} is .*{value}"):
        DraftOptions(**{field: value})  # type: ignore[arg-type]


def test_the_language_model_needs_a_name() -> None:
    with pytest.raises(ValueError, match='model is ""'):
        DraftOptions(engine="llm")
