"""What the presenters of an item report before it is discussed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.draft.discussion import SHORTEST_WORDS, inside, is_idle, merge, reportable
from pipeline.draft.found import Found
from pipeline.draft.language import Stance
from pipeline.draft.speech import capital
from pipeline.draft.weight import Weigher
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.language import Language
    from pipeline.draft.people import People
    from pipeline.draft.sentences import Sentence
    from pipeline.meeting import AgendaItem

LONG_TURN = 60  # words of a turn that presents, where the agenda names nobody
LONG_PRESENTATION = 25  # words after which "any questions?" ends the presentation
PROPOSAL_BONUS = 1.0  # what is proposed is what the item is about


def find_presentation(
    sentences: Sequence[Sentence], item: AgendaItem, people: People, language: Language, used: set[int]
) -> tuple[list[Found], set[int], tuple[str, ...]]:
    """The presentation as bullets, the sentences it used up, and who presented (keys)."""
    keys = people.presenters(item.presenters)
    presenting = _presenting(sentences, keys, people, language) if keys else _longest(sentences, people, language)
    spoken = [one for one in presenting if not is_idle(one, language) and one.order not in used and not one.question]
    if sum(one.n_words for one in spoken) < 2 * SHORTEST_WORDS:
        return [], set(), ()
    weigh = Weigher(sentences, item.title, language)
    if all(people.chairs(one) for one in spoken):
        spoken = _at_length(spoken)
    found = []
    for sentence in spoken:
        if people.chairs(sentence) and weigh.announces(sentence):
            continue
        clause = reportable(sentence, people, language)
        if clause is None or clause.quoted or clause.phrase:
            continue
        bonus = PROPOSAL_BONUS if clause.stance is Stance.PROPOSE else 0.0
        found.append(
            Found(
                StatementKind.PRESENTATION,
                capital(inside(clause, language)),
                sentence.evidence,
                sentence.order,
                (sentence.attendee,) if sentence.attendee else (),
                sentence.confidence * 0.85,
                weigh(sentence) + bonus,
                content=clause.text,
            )
        )
    if not found:
        return [], set(), ()
    presented = tuple(dict.fromkeys(one.attendee for one in spoken if one.attendee is not None))
    return merge(found, language), {one.order for one in presenting}, presented


def _at_length(spoken: list[Sentence]) -> list[Sentence]:
    """Of a chair who presents and leads at once: the turns that are long enough to present something."""
    words: dict[int, int] = {}
    for one in spoken:
        words[one.turn] = words.get(one.turn, 0) + one.n_words
    return [one for one in spoken if words[one.turn] >= LONG_PRESENTATION]


def _presenting(
    sentences: Sequence[Sentence], keys: tuple[str, ...], people: People, language: Language
) -> list[Sentence]:
    """The presenters' turns up to the chair's "any questions?", without those that answer a question."""
    taken: list[Sentence] = []
    asked_in: int | None = None
    for sentence in sentences:
        if sentence.attendee not in keys:
            opens = language.cues.asks_for_questions.search(sentence.raw) is not None
            if opens and sum(one.n_words for one in taken) >= LONG_PRESENTATION:
                break
            if sentence.question and not is_idle(sentence, language):
                asked_in = sentence.turn
            continue
        answers = asked_in is not None and sentence.turn - asked_in <= 1
        if asked_in is not None and sentence.turn > asked_in + 1 and not people.chairs(sentence):
            asked_in = None
        if not answers:
            taken.append(sentence)
    return taken


def _longest(sentences: Sequence[Sentence], people: People, language: Language) -> list[Sentence]:
    """With no presenter on the agenda: the first long turn, before anybody asked anything."""
    turns: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        turns.setdefault(sentence.turn, []).append(sentence)
    for turn in turns.values():
        if any(one.question and not is_idle(one, language) for one in turn):
            return []
        if sum(one.n_words for one in turn) >= LONG_TURN and not people.chairs(turn[0]):
            return turn
    return []
