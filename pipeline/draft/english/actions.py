"""English requests, promises and assignments, as verb phrases to stand behind "X will"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.draft.english.clause import expand, shift_pronouns
from pipeline.draft.speech import without_stop

if TYPE_CHECKING:
    from pipeline.draft.language import Speaker

_NAME = r"[A-Z][\w'-]+(?:\s+[A-Z][\w'.-]*)*"
_UNIT = r"[Tt]he\s+(?:secretariat|administration|chair|staff|management|treasurer|secretary)"
_SOFT = r"(?:(?:please|also|perhaps|then|certainly|just|definitely|gladly|kindly|maybe|possibly|still)\s+)*"
_VERB = rf"{_SOFT}(?P<verb>[a-z]+)(?P<rest>\s.+)?$"
_REQUESTS = (
    re.compile(
        rf"^(?:(?P<name>{_NAME})\s*,?\s+)?(?:[Cc]an|[Cc]ould|[Ww]ill|"
        rf"[Ww]ould)\s+you(?:\s+and\s+(?P<more>{_NAME}))?\s*,?\s+{_VERB}"
    ),
    re.compile(
        rf"^(?:Can|Could|Will|Would|can|could|will|would|May I ask|Can I ask|I would ask|I will ask|"
        rf"I would like)\s+(?P<name>{_NAME}|{_UNIT})(?:\s+and\s+(?P<more>{_NAME}))?\s+(?:to\s+)?{_VERB}"
    ),
    re.compile(
        rf"^(?P<name>{_NAME})\s*,\s*(?:please|I would like you(?:\s+and\s+(?P<more>{_NAME}))?\s+to|"
        rf"you\s+(?:will|are going to|were going to))\s+{_VERB}"
    ),
)
_VOCATIVE = re.compile(rf"^(?P<asked>(?:[Cc]an|[Cc]ould|[Ww]ill|[Ww]ould)\s+you\s.+?)\s*,\s*(?P<name>{_NAME})$")
_NEED = re.compile(
    rf"^(?:we|somebody|someone|one of us)\s+(?:should|must|needs?\s+to|has\s+to|have\s+to|"
    rf"ought\s+to|will\s+have\s+to)\s+{_VERB}",
    re.IGNORECASE,
)
_CALL = re.compile(
    rf"^who\s+(?:(?P<modal>will|can|could|is going to|would like to)\s+)?{_SOFT}(?P<verb>[a-z]+)(?P<rest>\s.+)?$",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    rf"^(?:(?:sure|certainly|fine|happy to),?\s+)?I\s+(?:will|shall|can|am going to|promise to)\s+{_VERB}",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"^(?:(?:we|it is|it was|we are)\s+agree[d]?|the action is|action)\s*(?:that|:)?\s+", re.IGNORECASE
)
_ASSIGNED = re.compile(
    rf"^(?P<who>{_NAME}(?:\s+and\s+{_NAME})*|{_UNIT})\s+(?:will|shall|is to|are to|is going to|are going to|"
    rf"has agreed to|agreed to)\s+{_VERB}"
)
_WANT = re.compile(
    r"^(?:can|could|may|might)\s+(?:we|I|the board|the committee)\s+(?:please\s+|perhaps\s+|also\s+)?(?:have|get|"
    r"see|receive)\s+"
    r"(?P<thing>(?:a|an|the|some|more|those|these)\s[^?]+)",
    re.IGNORECASE,
)
_DELIVERS = re.compile(
    r"^(?:I|we)\s+(?:will|shall|can)\s+(?P<verb>send|circulate|provide|share|get|prepare|distribute|bring|forward|"
    r"supply)\s+"
    r"(?:that|it|them|those|you\s+that)(?P<rest>\s.*)?$",
    re.IGNORECASE,
)
_TAGS = re.compile(
    r",?\s*(?:please|if that is okay|if that is all right|thank you|thanks|okay|will you|can you)\s*$", re.IGNORECASE
)
_NOT_PEOPLE = frozenset("I We It They You There This That He She The What Who".split())
UNDERTAKE = frozenset(
    "do send prepare write draft circulate contact call email ask check look find get bring arrange organise "
    "organize book review revise update "
    "follow report come make set draw share distribute speak talk invite collect confirm clarify investigate "
    "explore produce provide put "
    "submit present schedule forward chase order publish negotiate complete finish deliver add include take "
    "pass raise meet obtain liaise "
    "coordinate sign fix ring phone rewrite compile estimate calculate chair lead join handle recruit hire buy "
    "sell repair replace renew move "
    "post print read register file apply try work plan design build test evaluate measure monitor coordinate "
    "consult inform notify".split()
)
_IRREGULAR_BASE = {"does": "do", "goes": "go", "has": "have", "is": "be"}


def request(text: str, speaker: Speaker) -> tuple[tuple[str, ...], str] | None:
    """Whom "Helen, could you send ..." asks, and for what.

    >>> from pipeline.draft.language import Speaker
    >>> request("Helen, could you send the plan round by Friday", Speaker(""))
    (('Helen',), 'send the plan round by Friday')
    """
    text = expand(text)
    vocative = _VOCATIVE.match(text)
    if vocative:
        text = f"{vocative['name']}, {vocative['asked'][:1].lower()}{vocative['asked'][1:]}"
    for pattern in _REQUESTS:
        match = pattern.match(text)
        if match and match["name"] not in _NOT_PEOPLE:
            done = undertaken(match["verb"], match["rest"], speaker)
            names = (match["name"] or "", match["more"]) if match.groupdict().get("more") else (match["name"] or "",)
            return (names, done) if done else None
    return None


def call(text: str, speaker: Speaker) -> str | None:
    """What "who sends out ...?" looks for somebody to do."""
    match = _CALL.match(expand(text))
    if match is None:
        return None
    verb = match["verb"].lower()
    return undertaken(verb if match["modal"] else _base(verb), match["rest"], speaker)


def _base(verb: str) -> str:
    if verb in _IRREGULAR_BASE:
        return _IRREGULAR_BASE[verb]
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    if verb.endswith(("ches", "shes", "sses", "xes")):
        return verb[:-2]
    return verb.removesuffix("s")


def commitment(text: str, speaker: Speaker) -> str | None:
    """What "I will send ..." undertakes: "send ..."."""
    match = _PROMISE.match(expand(text))
    return undertaken(match["verb"], match["rest"], speaker) if match else None


def need(text: str, speaker: Speaker) -> str | None:
    """What "somebody must write to the council" says is to be done, by nobody yet.

    >>> from pipeline.draft.language import Speaker
    >>> need("Somebody has to write to the council", Speaker(""))
    'write to the council'
    """
    match = _NEED.match(expand(text))
    return undertaken(match["verb"], match["rest"], speaker) if match else None


def want(text: str) -> str | None:
    """What "can we have ...?" asks to be given.

    >>> want("Can we have the figures by age group")
    'the figures by age group'
    """
    match = _WANT.match(expand(text))
    return without_stop(match["thing"]) if match else None


def delivery(text: str) -> tuple[str, str] | None:
    """What "we'll send that by Friday" promises of the thing asked for: ("send", "by Friday")."""
    match = _DELIVERS.match(expand(text))
    return (match["verb"].lower(), without_stop((match["rest"] or "").strip())) if match else None


def assignment(text: str, speaker: Speaker) -> tuple[str, str] | None:
    """Who is to do what in "Helen will send ..." or "the secretariat is to prepare ..."."""
    match = _ASSIGNED.match(_AGREED.sub("", expand(text)))
    if match is None or match["who"].split()[0] in _NOT_PEOPLE - {"The"}:
        return None
    done = undertaken(match["verb"], match["rest"], speaker)
    return (match["who"], done) if done else None


def undertaken(verb: str, rest: str | None, speaker: Speaker) -> str | None:
    """A bare verb phrase behind "will", or None where nothing is undertaken."""
    rest = _TAGS.sub("", rest or "")
    if verb.lower() not in UNDERTAKE or not rest.split():
        return None
    rest = re.sub(r"\bour next meeting\b", "the next meeting", rest, flags=re.IGNORECASE)
    rest = re.sub(r"\b(?:you all|all of us|all of you|us|you)\b", "those present", rest, count=1)
    if verb.lower() == "take":
        rest = re.sub(r"^\s*(?:that|it|this)\b(?=\s+(?:back|up|to|with)\b)", " the matter", rest)
    shifted = shift_pronouns(without_stop(rest.strip()), speaker)
    return f"{verb.lower()} {shifted}" if shifted else None
