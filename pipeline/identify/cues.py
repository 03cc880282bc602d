"""What people say that tells who speaks: giving the floor, thanking, introducing oneself, roll call.

The phrases are those of chairing in Danish and English, not of any particular meeting. A sentence is turned into a
template in which every name stands as ``⟨i⟩``; the cues are patterns over templates. A cue says which neighbour of the
turn is meant: the one before, this one, or the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from pipeline.identify.guests import unknown_names
from pipeline.identify.words import ends_sentence
from pipeline.names.index import Mention
from pipeline.transcript import EvidenceKind

if TYPE_CHECKING:
    from pipeline.names.index import NameIndex
    from pipeline.names.titles import TitleIndex


class Side(Enum):
    """Whose voice a cue names, seen from the turn in which it is said."""

    PREVIOUS = -1
    SELF = 0
    NEXT = 1


class Strength(Enum):
    """How much a kind of cue can be relied on; the weights are in evidence.py."""

    STRONG = "strong"
    PLAIN = "plain"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that names a voice.

    Attributes
    ----------
    keys : tuple of str
        Attendees it can mean; empty for a stranger.
    word : int
        Index of the first word of the name in the turn.
    name : str
        The name as printed.
    by_title : bool
        Called by a title, not by name.
    """

    kind: EvidenceKind
    side: Side
    strength: Strength
    keys: tuple[str, ...]
    word: int
    name: str
    by_title: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a turn as a template: lower case, names as ``⟨i⟩`` with i the index into the mentions."""

    template: str
    first: int  # index of its first word in the turn
    last: int  # behind its last word
    question: bool


_N = r"⟨(\d+)⟩"
_GAP = r"(?:[\w’'./-]+,? ){0,3}?"

_FLOOR_BEFORE = (
    # Danish
    rf"\bordet\b (?:\w+ ){{0,3}}?(?:til|hos) {_GAP}{_N}",
    rf"\b(?:videre|tilbage|over|hen|straks|nu|så) til {_GAP}{_N}",
    rf"\b(?:så|først|og|nu|dernæst|derefter|herefter|næste) (?:er|bliver|har|kommer) (?:det |vi |den )?"
    rf"(?:først |nu |så )?{_N}",
    rf"\b(?:(?:den )?næste|sidste|første)(?: \w+)? (?:er|bliver|det er) (?:så |nu )?{_N}",
    rf"\b(?:(?:kort )?bemærkning(?:er)?|spørgsmål(?:et)?|indlæg|kommentar(?:er)?|oplæg|replik) (?:her )?fra {_GAP}{_N}",
    rf"\b(?:vi (?:skal )?(?:starter|begynder|tager|hører|høre|går)|lad os høre|velkommen til|velkommen) "
    rf"(?:med |først |nu |hos |dig,? )?{_N}",
    rf"\b(?:vil|kan|må|skal) (?:jeg |vi )?(?:godt )?(?:bede|spørge) {_N}",
    # English
    rf"\b(?:over|turn(?:ing)?|go(?:ing)?|move|moving|come|coming|pass(?:ing)?|hand(?:ing)?|back|on|yield|floor|ask|asking|"
    rf"bring(?:ing)?|first|next) (?:(?:it|this|that|you|us|now|back|over|on|straight|things|in|the floor) ){{0,3}}"
    rf"(?:to|in|is) {_GAP}{_N}",
    rf"\b(?:call(?:ing)? (?:up)?on|recogni[sz]e|invite|hear from|starting with|start with|begin with|questions? from|"
    rf"comments? from|continue with|proceed with|we (?:now )?have|next(?: up)?(?: is)?,?|bring in) {_GAP}{_N}",
)

_FLOOR_AFTER = (
    # Danish
    rf"{_N},? (?:så )?(?:du |nu |så )?(?:har|får) (?:du |nu |så )?(?:nu )?ordet",
    rf"{_N},? (?:så )?(?:er )?(?:værs(?:å|e)?go(?:d)?|vær så god|vær så venlig|kom bare|det er dig|din tur|du er på)",
    rf"{_N},? (?:vil|kan|har|skal|må) (?:du|I|vi)\b",
    rf"{_N},? (?:du|hvad|hvordan|hvornår|er du|er det) (?:vil(?:le)?|kan|siger|tænker|skal|har)\b",
    # English
    rf"{_N},? (?:please|go ahead|you have|you’ve|you've|you may|the floor|over to you|it’s|it's your|your turn|take it|"
    rf"you’re up|you're up|you’re next|you're next|on you go)\b",
    rf"{_N},? (?:do|did|would|could|can|will|have|are|what|how|why|if) (?:you|is your|are your|about you)\b",
    rf"{_N},? (?:you )?(?:wanted|want|wants|had|have|has|would like) (?:to|a|asked)\b",
    rf"{_N} (?:vil|ville|har|ønsker) (?:også |nu |gerne )?(?:gerne|bedt om|et|en|ordet|at)\b",
)

_THANKED = (
    rf"^(?:(?:ja|jo|ok|okay|godt|fint|super|men|og|så|mange|tusind|rigtig|yes|right|great|well|and|so|all right|"
    rf"very good|good|lovely|brilliant) ?,? ?){{0,3}}(?:mange )?(?:tak|thanks|thank you|tusind tak)"
    rf"(?: skal du have| for det| for ordet| for nu| så meget| very much| so much| indeed| both)*,? "
    rf"(?:til |skal du have |skal der lyde til |to |also to )?{_N}",
    rf"^{_N},? (?:mange tak|tak|thank you|thanks)\b",
)

_INTRODUCES = (
    rf"\b(?:mit navn er|jeg hedder|my name is|my name’s|my name's) {_N}",
    rf"^(?:\w+,? ){{0,3}}?(?:jeg er|i am|i’m|i'm) {_N}",
    rf"^(?:\w+,? ){{0,2}}?(?:det er|this is|it is|it’s|it's) {_N},? (?:her|der taler|speaking|here)\b",
    rf"^{_N} (?:her|here|speaking)\b",
)

_FILLER = (
    r"(?:(?:og|så|ja|jo|tak|godt|fint|okay|ok|men|nu|værsgo|værsågod|vær så god|først|derefter|and|then|next|so|yes|"
    r"please|thank you|thanks|right|now|okay|well|first|briefly|you|the)[ ,]*)"
)
_TAIL = r"(?:,? (?:fra|for|med|om|til|from|of|on|about|with|regarding)\b[^⟨]{0,60})?"
_ALONE = re.compile(
    rf"^{_FILLER}{{0,4}}(?:(?:(?:og |så )?(?:det|så|næste) er|it is|it’s|it's|that is|that’s|that's) )?{_N}"
    rf"(?:[ ,]*{_FILLER}){{0,3}}{_TAIL}$"
)
_FLOOR_WORD = (
    r"\b(?:næste|første|sidste|først|ordet|ordfører\w*|taler(?:e|en|ne|listen|rækken)?|spørger(?:en)?|spørgsmål(?:et|ene)?|"
    r"bemærkning(?:er)?|indlæg|videre|punkt(?:et)?|next|first|last|floor|turn|speaker|questions?|comments?|member|move|go|"
    r"going|item|presented|begin|start)\b"
)
_CLOSING = re.compile(
    rf"{_FLOOR_WORD}.{{0,100}}?(?:,|\b(?:er|fra|til|af|med|hos|is|are|from|to|by|with|be))(?: det er)? "
    rf"(?:nu |så |now )?{_N}{_TAIL}(?:, [^⟨]{{0,60}})?$"
)
_VOCATIVE_QUESTION = re.compile(rf"^{_FILLER}{{0,3}}{_N},|, {_N}$")
_ANSWER = re.compile(
    rf"^(?:(?:ja|jo|nej|jamen|tak|well|yes|no|yeah|yep|okay|i think|indeed|sure|absolutely|good|morning|god|godmorgen|"
    rf"men)[ ,]+){{1,3}}{_N}(?:,|$)"
)
PRESENT = re.compile(
    r"^(?:ja|jo|her|jeg er her|til stede|tilstede|ja,? (?:her|tak|til stede|jeg er her)|here|present|yes|yes,? "
    r"(?:i am|i’m|i'm )?(?:here|present)|yep|aye|i am here|i’m here|i'm here)$"
)

_COMPILED = {
    "before": tuple(re.compile(pattern) for pattern in _FLOOR_BEFORE),
    "after": tuple(re.compile(pattern) for pattern in _FLOOR_AFTER),
    "thanked": tuple(re.compile(pattern) for pattern in _THANKED),
    "introduces": tuple(re.compile(pattern) for pattern in _INTRODUCES),
}

_ADDRESS = re.compile(
    r"(?:\b(?:den ærede|the (?:right )?hon\w*|hr|fru|frk|mr|mrs|ms|miss|dr|doctor|prof|professor|minister|ministeren|"
    r"sir|dame|member)\.? )+(?=⟨)"
)
GUEST_KINDS = frozenset({EvidenceKind.INTRODUCES_SELF, EvidenceKind.GIVEN_FLOOR})  # that say somebody takes part
OPENING_SENTENCES = 3  # a speaker thanks the one before at the beginning
CLOSING_REST_WORDS = 3
CLOSING_WORDS = 40  # after the floor was given, hardly anything more is said
_PUNCTUATION = re.compile(r"[^\w\s’',./⟨⟩-]")


def sentences(words: Sequence[str], mentions: Sequence[Mention]) -> list[Sentence]:
    """Cut a turn into sentences and write each as a template."""
    found: list[Sentence] = []
    names = {mention.start: (number, mention) for number, mention in enumerate(mentions)}
    tokens: list[str] = []
    first = at = 0
    while at < len(words):
        number, mention = names.get(at, (-1, None))
        stop = mention.end if mention else at + 1
        last_word = words[stop - 1]
        text = f"⟨{number}⟩" if mention else _PUNCTUATION.sub("", last_word.lower()).rstrip(".")
        comma = "," if last_word.rstrip("\"'»”)").endswith((",", ";", ":", "–")) else ""
        tokens.append(text.rstrip(",") + comma)
        if ends_sentence(last_word, words[stop] if stop < len(words) else None):
            template = _ADDRESS.sub("", " ".join(" ".join(tokens).split())).strip(" ,")
            found.append(Sentence(template, first, stop, "?" in last_word))
            tokens, first = [], stop
        at = stop
    return found


def find_cues(words: Sequence[str], names: NameIndex, titles: TitleIndex) -> tuple[Cue, ...]:
    """Find the cues in one turn.

    Parameters
    ----------
    words : sequence of str
        Everything one voice says in a row, as printed.

    Returns
    -------
    tuple of Cue
        Cues without keys name people who are not on the list.
    """
    listed = names.mentions(words)
    called = titles.mentions(words, listed)
    known = tuple(sorted((*listed, *called), key=lambda mention: mention.start))
    found = _cues_of(words, known, frozenset(mention.start for mention in called))
    unknown = unknown_names(words, known)
    if unknown:
        found += tuple(cue for cue in _cues_of(words, unknown, frozenset()) if cue.kind in GUEST_KINDS)
    return found


def _cues_of(words: Sequence[str], mentions: Sequence[Mention], by_title: frozenset[int]) -> tuple[Cue, ...]:
    """Find the cues that some of the names in a turn make."""
    if not mentions:
        return ()
    parts = sentences(words, mentions)
    reader = _Reader(words, mentions, len(words), by_title)
    closing = _closing(parts)
    found: dict[tuple[int, Side], Cue] = {}
    for at, sentence in enumerate(parts):
        if "⟨" in sentence.template:
            for cue in reader.read(sentence, at, closing=at == closing):
                found.setdefault((cue.word, cue.side), cue)
    return _one_next(list(found.values()))


def _closing(parts: Sequence[Sentence]) -> int:
    """Return the last sentence that says something: what follows it is a word or two (``Værsgo.``)."""
    for at in range(len(parts) - 1, -1, -1):
        sentence = parts[at]
        if "⟨" in sentence.template or sentence.last - sentence.first > CLOSING_REST_WORDS:
            return at
    return len(parts) - 1


def _one_next(cues: list[Cue]) -> tuple[Cue, ...]:
    """Only one can be next: of several who are called, the others are announced for later."""
    called = [cue for cue in cues if cue.side is Side.NEXT]
    if len({cue.keys for cue in called}) < 2:
        return tuple(cues)
    return tuple(replace(cue, strength=Strength.WEAK) if cue in called[:-1] else cue for cue in cues)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the sentences of one turn."""

    words: Sequence[str]
    mentions: Sequence[Mention]
    n_words: int
    by_title: frozenset[int]

    def read(self, sentence: Sentence, at: int, *, closing: bool) -> list[Cue]:
        """Return the cues of a sentence; the first found for a name counts."""
        cues = self._cues("introduces", sentence, EvidenceKind.INTRODUCES_SELF, Side.SELF, Strength.STRONG)
        if cues:
            return cues
        if at < OPENING_SENTENCES:
            cues += self._cues("thanked", sentence, EvidenceKind.THANKED, Side.PREVIOUS, Strength.PLAIN)
            if not cues and (match := _ANSWER.search(sentence.template)) and not sentence.question:
                cues += self._cue(match, EvidenceKind.ADDRESSED, Side.PREVIOUS, Strength.WEAK)
        if self.n_words - sentence.last <= CLOSING_WORDS:
            taken = {cue.word for cue in cues}
            cues += [cue for cue in self._floor(sentence, closing=closing) if cue.word not in taken]
        return cues

    def _floor(self, sentence: Sentence, *, closing: bool) -> list[Cue]:
        """Return who is given the floor by a sentence near the end of the turn; the first named is next."""
        floor: list[Cue] = []
        if closing and (match := _ALONE.match(sentence.template) or _CLOSING.search(sentence.template)):
            floor += self._cue(match, EvidenceKind.GIVEN_FLOOR, Side.NEXT, Strength.STRONG)
        floor += self._cues("after", sentence, EvidenceKind.GIVEN_FLOOR, Side.NEXT, Strength.STRONG)
        floor += self._cues("before", sentence, EvidenceKind.GIVEN_FLOOR, Side.NEXT, Strength.STRONG)
        if not floor and sentence.question and (match := _VOCATIVE_QUESTION.search(sentence.template)):
            floor += self._cue(match, EvidenceKind.ADDRESSED, Side.NEXT, Strength.PLAIN)
        return sorted(floor, key=lambda cue: cue.word)[:1]

    def _cues(self, patterns: str, sentence: Sentence, kind: EvidenceKind, side: Side, strength: Strength) -> list[Cue]:
        found: list[Cue] = []
        for pattern in _COMPILED[patterns]:
            for match in pattern.finditer(sentence.template):
                found += self._cue(match, kind, side, strength)
        return found

    def _cue(self, match: re.Match[str], kind: EvidenceKind, side: Side, strength: Strength) -> list[Cue]:
        number = next(group for group in match.groups() if group is not None)
        mention = self.mentions[int(number)]
        if mention.possessive:
            return []
        name = " ".join(self.words[mention.start : mention.end])
        titled = mention.start in self.by_title
        return [Cue(kind, side, strength, mention.match.keys, mention.start, name, titled)]
