"""Numbers as a body prints them: ``89/20``, counted per year, on and on, or anew at each meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_FIELDS = {"n": r"(?P<n>\d{1,9})", "yy": r"(?P<yy>\d{2})", "year": r"(?P<year>\d{4})", "meeting": r"(?P<meeting>\S+?)"}
_FIELD = re.compile(r"\{([^{}]*)\}")
_MAX_FORM = 40


class Restart(StrEnum):
    """When a count begins again at 1."""

    YEARLY = "yearly"
    NEVER = "never"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A number that a body gives once.

    Attributes
    ----------
    series : int
        The year for a count that restarts yearly; 0 for one that never does.
    value : int
        From 1.
    """

    series: int
    value: int


@dataclass(frozen=True, slots=True)
class Numbering:
    """How numbers are counted and printed.

    Attributes
    ----------
    restart : Restart
    form : str
        Text around ``{n}`` (the number), ``{yy}`` or ``{year}`` and, for items, ``{meeting}`` (the meeting's number).

    Examples
    --------
    >>> items = Numbering(Restart.YEARLY, "{n}/{yy}")
    >>> items.printed(Number(2020, 89))
    '89/20'
    >>> items.read("90/20", 2020), items.read("90", 2020)
    (Number(series=2020, value=90), None)
    """

    restart: Restart
    form: str

    def __post_init__(self) -> None:
        names = _FIELD.findall(self.form)
        if len(self.form) > _MAX_FORM or names.count("n") != 1 or len(set(names)) < len(names):
            raise ValueError(f'form: "{self.form}"; {{n}} once, as in {{n}}/{{yy}}, at most {_MAX_FORM} characters')
        strangers = set(names) - set(_FIELDS)
        if strangers or set(_FIELD.sub("", self.form)) & set("{}\n\r\t"):
            raise ValueError(f'form: "{self.form}"; the fields are {", ".join(f"{{{name}}}" for name in _FIELDS)}')
        if re.search(r"\}\{|\{n\}\d|\d\{n\}", self.form):
            raise ValueError(f'form: "{self.form}"; something that is not a digit between {{n}} and what is beside it')
        if self.restart is Restart.NEVER and {"yy", "year"} & set(names):
            raise ValueError(f'form: "{self.form}"; a count that never restarts has no year')

    @property
    def plain(self) -> bool:
        """Whether the number is printed alone, as the positions of any list are."""
        return bool(re.fullmatch(r"\{n\}\W*", self.form))

    def series(self, day: date) -> int:
        """Return the series of a meeting on this day."""
        return day.year if self.restart is Restart.YEARLY else 0

    def printed(self, number: Number, meeting: str = "") -> str:
        """Return the number as it is printed.

        Examples
        --------
        >>> Numbering(Restart.MEETING, "{meeting}.{n}").printed(Number(0, 3), "12")
        '12.3'
        """
        year = number.series
        return self.form.format(n=number.value, yy=f"{year % 100:02d}", year=f"{year:04d}", meeting=meeting)

    def read(self, text: str, year: int) -> Number | None:
        """Return the number that is printed as `text`, or None when it is printed otherwise.

        Parameters
        ----------
        text : str
        year : int
            The year of the meeting: a year of two digits is the nearest to it, and it is that of a form without one.
        """
        found = self._pattern.fullmatch(text.strip())
        if found is None or int(found["n"]) < 1:
            return None
        parts = found.groupdict()
        if self.restart is not Restart.YEARLY:
            return Number(0, int(parts["n"]))
        series = int(parts.get("year") or 0) or year
        if "yy" in parts:
            century = year - year % 100
            series = min((century + shift + int(parts["yy"]) for shift in (-100, 0, 100)), key=lambda y: abs(y - year))
        return Number(series, int(parts["n"]))

    @property
    def _pattern(self) -> re.Pattern[str]:
        parts = _FIELD.split(self.form)  # text, field, text, field, ..., text
        return re.compile("".join(_FIELDS[part] if i % 2 else re.escape(part) for i, part in enumerate(parts)))


def printed_runs(texts: list[str]) -> str:
    """Return numbers as a reader wants them, first and last.

    Examples
    --------
    >>> printed_runs(["89/20", "90/20", "91/20"]), printed_runs(["7"]), printed_runs([])
    ('89/20–91/20', '7', '')
    """
    return "" if not texts else texts[0] if len(texts) == 1 else f"{texts[0]}–{texts[-1]}"
