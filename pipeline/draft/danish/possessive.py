"""Danish "vores" where nobody can tell whose: the definite form says the same without an owner.

Danish puts the definite article behind the noun ("gæsterne", "revisoren"), and before it where an adjective stands
between ("de faste udgifter"). The gender of a noun cannot be seen, so only endings are turned whose form is certain.
"""

from __future__ import annotations

import re

_OURS = re.compile(
    r"\b(?:vores|vor|vort|vore)\s+"
    r"(?P<adjectives>(?:(?!\w*(?:ere|aftale|else|lokale|personale|penge|økonomi)\b)\w+e\s+){0,2})"
    r"(?P<noun>(?!(?:er|har|var|kan|skal|vil)\b)\w+)(?P<stop>[.,;:?]?)(?=\s|$)",
    re.IGNORECASE,
)
_COMMON = ("ing", "tion", "sion", "hed", "else", "or", "tør", "mand", "økonomi", "aftale", "pris", "plan", "bygning")
_NEUTER = {
    "hus": "et",
    "budget": "tet",
    "anlæg": "get",
    "regnskab": "et",
    "personale": "t",
    "lokale": "t",
    "projekt": "et",
}
_AGENTS = ("leder", "lærer", "lejer", "bruger", "borger", "kasserer", "mester", "forbruger", "partner", "ejer")
_LONGEST_ADJECTIVE = 14


def without_owner(text: str) -> str:
    """Text with "vores" turned into the definite form wherever that is certain.

    >>> without_owner("vores gæster kommer med toget"), without_owner("mange af vores faste udgifter er steget")
    ('gæsterne kommer med toget', 'mange af de faste udgifter er steget')
    >>> without_owner("vores revisor har set det"), without_owner("vores bus er i stykker")
    ('revisoren har set det', 'vores bus er i stykker')
    """
    return _OURS.sub(_definite, text)


def _definite(match: re.Match[str]) -> str:
    adjectives, noun = match["adjectives"].split(), match["noun"]
    word = noun.lower()
    plural = _is_plural(word)
    if adjectives:
        article = "de" if plural else "det" if _neuter(word) else "den" if _common(word) else ""
        if not article or any(len(one) > _LONGEST_ADJECTIVE for one in adjectives):
            return match.group(0)
        return f"{article} {' '.join(adjectives)} {noun}{match['stop']}"
    form = _suffixed(noun, word, plural=plural)
    return f"{form}{match['stop']}" if form else match.group(0)


def _suffixed(noun: str, word: str, *, plural: bool) -> str:
    if plural:
        return f"{noun[:-1]}ne" if word.endswith("ere") else f"{noun}ne"
    if word.endswith(_AGENTS):
        return f"{noun}en"
    ending = _neuter(word)
    if ending:
        return noun + ending
    return noun + ("n" if word.endswith("e") else "en") if _common(word) else ""


def _is_plural(word: str) -> bool:
    return (len(word) > 4 and word.endswith("er") and not word.endswith(_AGENTS)) or word.endswith(("ere", "penge"))


def _neuter(word: str) -> str:
    return next((ending for noun, ending in _NEUTER.items() if word.endswith(noun)), "")


def _common(word: str) -> bool:
    return word.endswith(_COMMON)
