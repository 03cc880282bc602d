"""What the model sees of a sentence: its words, who says them, where in the item, and what is said around it.

Names, numbers and days are replaced by their kind, so that nothing is learned about a person, an amount or a date.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline.functions.spoken import Spoken

AROUND = (-2, -1, 1, 2)  # neighbouring sentences whose words are seen
NEIGHBOUR = 0.5  # what a neighbour's word counts of an own one
FIFTHS = 5  # parts of the item that are told apart
NEAR_EDGE = 6  # sentences from the end of the item that are told apart; two fewer from its beginning

_TOKEN = re.compile(r"[^\W_]+|[?!]")
_CALENDAR = frozenset(
    "mandag tirsdag onsdag torsdag fredag lørdag søndag januar februar marts april maj juni juli august september "
    "oktober november december monday tuesday wednesday thursday friday saturday sunday january february march june "
    "july october".split()
)

Features = dict[str, float]


def features(spoken: Sequence[Spoken], kind: str, names: Collection[str]) -> list[Features]:
    """Return the features of each sentence of an agenda item of a kind ("O", "D", "B" or none), values in [0, 1].

    ``w:`` a word, ``b:`` two, ``t:`` three in a row; ``-1:`` a word of the sentence before; ``role:`` who speaks.
    """
    tokens = [_tokens(one.text, names) for one in spoken]
    seen = []
    for place, one in enumerate(spoken):
        row = dict.fromkeys(_own(tokens[place]), 1.0)
        row |= dict.fromkeys(_position(place, len(spoken), one.role, kind), 1.0)
        row["presents"] = float(one.presents)
        row["asks"] = float(one.asks)
        if tokens[place]:
            row[f"role:{one.role}|first:{tokens[place][0]}"] = 1.0
        for distance in AROUND:
            row |= _neighbour(distance, place, spoken, tokens)
        seen.append(row)
    return seen


def _tokens(text: str, names: Collection[str]) -> list[str]:
    found = []
    for token in _TOKEN.findall(text.casefold()):
        if token in names:
            found.append("<name>")
        elif any(letter.isdigit() for letter in token):
            found.append("<number>")
        else:
            found.append("<day>" if token in _CALENDAR else token)
    return found


def _own(tokens: list[str]) -> Iterator[str]:
    yield from (f"w:{token}" for token in tokens)
    framed = ["^", *tokens, "$"]
    yield from (f"b:{one} {two}" for one, two in pairwise(framed))
    yield from (f"t:{' '.join(framed[at : at + 3])}" for at in range(1, len(framed) - 3))
    yield f"length:{min(6, len(tokens) // 4)}"


def _position(place: int, n_sentences: int, role: str, kind: str) -> Iterator[str]:
    fifth = FIFTHS * place // n_sentences
    yield f"role:{role}"
    yield f"kind:{kind}"
    yield f"role:{role}|kind:{kind}"
    yield f"left:{min(NEAR_EDGE, n_sentences - 1 - place)}"
    yield f"before:{min(NEAR_EDGE - 2, place)}"
    yield f"fifth:{fifth}"
    yield f"role:{role}|fifth:{fifth}"


def _neighbour(distance: int, place: int, spoken: Sequence[Spoken], tokens: list[list[str]]) -> Features:
    there = place + distance
    if not 0 <= there < len(spoken):
        return {f"{distance}:none": 1.0}
    seen = {f"{distance}:{token}": NEIGHBOUR for token in tokens[there]}
    seen[f"{distance}:role:{spoken[there].role}"] = 1.0
    seen[f"{distance}:same voice"] = float(spoken[there].turn == spoken[place].turn)
    seen[f"{distance}:asks"] = float(spoken[there].asks)
    return seen
