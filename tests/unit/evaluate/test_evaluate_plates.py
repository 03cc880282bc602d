"""Seconds of name plates, right and wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluate.speakers.plates import PlateScore, compare, looped, plates_of
from pipeline.identify import PlateReading
from pipeline.meeting import Body, Meeting, Style

NAMES = {"a1": "Bo Dam", "a2": "Eva Friis"}
TRUTH = {0: None, 1: "Bo Dam", 2: "Bo Dam", 3: "Eva Friis", 4: None}


def score(*read: str | None) -> PlateScore:
    readings = [PlateReading(at + 0.25, key, "x" if key else "", None) for at, key in enumerate(read)]
    return compare(readings, NAMES, TRUTH, 1.0)


def test_right_wrong_and_missed() -> None:
    assert score(None, "a1", "a1", "a2", None) == PlateScore(right_s=3, speaking_s=3)
    assert score(None, None, "a1", None, None) == PlateScore(right_s=1, speaking_s=3)
    assert score("a2", "a2", "a1", "a2", "a1") == PlateScore(right_s=2, wrong_s=3, speaking_s=3)
    assert score(None, None, None, None, None).share == 0.0


def test_in_a_second_of_change_either_is_right() -> None:
    assert score("a1", "a1", "a2", "a2", None) == PlateScore(right_s=3, speaking_s=3)


def test_what_the_truth_does_not_know_is_not_judged() -> None:
    assert score(None, "a1", "a1", "a2", None, "a1", "a1") == PlateScore(right_s=3, speaking_s=3)


def test_sums_keep_their_share() -> None:
    both = PlateScore(1, 0, 2, 10, 100) + PlateScore(3, 1, 6, 5, 50)
    assert both == PlateScore(4, 1, 8, 15, 150)
    assert both.share == pytest.approx(0.5)
    assert PlateScore().share is None


def test_a_video_read_again_and_again_is_one_clock() -> None:
    recording = looped([Path("a.mp4"), Path("b.mp4")], [10.0, 20.0], 2)
    assert [part.offset_s for part in recording.parts] == [0.0, 10.0, 30.0, 40.0]
    assert recording.duration_s == 60.0


def test_a_meeting_without_known_plates_or_picture_is_left_alone(tmp_path: Path) -> None:
    meeting = Meeting("M", "da", None, None, "", Style.EXTENDED, Body(), (), (), recordings=(tmp_path / "m.wav",))
    assert plates_of(tmp_path, meeting) is None
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth" / "plates.json").write_text('[{"second": 0, "plate": null}]')
    assert plates_of(tmp_path, meeting) is None
