"""Dates in digits and months by their number, written out, so that they can be compared with what was said."""

from __future__ import annotations

import re
from functools import lru_cache

from text_to_num import alpha2digit

from pipeline.check.lexicon import lexicon

_FULL = re.compile(r"(?<![\w.,/-])(\d{1,2})([./-])(\d{1,2})(?:\2|-)((?:19|20)?\d\d)(?![\w/])")
_ISO = re.compile(r"(?<![\w.,/-])((?:19|20)\d\d)-(\d\d)-(\d\d)(?![\w/-])")
_SHORT = re.compile(r"\b((?:den|d\.)\s*)(\d{1,2})(?:/|\.\s?)(\d{1,2})(?![\w/]|[.,]\d)", re.IGNORECASE)
_SPOKEN = re.compile(r"\bden (\w+) i (\w+)\b", re.IGNORECASE)


@lru_cache(maxsize=65_536)
def written_out(text: str, language: str) -> str:
    """Return the text with the months of its dates by name. A day comes before a month: so in Danish and British use.

    Examples
    --------
    >>> written_out("Svar senest d. 3/4, og mødet er den 03.05.2026.", "da")
    'Svar senest d. 3. april, og mødet er den 3. maj 2026.'
    >>> written_out("den tredje i fjerde", "da")
    'den 3. april'
    >>> written_out("3/4 af medlemmerne", "da")
    '3/4 af medlemmerne'
    """
    text = _ISO.sub(lambda m: _date(m[0], m[3], m[2], m[1], language), text)
    text = _FULL.sub(lambda m: _date(m[0], m[1], m[3], m[4], language), text)
    if language != "da":
        return text
    text = _SHORT.sub(lambda m: m[1] + _date(m[0][len(m[1]) :], m[2], m[3], "", language), text)
    return _SPOKEN.sub(_spoken, text)


def _spoken(match: re.Match[str]) -> str:
    day, month = (alpha2digit(word, "da", 0.0).rstrip(".") for word in match.groups())
    if not (day.isdecimal() and month.isdecimal()):
        return match[0]
    return "den " + _date(match[0].removeprefix("den "), day, month, "", "da")


def _date(whole: str, day: str, month: str, year: str, language: str) -> str:
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return whole
    year = f"20{year}" if len(year) == 2 else year
    point = "." if language == "da" else ""
    return f"{int(day)}{point} {lexicon(language).months[int(month) - 1][0]} {year}".strip()
