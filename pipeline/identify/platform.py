"""A transcript of a meeting platform: WebVTT as Teams and Zoom write it, or SegLST, read as hostile input.

WebVTT: https://www.w3.org/TR/webvtt1/. SegLST: https://github.com/fgnt/meeteval.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.identify.remarks import remark
from pipeline.identify.seglst import read_seglst
from pipeline.identify.webvtt import read_webvtt
from pipeline.names.index import NameIndex
from pipeline.remark import Remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.meeting import Meeting

MAX_BYTES = 64 * 1024 * 1024  # a day of speech is below 10 MB
OVERLAP_TOLERANCE_S = 1.0  # platforms let captions of one speaker run into each other by less
OTHER_MEETING_SHARE = 0.25  # with fewer of its named speakers on the list, a transcript is another meeting's

_ANONYMOUS = re.compile(
    r"^(?:(?:speaker|spk|spkr|taler|stemme|voice|person|participant|deltager|ukendt|unknown|guest|gæst|anonym\w*|user)"
    r"[ _-]*(?:taler|speaker|user)?[ _-]*\w{0,3}|[a-z]?\d*|)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """What one speaker says in one caption or segment.

    Attributes
    ----------
    speaker : str
        The label as written; empty: none.
    text : str
        Never empty.
    start_s, end_s : float or None
        None in a transcript without times: order then stands for time.
    """

    speaker: str
    text: str
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class PlatformTranscript:
    """A transcript with speaker labels.

    Attributes
    ----------
    source : Path
        The file.
    format : str
        ``"webvtt"`` or ``"seglst"``.
    segments : tuple of Segment
        In order of time; where there are no times, in the order of the file.
    attendees : dict of str to str
        Label to attendee key, for the labels that name one attendee and nobody else.
    """

    source: Path
    format: str
    segments: tuple[Segment, ...]
    attendees: dict[str, str]
    remarks: tuple[Remark, ...] = ()


def is_anonymous(label: str) -> bool:
    """Tell whether a label is a number of a speaker and no name.

    Examples
    --------
    >>> [is_anonymous(label) for label in ("SPEAKER_03", "Taler 2", "Guest", "", "Per Okkels")]
    [True, True, True, True, False]
    """
    return bool(_ANONYMOUS.match(label.strip()))


def read_transcript(path: Path, meeting: Meeting) -> PlatformTranscript:
    """Read a WebVTT or SegLST file and match its labels to the attendee list.

    Parameters
    ----------
    path : Path
        UTF-8 (with or without byte order mark) or UTF-16 with byte order mark.
    meeting : Meeting
        For its attendees and its language.

    Raises
    ------
    InputError
        The file is absent, empty, too large, not text, of unknown format, without speech, has times for some segments
        only, ends before it starts, or lets one speaker say two things at once.
    """
    text = _decode(path)
    head = text.lstrip()[:6]
    if head == "WEBVTT":
        segments, kind = read_webvtt(path, text), "webvtt"
    elif head[:1] in ("[", "{"):
        segments, kind = read_seglst(path, text), "seglst"
    else:
        raise InputError(path, "neither WebVTT nor SegLST", 'a WebVTT file begins with "WEBVTT", SegLST with "["')
    if not segments:
        raise InputError(path, "holds no speech", "the transcript of a meeting has at least one line of text")
    ordered = _in_time(path, [Segment(*segment) for segment in segments])
    attendees, remarks = match_labels(ordered, meeting)
    return PlatformTranscript(path, kind, ordered, attendees, remarks)


def _decode(path: Path) -> str:
    """Read the file as text."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except FileNotFoundError:
        raise InputError(path, "does not exist", "give the path of a WebVTT or SegLST file") from None
    except (IsADirectoryError, PermissionError) as error:
        raise InputError(path, "cannot be read", f"give a readable file ({error.strerror})") from None
    if size > MAX_BYTES:
        raise InputError(path, f"is {size} bytes large", f"a transcript has at most {MAX_BYTES} bytes")
    if not data.strip():
        raise InputError(path, "is empty", "give the transcript of the meeting")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(path, f"is not {encoding[:6]} at byte {error.start}", "save it as UTF-8") from None
    if "\0" in text:
        raise InputError(path, "holds null characters", "give a text file")
    return text


def _in_time(path: Path, segments: list[Segment]) -> tuple[Segment, ...]:
    """Check the times and put the segments in their order."""
    untimed = [at for at, segment in enumerate(segments) if segment.start_s is None]
    if len(untimed) == len(segments):
        return tuple(segments)
    if untimed:
        raise InputError(
            path,
            "has no time, others have",
            "give times for all segments or for none",
            field=f"segment {untimed[0] + 1}",
        )
    segments = sorted(segments, key=_start_s)
    last: dict[str, int] = {}
    for at, segment in enumerate(segments):
        if segment.speaker in last:
            before = segments[last[segment.speaker]]
            overlap_s = _end_s(before) - _start_s(segment)
            if overlap_s > OVERLAP_TOLERANCE_S:
                raise InputError(
                    path,
                    f"begins {overlap_s:.1f} s before the same speaker's last one ends",
                    "the segments of one speaker may not overlap",
                    field=f"segment at {_start_s(segment):.3f} s",
                )
            if overlap_s > 0:
                segments[last[segment.speaker]] = replace(before, end_s=max(_start_s(before), _start_s(segment)))
        last[segment.speaker] = at
    return tuple(segments)


def _start_s(segment: Segment) -> float:
    return segment.start_s or 0.0


def _end_s(segment: Segment) -> float:
    return segment.end_s or 0.0


def match_labels(segments: Sequence[Segment], meeting: Meeting) -> tuple[dict[str, str], tuple[Remark, ...]]:
    """Find the attendee behind each label that is a name.

    Returns
    -------
    attendees : dict of str to str
        Only where the label can be nobody else; empty when the labels fit another meeting.
    remarks : tuple of Remark
        Another meeting's transcript; speakers who are not on the list.
    """
    index = NameIndex.of(meeting.attendees)
    named = sorted({segment.speaker for segment in segments if not is_anonymous(segment.speaker)})
    matches = {label: index.match(label) for label in named}
    known = [label for label in named if matches[label].keys]
    if named and len(known) < OTHER_MEETING_SHARE * len(named):
        return {}, (remark("platform-other-meeting", meeting.language),)
    unknown = [label for label in named if not matches[label].keys]
    remarks = (
        (remark("platform-unknown-name", meeting.language, one=", ".join(_printable(label) for label in unknown)),)
        if unknown
        else ()
    )
    unique = {label: key for label in known if (key := matches[label].unique) is not None}
    return unique, remarks


def _printable(label: str) -> str:
    """Return a label fit for one line of a page: no markup, no control characters, at most 60 letters."""
    plain = "".join(letter for letter in label if letter.isprintable() and letter not in "<>&")
    return plain[:60]
