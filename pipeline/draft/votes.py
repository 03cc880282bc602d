"""Votes: how many for, against, and neither, as the chair counts them aloud."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.draft.found import Found, evidence_of
from pipeline.draft.people import listed
from pipeline.draft.sentences import Sentence
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.language import Language
    from pipeline.draft.people import People

WINDOW = 30  # sentences after the call for a vote in which counts are heard
PAUSE = 10  # sentences without a count that end a vote
LONGEST_COUNT = 8  # words; a longer stretch is talk about the matter
LONGEST_FOR = 5  # words; "for" alone means much else
_FAVOUR = re.compile(r"\bin favou?r\b|\bstem\w* for\b", re.IGNORECASE)
_CHUNKS = re.compile(r"[,;.:?!]|\b(?:og|and|mens|while)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d.,/])(\d{1,3})(?![\d/]|[.,]\d|\.\s?\w)")
_ONE = re.compile(r"\b(?:en|én|one)\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:ingen|nul|none|nobody|no one|zero|no(?=\s+abst))\b", re.IGNORECASE)
_VERSUS = re.compile(
    r"\b(?P<for>\d{1,3})(?: (?:stemmer|votes?|for))*,? (?:i?mod|against|to) (?P<against>\d{1,3}|en|én|one)\b(?! "
    r"(?:procent|kroner|år|percent))",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?<![\d.,/])(?P<n>\d{1,3}|ingen|nobody)\s+(?:(?:stemmer|stemte|medlemmer|af\s+os|personer|hænder|er|var|der|"
    r"som|stemt|"
    r"vote|voted|votes|members|are|is|were|people)\s+)*(?P<class>for|imod|mod|in\s+favou?r|against|opposed|undlod|"
    r"undlader|hverken|abstain\w*|blankt?)\b(?!\s+at\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?P<class>for|imod|mod|against|in favou?r(?: of)?)\b(?:\s+\w+){0,3}?\s+(?:stemmer|stemte|er|var|voted|are|"
    r"is|were|vote)\s+(?P<who>[^.;?!]+)",
    re.IGNORECASE,
)
_SELF = re.compile(r"\b(?:jeg selv|jeg|undertegnede|myself|I)\b")
_BALLOT = re.compile(
    r"^(?:ja[,.]? |yes[,.]? )?(?:(?:jeg|I)(?:'m| am)? (?:stemmer|er|vote) (?:også |så |also )?|også )?"
    r"(?P<class>for|imod|mod|blankt?|hverken(?: for eller imod)?|against|in favou?r|abstain|"
    r"undlader)\b(?:\s+\w+){0,2}[.!]*$",
    re.IGNORECASE,
)
_SELF_BALLOT = re.compile(
    r"\b(?:og |and )?(?:jeg|I)(?:'m| am)? (?:selv )?(?:er|stemmer|vote) (?:også |så |also )?(?P<class>for|imod|mod|"
    r"against|in favou?r)\b",
    re.IGNORECASE,
)
_CLASSES = ("for", "against", "abstain")


@dataclass(slots=True)
class _Count:
    """What is counted so far; ``pending``: the chair has asked for this class and no number was heard yet."""

    counts: dict[str, int] = field(default_factory=dict)
    sentences: list[Sentence] = field(default_factory=list)
    pending: str | None = None


def _class_of(chunk: str, language: Language) -> str | None:
    cues = language.cues
    if cues.vote_abstain.search(chunk):
        return "abstain"
    if cues.vote_against.search(chunk):
        return "against"
    return "for" if cues.vote_for.search(chunk) else None


def _number_of(chunk: str) -> int | None:
    numbers = [int(one) for one in _NUMBER.findall(chunk)]
    counted = _ONE.search(chunk) is not None or numbers[:1] == [1]
    if counted and numbers and [one for one in numbers if one != 1] == list(range(2, max(numbers) + 1)):
        return max(numbers)  # "one, two, three": somebody counts hands
    if len(numbers) == 1:
        return numbers[0]
    if numbers:
        return None
    if _NONE.search(chunk):
        return 0
    return 1 if _ONE.search(chunk) else None


def _counts_in(sentence: Sentence, language: Language) -> dict[str, int]:
    """The classes that this sentence gives a number for."""
    text = language.grammar.small_digits(sentence.raw)
    versus = _VERSUS.search(text)
    if versus:
        return {"for": int(versus["for"]), "against": _value(versus["against"])}
    counts: dict[str, int] = {}
    for beside in _BESIDE.finditer(text):
        kind = _class_of(beside["class"], language)
        if kind is not None:
            counts.setdefault(kind, _value(beside["n"]))
    for chunk in _CHUNKS.split(text):
        if not chunk.strip() or len(chunk.split()) > LONGEST_COUNT:
            continue
        kind, number = _class_of(chunk, language), _number_of(chunk)
        if kind == "for" and len(chunk.split()) > LONGEST_FOR and not _FAVOUR.search(chunk):
            continue
        if kind and number is not None:
            counts.setdefault(kind, number)
    return counts


def _read(sentence: Sentence, count: _Count, language: Language) -> None:
    """Take the counts of one sentence; a class asked for waits for the number of the next."""
    short = len(sentence.raw.split()) <= LONGEST_COUNT // 2
    asks = sentence.raw.rstrip().endswith("?") and (short or language.cues.vote.search(sentence.raw) is not None)
    asks = asks and _class_of(sentence.raw, language) is not None
    said = {} if asks else _counts_in(sentence, language)
    if asks:
        count.pending = _class_of(sentence.raw, language)
    elif not said and count.pending and len(sentence.raw.split()) <= LONGEST_COUNT:
        number = _number_of(language.grammar.small_digits(sentence.raw))
        said = {count.pending: number} if number is not None else {}
    if said and len(said) > 1:
        count.counts = {**count.counts, **said}
    else:
        count.counts = {**said, **count.counts}
    if said:
        count.pending = None
    if said or asks:
        count.sentences.append(sentence)


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    return 0 if _NONE.fullmatch(number) else 1


def _names_in(sentence: Sentence, people: People, language: Language) -> dict[str, int]:
    """The classes for which this sentence lists who votes so: "against are Jens and Lone"."""
    counts: dict[str, int] = {}
    for match in _NAMED.finditer(sentence.raw):
        kind = _class_of(match["class"], language)
        voters = len(people.mentioned(match["who"])) + (_SELF.search(match["who"]) is not None)
        if kind is not None and voters:
            counts[kind] = voters
    return counts


def _ballots(said: Sequence[Sentence], language: Language) -> _Count:
    """A roll call: each voice says how it votes."""
    count = _Count()
    cast: dict[str, str] = {}
    for sentence in said:
        match = _BALLOT.match(sentence.raw) or _SELF_BALLOT.search(sentence.raw)
        kind = _class_of(match["class"], language) if match else None
        if kind is not None and sentence.voice is not None:
            cast[sentence.voice] = kind
            count.sentences.append(sentence)
    for kind in cast.values():
        count.counts[kind] = count.counts.get(kind, 0) + 1
    return count


def find_votes(sentences: Sequence[Sentence], people: People, language: Language) -> tuple[list[Found], set[int]]:
    """Find the votes of an item, and the sentences they used up."""
    found: list[Found] = []
    used: set[int] = set()
    place = 0
    while place < len(sentences):
        if not language.cues.vote.search(sentences[place].raw):
            place += 1
            continue
        count, end = _counted(sentences, place, people, language)
        if not count.counts:
            count = _ballots(sentences[place:end], language)
        unanimous = next((s for s in sentences[place:end] if language.cues.unanimous.search(s.raw)), None)
        casting = next((s for s in sentences[place:end] if language.cues.casting_vote.search(s.raw)), None)
        vote = _statement(count, unanimous, language)
        if vote is None:
            place += 1
            continue
        if casting is not None and count.counts.get("for") == count.counts.get("against"):
            evidence = tuple(dict.fromkeys((*vote.evidence, *casting.evidence)))
            vote = replace(vote, text=f"{vote.text} {language.formulas.casting_vote}", evidence=evidence)
        found.append(vote)
        used |= {sentence.order for sentence in count.sentences if not language.cues.decision.search(sentence.raw)}
        place = end
    return found, used


def _counted(sentences: Sequence[Sentence], place: int, people: People, language: Language) -> tuple[_Count, int]:
    """What is counted aloud from here on, and where the vote ends."""
    count, end, last = _Count(), place, place
    for sentence in sentences[place : place + WINDOW]:
        decided = count.counts and language.cues.decision.search(sentence.raw) and not _counts_in(sentence, language)
        if decided or end - last > PAUSE:
            break
        before = len(count.sentences)
        named = _names_in(sentence, people, language)
        if named:
            count.counts = {**count.counts, **named}
            count.sentences.append(sentence)
        else:
            _read(sentence, count, language)
        last = end if len(count.sentences) > before else last
        end += 1
    return count, end


def _statement(count: _Count, unanimous: Sentence | None, language: Language) -> Found | None:
    formulas = language.formulas
    if not {"for", "against"} & set(count.counts) or sum(count.counts.values()) < 2:
        if unanimous is None:
            return None
        return Found(
            StatementKind.VOTE, formulas.unanimous, unanimous.evidence, unanimous.order, confidence=0.8, required=True
        )
    patterns = {"for": formulas.vote_for, "against": formulas.vote_against, "abstain": formulas.vote_abstain}
    parts = [
        patterns[kind].format(n=count.counts[kind] or formulas.nobody) for kind in _CLASSES if kind in count.counts
    ]
    return Found(
        StatementKind.VOTE,
        formulas.vote.format(counts=listed(parts, formulas.conjunction)),
        evidence_of(*count.sentences),
        count.sentences[0].order,
        confidence=min(sentence.confidence for sentence in count.sentences) * 0.95,
        required=True,
    )
