"""Fills the fields: from what the path knows (Meeting, Draft, Findings, Conversation) to what a template prints."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.minutes import Finding, Severity, StatementKind
from pipeline.render.fields import Action, Block, Doubt, Entry, Fields, Item, OpenAction, Time
from pipeline.render.head import chair_name, date_fields, groups, sentences_of_absence
from pipeline.render.labels import Wording, wording
from pipeline.render.options import Document, Edition
from pipeline.render.text import clean, clock, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.meeting import AgendaItem, Meeting
    from pipeline.minutes import Block as DraftBlock
    from pipeline.minutes import Draft, Statement
    from pipeline.render.options import RenderOptions
    from pipeline.transcript import Conversation

DECISIONS = frozenset(
    {
        StatementKind.DECISION,
        StatementKind.VOTE,
        StatementKind.ACTION,
        StatementKind.CONFLICT,
        StatementKind.DISSENT,
        StatementKind.CLOSING,
    }
)
SAME_PASSAGE_S = 5.0  # evidence closer than this is one place to listen to


@dataclass(frozen=True)
class _Context:
    """What is needed all the way down: the words, and where each utterance lies when evidence is shown."""

    words: Wording
    spans: dict[str, tuple[float, float]]
    evidence: bool
    playback: str
    findings: dict[str, list[Finding]]
    numbers: dict[int, str]
    decisions: bool


def build_fields(
    meeting: Meeting,
    draft: Draft,
    findings: Sequence[Finding],
    conversation: Conversation,
    options: RenderOptions,
    *,
    evidence: bool,
) -> Fields:
    """Fill the fields of one document.

    Parameters
    ----------
    evidence : bool
        Whether this format is to carry evidence; it does so only where ``options.shows_evidence``.

    Raises
    ------
    InputError
        An extract of an item that the agenda does not have.
    """
    words = wording(meeting.language)
    shown = evidence and options.shows_evidence
    context = _Context(
        words=words,
        spans=_spans(conversation) if shown else {},
        evidence=shown,
        playback=options.playback,
        findings=_by_statement(findings) if shown else {},
        numbers={item.index: clean(item.number) for item in meeting.items},
        decisions=options.document is Document.DECISIONS,
    )
    chosen = _chosen(meeting, options)
    blocks = _printed_blocks(draft, options)
    items = tuple(_item(item, blocks.get(item.index, ()), context, public=_public(options)) for item in chosen)
    open_indices = [item.index for item in chosen if not (item.closed and _public(options))]
    next_meeting = _entry([draft.next_meeting], context) if draft.next_meeting and _whole(options) else None
    return Fields(
        title=clean(meeting.title),
        language="da" if words.labels.item == "Pkt." else "en",
        document=options.document.value,
        number=clean(meeting.number),
        body=clean(meeting.body.name),
        is_draft=options.edition is Edition.DRAFT,
        is_public=_public(options),
        **date_fields(meeting, words),
        chair=chair_name(meeting),
        groups=groups(meeting, words),
        apologies=sentences_of_absence(meeting, words),
        items=items,
        next_meeting=next_meeting,
        actions=tuple(_actions(meeting, draft, open_indices)),
        open_actions=tuple(_open_actions(meeting, words, options)),
        doubts=_doubts(findings, items, context) if shown else (),
        show_evidence=shown,
        labels=replace(
            words.labels,
            document=words.documents[options.document.value],
            draft=words.labels.draft if options.edition is Edition.DRAFT else "",
        ),
    )


def _public(options: RenderOptions) -> bool:
    return options.audience.value == "public"


def _whole(options: RenderOptions) -> bool:
    return options.document is not Document.EXTRACT


def _chosen(meeting: Meeting, options: RenderOptions) -> tuple[AgendaItem, ...]:
    if options.item is None:
        return meeting.items
    chosen = tuple(item for item in meeting.items if item.index == options.item)
    if not chosen:
        raise InputError("extract", f"item {options.item} does not exist", f"the agenda has {len(meeting.items)} items")
    return chosen


def _printed_blocks(draft: Draft, options: RenderOptions) -> dict[int, tuple[DraftBlock, ...]]:
    """The blocks of each item that this document prints."""
    if options.document is not Document.DECISIONS:
        return {item.item: item.blocks for item in draft.items}
    kept: dict[int, tuple[DraftBlock, ...]] = {}
    for item in draft.items:
        chosen = []
        for block in item.blocks:
            statements = tuple(statement for statement in block.statements if statement.kind in DECISIONS)
            if statements:
                whole = len(statements) == len(block.statements)
                chosen.append(replace(block, statements=statements, lead=block.lead if whole else ""))
        kept[item.item] = tuple(chosen)
    return kept


def _item(item: AgendaItem, blocks: Sequence[DraftBlock], context: _Context, *, public: bool) -> Item:
    labels = context.words.labels
    hidden = item.closed and public
    kind = context.words.kinds.get(item.kind, "")
    marks = [f"({mark})" for mark in (kind, labels.closed if item.closed else "") if mark]
    number, title, suffix = clean(item.number), clean(item.title), " ".join(marks)
    presenters = () if hidden else tuple(clean(name) for name in item.presenters)
    printed = () if hidden else tuple(_block(block, context) for block in blocks)
    return Item(
        number=number,
        title=title,
        kind=kind,
        kind_word=context.words.kind_words.get(item.kind, ""),
        suffix=suffix,
        heading=" ".join(part for part in (labels.item if number else "", number, title, suffix) if part),
        presenters=presenters,
        presenters_text=joined(presenters, context.words.conjunction),
        documents=() if hidden else tuple(clean(document) for document in item.documents),
        closed=item.closed,
        hidden=hidden,
        blocks=printed,
        nothing="" if printed or hidden else _nothing(title, context),
    )


def _nothing(title: str, context: _Context) -> str:
    """The line for an item of which there is nothing to print."""
    labels = context.words.labels
    if context.decisions:
        return labels.nothing_decided
    other = {name.rstrip(".") for name in context.words.other_business}
    return labels.nothing_other if title.casefold().rstrip(". ") in other else labels.nothing


def _block(block: DraftBlock, context: _Context) -> Block:
    """One block; an answer joins the bullet of its question."""
    places: dict[str, int] = {}
    entries: list[list[Statement]] = []
    for statement in block.statements:
        if statement.answers in places:
            places[statement.id] = places[statement.answers]
            entries[places[statement.answers]].append(statement)
        else:
            places[statement.id] = len(entries)
            entries.append([statement])
    return Block(
        kind=block.kind.value,
        lead=clean(block.lead),
        entries=tuple(_entry(statements, context) for statements in entries),
    )


def _entry(statements: Sequence[Statement], context: _Context) -> Entry:
    utterances = tuple(dict.fromkeys(identity for statement in statements for identity in statement.evidence))
    times = _times(utterances, context)
    text = ", ".join(time.text for time in times)
    return Entry(
        text=" ".join(_sentence(statement, context.words) for statement in statements),
        kind=statements[0].kind.value,
        ids=tuple(statement.id for statement in statements) if context.evidence else (),
        utterances=utterances if context.evidence else (),
        times=times,
        times_text=text,
        footnote=f"{context.words.recording} {text}" if text else "",
        doubts=tuple(
            _doubt(finding, context) for statement in statements for finding in context.findings.get(statement.id, ())
        ),
    )


def _sentence(statement: Statement, words: Wording) -> str:
    """The text; of an action also owner and deadline where the text does not say them."""
    text = clean(statement.text)
    owner_form, deadline_form = words.owner_deadline
    said = text.casefold()
    owner, deadline = clean(statement.owner), clean(statement.deadline)
    extra = []
    if owner and owner.casefold() not in said:
        extra.append(owner_form.format(owner=owner))
    if deadline and deadline.casefold() not in said:
        extra.append(deadline_form.format(deadline=deadline))
    if not extra:
        return text
    stop = "." if text.endswith(".") else ""
    return f"{text.removesuffix('.')} ({', '.join(extra)}){stop}"


def _actions(meeting: Meeting, draft: Draft, indices: Iterable[int]) -> Iterable[Action]:
    drafts = {item.item: item for item in draft.items}
    items = {item.index: item for item in meeting.items}
    for index in indices:
        for statement in drafts[index].statements if index in drafts else ():
            if statement.kind is StatementKind.ACTION:
                yield Action(
                    item_number=clean(items[index].number),
                    item_title=clean(items[index].title),
                    text=clean(statement.text),
                    owner=clean(statement.owner),
                    deadline=clean(statement.deadline),
                )


def _open_actions(meeting: Meeting, words: Wording, options: RenderOptions) -> Iterable[OpenAction]:
    if options.document is not Document.REFERAT:
        return
    for action in meeting.open_actions:
        if not (action.closed and _public(options)):
            held, item = clean(action.meeting), clean(action.item)
            yield OpenAction(
                meeting=held,
                item_number=item,
                agreed=" / ".join(part for part in (held, item) if part),
                text=clean(action.text),
                owner=clean(action.owner),
                deadline=clean(action.deadline),
                status=action.status.value,
                status_word=words.statuses[action.status],
            )


def _spans(conversation: Conversation) -> dict[str, tuple[float, float]]:
    return {
        utterance.id: (utterance.start_s, utterance.end_s)
        for utterance in conversation.utterances
        if utterance.start_s is not None and utterance.end_s is not None
    }


def _times(utterances: Iterable[str], context: _Context) -> tuple[Time, ...]:
    """The places to listen to, in order; neighbours are one place."""
    merged: list[tuple[float, float]] = []
    for start, end in sorted(context.spans[identity] for identity in utterances if identity in context.spans):
        if merged and start - merged[-1][1] <= SAME_PASSAGE_S:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(Time(clock(start), start, end, _href(start, context)) for start, end in merged)


def _href(start_s: float | None, context: _Context) -> str:
    return f"{context.playback}#t={start_s:.1f}" if context.playback and start_s is not None else ""


def _by_statement(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.statement_id:
            grouped.setdefault(finding.statement_id, []).append(finding)
    return grouped


def _doubts(findings: Iterable[Finding], items: Iterable[Item], context: _Context) -> tuple[Doubt, ...]:
    """All doubts; one about a statement that this document does not print leads to none."""
    printed = {identity for item in items for block in item.blocks for entry in block.entries for identity in entry.ids}
    doubts = (_doubt(finding, context) for finding in _worst_first(findings))
    return tuple(doubt if doubt.statement_id in printed else replace(doubt, statement_id="") for doubt in doubts)


def _worst_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.severity is not Severity.BLOCKING)


def _doubt(finding: Finding, context: _Context) -> Doubt:
    return Doubt(
        message=clean(finding.message),
        blocking=finding.severity is Severity.BLOCKING,
        item_number=context.numbers.get(finding.item, "") if finding.item is not None else "",
        statement_id=finding.statement_id or "",
        time=clock(finding.start_s) if finding.start_s is not None else "",
        href=_href(finding.start_s, context),
    )
