"""Numbers as a referat prints them: figures from thirteen on, before units and in dates; words for the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from text_to_num import alpha2digit

SMALLEST_FIGURE = 13  # one to twelve are printed as words, as Dansk Sprognævn and most English style guides have it
THOUSANDS_FROM = 10_000  # a separator from here on: below could be a year
_MASK = "xscalex"  # no number word in any language, so that text2num keeps the scale apart
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_ORDINAL = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a language writes numbers.

    Attributes
    ----------
    code : str
        ISO 639-1, for text2num.
    scale : Pattern
        Words that stay words behind a figure: "millioner".
    unit : Pattern
        Words before which small numbers are figures too: "procent".
    month : str
        Alternatives of a regular expression.
    ordinals : dict of str to int
        Day ordinals that text2num leaves alone.
    date : str
        How a date is printed, with ``{day}`` and ``{month}``.
    separator : str
        Between thousands.
    half : Pattern
        What makes the number before it a fraction: "en halv".
    """

    code: str
    scale: re.Pattern[str]
    unit: re.Pattern[str]
    month: str
    ordinals: dict[str, int]
    date: str
    separator: str
    half: re.Pattern[str]


_THOUSANDS = re.compile(
    r"(?<![\d.,])(?P<n>[1-9]\d{0,2}) (?:tusinde?|thousand)\b(?! (?:\d|og \d|and \d))", re.IGNORECASE
)


def figures(text: str, style: NumberStyle) -> str:
    """Numbers in words become figures where a referat prints figures; everything else stays as it was said."""
    text = _THOUSANDS.sub(lambda match: f"{match['n']}{style.separator}000", text)
    tokens = text.split()
    masked = [style.scale.sub(_MASK, token) for token in tokens]
    converted = str(alpha2digit(" ".join(masked), style.code)).split()
    out: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, masked, converted, autojunk=False).get_opcodes():
        if tag == "replace" and j2 - j1 == 1:
            before = tokens[i1 - 1] if i1 else ""
            out.extend([_figure(converted[j1], before, tokens[i2 : i2 + 3], style) or " ".join(tokens[i1:i2])])
        else:
            out.extend(tokens[i1:i2])
    return _dates(" ".join(out), style)


def _figure(token: str, before: str, after: list[str], style: NumberStyle) -> str | None:
    """The figure to print, or None where the words are better kept."""
    core = token.rstrip(".,;:!?")
    following = " ".join(after)
    if style.half.match(following):
        return None
    month = re.match(rf"(?:of\s+)?(?:{style.month})\b", following, re.IGNORECASE) is not None
    if month and _ORDINAL.fullmatch(token):
        return token
    if _ORDINAL.fullmatch(token) and not _PLAIN.fullmatch(token):
        return None
    if not _PLAIN.fullmatch(core) or re.match(r"(?:halv|kvart|over|past|to|nummer|number)$", before, re.IGNORECASE):
        return None
    if "-" in before:
        return None
    decimal = "," in core or "." in core
    scaled = bool(after) and style.scale.match(after[0]) is not None
    if not decimal and int(core) < SMALLEST_FIGURE and not scaled and not style.unit.match(following):
        return None
    if not decimal and int(core) >= THOUSANDS_FROM:
        core_printed = f"{int(core):,}".replace(",", style.separator)
        return core_printed + token[len(core) :]
    return token


def _dates(text: str, style: NumberStyle) -> str:
    words = "|".join(sorted(style.ordinals, key=len, reverse=True))
    pattern = re.compile(
        rf"(?:\b(?:the|den|d\.)\s+)?\b(?P<day>{words}|\d{{1,2}}(?:\.|st|nd|rd|"
        rf"th)?)\s+(?:of\s+)?(?P<month>{style.month})\b",
        re.IGNORECASE,
    )

    def printed(match: re.Match[str]) -> str:
        said = match["day"].lower()
        day = style.ordinals.get(said) or int(re.sub(r"\D", "", said))
        article = "den " if match.group(0).lower().startswith(("den ", "d.")) else ""
        return article + style.date.format(day=day, month=match["month"])

    return pattern.sub(printed, text)
