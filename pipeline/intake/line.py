"""A line of somebody's document, whatever the document was: what all readers return and all parsers read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

MAX_LINES = 20_000  # a longer document is no agenda
_ODD = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-"})


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a printed line, or a row of a table.

    Attributes
    ----------
    text : str
        One line, NFC, without control characters. Of a row: its cells, joined with " | ".
    place : str
        Where it stands, for a person who looks it up: ``"side 2 linje 7"``.
    heading : int
        Level of a heading from 1; 0 for what is none.
    marker : str
        What stands before the text in a list: ``"2."``, ``"a)"``, ``"-"``.
    depth : int
        How far it is indented, in levels of the document's own; comparable within one document only.
    cells : tuple of str
        The cells, when it is a row of a table.
    joins : bool
        It may continue the line before: nothing stands between them and that one reaches the right margin
        or this one is not the begin of a paragraph.
    flows : bool
        The line before reaches the right margin.
    recognised : bool
        Text recognition read it from a picture.
    """

    text: str
    place: str
    heading: int = 0
    marker: str = ""
    depth: int = 0
    cells: tuple[str, ...] = field(default=())
    joins: bool = False
    flows: bool = False
    recognised: bool = False

    @property
    def whole(self) -> str:
        """The marker and the text, as printed."""
        return f"{self.marker} {self.text}".strip() if self.marker else self.text


def clean(text: str) -> str:
    r"""Return `text` on one line: NFC, plain spaces and hyphens, no invisible or control characters.

    Examples
    --------
    >>> clean("Ulla  M.\tWewer, KU\u2010SUND")
    'Ulla M. Wewer, KU-SUND'
    """
    composed = unicodedata.normalize("NFC", _ODD.sub("", text.translate(_HYPHENS)))
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in composed).split())


def join_broken(before: str, after: str) -> str:
    """Put two parts of a line together that was broken at the margin.

    Examples
    --------
    >>> join_broken("KU-", "SUND"), join_broken("be-", "styrelsen"), join_broken("Sundheds-", "og Ældreministeriet")
    ('KU-SUND', 'bestyrelsen', 'Sundheds- og Ældreministeriet')
    """
    if not re.search(r"\w-$", before) or re.match(r"(?:og|eller|and|or)\b", after):
        return f"{before} {after}"
    return (before[:-1] if after[:1].islower() else before) + after


def row(cells: list[str], place: str) -> Line:
    """Return the row of a table as a line."""
    tidy = tuple(clean(cell) for cell in cells)
    return Line(" | ".join(cell for cell in tidy if cell), place, cells=tidy)
