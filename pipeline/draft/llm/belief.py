"""What of the model's answer is believed: only what its own evidence holds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.draft.found import Found
from pipeline.draft.llm.client import AnswerError, Failure
from pipeline.draft.llm.schema import KINDS, Answer, Written
from pipeline.draft.speech import orders_machine
from pipeline.draft.speech import sentence as printed
from pipeline.draft.weight import content_words
from pipeline.minutes import Origin, StatementKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.draft.people import People
    from pipeline.transcript import Utterance

GROUNDED = 0.5  # share of a statement's content words that its evidence must hold
STEM = 5  # letters by which two forms of a word are the same: "offentliggøre", "offentliggøres"
_SETTLING = (StatementKind.DECISION, StatementKind.VOTE, StatementKind.ACTION, StatementKind.DISSENT)
LLM_CONFIDENCE = 0.6  # below most extractive statements: the reviewer sees it earlier
_FENCE = re.compile(r"^\s*```(?:json)?\s*|\s*```\s*$")
_SMELLS = re.compile(
    r"https?://|www\.|```|<\||\|>|\[/?INST\]|</?\w+>|\bas an? (?:AI|language model)|\bsom (?:en )?(?:AI|"
    r"sprogmodel)|system ?prompt",
    re.IGNORECASE,
)


def parse(content: str) -> Answer:
    """The answer as values.

    Raises
    ------
    AnswerError
        It is prose, not JSON, of another shape, or holds no statement.
    """
    try:
        answer = Answer.model_validate_json(_FENCE.sub("", content))
    except (ValidationError, ValueError, RecursionError):
        raise AnswerError(Failure.MALFORMED) from None
    if not answer.statements:
        raise AnswerError(Failure.EMPTY)
    return answer


def smells(text: str) -> bool:
    """Whether a text speaks to or of the machine: markup, addresses, what a model says of itself."""
    return _SMELLS.search(text) is not None


def believed(
    answer: Answer,
    utterances: Mapping[str, Utterance],
    speakers: Mapping[str, str | None],
    people: People,
    first_order: int,
) -> tuple[list[Found], int]:
    """The statements that their evidence holds, and how many were not believed.

    Parameters
    ----------
    utterances : mapping of str to Utterance
        By id: those of this part only.
    speakers : mapping of str to (str or None)
        Utterance id to the attendee who speaks.
    first_order : int
        Orders of the statements begin here.

    Raises
    ------
    AnswerError
        The answer speaks to or of the machine: nothing of it is believed.
    """
    if any(smells(one.text) or smells(one.owner) or smells(one.deadline) for one in answer.statements):
        raise AnswerError(Failure.SUSPICIOUS)
    kept: list[Found] = []
    order_of: dict[int, int] = {}
    for place, written in enumerate(answer.statements):
        found = _believe(written, utterances, speakers, people, first_order + place)
        if found is None:
            continue
        if found.kind is StatementKind.ANSWER:
            asked = order_of.get(written.answers) if written.answers is not None else None
            if asked is None:
                continue
            found = replace(found, answers=asked)
        if found.kind is StatementKind.QUESTION:
            order_of[place] = found.order
        kept.append(found)
    return kept, len(answer.statements) - len(kept)


def _believe(
    written: Written,
    utterances: Mapping[str, Utterance],
    speakers: Mapping[str, str | None],
    people: People,
    order: int,
) -> Found | None:
    if written.kind not in KINDS or any(uid not in utterances for uid in written.evidence):
        return None
    evidence = tuple(uid for uid in utterances if uid in set(written.evidence))
    said = " ".join(utterances[uid].text for uid in evidence)
    text = " ".join(written.text.split())
    if (
        not text.isprintable()
        or orders_machine(text)
        or (written.kind in _SETTLING and any(orders_machine(utterances[uid].text) for uid in evidence))
        or not _numbers_held(text, said, people)
        or not _grounded(text, said, people)
    ):
        return None
    who = tuple(dict.fromkeys(key for uid in evidence if (key := speakers.get(uid)) is not None))
    if not _names_held(text, said, who, people):
        return None
    action = written.kind is StatementKind.ACTION
    owner = people.one(written.owner) if action and written.owner else None
    held = owner is not None and _names_held(owner.name, said, who, people)
    digits = people.language.grammar.small_digits
    deadline = written.deadline if action and digits(written.deadline).lower() in digits(said).lower() else ""
    return Found(
        written.kind,
        printed(text),
        evidence,
        order,
        who=((owner.key,) if owner and held else ()) if action else who,
        confidence=LLM_CONFIDENCE,
        owner=owner.name if owner and held else "",
        deadline=deadline,
        content=text,
        origin=Origin.LLM,
    )


def _numbers_held(text: str, said: str, people: People) -> bool:
    """Whether every number of the statement was said."""
    digits = people.language.grammar.small_digits
    heard = set(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d{3}\b)", "", digits(said))))
    printed_numbers = set(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d{3}\b)", "", digits(text))))
    return printed_numbers - {"1"} <= heard  # "et medlem": the article is no number


def _names_held(text: str, said: str, who: tuple[str, ...], people: People) -> bool:
    """Whether every attendee whom the statement names speaks or is named in its evidence."""
    heard = {one.key for one in people.mentioned(said)} | set(who)
    return all(one.key in heard for one in people.mentioned(text))


def _grounded(text: str, said: str, people: People) -> bool:
    """Whether most content words of the statement were said, in whatever form."""
    language = people.language
    formula = {word[:STEM] for word in content_words(language.formulas.vocabulary, language)}
    wanted = [word[:STEM] for word in content_words(text, language)]
    wanted = [stem for stem in wanted if stem not in formula]
    heard = {word[:STEM] for word in content_words(said, language)}
    return not wanted or sum(stem in heard for stem in wanted) >= GROUNDED * len(wanted)
