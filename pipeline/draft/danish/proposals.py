"""Danish proposals: what is decided once the chair or the others say yes to it.

Each form says whether a clause, an infinitive or a noun phrase stands behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipeline.draft.danish.clause import find_finite, shift_pronouns
from pipeline.draft.danish.verbs import AUXILIARIES, FINITE, MODALS, infinitive
from pipeline.draft.language import Speaker
from pipeline.draft.speech import bare, lower_first, without_stop

if TYPE_CHECKING:
    from collections.abc import Callable

_WE = r"(?:vi|I|bestyrelsen|udvalget|rådet|byrådet|menighedsrådet|man)"
_SOFT = (
    r"(?:(?:ikke|så|bare|lige|da|også|gerne|måske|alle|hermed|simpelthen|godt|derfor|egentlig|altså|eventuelt|evt\.|"
    r"nok|"
    r"hellere|i stedet|jo|vel|stadig|herefter)\s+)*"
)
_LEAD = r"^(?:(?:ja|jo|jamen|nej|men|og|så|okay|godt|altså|derfor|for)\s*,?\s+)*"
_BODY_SIDE = (
    r"(?:administrationen|sekretariatet|forvaltningen|ledelsen|direktionen|formandskabet|forretningsudvalget|"
    r"arbejdsgruppen|\w*udvalget|bestyrelsen|\w+afdelingen|skolen|afdelingen|"
    r"(?-i:[A-ZÆØÅ])[\w'-]+(?:\s+(?-i:[A-ZÆØÅ])[\w'-]+)*)"
)


class Shape(StrEnum):
    """What stands behind the words of the proposal."""

    CLAUSE = "clause"
    INFINITIVE = "infinitive"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Form:
    """One way to propose.

    ``asks``: it is a question, and needs an answer. ``chair``: in anybody else's mouth it only asks for information.
    """

    pattern: re.Pattern[str]
    shape: Shape
    asks: bool = False
    chair: bool = False
    verb: str = "besluttede"


def _form(pattern: str, shape: Shape, *, asks: bool = False, chair: bool = False, verb: str = "besluttede") -> Form:
    return Form(re.compile(_LEAD + pattern, re.IGNORECASE), shape, asks=asks, chair=chair, verb=verb)


_AT = r"\s*,?\s*at\s+"
FORMS = (
    _form(
        rf"(?:skal|kan|kunne|vil)\s+{_WE}\s+{_SOFT}(?:sige|aftale|beslutte|blive enige om|enes "
        rf"om)\s*,?\s*at\s+(?P<said>.+)",
        Shape.CLAUSE,
        asks=True,
    ),
    _form(
        rf"(?:skal|kan)\s+{_WE}\s+{_SOFT}sige\s+(?!noget|lidt|mere|hvad|hvornår|hvor|os|jer)(?P<said>.+)",
        Shape.NOUN,
        asks=True,
        chair=True,
        verb="valgte",
    ),
    _form(
        rf"er\s+(?:vi|der|I)\s+{_SOFT}(?:enige|enighed|opbakning|tilslutning|stemning|flertal)\s+(?:om|til|"
        rf"for)\s*,?\s*at\s+(?P<said>.+)",
        Shape.CLAUSE,
        asks=True,
    ),
    _form(
        rf"er\s+(?:vi|der|I)\s+{_SOFT}(?:opbakning|tilslutning|stemning|flertal)\s+(?:til|for)\s+(?P<said>.+)",
        Shape.NOUN,
        asks=True,
        verb="tilsluttede sig",
    ),
    _form(
        rf"kan\s+{_WE}\s+{_SOFT}(?:leve\s+med|støtte|tilslutte\s+(?:os|sig|jer)|gå\s+ind\s+for|gå\s+med\s+til|"
        rf"bakke\s+op\s+om)\s+(?P<said>.+)",
        Shape.NOUN,
        asks=True,
        verb="tilsluttede sig",
    ),
    _form(rf"(?:kan|skal|vil)\s+{_WE}\s+{_SOFT}følge\s+(?P<said>.+)", Shape.NOUN, asks=True, verb="fulgte"),
    _form(
        rf"er\s+(?:vi|I)\s+{_SOFT}(?:med\s+på|enige\s+i|indstillet\s+på|indstillede\s+på|tilfredse\s+med|okay\s+med|klar\s+til)\s*,?\s*"
        r"at\s+(?P<said>.+)",
        Shape.CLAUSE,
        asks=True,
    ),
    _form(
        rf"er\s+(?:vi|I)\s+{_SOFT}(?:med\s+på|enige\s+i|tilfredse\s+med|okay\s+med)\s+(?P<said>.+)",
        Shape.NOUN,
        asks=True,
        verb="tilsluttede sig",
    ),
    _form(
        rf"(?:støtter|tilslutter)\s+I\s+{_SOFT}(?:jer\s+)?(?P<said>.+)", Shape.NOUN, asks=True, verb="tilsluttede sig"
    ),
    _form(
        rf"(?:skal|kan|kunne)\s+{_WE}\s+(?:så\s+)?(?:ikke|da ikke)\s+{_SOFT}(?P<said>.+)", Shape.INFINITIVE, asks=True
    ),
    _form(rf"(?:skal|vil)\s+{_WE}\s+{_SOFT}(?P<said>.+)", Shape.INFINITIVE, asks=True, chair=True),
    _form(
        r"hvad\s+(?:med|siger\s+(?:I|du)\s+til|hvis|nu\s+hvis)\s*,?\s*(?:at\s+)?(?:vi|man)\s+(?P<said>.+)",
        Shape.CLAUSE,
        asks=True,
    ),
    _form(
        rf"(?:jeg|vi)\s+(?:vil\s+|skal\s+|må\s+)?{_SOFT}(?:foreslår?|indstiller|stiller\s+(?:det\s+)?forslag\s+om|"
        rf"anbefaler?|indstille|henstiller)\s*(?:derfor|så|også)?{_AT}(?P<said>.+)",
        Shape.CLAUSE,
    ),
    _form(rf"(?:så|derfor)\s+(?:foreslår|indstiller|anbefaler)\s+(?:jeg|vi)\s*{_SOFT}{_AT}(?P<said>.+)", Shape.CLAUSE),
    _form(
        rf"(?:jeg|vi|{_BODY_SIDE})\s+(?:vil\s+)?{_SOFT}(?:foreslår|indstiller|"
        rf"anbefaler)\s+(?:derfor\s+)?(?:til\s+\w+\s*)?(?P<said>(?!at\b|til\b|og\b)\w+.+)",
        Shape.NOUN,
        verb="godkendte",
    ),
    _form(
        rf"{_BODY_SIDE}\s+{_SOFT}(?:foreslår|indstiller|anbefaler)\s*(?:derfor|så|også|til\s+\w+)?{_AT}(?P<said>.+)",
        Shape.CLAUSE,
    ),
    _form(
        rf"(?:mit|vores|dit|mit\s+eget|\w+s)?\s*(?:forslag|forslaget|indstilling|indstillingen|anbefaling|"
        rf"anbefalingen)\s+(?:er|lyder|går\s+ud\s+på)\s*(?:så|altså|derfor)?{_AT}(?P<said>.+)",
        Shape.CLAUSE,
    ),
    _form(rf"{_BODY_SIDE}\s+peger\s+på\s+(?P<said>.+)", Shape.NOUN, verb="valgte"),
    _form(rf"(?:så\s+)?lad\s+os\s+{_SOFT}(?:sige\s*,?\s*at\s+(?P<clause>.+)|(?P<said>.+))", Shape.INFINITIVE),
    _form(
        rf"(?:jeg|vi)\s+(?:synes|mener|tænker)\s*{_SOFT}(?:,\s*)?(?:at\s+)?vi\s+{_SOFT}(?:skal|bør|burde|kan|"
        rf"kunne)\s+{_SOFT}(?P<said>.+)",
        Shape.INFINITIVE,
    ),
    _form(r"hvem\s+(?:stemmer|er|går\s+ind)\s+for\s*,?\s+at\s+(?P<said>.+)", Shape.INFINITIVE),
    _form(r"hvem\s+(?:stemmer|er|går\s+ind)\s+for\s*,?\s+(?P<said>.+)", Shape.NOUN, verb="tilsluttede sig"),
    _form(rf"(?:vi|man)\s+(?:kunne|bør|burde)\s+{_SOFT}(?P<said>.+)", Shape.INFINITIVE),
)
_NOT_HELD = re.compile(
    r"^(?:gå (?:videre|i gang|til|tilbage)|komme|holde (?:en |\w+ )?(?:kort )?(?:\w+ )?pause|tage (?:punkt|en runde|"
    r"en pause|det næste|"
    r"hul|fat|den (?:første|næste))|starte|begynde|høre|fortsætte|se|lukke (?:punktet|mødet|døren)|stemme|vende "
    r"(?:det|den)?\s*"
    r"(?:en anden|lige)|snakke|tale|drøfte|diskutere|prøve|vide|forvente|regne|nå|få at vide|have (?:lov|ordet)|"
    r"være|betale|læse|kigge)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is decided once it finds assent: the sentence, and in what form it was proposed."""

    text: str
    form: Form


