"""The headings by which the papers of a meeting are divided, in Danish and English."""

from __future__ import annotations

import re

_AGENDA = re.compile(
    r"^(?:dagsorden|agenda|dagsordenspunkter|punkter|mødets punkter|agenda "
    r"items)\s*:?$",
    re.IGNORECASE,
)
_AGENDA_TITLE = re.compile(r"^(?:dagsorden|agenda)\b(?!spunkt)", re.IGNORECASE)
_PEOPLE = re.compile(
    r"^(?:møde)?(?:deltagere|deltagerliste|deltagerne|inviterede|indkaldte|medlemmer|til ?stede|fremmødte|"
    r"attendees|attendance list|"
    r"participants|present|members|invitees)(?: i mødet)?\s*(?::|$)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"^(?:dato|tid|sted|dato og sted|tid og sted|tidspunkt|mødested|praktisk(?:e oplysninger)?|referat|"
    r"mødefakta|status|møde ?indhold|"
    r"møde ?beskrivelse|møde ?referat|møde ?præsentation.*|baggrund(?:smateriale.*)?|afbud|fraværende|"
    r"gæster|referent|faciliteret af.*|"
    r"observ\w+.*|beslutnings.*|bilag|bilagsliste|date|time|place|venue|apologies|absent|guests|minutes|"
    r"background|indhold|"
    r"indholdsfortegnelse|contents)\s*:?$",
    re.IGNORECASE,
)


def opens_agenda(text: str) -> bool:
    """Whether the line stands above the items."""
    return bool(_AGENDA.match(text))


def titles_agenda(text: str) -> bool:
    """Whether the line is the title of an agenda ("Dagsorden for mødet den ...")."""
    return len(text) < 150 and bool(_AGENDA_TITLE.match(text))


def opens_people(text: str) -> bool:
    """Whether the line stands above the list of people, or begins it."""
    return bool(_PEOPLE.match(text))


def is_section(text: str) -> bool:
    """Whether the line is a heading of the paper itself, not of an item."""
    return opens_agenda(text) or opens_people(text) or bool(_OTHER.match(text))


def ends_people(text: str) -> bool:
    """Whether the list of people is over at this line."""
    return opens_agenda(text) or bool(
        re.match(
            r"^(?:referat|møde ?referat|møde ?indhold|dato og sted|tid og sted|bilag|"
            r"minutes)\s*:?$",
            text,
            re.IGNORECASE,
        )
    )
