"""The people and the body of the meeting, as the draft speaks of them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from pipeline.draft.language import Language, Speaker
from pipeline.draft.speech import bare
from pipeline.meeting import Attendance, Meeting, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.draft.sentences import Sentence
    from pipeline.meeting import Attendee

CLOSE_NAME = 84  # rapidfuzz ratio from which two folded spellings are one name
MIN_FUZZY = 4  # letters; shorter names must be heard exactly


@dataclass(frozen=True, slots=True)
class People:
    """Looks up attendees by what was said, and says what pronouns stand for.

    ``leader``: the voice that leads the meeting, where it could not be named; it has the chair's say, not the name.
    """

    meeting: Meeting
    language: Language
    proper: frozenset[str] = frozenset()
    leader: str | None = None

    def name(self, key: str | None) -> str:
        """The printed name of an attendee, or empty."""
        return self.meeting.attendee(key).name if key is not None else ""

    def body(self) -> str:
        """The body's noun with a capital: ``"Bestyrelsen"``; the neutral word where it cannot be told."""
        for source in (self.meeting.body.name, self.meeting.title):
            text = source.lower()
            for stem, noun in self.language.formulas.body_nouns:
                if stem in text:
                    return noun
        return self.language.formulas.body_fallback

    def known_body(self) -> bool:
        """Whether the body's noun was found."""
        return self.body() != self.language.formulas.body_fallback

    def is_member(self, key: str | None) -> bool:
        """Whether the attendee belongs to the body."""
        return key is not None and self.meeting.attendee(key).role in (Role.CHAIR, Role.DEPUTY, Role.MEMBER)

    def is_chair(self, key: str | None) -> bool:
        """Whether the attendee chairs this meeting."""
        chair = self.meeting.chair
        return key is not None and chair is not None and chair.key == key

    def may_decide(self, sentence: Sentence) -> bool:
        """Whether this voice can speak for the body: the chair's, or one without a name."""
        if self.leader is not None:
            return self.chairs(sentence)
        return sentence.attendee is None or self.chairs(sentence) or self.meeting.chair is None

    def chairs(self, sentence: Sentence) -> bool:
        """Whether the chair speaks, or the voice that leads in the chair's place."""
        return self.is_chair(sentence.attendee) or (self.leader is not None and sentence.voice == self.leader)

    def speaker(self, key: str | None) -> Speaker:
        """What the pronouns of this speaker stand for: the body for its members, "they" for everybody else."""
        formulas = self.language.formulas
        if self.is_member(key) and self.known_body():
            group = self.body_inside()
            return Speaker(formulas.member, group, self.language.grammar.genitive(group), group, self.proper)
        label = formulas.member if self.is_member(key) else formulas.participant
        return Speaker(label, *formulas.others, self.proper)

    def body_inside(self) -> str:
        """The body's noun as it stands inside a sentence: ``"bestyrelsen"``, ``"the Board"``."""
        body = self.body()
        return body[:1].lower() + body[1:]

    def matches(self, said: str) -> tuple[Attendee, ...]:
        """The attendees that a spoken name can mean: full name, or a first or last name that only one of them has."""
        said = said.strip(" ,.;:!?").lower()
        if len(said) < 2:
            return ()
        full = [one for one in self.meeting.attendees if one.name.lower() == said]
        if full:
            return tuple(full)
        words = said.split()
        found = []
        for attendee in self.meeting.attendees:
            parts = [part for part in attendee.name.lower().replace(".", "").split() if len(part) > 1]
            if all(any(_same(word, part) for part in parts) for word in words):
                found.append(attendee)
        return tuple(found)

    def one(self, said: str) -> Attendee | None:
        """The one attendee that a spoken name means, or None where there is none or more than one."""
        found = self.matches(said)
        return found[0] if len(found) == 1 else None

    def mentioned(self, text: str) -> tuple[Attendee, ...]:
        """The attendees named in a sentence, in the order of mention; names that could be two people are left out."""
        words = re.findall(r"[A-ZÆØÅÉ][\w’'-]+", text)
        spans: list[tuple[int, Attendee]] = []
        place = 0
        while place < len(words):
            for size in (4, 3, 2, 1):
                phrase = " ".join(words[place : place + size])
                if len(words[place : place + size]) < size or (
                    size > 1 and not _adjacent(text, words[place : place + size])
                ):
                    continue
                attendee = self.one(phrase)
                if attendee is not None:
                    spans.append((place, attendee))
                    place += size - 1
                    break
            place += 1
        return tuple(dict.fromkeys(attendee for _, attendee in spans))

    def in_full(self, text: str) -> str:
        """The text with the full name of everybody of whom it has the first name alone, where only one bears it."""
        firsts = Counter(one.name.split()[0] for one in self.meeting.attendees)
        for attendee in self.meeting.attendees:
            first, *rest = attendee.name.split()
            if firsts[first] > 1 or not rest or len(first) < MIN_FUZZY - 1:
                continue
            alone = rf"(?<![\w-]){re.escape(first)}(?![\w-]|\s+[A-ZÆØÅÉ])"
            text = re.sub(alone, attendee.name, text)
        return text

    def presenters(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Keys of the item's presenters that are on the attendee list."""
        found = []
        for name in names:
            attendee = self.one(name)
            if attendee is not None:
                found.append(attendee.key)
        return tuple(found)

    def absent(self, key: str) -> bool:
        """Whether the list says that this person is not there."""
        return self.meeting.attendee(key).attendance is Attendance.APOLOGIES


def _adjacent(text: str, words: list[str]) -> bool:
    return re.search(r"[\s.]+".join(re.escape(word) for word in words), text) is not None


_FOLDS = (
    ("å", "aa"),
    ("æ", "ae"),
    ("ø", "oe"),
    ("é", "e"),
    ("ü", "y"),
    ("aa", "o"),
    ("dt", "t"),
    ("ld", "l"),
    ("nd", "n"),
    ("hv", "v"),
    ("ch", "k"),
    ("ck", "k"),
    ("th", "t"),
    ("gh", "g"),
    ("ph", "f"),
    ("w", "v"),
    ("z", "s"),
    ("c", "k"),
    ("lh", "l"),
    ("rh", "r"),
)


def _fold(word: str) -> str:
    """Spellings that sound alike in Danish names become one: "Dahlgaard" and "Dalgård"."""
    for spelling, sound in _FOLDS:
        word = word.replace(spelling, sound)
    word = re.sub(r"(.)\1+", r"\1", word)
    return word[:1] + word[1:].replace("h", "")


def _same(word: str, part: str) -> bool:
    if word in (part, f"{part}s", f"{part}'s"):
        return True
    return len(word) >= MIN_FUZZY and fuzz.ratio(_fold(word), _fold(part)) >= CLOSE_NAME


_QUOTES = "\"'”“(»"


def proper_words(meeting: Meeting, language: Language, texts: Iterable[str]) -> frozenset[str]:
    """Words that keep their capital: names of the meeting, and words mostly written with one inside a sentence.

    A recogniser writes a capital wherever it believes that a sentence begins: function words and numbers are no names.
    """
    found = {
        bare(word)
        for attendee in meeting.attendees
        for text in (attendee.name, attendee.organisation)
        for word in text.split()
        if word[:1].isupper()
    }
    capitals: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        tokens = text.split()
        for token in tokens:
            if token.lstrip(_QUOTES)[:1].islower():
                small[bare(token)] += 1
        for before, token in pairwise(tokens):
            if token.lstrip(_QUOTES)[:1].isupper() and before[-1:] not in '.?!:…"”':
                capitals[bare(token)] += 1
    written = {word for word, count in capitals.items() if count > small[word]}
    return frozenset(found | (written - language.cues.stopwords - language.number_words))


def listed(names: list[str], conjunction: str) -> str:
    """Names as a list: "A, B og C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {conjunction} {names[-1]}"
