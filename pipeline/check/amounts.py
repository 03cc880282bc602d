"""What the numbers of a statement count: in which unit, and whether two of them have changed places."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from pipeline.check.figures import in_digits

_TOKEN = re.compile(r"\d+(?:,\d+)?|[^\W\d_]+(?:['’-][^\W\d_]+)*|[%‰€£$]")
_ONE = re.compile(r"(?<![\w.,/-])1\.?\s*(?!mi|bi|bn|tus|thou|hund)(%|‰|[a-zæøå]{2,})")
_STEM = 5  # letters
_NUMBER = "#"
_SINGLE = "1"
_WEIGHTY = 2  # letters from which a word beside a number tells what it counts
_UNITS = {
    "da": (
        ("%", "pct", "procent"), ("‰", "promille"), ("kr", "krone", "kroner", "kroners"), ("€", "euro"),
        ("procentpoint", "procentpoints"), ("$", "dollar", "dollars"),
        ("år", "års"), ("måned", "måneder", "måneders"), ("uge", "uger", "ugers"), ("dag", "dage", "dages"),
        ("time", "timer", "timers"), ("minut", "minutter", "minutters"), ("meter", "m"), ("kilometer", "km"),
        ("kvadratmeter", "kvm"), ("ton", "tons"), ("liter",), ("for",), ("imod", "mod"), ("blankt", "blank", "undlod"),
    ),
    "en": (
        ("%", "percent", "per"), ("‰", "permille"), ("£", "pound", "pounds"), ("€", "euro", "euros"),
        ("$", "dollar", "dollars"), ("kroner", "kr"), ("year", "years"), ("month", "months"), ("week", "weeks"),
        ("day", "days"), ("hour", "hours"), ("minute", "minutes"), ("metre", "metres"), ("mile", "miles"),
        ("for", "favour", "favor"), ("against",), ("abstained", "abstaining", "abstention", "abstentions"),
    ),
}  # fmt: skip


def other_units(statement: str, said: str, language: str) -> list[str]:
    """Return the numbers to which the statement gives a unit, although they were said with another one only.

    Examples
    --------
    >>> other_units("Prisen stiger 10 kr.", "Prisen stiger ti procent.", "da")
    ['10 kr']
    >>> other_units("Prisen stiger 10 pct.", "Prisen stiger ti procent.", "da")
    []
    """
    heard: dict[str, set[int]] = {}
    for number, unit, _ in _counted(said, language):
        heard.setdefault(number, set()).add(unit)
    return [
        f"{number} {written}"
        for number, unit, written in _counted(statement, language)
        if heard.get(number) and unit not in heard[number]
    ]


def misplaced(statement: str, said: str, language: str) -> list[str]:
    """Return the numbers that stand where another one was said, such as the amounts of two years exchanged.

    Also a "1" of something of which there was none: as a word it is mostly an article, and not among the numbers.

    Examples
    --------
    >>> misplaced("Det var 40 kr. i 2026 og 50 kr. i 2025.", "Det var 40 kr. i 2025 og 50 kr. i 2026.", "da")
    ['2026']
    >>> misplaced("Mødet er den 1. maj.", "Mødet er den anden maj, og det er en fredag.", "da")
    ['1']
    >>> misplaced("Det var 50 kr. i 2026.", "Det var 40 kr. i 2025 og 50 kr. i 2026.", "da")
    []
    """
    written, spoken = _tokens(statement, language), _tokens(said, language)
    return [*_single(statement, spoken), *_exchanged(written, spoken)]


def _single(statement: str, spoken: tuple[str, ...]) -> list[str]:
    near = {stem for place, token in enumerate(spoken) if token == _SINGLE for stem in spoken[place + 1 : place + 4]}
    return [_SINGLE for word in _ONE.findall(statement) if word.casefold()[:_STEM] not in near]


def _exchanged(written: tuple[str, ...], spoken: tuple[str, ...]) -> list[str]:
    numbers = {token for token in spoken if token[0].isdigit() and token != _SINGLE}
    open_ = {place for place, token in enumerate(written) if token in numbers} - _aligned(written, spoken, 1).keys()
    if not open_:
        return []
    aligned = _aligned(_blind(written), _blind(spoken), _WEIGHTY)
    return [written[place] for place in sorted(open_) if place in aligned and spoken[aligned[place]] != written[place]]


def _aligned(written: tuple[str, ...], spoken: tuple[str, ...], letters: int) -> dict[int, int]:
    """Return where the tokens of one text stand in the other, beside a word of so many letters that both have."""
    there: dict[int, int] = {}
    for block in SequenceMatcher(None, written, spoken, autojunk=False).get_matching_blocks():
        for i in range(block.size):
            sides = [written[block.a + j] for j in (i - 1, i + 1) if 0 <= j < block.size]
            if any(len(side) >= letters and side.isalpha() for side in sides):
                there[block.a + i] = block.b + i
    return there


def _blind(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_NUMBER if token[0].isdigit() else token for token in tokens)


@lru_cache(maxsize=16_384)
def _tokens(text: str, language: str) -> tuple[str, ...]:
    return tuple(token.casefold()[:_STEM] if token[0].isalpha() else token for token in _words(text, language))


def _words(text: str, language: str) -> list[str]:
    return _TOKEN.findall(in_digits(text, language))


@lru_cache(maxsize=16_384)
def _counted(text: str, language: str) -> tuple[tuple[str, int, str], ...]:
    """Return each number with the unit that follows it, as its row and as it stands."""
    rows = {word: row for row, words in enumerate(_UNITS.get(language, _UNITS["en"])) for word in words}
    tokens = _words(text, language)
    return tuple(
        (token, rows[following.casefold()], following)
        for token, following in pairwise(tokens)
        if token[0].isdigit() and following.casefold() in rows
    )
