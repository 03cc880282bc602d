"""What was decided, in the past tense of a referat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.draft.danish.clause import find_finite, shift_pronouns
from pipeline.draft.language import Speaker
from pipeline.draft.speech import bare, capital, lower_first, without_stop

if TYPE_CHECKING:
    from collections.abc import Callable

_PAST = {
    "beslutter": "besluttede",
    "vedtager": "vedtog",
    "godkender": "godkendte",
    "tiltræder": "tiltrådte",
    "indstiller": "indstillede",
    "vælger": "valgte",
    "afviser": "afviste",
    "forkaster": "forkastede",
    "beslutte": "besluttede",
    "vedtage": "vedtog",
    "godkende": "godkendte",
    "tiltræde": "tiltrådte",
    "vælge": "valgte",
    "besluttet": "besluttede",
    "vedtaget": "vedtog",
    "godkendt": "godkendte",
    "tiltrådt": "tiltrådte",
    "valgt": "valgte",
    "afvist": "afviste",
    "forkastet": "forkastede",
}
_PARTICIPLE = r"(?:enstemmigt\s+)?(?:besluttet|vedtaget|godkendt|tiltrådt|(?:gen)?valgt|forkastet|afvist|nedstemt)"
_ACTIVE = re.compile(
    r"^(?:(?:så|dermed|derfor|hermed|og|altså|nu)\s+)*(?:"
    r"(?:vi|bestyrelsen|udvalget|rådet|byrådet)\s+(?P<a>beslutter|vedtager|godkender|tiltræder|indstiller|"
    r"vælger|afviser|forkaster)|"
    r"(?P<b>beslutter|vedtager|godkender|tiltræder|vælger|afviser|forkaster)\s+(?:vi|bestyrelsen|udvalget|rådet)|"
    r"(?:vi|bestyrelsen|udvalget|rådet)\s+har\s+(?:nu\s+|hermed\s+|så\s+)*(?P<c>besluttet|vedtaget|godkendt|"
    r"tiltrådt|valgt|afvist|forkastet)|"
    r"har\s+(?:vi|bestyrelsen|udvalget|rådet)\s+(?:nu\s+|hermed\s+|så\s+)*(?P<d>besluttet|vedtaget|godkendt|"
    r"tiltrådt|valgt|afvist|forkastet)"
    r")(?:\s+(?:så|hermed|altså|nu|dermed))*(?P<rest>[,\s].*)?$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    rf"^(?:(?:så|dermed|hermed|og|nu)\s+)*(?:(?:er|blev)\s+(?P<np1>.+?)|(?P<np2>.+?)\s+(?:er|blev))\s+(?:(?:hermed|så|dermed|nu|"
    rf"altså|også)\s+)*"
    rf"(?P<neg>ikke\s+)?(?P<pp>{_PARTICIPLE})(?P<rest>[,\s].*)?$",
    re.IGNORECASE,
)
_CONCLUSION = re.compile(
    r"^(?:(?:så|og)\s+)*(?:(?:beslutningen|konklusionen)\s+(?:er|bliver)(?:\s+(?:så|altså|dermed))*|"
    r"jeg\s+konkluderer)\s*,?\s*at\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_PROPOSAL = re.compile(
    r"\b(?:kan|skal|vil)\s+(?:vi|I|bestyrelsen|udvalget|rådet|byrådet)\s+(?:(?:så|ikke|alle|hermed|også)\s+)*"
    r"(?P<verb>godkende|vedtage|tiltræde|beslutte|vælge)\s+(?P<rest>[^?]+)",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"^(?:(?:så|dermed|og|altså)\s+)*(?:vi\s+er|er\s+vi|der\s+er|er\s+der)\s+(?:(?:så|altså|dermed|jo|vist|"
    r"alle)\s+)*(?:enige\s+om|enighed\s+om)\s*,?\s*(?P<rest>.+)$",
    re.IGNORECASE,
)
_AGREE_TO = re.compile(
    r"^(?:(?:så|og|men)\s+)*(?:er\s+(?:vi|der))\s+(?:\w+\s+){0,2}(?:enige|enighed|opbakning)\s+(?:om|til)\s*,?\s*at\s+(?P<rest>[^?]+)",
    re.IGNORECASE,
)
_EMPTY = frozenset("det den dette de sagen punktet".split())


def _object(rest: str | None) -> str:
    return without_stop((rest or "").strip(" ,"))


def decide(text: str, body: str, indirect: Callable[[str], str | None]) -> str | None:
    """The sentence of a decision, or None where it does not say what was decided.

    >>> decide("Så godkender vi budgettet for 2021.", "Bestyrelsen", lambda text: None)
    'Bestyrelsen godkendte budgettet for 2021.'
    >>> decide("Budgettet er hermed vedtaget.", "Bestyrelsen", lambda text: None)
    'Budgettet blev vedtaget.'
    """
    text = without_stop(text)
    match = _CONCLUSION.match(text)
    if match:
        clause = indirect(match["rest"])
        return f"Det blev konkluderet, at {clause}." if clause else None
    match = _AGREED.match(text)
    if match:
        return _agreed(_object(match["rest"]), body, indirect)
    match = _ACTIVE.match(text)
    if match:
        verb = next(match[name] for name in "abcd" if match[name]).lower()
        return _active(verb, _object(match["rest"]), body, indirect)
    match = _PASSIVE.match(text)
    return _passive(match, indirect) if match else None


def _agreed(rest: str, body: str, indirect: Callable[[str], str | None]) -> str | None:
    if not rest.lower().startswith("at "):
        return None
    if _infinitive(rest[3:]):
        shifted = shift_pronouns(rest, _as(body))
        return f"Der var enighed om {shifted}." if shifted else None
    parts = re.split(r",?\s+og at\s+", rest[3:])
    turned = [indirect(part) for part in parts]
    if any(one is None for one in turned):
        return None
    return f"Der var enighed om, at {', og at '.join(one for one in turned if one)}."


def _active(verb: str, rest: str, body: str, indirect: Callable[[str], str | None]) -> str | None:
    if bare(rest) in _EMPTY or not rest:
        return None
    if rest.lower().startswith("at "):
        inner = rest[3:]
        if _infinitive(inner):
            shifted = shift_pronouns(inner, _as(body))
            return f"{body} {_PAST[verb]} at {shifted}." if shifted else None
        clause = indirect(inner)
        return f"{body} {_PAST[verb]}, at {clause}." if clause else None
    shifted = shift_pronouns(rest, _as(body))
    return f"{body} {_PAST[verb]} {shifted}." if shifted else None


def _as(body: str) -> Speaker:
    """What "vi" means when the body decides."""
    noun = lower_first(body)
    return Speaker("", noun, f"{noun}s" if noun else "", noun)


def _infinitive(text: str) -> bool:
    """Whether what stands behind "at" is an infinitive rather than a clause."""
    first = bare(text.split(" ", 1)[0])
    return (
        first.endswith(("e", "å"))
        and first not in ("de", "alle", "denne", "disse", "nogle")
        and find_finite(text.split()[:2]) is None
    )


def _passive(match: re.Match[str], indirect: Callable[[str], str | None]) -> str | None:
    subject = (match["np1"] or match["np2"] or "").strip()
    rest = _object(match["rest"])
    participle = match["pp"].lower()
    negation = "ikke " if match["neg"] else ""
    if bare(subject) in _EMPTY:
        if not rest.lower().startswith("at "):
            return None
        if _infinitive(rest[3:]):
            shifted = shift_pronouns(rest[3:], _as(""))
            return f"Det blev {negation}{participle} at {shifted}." if shifted else None
        clause = indirect(rest[3:])
        return f"Det blev {negation}{participle}, at {clause}." if clause else None
    if len(subject.split()) > 8 or "," in subject:
        return None
    shifted = shift_pronouns(f"{subject} blev {negation}{participle} {rest}".strip(), _as(""))
    return capital(without_stop(shifted)) + "." if shifted else None


def proposal(text: str, body: str, speaker: Speaker) -> str | None:
    """What is decided when "kan vi godkende ...?" finds assent.

    >>> from pipeline.draft.language import Speaker
    >>> proposal("Kan vi godkende regnskabet?", "Bestyrelsen", Speaker(""))
    'Bestyrelsen godkendte regnskabet.'
    """
    agreed = _AGREE_TO.match(text)
    if agreed and _infinitive(agreed["rest"]):
        shifted = shift_pronouns(_object(agreed["rest"]), speaker)
        return f"Der var enighed om at {shifted}." if shifted else None
    match = _PROPOSAL.search(text)
    if match is None:
        return None
    rest = _object(match["rest"])
    if bare(rest) in _EMPTY or not rest or (rest.lower().startswith(("det ", "den ")) and len(rest.split()) < 3):
        return None
    shifted = shift_pronouns(rest, speaker)
    return f"{body} {_PAST[match['verb'].lower()]} {shifted}." if shifted else None
