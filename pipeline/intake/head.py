"""Title, time and place from the head of an agenda or referat."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.intake.moment import read_clocks, read_span
from pipeline.intake.prepared import Head
from pipeline.intake.sections import opens_agenda

if TYPE_CHECKING:
    from pipeline.intake.line import Line

_TITLE_LABEL = re.compile(r"^(?:mødenavn|møde|mødetitel|titel|emne|meeting|title)\s*:\s*(?=\S)", re.IGNORECASE)
_TIME_LABEL = re.compile(
    r"^(?:dato|tid|tidspunkt|mødedato|hvornår|date|time|when|tid og sted|dato og sted)\s*:?\s*(?=\S)", re.IGNORECASE
)
_PLACE_LABEL = re.compile(r"^(?:sted|mødested|hvor|lokale|place|venue|location|where)\s*:\s*(?=\S)", re.IGNORECASE)
_KIND = re.compile(
    r"^(?:dagsorden|agenda|referat|indkaldelse|minutes)\s*(?:for|til|fra|of|–|-|"
    r":)?\s+(?=\S)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"^(?:referat|dagsorden og referat|dato og sted|tid og sted|mødefakta|indkaldelse|minutes|tid|dato|"
    r"sted|date|time|place)\s*:?$",
    re.IGNORECASE,
)
_MEETING = re.compile(r"møde(?:t|r)?\b|\bmeeting\b|\bsession\b", re.IGNORECASE)
_MAX_TITLE = 200


def read_head(lines: tuple[Line, ...], end: int) -> tuple[Head, frozenset[int]]:
    """Return what the lines before the first item say, and the lines that say it."""
    head, used = Head(), set()
    for index, line in enumerate(lines[:end]):
        if index in used or line.cells:
            continue
        text = line.text
        if _ALONE.match(text) or opens_agenda(text):
            used.add(index)
        elif (label := _PLACE_LABEL.match(text)) and not head.place:
            head = replace(head, place=text[label.end() :].rstrip("."))
            used.add(index)
        elif (label := _TITLE_LABEL.match(text)) and not head.title:
            head = replace(head, title=text[label.end() :])
            used.add(index)
        elif (
            head.start is None
            and (_TIME_LABEL.match(text) or re.match(r"^\w*dag\b|^\d{1,2}\.", text, re.IGNORECASE))
            and read_span(text)[0]
        ):
            head = _timed(head, text)
            used.add(index)
        elif not head.title and (made := _title(lines, index, end)):
            head = replace(head, title=made[0])
            used |= made[1]
    if head.start is None:
        dated = next((i for i in range(min(end, len(lines))) if read_span(lines[i].text)[0]), None)
        if dated is not None:
            head = _timed(head, lines[dated].text, place=False)
    return head, frozenset(used)


def _timed(head: Head, text: str, *, place: bool = True) -> Head:
    start, stop = read_span(text)
    head = replace(head, start=start, end=stop)
    bracket = re.search(r"\(([^()]+)\)\s*\.?$", text)
    if place and bracket and not head.place and read_clocks(bracket[1]) == (None, None):
        head = replace(head, place=bracket[1].strip())
    elif (
        place and not head.place and (behind := re.search(r"\d\s*,\s*((?![^,]*\d{4}\b)[A-ZÆØÅa-zæøå][^()]{2,})$", text))
    ):
        head = replace(head, place=behind[1].strip(" ."))
    return head


def _title(lines: tuple[Line, ...], index: int, end: int) -> tuple[str, set[int]] | None:
    text = lines[index].whole
    stripped = _KIND.sub("", text).strip(" :")
    titled = stripped != text
    if not stripped or len(text) > _MAX_TITLE or not (_MEETING.search(stripped) or titled) or text.endswith(":"):
        return None
    if not titled and not lines[index].heading and index > 5:
        return None
    used, at = {index}, index + 1
    while (
        at < end
        and lines[at].joins
        and not lines[at].heading
        and at - index < 3
        and read_span(lines[at].text)[0] is None
        and ":" not in lines[at].text
    ):
        stripped += " " + lines[at].text
        used.add(at)
        at += 1
    return stripped, used
