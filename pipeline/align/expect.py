"""What is expected of each item: how long it takes, by its kind, and whether it is taken up, by the words of its title.

Openings, approvals and closings are short everywhere, debates are long. An item whose words nobody says in one place
was dealt with in passing if at all, unless somebody announces it: then the announcement speaks for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pipeline.align.similarity import matches
from pipeline.align.text import stems
from pipeline.meeting import ItemKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.meeting import AgendaItem
    from pipeline.transcript import Utterance

    Floats = npt.NDArray[np.float64]

FORMAL, DEBATE = 0.15, 2.5  # length of a formality and of a debate, of another item's
WINDOW_WORDS = 150  # words within which a title is looked for
UNSEEN_WORDS, UNSEEN_SHARE = 3, 0.6  # a title counts as if so many more words of it, in such a share, had been said
ABSENT, PRESENT = 0.3, 0.5  # share of a title's words said in one place below, above which it is not, is taken up

_FORMAL = re.compile(  # a whole title: "Åbning" is one, "Åbning af den nye skole" is not
    r"^\W*(?:\d+\W*)?(?:"
    r"velkom\w*\b.*|(?:mødets? (?:åbning|afslutning)|åbning|afslutning|opening|welcome|closing|adjournment|chit-?chat"
    r"|konstituering|call to order)(?:\W.{0,3}(?:velkom\w*|welcome|remarks|af (?:mødet|dagens møde)"
    r"|(?:of )?(?:the )?meeting)\b.*)?"
    r"|(?:eventuelt|evt|any other business|aob|other business|næste møde|next meeting|afbud|apologies|roll call"
    r"|(?:participants?'? |participant )?(?:introductions?|names))\b.{0,40}"
    r"|(?:dagsorden(?:en)?|agenda|referat(?:et)?|minutes)\b(?!\s+\d{4}).*"
    r"|(?:godkendelse|underskri\w+|approval|adoption|signing) (?:af|of) (?:the )?"
    r"(?:\w+ )?(?:dagsorden\w*|referat\w*|protokol\w*|agenda|minutes)\b.*"
    r"|(?:valg af|election of) (?:\w+ )?(?:dirigent|referent|mødeleder|ordstyrer|stemmetællere|chair\w*|secretary)\b.*"
    r"|(?:introductions?|introduction of participants)\b.*"
    r")\W*$",
    re.IGNORECASE,
)
_DEBATE = re.compile(r"\b(?:drøft\w*|debat\w*|diskussion\w*|forespørgsel|discussions?|debate)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Expected:
    """What is expected of each item.

    Attributes
    ----------
    shares : ndarray
        Share of the meeting that each item takes; positive, sums to one. shape = (n_items,)
    due : ndarray
        How surely each item is taken up, in [0, 1]. shape = (n_items,)
    """

    shares: Floats
    due: Floats


def expect(utterances: Sequence[Utterance], tokens: Sequence[Sequence[str]], items: Sequence[AgendaItem]) -> Expected:
    """Say what is expected of each item of a meeting."""
    lengths = np.array([length(item) for item in items])
    n_words = np.array([len(set(stems(item.title))) for item in items])
    said = mentioned([len(utterance.words) for utterance in utterances], tokens, items)
    seen = (said * n_words + UNSEEN_SHARE * UNSEEN_WORDS) / (n_words + UNSEEN_WORDS)
    due = np.clip((seen - ABSENT) / (PRESENT - ABSENT), 0.0, 1.0)
    if not said.any():  # not one word of the agenda is said: words cannot tell what is left out
        due = np.ones(len(items))
    lengths = np.where(lengths < 1, lengths, lengths * (FORMAL + (1 - FORMAL) * due))
    return Expected(lengths / lengths.sum(), due)


def length(item: AgendaItem) -> float:
    """How long an item of this kind takes, of one of no special kind.

    Examples
    --------
    >>> from pipeline.meeting import AgendaItem
    >>> [length(AgendaItem(0, "1", title)) for title in ("Godkendelse af referat", "Ny hal", "Drøftelse af budgettet")]
    [0.15, 1.0, 2.5]
    """
    if _FORMAL.search(item.title):
        return FORMAL
    return DEBATE if item.kind is ItemKind.DISCUSSION or _DEBATE.search(item.title) else 1.0


def mentioned(
    lengths: Sequence[int], tokens: Sequence[Sequence[str]], items: Sequence[AgendaItem]
) -> npt.NDArray[np.float64]:
    """Largest share of each title's words that is said within a window; words of several titles count for less.

    Parameters
    ----------
    lengths : sequence of int
        Words of each utterance.
    tokens : sequence of sequence of str
        Stemmed content words of each utterance.

    Returns
    -------
    ndarray
        In [0, 1]; 1 for a title without content words. shape = (n_items,)

    Examples
    --------
    >>> from pipeline.meeting import AgendaItem
    >>> agenda = [AgendaItem(0, "1", "Budget og regnskab"), AgendaItem(1, "2", "Sommerfest")]
    >>> mentioned([3], [stems("budgettet er lagt")], agenda).tolist()
    [0.5, 0.0]
    """
    titles = [list(dict.fromkeys(stems(item.title))) for item in items]
    words = list(dict.fromkeys(word for title in titles for word in title))
    if not words:
        return np.ones(len(items))
    column = {word: i for i, word in enumerate(words)}
    holds = np.zeros((len(items), len(words)))
    for index, title in enumerate(titles):
        holds[index, [column[word] for word in title]] = 1.0
    holds /= holds.sum(axis=0)
    holds /= np.maximum(holds.sum(axis=1, keepdims=True), 1e-9)
    heard = _heard(tokens, words)
    before = np.concatenate([[0], np.cumsum(lengths)])
    best = np.zeros(len(items))
    for first in range(len(tokens)):
        last = max(first + 1, int(np.searchsorted(before, before[first] + WINDOW_WORDS)))
        best = np.maximum(best, holds @ heard[first:last].max(axis=0))
    best[[not title for title in titles]] = 1.0
    return best


def _heard(tokens: Sequence[Sequence[str]], words: Sequence[str]) -> Floats:
    """How far each word of the titles is said in each utterance. shape = (n_utterances, n_words)"""
    vocabulary = {word: 1 for said in tokens for word in said}
    found = matches(vocabulary, [{word: None} for word in words])
    heard = np.zeros((len(tokens), len(words)))
    for row, said in enumerate(tokens):
        for word in set(said):
            for place, share in found.get(word, {}).items():
                heard[row, place] = max(heard[row, place], share)
    return heard
