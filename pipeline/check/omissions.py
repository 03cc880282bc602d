"""What was said and is not in the draft: a matter that was settled, a long passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.check.facts import content_words, settles
from pipeline.check.found import finding
from pipeline.meeting import Role
from pipeline.minutes import FindingKind, Severity, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.check.evidence import Heard
    from pipeline.minutes import Finding, ItemDraft
    from pipeline.transcript import Utterance

_LONG_PASSAGE_S = 180.0  # longer than this without a statement is more than a digression
_LONG_PASSAGE_WORDS = 400  # the same where the transcript has no times, at 2.2 words a second
_REPORTED = 0.6  # share of a sentence's content words that the outcome of the item has, or its evidence
_SHORT = 8  # words with which members confirm what was settled; in longer speeches they recall it
_NEAR = 4  # utterances around the evidence of an outcome that belong to the same settling
_OUTCOMES = frozenset(
    {
        StatementKind.DECISION,
        StatementKind.VOTE,
        StatementKind.ACTION,
        StatementKind.CLOSING,
        StatementKind.DISSENT,
    }
)


def check_omissions(item: ItemDraft, heard: Heard) -> Iterator[Finding]:
    """Yield what of an item no statement rests on although it should."""
    used = {ref for statement in item.statements for ref in statement.evidence}
    placed = [u for u in heard.conversation.utterances if heard.alignment.items.get(u.id) == item.item]
    yield from _settled(placed, used, item, heard)
    passage: list[Utterance] = []
    for utterance in heard.conversation.utterances:
        if heard.alignment.items.get(utterance.id) == item.item and utterance.id not in used:
            passage.append(utterance)
        else:
            yield from _check_passage(passage, item.item, heard)
            passage = []
    yield from _check_passage(passage, item.item, heard)


def _settled(placed: list[Utterance], used: set[str], item: ItemDraft, heard: Heard) -> Iterator[Finding]:
    """Yield utterances that settle something which no outcome of the item reports."""
    language = heard.meeting.language
    outcomes = [statement for statement in item.statements if statement.kind in _OUTCOMES]
    reported = content_words(" ".join(f"{s.text} {heard.text(s)}" for s in outcomes), language)
    title = content_words(heard.meeting.items[item.item].title, language)
    resting = {ref for statement in outcomes for ref in statement.evidence}
    near = {
        placed[i].id
        for place, utterance in enumerate(placed)
        if utterance.id in resting
        for i in range(max(0, place - _NEAR), min(len(placed), place + _NEAR + 1))
    }
    for utterance in placed:
        sentence = settles(utterance.text, language) if utterance.id not in used else ""
        if not sentence or not _may_settle(utterance, sentence, heard):
            continue
        told = content_words(sentence, language) - title
        if utterance.id in near and len(told - reported) <= 1:
            continue
        if told and len(told & reported) >= _REPORTED * len(told):
            continue
        yield finding(
            heard,
            FindingKind.MISSING,
            Severity.ADVISORY,
            "decision-not-reported",
            item.item,
            refs=(utterance.id,),
        )


def _may_settle(utterance: Utterance, sentence: str, heard: Heard) -> bool:
    """Whether it may be the meeting that speaks: the chair, a voice without a name, or a short "we agree on that"."""
    key = heard.speakers.get(utterance.id)
    if key is None or heard.meeting.attendee(key).role in (Role.CHAIR, Role.DEPUTY):
        return True
    return len(sentence.split()) <= _SHORT and len(utterance.words) <= 3 * _SHORT


def _check_passage(passage: list[Utterance], item: int, heard: Heard) -> Iterator[Finding]:
    if not passage:
        return
    n_words = sum(len(utterance.words) for utterance in passage)
    start_s, end_s = passage[0].start_s, passage[-1].end_s
    timed = start_s is not None and end_s is not None
    length_s = end_s - start_s if start_s is not None and end_s is not None else n_words / 2.2
    if (timed and length_s >= _LONG_PASSAGE_S) or (not timed and n_words >= _LONG_PASSAGE_WORDS):
        yield finding(
            heard,
            FindingKind.MISSING,
            Severity.ADVISORY,
            "long-passage-not-reported",
            item,
            refs=tuple(utterance.id for utterance in passage),
            what=max(1, round(length_s / 60)),
        )
