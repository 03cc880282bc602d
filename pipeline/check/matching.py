"""Where the words of a statement stand in its evidence, and whether marks such as "ikke" stand in the same places.

The words of both are aligned without the marks; a mark in one is then looked for between the same neighbours in the
other. Word order and pronouns change when speech is reported, so a mark may stand a few words off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[.!?;:](?=\s|$)")
_STEM = 5  # letters: sælge, sælges, sælger
_REACH = 6  # tokens in which a neighbour is looked for
_BETWEEN = 14  # tokens that two neighbours may lie apart
_SLACK = 3  # tokens that a mark may be moved by reporting
_ONE_SIDED = 6  # tokens, where only one neighbour is known
_FILLERS = frozenset({"øh", "øhm", "æh", "æhm", "hm", "um", "uh", "erm"})
_LONG = 3  # letters from which a word alone may be a neighbour


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as stems without its marks.

    Attributes
    ----------
    stems : tuple of str
        Sentence ends count as stems of their own.
    marks : tuple of int
        For each mark, before which stem it stands.
    """

    stems: tuple[str, ...]
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Marks that have no counterpart.

    Attributes
    ----------
    added : tuple of int
        Marks of the statement for which the evidence has none although it has their neighbours.
    homeless : tuple of int
        Marks of the statement whose neighbours the evidence does not have: nothing can be said of them.
    dropped : tuple of int
        Marks of the evidence that the statement leaves out between neighbours that it takes over.
    """

    added: tuple[int, ...]
    homeless: tuple[int, ...]
    dropped: tuple[int, ...]


@lru_cache(maxsize=16_384)
def marked(text: str, marks: re.Pattern[str]) -> Marked:
    """Split a text into stems and the places of its marks."""
    stems: list[str] = []
    places: list[int] = []
    for token in _TOKEN.findall(text.casefold()):
        if marks.fullmatch(token):
            if not places or places[-1] != len(stems):
                places.append(len(stems))
        elif token not in _FILLERS:
            stems.append(token[:_STEM])
    return Marked(tuple(stems), tuple(places))


def compare(statement: Marked, said: Marked) -> Comparison:
    """Look for the counterpart of every mark, each used once."""
    blocks = [
        block
        for block in SequenceMatcher(None, statement.stems, said.stems, autojunk=False).get_matching_blocks()
        if block.size > 1 or (block.size and len(statement.stems[block.a]) >= _LONG)
    ]
    there = {block.a + i: block.b + i for block in blocks for i in range(block.size)}
    back = {b: a for a, b in there.items()}
    windows = {place: _window(place, there, len(statement.stems)) for place in statement.marks}
    partner = _partners(statement.marks, windows, said.marks)
    return Comparison(
        added=tuple(p for p in statement.marks if p not in partner and windows[p] is not None),
        homeless=tuple(p for p in statement.marks if p not in partner and windows[p] is None),
        dropped=tuple(
            place
            for place in said.marks
            if place not in partner.values() and _taken_over(place, back, said, statement, partner)
        ),
    )


def _neighbours(place: int, there: dict[int, int], size: int) -> tuple[int | None, int | None]:
    """Return the nearest aligned stems before and from `place`."""
    before = next((i for i in range(place - 1, max(-1, place - 1 - _REACH), -1) if i in there), None)
    after = next((i for i in range(place, min(size, place + _REACH)) if i in there), None)
    return before, after


def _window(place: int, there: dict[int, int], size: int) -> tuple[int, int] | None:
    """Return between which places of the other text a mark would have to stand."""
    before, after = _neighbours(place, there, size)
    if before is None and after is None:
        return None
    if before is not None and after is not None and there[after] - there[before] <= _BETWEEN:
        return there[before] - _SLACK, there[after] + _SLACK
    if after is None or (before is not None and place - before <= after - place):
        assert before is not None
        return there[before] - _SLACK, there[before] + _ONE_SIDED
    return there[after] - _ONE_SIDED, there[after] + _SLACK


def _partners(
    marks: tuple[int, ...], windows: dict[int, tuple[int, int] | None], others: tuple[int, ...]
) -> dict[int, int]:
    """Pair the marks, the closest first: what is left over has no counterpart."""
    pairs = sorted(
        (abs(other - (window[0] + window[1]) / 2), place, other)
        for place in marks
        if (window := windows[place]) is not None
        for other in others
        if window[0] <= other <= window[1]
    )
    partner: dict[int, int] = {}
    for _, place, other in pairs:
        if place not in partner and other not in partner.values():
            partner[place] = other
    return partner


def _taken_over(place: int, back: dict[int, int], said: Marked, statement: Marked, partner: dict[int, int]) -> bool:
    """Whether the statement has the words on both sides of a spoken mark, close together, without a free mark."""
    before, after = _neighbours(place, back, len(said.stems))
    if place == 0 or not said.stems[place - 1][0].isalnum():
        return _begins(place, back) and not any(mark not in partner for mark in statement.marks)
    if before is None or (place - before) > _SLACK:
        return False
    ends = place >= len(said.stems) or not said.stems[place][0].isalnum()
    if ends:
        return place - before == 1 and place - 2 in back and back[before] - back[place - 2] == 1
    if after is None or after - place > _SLACK or not 0 < back[after] - back[before] <= _SLACK + 1:
        return False
    low, high = back[before], back[after]
    near = (mark for mark in statement.marks if low - _SLACK <= mark <= high + _SLACK)
    return not any(mark not in partner or low - 1 <= mark <= high + 1 for mark in near)


def _begins(place: int, back: dict[int, int]) -> bool:
    """Whether the statement has the words with which a sentence goes on behind the mark that it begins with."""
    pairs = ((first, second) for first in (place, place + 1) for second in range(first + 1, first + _SLACK + 1))
    return any(a in back and b in back and back[b] - back[a] == b - a for a, b in pairs)
