"""Find the items of an agenda among its lines: in a table, numbered, under headings, or in a list."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from pipeline.errors import InputError
from pipeline.intake.agenda_table import read_table
from pipeline.intake.item_text import add_line, guess_kind, opens_documents, read_item
from pipeline.intake.line import join_broken
from pipeline.intake.prepared import Doubt, FoundItem, Guess
from pipeline.intake.sections import is_section, opens_agenda, titles_agenda

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.intake.line import Line

_EXPLICIT = re.compile(
    r"^(?:pkt|punkt|dagsordens?punkt|sag|ad|item|agenda item)\b\.?\s*(?:nr\.?\s*|"
    r"no\.?\s*)?(\d{1,4}(?:/\d{2,4})?)\b\s*[.:)–-]*\s*(.*)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(\d{1,3}/\d{2,4}|\d{1,3})\s*[.):]?\s+(?=\S)(.+)$")
_NO_ITEM = re.compile(
    r"^(?:(?:ordinære?|ekstraordinære?)\s)?(?:\w*møde\b(?=\s+(?:i|for|den|d\.)\b)|(?:januar|februar|marts|"
    r"april|maj|juni|juli|august|"
    r"september|oktober|november|december|halvår|kvartal|min\b|minutter|kr\b))"
)
_MAX_TITLE = 300
_MAX_CANDIDATES = 2_000
_MAX_STEP = 3  # a chain of numbers may skip two
_SAME = 80  # of 100: so alike are two titles of one item
_HANGING = re.compile(r"(?:\b(?:af|for|og|til|i|på|med|om|ved|fra|the|of|and|for|to|in|on)|[-,–(])$", re.IGNORECASE)


@dataclass(frozen=True)
class Agenda:
    """The items; which lines they are made of, on which they begin, below which item the other lines stand.

    ``rest`` holds words of an item's line that have no field.
    """

    items: tuple[FoundItem, ...]
    used: frozenset[int]
    starts: frozenset[int]
    below: dict[int, str]
    rest: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Start:
    line: int
    number: int
    year: str
    text: str
    group: tuple[str, int]


def read_agenda(path: Path, lines: tuple[Line, ...]) -> Agenda:
    """Return the items among `lines`.

    Raises
    ------
    InputError
        There are none, or two agendas.
    """
    first, last = _range(lines)
    table = read_table(lines[first:last], first)
    if table is not None:
        rows, used = table
        return Agenda(tuple(guess_kind(item) for item in rows), used, used, {}, {})
    numbered = [start for index, line in enumerate(lines) if (start := _start(index, line)) is not None]
    inside = [start for start in numbered if first <= start.line < last]
    chain = _best_chain(inside)
    headings = _headings(lines, first, last, chain)
    if headings:
        chain, repeats, doubt = headings, [], True
    elif chain:
        _refuse_second(path, lines, chain, numbered)
        repeats, doubt = _repeats(chain, numbered), False
    else:
        chain, repeats, doubt = _list(lines, first, last), [], True
    if not chain:
        raise InputError(
            path, "no agenda items found", "number them (1., 2., ...), make them headings, or put them in a table"
        )
    return _collect(lines, chain, repeats, doubt=doubt)


def _range(lines: tuple[Line, ...]) -> tuple[int, int]:
    """Return the part of the paper below the line "Dagsorden"; all of it when there is none."""
    for index, line in enumerate(lines):
        if opens_agenda(line.text) and index + 1 < len(lines):
            for end in range(index + 1, len(lines)):
                other = lines[end]
                ends = 0 < other.heading <= line.heading and _start(end, other) is None
                if ends:
                    if end > index + 1:
                        return index + 1, end
                    break
            else:
                return index + 1, len(lines)
    return 0, len(lines)


def _start(index: int, line: Line) -> _Start | None:
    if line.cells:
        return None
    explicit = _EXPLICIT.match(line.text if line.marker in {"", "-", "*", "•"} else line.whole)
    found = explicit or _NUMBERED.match(line.whole)
    if found is None or len(line.text) > _MAX_TITLE or (not explicit and _NO_ITEM.match(found[2])):
        return None
    number, _, year = found[1].partition("/")
    group = ("explicit", 0) if explicit else (f"heading {line.heading}" if line.heading else "number", line.depth)
    return _Start(index, int(number), year, found[2], group)


def _best_chain(starts: list[_Start]) -> list[_Start]:
    """Return the longest series of numbers that count on, of one form and depth; explicit ones ("Pkt. 3") first."""
    chains = [_chain([s for s in starts if s.group == group]) for group in sorted({s.group for s in starts})]
    explicit = [chain for chain in chains if chain and chain[0].group[0] == "explicit"]
    if explicit:
        chains = [explicit[0], *(c for c in chains if len(c) > len(explicit[0]) + 1)]
    best = max(chains, key=lambda chain: (len(chain), -chain[0].group[1]), default=[])
    if best and len(best) == 1 and best[0].group[0] != "explicit" and best[0].number != 1:
        return []
    return best


def _chain(starts: list[_Start]) -> list[_Start]:
    starts = starts[:_MAX_CANDIDATES]
    score = [1.0] * len(starts)
    before: list[int | None] = [None] * len(starts)
    for index, start in enumerate(starts):
        for earlier in range(index):
            other = starts[earlier]
            step = start.number - other.number
            if other.year != start.year or not 0 < step <= _MAX_STEP:
                continue
            value = score[earlier] + 1 - 0.3 * (step - 1) - 0.001 * (index - earlier)
            if value > score[index]:
                score[index], before[index] = value, earlier
    at: int | None = max(range(len(starts)), key=lambda i: score[i], default=None)
    chain: list[_Start] = []
    while at is not None:
        chain.append(starts[at])
        at = before[at]
    return chain[::-1]


def _repeats(chain: list[_Start], starts: list[_Start]) -> list[_Start]:
    """Return the places where items of the chain come again: the overview in front, and the item itself."""
    titles = {start.number: start.text for start in chain}
    taken = {start.line for start in chain}
    return [s for s in starts if s.line not in taken and s.number in titles and _alike(titles[s.number], s.text)]


def _alike(one: str, other: str) -> bool:
    short, long = sorted((read_item("", one).item.title, read_item("", other).item.title), key=len)
    return bool(short) and float(fuzz.ratio(short.casefold(), long[: len(short)].casefold())) >= _SAME


def _refuse_second(path: Path, lines: tuple[Line, ...], chain: list[_Start], starts: list[_Start]) -> None:
    titles = [index for index, line in enumerate(lines) if titles_agenda(line.text)]
    for title in titles[1:]:
        sides = {start.line < title for start in chain}
        other = _best_chain([s for s in starts if (s.line > title) is (True in sides)])
        known = {start.number: start.text for start in chain}
        if len(sides) == 1 and len(other) > 1 and not any(_alike(known.get(s.number, ""), s.text) for s in other):
            raise InputError(path, "two agendas in one file", "give one of them", field=lines[title].place)


def _headings(lines: tuple[Line, ...], first: int, last: int, chain: list[_Start]) -> list[_Start]:
    """Return the headings that are items: more of one level than there are numbers."""
    found = [
        index
        for index in range(first, last)
        if lines[index].heading and not is_section(lines[index].text) and not titles_agenda(lines[index].text)
    ]
    levels = Counter(lines[index].heading for index in found)
    if not levels:
        return []
    level, count = max(levels.items(), key=lambda pair: (pair[1], -pair[0]))
    if count < 2 or count <= len(chain):
        return []
    return [_Start(i, 0, "", lines[i].text, ("plain", 0)) for i in found if lines[i].heading == level]


def _list(lines: tuple[Line, ...], first: int, last: int) -> list[_Start]:
    """Return the list entries, or the short lines, below the line "Dagsorden"."""
    marked = [i for i in range(first, last) if lines[i].marker and not is_section(lines[i].text)]
    if len(marked) > 1:
        depth = min(lines[i].depth for i in marked)
        return [_Start(i, 0, "", lines[i].text, ("plain", 0)) for i in marked if lines[i].depth == depth]
    if first == 0:
        return []
    plain = [i for i in range(first, last) if not lines[i].cells and len(lines[i].text) <= _MAX_TITLE]
    own = [i for i in plain if add_line(FoundItem("x"), lines[i].text) is None and not opens_documents(lines[i].text)]
    return [_Start(i, 0, "", lines[i].text, ("plain", 0)) for i in own if not is_section(lines[i].text)]


def _collect(lines: tuple[Line, ...], chain: list[_Start], repeats: list[_Start], *, doubt: bool) -> Agenda:
    used: set[int] = set()
    below: dict[int, str] = {}
    rest: dict[int, str] = {}
    found: dict[int, FoundItem] = {}
    starts = sorted([*chain, *repeats], key=lambda start: start.line)
    ends = [*(start.line for start in starts[1:]), len(lines)]
    position = {start.line: index for index, start in enumerate(chain)}
    numbers = {start.number: index for index, start in enumerate(chain)}
    closed = False
    for start, end in zip(starts, ends, strict=True):
        repeat = start.line not in position
        index = numbers[start.number] if repeat else position[start.line]
        number = (f"{start.number}/{start.year}" if start.year else str(start.number)) if start.number else ""
        item, taken, closes, unread = _one(lines, start, end, number)
        if index in found:
            unread = (*unread, *_unlike(found[index], item))
        if unread:
            rest[start.line] = "; ".join(unread)
            below[start.line] = number or item.title
        if closed and not repeat:
            item = replace(item, closed=True)
        closed = closes if closes is not None else closed
        if not repeat and start.number and index and start.number != chain[index - 1].number + 1:
            item = replace(item, guesses=(*item.guesses, Guess("number", Doubt.NUMBER_SKIPPED)))
        if doubt:
            item = replace(item, guesses=(*item.guesses, Guess("title", Doubt.ITEM)))
        found[index] = _merged(found[index], item) if index in found else item
        used |= taken
        below |= {line: number or item.title for line in range(start.line + 1, end) if line not in taken}
    items = tuple(guess_kind(found[index]) for index in sorted(found))
    return Agenda(items, frozenset(used), frozenset(start.line for start in starts), below, rest)


def _one(
    lines: tuple[Line, ...], start: _Start, end: int, number: str
) -> tuple[FoundItem, set[int], bool | None, tuple[str, ...]]:
    text, at = start.text, start.line + 1
    taken = {start.line}
    while at < end and _continues(text, lines[at - 1], lines[at]):
        text, at = join_broken(text, lines[at].text), at + 1
        taken.add(at - 1)
    reading = read_item(number, text)
    item = reading.item
    if not item.title and at < end:
        item, at = replace(item, title=lines[at].text), at + 1
        taken.add(at - 1)
    listing, spoken, closes = False, False, None
    for index in range(at, end):
        line = lines[index]
        if (closing := _closes(line.text)) is not None:
            closes = closing
            taken.add(index)
        elif opens_documents(line.text):
            listing = True
            taken.add(index)
        elif listing and line.marker:
            item = replace(item, documents=(*item.documents, line.text))
            taken.add(index)
        else:
            listing = False
            more = add_line(item, line.text) if not line.cells else None
            if more is not None and (not spoken or _plainly(item, more)):
                item = more
                taken.add(index)
            else:
                spoken = True
    return item, taken, closes, reading.rest


def _plainly(item: FoundItem, more: FoundItem) -> bool:
    """Whether what a line below an item's description adds is certain: documents, closed, or whole names."""
    added = more.presenters[len(item.presenters) :]
    return more.kind is item.kind and all(len(name.split()) > 1 for name in added)


