"""Whether the sentence that a statement comes closest to asks something or says it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from pipeline.check.lexicon import lexicon

_ABBREVIATIONS = (
    "bl.a ca evt f.eks fx dvs pkt nr kl mio mia kr hr fr dr inkl ekskl jf osv m.v mv m.fl tlf pct pga iht ift afd stk "
    "mr mrs ms prof st vs approx e.g i.e a.m p.m"
).split()
_SENTENCE_END = re.compile(
    "".join(rf"(?<!\b{re.escape(short)}\.)" for short in _ABBREVIATIONS) + r"(?<=[.!?])(?<!\b\d\.)(?<!\b\d\d\.)\s+",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STEM = 6  # letters
_ENDING = re.compile(r"(?<=\w{3})(?:e[rstn]?|[rs])$")  # males, maler; leaks, leaked
_FUNCTIONAL = 0.15  # of the weight of a word that carries meaning
_BORNE_OUT = 0.5  # share of a statement's weight that the sentences must have which it is said to come from
_LEAD = 0.1  # share by which they must lead the best sentence of the other mood
_CLEAR_LEAD = 0.25  # ... where the sentence is a question by its form, and its words are in what leads up to it
_FEW = 2  # words that tell nothing of what was meant


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a bag of stems, and what it does: a question that is answered with yes asks and says."""

    stems: Counter[str]
    asks: bool
    says: bool


def sentences(text: str) -> list[str]:
    """Split a text where sentences end: not behind "f.eks.", "mio." or the day of a date.

    Examples
    --------
    >>> sentences("Det koster ca. 2 mio. kr. om året. Er det for meget, hr. Holm? Den 3. maj.")
    ['Det koster ca. 2 mio. kr. om året.', 'Er det for meget, hr. Holm?', 'Den 3. maj.']
    """
    return [sentence for sentence in _SENTENCE_END.split(text) if sentence]


def only_asked(statement: str, said: str, language: str) -> bool:
    """Whether the statement reports as a fact what was only asked.

    Examples
    --------
    >>> only_asked("Det blev oplyst, at taget skal skiftes i maj.", "Skal taget skiftes i maj? Det ved jeg ikke.", "da")
    True
    >>> only_asked("Det blev oplyst, at taget skal skiftes i maj.", "Skal taget skiftes? Ja, det skiftes i maj.", "da")
    False
    """
    if lexicon(language).asking.search(statement):
        return False
    asked, stated = _nearness(statement, said, language)
    return asked >= _BORNE_OUT and asked >= stated + _LEAD


def only_stated(statement: str, said: str, language: str) -> bool:
    """Whether the statement reports as a question what was said to be so.

    Examples
    --------
    >>> only_stated("Der blev spurgt, om taget skal skiftes i maj.", "Taget skal skiftes i maj. Er det alt?", "da")
    True
    >>> only_stated("Der blev spurgt, om taget skal skiftes i maj.", "Gad vide, om taget skal skiftes i maj.", "da")
    False
    """
    question = lexicon(language).asked.split(statement)[-1]
    asked, stated = _nearness(question, said, language)
    return stated >= _BORNE_OUT and stated >= asked + _CLEAR_LEAD


def _nearness(statement: str, said: str, language: str) -> tuple[float, float]:
    """Return the shares of the statement that questions have, and that other sentences have, in [0, 1]."""
    words = lexicon(language)
    wanted = _stems(words.reported.sub("", statement), language)
    if wanted.total() < _FEW:
        return 0.0, 0.0
    spoken = _spoken(said, language)
    asking = [sentence.stems for sentence in spoken if sentence.asks]
    saying = [sentence.stems for sentence in spoken if sentence.says]
    return _share(wanted, asking, language), _share(wanted, saying, language)


def _share(wanted: Counter[str], bags: list[Counter[str]], language: str) -> float:
    """Return how much of the weight of `wanted` the two best of the sentences have together.

    A statement may run two questions into one; more of them would gather its words from anywhere.
    """
    rest = wanted
    for _ in range(2):
        best = max(bags, key=lambda bag: _weight(rest & bag, language), default=None)
        if best is None or (rest is not wanted and 4 * _weight(rest & best, language) < _weight(wanted, language)):
            break
        rest = rest - best
    return 1.0 - _weight(rest, language) / _weight(wanted, language)


def _weight(stems: Counter[str], language: str) -> float:
    functional = _functional(language)
    return sum(count * (_FUNCTIONAL if stem in functional else 1.0) for stem, count in stems.items())


@lru_cache(maxsize=4)
def _functional(language: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in lexicon(language).function_words)


@lru_cache(maxsize=16_384)
def _spoken(said: str, language: str) -> tuple[Sentence, ...]:
    words = lexicon(language)
    texts = sentences(said)
    asks = [text.endswith("?") or bool(words.asking.search(text)) for text in texts]
    granted = [bool(words.granting.match(text)) for text in (*texts, "")][1:]
    return tuple(
        Sentence(_stems(text, language), asks=ask, says=not ask or yes)
        for text, ask, yes in zip(texts, asks, granted, strict=True)
    )


def _stems(text: str, language: str) -> Counter[str]:
    reporting = lexicon(language).reporting_words
    return Counter(_stem(word) for token in _TOKEN.findall(text) if (word := token.casefold()) not in reporting)


def _stem(word: str) -> str:
    return _ENDING.sub("", word[:_STEM])
