"""Pasted text, Markdown, and values separated by commas, semicolons or tabs; in the encodings that Windows writes."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from pipeline.attachment import Unread
from pipeline.intake.line import Line, clean, row
from pipeline.intake.unreadable import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

_MARKER = re.compile(r"^(\d{1,3}[.)]|[a-zæøå]\)|[-*•‐–·o](?=\s))\s+(?=\S)")
_TICK = re.compile(r"^\[[ xX]?\]\s*")
_HEADING = re.compile(r"^(#{1,6})\s+(?=\S)")
_RULE = re.compile(r"^\s*\|?[\s:|-]*-{3,}[\s:|-]*$")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_TABBED = 0.6  # of the lines: so many with tabs are a table
_TEAMS = re.compile(r"^\s*1\.\s+\w+\s*$")
_MIN_MARGIN = 50  # characters; text with shorter lines is a list, nothing reaches a margin
_FULL = 0.8  # of the longest line: so long a line was broken at the margin
_MAX_MARGIN = 140  # longer lines are whole paragraphs


def decode(path: Path, data: bytes) -> str:
    """Return the text: UTF-8 or UTF-16 with or without mark, else Windows-1252.

    Raises
    ------
    InputError
        It holds bytes that no text holds.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in data:
        return data.decode("utf-16", errors="replace")
    sample = data[:4000]
    for zeros, encoding in ((sample[1::2], "utf-16-le"), (sample[::2], "utf-16-be")):
        if len(sample) > 3 and zeros.count(0) > 0.7 * len(zeros):
            return data.decode(encoding, errors="replace")
    if b"\x00" in data:
        raise UnreadableError(
            path, "not a text", "give a docx, pdf, odt, xlsx, csv or text file", why=Unread.OTHER_KIND
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_text(text: str) -> tuple[Line, ...]:
    """Return the lines of pasted text or Markdown."""
    printed = text.splitlines()
    longest = max((len(line.rstrip()) for line in printed), default=0)
    wraps = _MIN_MARGIN <= longest <= _MAX_MARGIN
    lines: list[Line] = []
    follows = flows = False
    for number, raw in enumerate(printed, start=1):
        line = _line(raw, f"linje {number}", joins=follows, flows=follows and flows)
        if line is not None and (line.text or line.marker):
            lines.append(line)
        follows = line is not None and bool(line.text) and not line.cells
        flows = wraps and len(raw.rstrip()) >= _FULL * longest
    return tuple(lines)


def _line(raw: str, place: str, *, joins: bool, flows: bool) -> Line | None:
    if not clean(raw):
        return None
    body = raw.strip()
    if body.startswith("|") and body.endswith("|") and body.count("|") > 2:
        return None if _RULE.match(body) else row([_plain(cell) for cell in body.strip("|").split("|")], place)
    if _RULE.match(body):
        return None
    if heading := _HEADING.match(body):
        return Line(clean(_plain(body[heading.end() :])), place, heading=len(heading[1]))
    indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
    marker, rest = split_marker(body)
    if marker:
        text = clean(_plain(_TICK.sub("", rest)))
        return Line(text, place, marker=marker, depth=indent // 2) if text else None
    if body in {"- [ ]", "- [x]", "- []", "-", "*"}:
        return None
    return Line(clean(_plain(body)), place, depth=indent // 2, joins=joins, flows=flows)


def split_marker(text: str) -> tuple[str, str]:
    """Return what stands before a list's text, and the text.

    Examples
    --------
    >>> split_marker("2. Budget")
    ('2.', 'Budget')
    >>> split_marker("Budget")
    ('', 'Budget')
    """
    found = _MARKER.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _plain(text: str) -> str:
    """Take Markdown's signs away and keep its words."""
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text.replace("<br>", " ")))


def separator(text: str, *, table: bool) -> str:
    """Return what separates the values of the lines: tab, semicolon or comma; empty for text that has none.

    Parameters
    ----------
    text : str
    table : bool
        The file calls itself a table, so that a comma separates values. Tabs that most lines have always do.
    """
    printed = [line for line in text.splitlines() if line.strip()]
    tabbed = sum("\t" in line.strip() for line in printed)
    if tabbed > _TABBED * len(printed) or (printed and _TEAMS.match(printed[0]) and tabbed):
        return "\t"
    if not table:
        return ""
    counts = {sign: sum(sign in line for line in printed) for sign in ";,"}
    best = max(counts, key=lambda sign: counts[sign])
    return best if counts[best] else ""


def read_csv(text: str, sign: str) -> tuple[Line, ...]:
    """Return the rows of separated values."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=sign, skipinitialspace=True)
    filled = ((cells, f"linje {reader.line_num}") for cells in reader if any(map(clean, cells)))
    return tuple(row(cells, place) if len(cells) > 1 else _alone(cells[0], place) for cells, place in filled)


def _alone(text: str, place: str) -> Line:
    marker, rest = split_marker(text.strip())
    return Line(clean(rest), place, marker=marker)
