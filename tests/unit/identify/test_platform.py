from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.identify import IdentifyOptions, identify_platform, read_transcript
from pipeline.identify.platform import PlatformTranscript
from pipeline.meeting import Meeting
from pipeline.progress import silent

TEAMS = """WEBVTT

a3/12-0
00:00:01.000 --> 00:00:04.000
<v Bettina Lundgren>Godmorgen. Vi går i gang med
dagens møde.</v>

a3/12-1
00:00:04.000 --> 00:00:05.000
<v Bettina Lundgren>Per &amp; Per er her.</v>

00:00:05.500 --> 00:00:07.000
<v Per Okkels (Ekstern)>Tak, Bettina.</v>
"""

ZOOM = """WEBVTT

1
00:00:01.000 --> 00:00:04.000
Bettina Lundgren: Godmorgen alle.

2
00:00:04.500 --> 00:00:06.000
Per Okkels: Tak. Husk: mødet slutter kl. 12.
"""


def write(tmp_path: Path, content: str | bytes, name: str = "m.vtt") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def seglst(*rows: tuple[object, str, object, object]) -> str:
    return json.dumps(
        [{"session_id": "m", "speaker": s, "words": w, "start_time": a, "end_time": b} for s, w, a, b in rows]
    )


def read(tmp_path: Path, content: str | bytes, meeting: Meeting, name: str = "m.vtt") -> PlatformTranscript:
    return read_transcript(write(tmp_path, content, name), meeting)


def test_teams(tmp_path: Path, meeting: Meeting) -> None:
    found = read(tmp_path, TEAMS, meeting)
    assert [(s.speaker, s.text) for s in found.segments] == [
        ("Bettina Lundgren", "Godmorgen. Vi går i gang med dagens møde."),
        ("Bettina Lundgren", "Per & Per er her."),
        ("Per Okkels (Ekstern)", "Tak, Bettina."),
    ]
    assert found.segments[2].start_s == 5.5
    assert found.attendees == {"Bettina Lundgren": "a01", "Per Okkels (Ekstern)": "a02"}
    assert found.remarks == ()


def test_zoom(tmp_path: Path, meeting: Meeting) -> None:
    found = read(tmp_path, ZOOM, meeting)
    assert [(s.speaker, s.text) for s in found.segments] == [
        ("Bettina Lundgren", "Godmorgen alle."),
        ("Per Okkels", "Tak. Husk: mødet slutter kl. 12."),
    ]


def test_captions_without_speakers(tmp_path: Path, meeting: Meeting) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nGodmorgen.\n\n00:02.000 --> 00:03.000\nHusk: vi slutter kl. 12.\n"
    found = read(tmp_path, text, meeting)
    assert [s.speaker for s in found.segments] == ["", ""]
    conversation = identify_platform(meeting, found, IdentifyOptions(), silent)
    assert {u.voice for u in conversation.utterances} == {None}
    assert conversation.voices == ()


def test_platform_names_become_names_with_evidence(tmp_path: Path, meeting: Meeting) -> None:
    conversation = identify_platform(meeting, read(tmp_path, TEAMS, meeting), IdentifyOptions(), silent)
    assert [(v.voice, v.attendee) for v in conversation.voices] == [
        ("Bettina Lundgren", "a01"),
        ("Per Okkels (Ekstern)", "a02"),
    ]
    assert conversation.voices[0].evidence[0].source == "m.vtt"
    assert conversation.utterances[0].text == "Godmorgen. Vi går i gang med dagens møde. Per & Per er her."
    assert conversation.duration_s == 7.0


def test_seglst_without_times_keeps_its_order_and_its_segments(tmp_path: Path, meeting: Meeting) -> None:
    content = seglst(
        ("SPEAKER_01", "Vi er her. Alle sammen.", None, None), ("SPEAKER_00", "Ja, det er vi.", None, None)
    )
    found = read(tmp_path, content, meeting, "m.json")
    conversation = identify_platform(meeting, found, IdentifyOptions(), silent)
    assert [(u.voice, u.text, u.start_s) for u in conversation.utterances] == [
        ("SPEAKER_01", "Vi er her. Alle sammen.", None),
        ("SPEAKER_00", "Ja, det er vi.", None),
    ]
    assert conversation.duration_s is None
    assert found.attendees == {} and found.remarks == ()


