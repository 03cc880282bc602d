"""Who voted how: the numbers for, against and neither in a text."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.check.figures import in_digits

_CLASSES = {
    "da": (
        ("neither", re.compile(r"\bhverken\s+for\s+eller\s+i?mod\b|\bundlod\b|\bblankt?\b", re.IGNORECASE)),
        ("against", re.compile(r"\bi?mod\b", re.IGNORECASE)),
        ("for", re.compile(r"\bfor\b", re.IGNORECASE)),
    ),
    "en": (
        ("neither", re.compile(r"\babst(?:ain\w*|entions?)\b|\bneither\s+for\s+nor\s+against\b", re.IGNORECASE)),
        ("against", re.compile(r"\bagainst\b", re.IGNORECASE)),
        ("for", re.compile(r"\b(?:in\s+favou?r|for)\b", re.IGNORECASE)),
    ),
}  # fmt: skip
_NOBODY = re.compile(r"\b(?:ingen|none|nobody|no\s+one)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")
_AFTER = re.compile(r"(?<![\d.,])(\d+)\s+(?:[^\W\d_]+\s+){0,3}?<(\w+)>")
_BEFORE = re.compile(r"<(\w+)>(?:\s+(?:stemte|stemmer|voted|votes)\s*:?|\s*:)\s*(\d+)(?!\d|,\d)")


@lru_cache(maxsize=4_096)
def votes(text: str, language: str) -> frozenset[tuple[str, int]]:
    """Return the numbers of votes with what they were given for.

    Examples
    --------
    >>> sorted(votes("Syv stemte for, to var imod, og ingen undlod.", "da"))
    [('against', 2), ('for', 7), ('neither', 0)]
    >>> votes("For stemte 7 (A, B), imod stemte 2.", "da") == votes("7 for, 2 imod.", "da")
    True
    """
    language = language if language in _CLASSES else "en"
    text = _ASIDE.sub(" ", in_digits(_NOBODY.sub("0", text), language))
    for name, pattern in _CLASSES[language]:
        text = pattern.sub(f"<{name}>", text)
    after = {(match[2], int(match[1])) for match in _AFTER.finditer(text)}
    return frozenset(after | {(match[1], int(match[2])) for match in _BEFORE.finditer(text)})


def misplaced_votes(statement: str, said: str, language: str) -> list[int]:
    """Return the numbers of votes that the statement gives to another side than was said."""
    heard = votes(said, language)
    return sorted(
        count for side, count in votes(statement, language) - heard if any(number == count for _, number in heard)
    )
