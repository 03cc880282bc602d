"""One item written by the language model, in parts where it is long; what it leaves out of the outcomes is put back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.draft.discussion import merge
from pipeline.draft.llm.belief import believed, parse
from pipeline.draft.llm.client import AnswerError, Client, Failure
from pipeline.draft.llm.prompt import Line, environment, lines_of, messages_for, parts_of
from pipeline.draft.llm.schema import answer_schema
from pipeline.meeting import Style
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.compose import Material
    from pipeline.draft.found import Found
    from pipeline.draft.options import DraftOptions
    from pipeline.draft.people import People
    from pipeline.meeting import AgendaItem
    from pipeline.transcript import Conversation, Utterance

SPLITS = 3  # times that a part whose answer was too long is halved
GIVE_UP_AFTER = 2  # items in a row without the server; the rest is not asked
_OUTCOME = (StatementKind.DECISION, StatementKind.VOTE, StatementKind.DISSENT)


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
            found, doubted = self._ask_parts(item, utterances)
        except AnswerError as error:
            silent = error.failure in (Failure.UNREACHABLE, Failure.TIMEOUT)
            self._silent_items = self._silent_items + 1 if silent else 0
            raise
        self._silent_items = 0
        if not found or doubted > len(found):
            raise AnswerError(Failure.SUSPICIOUS)
        return self._joined(item, found, extracted), doubted

    def _ask_parts(self, item: AgendaItem, utterances: Sequence[Utterance]) -> tuple[list[Found], int]:
        by_id = {one.id: one for one in utterances}
        parts = parts_of(lines_of(utterances, self._people, self._attendee_of), self._options.part_words)
        found: list[Found] = []
        doubted = 0
        for number, lines in enumerate(parts, start=1):
            some, not_believed = self._ask(item, lines, (number, len(parts)), by_id, 1000 * number, SPLITS)
            found += some
            doubted += not_believed
        return found, doubted

    def _ask(
        self,
        item: AgendaItem,
        lines: list[Line],
        part: tuple[int, int],
        by_id: dict[str, Utterance],
        first: int,
        splits: int,
    ) -> tuple[list[Found], int]:
        """Ask for one part; an answer that was cut off is asked for again in halves."""
        ids = tuple(dict.fromkeys(line.id for line in lines))
        most = max(4, min(40, round(sum(line.n_words for line in lines) / 40)))
        messages = messages_for(item, lines, part, most, self._people, self._environment)
        try:
            answer = self._client.ask(messages, answer_schema(ids, most), parse)
        except AnswerError as error:
            if error.failure is not Failure.TOO_LONG or not splits or len(lines) < 2:
                raise
            half = len(lines) // 2
            one, doubt_one = self._ask(item, lines[:half], part, by_id, first, splits - 1)
            two, doubt_two = self._ask(item, lines[half:], part, by_id, first + 500 // 2**splits, splits - 1)
            return one + two, doubt_one + doubt_two
        own = {uid: by_id[uid] for uid in ids}
        speakers = {uid: self._attendee_of.get(own[uid].voice) for uid in ids}
        return believed(answer, own, speakers, self._people, first)

    def _joined(self, item: AgendaItem, found: list[Found], extracted: Material) -> Material:
        """The model's statements in the item's material; outcomes that it left out are kept from the rules."""
        people = self._people
        extended = (item.style or people.meeting.style) is Style.EXTENDED
        talk = [one for one in found if one.kind in (StatementKind.QUESTION, StatementKind.ANSWER)]
        talk += merge(_of(found, StatementKind.REMARK), people.language)
        talk.sort(key=lambda one: (one.answers if one.answers is not None else one.order, one.answers is not None))
        return replace(
            extracted,
            presentation=merge(_of(found, StatementKind.PRESENTATION), people.language) if extended else [],
            talk=talk if extended else [],
            outcome=_completed([one for one in found if one.kind in _OUTCOME], extracted.outcome),
            actions=_completed(_of(found, StatementKind.ACTION), extracted.actions),
            sentences=True,
        )


def _of(found: list[Found], kind: StatementKind) -> list[Found]:
    return [one for one in found if one.kind is kind]


def _completed(written: list[Found], extracted: list[Found]) -> list[Found]:
    """The model's outcomes, and those of the rules whose evidence none of the model's of that kind touches."""
    left_out = [
        one
        for one in extracted
        if not any(other.kind is one.kind and set(other.evidence) & set(one.evidence) for other in written)
    ]
    return [*written, *left_out]
