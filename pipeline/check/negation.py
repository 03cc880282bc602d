"""Whether a statement and its evidence deny the same things.

A negation is told by the words around it: "vi skal ikke sælge huset" and "huset bør ikke sælges" deny the same, and
"ikke" somewhere else in a long utterance denies something else.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.check.lexicon import lexicon
from pipeline.check.matching import compare, marked

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[.!?;]")
_REACH = 5  # tokens to either side, not beyond the sentence
_STEM = 5  # letters: sælge, sælges, sælger
_BORNE_OUT = 0.34  # share of the words around a negation that must stand around one on the other side
_TAKEN_OVER = 0.75  # share of the words around a spoken negation from which the statement speaks of the same thing


def negation_differs(statement: str, said: str, language: str) -> bool:
    """Whether the statement denies what was not denied, or leaves out a denial of what it says.

    Examples
    --------
    >>> negation_differs("Huset bør ikke sælges.", "Jeg synes ikke, vi skal sælge huset.", "da")
    False
    >>> negation_differs("Huset bør sælges nu.", "Huset skal ikke sælges nu.", "da")
    True
    >>> negation_differs("Huset bør ikke males.", "Huset skal males. Bilen skal ikke sælges.", "da")
    True
    """
    words = lexicon(language)
    if words.denied_report.search(statement) or _turned_round(statement, said, language):
        return True
    statement, said = words.no_denial.sub(" ", statement), words.no_denial.sub(" ", said)
    found = compare(marked(statement, words.negation), marked(said, words.negation))
    if not found.added and not found.homeless and not found.dropped:
        return False
    written, spoken = _negations(statement, language), _negations(said, language)
    if found.dropped and len(written) < len(spoken):
        return True
    if found.added:
        return True
    return any(not _borne_out(around, spoken) for around in written)


def _turned_round(statement: str, said: str, language: str) -> bool:
    """Whether the statement has the opposite of a word: possible for impossible, or accepted for rejected."""
    words = lexicon(language)
    taken, refused = words.accepting, words.rejecting
    if taken.search(statement) and not refused.search(statement) and refused.search(said) and not taken.search(said):
        return not words.negation.search(statement)
    written = {token.casefold() for token in _TOKEN.findall(statement)}
    spoken = {token.casefold() for token in _TOKEN.findall(said)}
    opposites = {
        pair
        for prefix, letters in words.opposing
        for word in written | spoken
        if word.startswith(prefix) and len(word) - len(prefix) >= letters
        for pair in ((word, word.removeprefix(prefix)), (word.removeprefix(prefix), word))
    }
    return any(one in written - spoken and other in spoken - written for one, other in opposites)


def _borne_out(around: frozenset[str], others: tuple[frozenset[str], ...]) -> bool:
    if not around:
        return bool(others)
    return any(len(around & other) >= max(1, _BORNE_OUT * len(around)) for other in others)


@lru_cache(maxsize=65_536)
def _negations(text: str, language: str) -> tuple[frozenset[str], ...]:
    """Return for each negation in a text the stems of the content words around it."""
    words = lexicon(language)
    tokens = [token.casefold() for token in _TOKEN.findall(text)]
    found = []
    for place, token in enumerate(tokens):
        if words.negation.fullmatch(token):
            before = _until_stop(tokens[max(0, place - _REACH) : place][::-1])
            after = _until_stop(tokens[place + 1 : place + 1 + _REACH])
            found.append(frozenset(_stem(word) for word in before + after if _counts(word, language)))
    return tuple(found)


def _until_stop(tokens: list[str]) -> list[str]:
    stops = [place for place, token in enumerate(tokens) if not token[0].isalpha()]
    return tokens[: stops[0]] if stops else tokens


def _stem(word: str) -> str:
    return word[:_STEM]


def _counts(word: str, language: str) -> bool:
    words = lexicon(language)
    return len(word) > 2 and word not in words.function_words and not words.negation.fullmatch(word)
