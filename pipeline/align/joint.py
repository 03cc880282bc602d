"""Items that are debated together: what is said of both stands under the first, until the second is taken up by itself.

Where nobody announces it, those who speak betray it: they say "de to lovforslag", "begge punkter", "L 13 og L 14".
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align.text import sentences, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pipeline.meeting import AgendaItem

    Floats = npt.NDArray[np.float64]

SAID = 3  # utterances that must speak of two items at once
NEAR = 3  # utterances on each side that tell which two are meant
ALIKE = 0.15  # weighted share of words that the titles of two items must have in common to be meant by "both"

_THING = r"(?:\w*forslag\w*|punkter\w*|sager\w*|redegørelser\w*|indstillinger\w*|emner\w*|planer\w*)"
_BOTH = re.compile(
    rf"\b(?:de|disse|vores|de her)\s+to\s+(?:\w+\s+)?{_THING}\b|\bbegge\s+(?:de\s+|to\s+|disse\s+)*{_THING}\b"
    r"|\b(?:the|these)\s+two\s+(?:bills|motions|proposals|items|reports)\b"
    r"|\bboth\s+(?:of\s+)?(?:the(?:se)?\s+)?(?:two\s+)?(?:bills|motions|proposals|items|reports)\b",
    re.IGNORECASE,
)
_CASE = re.compile(r"\b([A-ZÆØÅ]{1,3})[ .-]?(\d{1,4})(?: ([A-Z])\b)?")


def together(texts: Sequence[str], emission: Floats, items: Sequence[AgendaItem]) -> tuple[tuple[int, int], ...]:
    """Find neighbouring items that those who speak treat as one debate.

    Parameters
    ----------
    texts : sequence of str
        Of each utterance.
    emission : ndarray
        Score of each utterance under each item. shape = (n_utterances, n_items)

    Returns
    -------
    tuple of (int, int)
        The first item and the one taken with it.
    """
    pairs = list(pairwise(item.index for item in items))
    cases = [_cases(item.title) for item in items]
    shared = _alike(items)
    votes: Counter[tuple[int, int]] = Counter()
    for place, text in enumerate(texts):
        named = [_cases(sentence) for sentence in sentences(text)]
        by_case = [
            (a, b) for a, b in pairs if any((cases[a] - cases[b]) & n and (cases[b] - cases[a]) & n for n in named)
        ]
        if by_case:
            votes.update(by_case)
        elif _BOTH.search(text):
            near = emission[max(0, place - NEAR) : place + NEAR + 1].mean(axis=0)
            meant = [(near[a] + near[b], (a, b)) for a, b in pairs if shared[a] >= ALIKE and near.argmax() in (a, b)]
            if meant:
                votes[max(meant)[1]] += 1
    return tuple(pair for pair in pairs if votes[pair] >= SAID)


def pooled(emission: Floats, merged: Sequence[tuple[int, int]]) -> Floats:
    """Let the first of items that are taken together hold what is said of the other, too. shape as emission"""
    found = emission.copy()
    for first, second in merged:
        found[:, first] = np.maximum(found[:, first], emission[:, second])
    return found


def _cases(text: str) -> set[str]:
    """Case numbers that a text names: "L 15 A" as l15a."""
    return {"".join(match.groups("")).lower() for match in _CASE.finditer(text)}


def _alike(items: Sequence[AgendaItem]) -> list[float]:
    """For each item but the last, how much of its title and the next one's is the same; rare words weigh more."""
    titles = [set(stems(item.title)) for item in items]
    counts = Counter(word for title in titles for word in title)
    weight = {word: log((len(titles) + 1) / count) for word, count in counts.items()}
    shares = []
    for one, other in pairwise(titles):
        whole = sum(weight[word] for word in one | other)
        shares.append(sum(weight[word] for word in one & other) / whole if whole else 0.0)
    return shares
