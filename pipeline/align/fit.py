"""Whether the agenda is of this meeting at all: said so, instead of forcing it."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from pipeline.align.cues import CueKind
from pipeline.align.expect import mentioned
from pipeline.align.similarity import matches
from pipeline.align.text import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.align.cues import Cue
    from pipeline.align.model import Floats
    from pipeline.meeting import AgendaItem

ANNOUNCED = 0.6  # strength of an announcement from which the agenda is taken to be this meeting's
JUDGED_WORDS = 100  # words said at least before an agenda is refused
COVERED_NONE, COVERED_POOR = 0.3, 0.5  # share of the titles' words that are said
CLOSE_NONE = 0.86  # mean cosine (E5) of each title with what comes closest to it
ANNOUNCED_SHARE = 0.5  # of the items: where so many are announced, the agenda is believed
SAID_POOR = 0.4  # share of the titles' words that are said in one place
LIKE_POOR = 0.885  # such a cosine, with TOGETHER times that share
TOGETHER = 0.05


class Fit(Enum):
    """How well an agenda fits a meeting."""

    GOOD = auto()
    POOR = auto()
    NONE = auto()


def fit(
    tokens: Sequence[Sequence[str]],
    n_words: Sequence[int],
    items: Sequence[AgendaItem],
    cues: Sequence[Sequence[Cue]],
    leads: Sequence[float],
    closest: Floats | None,
) -> Fit:
    """Judge by what is announced, by the words of the titles and by their meaning.

    An agenda is refused only where the three agree. It is doubted where its titles are far from everything that is said
    and their words are not said together: an agenda of another meeting of the same kind shares the words, but they fall
    here and there. The bounds lie between the agendas of meetings and those of others: see `bench/align_fit.py`.

    Parameters
    ----------
    tokens : sequence of sequence of str
        Stemmed content words of each utterance.
    n_words : sequence of int
        Words of each utterance.
    closest : ndarray or None
        Cosine of each title with what comes closest to it; None without sentence vectors. shape = (n_items,)
    """
    announced = {
        cue.items[0]
        for here, lead in zip(cues, leads, strict=True)
        for cue in here
        if cue.kind in (CueKind.ANNOUNCES, CueKind.MERGES) and cue.strength * lead >= ANNOUNCED
    }
    if sum(n_words) < JUDGED_WORDS or len(announced) >= ANNOUNCED_SHARE * len(items):
        return Fit.GOOD
    said = covered(tokens, items)
    near = 0.0 if closest is None else float(closest.mean())
    if not announced and said < COVERED_NONE and near < CLOSE_NONE:
        return Fit.NONE
    if closest is None:
        return Fit.POOR if not announced and said < COVERED_POOR else Fit.GOOD
    in_one_place = float(mentioned(n_words, tokens, items).mean())
    unlike = in_one_place < SAID_POOR and near + TOGETHER * in_one_place < LIKE_POOR
    return Fit.POOR if unlike else Fit.GOOD


def covered(tokens: Sequence[Sequence[str]], items: Sequence[AgendaItem]) -> float:
    """Mean share of the words of the items' titles that are said, in [0, 1].

    Examples
    --------
    >>> from pipeline.meeting import AgendaItem
    >>> covered([stems("budget")], [AgendaItem(0, "1", "Budgettet"), AgendaItem(1, "2", "Sommerfest i haven")])
    0.5
    """
    titles = [dict.fromkeys(stems(item.title)) for item in items]
    known = [title for title in titles if title]
    if not known:
        return 0.0
    vocabulary = {word: 1 for words in tokens for word in words}
    heard = matches(vocabulary, [{word: None} for title in known for word in title])
    hit = {column for counted in heard.values() for column in counted}
    shares, first = [], 0
    for title in known:
        shares.append(sum(column in hit for column in range(first, first + len(title))) / len(title))
        first += len(title)
    return sum(shares) / len(shares)
