"""What the model sees of a sentence: its words, who says them, where in the item, and what is said around it.

Names, numbers and days are replaced by their kind, so that nothing is learned about a person, an amount or a date.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.meeting import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.draft.people import People
    from pipeline.draft.sentences import Sentence
    from pipeline.meeting import AgendaItem

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


def features(sentences: Sequence[Sentence], item: AgendaItem, people: People) -> list[Features]:
    """Return the features of each sentence of an item, with their values in [0, 1].

    ``w:`` a word, ``b:`` two, ``t:`` three in a row; ``-1:`` a word of the sentence before; ``role:`` who speaks.
    """
    names = _name_words(people)
    tokens = [_tokens(sentence, names) for sentence in sentences]
    roles = [_role(sentence, people) for sentence in sentences]
    presenters = set(people.presenters(item.presenters))
    seen = []
    for place, sentence in enumerate(sentences):
        own = dict.fromkeys(_own(tokens[place]), 1.0)
        own |= dict.fromkeys(_position(place, len(sentences), roles[place], item), 1.0)
        own["presents"] = float(sentence.attendee in presenters)
        own["asks"] = float(sentence.raw.rstrip().endswith("?"))
        if tokens[place]:
            own[f"role:{roles[place]}|first:{tokens[place][0]}"] = 1.0
        for distance in AROUND:
            own |= _neighbour(distance, place, sentences, tokens, roles)
        seen.append(own)
    return seen


def _name_words(people: People) -> frozenset[str]:
    names = (part for one in people.meeting.attendees for part in re.split(r"[\s-]+", one.name.casefold()))
    return frozenset(name for name in names if len(name) > 1)


def _tokens(sentence: Sentence, names: frozenset[str]) -> list[str]:
    found = []
    for token in _TOKEN.findall((sentence.digits or sentence.raw).casefold()):
        if token in names:
            found.append("<name>")
        elif any(letter.isdigit() for letter in token):
            found.append("<number>")
        else:
            found.append("<day>" if token in _CALENDAR else token)
    return found


def _role(sentence: Sentence, people: People) -> str:
    if people.chairs(sentence):
        return "chair"
    if sentence.attendee is None:
        return "unknown"
    role = people.meeting.attendee(sentence.attendee).role
    return role.value if role in (Role.SECRETARIAT, Role.GUEST) else "member"


def _own(tokens: list[str]) -> Iterator[str]:
    yield from (f"w:{token}" for token in tokens)
    framed = ["^", *tokens, "$"]
    yield from (f"b:{one} {two}" for one, two in pairwise(framed))
    yield from (f"t:{' '.join(framed[at : at + 3])}" for at in range(1, len(framed) - 3))
    yield f"length:{min(6, len(tokens) // 4)}"


def _position(place: int, n_sentences: int, role: str, item: AgendaItem) -> Iterator[str]:
    fifth = FIFTHS * place // n_sentences
    yield f"role:{role}"
    yield f"kind:{item.kind.value}"
    yield f"role:{role}|kind:{item.kind.value}"
    yield f"left:{min(NEAR_EDGE, n_sentences - 1 - place)}"
    yield f"before:{min(NEAR_EDGE - 2, place)}"
    yield f"fifth:{fifth}"
    yield f"role:{role}|fifth:{fifth}"


def _neighbour(
    distance: int, place: int, sentences: Sequence[Sentence], tokens: list[list[str]], roles: list[str]
) -> Features:
    there = place + distance
    if not 0 <= there < len(sentences):
        return {f"{distance}:none": 1.0}
    seen = {f"{distance}:{token}": NEIGHBOUR for token in tokens[there]}
    seen[f"{distance}:role:{roles[there]}"] = 1.0
    seen[f"{distance}:same voice"] = float(sentences[there].turn == sentences[place].turn)
    seen[f"{distance}:asks"] = float(sentences[there].raw.rstrip().endswith("?"))
    return seen
