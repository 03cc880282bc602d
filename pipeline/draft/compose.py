"""From what was found to the item as it is printed: what stays within the length, in which block, under which lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.draft.found import Found
from pipeline.draft.people import listed
from pipeline.meeting import ItemKind, Style
from pipeline.minutes import Block, BlockKind, ItemDraft, Statement, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.draft.language import Language
    from pipeline.draft.options import DraftOptions
    from pipeline.draft.people import People
    from pipeline.meeting import AgendaItem

SHORT_ITEM = 40  # words that even the shortest item may have
MOST_SHARE = 0.7  # of the words said: a referat that repeats everything is none


@dataclass(slots=True)
class Numbering:
    """Gives statements their ids: unique in the draft, in the order they are made."""

    last: int = 0

    def next(self) -> str:
        """The next id."""
        self.last += 1
        return f"s{self.last:03d}"


@dataclass(slots=True)
class Material:
    """Everything found in one item, by the part of the referat it belongs to.

    ``sentences``: the presentation's bullets are whole sentences, not clauses behind "at".
    """

    opening: list[Found] = field(default_factory=list)
    presentation: list[Found] = field(default_factory=list)
    presenters: tuple[str, ...] = ()
    talk: list[Found] = field(default_factory=list)
    outcome: list[Found] = field(default_factory=list)
    actions: list[Found] = field(default_factory=list)
    closing: list[Found] = field(default_factory=list)
    sentences: bool = False


def words_in(found: Iterable[Found]) -> int:
    """How many words these print."""
    return sum(len(one.text.split()) for one in found)


def within_length(material: Material, n_words: int, style: Style, options: DraftOptions) -> None:
    """Keep what the item's length allows: the heaviest bullets and remarks, printed in order of time."""
    if style is Style.DECISIONS:
        material.presentation = []
        material.talk = []
        return
    budget = min(round(MOST_SHARE * n_words), options.floor_words + round(options.share * n_words))
    budget = max(budget, round(options.share * n_words), min(SHORT_ITEM, options.floor_words))
    n_presentation = sum(one.weight for one in material.presentation)
    n_talk = sum(one.weight for one in material.talk)
    share = n_presentation / (n_presentation + n_talk) if material.presentation else 0.0
    share = min(max(share, 0.45), 0.65) if material.talk and material.presentation else share
    material.presentation = _heaviest(material.presentation, round(budget * share), options.max_remarks)
    left = budget - words_in(material.presentation)
    material.talk = _heaviest(material.talk, left, options.max_remarks)


def _heaviest(found: list[Found], budget: int, most: int) -> list[Found]:
    """The heaviest that fit; a question and its answer stay or go together."""
    groups: dict[int, list[Found]] = {}
    for one in found:
        groups.setdefault(one.answers if one.answers is not None else one.order, []).append(one)
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


def compose(
    item: AgendaItem, material: Material, people: People, language: Language, numbering: Numbering
) -> ItemDraft:
    """The blocks of the item in the order in which a referat prints them."""
    blocks = [
        _plain(BlockKind.OPENING, material.opening, numbering),
        _presentation(item, material, people, language, numbering),
        _remarks(material, people, language, numbering),
        _plain(BlockKind.OUTCOME, material.outcome, numbering),
        _plain(BlockKind.ACTIONS, material.actions, numbering),
        _plain(BlockKind.CLOSING, material.closing, numbering),
    ]
    return ItemDraft(item.index, tuple(block for block in blocks if block is not None))


def statement(found: Found, numbering: Numbering, answers: str | None = None) -> Statement:
    """The statement with its id."""
    return Statement(
        id=numbering.next(),
        kind=found.kind,
        text=found.text,
        evidence=found.evidence,
        who=found.who,
        confidence=round(min(1.0, max(0.0, found.confidence)), 3),
        origin=found.origin,
        answers=answers,
        owner=found.owner,
        deadline=found.deadline,
    )


def _plain(kind: BlockKind, found: list[Found], numbering: Numbering) -> Block | None:
    if not found:
        return None
    return Block(kind, tuple(statement(one, numbering) for one in sorted(found, key=lambda one: one.order)))


def _presentation(
    item: AgendaItem, material: Material, people: People, language: Language, numbering: Numbering
) -> Block | None:
    formulas = language.formulas
    found = material.presentation
    if not found:
        return None
    names = [people.name(key) for key in material.presenters]
    status = item.kind is ItemKind.ORIENTATION or formulas.status_title.search(item.title) is not None
    topic = formulas.topic_status if formulas.status_title.search(item.title) else formulas.topic_item
    ending = formulas.bullets_sentences if material.sentences else formulas.bullets_clauses
    pattern = formulas.update if status else formulas.present
    if not names:
        pattern = formulas.update_impersonal if status else formulas.present_impersonal
    name = listed(names, formulas.conjunction) if names else ""
    lead = pattern.format(name=name, topic=topic, Topic=topic[:1].upper() + topic[1:]) + ending
    return Block(BlockKind.PRESENTATION, tuple(statement(one, numbering) for one in found), lead)


def _remarks(material: Material, people: People, language: Language, numbering: Numbering) -> Block | None:
    if not material.talk:
        return None
    ids: dict[int, str] = {}
    statements = []
    for one in material.talk:
        made = statement(one, numbering, ids.get(one.answers) if one.answers is not None else None)
        if one.kind is StatementKind.QUESTION:
            ids[one.order] = made.id
        statements.append(made)
    asked = [one for one in material.talk if one.kind is not StatementKind.ANSWER]
    members = bool(asked) and all(one.who and all(people.is_member(key) for key in one.who) for one in asked)
    formulas = language.formulas
    body = people.body()
    lead = (
        formulas.remarks_body.format(Body=body, body=body[:1].lower() + body[1:])
        if members and people.known_body()
        else formulas.remarks
    )
    return Block(BlockKind.REMARKS, tuple(statements), lead)