def propose(text: str, body: str, indirect: Callable[[str], str | None]) -> Proposed | None:
    """What a sentence proposes to the body; None where it is no proposal.

    >>> propose("Skal vi ikke vente med orglet?", "Rådet", lambda text: None).text
    'Rådet besluttede at vente med orglet.'
    """
    text = without_stop(text)
    for form in FORMS:
        match = form.pattern.match(text)
        if match is None:
            continue
        groups = match.groupdict()
        said = groups.get("clause") or groups["said"]
        shape = Shape.CLAUSE if groups.get("clause") else form.shape
        sentence = _printed(without_stop(said.strip(" ,")), shape, form.verb, body, indirect)
        if sentence is not None:
            return Proposed(sentence, form)
    return None


def _printed(said: str, shape: Shape, verb: str, body: str, indirect: Callable[[str], str | None]) -> str | None:
    noun = lower_first(body)
    as_body = Speaker("", noun, f"{noun}s" if noun else "", noun)
    if shape is Shape.CLAUSE:
        done = _undertaken(said)
        if done is None:
            clause = indirect(said)
            return f"{body} besluttede, at {clause}." if clause else None
        said, shape = done, Shape.INFINITIVE
    if shape is Shape.NOUN:
        shifted = shift_pronouns(said, as_body)
        whole = shifted is not None and find_finite(said.split()[:3]) is None and bare(said.split()[0]) not in _NO_NOUN
        return f"{body} {verb} {shifted}." if whole else None
    denied = re.match(r"ikke\s+", said, re.IGNORECASE)
    said = said[denied.end() :] if denied else said
    if not is_infinitive(bare(said.split(" ", 1)[0])) or _NOT_HELD.match(said) or len(said.split()) < 2:
        return None
    shifted = shift_pronouns(said, as_body)
    return f"{body} besluttede {'ikke ' if denied else ''}at {shifted}." if shifted else None


