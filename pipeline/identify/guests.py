"""Names that take part and are not on the list: proposed to the reviewer, never added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.identify.words import ends_sentence
from pipeline.names.index import Mention, NameMatch

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME_WORD = re.compile(r"^[^\W\d_a-zæøå][^\W\d_]*(?:[-’'][^\W\d_]+)*[.,;:!?]*$")
_NOT_NAMES = frozenset(
    re.findall(r"\w+", "I Jeg De Vi Du Det Den Der Tak Så Og Ja Nej Hr Fru Mr Mrs Ms Dr The And Thank So")
)
MAX_NAME_WORDS = 4


def unknown_names(tokens: Sequence[str], known: Sequence[Mention]) -> tuple[Mention, ...]:
    """Find two to four capitalised words in a row that no known name overlaps, the first word of a sentence excepted.

    Examples
    --------
    >>> [(m.start, m.end) for m in unknown_names("Ordet til Karen Holm, værsgo".split(), [])]
    [(2, 4)]
    """
    taken = {at for mention in known for at in range(mention.start, mention.end)}
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and end - at < MAX_NAME_WORDS and end not in taken and _is_name(tokens, end):
            end += 1
            if not tokens[end - 1][-1].isalpha():
                break
        if end - at >= 2:
            found.append(Mention(at, end, NameMatch(), stranger=True))
        at = max(end, at + 1)
    return tuple(found)


def _is_name(tokens: Sequence[str], at: int) -> bool:
    """Tell whether a word may be part of a name: a capital that no beginning of a sentence explains."""
    if not _NAME_WORD.match(tokens[at]) or tokens[at].rstrip(".,;:!?") in _NOT_NAMES:
        return False
    return at > 0 and not ends_sentence(tokens[at - 1], tokens[at])
