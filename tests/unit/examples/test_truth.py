"""What holds of every example: its agenda, its people, its times and its facts fit together."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
FOLDERS = sorted(path.parents[1] for path in EXAMPLES.glob("*/truth/items.json"))
FEWEST_UTTERANCES = {"board-meeting": 80, "bestyrelsesmoede": 250}
KINDS = {
    "action", "apologies", "attendance", "break", "closing", "conflict", "decision", "dissent", "next-meeting",
    "presentation", "question", "remark", "substitute", "vote",
}  # fmt: skip


class Example:
    """The files of one example, read without any code of the project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.meeting: dict[str, Any] = tomllib.loads((folder / "meeting.toml").read_text(encoding="utf-8"))
        self.words: list[dict[str, Any]] = self.json("truth/words.seglst.json")
        self.items: list[dict[str, Any]] = self.json("truth/items.json")
        self.facts: list[dict[str, Any]] = tomllib.loads((folder / "truth/facts.toml").read_text("utf-8"))["fact"]
        self.names = [one["name"] for one in self.meeting["attendee"]]

    def json(self, path: str) -> Any:
        return json.loads((self.folder / path).read_text(encoding="utf-8"))

    @property
    def heard(self) -> dict[str, str]:
        """The words that the pipeline is given for each utterance."""
        transcript = self.folder / self.meeting.get("transcript", "truth/words.seglst.json")
        if transcript.suffix == ".vtt":
            transcript = self.folder / "truth/words.seglst.json"
        rows = json.loads(transcript.read_text(encoding="utf-8"))
        return {row["utterance_id"]: row["words"] for row in rows}


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def example(request: pytest.FixtureRequest) -> Example:
    return Example(request.param)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The reader of scripts, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("examples_script", EXAMPLES / "build" / "script.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_both_complete_meetings_are_there() -> None:
    assert {"board-meeting", "bestyrelsesmoede"} <= {folder.name for folder in FOLDERS}


def test_utterances_are_numbered_in_order_and_every_one_has_its_item(example: Example) -> None:
    ids = [row["utterance_id"] for row in example.words]
    assert ids == [f"u{number:04d}" for number in range(1, len(ids) + 1)]
    assert [row["utterance_id"] for row in example.items] == ids
    assert len(ids) >= FEWEST_UTTERANCES.get(example.folder.name, 20)


def test_times_are_in_order_and_as_long_as_speech_is(example: Example) -> None:
    starts = [row["start_time"] for row in example.words]
    assert starts == sorted(starts)
    for row in example.words:
        duration_s = row["end_time"] - row["start_time"]
        assert duration_s > 0, row
        n_words = len(row["words"].split())
        if n_words > 5:
            assert 1.4 < n_words / duration_s < 5.0, row


def test_who_speaks_is_on_the_list_and_is_there(example: Example) -> None:
    absent = {one["name"] for one in example.meeting["attendee"] if one.get("attendance") == "apologies"}
    speakers = {row["speaker"] for row in example.words}
    assert speakers <= set(example.names)
    assert not speakers & absent
    assert set(example.json("truth/speakers.json").values()) == speakers


def test_a_substitute_stands_in_for_somebody_with_apologies(example: Example) -> None:
    people = {one["name"]: one for one in example.meeting["attendee"]}
    for one in people.values():
        if one.get("substitute_for"):
            assert people[one["substitute_for"]]["attendance"] == "apologies"


def test_items_exist_and_each_is_spoken_of(example: Example) -> None:
    agenda = example.meeting["item"]
    found = {row["item"] for row in example.items} - {None}
    assert found == set(range(len(agenda)))
    assert {name for item in agenda for name in item.get("presenters", [])} <= set(example.names)
    for row in example.items:
        assert (row["item"] is None) == (row["outside"] in {"before", "break", "after"})


def test_facts_rest_on_utterances_that_hold_their_key_words(example: Example) -> None:
    heard = example.heard
    assert len({fact["id"] for fact in example.facts}) == len(example.facts)
    for fact in example.facts:
        assert fact["kind"] in KINDS, fact["id"]
        assert -1 <= fact["item"] < len(example.meeting["item"]), fact["id"]
        assert fact["utterances"], fact["id"]
        text = " ".join(heard[utterance] for utterance in fact["utterances"]).casefold()
        missing = [word for word in fact["keywords"] if word.casefold() not in text]
        assert not missing, (fact["id"], missing)
        assert set(fact.get("who", [])) <= set(example.names), fact["id"]


def test_facts_cover_what_a_referat_must_hold(example: Example) -> None:
    kinds = {fact["kind"] for fact in example.facts}
    if example.folder.name in {"board-meeting", "bestyrelsesmoede"}:
        assert len(example.facts) >= 25
        assert {"apologies", "substitute", "vote", "decision", "action", "question", "dissent", "break"} <= kinds
    for fact in example.facts:
        if fact["kind"] == "action":
            assert fact["owner"], fact["id"]
            assert "deadline" in fact, fact["id"]
        if fact["kind"] == "vote" and not fact.get("optional"):
            assert fact["in_favour"] + fact["against"] + fact["abstained"] <= len(example.names), fact["id"]


def test_turns_are_the_utterances(example: Example) -> None:
    turns = [line.split() for line in (example.folder / "truth/turns.rttm").read_text("utf-8").splitlines()]
    spoken = [row for row in example.words if row["words"]]
    names = {turn[7] for turn in turns}
    assert names <= {name.replace(" ", "_") for name in example.names}
    assert {row["speaker"].replace(" ", "_") for row in spoken} <= names
    for turn in turns:
        assert re.fullmatch(r"\d+\.\d{3}", turn[3])
        assert float(turn[4]) > 0


def test_truth_is_what_the_script_says(example: Example, script: ModuleType) -> None:
    lines = script.read_script(example.folder / "script.txt")
    assert [(line.id, line.speaker, line.said) for line in lines] == [
        (row["utterance_id"], row["speaker"], row["words"]) for row in example.words
    ]
    assert [(line.item, line.outside or None) for line in lines] == [
        (row["item"], row["outside"]) for row in example.items
    ]
    if example.meeting.get("transcript", "").endswith(".json"):
        assert example.heard == {line.id: line.heard for line in lines}


def test_script_that_cannot_be_read_is_named_by_its_line(tmp_path: Path, script: ModuleType) -> None:
    path = tmp_path / "script.txt"
    path.write_text("[item 0]\nAnna Winther: Yes.\nno speaker here\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"script\.txt:3"):
        script.read_script(path)


def test_script_line_holds_pause_label_and_what_is_heard(tmp_path: Path, script: ModuleType) -> None:
    path = tmp_path / "script.txt"
    path.write_text(
        "[outside break]\n[break 15]\nAnna Winther -0.5 #a #b: Yes, {Holm|home}{ |} now.\n", encoding="utf-8"
    )
    (line,) = script.read_script(path)
    assert (line.said, line.heard) == ("Yes, Holm now.", "Yes, home now.")
    assert (line.item, line.outside, line.gap_s, line.labels) == (None, "break", 14.5, ("a", "b"))


def test_voices_of_a_transcript_are_anonymous(example: Example) -> None:
    name = example.meeting.get("transcript", "")
    if not name.endswith(".json"):
        pytest.skip("a recording, or a platform transcript with names")
    voices = example.json("truth/speakers.json")
    speaker_of = {row["utterance_id"]: row["speaker"] for row in example.words}
    for row in example.json(name):
        assert re.fullmatch(r"SPEAKER_\d\d", row["speaker"])
        assert voices[row["speaker"]] == speaker_of[row["utterance_id"]]
