"""Danish requests, promises and assignments, as verb phrases to stand behind the owner's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.draft.danish.clause import shift_pronouns
from pipeline.draft.danish.verbs import COMMISSIVE, FINITE, MODALS, PRESENT_COMMISSIVE, present
from pipeline.draft.speech import tidy, without_stop

if TYPE_CHECKING:
    from pipeline.draft.language import Speaker

_NAME = r"[A-ZÆØÅ][\w'-]+(?:\s+(?:[A-ZÆØÅ][\w'-]*\.?|af|von))*(?<!\saf)(?<!\svon)"
UNIT = (
    r"sekretariatet|forvaltningen|administrationen|direktionen|formanden|næstformanden|formandskabet|ledelsen|kontoret|"
    r"skolen|kassereren|viceværten|varmemesteren|inspektøren|direktøren|revisoren|advokaten|præsten|graveren|kordegnen|"
    r"\w{3,}(?:kontoret|forvaltningen|afdelingen|gruppen|lederen|chefen|værgen|direktøren|sekretæren|retariatet|"
    r"inspektøren|konsulenten)|\w{3,}(?<!bestyrelses)(?<!del)udvalget"
)
_UNIT = UNIT
_SOFT = r"(?:(?:ikke|lige|eventuelt|evt\.|så|gerne|godt|måske|også|nok|stadig|kort|venligst|da)\s+)*"
_REQUESTS = (
    re.compile(
        rf"^(?:(?P<name>{_NAME})\s*,?\s*)?(?:(?:[Ss]å\s+)?(?:[Kk]an|[Vv]il|[Kk]unne|[Vv]ille|[Gg]ider|[Gg]ad))\s+(?:du|"
        rf"I)(?:\s+og\s+(?P<more>{_NAME}))?\s+{_SOFT}"
        r"(?P<verb>\w+)(?P<rest>[\s,].+)?$"
    ),
    re.compile(
        rf"^(?:[Kk]an|[Vv]il|[Kk]unne|[Gg]ider|[Ss]kal)\s+(?P<name>{_NAME}|"
        rf"{_UNIT})(?:\s+og\s+(?P<more>{_NAME}))?\s+{_SOFT}(?P<verb>\w+)(?P<rest>[\s,].+)?$"
    ),
    re.compile(
        rf"^(?:(?:[Jj]eg|[Vv]i)\s+(?:vil|skal|må)\s+{_SOFT}bede|(?:[Mm]å|[Kk]an)\s+(?:jeg|vi)\s+{_SOFT}(?:bede|få)|"
        rf"(?:[Ss]å\s+)?(?:[Vv]i\s+beder|[Bb]eder\s+vi|[Jj]eg\s+beder|[Bb]eder\s+jeg))\s+{_SOFT}(?P<name>{_NAME}|"
        rf"{_UNIT}|dig|"
        rf"jer)(?:\s+og\s+(?P<more>{_NAME}))?\s+(?:om\s+|til\s+)?(?:at\s+)?"
        r"(?P<verb>\w+)(?P<rest>[\s,].+)?$"
    ),
    re.compile(
        rf"^(?:(?P<name>{_NAME})\s*,\s*)?(?:[Ee]r\s+det\s+noget\s*,?\s*(?:som\s+)?du\s+(?:kan|vil)|"
        rf"[Hh]ar\s+du\s+(?:tid|lyst|"
        rf"mulighed)\s+(?:til|for)\s+at|[Vv]il\s+du\s+stå\s+for\s+at|"
        rf"[Kk]an\s+du\s+nå\s+at)(?:\s+og\s+(?P<more>{_NAME}))?\s+{_SOFT}"
        r"(?P<verb>\w+)(?P<rest>[\s,].+)?$"
    ),
)
_TOLD = re.compile(
    rf"^(?P<name>{_NAME})\s*,\s*(?:så\s+)?(?:du|I)(?:\s+og\s+(?P<more>{_NAME}))?\s+(?P<modal>skal\s+|"
    rf"må\s+)?{_SOFT}(?P<verb>\w+)(?P<rest>[\s,].+)?$"
)
_TURNED_TOLD = re.compile(
    rf"^(?:(?P<name>{_NAME})\s*,\s*)?(?:[Ss]å\s+)?(?P<verb>[a-zæøå]+r)\s+(?:du|"
    rf"I)(?:\s+og\s+(?P<more>{_NAME}))?\s+{_SOFT}"
    r"(?P<rest>.+)$"
)
_VOCATIVE = re.compile(
    rf"^(?P<asked>(?:[Ss]å\s+)?(?:[Kk]an|[Vv]il|[Kk]unne|[Vv]ille|\w+r)\s+(?:du|I)\s.+?)\s*,\s*(?P<name>{_NAME})$"
)
_NEED = re.compile(
    rf"^(?:(?:og|så|men|jamen|jo)\s+)*(?:(?:vi|man|nogen|der|der er nogen,? der|nogen af os)\s+(?:skal|må|bør|burde|"
    r"mangler at|er nødt til at)|(?:vi|jeg)\s+(?:mangler|savner|søger|skal\s+bruge)\s+(?:stadig\s+|lige\s+|"
    r"bare\s+)*(?:nogen|en|"
    r"en\s+frivillig|et\s+par\s+stykker|en\s+eller\s+to)\s*,?\s*(?:til\s+at|der\s+(?:kan|vil|gider))|(?:kan|"
    r"kunne)\s+(?:vi|man)\s+(?:da\s+)?ikke|"
    r"(?:kan|kunne|vil)\s+nogen(?:\s+af\s+jer)?|er\s+der\s+nogen\s*,?\s*(?:der|som)\s+(?:kan|vil|gider|"
    r"har\s+lyst\s+til\s+at))\s+"
    rf"{_SOFT}(?:have\s+)?(?P<verb>\w+?)(?P<passive>s)?(?P<rest>\s.+)$",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"^hvem\s+(?:(?P<modal>(?:vil|kan|skal)|har\s+lyst\s+til\s+at|kunne\s+tænke\s+sig\s+at|har\s+mod\s+på\s+at|har\s+tid\s+til\s+at)\s+)?"
    rf"{_SOFT}(?P<verb>\w+)(?P<rest>[\s,].+)?$",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    rf"^(?:jeg\s+(?P<modal>vil|skal|kan)\s+{_SOFT}|jeg\s+|(?:så|dem|den)\s+(?P<turned>vil|skal|"
    rf"kan)\s+jeg\s+{_SOFT})(?P<verb>\w+)(?P<rest>[\s,].+)?$",
    re.IGNORECASE,
)
_TURNED = re.compile(
    rf"^(?P<what>så|den|det|dem|ham|hende)\s+(?P<verb>\w+)\s+jeg\s+{_SOFT}(?P<rest>.+)$", re.IGNORECASE
)
_TAKES_HOME = re.compile(r"^jeg\s+tager\s+(?:den|det|dem)\s+med(?:\s+(?:hjem|tilbage|videre))?\s+og\s+", re.IGNORECASE)
_AGREED = re.compile(
    r"^(?:(?:så\s+)?(?:vi|lad os)\s+(?:siger|aftaler|aftale|sige)|(?:så\s+)?(?:siger|aftaler)\s+vi|"
    r"(?:så\s+)?(?:det\s+er|er\s+det)\s+aftalt)\s*,?\s*(?:så\s+)?at\s+",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(
    rf"^(?P<who>{_NAME}(?:\s+og\s+{_NAME})*|(?i:{_UNIT}))\s+(?:(?P<modal>skal|vil|"
    rf"må)\s+)?{_SOFT}(?P<verb>\w+)(?P<rest>[\s,].+)?$"
)
_GIVEN = re.compile(
    rf"^(?P<what>det|den|dem)\s+(?P<verb>\w+)\s+(?P<who>{_NAME}|(?i:{_UNIT}))(?P<rest>[\s,].+)?$", re.IGNORECASE
)
_IS_THE_ONE = re.compile(
    rf"^(?:(?:så|og)\s+)*(?:er\s+det|det\s+er|det\s+bliver|bliver\s+det)\s+{_SOFT}(?P<who>{_NAME}(?:\s+og\s+{_NAME})*|"
    rf"{_UNIT})\s*,?\s*(?:der|som)\s+"
    rf"(?:(?P<modal>skal)\s+)?{_SOFT}(?P<verb>\w+)(?P<rest>[\s,].+)?$"
)
_WANT = re.compile(
    r"^(?:(?:og|så|men)\s+)*(?:kan|kunne|må|vil)\s+(?:vi|jeg|udvalget|bestyrelsen|rådet|man)\s+"
    rf"{_SOFT}(?:få|have|se|modtage)\s+(?P<thing>(?!at\b|lov\b|ordet\b|noget\b|det\b)[^?]+)",
    re.IGNORECASE,
)
_DELIVERS = re.compile(
    rf"^(?:det|den|dem)\s+(?:(?P<modal>skal|vil|kan)\s+(?:jeg|vi)\s+{_SOFT}(?P<inf>\w+)|(?P<verb>\w+r)\s+(?:jeg|vi))"
    rf"(?:\s+{_SOFT}(?P<rest>.*))?$",
    re.IGNORECASE,
)
_TAGS = re.compile(r",\s*(?:hvis det er|ikke|okay|ik|tak|er det|vil du|ikke sandt|er du sød)\b.*$", re.IGNORECASE)
_JOINED = re.compile(r"\bog\s+(?:(?:så|også|derefter)\s+)?(?:at\s+)?(?P<verb>\w+)\b")


def request(text: str, speaker: Speaker) -> tuple[tuple[str, ...], str] | None:
    """Whom "Bettina, kan du sende ..." asks, and for what.

    >>> from pipeline.draft.language import Speaker
    >>> request("Bettina, kan du sende planen rundt og samle svarene inden fredag", Speaker(""))
    (('Bettina',), 'sender planen rundt og samler svarene inden fredag')
    """
    vocative = _VOCATIVE.match(text)
    if vocative:
        text = f"{vocative['name']}, {vocative['asked'][:1].lower()}{vocative['asked'][1:]}"
    for pattern in _REQUESTS:
        match = pattern.match(text)
        if match:
            done = undertaken(match["verb"].lower(), match["rest"], speaker, infinitive=True, any_verb=True)
            return (_names(match), done) if done else None
    match = _TURNED_TOLD.match(text)
    if match and match["verb"] in PRESENT_COMMISSIVE:
        done = undertaken(match["verb"], " " + match["rest"], speaker, infinitive=False, any_verb=False)
        return (_names(match), done) if done else None
    match = _TOLD.match(text)
    if match is None or not (match["modal"] or match["verb"].endswith("r")):
        return None
    done = undertaken(match["verb"].lower(), match["rest"], speaker, infinitive=bool(match["modal"]), any_verb=True)
    return (_names(match), done) if done else None


def _names(match: re.Match[str]) -> tuple[str, ...]:
    first = match["name"] or ""
    first = "" if first in ("dig", "jer") else first
    return (first, match["more"]) if match["more"] else (first,)


def call(text: str, speaker: Speaker) -> str | None:
    """What "hvem skriver ...?" looks for somebody to do."""
    match = _CALL.match(text)
    if match is None:
        return None
    return undertaken(match["verb"].lower(), match["rest"], speaker, infinitive=bool(match["modal"]), any_verb=True)


def commitment(text: str, speaker: Speaker) -> str | None:
    """What "jeg sender ..." undertakes: "sender ..."."""
    text = _TAKES_HOME.sub("jeg ", text)
    match = _PROMISE.match(text)
    if match:
        modal = bool(match["modal"] or match["turned"])
        return undertaken(match["verb"].lower(), match["rest"], speaker, infinitive=modal, any_verb=False)
    match = _TURNED.match(text)
    if match is None:
        return None
    what = {"så": "", "ham": " ham", "hende": " hende", "dem": " dem"}.get(match["what"].lower(), " sagen")
    behind = re.match(r"(?P<preposition>til|med|på)\s+", match["rest"])
    if what.strip() in ("ham", "hende") and behind:
        said = f" {behind['preposition']}{what} {match['rest'][behind.end() :]}"
        return undertaken(match["verb"].lower(), said, speaker, infinitive=False, any_verb=False)
    return undertaken(match["verb"].lower(), f"{what} {match['rest']}", speaker, infinitive=False, any_verb=False)


def want(text: str) -> str | None:
    """What "kan vi få ...?" asks to be given.

    >>> want("Kan vi få en opdeling på børn og voksne")
    'en opdeling på børn og voksne'
    """
    match = _WANT.match(text)
    return without_stop(match["thing"]) if match else None


def delivery(text: str) -> tuple[str, str] | None:
    """What "det sender vi inden fredag" promises of the thing asked for: ("sender", "inden fredag")."""
    match = _DELIVERS.match(text)
    if match is None:
        return None
    verb = present(match["inf"].lower()) if match["inf"] else match["verb"].lower()
    if verb not in PRESENT_COMMISSIVE:
        return None
    return verb, without_stop((match["rest"] or "").strip())


def need(text: str, speaker: Speaker) -> str | None:
    """What "vi skal skrive til kommunen" says is to be done, by nobody yet.

    >>> from pipeline.draft.language import Speaker
    >>> need("der skal skrives et brev til kommunen", Speaker(""))
    'skriver et brev til kommunen'
    """
    match = _NEED.match(text)
    if match is None:
        return None
    return undertaken(match["verb"].lower(), match["rest"], speaker, infinitive=True, any_verb=not match["passive"])


def assignment(text: str, speaker: Speaker) -> tuple[str, str] | None:
    """Who is to do what in "Bettina sender ..." or "sekretariatet skal undersøge ..."."""
    text = _AGREED.sub("", text)
    tail = re.search(r",\s+og\s+(?P<tail>det\s+(?:er|bliver)\s.+)$", text)
    text = tail["tail"] if tail and _IS_THE_ONE.match(tail["tail"]) else text
    match = _GIVEN.match(text)
    if match and match["verb"].lower() in PRESENT_COMMISSIVE:
        rest = f" sagen {match['rest'] or ''}" if match["what"].lower() != "dem" else f" dem {match['rest'] or ''}"
        done = undertaken(match["verb"].lower(), rest.rstrip(), speaker, infinitive=False, any_verb=False)
        return (match["who"], done) if done else None
    match = _IS_THE_ONE.match(text) or _ASSIGNED.match(text)
    if match is None:
        return None
    done = undertaken(match["verb"].lower(), match["rest"], speaker, infinitive=bool(match["modal"]), any_verb=False)
    return (match["who"], done) if done else None


def undertaken(verb: str, rest: str | None, speaker: Speaker, *, infinitive: bool, any_verb: bool) -> str | None:
    """A verb phrase in the present behind the owner's name, or None where nothing is undertaken."""
    rest = _TAGS.sub("", rest or "")
    ready = infinitive and verb == "have" and re.search(r"\b(?:klar|klare|færdig\w*|på plads)\b", rest)
    if ready:
        verb = "har"
    elif infinitive:
        known = verb in COMMISSIVE or (any_verb and verb.endswith("e")) or verb in ("få", "nå", "se", "stå", "gå")
        if not known or verb in ("have", "være", "ikke", "gerne"):
            return None
        verb = present(verb)
    elif (
        verb not in PRESENT_COMMISSIVE
        and not (verb == "står" and rest.startswith(" for "))
        and not (any_verb and verb in FINITE - MODALS - {"er", "har", "var", "havde", "får", "ved"})
    ):
        return None
    if verb == "kommer" and not re.match(r"\s+(?:tilbage|med|igen)\b", rest):
        return None
    rest = _JOINED.sub(_present_joined, rest)
    if not rest.split():
        return None
    rest = re.sub(r"\bvores næste møde\b", "næste møde", rest)
    rest = re.sub(r"\b(?:jer|os)\b", "deltagerne", rest)
    shifted = shift_pronouns(without_stop(rest.strip()), speaker)
    return tidy(f"{verb} {shifted}") if shifted else None


def _present_joined(match: re.Match[str]) -> str:
    """The second of two infinitives goes into the present with the first."""
    verb = match["verb"]
    if verb.lower() not in COMMISSIVE:
        return match.group(0)
    return f"og {present(verb)}"
