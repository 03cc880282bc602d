"""Statements made wrong in one point, to see whether the check notices."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.check.facts import numbers
from pipeline.check.lexicon import lexicon
from pipeline.minutes import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from pipeline.check.evidence import Heard


class Perturbation(StrEnum):
    """What is made wrong."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    ACTOR = "actor"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Perturbed:
    """A statement that says in one point what was not said."""

    kind: Perturbation
    statement: Statement


_DIGITS = re.compile(r"(?<![\w.,/])\d+(?![\w/])")
_NOT = {"da": "ikke", "en": "not"}
_NEGATED_VERB = {
    "da": re.compile(r"\b(er|var|har|havde|skal|skulle|kan|kunne|vil|ville|bør|må|bliver|blev)\b"),
    "en": re.compile(r"\b(is|was|are|were|has|had|have|shall|should|can|could|will|would|must|may)\b"),
}


def perturbed(statement: Statement, heard: Heard, random: Random) -> Iterator[Perturbed]:
    """Yield the wrong versions of a statement that can be made; none says anything that its evidence holds."""
    makers = {
        Perturbation.NUMBER: _other_number,
        Perturbation.DATE: _other_month,
        Perturbation.NAME: _other_name,
        Perturbation.ACTOR: _other_actor,
        Perturbation.NEGATION: _denied,
    }
    for kind, make in makers.items():
        wrong = make(statement, heard, random)
        if wrong is not None and wrong != statement:
            yield Perturbed(kind, wrong)


def _other_number(statement: Statement, heard: Heard, random: Random) -> Statement | None:
    found = list(_DIGITS.finditer(statement.text))
    if not found:
        return None
    place = random.choice(found)
    said = numbers(heard.text(statement), heard.meeting.language, heard=True)
    candidates = [str(int(place[0]) + step) for step in (1, 2, 3, 5, 7, 10)]
    wrong = [number for number in candidates if number not in said and number != "1"]
    return _with(statement, place.span(), random.choice(wrong)) if wrong else None


def _other_month(statement: Statement, heard: Heard, random: Random) -> Statement | None:
    names = [month[0] for month in lexicon(heard.meeting.language).months]
    said = heard.text(statement).casefold()
    for place in re.finditer(r"[^\W\d_]+", statement.text):
        if place[0].casefold() in names and place[0] != "may":
            wrong = [name for name in names if name not in said and name != "may"]
            return _with(statement, place.span(), random.choice(wrong))
    return None


def _strangers(statement: Statement, heard: Heard) -> list[str]:
    """Return the names of attendees who neither speak nor are named in the evidence."""
    said = heard.text(statement).casefold()
    voices = heard.voices(statement)
    return [
        attendee.name
        for attendee in heard.meeting.attendees
        if attendee.key not in voices and not any(part in said for part in attendee.name.casefold().split())
    ]


def _other_name(statement: Statement, heard: Heard, random: Random) -> Statement | None:
    """Somebody who is only spoken of becomes somebody else."""
    voices = heard.voices(statement)
    named = [attendee.name for attendee in heard.meeting.attendees if attendee.key not in voices]
    return _renamed(statement, named, heard, random)


def _other_actor(statement: Statement, heard: Heard, random: Random) -> Statement | None:
    """Somebody who speaks becomes somebody else."""
    named = [heard.meeting.attendee(key).name for key in sorted(heard.voices(statement))]
    return _renamed(statement, named, heard, random)


def _renamed(statement: Statement, names: list[str], heard: Heard, random: Random) -> Statement | None:
    strangers = [name for name in _strangers(statement, heard) if name not in statement.text]
    for name in names:
        if name in statement.text and strangers:
            return replace(statement, text=statement.text.replace(name, random.choice(strangers)))
    return None


def _denied(statement: Statement, heard: Heard, random: Random) -> Statement | None:
    language = heard.meeting.language if heard.meeting.language in _NOT else "en"
    denial = re.search(rf"\s+{_NOT[language]}\b", statement.text)
    if denial:
        return _with(statement, denial.span(), "")
    if lexicon(language).negation.search(statement.text):
        return None
    verbs = list(_NEGATED_VERB[language].finditer(statement.text))
    if not verbs:
        return None
    end = random.choice(verbs[1:] or verbs).end()
    return _with(statement, (end, end), f" {_NOT[language]}")


def _with(statement: Statement, span: tuple[int, int], text: str) -> Statement:
    return replace(statement, text=statement.text[: span[0]] + text + statement.text[span[1] :])
