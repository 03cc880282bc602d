"""One item written by the language model, in parts where it is long; what it leaves out of the outcomes is put back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.draft.discussion import merge
from pipeline.draft.found import Found
from pipeline.draft.llm.belief import believed, parse
from pipeline.draft.llm.client import AnswerError, Client, Failure
from pipeline.draft.llm.holding import GROUNDED, shared, stems
from pipeline.draft.llm.prompt import Line, environment, halves, lines_of, messages_for, parts_of
from pipeline.draft.llm.schema import answer_schema
from pipeline.draft.speech import sentence as printed
from pipeline.meeting import Style
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.compose import Material
    from pipeline.draft.language import Language
    from pipeline.draft.options import DraftOptions
    from pipeline.draft.people import People
    from pipeline.meeting import AgendaItem
    from pipeline.transcript import Conversation, Utterance

SPLITS = 3  # times that a part whose answer was too long is halved
GIVE_UP_AFTER = 2  # items in a row without the server; the rest is not asked
TOKENS_A_STATEMENT = 120  # a Danish sentence of 25 words at 2 tokens, and its keys and evidence in JSON
WORDS_A_STATEMENT = 40  # said; minutes are shorter than speech
MOST_A_PART = 40
ORDERS_A_PART = 1_000_000  # room for its statements' orders, halved with it
_OUTCOME = (StatementKind.DECISION, StatementKind.VOTE, StatementKind.DISSENT)
_TALK = (StatementKind.QUESTION, StatementKind.ANSWER)


@dataclass(slots=True)
class _Written:
    """What the model wrote of an item so far.

    ``silent``: the utterances of the parts of which it wrote nothing, each with the order at which its part begins.
    """

    found: list[Found] = field(default_factory=list)
    doubted: int = 0
    silent: dict[str, int] = field(default_factory=dict)


class Writer:
    """Writes items with the language model for one draft."""

    def __init__(self, client: Client, conversation: Conversation, people: People, options: DraftOptions) -> None:
        self._client = client
        self._people = people
        self._options = options
        self._environment = environment()
        self._attendee_of: dict[str | None, str | None] = {one.voice: one.attendee for one in conversation.voices}
        self._silent_items = 0

    def write(self, item: AgendaItem, utterances: Sequence[Utterance], extracted: Material) -> tuple[Material, int]:
        """Return the item's material with the model's statements, and how many of these were not believed.

        Opening and closing stay the extractive engine's, and so does every outcome that the model left out.

        Raises
        ------
        AnswerError
            The model gave nothing that can be used: the extractive draft stands.
        """
        if self._silent_items >= GIVE_UP_AFTER:
            raise AnswerError(Failure.UNREACHABLE)
        try:
            written = self._ask_parts(item, utterances)
        except AnswerError as error:
            silent = error.failure in (Failure.UNREACHABLE, Failure.TIMEOUT)
            self._silent_items = self._silent_items + 1 if silent else 0
            raise
        self._silent_items = 0
        if not written.found and not written.doubted:
            raise AnswerError(Failure.EMPTY)
        if written.doubted > len(written.found):
            raise AnswerError(Failure.SUSPICIOUS)
        return self._joined(item, written, extracted), written.doubted

    def _ask_parts(self, item: AgendaItem, utterances: Sequence[Utterance]) -> _Written:
        by_id = {one.id: one for one in utterances}
        parts = parts_of(lines_of(utterances, self._people, self._attendee_of), self._options.part_words)
        written = _Written()
        for number, lines in enumerate(parts, start=1):
            first = ORDERS_A_PART * number
            self._ask(item, lines, (number, len(parts)), by_id, (first, first + ORDERS_A_PART), written)
        return written

    def _ask(
        self,
        item: AgendaItem,
        lines: list[Line],
        part: tuple[int, int],
        by_id: dict[str, Utterance],
        orders: tuple[int, int],
        written: _Written,
    ) -> None:
        """Ask for one part; an answer that was cut off is asked for again in halves, each with half the orders."""
        ids = tuple(dict.fromkeys(line.id for line in lines))
        most = most_statements(sum(line.n_words for line in lines), self._options.max_tokens)
        messages = messages_for(item, lines, part, most, self._people, self._environment)
        first, end = orders
        try:
            answer = self._client.ask(messages, answer_schema(ids, most), parse)
        except AnswerError as error:
            pieces = halves(lines)
            half = (end - first) // 2
            if error.failure is not Failure.TOO_LONG or len(pieces) < 2 or half < ORDERS_A_PART >> SPLITS:
                raise
            for begins, piece in zip((first, first + half), pieces, strict=True):
                self._ask(item, piece, part, by_id, (begins, begins + half), written)
            return
        own = {uid: by_id[uid] for uid in ids}
        speakers = {uid: self._attendee_of.get(own[uid].voice) for uid in ids}
        found, doubted = believed(answer, own, speakers, self._people, item.title, first)
        written.found += found
        written.doubted += doubted
        if not answer:
            written.silent.update(dict.fromkeys(ids, first))

    def _joined(self, item: AgendaItem, written: _Written, extracted: Material) -> Material:
        """The model's statements in the item's material; what it left out is kept from the rules.

        That is every outcome, and what was presented and discussed in a part, or an item, of which it wrote nothing.
        """
        people, found = self._people, written.found
        outcome = [one for one in found if one.kind in _OUTCOME]
        joined = replace(
            extracted,
            outcome=_completed(outcome, extracted.outcome, people.language),
            actions=_completed(_of(found, StatementKind.ACTION), extracted.actions, people.language),
        )
        if (item.style or people.meeting.style) is not Style.EXTENDED:
            return replace(joined, presentation=[], talk=[])
        presented = merge(_of(found, StatementKind.PRESENTATION), people.language)
        talk = [one for one in found if one.kind in _TALK] + merge(_of(found, StatementKind.REMARK), people.language)
        if not presented and not talk:
            return joined
        talk += _kept(extracted.talk, written.silent)
        talk.sort(key=lambda one: (one.answers if one.answers is not None else one.order, one.answers is not None))
        kept = _kept(extracted.presentation, written.silent)
        if presented and not extracted.sentences:
            kept = [replace(one, text=printed(one.text)) for one in kept]
        return replace(
            joined,
            presentation=sorted([*presented, *kept], key=lambda one: one.order),
            talk=talk,
            sentences=bool(presented) or extracted.sentences,
        )


def most_statements(n_words: int, max_tokens: int) -> int:
    """How many statements are asked for: what so many words can hold, and what the answer has room for."""
    wanted = max(4, min(MOST_A_PART, round(n_words / WORDS_A_STATEMENT)))
    return max(1, min(wanted, max_tokens // TOKENS_A_STATEMENT))


def _of(found: list[Found], kind: StatementKind) -> list[Found]:
    return [one for one in found if one.kind is kind]


def _kept(extracted: list[Found], silent: dict[str, int]) -> list[Found]:
    """The rules' statements that rest on nothing but parts of which the model wrote nothing, in those parts' places."""
    return [
        replace(
            one,
            order=silent[one.evidence[0]] + one.order,
            answers=silent[one.evidence[0]] + one.answers if one.answers is not None else None,
        )
        for one in extracted
        if all(uid in silent for uid in one.evidence)
    ]


def _completed(written: list[Found], extracted: list[Found], language: Language) -> list[Found]:
    """The model's outcomes, and those of the rules that none of the model's says.

    One utterance may hold two decisions: that the model wrote the one is no reason to leave out the other.
    """

    def says(other: Found, one: Found) -> bool:
        wanted = stems(one.text, language) - stems(language.formulas.vocabulary, language)
        return (
            other.kind is one.kind
            and bool(set(other.evidence) & set(one.evidence))
            and len(shared(wanted, stems(other.text, language))) >= GROUNDED * len(wanted)
        )

    left_out = [one for one in extracted if not any(says(other, one) for other in written)]
    return [*written, *left_out]
