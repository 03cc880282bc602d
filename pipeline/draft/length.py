"""What stays of the talk: every item within its length, and of informal talk what says most of the meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.draft.compose import Material
from pipeline.draft.salience import Limits, stems
from pipeline.meeting import Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.draft.found import Found
    from pipeline.draft.language import Language
    from pipeline.draft.options import DraftOptions
    from pipeline.draft.people import People
    from pipeline.draft.salience import Themes

SHORT_ITEM = 40  # words that even the shortest item may have
MOST_SHARE = 0.7  # of the words said: a referat that repeats everything is none
INFORMAL_SHARE = 0.12  # of the words said that an informal meeting's minutes print at most, and rest on at most
LONG_TALK = 3000  # words, about twenty minutes: from there on what every item may have adds up to no referat
SETTLED = 2  # of this many items, one that settles something makes the meeting a formal one


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was found in one item, not yet cut, the number of words said in it, and its style."""

    material: Material
    n_words: int
    style: Style


def cut(items: Sequence[Extracted], people: People, options: DraftOptions, themes: Themes) -> None:
    """Keep what the length allows: outcomes always, of bullets, questions and remarks the heaviest of each item.

    In a meeting that nobody chairs and in which next to nothing is decided or closed in so many words, the weight of a
    sentence says little; in a long one, what every item may have adds up. There, what is kept is chosen over the whole
    meeting by `Themes`.
    """
    for one in items:
        if one.style is Style.DECISIONS:
            one.material.presentation, one.material.talk = [], []
    extended = [one for one in items if one.style is not Style.DECISIONS]
    if is_informal(items, people):
        _most_telling(extended, people, options, themes)
        return
    for one in extended:
        _within_length(one.material, one.n_words, options)


def is_informal(items: Sequence[Extracted], people: People) -> bool:
    """Whether nobody chairs, and the talk is long or settles anything in fewer than half of its items."""
    spoken = [one.material for one in items if one.n_words]
    settled = sum(bool(one.outcome or one.closing or one.actions) for one in spoken)
    long = sum(one.n_words for one in items) >= LONG_TALK
    return people.meeting.chair is None and (long or settled * SETTLED < len(spoken))


def _most_telling(items: Sequence[Extracted], people: People, options: DraftOptions, themes: Themes) -> None:
    required = [one for item in items for one in _required(item.material)]
    budget = round(INFORMAL_SHARE * sum(item.n_words for item in items))
    limits = Limits(budget - themes.note(required), budget - words_in(required), options.max_remarks)
    groups = [(place, group) for place, item in enumerate(items) for group in _talk(item.material)]
    groups.sort(key=lambda pair: -_n_stems(pair[1], people.language))  # of what rests on the same, what says most
    chosen = themes.choose(groups, limits)
    kept = {id(one) for group in chosen for one in group}
    for item in items:
        item.material.presentation = [one for one in item.material.presentation if id(one) in kept]
        item.material.talk = [one for one in item.material.talk if id(one) in kept]


def _n_stems(group: Iterable[Found], language: Language) -> int:
    return len(frozenset().union(*(stems(one.text, language) for one in group)))


def _required(material: Material) -> list[Found]:
    return [*material.opening, *material.outcome, *material.actions, *material.closing]


def _talk(material: Material) -> list[list[Found]]:
    """What can be kept or left: a bullet, a remark, a question with its answer or without it."""
    groups = list(_groups(material.talk).values())
    asked = [group[:1] for group in groups if len(group) > 1]
    return [*([one] for one in material.presentation), *groups, *asked]


def words_in(found: Iterable[Found]) -> int:
    """How many words these print."""
    return sum(len(one.text.split()) for one in found)


def _within_length(material: Material, n_words: int, options: DraftOptions) -> None:
    budget = min(round(MOST_SHARE * n_words), options.floor_words + round(options.share * n_words))
    budget = max(budget, round(options.share * n_words), min(SHORT_ITEM, options.floor_words))
    n_presentation = sum(one.weight for one in material.presentation)
    n_talk = sum(one.weight for one in material.talk)
    share = n_presentation / (n_presentation + n_talk) if material.presentation else 0.0
    share = min(max(share, 0.45), 0.65) if material.talk and material.presentation else share
    material.presentation = _heaviest(material.presentation, round(budget * share), options.max_remarks)
    left = budget - words_in(material.presentation)
    material.talk = _heaviest(material.talk, left, options.max_remarks)


def _groups(found: list[Found]) -> dict[int, list[Found]]:
    """A question and its answer stay or go together."""
    groups: dict[int, list[Found]] = {}
    for one in found:
        groups.setdefault(one.answers if one.answers is not None else one.order, []).append(one)
    return groups


def _heaviest(found: list[Found], budget: int, most: int) -> list[Found]:
    """The heaviest that fit."""
    groups = _groups(found)
    ranked = sorted(groups.items(), key=lambda pair: (-_density(pair[1]), pair[0]))
    kept: list[tuple[int, list[Found]]] = []
    left = budget
    for order, group in ranked:
        if len(kept) >= most:
            break
        cost = words_in(group)
        if cost <= left or not kept:
            kept.append((order, group))
            left -= cost
    return [one for _, group in sorted(kept, key=lambda pair: pair[0]) for one in group]


def _density(group: list[Found]) -> float:
    return max(one.weight for one in group)
