"""Decisions: what the chair states or confirms, and what is proposed and finds assent. They are never cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from pipeline.draft.found import Found, assent_to, evidence_of
from pipeline.draft.language import Language
from pipeline.draft.people import People
from pipeline.draft.sentences import Sentence
from pipeline.draft.speech import sentence as printed
from pipeline.draft.speech import without_stop
from pipeline.draft.weight import telling_words
from pipeline.meeting import ItemKind
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from pipeline.meeting import AgendaItem

LOOK_BACK = 10  # sentences before "that is decided" in which the proposal lies
LONGEST_BARE = 14  # words; "that is approved" is short, a longer sentence speaks of something else
CONFIRMED_WITHIN = 3  # sentences behind somebody else's words in which the chair makes them a decision
SHORT_ITEM = 3  # sentences; in a longer item the chair's first only opens it
SAME_DECISION = 78  # rapidfuzz token-set ratio of the content words from which two wordings are one decision


@dataclass(slots=True)
class _Search:
    """The item that is searched, and what was found so far.

    ``chair_is_known``: one of the voices is known to be the chair's; then a voice without a name is not.
    """

    sentences: Sequence[Sentence]
    kind: ItemKind
    people: People
    language: Language
    used: set[int]
    chair_is_known: bool
    found: list[Found] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def add(self, text: str, rests: tuple[Sentence, ...], confidence: float) -> None:
        """Take a decision; one that was said before in other words is the same one."""
        made = Found(
            StatementKind.DECISION,
            printed(text),
            evidence_of(*rests),
            rests[-1].order,
            confidence=min(rest.confidence for rest in rests) * confidence,
            weight=5.0,
            required=True,
        )
        self.taken |= {rest.order for rest in rests}
        twin = next((place for place, one in enumerate(self.found) if self._same(one, made)), None)
        if twin is None:
            self.found.append(made)
            return
        other = self.found[twin]
        fuller = made if made.confidence >= other.confidence else other
        self.found[twin] = replace(fuller, evidence=tuple(dict.fromkeys((*other.evidence, *made.evidence))))

    def _same(self, one: Found, other: Found) -> bool:
        if one.text.lower() == other.text.lower():
            return True
        first, second = (" ".join(telling_words(each.text, self.language)) for each in (one, other))
        shared = set(first.split()) & set(second.split())
        return bool(shared) and fuzz.token_set_ratio(first, second) >= SAME_DECISION

    def joined(self, sentence: Sentence) -> None:
        """Let the last decision rest on this sentence too."""
        last = self.found[-1]
        self.found[-1] = replace(last, evidence=tuple(dict.fromkeys((*last.evidence, *sentence.evidence))))
        self.taken.add(sentence.order)


def find_decisions(
    sentences: Sequence[Sentence], item: AgendaItem, people: People, language: Language, used: set[int]
) -> tuple[list[Found], set[int]]:
    """Find the decisions, and the sentences they used up."""
    known = any(people.chairs(sentence) for sentence in sentences)
    search = _Search(sentences, item.kind, people, language, used, known)
    for place, sentence in enumerate(sentences):
        if sentence.order in search.taken:
            continue
        if sentence.raw.rstrip().endswith("?") or (sentence.question and "." not in sentence.raw):
            _asked(search, place)
        elif sentence.order not in used:
            _ = _stated(search, place) or _confirmed(search, place)
    return search.found, search.taken


def _asked(search: _Search, place: int) -> None:
    """A proposal put as a question: the chair's finds assent, anybody else's finds the chair's."""
    sentence, people = search.sentences[place], search.people
    made = search.language.grammar.proposal(sentence.text, people.body(), people.speaker(sentence.attendee))
    if made is None or not made.asks or search.language.cues.procedural.search(sentence.raw):
        return
    leads = people.may_decide(sentence)
    if made.chair and not (leads and search.kind is not ItemKind.ORIENTATION):
        return
    assent = assent_to(search.sentences, place, search.language)
    if assent is None or (not leads and not people.chairs(assent)):
        return
    if not leads and _undertakes(search, assent):
        return
    search.add(made.text, (sentence, assent), 0.75)


def _undertakes(search: _Search, assent: Sentence) -> bool:
    """Whether the one who says yes promises to do it: then it is an action."""
    speaker = search.people.speaker(assent.attendee)
    return search.language.grammar.commitment(assent.text, speaker) is not None


