"""Utterances as sentences: the unit a statement is made from, with the utterances it was said in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.draft.speech import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.draft.language import Language
    from pipeline.meeting import Meeting
    from pipeline.transcript import Conversation, Utterance

NO_LONGER_WORDS = 200  # and then wherever it is
LONGEST_WORDS = 70  # a recogniser that forgets full stops: cut at the next conjunction
_ABBREVIATIONS = frozenset(
    "bl.a. ca. evt. f.eks. fx. dvs. pkt. nr. kl. mio. mia. kr. hr. fr. dr. inkl. ekskl. jf. mr. mrs. ms. prof. "
    "st. vs. "
    "approx. e.g. i.e. d. m.fl. m.v. mv. osv. tlf. afd. pga. iht. ift. a.m. p.m.".split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One cleaned sentence.

    Attributes
    ----------
    order : int
        Position in the item, from 0.
    text : str
        Without fillers, false starts and courtesies; may be empty when only those were said.
    raw : str
        As it was said.
    evidence : tuple of str
        Ids of the utterances it was said in, in order.
    attendee : str or None
        Key of the attendee who speaks.
    confidence : float
        Mean word confidence, in [0, 1]; 1 where the recogniser gave none.
    turn : int
        Counts up when the voice changes.
    question : bool
        Whether it asks something.
    digits : str
        As it was said, with every number in digits: what numeric cues are searched in.
    """

    order: int
    text: str
    raw: str
    evidence: tuple[str, ...]
    voice: str | None
    attendee: str | None
    confidence: float
    turn: int
    question: bool
    digits: str = ""

    @property
    def n_words(self) -> int:
        """Words after cleaning."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Item:
    """The sentences of one agenda item, and how many words were said in it."""

    index: int
    sentences: tuple[Sentence, ...]
    n_words: int
    n_unclear: int


def confidence_of(utterance: Utterance) -> float:
    """Mean word confidence of an utterance, 1 where none is given."""
    given = [word.confidence for word in utterance.words if word.confidence is not None]
    return sum(given) / len(given) if given else 1.0


def _ends_sentence(token: str, following: str) -> bool:
    stripped = token.rstrip("\"'”»)")
    if not stripped or stripped[-1] not in ".?!":
        return False
    if stripped.endswith("...") or stripped.lower() in _ABBREVIATIONS:
        return False
    if stripped.lower() == "no.":
        return not following[:1].isdigit()
    if re.fullmatch(r"[A-ZÆØÅ]\.", stripped):
        return False
    if re.fullmatch(r"\d{1,2}\.", stripped):
        return following[:1].isupper()
    return not (stripped[-1] == "." and following[:1].islower() and len(stripped) <= 4)


def _turns(utterances: Iterable[Utterance]) -> list[list[Utterance]]:
    """Group neighbouring utterances by voice; a nameless voice is a turn of its own."""
    turns: list[list[Utterance]] = []
    for utterance in utterances:
        if turns and utterance.voice is not None and turns[-1][-1].voice == utterance.voice:
            turns[-1].append(utterance)
        else:
            turns.append([utterance])
    return turns


def _cut(turn: list[Utterance], *, unpunctuated: bool = False) -> list[list[tuple[str, str]]]:
    """Cut the words of a turn into sentences of (token, utterance id)."""
    tokens = [(word.text.strip(), utterance.id) for utterance in turn for word in utterance.words if word.text.strip()]
    tokens = [(part, uid) for text, uid in tokens for part in text.split()]
    sentences: list[list[tuple[str, str]]] = [[]]
    for place, (token, uid) in enumerate(tokens):
        following = tokens[place + 1][0] if place + 1 < len(tokens) else ""
        too_long = len(sentences[-1]) >= LONGEST_WORDS and bare(token) in ("og", "men", "så", "and", "but", "so")
        if too_long or len(sentences[-1]) >= NO_LONGER_WORDS:
            sentences.append([])
        sentences[-1].append((token, uid))
        new_utterance = place + 1 < len(tokens) and tokens[place + 1][1] != uid
        begins = following[:1].isupper() or unpunctuated
        if _ends_sentence(token, following) or (new_utterance and begins and token[-1:] not in ",-–…"):
            sentences.append([])
    return [sentence for sentence in sentences if sentence]


def read_item(
    index: int,
    utterances: Iterable[Utterance],
    conversation: Conversation,
    language: Language,
    min_confidence: float,
    *,
    unpunctuated: bool = False,
) -> Item:
    """Make the sentences of an item; utterances recognised too badly are left out and counted.

    ``unpunctuated``: the recogniser wrote no full stops, so that a sentence ends where an utterance does.
    """
    named = {voice.voice: voice.attendee for voice in conversation.voices}
    chosen = list(utterances)
    clear = [utterance for utterance in chosen if confidence_of(utterance) >= min_confidence]
    certainty = {utterance.id: confidence_of(utterance) for utterance in clear}
    found: list[Sentence] = []
    for number, turn in enumerate(_turns(clear)):
        voice = turn[0].voice
        for tokens in _cut(turn, unpunctuated=unpunctuated):
            raw = " ".join(token for token, _ in tokens)
            text = language.grammar.clean(raw)
            ids = tuple(dict.fromkeys(uid for _, uid in tokens))
            found.append(
                Sentence(
                    order=len(found),
                    text=text,
                    raw=raw,
                    evidence=ids,
                    voice=voice,
                    attendee=named.get(voice) if voice is not None else None,
                    confidence=min(certainty[uid] for uid in ids),
                    turn=number,
                    question=language.grammar.is_question(text),
                    digits=language.grammar.digits(raw),
                )
            )
    n_words = sum(len(utterance.words) for utterance in chosen)
    return Item(index, tuple(found), n_words, len(chosen) - len(clear))


def by_item(conversation: Conversation, items: dict[str, int | None], meeting: Meeting) -> dict[int, list[Utterance]]:
    """The utterances of each agenda item in the order they were said; every item occurs."""
    grouped: dict[int, list[Utterance]] = {item.index: [] for item in meeting.items}
    for utterance in conversation.utterances:
        index = items.get(utterance.id)
        if index is not None and index in grouped:
            grouped[index].append(utterance)
    return grouped
