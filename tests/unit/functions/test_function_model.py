"""The model sees words and roles, never names, numbers or days; what is kept gives back what was fitted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.functions import fit, read_dialogues, training_rows
from pipeline.functions import Function, FunctionModel, Known, Spoken, functions_model
from pipeline.functions.features import features
from pipeline.functions.model import FUNCTIONS

DIALOGUES = Path(__file__).resolve().parents[3] / "models" / "functions"
NAMES = frozenset({"tove", "lindskov"})


def spoken(text: str, role: str = "member", turn: int = 0) -> Spoken:
    return Spoken(text, role, turn)


def decides(row: dict[str, float]) -> tuple[dict[str, float], frozenset[Function]]:
    return row, frozenset({Function.DECISION})


def test_names_numbers_and_days_are_not_seen() -> None:
    (row,) = features([spoken("Tove Lindskov sender 40.000 kroner på mandag i uge 12")], "B", NAMES)

    seen = " ".join(row)
    assert "w:<name>" in row
    assert "w:<number>" in row
    assert "w:<day>" in row
    assert not any(word in seen for word in ("tove", "lindskov", "40", "12", "mandag"))


def test_a_sentence_is_seen_with_its_neighbours_and_its_place() -> None:
    rows = features([spoken("Skal vi?"), spoken("Ja.", "chair", 1), spoken("Godt.", "chair", 1)], "D", NAMES)

    assert rows[1]["-1:skal"] == 0.5
    assert rows[1]["-1:same voice"] == 0.0
    assert rows[1]["1:same voice"] == 1.0
    assert rows[1]["-1:asks"] == 1.0
    assert "left:0" in rows[2]
    assert "role:chair|kind:D" in rows[1]


def fitted() -> FunctionModel:
    said = [spoken("det bliver sådan", "chair"), spoken("jeg tror det regner")]
    yes, no = features(said, "B", NAMES)
    return fit([decides(yes), (no, frozenset())] * 10)


def test_what_was_fitted_is_told_apart() -> None:
    model = fitted()
    yes, no = model.probabilities(
        features([spoken("det bliver sådan", "chair"), spoken("jeg tror det regner")], "B", NAMES)
    )

    assert yes[FUNCTIONS.index(Function.DECISION)] > 0.8
    assert no[FUNCTIONS.index(Function.DECISION)] < 0.2
    assert yes[FUNCTIONS.index(Function.VOTE)] < 0.01, "nobody voted in what it was fitted to"


def test_a_kept_model_says_the_same(tmp_path: Path) -> None:
    model = fitted()
    model.write(tmp_path / "xx.npz")
    rows = features([spoken("det bliver sådan", "chair"), spoken("ganske andre ord")], "B", NAMES)

    np.testing.assert_allclose(
        FunctionModel.read(tmp_path / "xx.npz").probabilities(rows), model.probabilities(rows), atol=2e-3
    )


def test_a_language_without_a_model_is_none() -> None:
    assert functions_model("fi") is None


@given(st.lists(st.text(max_size=60), max_size=6))
def test_whatever_is_said_has_a_probability(texts: list[str]) -> None:
    model = functions_model("da")
    assert model is not None
    likely = model.probabilities(features([spoken(text) for text in texts], "", NAMES))

    assert likely.shape == (len(texts), len(FUNCTIONS))
    assert ((likely >= 0) & (likely <= 1)).all()


@pytest.mark.parametrize("file", sorted(DIALOGUES.glob("*/*.txt")), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_dialogues_can_be_read(file: Path) -> None:
    dialogues = read_dialogues(file)

    assert len({one.name for one in dialogues}) == len(dialogues) >= 10
    assert all(one.meeting.language == file.parent.name for one in dialogues)
    for one in dialogues:
        changes = {ref for ref, labels in one.labels.items() if Function.ATTENDANCE in labels}
        kinds = {Function.ABSENT, Function.LATE, Function.ARRIVES, Function.LEAVES, Function.RETURNS}
        kinds |= {Function.SUBSTITUTE, Function.PRESENT}
        assert all(one.labels[ref] & kinds for ref in changes), one.name


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Ib Juul: Uden mærke.", "Ib Juul"),
        ("Ida Lund #remark: Fremmed.", "Ida Lund"),
        ("Ib Juul #joke: Ukendt.", "joke"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: str, wrong: str) -> None:
    file = tmp_path / "x.txt"
    file.write_text(f"body: Rådet\npeople: Ib Juul, formand\nlanguage: da\n\n== a | Sagen (B)\n{line}\n", "utf-8")

    with pytest.raises(ValueError, match=wrong):
        read_dialogues(file)


@pytest.mark.slow
def test_the_kept_model_is_what_the_dialogues_give() -> None:
    kept = functions_model("en")
    assert kept is not None
    dialogues = [one for file in sorted((DIALOGUES / "en").glob("*.txt")) for one in read_dialogues(file)]
    rows = [row for one in dialogues for known in Known for row in training_rows(one, known)]
    some = [seen for seen, _ in rows[:200]]

    np.testing.assert_allclose(kept.probabilities(some), fit(rows).probabilities(some), atol=0.02)
