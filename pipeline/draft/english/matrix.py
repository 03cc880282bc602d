"""English openings under which something is said ("I think that"), and the stance that each shows."""

from __future__ import annotations

import re

from pipeline.draft.language import Stance

_SOFT = (
    r"(?:\s+(?:just|also|really|actually|would|do|personally|still|very much|certainly|rather|only|"
    r"strongly|quite|simply|further))*"
)
_I = r"(?:I|we)"


def _opening(pattern: str, that: str = r"\s*,?\s*(?:that\s+)?") -> re.Pattern[str]:
    return re.compile(rf"^(?:{pattern}){that}", re.IGNORECASE)


OPENINGS: tuple[tuple[re.Pattern[str], Stance], ...] = (
    (
        _opening(
            r"I(?:'d|\s+would|\s+want|\s+wish)?(?:\s+like)?\s+(?:it|this)\s+(?:to\s+be\s+)?(?:recorded|minuted|noted)"
            r"(?:\s+in the minutes)?",
            r"\s*,?\s*that\s+",
        ),
        Stance.INFORM,
    ),
    (_opening(rf"{_I}{_SOFT}\s+(?:don't|do not)(?:\s+really)?\s+(?:think|believe|feel)"), Stance.DOUBT),
    (
        _opening(rf"{_I}(?:'d|\s+would|\s+want to|\s+will)?{_SOFT}(?:\s+like to)?\s+(?:propose|suggest|recommend)"),
        Stance.PROPOSE,
    ),
    (_opening(r"(?:my|our) (?:proposal|suggestion|recommendation) is", r"\s*,?\s*that\s+"), Stance.PROPOSE),
    (
        _opening(rf"{_I}(?:'m|\s+am|'re|\s+are){_SOFT}\s+(?:\w+ )?(?:worried|concerned|afraid)", r"\s+that\s+"),
        Stance.CONCERN,
    ),
    (_opening(rf"{_I}{_SOFT}\s+(?:worry|fear)"), Stance.CONCERN),
    (_opening(r"(?:my|our|the|one) (?:worry|concern) is", r"\s*,?\s*(?:that\s+)?"), Stance.CONCERN),
    (
        _opening(
            rf"{_I}(?:'d|\s+would|\s+want to|\s+must|\s+should)?{_SOFT}(?:\s+like to)?\s+(?:stress|"
            rf"emphasi[sz]e|underline|point out|highlight)"
        ),
        Stance.STRESS,
    ),
    (_opening(rf"{_I}{_SOFT}\s+hope"), Stance.HOPE),
    (
        _opening(
            rf"{_I}(?:'d|\s+would|\s+can|\s+want to|\s+must|\s+should|\s+am able to|\s+am pleased to|"
            rf"'m pleased to|\s+will|'ll)?{_SOFT}"
            r"(?:\s+(?:like|want|wish) to)?\s+(?:have\s+(?:it\s+)?(?:recorded|minuted|"
            r"noted)(?:\s+in the minutes)?|say|report|add|mention|confirm|note|inform you|"
            r"tell you|let you know|remind (?:you|everyone))",
            r"\s*,?\s*that\s+",
        ),
        Stance.INFORM,
    ),
    (
        _opening(r"I(?:'d|\s+would)?(?:\s+(?:like|want))?\s+the (?:minutes|record) to (?:say|show|record|reflect)"),
        Stance.INFORM,
    ),
    (
        _opening(
            rf"{_I}{_SOFT}\s+(?:think|believe|feel|suppose|guess|reckon|assume|imagine)|in (?:my|our) (?:view|"
            rf"opinion)|my (?:view|sense|feeling) is"
        ),
        Stance.BELIEVE,
    ),
    (_opening(r"(?:my|the|one) point is|it seems to me|i see|i notice", r"\s*,?\s*that\s+"), Stance.NOTE),
)

_BEHIND_FRONT = re.compile(
    r"^(?P<front>(?:from|for|on|in|at|as|with)\s+[^,]{3,50}),?\s+I\s+(?:would|must|can|have to|want to|'d)\s+"
    r"(?:just\s+)?(?:say|add|note|point out)\s+(?:that\s+)?",
    re.IGNORECASE,
)
"""An opening that stands behind an adverbial: "From our side, I would say that"."""

PHRASES = re.compile(
    r"^(?:I|we)(?:'m|\s+am|'re|\s+are)?(?:\s+(?:just|also|really|very|a bit|a little|still|quite|strongly|"
    r"fully))*\s+(?:(?:worried|concerned)\s+about\s+(?P<about>[^,;]+)|"
    r"support\s+(?P<support>(?:the|this|that|a|an)\s+[^,;]+))$",
    re.IGNORECASE,
)
QUESTION_OPENINGS = re.compile(
    r"^(?:(?:I|we)(?:'d|\s+would|\s+wanted|\s+want|\s+was going)?(?:\s+(?:just|also))*(?:\s+(?:like|"
    r"love))?(?:\s+to)?\s+(?:ask|know|hear|wonder)|"
    r"(?:I|we)(?:'m|\s+am|\s+was|\s+were|'re)(?:\s+just)?\s+wondering|my question is|the question is|"
    r"(?:can|could|would|will) (?:you|we|someone|anyone)(?:\s+(?:please|just|perhaps))*\s+(?:say|tell (?:us|"
    r"me)|explain|confirm|clarify)(?:\s+to (?:us|me))?|"
    r"do (?:you|we) (?:know|have any idea)|may i ask|can i ask|could i ask)\s*,?\s*(?=(?:if|whether|when|how|"
    r"what|where|who|why|which|that)\b)",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"^(?:(?:can|could|would) (?:you|someone)(?:\s+(?:please|just|perhaps|also))*\s+(?:say|tell us|tell me|"
    r"explain)(?:\s+(?:something|a (?:little )?bit|a little|more|a word|"
    r"a few words|a bit more))*\s+(?:about|on)|(?:I|we)(?:'ve| have)?(?:\s+(?:just|also))*\s+(?:got\s+)?(?:a|"
    r"one|two|another) (?:quick |short |small )?questions? (?:about|on|regarding)|"
    r"what about|how about|(?:can|could|may) i ask about)\s+(?P<topic>.+)$",
    re.IGNORECASE,
)


def strip_opening(text: str) -> tuple[str, Stance | None]:
    """Take the opening off: the clause behind it, and the stance it showed (None: there was none).

    >>> strip_opening("I think that we should wait")
    ('we should wait', <Stance.BELIEVE: 'believe'>)
    """
    text = _BEHIND_FRONT.sub(r"\g<front>, ", text)
    for pattern, stance in OPENINGS:
        match = pattern.match(text)
        if match and len(text[match.end() :].split()) >= 2 and not _dangles(text[match.end() :]):
            return text[match.end() :], stance
    return text, None


def _dangles(rest: str) -> bool:
    """Whether what is left is no clause: "about the price", "so"."""
    return (
        re.match(r"(?:about|of|so\b|to\b|for|with|in\b|on\b|like\b|not\b|a\b.*\bto\b)", rest, re.IGNORECASE) is not None
    )
