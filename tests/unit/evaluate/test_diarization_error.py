"""Diarization error: counts, sums, references."""

from __future__ import annotations

import pytest

from pipeline.activity import Span
from pipeline.errors import InputError
from pipeline.evaluate.diarization import ClipScore, DiarizationCounts, DiarizationReport, count, load
from pipeline.transcript import Turn

REFERENCE = [Turn("a", 0.0, 4.0), Turn("b", 4.0, 10.0)]
WHOLE = [Span(0.0, 20.0)]


def test_names_of_voices_do_not_matter():
    assert count(REFERENCE, [Turn("S02", 0.0, 4.0), Turn("S01", 4.0, 10.0)], WHOLE).error_rate == 0.0


def test_each_kind_of_error_is_counted_in_seconds():
    found = [Turn("S1", 1.0, 4.0), Turn("S2", 4.0, 8.0), Turn("S1", 8.0, 10.0), Turn("S3", 12.0, 12.5)]
    counted = count(REFERENCE, found, WHOLE)
    assert (counted.total_s, counted.missed_s) == (pytest.approx(10.0), pytest.approx(1.0))
    assert (counted.confusion_s, counted.false_alarm_s) == (pytest.approx(2.0), pytest.approx(0.5))
    assert counted.error_rate == pytest.approx(0.35)


def test_the_collar_forgives_on_either_side_of_a_boundary():
    late = [Turn("S1", 0.0, 4.2), Turn("S2", 4.2, 10.0)]
    assert count(REFERENCE, late, WHOLE).confusion_s == pytest.approx(0.2)
    assert count(REFERENCE, late, WHOLE, collar_s=0.25).confusion_s == pytest.approx(0.0)


def test_only_what_is_scored_counts():
    assert count(REFERENCE, [], [Span(2.0, 5.0)]).total_s == pytest.approx(3.0)


def test_sums_are_of_seconds_not_means_of_rates():
    long, short = DiarizationCounts(90.0, missed_s=9.0), DiarizationCounts(10.0, missed_s=9.0)
    assert (long + short).error_rate == pytest.approx(0.18)


def test_no_speech_has_no_rate():
    assert DiarizationCounts().error_rate is None


def test_references_beside_recordings_are_found(tmp_path):
    folder = tmp_path / "ami"
    folder.mkdir()
    (folder / "reference.rttm").write_text("SPEAKER one 1 1.0 2.5 <NA> <NA> ann <NA> <NA>\n")
    (folder / "reference.uem").write_text("one 1 0.0 30.0\ntwo 1 0.0 30.0\n")
    for name in ("one.flac", "two.flac", "other.flac"):
        (folder / name).touch()
    (tmp_path / "three.segments").write_text("0 6.3 A\n\n6.3 7 B\n")
    (tmp_path / "three.wav").touch()
    three, one, two = load(tmp_path)
    assert (one.name, one.group, one.reference, one.scored) == (
        "one",
        "ami",
        (Turn("ann", 1.0, 3.5),),
        (Span(0.0, 30.0),),
    )
    assert (two.name, two.reference) == ("two", ())
    assert [turn.voice for turn in three.reference] == ["A", "B"]


@pytest.mark.parametrize(("line", "wrong"), [("0 6.3", "2 columns"), ("0 six A", '"six" is no time')])
def test_a_reference_that_cannot_be_read(line, wrong, tmp_path):
    (tmp_path / "x.segments").write_text(line + "\n")
    (tmp_path / "x.wav").touch()
    with pytest.raises(InputError, match=wrong):
        load(tmp_path)


def test_no_reference_at_all(tmp_path):
    with pytest.raises(InputError, match="no recording has a reference"):
        load(tmp_path)


def test_the_table_has_every_recording_every_group_and_the_sum():
    counts = (DiarizationCounts(10.0, 1.0, 0.5, 0.5), DiarizationCounts(8.0, 0.4))
    silent = (DiarizationCounts(), DiarizationCounts())
    scores = (
        ClipScore("one", "ami", 30.0, 3.0, 2, 2, counts),
        ClipScore("two", "ami", 30.0, 3.0, 0, 0, silent),
        ClipScore("x", "other", 10.0, 1.0, 1, 1, counts),
    )
    table = DiarizationReport("campplus", (0.0, 0.25), scores).table()
    assert "| ami/one | 2 | 2 | 0.200 | 0.100 | 0.050 | 0.050 | 0.050 |" in table
    assert "| ami/two | 0 | 0 |  |" in table
    assert "| **all** | | | 0.200 |" in table
    assert "0.100 s per second" in table