def _stated(search: _Search, place: int) -> bool:
    """A decision in full: in the chair's words, or in somebody else's that the chair confirms."""
    sentence, people, language = search.sentences[place], search.people, search.language
    speaker, body = people.speaker(sentence.attendee), people.body()
    chairs = people.may_decide(sentence)
    confirmation = None if chairs else _confirmation(search, place)
    if not chairs and confirmation is None:
        return False
    text = None
    if language.cues.decision.search(sentence.raw):
        text = language.grammar.decide(sentence.text, body, speaker)
    settles = people.chairs(sentence) or (search.kind is ItemKind.DECISION and not search.chair_is_known)
    settles = settles or confirmation is not None
    if text is None and settles and not language.cues.takes_note.search(sentence.raw):
        plain = search.kind is ItemKind.DECISION and (place > 0 or len(search.sentences) <= SHORT_ITEM)
        text = language.grammar.resolve(sentence.text, body, speaker, plain=plain)
    if text is None:
        return False
    search.add(text, (sentence, confirmation) if confirmation else (sentence,), 0.8 if confirmation else 0.9)
    return True


def _confirmation(search: _Search, place: int) -> Sentence | None:
    """The chair's "so that is what we do" right behind somebody else's words."""
    for sentence in search.sentences[place + 1 : place + 1 + CONFIRMED_WITHIN]:
        short = len(sentence.raw.split()) <= LONGEST_BARE
        if search.people.chairs(sentence) and short and search.language.cues.confirms.search(sentence.raw):
            return sentence
    return None


def _confirmed(search: _Search, place: int) -> bool:
    """A bare "that is decided": what it is lies in a proposal before, or in the vote."""
    sentence, people, language = search.sentences[place], search.people, search.language
    cues, short = language.cues, len(sentence.raw.split()) <= LONGEST_BARE
    decides = cues.decision.search(sentence.raw) is not None
    confirms = short and cues.confirms.search(sentence.raw) is not None
    declines = short and cues.declines.search(sentence.raw) is not None
    if not people.may_decide(sentence) or not (decides or confirms or declines):
        return False
    if search.found and short and cues.unanimous.search(sentence.raw):
        last = search.found[-1]
        search.found[-1] = replace(last, text=language.formulas.unanimously.format(text=last.text))
        search.joined(sentence)
        return True
    if _just_decided(search, place):
        search.joined(sentence)
        return True
    before = _proposal_before(search, place)
    if declines or (decides and cues.rejection.search(sentence.raw)):
        asked = (before[1],) if before else _spoken_before(search, place)
        search.add(language.formulas.rejected.format(Body=people.body()), (*asked, sentence), 0.8)
    elif before:
        search.add(before[0], (before[1], sentence), 0.9)
    elif (stated := _date_before(search, place)) is not None:
        text = language.formulas.settled.format(text=without_stop(stated.text))
        search.add(text, (stated, sentence), 0.8)
    elif decides and short and cues.approval.search(sentence.raw):
        search.add(language.formulas.approved.format(Body=people.body()), (sentence,), 0.9)
    else:
        return False
    return True


def _just_decided(search: _Search, place: int) -> bool:
    """Whether the decision that is confirmed here was made a moment ago, and nothing was proposed since."""
    near = [one.evidence for one in search.found]
    recent = {ref for one in search.sentences[max(0, place - 3) : place] for ref in one.evidence}
    return bool(near) and bool(set(near[-1]) & recent)


def _date_before(search: _Search, place: int) -> Sentence | None:
    """The date that the chair names right before "that is agreed"."""
    before = search.sentences[place - 1] if place else None
    if before is None or before.turn != search.sentences[place].turn or before.question:
        return None
    named = before.n_words <= LONGEST_BARE and search.language.cues.full_date.search(before.text)
    return before if named and before.order not in search.taken else None


def _spoken_before(search: _Search, place: int) -> tuple[Sentence, ...]:
    before = search.sentences[place - 1] if place else None
    return (before,) if before is not None and before.order not in search.taken else ()


def _proposal_before(search: _Search, place: int) -> tuple[str, Sentence] | None:
    """The nearest proposal before; what a member merely asked is not what is "approved"."""
    people = search.people
    approves = search.language.cues.approval.search(search.sentences[place].raw) is not None
    for sentence in reversed(search.sentences[max(0, place - LOOK_BACK) : place]):
        if sentence.order in search.taken:
            continue
        made = search.language.grammar.proposal(sentence.text, people.body(), people.speaker(sentence.attendee))
        only_asked = made is not None and made.asks and approves and not people.may_decide(sentence)
        if made and not only_asked and not search.language.cues.procedural.search(sentence.raw):
            return made.text, sentence
    return None
