"""The facts in a text that can be held against its evidence: numbers, dates, hedging, words of weight."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.check.dates import written_out
from pipeline.check.figures import numbers
from pipeline.check.lexicon import LEXICONS, Lexicon, lexicon
from pipeline.check.matching import compare, marked
from pipeline.check.mood import sentences

__all__ = [
    "adds_doubt",
    "claims_decision",
    "claims_talk",
    "content_words",
    "decides",
    "drops_doubt",
    "months",
    "numbers",
    "only_considers",
    "other_language",
    "settles",
    "weekdays",
]

_LANGUAGE_WORDS = 40  # fewer do not tell a language
_FUNCTION_WORDS = 0.25  # share below which a text is not in the language
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@lru_cache(maxsize=65_536)
def months(text: str, language: str) -> frozenset[int]:
    """Return the months named in a text, 1 to 12."""
    words = {word.casefold() for word in _WORD.findall(written_out(text, language))}
    return frozenset(month for month, names in enumerate(lexicon(language).months, start=1) if words & set(names))


def weekdays(text: str, language: str) -> frozenset[str]:
    """Return the days of the week named in a text."""
    words = {word.casefold() for word in _WORD.findall(text)}
    return frozenset(day for day in lexicon(language).weekdays if words & {day, day + "s", day + "en", day + "ens"})


def decides(text: str, language: str) -> bool:
    """Whether words that settle a matter occur in the text."""
    return bool(lexicon(language).deciding.search(text))


def only_considers(text: str, language: str) -> bool:
    """Whether every sentence with a word of decision leaves it open: it asks, doubts or supposes."""
    words = lexicon(language)
    deciding = [sentence for sentence in sentences(text) if words.deciding.search(sentence)]
    return bool(deciding) and all(s.endswith("?") or words.hedging.search(s) for s in deciding)


def settles(text: str, language: str) -> str:
    """Return the first sentence that says that a matter is settled now, or an empty string.

    Examples
    --------
    >>> settles("Her skal vi træffe en beslutning. Så er det vedtaget.", "da")
    'Så er det vedtaget.'
    >>> settles("This is a discussion, so we do not decide anything today.", "en")
    ''
    """
    words = lexicon(language)
    for sentence in sentences(text):
        open_ = sentence.endswith("?") or words.hedging.search(sentence) or words.negation.search(sentence)
        if not open_ and words.settling.search(sentence):
            return sentence
    return ""


def drops_doubt(statement: str, said: str, language: str) -> bool:
    """Whether the statement takes a sentence over without the word that made it uncertain.

    Examples
    --------
    >>> drops_doubt("Taget skal skiftes til foråret.", "Taget skal måske skiftes til foråret.", "da")
    True
    >>> drops_doubt("Taget skal muligvis skiftes til foråret.", "Taget skal måske skiftes til foråret.", "da")
    False
    """
    words = lexicon(language)
    kept = {found.casefold() for found in _uncertain(said, words)}
    if any(found.casefold() not in kept for found in _uncertain(statement, words)):
        return False  # another word for it
    return bool(compare(marked(statement, words.doubt), marked(said, words.doubt)).dropped)


def _uncertain(text: str, words: Lexicon) -> list[str]:
    return words.hedging.findall(text) + words.doubt.findall(text)


def adds_doubt(statement: str, said: str, language: str) -> bool:
    """Whether the statement is uncertain of what was said without reservation.

    Examples
    --------
    >>> adds_doubt("Taget skal måske skiftes.", "Taget skal skiftes.", "da")
    True
    >>> adds_doubt("Taget skal måske skiftes.", "Jeg tror, at taget skal skiftes.", "da")
    False
    """
    words = lexicon(language)
    if not words.doubt.search(statement):
        return False
    return not (words.hedging.search(said) or words.doubt.search(said))


def claims_decision(statement: str, language: str) -> bool:
    """Whether a sentence of a referat says that something was decided.

    Examples
    --------
    >>> claims_decision("Det blev besluttet, at taget skiftes.", "da"), claims_decision("Det blev drøftet.", "da")
    (True, False)
    """
    words = lexicon(language)
    return bool(words.decided.search(statement)) and not words.considered.search(statement)


def claims_talk(statement: str, language: str) -> bool:
    """Whether a sentence of a referat says that something was only considered or proposed.

    Examples
    --------
    >>> claims_talk("Bestyrelsen overvejede at skifte taget.", "da")
    True
    """
    words = lexicon(language)
    return bool(words.considered.search(statement)) and not words.decided.search(statement)


def other_language(text: str, language: str) -> bool:
    """Whether a text is in another language than it should be, told by its function words.

    Half of what is said in a language are its function words; of another language they are few.
    """
    tokens = [word.casefold() for word in _WORD.findall(text)]
    if language not in LEXICONS or len(tokens) < _LANGUAGE_WORDS:
        return False
    return sum(token in LEXICONS[language].function_words for token in tokens) < _FUNCTION_WORDS * len(tokens)


def content_words(text: str, language: str) -> frozenset[str]:
    """Return the words that carry meaning, casefolded and cut to a stem of six letters."""
    stop = lexicon(language).function_words
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(word[:6] for word in words if len(word) > 2 and word not in stop)
