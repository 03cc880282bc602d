"""Danish questions as subordinate clauses: the inversion undone, behind "om" or the question word."""

from __future__ import annotations

import re

from pipeline.draft.danish.clause import PARTICLES, SUBJECT_PRONOUNS, adverbs_at, subject_size, subordinate
from pipeline.draft.danish.verbs import AUXILIARIES, COMMISSIVE, MODALS, TRANSITIVE, is_finite
from pipeline.draft.speech import bare, lower_first

_WH = frozenset("hvad hvem hvor hvordan hvornår hvorfor hvilken hvilket hvilke hvorvidt".split())
_OR = re.compile(r",?\s+eller\s+")
_COPULAS = frozenset("er var bliver koster hedder betyder indebærer kræver omfatter".split())
_NOT_INFINITIVES = frozenset(
    "denne disse alle mange nogle ikke gerne ofte måske både allerede lige store små nye gamle".split()
)


def indirect(text: str) -> str | None:
    """A question as a clause; None where its subject is unclear.

    >>> indirect("Har I set den?")
    'om I har set den'
    >>> indirect("hvornår skal folk undvære varmen")
    'hvornår folk skal undvære varmen'
    >>> indirect("Skal det godkendes, eller bestemmer vi selv")
    'om det skal godkendes, eller om vi bestemmer selv'
    """
    tokens = text.rstrip(" ?.").split()
    if len(tokens) < 2:
        return None
    tokens[0] = lower_first(tokens[0])
    word = bare(tokens[0])
    if word in _WH:
        return _wh(tokens)
    if word == "om":
        return " ".join(tokens)
    turned = word.endswith("r") and bare(tokens[1]) in SUBJECT_PRONOUNS
    if word in MODALS | AUXILIARIES or is_finite(word, "") or turned:
        size = _subject(tokens, 0)
        return _with_alternative("om " + " ".join(_reordered(tokens, 0, size))) if size is not None else None
    plain = subordinate(" ".join(tokens))
    return f"om {plain}" if plain else None


def _with_alternative(clause: str) -> str:
    """The inversion behind "eller" undone as well."""
    parts = _OR.split(clause)
    if len(parts) != 2:
        return clause
    tokens = parts[1].split()
    pronoun = (
        len(tokens) > 1 and bare(tokens[1]) in SUBJECT_PRONOUNS and bare(tokens[0] if tokens else "").endswith("er")
    )
    if not tokens or not (pronoun or is_finite(bare(tokens[0]), "")):
        return clause
    size = _subject(tokens, 0)
    return f"{parts[0]}, eller om {' '.join(_reordered(tokens, 0, size))}" if size is not None else clause


def _reordered(tokens: list[str], verb: int, size: int) -> list[str]:
    subject = tokens[verb + 1 : verb + 1 + size]
    count = adverbs_at(tokens, verb + 1 + size)
    adverbs = [token for token in tokens[verb + 1 + size :][:count] if bare(token) not in PARTICLES]
    moved = [*subject, *adverbs]
    comma = "," if moved and moved[-1].endswith(",") else ""
    moved = [token.rstrip(",") for token in moved]
    return [*moved, tokens[verb] + comma, *tokens[verb + 1 + size + count :]]


def _subject(tokens: list[str], verb: int) -> int | None:
    """The size of the subject behind the verb; behind a modal it ends where the infinitive begins."""
    size = subject_size(tokens, verb + 1)
    if size is not None or bare(tokens[verb]) not in MODALS:
        return size
    for length in (1, 2, 3):
        place = verb + 1 + length
        if place < len(tokens) and _infinitive(bare(tokens[place])):
            return length
    return None


def _infinitive(word: str) -> bool:
    if word in TRANSITIVE or word in COMMISSIVE:
        return True
    return len(word) > 3 and word.endswith("e") and word not in _NOT_INFINITIVES


def _wh(tokens: list[str]) -> str | None:
    verb = next((i for i, token in enumerate(tokens) if i and is_finite(bare(token), bare(tokens[i - 1]))), None)
    if verb is None or verb > 5:
        return None
    head, rest = tokens[:verb], tokens[verb + 1 :]
    if rest and bare(rest[0]) == "der" and bare(tokens[0]) in ("hvad", "hvem"):
        comma = "," if rest[0].endswith(",") else ""
        return " ".join([*head, "der", tokens[verb] + comma, *rest[1:]])
    size = _subject(tokens, verb)
    if size is not None:
        return _with_alternative(" ".join([*head, *_reordered(tokens, verb, size)]))
    if bare(tokens[verb]) in _COPULAS and rest and len(rest) <= 6 and verb <= 1 and bare(tokens[0]) != "hvem":
        return " ".join([*head, *rest, tokens[verb]])
    if bare(tokens[0]) == "hvem" and verb == 1:
        return " ".join([*head, "der", *tokens[verb:]])
    return None
