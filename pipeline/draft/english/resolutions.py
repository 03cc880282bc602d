"""What a chair settles in everyday words: "so we'll go with ...", "then the item is deferred to ..."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.draft.english.clause import expand
from pipeline.draft.english.proposals import settled
from pipeline.draft.language import Speaker
from pipeline.draft.speech import lower_first, without_stop

if TYPE_CHECKING:
    from collections.abc import Callable

_LEAD = r"^(?:(?:yes|yeah|no|okay|ok|right|good|fine|well|and|all right|alright)\s*[,.]?\s+)*"
_WE = r"(?:we|the board|the committee|the council)"
_WILL = re.compile(
    rf"{_LEAD}(?:so|then|therefore|in that case)\s*,?\s+(?:let us\s+|{_WE}\s+(?:will|are going to|shall)\s+)"
    r"(?:(?:just|then|therefore|all)\s+)*(?P<said>.+)$",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"{_LEAD}(?:so\s+)?{_WE}\s+(?:will\s+)?(?P<said>(?:defer|postpone|award|grant|allocate|support|endorse|"
    r"reject|decline|adjourn|appoint|nominate|sell|buy|raise|lower|extend|refer)\s.+)$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    rf"{_LEAD}(?:so\s+|then\s+)?(?P<clause>(?:the|this|that)\s+(?:\w+\s+){{0,4}}?(?:is|will be|has to "
    rf"be)\s+(?:therefore\s+|hereby\s+)?"
    r"(?:deferred|postponed|adjourned|referred|withdrawn|taken up again|sent back)\b.*)$",
    re.IGNORECASE,
)


def resolve(text: str, body: str, indirect: Callable[[str], str | None], *, plain: bool) -> str | None:
    """The sentence of what is settled, or None. `plain`: also without "so", as in "we defer ...".

    >>> resolve("So we'll postpone the purchase to June.", "The Board", lambda text: None, plain=False)
    'The Board decided to postpone the purchase to June.'
    """
    text = expand(without_stop(text))
    group = lower_first(body)
    speaker = Speaker("", group, f"{group}'s", group)
    match = _WILL.match(text) or (_PLAIN.match(text) if plain else None)
    if match is not None:
        return settled(match["said"], body, speaker)
    match = _PASSIVE.match(text)
    clause = indirect(match["clause"]) if match else None
    return f"It was decided that {clause}." if clause else None
