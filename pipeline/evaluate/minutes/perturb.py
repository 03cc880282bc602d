"""Statements made wrong in one point, to see whether the check notices."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.check.facts import numbers
from pipeline.check.lexicon import lexicon
from pipeline.minutes import Statement, StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from pipeline.check.evidence import Heard
    from pipeline.meeting import Attendee


class Perturbation(StrEnum):
    """What is made wrong."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    ACTOR = "actor"
    NEGATION = "negation"
    HEDGING = "hedging"
    TENSE = "tense"
    ASKED = "asked"
    SWAP = "swap"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Perturbed:
    """A statement that says in one point what was not said."""

    kind: Perturbation
    statement: Statement


_WORD = re.compile(r"[^\W\d_]+")
_INNER_NAME = re.compile(r"(?<=[a-zæøå,] )[A-ZÆØÅ][a-zæøåé]{2,}(?: [A-ZÆØÅ][a-zæøåé]{2,})*")
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
        Perturbation.DATE: _other_date,
        Perturbation.NAME: _other_name,
        Perturbation.ACTOR: _other_actor,
        Perturbation.NEGATION: _denied,
        Perturbation.HEDGING: _surer_or_less_sure,
        Perturbation.TENSE: _other_standing,
        Perturbation.ASKED: _asked,
        Perturbation.SWAP: _exchanged,
        Perturbation.UNIT: _other_unit,
    }
    for kind, make in makers.items():
        wrong = make(statement, heard, random)
        if wrong is not None and wrong != statement:
            yield Perturbed(kind, wrong)


def _other_number(statement: Statement, heard: Heard, random: Random) -> Statement | None:
    language = heard.meeting.language
    spans = [(place.span(), int(place[0])) for place in _DIGITS.finditer(statement.text)]
    for word in _WORD.finditer(statement.text):
        value = numbers(word[0], language)
        if len(value) == 1 and (number := next(iter(value))).isdecimal():
            spans.append((word.span(), int(number)))
    if not spans:
        return None
    span, number_there = random.choice(spans)
    said = numbers(heard.text(statement), language, heard=True)
    candidates = [str(number_there + step) for step in (1, 2, 3, 5, 7, 10)]
    wrong = [number for number in candidates if number not in said and number != "1"]
    return _with(statement, span, random.choice(wrong)) if wrong else None


def _other_date(statement: Statement, heard: Heard, random: Random) -> Statement | None:
    """Another month or another day of the week."""
    words = lexicon(heard.meeting.language)
    said = heard.text(statement).casefold()
    rows = ([month[0] for month in words.months if month[0] != "may"], list(words.weekdays))
    found = [
        (place, names) for place in _WORD.finditer(statement.text) for names in rows if place[0].casefold() in names
    ]
    if not found:
        return None
    place, names = random.choice(found)
    wrong = [name for name in names if name not in said]
    return _with(statement, place.span(), random.choice(wrong)) if wrong else None


def _strangers(statement: Statement, heard: Heard) -> list[Attendee]:
    """Return the attendees who neither speak nor are named in the evidence, nor in the statement."""
    said = heard.text(statement).casefold()
    voices = heard.voices(statement)
    return [
        attendee
        for attendee in heard.meeting.attendees
        if attendee.key not in voices
        and attendee.name not in statement.text
        and not any(part in said for part in attendee.name.casefold().split())
    ]


def _other_name(statement: Statement, heard: Heard, random: Random) -> Statement | None:
    """Somebody or something that is only spoken of gets the name of somebody else, in full or the surname."""
    voices = heard.voices(statement)
    spans = [
        (start, start + len(attendee.name))
        for attendee in heard.meeting.attendees
        if attendee.key not in voices and (start := statement.text.find(attendee.name)) >= 0
    ]
    listed = {part for attendee in heard.meeting.attendees for part in attendee.name.split()}
    functional = lexicon(heard.meeting.language).function_words
    spans += [
        place.span()
        for place in _INNER_NAME.finditer(statement.text)
        if not set(place[0].split()) & listed and place[0].casefold() not in functional
    ]
    strangers = _strangers(statement, heard)
    if not spans or not strangers:
        return None
    stranger = random.choice(strangers).name
    surname = stranger.split()[-1]
    return _with(statement, random.choice(spans), random.choice((stranger, surname if surname.istitle() else stranger)))


def _other_actor(statement: Statement, heard: Heard, random: Random) -> Statement | None:
    """Somebody who speaks or acts becomes somebody else; where nobody is printed, somebody else is."""
    strangers = _strangers(statement, heard)
    if not strangers:
        return None
    stranger = random.choice(strangers)
    acting = [heard.meeting.attendee(key) for key in sorted(heard.voices(statement) | set(statement.who))]
    for attendee in acting:
        if attendee.name in statement.text:
            text = statement.text.replace(attendee.name, stranger.name)
            who = tuple(stranger.key if key == attendee.key else key for key in statement.who)
            return replace(statement, text=text, owner=statement.owner.replace(attendee.name, stranger.name), who=who)
    return replace(statement, text=f"{stranger.name}: {statement.text}", who=(stranger.key,))


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


