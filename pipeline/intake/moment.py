"""Dates and times as the papers write them, in Danish and English."""

from __future__ import annotations

import re
from datetime import date, datetime, time

_MONTHS = (
    "januar|january februar|february marts|march april maj|may juni|june juli|july august september "
    "oktober|october november december"
).split()
_MONTH = {name[:3]: number for number, names in enumerate(_MONTHS, start=1) for name in names.split("|")}
_WORDED = re.compile(
    r"\b(\d{1,2})\.?\s*(januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|"
    r"december|january|february|march|may|"
    r"june|july|october)\w*\s*,?\s*(\d{4})\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_CLOCKS = re.compile(
    r"(?:\b(?:kl\.?|klokken|at|from)\s*)(\d{1,2})(?:[.:](\d{2}))?(?:\s*(?:[-–—]|til|"
    r"to)\s*(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?)?"
    r"|\b(\d{1,2})[.:](\d{2})\s*(?:[-–—]|til|to)\s*(\d{1,2})[.:](\d{2})\b",
    re.IGNORECASE,
)


def read_date(text: str) -> date | None:
    """Return the day that `text` names, day before month.

    Examples
    --------
    >>> read_date("Tirsdag den 6. oktober 2020")
    datetime.date(2020, 10, 6)
    """
    if found := _WORDED.search(text):
        parts = int(found[3]), _MONTH[found[2][:3].casefold()], int(found[1])
    elif found := _ISO.search(text):
        parts = int(found[1]), int(found[2]), int(found[3])
    elif found := _DIGITS.search(text):
        year = int(found[4])
        parts = year + 2000 if year < 100 else year, int(found[3]), int(found[1])
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def read_clocks(text: str) -> tuple[time | None, time | None]:
    """Return when it begins and ends.

    Examples
    --------
    >>> read_clocks("kl. 16:00 – 17:30")
    (datetime.time(16, 0), datetime.time(17, 30))
    >>> read_clocks("2.2.2026 kl. 9.00-11.00")
    (datetime.time(9, 0), datetime.time(11, 0))
    """
    without_date = _DIGITS.sub(" ", _ISO.sub(" ", text))
    found = _CLOCKS.search(without_date)
    if not found:
        return None, None
    groups = found.groups()[:4] if found[1] else found.groups()[4:]
    return _time(groups[0], groups[1]), _time(groups[2], groups[3])


def _time(hour: str | None, minute: str | None) -> time | None:
    if hour is None or int(hour) > 23 or int(minute or 0) > 59:
        return None
    return time(int(hour), int(minute or 0))


def read_span(text: str) -> tuple[datetime | None, datetime | None]:
    """Return begin and end of a meeting on one day; midnight where the time of day is not said."""
    day = read_date(text)
    if day is None:
        return None, None
    first, last = read_clocks(text)
    start = datetime.combine(day, first or time(0))
    end = datetime.combine(day, last) if first and last and last > first else None
    return start, end


def read_stamps(texts: list[str], *, month_first: bool) -> list[datetime | None]:
    """Return the moments of a report, ``"14/11/22, 09:29:07"``; all in one order of day and month."""
    return [_stamp(text, month_first=month_first) for text in texts]


def stamps_order(texts: list[str]) -> bool | None:
    """Whether the month comes first; None when nothing tells."""
    pairs = [
        (int(m[1]), int(m[2])) for text in texts if (m := re.match(r"\s*(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}\b", text))
    ]
    year_first = any(re.match(r"\s*\d{4}-\d{2}-\d{2}\b", text) for text in texts)
    if any(first > 12 for first, _ in pairs) or (year_first and not pairs):
        return False
    return True if any(second > 12 for _, second in pairs) else None


def _stamp(text: str, *, month_first: bool) -> datetime | None:
    found = re.match(
        r"\s*(\d{1,4})[./-](\d{1,2})[./-](\d{1,4}),?\s+(\d{1,2})[.:](\d{2})(?:[.:](\d{2}))?\s*([AaPp][Mm])?", text
    )
    if not found:
        return None
    first, second, third = int(found[1]), int(found[2]), int(found[3])
    if first > 31:
        year, month, day = first, second, third
    else:
        year = third + 2000 if third < 100 else third
        month, day = (first, second) if month_first else (second, first)
    hour = int(found[4]) % 12 + (12 if found[7].lower() == "pm" else 0) if found[7] else int(found[4])
    try:
        return datetime(year, month, day, hour, int(found[5]), int(found[6] or 0))  # noqa: DTZ001 (local, as in the report)
    except ValueError:
        return None
