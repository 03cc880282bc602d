"""What of the model's answer is believed: only what its own evidence holds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import ValidationError

from pipeline.draft.found import Found
from pipeline.draft.llm.client import AnswerError, Failure
from pipeline.draft.llm.holding import (
    agreed,
    denies_alike,
    grounded,
    is_spoken,
    names_held,
    numbers_held,
    resting_on,
    vote_heard,
)
from pipeline.draft.llm.schema import KINDS, Answer, Written
from pipeline.draft.speech import orders_machine
from pipeline.draft.speech import sentence as printed
from pipeline.minutes import Origin, StatementKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.draft.people import People
    from pipeline.meeting import Attendee
    from pipeline.transcript import Utterance

LLM_CONFIDENCE = 0.6  # below most extractive statements: the reviewer sees it earlier
_FENCE = re.compile(r"^\s*```(?:json)?\s*|\s*```\s*$")
_SMELLS = re.compile(
    r"https?://|www\.|```|<\||\|>|\[/?INST\]|</?\w+>|\bas an? (?:AI|language model)|\bsom (?:en )?(?:AI|"
    r"sprogmodel)|system ?prompt",
    re.IGNORECASE,
)


def parse(content: str) -> list[Written | None]:
    """The statements of the answer as values, in their places; None stands for one of another shape.

    One misshapen statement costs that statement, not the item.

    Raises
    ------
    AnswerError
        It is prose, not JSON, of another shape, or none of its statements has the right one.
    """
    try:
        answer = Answer.model_validate_json(_FENCE.sub("", content))
    except (ValidationError, ValueError, RecursionError):
        raise AnswerError(Failure.MALFORMED) from None
    written = [_shaped(one) for one in answer.statements]
    if written and not any(written):
        raise AnswerError(Failure.MALFORMED)
    return written


def _shaped(one: object) -> Written | None:
    try:
        return Written.model_validate(one)
    except ValidationError:
        return None


def smells(text: str, said: str) -> bool:
    """Whether a text speaks to or of the machine where nobody did: markup, addresses, what a model says of itself.

    >>> smells("Tilmelding sker på www.elmegaarden.dk.", "I kan melde jer på www.elmegaarden.dk")
    False
    """
    return any(match.group(0).lower() not in said.lower() for match in _SMELLS.finditer(text))


def believed(
    written: list[Written | None],
    utterances: Mapping[str, Utterance],
    speakers: Mapping[str, str | None],
    people: People,
    title: str,
    first_order: int,
) -> tuple[list[Found], int]:
    """The statements that their evidence holds, and how many were not believed.

    A statement that the answer holds twice, under another kind or the same, is kept once.

    Parameters
    ----------
    utterances : mapping of str to Utterance
        By id: those of this part only.
    speakers : mapping of str to (str or None)
        Utterance id to the attendee who speaks.
    title : str
        Of the item.
    first_order : int
        Orders of the statements begin here.
    """
    kept: list[Found] = []
    texts: set[str] = set()
    order_of: dict[int, int] = {}
    doubted = 0
    for place, one in enumerate(written):
        found = _believe(one, utterances, speakers, people, title, first_order + place) if one is not None else None
        if one is None or found is None:
            doubted += 1
            continue
        if found.text.casefold() in texts:
            continue
        texts.add(found.text.casefold())
        if found.kind is StatementKind.ANSWER:
            asked = order_of.get(one.answers) if one.answers is not None else None
            # Its question may stand in another part, or may not have been believed: what was replied still holds.
            kind = StatementKind.ANSWER if asked is not None else StatementKind.REMARK
            found = replace(found, kind=kind, answers=asked)
        if found.kind is StatementKind.QUESTION:
            order_of[place] = found.order
        kept.append(found)
    return kept, doubted


def _believe(
    written: Written,
    utterances: Mapping[str, Utterance],
    speakers: Mapping[str, str | None],
    people: People,
    title: str,
    order: int,
) -> Found | None:
    if written.kind not in KINDS or any(uid not in utterances for uid in written.evidence):
        return None
    cited = tuple(uid for uid in utterances if uid in set(written.evidence))
    text = " ".join(written.text.split())
    evidence = tuple(resting_on(text, cited, utterances, people.language))
    who = tuple(dict.fromkeys(key for uid in evidence if (key := speakers.get(uid)) is not None))
    spoken = [utterances[uid].text for uid in cited]
    if not evidence or _disobeys(text, spoken):
        return None
    said = " ".join(utterances[uid].text for uid in evidence)
    if not _held(written.kind, text, said, who, title, people):
        return None
    owner, deadline = None, ""
    if written.kind is StatementKind.ACTION:
        lines = [(speakers.get(uid), utterances[uid].text) for uid in evidence]
        owner = _owner(written.owner or "", said, lines, people)
        deadline = _deadline(written.deadline or "", said, people)
        if owner is None and not deadline and not agreed(text, people.language):
            return None  # nobody is to do it, at no time, and nobody agreed to it: no action
        who = (owner.key,) if owner else ()
    return Found(
        written.kind,
        printed(text),
        evidence,
        order,
        who=who,
        confidence=LLM_CONFIDENCE,
        owner=owner.name if owner else "",
        deadline=deadline,
        content=text,
        origin=Origin.LLM,
    )


def _disobeys(text: str, spoken: list[str]) -> bool:
    """Whether the statement rests on what was said to the machine, or speaks to or as the machine."""
    return (
        not text.isprintable()
        or orders_machine(text)
        or smells(text, " ".join(spoken))
        or any(orders_machine(one) for one in spoken)
    )


def _held(kind: StatementKind, text: str, said: str, who: tuple[str, ...], title: str, people: People) -> bool:
    language = people.language
    return (
        not is_spoken(text, language)
        and grounded(text, said, title, kind, language)
        and numbers_held(text, said, language)
        and names_held(text, said, who, title, people)
        and denies_alike(text, said, kind, language)
        and (kind is not StatementKind.VOTE or vote_heard(said, language))
    )


def _owner(written: str, said: str, lines: list[tuple[str | None, str]], people: People) -> Attendee | None:
    """The attendee who is to do it: named in the evidence, or one who takes it on there in the first person."""
    owner = people.one(written) if written else None
    if owner is None:
        return None
    if owner.key in {one.key for one in people.mentioned(said)}:
        return owner
    cues = people.language.cues
    own = [text for key, text in lines if key == owner.key]
    return owner if any(cues.i_do.search(text) or cues.yes.search(text) for text in own) else None


def _deadline(written: str, said: str, people: People) -> str:
    """The deadline if it was said, as whole words."""
    digits = people.language.grammar.small_digits
    sought = " ".join(digits(written).lower().split())
    heard = " ".join(digits(said).lower().split())
    return written if sought and re.search(rf"(?<!\w){re.escape(sought)}(?!\w)", heard) else ""
