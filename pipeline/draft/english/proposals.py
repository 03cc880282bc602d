"""English proposals: what is decided once the chair or the others say yes to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.draft.english.clause import expand, shift_pronouns
from pipeline.draft.language import Proposal
from pipeline.draft.speech import bare, without_stop

if TYPE_CHECKING:
    from pipeline.draft.language import Speaker

_LEAD = r"^(?:(?:yes|yeah|well|and|so|but|okay|right|then|now)\s*,?\s+)*"
_SOFT = r"(?:(?:not|then|just|also|maybe|perhaps|therefore|all|simply)\s+)*"


@dataclass(frozen=True, slots=True)
class _Form:
    pattern: re.Pattern[str]
    asks: bool = False
    chair: bool = False


def _form(pattern: str, *, asks: bool = False, chair: bool = False) -> _Form:
    return _Form(re.compile(_LEAD + pattern, re.IGNORECASE), asks, chair)


FORMS = (
    _form(rf"(?:shall|should)\s+we\s+{_SOFT}(?:say\s+(?:that\s+)?we\s+)?(?P<said>.+)", asks=True, chair=True),
    _form(rf"(?:why\s+do(?:n't| not)\s+we|how\s+about\s+we|what\s+if\s+we)\s+{_SOFT}(?P<said>.+)", asks=True),
    _form(
        r"(?:are\s+(?:we|you|people|all)|is\s+everyone|is\s+everybody)\s+(?:all\s+)?(?:happy|content|agreed|willing)\s+"
        r"(?:to|that\s+we)\s+(?P<said>.+)",
        asks=True,
    ),
    _form(
        r"(?:I|we|the\s+\w+)\s+(?:would\s+|will\s+)?(?:propose|suggest|move|recommend)s?\s*,?\s*"
        r"(?:then\s+|therefore\s+)?(?:that\s+)?(?:we|the\s+(?:board|committee|council))\s+(?:should\s+)?(?P<said>.+)"
    ),
    _form(
        r"(?:the|my|our)\s+(?:proposal|recommendation|suggestion)\s+is\s+(?:to|that\s+we(?:\s+should)?)\s+(?P<said>.+)"
    ),
    _form(rf"let(?:'s| us)\s+{_SOFT}(?P<said>.+)"),
    _form(rf"(?:I\s+think\s+|I\s+believe\s+)?(?:that\s+)?we\s+(?:should|could|ought\s+to)\s+{_SOFT}(?P<said>.+)"),
)
NOT_HELD = re.compile(
    r"^(?:move on|go (?:on|to|back|through|around|round|ahead)|start|begin|continue|carry on|take (?:a|item|the "
    r"next|five)|"
    r"have a (?:break|look|quick|short)|look|see|hear|come back|turn|talk|discuss|think|be|get (?:started|going|back)|"
    r"say|know|wait|try|pause|break|stop|skip|hope|ask|vote|make sure|do (?:it|that|this)|just)\b",
    re.IGNORECASE,
)
_NO_VERB = frozenset("the a an it that this we i you they there no not so and".split())


def settled(said: str, body: str, speaker: Speaker) -> str | None:
    """Say "The Board decided to ..." of a bare infinitive with what it governs; None where it settles nothing."""
    said = without_stop(said.strip(" ,"))
    first = bare(said.split(" ", 1)[0]) if said else ""
    if len(said.split()) < 3 or NOT_HELD.match(said) or first in _NO_VERB:
        return None
    shifted = shift_pronouns(said, speaker)
    return f"{body} decided to {shifted}." if shifted else None


def propose(text: str, body: str, speaker: Speaker) -> Proposal | None:
    """What a sentence proposes to the body; None where it is no proposal.

    >>> from pipeline.draft.language import Speaker
    >>> propose("I propose that we sell the old van.", "The Board", Speaker("")).text
    'The Board decided to sell the old van.'
    """
    text = expand(without_stop(text))
    for form in FORMS:
        match = form.pattern.match(text)
        sentence = settled(match["said"], body, speaker) if match else None
        if sentence is not None:
            return Proposal(sentence, form.asks, form.chair)
    return None