def _closes(text: str) -> bool | None:
    """Whether the line closes ("Lukket dagsorden") or opens the part of the agenda that follows."""
    plain = text.casefold().strip(" :.")
    if plain in {"lukket dagsorden", "lukkede punkter", "lukket del", "lukket møde", "closed session", "closed items"}:
        return True
    return False if plain in {"åben dagsorden", "åbne punkter", "åben del", "open session", "open items"} else None


def _continues(text: str, before: Line, line: Line) -> bool:
    """Whether the line is the rest of a title that was broken at the margin."""
    if line.cells or line.marker or line.heading or not line.joins or len(text) > _MAX_TITLE:
        return False
    hanging = bool(_HANGING.search(text)) or text.count("(") > text.count(")")
    lower = (line.text[:1].islower() and not re.match(r"v\s*/", line.text)) or line.text.startswith("(")
    if add_line(FoundItem("x"), line.text) is not None or opens_documents(line.text):
        return text.count("(") > text.count(")") or (hanging and text.rstrip().endswith((",", " og", " and")))
    return lower or hanging or (line.flows and len(line.text) < len(before.text))


def _unlike(one: FoundItem, other: FoundItem) -> tuple[str, ...]:
    """Return what the second place says of an item that the first says otherwise."""
    title = (other.title,) if other.title.casefold() != one.title.casefold() else ()
    kind = (other.kind.value,) if one.kind and other.kind and other.kind is not one.kind else ()
    names = tuple(name for name in other.presenters if one.presenters and name not in one.presenters)
    return (*title, *kind, *names)


def _merged(one: FoundItem, other: FoundItem) -> FoundItem:
    return replace(
        one,
        kind=one.kind or other.kind,
        presenters=one.presenters or other.presenters,
        closed=one.closed or other.closed,
        documents=tuple(dict.fromkeys((*one.documents, *other.documents))),
    )
