"""The passages in which a function is heard, and how sure one must be of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.draft.found import Found, evidence_of
from pipeline.draft.hearing import Hearing
from pipeline.draft.people import People
from pipeline.draft.sentences import Sentence
from pipeline.draft.weight import telling_words
from pipeline.functions import Function
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from pipeline.draft.language import Language

# Probabilities chosen on the dialogues, each judged by a model that was not fitted to its file (bench/functions.py).
HEARD = {
    Function.DECISION: 0.45,
    Function.ACTION: 0.30,
    Function.VOTE: 0.25,
    Function.DISSENT: 0.20,
    Function.CONFLICT: 0.25,
    Function.ATTENDANCE: 0.20,
}
GOES_ON = 0.5  # of that probability, by which a sentence of the same turn still belongs to the passage
REFUTED = 0.02  # what a rule found at a lower probability is not believed
REFUTED_QUESTION = 0.15
ASKED = 0.4
IDLE = 0.6  # probability of saying nothing from which a sentence is no remark
LONGEST_WORDS = 60  # a longer sentence is the recogniser's, not a speaker's
INFORMATIVE = 2  # content words from which a sentence says what it is about
LEAST_CONFIDENCE = 0.5

FUNCTION_OF = {
    StatementKind.DECISION: Function.DECISION,
    StatementKind.ACTION: Function.ACTION,
    StatementKind.VOTE: Function.VOTE,
    StatementKind.DISSENT: Function.DISSENT,
    StatementKind.CONFLICT: Function.CONFLICT,
    StatementKind.ATTENDANCE: Function.ATTENDANCE,
    StatementKind.QUESTION: Function.QUESTION,
}

# What words alone can be wrong about; a declaration is one, and two who speak of the same are right.
_REFUTABLE = frozenset({Function.DECISION, Function.ACTION, Function.ATTENDANCE, Function.VOTE, Function.QUESTION})
# What sounds more like these settles nothing.
_NO_DECISION = (Function.ACTION, Function.ATTENDANCE)


@dataclass(frozen=True, slots=True)
class Ear:
    """An item as it is searched: its sentences, and what each is likely to do.

    Attributes
    ----------
    used : set of int
        Orders of the sentences that statements rest on already.
    """

    sentences: Sequence[Sentence]
    hearing: Hearing
    people: People
    used: set[int]

    @property
    def language(self) -> Language:
        """The language of the draft."""
        return self.people.language

    def passages(self, function: Function) -> list[list[Sentence]]:
        """Neighbouring sentences of one turn that have the function; none that is used already.

        A sentence that begins a passage has at least the probability `HEARD`; one that goes on with it, half of it.
        """
        sure = HEARD[function]
        found: list[list[Sentence]] = []
        for sentence in self.sentences:
            likely = self.hearing.of(sentence, function)
            if sentence.order in self.used or likely < GOES_ON * sure or sentence.n_words > LONGEST_WORDS:
                continue
            if function is Function.DECISION and likely < max(self.hearing.of(sentence, one) for one in _NO_DECISION):
                continue
            last = found[-1][-1] if found else None
            if last is not None and last.turn == sentence.turn and last.order + 1 == sentence.order:
                found[-1].append(sentence)
            else:
                found.append([sentence])
        return [passage for passage in found if max(self.hearing.of(one, function) for one in passage) >= sure]

    def asked(self) -> set[int]:
        """The sentences that are heard to ask, whatever they sound like to the rules."""
        return {one.order for one in self.sentences if self.hearing.of(one, Function.QUESTION) >= ASKED}

    def idle(self) -> set[int]:
        """The sentences that most likely say nothing worth a remark."""
        return {one.order for one in self.sentences if self.hearing.of(one, Function.NONE) > IDLE}

    def informative(self, sentence: Sentence, fewest: int = INFORMATIVE) -> bool:
        """Whether a sentence says what it is about: so many words that are neither formal nor filling, or a number."""
        words = set(telling_words(sentence.text, self.language))
        return len(words) >= fewest or (bool(words) and any(letter.isdigit() for letter in sentence.digits))

    def quote(self, passage: Sequence[Sentence]) -> str:
        """The passage in the speaker's own words."""
        return " ".join(one.text for one in passage if one.text).rstrip(" .!?,;")

    def joined(self, clauses: Iterable[str | None]) -> str | None:
        """Reported clauses as one; None where one of them could not be turned: then all is quoted."""
        turned = list(clauses)
        return self.language.grammar.join([one for one in turned if one]) if turned and all(turned) else None

    def found(self, kind: StatementKind, text: str, passage: Sequence[Sentence], **more: object) -> Found:
        """The statement: as sure as the words were recognised and the function was heard."""
        heard = max(self.hearing.of(one, FUNCTION_OF[kind]) for one in passage)
        confidence = min(one.confidence for one in passage) * max(LEAST_CONFIDENCE, heard) * 0.9
        return Found(
            kind,
            text,
            evidence_of(*passage),
            passage[0].order,
            confidence=confidence,
            weight=4.0,
            required=True,
            **more,  # type: ignore[arg-type]
        )


def near(sentence: Sentence, found: Sequence[Found], kind: StatementKind, within: int) -> bool:
    """Whether a statement of a kind was found within so many sentences."""
    return any(one.kind is kind and abs(one.order - sentence.order) <= within for one in found)


def believed(found: Sequence[Found], taken: set[int], ear: Ear) -> tuple[list[Found], set[int]]:
    """What rules found, without that of which the model is sure that nobody did it; and the sentences used up."""
    if not ear.hearing.knows:
        return list(found), taken
    kept, released, refuted = [], set[int](), set[int]()
    for one in found:
        rests = [sentence for sentence in ear.sentences if set(sentence.evidence) & set(one.evidence)]
        if one.answers in refuted or _refuted(one, rests, ear):
            refuted |= {one.order} if one.kind is StatementKind.QUESTION else set()
            released |= {rest.order for rest in rests}
        else:
            kept.append(one)
    held = {ref for one in kept for ref in one.evidence}
    return kept, taken - {one.order for one in ear.sentences if one.order in released and not held & set(one.evidence)}


def _refuted(one: Found, rests: Sequence[Sentence], ear: Ear) -> bool:
    """Whether the one utterance that a statement rests on is not at all likely to do what it reports."""
    function = FUNCTION_OF.get(one.kind)
    if function not in _REFUTABLE or not rests or (len(one.evidence) > 1 and function is not Function.QUESTION):
        return False
    least = REFUTED_QUESTION if function is Function.QUESTION else REFUTED
    return max(ear.hearing.of(rest, function) for rest in rests) < least
