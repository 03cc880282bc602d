"""Items that may hold any words: question time, open debates. Their titles say who may speak, not of what.

No word of such a title need be said while the item lasts, and what is said resembles the titles of other items by
chance: without a rule of their own they are torn to pieces. An open item is as near to what is said as the nearest
title, less a margin: so a stretch leaves it only where the meeting moves, or where it is about one title for long.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pipeline.meeting import AgendaItem

    Floats = npt.NDArray[np.float64]

MARGIN = 0.4  # score of an utterance of mass one by which an open item stands behind the nearest title

_OPEN = re.compile(
    r"\b\w*spørgeti(?:d|me)\w*\b"
    r"|\b(?:besvarelse af|oversendte|mundtlige|skriftlige|aktuelle)\s+(?:\w+\s+)?spørgsmål\b"
    r"|\bspørgsmål\s+(?:til|fra)\s+(?!\w*(?:\s\w+)?\s+om\b)(?:\w*minist\w+|\w*borger\w*|medlem\w*|sal\w*|tilhører\w*|"
    r"publikum|formand\w*|borgmester\w*|bestyrelse\w*|direktion\w*|ledelse\w*|udvalg\w*)\b(?!\s+(?:om|vedr\w*|angående)\b)"
    r"|\b(?:åben|fri)\s+(?:debat|drøftelse|diskussion|dialog|runde|mikrofon|snak)\b|\bordet er frit\b|\bbordrunde\b"
    r"|\bquestion (?:time|period|hour)\b|\boral questions?\b|\bquestions? and answers?\b|\bq\s?(?:&|and|/)\s?a\b"
    r"|\bquestions? (?:from|to) (?:the )?(?:public|floor|members|audience|ministers?|board|chair)\b"
    r"(?!\s+(?:on|about)\b)"
    r"|\bopen (?:discussion|debate|forum|floor|mic\w*)\b|\bpublic (?:comments?|questions?|forum)\b",
    re.IGNORECASE,
)


def is_open(item: AgendaItem) -> bool:
    """Whether the title of an item says that anything may be spoken of.

    Examples
    --------
    >>> from pipeline.meeting import AgendaItem
    >>> titles = "Borgernes spørgetid", "Spørgsmål til ministeren", "Spørgsmål til ministeren om havne", "Ny havn"
    >>> [is_open(AgendaItem(0, "1", title)) for title in titles]
    [True, True, False, False]
    """
    return _OPEN.search(item.title) is not None


def with_open_items(emission: Floats, items: Sequence[AgendaItem]) -> Floats:
    """Put open items right behind the nearest of the others.

    Parameters
    ----------
    emission : ndarray
        Score of each utterance under each item, per unit of mass. shape = (n_utterances, n_items)

    Returns
    -------
    ndarray
        As it was where no item is open, or every one. shape = (n_utterances, n_items)
    """
    holds_all = np.array([is_open(item) for item in items])
    if not holds_all.any() or holds_all.all():
        return emission
    nearest = emission[:, ~holds_all].max(axis=1) - MARGIN
    return np.where(holds_all, np.maximum(emission, nearest[:, None]), emission)
