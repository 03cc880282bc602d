"""From what was found to the item as it is printed: in which block, under which lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.draft.found import Found
from pipeline.draft.people import listed
from pipeline.meeting import ItemKind
from pipeline.minutes import Block, BlockKind, ItemDraft, Statement, StatementKind

if TYPE_CHECKING:
    from pipeline.draft.language import Language
    from pipeline.draft.people import People
    from pipeline.meeting import AgendaItem


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
