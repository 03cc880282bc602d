"""voices.toml: written, read back, and refused in a line."""

from __future__ import annotations

import stat
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.intake import load_decisions, load_meeting, save_decisions
from pipeline.meeting import DecidedVoice, VoiceDecisions

TWO = VoiceDecisions(
    80.0,
    (
        DecidedVoice(((0.1, 19.9), (40.1, 59.9)), attendee='Åse "Ø" Ærø\n', title="læge", by="eva",
                     at=datetime(2026, 11, 23, 10)),  # noqa: DTZ001
        DecidedVoice(((20.0, 30.0),)),
        DecidedVoice(labels=("Taler 1", "Taler 2"), attendee=""),
    ),
)  # fmt: skip


def test_it_comes_back_as_it_was_and_is_private(tmp_path: Path) -> None:
    path = save_decisions(TWO, tmp_path)
    found = load_decisions(tmp_path)
    assert found.recording_s == 80.0
    assert found.voices[1:] == TWO.voices[1:]
    assert found.voices[0].attendee == 'Åse "Ø" Ærø'  # without the blank around it
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["voices.toml"]


def test_without_decisions_there_is_no_file(tmp_path: Path) -> None:
    assert load_decisions(tmp_path) == VoiceDecisions()
    save_decisions(TWO, tmp_path)
    save_decisions(VoiceDecisions(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_meeting_is_loaded_with_them(tmp_path: Path) -> None:
    (tmp_path / "meeting.toml").write_text('title = "3. møde"\nrecording = "moede.wav"\n', encoding="utf-8")
    (tmp_path / "moede.wav").write_bytes(b"sound")
    assert load_meeting(tmp_path).decided == VoiceDecisions()
    save_decisions(TWO, tmp_path)
    assert len(load_meeting(tmp_path).decided.voices) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[voice]]\nspans = [[2.0, 1.0]]", "voice[1].spans: [2.0, 1.0] does not end after it begins"),
        ("[[voice]]\nspans = [[1.0, 3.0]]\n[[voice]]\nspans = [[2.0, 4.0]]", "voice[2].spans: 2.0 s is voice[1]'s too"),
        ('[[voice]]\nlabels = ["A"]\n[[voice]]\nlabels = ["A"]', "voice[2].labels"),
        ("[[voice]]\nattendee = 'Bo'", "needs either spans or labels"),
        ("[[voice]]\nspan = [[1.0, 2.0]]", 'did you mean "spans"'),
        ("[[voice]]\nspans = [[nan, 2.0]]", "voice[1].spans[1][1]"),
        ("[[voice]]\nspans = [[-1.0, 2.0]]", "does not fit"),
        ("[[voice]\n", "not TOML"),
        ("voice = 3", "does not fit"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "voices.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as failure:
        load_decisions(tmp_path)
    assert told in str(failure.value)
    assert "\n" not in str(failure.value)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "voices.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        load_decisions(tmp_path)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(str.strip)


@given(st.lists(st.tuples(st.one_of(st.none(), texts), texts, texts), max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_comes_back(tmp_path: Path, rows: list[tuple[str | None, str, str]]) -> None:
    voices = tuple(
        DecidedVoice(((at * 10.0, at * 10.0 + 5.125),), attendee=who, title=title, by=by)
        for at, (who, title, by) in enumerate(rows)
    )
    told = VoiceDecisions(100.0 if voices else None, voices)
    save_decisions(told, tmp_path)
    assert load_decisions(tmp_path) == told
