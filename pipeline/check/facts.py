"""The facts in a text that can be held against its evidence: numbers, dates, hedging, words of weight."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.check.figures import numbers
from pipeline.check.lexicon import lexicon

__all__ = ["content_words", "decides", "is_hedged", "months", "numbers", "weekdays"]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@lru_cache(maxsize=65_536)
def months(text: str, language: str) -> frozenset[int]:
    """Return the months named in a text, 1 to 12."""
    words = {word.casefold() for word in _WORD.findall(text)}
    return frozenset(month for month, names in enumerate(lexicon(language).months, start=1) if words & set(names))


def weekdays(text: str, language: str) -> frozenset[str]:
    """Return the days of the week named in a text."""
    words = {word.casefold() for word in _WORD.findall(text)}
    return frozenset(day for day in lexicon(language).weekdays if words & {day, day + "s", day + "en", day + "ens"})


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