_DOUBT = {"da": "måske", "en": "perhaps"}
_ASKED = {
    "da": (re.compile(r"^Der blev spurgt, om "), "Det blev oplyst, at "),
    "en": (re.compile(r"^It was asked whether "), "It was reported that "),
}
_DECIDED = {
    "da": (
        (
            re.compile(r"\bblev (?:enstemmigt )?(?:besluttet|vedtaget|godkendt|tiltrådt|valgt|udskudt)\b"),
            "blev foreslået",
        ),
        (re.compile(r"\bbesluttede\b"), "overvejede"),
        (re.compile(r"\b(?:godkendte|vedtog|tiltrådte|valgte|fulgte)\b"), "drøftede"),
    ),
    "en": (
        (re.compile(r"\b(was|were) (?:approved|adopted|carried|agreed|decided)\b"), r"\1 proposed"),
        (re.compile(r"\bdecided\b"), "considered"),
        (re.compile(r"\b(?:approved|adopted|agreed)\b"), "discussed"),
    ),
}
_PROPOSED = {
    "da": re.compile(r"^Det blev (?:foreslået|bemærket|vurderet|fremhævet)(?=,? at\b)"),
    "en": re.compile(r"^It was (?:proposed|suggested|noted|emphasised)(?= that\b)"),
}
_SETTLED = {"da": "Det blev besluttet", "en": "It was decided"}


def _surer_or_less_sure(statement: Statement, heard: Heard, random: Random) -> Statement | None:
    """What was asked is reported as a fact, a reservation is left out, or one is made that nobody made."""
    language = heard.meeting.language if heard.meeting.language in _DOUBT else "en"
    words = lexicon(language)
    question, fact = _ASKED[language]
    if statement.kind is StatementKind.QUESTION:
        told = question.sub(fact, statement.text)
        return replace(statement, kind=StatementKind.REMARK, text=told) if told != statement.text else None
    doubted = words.doubt.search(statement.text)
    if doubted:
        return _with(statement, doubted.span(), "")
    said = heard.text(statement)
    if words.doubt.search(said) or words.hedging.search(said):
        return None
    verbs = list(_NEGATED_VERB[language].finditer(statement.text))
    if not verbs:
        return None
    end = random.choice(verbs[1:] or verbs).end()
    return _with(statement, (end, end), f" {_DOUBT[language]}")


_TOLD = {
    "da": re.compile(r"^Det blev (?:oplyst|svaret|bemærket|vurderet|fremhævet|foreslået),? at "),
    "en": re.compile(r"^It was (?:reported|replied|noted|emphasised|proposed|suggested) that "),
}
_WHETHER = {"da": "Der blev spurgt, om ", "en": "It was asked whether "}


def _asked(statement: Statement, heard: Heard, random: Random) -> Statement | None:
    """What was said is reported as a question."""
    language = heard.meeting.language if heard.meeting.language in _TOLD else "en"
    asked = _TOLD[language].sub(_WHETHER[language], statement.text)
    if statement.kind is StatementKind.QUESTION or asked == statement.text:
        return None
    return replace(statement, kind=StatementKind.QUESTION, text=asked)


def _exchanged(statement: Statement, heard: Heard, random: Random) -> Statement | None:
    """Two numbers change places: the votes for and against, the amount and the year."""
    places = [place for place in _DIGITS.finditer(statement.text) if place[0] != "1"]
    pairs = [(one, two) for one, two in pairwise(places) if one[0] != two[0]]
    if not pairs:
        return None
    one, two = random.choice(pairs)
    between = statement.text[one.end() : two.start()]
    if not _WORD.search(between):
        return None
    return _with(statement, (one.start(), two.end()), f"{two[0]}{between}{one[0]}")


_UNITS = {
    "da": (
        ("procent", "promille", "kroner"), ("pct.", "kr."), ("%", "kr."), ("kr.", "pct.", "euro"),
        ("kroner", "euro", "procent"), ("mio.", "mia."), ("millioner", "milliarder"), ("år", "måneder"),
        ("måneder", "år", "uger"), ("uger", "dage"), ("dage", "timer"), ("timer", "dage"), ("minutter", "timer"),
    ),
    "en": (
        ("percent", "pounds"), ("per cent", "pounds"), ("%", " pounds"), ("pounds", "per cent", "euros"),
        ("million", "billion"), ("years", "months"), ("months", "weeks"), ("weeks", "days"), ("days", "hours"),
        ("hours", "minutes"), ("minutes", "hours"),
    ),
}  # fmt: skip


def _other_unit(statement: Statement, heard: Heard, random: Random) -> Statement | None:
    """An amount in another unit: per cent for kroner, milliards for millions, weeks for days."""
    language = heard.meeting.language if heard.meeting.language in _UNITS else "en"
    found = [
        (place, others)
        for unit, *others in _UNITS[language]
        for place in re.finditer(rf"(?<=\d)( ?){re.escape(unit)}(?!\w)", statement.text)
    ]
    if not found:
        return None
    place, others = random.choice(found)
    return _with(statement, place.span(), place[1] + random.choice(others))


def _other_standing(statement: Statement, heard: Heard, random: Random) -> Statement | None:
    """A decision becomes talk, and what was said or proposed becomes a decision."""
    language = heard.meeting.language if heard.meeting.language in _SETTLED else "en"
    if statement.kind is StatementKind.DECISION:
        weaker = [pattern.sub(talk, statement.text, count=1) for pattern, talk in _DECIDED[language]]
        changed = [text for text in weaker if text != statement.text]
        return replace(statement, text=random.choice(changed)) if changed else None
    if statement.kind is not StatementKind.REMARK or lexicon(language).deciding.search(heard.text(statement)):
        return None
    firmer = _PROPOSED[language].sub(_SETTLED[language], statement.text)
    return replace(statement, text=firmer) if firmer != statement.text else None


def _with(statement: Statement, span: tuple[int, int], text: str) -> Statement:
    return replace(statement, text=statement.text[: span[0]] + text + statement.text[span[1] :])