def test_segments_of_two_speakers_may_overlap_and_are_put_in_order(tmp_path: Path, meeting: Meeting) -> None:
    content = seglst(("B", "anden her", 2.0, 6.0), ("A", "første her", 0.0, 4.0))
    assert [s.speaker for s in read(tmp_path, content, meeting, "m.json").segments] == ["A", "B"]


def test_the_transcript_of_another_meeting_is_told_and_its_names_ignored(tmp_path: Path, meeting: Meeting) -> None:
    content = seglst(
        *((who, "Det er fint nok.", at, at + 1.0) for at, who in enumerate(["Ib Skov", "Eva Dam", "Ole Riis"]))
    )
    found = read(tmp_path, content, meeting, "m.json")
    assert [remark.code for remark in found.remarks] == ["platform-other-meeting"]
    conversation = identify_platform(meeting, found, IdentifyOptions(), silent)
    assert [v.attendee for v in conversation.voices] == [None, None, None]


def test_a_speaker_off_the_list_is_told_without_markup(tmp_path: Path, meeting: Meeting) -> None:
    content = seglst(("Per Okkels", "Ja tak.", 0, 1), ("<script>Eva & Dam</script>", "Nej tak.", 1, 2))
    (remark,) = read(tmp_path, content, meeting, "m.json").remarks
    assert remark.code == "platform-unknown-name"
    assert "<" not in remark.message


def test_html_in_a_voice_span_is_no_markup(tmp_path: Path, meeting: Meeting) -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v <b>Per Okkels</b>>Hej <i>alle</i> <script>x</script>\n"
    segment = read(tmp_path, text, meeting).segments[0]
    assert "<" not in segment.speaker and "<" not in segment.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, meeting: Meeting, encoding: str) -> None:
    assert len(read(tmp_path, TEAMS.encode(encoding), meeting).segments) == 3


def test_ten_megabytes(tmp_path: Path, meeting: Meeting) -> None:
    cue = "{0:02d}:{1:02d}:{2:02d}.000 --> {0:02d}:{1:02d}:{2:02d}.900\n<v Per Okkels>" + "ord " * 140 + "slut.</v>\n\n"
    cues = (cue.format(at // 3600, at // 60 % 60, at % 60) for at in range(17000))
    path = write(tmp_path, "WEBVTT\n\n" + "".join(cues))
    assert path.stat().st_size > 10_000_000
    assert len(read_transcript(path, meeting).segments) == 17000


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"  \n ", "is empty"),
        (b"\xe6\xf8\xe5 ikke utf-8", "is not utf-8"),
        ("hej med jer", "neither WebVTT nor SegLST"),
        ("WEBVTT\n\n", "holds no speech"),
        ("[]", "holds no speech"),
        ("[1, 2", "is not JSON"),
        ('{"a": 1}', "is not a list"),
        ("[1]", "is not an object"),
        ('[{"speaker": "A", "words": 3}]', "words is a text"),
        ('[{"speaker": ["A"], "words": "x"}]', "speaker is a text"),
        ("[" * 100_000, "nested too deeply"),
        ("WEBVTT\n\n00:00:05.000 --> 00:00:x\nHej\n", "line 3"),
        ("WEBVTT\n\n00:00:05.000 --> 00:00:01.000\nHej\n", "ends before it starts"),
        (seglst(("A", "hej", 3.0, 1.0)), "before start_time"),
        (seglst(("A", "hej", -3.0, 1.0)), "start_time = -3.0"),
        (seglst(("A", "hej", "x", 1.0)), "start_time = 'x'"),
        (seglst(("A", "hej", 0.0, 1.0), ("B", "hej", None, None)), "segment 2"),
        (seglst(("A", "hej", 0.0, None)), "only one of"),
        (seglst(("A", "hej der", 0.0, 10.0), ("A", "nej da", 4.0, 12.0)), "before the same speaker"),
        (b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nH\0j\n", "null characters"),
    ],
)
def test_bad_input_is_one_line(tmp_path: Path, meeting: Meeting, content: str | bytes, says: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, content, meeting)
    assert says in str(error.value)
    assert "\n" not in str(error.value)
    assert str(error.value).startswith(str(tmp_path))


def test_two_sessions_are_refused(tmp_path: Path, meeting: Meeting) -> None:
    content = json.dumps([{"session_id": s, "speaker": "A", "words": "hej"} for s in ("x", "y")])
    with pytest.raises(InputError, match="2 sessions"):
        read(tmp_path, content, meeting)


def test_an_absent_file_is_refused(tmp_path: Path, meeting: Meeting) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read_transcript(tmp_path / "nix.vtt", meeting)
