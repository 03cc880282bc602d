"""The facts in a text that can be held against its evidence: numbers, dates, hedging, words of weight."""

from __future__ import annotations

import re
from functools import lru_cache

from text_to_num import alpha2digit

from pipeline.check.lexicon import LEXICONS, lexicon

_NUMBER = re.compile(r"(?<![\w.,])(\d{1,3}(?:[. ]\d{3})+|\d+)(?:[.,](\d+))?")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})\b")


@lru_cache(maxsize=65_536)
def numbers(text: str, language: str) -> frozenset[str]:
    """Return the numbers in a text, written out or in digits, in one normal form.

    Clock times count as ``"16:30"``. The number one is left out: in speech it is mostly an article.

    Examples
    --------
    >>> sorted(numbers("syv stemte for, to imod", "da"))
    ['2', '7']
    >>> sorted(numbers("125.000 kroner den ottende december", "da"))
    ['125000', '8']
    """
    digits = alpha2digit(text, language if language in LEXICONS else "en", 0.0)
    found = {f"{int(hour)}:{minute}" for hour, minute in _CLOCK.findall(digits) if int(hour) < 24 and int(minute) < 60}
    for whole, fraction in _NUMBER.findall(_CLOCK.sub(" ", digits)):
        plain = str(int(re.sub(r"[. ]", "", whole)))
        found.add(f"{plain},{fraction}" if fraction.strip("0") else plain)
    return frozenset(found - {"1"})


@lru_cache(maxsize=65_536)
def months(text: str, language: str) -> frozenset[int]:
    """Return the months named in a text, 1 to 12."""
    words = {word.casefold() for word in _WORD.findall(text)}
    return frozenset(month for month, names in enumerate(lexicon(language).months, start=1) if words & set(names))


def is_hedged(text: str, language: str) -> bool:
    """Whether the text leaves open what it speaks of."""
    return bool(lexicon(language).hedging.search(text))


def decides(text: str, language: str) -> bool:
    """Whether words that settle a matter occur in the text."""
    return bool(lexicon(language).deciding.search(text))


def content_words(text: str, language: str) -> frozenset[str]:
    """Return the words that carry meaning, casefolded and cut to a stem of six letters."""
    stop = lexicon(language).function_words
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(word[:6] for word in words if len(word) > 2 and word not in stop)