_NO_NOUN = frozenset("det den dem dette noget lidt hvad hvem hvor at om".split())
_OURS = re.compile(r"^(?:vi|man)\s+(?P<adverb>(?:\w+\s+){0,2}?)(?P<verb>\w+)\s+(?P<rest>.+)$", re.IGNORECASE)


def _undertaken(clause: str) -> str | None:
    """Turn "vi skal bruge penge" and "vi bruger penge" into an infinitive; None for a clause with another subject."""
    if re.search(r",?\s+og at\s", clause):
        return None
    if is_infinitive(bare(clause.split(" ", 1)[0])) and find_finite(clause.split()[:1]) is None:
        return clause
    match = _OURS.match(clause)
    if match is None:
        return None
    denied = "ikke " if "ikke" in match["adverb"].split() else ""
    verb, rest = match["verb"].lower(), match["rest"]
    if verb in MODALS:
        first, _, behind = rest.partition(" ")
        if bare(first) == "ikke":
            denied, rest = "ikke ", behind
        return denied + rest if is_infinitive(bare(rest.split(" ", 1)[0])) else None
    stem = infinitive(verb) if verb.endswith("r") and verb not in AUXILIARIES else None
    return f"{denied}{stem} {rest}" if stem else None


def is_infinitive(word: str) -> bool:
    """Whether a word can be an infinitive: on -e, or one of the short ones."""
    if word in ("få", "gå", "se", "stå", "nå", "slå", "lade", "bede", "foreslå"):
        return True
    return (
        len(word) > 3
        and word.endswith("e")
        and word not in FINITE
        and word not in ("ikke", "denne", "disse", "alle", "nogle", "gerne", "lille", "store", "flere", "mange", "have")
    )
