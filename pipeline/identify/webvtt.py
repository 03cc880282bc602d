"""WebVTT as Teams (``<v Name>``) and Zoom (``Name: text``) write it."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

Row = tuple[str, str, float | None, float | None]  # speaker, text, start_s, end_s

_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
_TIMING = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|<[\d:.]+>|</?>")
_LABEL = re.compile(r"^([^\W\d_][^:\n<>]{0,59}?):\s+(?=\S)")
MAX_LABEL_WORDS = 6


def read_webvtt(path: Path, text: str) -> list[Row]:
    """Read the cues of a WebVTT file: (speaker, text, start_s, end_s), in the order of the file.

    A cue with several voice spans becomes several rows. ``Name: text`` is taken for a label only when no cue has a
    voice span and the form is the file's habit, so that a colon in speech makes no speaker.

    Raises
    ------
    InputError
        A timing line cannot be read, or a cue ends before it starts.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues: list[tuple[str, float, float]] = []
    at = 1
    while at < len(lines):
        if "-->" not in lines[at]:
            at += 1
            continue
        start_s, end_s = _timing(path, lines[at], at + 1)
        at += 1
        payload: list[str] = []
        while at < len(lines) and lines[at].strip() and "-->" not in lines[at]:
            payload.append(lines[at].strip())
            at += 1
        cues.append(("\n".join(payload), start_s, end_s))
    rows = [row for cue in cues for row in _rows(*cue)]
    return [_flat(row) for row in rows] if any(row[0] for row in rows) else _labelled(rows)


def _flat(row: Row) -> Row:
    return row[0], " ".join(row[1].split()), row[2], row[3]


def _timing(path: Path, line: str, number: int) -> tuple[float, float]:
    """Read a timing line."""
    match = _TIMING.match(line)
    if not match:
        raise InputError(
            path, "is no timing line of WebVTT", "write 00:01:02.000 --> 00:01:05.000", field=f"line {number}"
        )
    hours, minutes, seconds, fraction = 0, 1, 2, 3
    groups = [group or "0" for group in match.groups()]
    times = [
        int(part[hours]) * 3600 + int(part[minutes]) * 60 + int(part[seconds]) + float(f"0.{part[fraction]}")
        for part in (groups[:4], groups[4:])
    ]
    if times[1] < times[0]:
        raise InputError(
            path, "ends before it starts", "the end of a cue comes after its start", field=f"line {number}"
        )
    return times[0], times[1]


def _rows(payload: str, start_s: float, end_s: float) -> list[Row]:
    """Part a cue by its voice spans; its time is parted by the length of the text."""
    pieces = _VOICE.split(payload)  # text before, then (name, text) pairs
    spans = [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    cleaned = [(_label(name), words) for name, raw in spans if (words := _plain(raw))]
    total = sum(len(words) for _, words in cleaned)
    rows: list[Row] = []
    begin_s = start_s
    for name, words in cleaned:
        stop_s = begin_s + (end_s - start_s) * len(words) / total
        rows.append((name, words, begin_s, stop_s))
        begin_s = stop_s
    return rows


def _plain(raw: str) -> str:
    """Return the text without tags, entities opened, on one line."""
    lines = (html.unescape(_TAG.sub("", line)) for line in raw.split("\n"))
    return "\n".join(joined for line in lines if (joined := " ".join(line.split())))


def _label(raw: str) -> str:
    """Return the name in a voice span without markup."""
    plain = _TAG.sub("", html.unescape(raw)).replace("<", " ").replace(">", " ")
    return " ".join(plain.split())[:120]


def _labelled(rows: list[Row]) -> list[Row]:
    """Take ``Name: text`` apart where it is the habit of the file."""
    labels = Counter(match.group(1) for row in rows if (match := _LABEL.match(row[1])))
    labels = Counter({label: n for label, n in labels.items() if len(label.split()) <= MAX_LABEL_WORDS})
    if 2 * sum(labels.values()) <= len(rows):
        return [_flat(row) for row in rows]
    found: list[Row] = []
    speaker = ""
    for _, words, start_s, end_s in rows:
        match = _LABEL.match(words)
        rest = words
        if match and match.group(1) in labels:
            speaker, rest = match.group(1), words[match.end() :]
        found.append(_flat((speaker, rest, start_s, end_s)))
    return [row for row in found if row[1]]
