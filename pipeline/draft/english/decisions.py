"""What was decided, in the past tense of minutes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.draft.english.clause import expand, shift_pronouns
from pipeline.draft.language import Speaker
from pipeline.draft.speech import bare, capital, lower_first, without_stop

if TYPE_CHECKING:
    from collections.abc import Callable

_PAST = {
    "decide": "decided",
    "agree": "agreed",
    "approve": "approved",
    "adopt": "adopted",
    "resolve": "resolved",
    "reject": "rejected",
    "accept": "accepted",
    "appoint": "appointed",
    "elect": "elected",
    "endorse": "endorsed",
}
_VERB = "|".join(_PAST)
_ACTIVE = re.compile(
    rf"^(?:(?:so|then|therefore|and|right|okay)\s*,?\s+)*(?:we|the board|the committee|the council)(?:'ve|'re|"
    rf"\s+have|\s+has|\s+are|\s+is)?"
    rf"(?:\s+(?:hereby|therefore|now|all|thus|then))*\s+(?P<verb>{_VERB})(?:e?d|s)?\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"^(?:(?:so|then|therefore|and|right|okay|with that|in that case)\s*,?\s+)*(?P<np>.+?)\s+(?:is|are|"
    r"has been|have been|was|were|stands)\s+"
    r"(?:(?:hereby|therefore|thus|now|then|duly|unanimously|both|all)\s+)*(?P<neg>not\s+)?(?P<pp>approved|"
    r"adopted|carried|passed|agreed|accepted|rejected|defeated|lost|"
    r"(?:re-?)?elected|(?:re-?)?appointed|decided)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_CARRIES = re.compile(
    r"\b(?P<np>(?:the )?(?:motion|proposal|amendment|resolution))\s+(?:is\s+)?(?P<verb>carries|carried|passes|"
    r"falls|is lost|is defeated)\b",
    re.IGNORECASE,
)
_CONCLUSION = re.compile(
    r"^(?:(?:so|and|then)\s*,?\s+)*(?:(?:the|our)\s+(?:decision|conclusion)(?:\s+then)?\s+is|"
    r"I conclude)\s*,?\s+(?:that\s+|to\s+)(?P<rest>.+)$",
    re.IGNORECASE,
)
_PROPOSAL = re.compile(
    rf"\b(?:can|shall|do|may|are|could)\s+(?:we|the board|the committee|you(?: all)?|everyone)\s+(?:(?:all|"
    rf"then|therefore|now)\s+)*(?P<verb>{_VERB})(?:d|ed)?\s+(?P<rest>[^?]+)",
    re.IGNORECASE,
)
_EMPTY = frozenset("it that this them so on to with all".split())


def _object(rest: str | None) -> str:
    return without_stop((rest or "").strip(" ,"))


def decide(text: str, body: str, indirect: Callable[[str], str | None]) -> str | None:
    """The sentence of a decision, or None where it does not say what was decided.

    >>> decide("So we approve the budget for 2021.", "The Board", lambda text: None)
    'The Board approved the budget for 2021.'
    >>> decide("The budget is therefore adopted.", "The Board", lambda text: None)
    'The budget was adopted.'
    """
    text = expand(without_stop(text))
    match = _CONCLUSION.match(text)
    if match:
        clause = indirect(match["rest"])
        return f"It was concluded that {clause}." if clause else None
    match = _ACTIVE.match(text)
    if match:
        return _active(_PAST[match["verb"].lower()], _object(match["rest"]), body, indirect)
    match = _PASSIVE.match(text)
    if match:
        return _passive(match, indirect)
    match = _CARRIES.search(text)
    if match is None:
        return None
    verb = {"carries": "was carried", "carried": "was carried", "passes": "was passed", "falls": "fell"}.get(
        match["verb"].lower(), "was lost"
    )
    noun = match["np"] if match["np"].lower().startswith("the ") else f"the {match['np']}"
    return f"{capital(noun)} {verb}."


def _active(past: str, rest: str, body: str, indirect: Callable[[str], str | None]) -> str | None:
    if (
        not rest
        or bare(rest) in _EMPTY
        or len(rest.split()) < 2
        or (past == "agreed" and rest.lower().startswith(("with ", "on that")))
    ):
        return None
    if rest.lower().startswith("that "):
        clause = indirect(rest[5:])
        return f"{body} {past} that {clause}." if clause else None
    shifted = _shift(rest, body)
    return f"{body} {past} {shifted}." if shifted else None


def _shift(rest: str, body: str) -> str | None:
    group = lower_first(body)
    return shift_pronouns(rest, Speaker("", group, f"{group}'s", group))


def _passive(match: re.Match[str], indirect: Callable[[str], str | None]) -> str | None:
    subject, rest = match["np"].strip(), _object(match["rest"])
    participle, negation = match["pp"].lower(), "not " if match["neg"] else ""
    participle = {"defeated": "rejected", "lost": "rejected"}.get(participle, participle)
    if bare(subject) in ("it", "that", "this", "which"):
        if not rest.lower().startswith("that "):
            return None
        clause = indirect(rest[5:])
        return f"It was {negation}{participle} that {clause}." if clause else None
    if len(subject.split()) > 9 or "," in subject:
        return None
    verb = (
        "were"
        if re.search(
            r"\b(?:are|were|have been)\s", match.group(0)[match.start("np") :][len(subject) : len(subject) + 11]
        )
        else "was"
    )
    shifted = _shift(f"{subject} {verb} {negation}{participle} {rest}".strip(), "The meeting")
    return capital(without_stop(shifted)) + "." if shifted else None


def proposal(text: str, body: str, speaker: Speaker) -> str | None:
    """What is decided when "can we approve ...?" finds assent.

    >>> from pipeline.draft.language import Speaker
    >>> proposal("Can we approve the accounts?", "The Board", Speaker(""))
    'The Board approved the accounts.'
    """
    match = _PROPOSAL.search(expand(text))
    if match is None:
        return None
    rest = _object(match["rest"])
    if len(rest.split()) < 2 or (
        bare(rest.split()[0]) in ("that", "it", "this", "with", "on") and len(rest.split()) < 3
    ):
        return None
    shifted = shift_pronouns(rest, speaker)
    return f"{body} {_PAST[match['verb'].lower()]} {shifted}." if shifted else None
