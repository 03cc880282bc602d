"""What a chair settles in everyday words: "så siger vi ja til ...", "så bevilger vi ...", "punktet udsættes".

A chair who says "så" and a verb before "vi" settles something, or leads the meeting ("så går vi videre"): the verbs and
phrases that only lead are listed, everything else settles.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.draft.danish.clause import shift_pronouns
from pipeline.draft.danish.verbs import infinitive
from pipeline.draft.language import Speaker
from pipeline.draft.speech import bare, lower_first, without_stop

_WE = r"(?:vi|bestyrelsen|udvalget|rådet|byrådet|kommunalbestyrelsen|menighedsrådet|regionsrådet)"
_SOFT = r"(?:(?:så|altså|dermed|bare|lige|jo|derfor|hermed|nu|da|gerne|også|simpelthen|nok|vel|vist)\s+)*"
_LEAD = (
    r"(?:(?:ja|jo|nej|ok|okay|godt|fint|jamen|nå|men|og|tak|det er fint|super)\s*[,.]?\s+)*"
    r"(?:(?:jeg\s+(?:siger|konkluderer|tænker|foreslår)|vi\s+(?:siger|aftaler)|så\s+(?:siger|"
    r"aftaler)\s+vi)\s*,?\s*at\s+)?"
)
_THEN = rf"^{_LEAD}(?:så|dermed|derfor|altså|hermed)\s+"

# Verbs with which a chair leads the meeting, thinks or feels; none of them settles anything.
LEADING = frozenset(
    """er har kan skal vil må bør kunne skulle går tager holder starter begynder slutter lukker hører ser håber kommer
    ved får mødes ses prøver tror synes mangler når åbner fortsætter mener forventer glæder regner snakker taler
    springer vender stemmer spørger ønsker kører løber spiser drikker rykker noterer siger takker tænker hilser
    læser kigger bevæger skifter hopper runder tør behøver bliver gider plejer ender står ligger sidder skrider
    behandler drøfter diskuterer gennemgår byder venter ringer følger sætter lader giver spoler
    """.split()
)
# ... unless what follows makes a decision of them: verb -> what must stand behind it.
_SETTLES = {
    "går": r"(?:videre\s+med\s+(?!punkt|dagsorden|(?:det\s+)?næste|mødet)|ind\s+for|efter|med\s+til|imod)",
    "tager": r"(?:imod|\S+(?:\s+\S+){0,3}\s+op\s+(?:igen|til|på|næste)|\S+(?:\s+\S+){0,3}\s+af\s+(?:dagsorden|"
    r"programmet)|"
    r"stilling|tilbuddet|det\s+billigste)",
    "holder": r"(?:fast|os\s+til|\S+(?:\s+\S+){0,3}\s+(?:den|d\.|på|i|til|kl)\b)(?!.*\bpause)",
    "vender": r"(?:tilbage\s+til\s+(?:det|den|sagen|punktet)\s+(?:på|til|når|efter|i))",
    "venter": r"(?:med|til)\b",
    "følger": r"\S+",
    "sætter": r"(?!gang|os|punktum|i\s+gang)\S+",
    "lader": r"\S+",
    "giver": r"(?!ordet|lige|en\s+hånd)\S+(?!.*\bordet\b)",
    "lukker": r"(?!punktet|mødet|den\b|det\b|her\b|døren|af\b)\S+\s+\S+",
    "ender": r"(?:på|med)\b",
    "behandler": r"(?:\S+\s+){1,4}(?:igen|på\s+(?:næste|mødet))",
    "drøfter": r"(?:\S+\s+){1,4}(?:igen|på\s+(?:næste|mødet))",
    "mødes": r"(?:igen\s+)?(?:den|d\.|på|kl|hver)\b",
    "begynder": r"(?:at|fra)\b",
    "skifter": r"(?!emne|punkt)\S+",
    "kører": r"(?:videre\s+)?(?:med|på)\b",
    "får": r"(?:\S+\s+){1,6}(?:til\s+at|lavet|sat|bygget|repareret|undersøgt)\b",
}
# What a decision can be about only together with what was said before.
EMPTY = frozenset("det den dem dette sådan så her der i på af til med op ud ind igen ikke også videre".split())

_YES_TO = re.compile(
    rf"{_THEN}(?:siger|takker)\s+vi\s+{_SOFT}(?P<yn1>ja|nej)(?:\s+tak)?\s+til\s+(?P<np1>.+)$"
    rf"|^{_LEAD}(?:så\s+)?{_WE}\s+(?:siger|takker)\s+{_SOFT}(?P<yn2>ja|nej)(?:\s+tak)?\s+til\s+(?P<np2>.+)$"
    rf"|^{_LEAD}(?P<np3>(?!(?:så|vi)\b)(?:\S+\s+){{1,6}}?)siger\s+vi\s+{_SOFT}(?P<yn3>ja|nej)(?:\s+tak)?\s+til$",
    re.IGNORECASE,
)
_INVERTED = re.compile(rf"{_THEN}(?P<verb>\w+r|mødes)\s+{_WE}\s+{_SOFT}(?P<rest>\S.*)$", re.IGNORECASE)
_PLAIN = re.compile(rf"^{_LEAD}(?:så\s+)?{_WE}\s+(?P<verb>\w+r)\s+{_SOFT}(?P<rest>\S.*)$", re.IGNORECASE)
_FRONTED = re.compile(
    rf"^{_LEAD}(?:så\s+)?(?P<what>det|den|dem|(?:den|det|de)\s+\w+(?:\s+\w+)?|\w{{4,}}(?:en|et|ne|"
    rf"erne))\s+(?P<verb>\w+r)\s+{_WE}\s+"
    rf"{_SOFT}(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"^{_LEAD}(?:så\s+)?(?:siger\s+vi|vi\s+siger)\s+{_SOFT}(?P<np>(?:(?:man|tirs|ons|tors|fre|lør|søn)dag|den\s+\d|"
    rf"d\.\s*\d|kl|uge)"
    r"[^,]*)",
    re.IGNORECASE,
)
_BECOMES = re.compile(
    rf"^(?i:{_LEAD}(?:så|dermed|derfor)\s+(?:bliver|er)\s+det\s+{_SOFT})(?P<np>(?:en|et|den|det|de|kl\.?|[A-ZÆØÅ]|"
    rf"\d)\S*(?:\s+.+)?)$"
)
_CASE = (
    r"(?:sagen|punktet|beslutningen|forslaget|indstillingen|emnet|ansøgningen|drøftelsen|behandlingen|"
    r"\S+(?:\s+\S+){0,5}?)"
)
_PASSIVE = re.compile(
    rf"^{_LEAD}(?:(?:så|dermed|hermed|derfor)\s+)?(?P<clause>(?P<first>{_CASE})\s+{_SOFT}"
    r"(?:(?:udsættes|udskydes|genoptages|tiltrædes|godkendes|vedtages|oversendes|henvises|bevilges|afvises|"
    r"aflyses|nedsættes|fastholdes|tages\s+op\s+igen|tages\s+af\s+dagsordenen|sendes\s+(?:i|til|videre|tilbage)|"
    r"sættes\s+på\s+(?:dagsordenen|næste))\b|bliver\s+(?:så\s+)?(?:udskudt|udsat|aflyst|taget\s+op\s+igen)\b).*)$",
    re.IGNORECASE,
)
_PARTICIPLES = r"udskudt|udsat|bevilget|ansat|udpeget|aflyst|nedsat|fastlagt|udtaget|konstitueret|ophævet"
_DONE = re.compile(
    rf"^{_LEAD}(?:(?:så|dermed|hermed)\s+(?:er|bliver)\s+(?P<np1>.+?)|(?P<np2>.+?)\s+er\s+(?:hermed|dermed))\s+"
    rf"{_SOFT}(?P<pp>{_PARTICIPLES})(?P<rest>\s.*)?$",
    re.IGNORECASE,
)
_AGREED_THAT = re.compile(
    rf"^{_LEAD}(?:vi(?:\s+andre)?\s+er|(?:så\s+)?er\s+vi|alle\s+er)\s+{_SOFT}enige\s*,?\s*så\s+(?P<clause>\S+\s+.+)$",
    re.IGNORECASE,
)
_WRAPPED = re.compile(
    rf"^{_LEAD}(?:så\s+)?(?:siger|aftaler|beslutter)\s+vi\s*,?\s*(?:at\s+)?(?P<clause>(?!ja\b|nej\b|tak\b|det\b|"
    rf"farvel)\S+\s+.+)$"
    rf"|^{_LEAD}(?:så\s+)?(?:kan|må|vil|tror)\s+jeg\s+{_SOFT}(?:konkludere|slå\s+fast)\s*,?\s*at\s+(?P<clause2>.+)$",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:altid|normalt|plejer|hver (?:dag|uge|måned|gang)|allerede|lige nu|i øjeblikket|for tiden|sidste|tit|ofte|"
    r"faktisk|stadig(?:væk)?|hvis|måske|desværre|håber|jævnligt)\b",
    re.IGNORECASE,
)
# Verbs that settle something even in plain word order, "vi udskyder ...".
_STRONG = frozenset(
    "udskyder bevilger afsætter nedsætter udpeger fastholder henviser oversender aflyser støtter anbefaler indstiller "
    "afslår ansætter opsiger følger sælger køber hæver sænker forlænger afviser tilbyder genoptager venter".split()
)
_WEAK = frozenset(
    "sender giver tager lader holder flytter laver bruger lægger sætter opretter bygger lejer går vælger får indfører "
    "skifter fjerner stopper udvider åbner lukker beder begynder betaler fordeler bestiller inviterer".split()
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence under test: its text, and what is needed to print it."""

    text: str
    body: str
    indirect: Callable[[str], str | None]

    def shifted(self, text: str) -> str | None:
        """Text with the body in the place of "vi"."""
        noun = lower_first(self.body)
        text = without_stop(text.strip(" ,"))
        return shift_pronouns(text, Speaker("", noun, f"{noun}s" if noun else "", noun))


def resolve(text: str, body: str, indirect: Callable[[str], str | None], *, plain: bool) -> str | None:
    """The sentence of what is settled, or None. `plain`: also in plain word order, "vi sender ...".

    >>> resolve("Godt, så siger vi ja til lejrskolen.", "Bestyrelsen", lambda text: None, plain=False)
    'Bestyrelsen godkendte lejrskolen.'
    >>> resolve("Så bevilger vi 4000 kroner til klubben.", "Bestyrelsen", lambda text: None, plain=False)
    'Bestyrelsen besluttede at bevilge 4000 kroner til klubben.'
    >>> resolve("Så går vi videre til punkt fire.", "Bestyrelsen", lambda text: None, plain=False)
    """
    line = _Line(without_stop(text), body, indirect)
    rules = (_yes_to, _appointed, _wrapped, _inverted, _fronted, _becomes, _done, _passive, _strong)
    for rule in (*rules, _weak) if plain else rules:
        found = rule(line)
        if found is not None:
            return found
    return None


def _yes_to(line: _Line) -> str | None:
    match = _YES_TO.match(line.text)
    if match is None:
        return None
    answer = next(match[name] for name in ("yn1", "yn2", "yn3") if match[name])
    shifted = line.shifted(next(match[name] for name in ("np1", "np2", "np3") if match[name]))
    if not shifted or bare(shifted) in EMPTY:
        return None
    return f"{line.body} {'godkendte' if answer.lower() == 'ja' else 'afviste'} {shifted}."


def _wrapped(line: _Line) -> str | None:
    match = _WRAPPED.match(line.text) or _AGREED_THAT.match(line.text)
    if match is None:
        return None
    said = next(one for one in match.groupdict().values() if one)
    clause = line.indirect(without_stop(said))
    return f"Det blev besluttet, at {clause}." if clause and len(clause.split()) > 2 else None


def _inverted(line: _Line) -> str | None:
    match = _INVERTED.match(line.text)
    return _settled(line, match["verb"].lower(), match["rest"]) if match else None


def _appointed(line: _Line) -> str | None:
    match = _WHEN.match(line.text)
    shifted = line.shifted(match["np"]) if match else None
    return f"{line.body} valgte {shifted}." if shifted else None


def _fronted(line: _Line) -> str | None:
    """Settle what stands in front, "det tager vi op igen til maj"."""
    match = _FRONTED.match(line.text)
    if match is None or match["verb"].lower() in _MINDED or _HABIT.search(match["rest"]):
        return None
    what = "sagen" if bare(match["what"]) in ("det", "den") else match["what"]
    return _settled(line, match["verb"].lower(), f"{what} {match['rest']}") if _says_more(match["rest"]) else None


def _says_more(rest: str) -> bool:
    return bool(set(map(bare, rest.split())) - EMPTY)


_MINDED = frozenset(
    "skriver noterer tænker forstår tror ved har er husker ser håber kender finder mærker oplever bruger gør".split()
)


def _strong(line: _Line) -> str | None:
    match = _PLAIN.match(line.text)
    if match is None or match["verb"].lower() not in _STRONG or _HABIT.search(match["rest"]):
        return None
    return _settled(line, match["verb"].lower(), match["rest"])


def _weak(line: _Line) -> str | None:
    match = _PLAIN.match(line.text)
    if match is None or match["verb"].lower() not in _WEAK or _HABIT.search(match["rest"]):
        return None
    return _settled(line, match["verb"].lower(), match["rest"])


# A second clause, which an infinitive cannot govern: "og så lægger vi", ", man lejer ud".
_GOES_ON = re.compile(
    r"(?:,\s*(?:og\s+|men\s+|så\s+)*|\bog\s+(?:så\s+)?)(?:(?:vi|man|jeg|det|den|de|der|han|hun)\s+\w+r\b|\w+r\s+(?:vi|man|jeg|det|den|de|der)\b)"
    r"|^ikke\s*,",
    re.IGNORECASE,
)


def _settled(line: _Line, verb: str, rest: str) -> str | None:
    """Say "Bestyrelsen besluttede at bevilge ..." of "bevilger" and what stands behind it."""
    rest = rest.strip()
    if verb in LEADING and not re.match(_SETTLES.get(verb, r"(?!)"), rest, re.IGNORECASE):
        return None
    rest = re.sub(r"^(?:det|den)\s+(?=op\s+igen|til\s+|på\s+næste)", "sagen ", rest, flags=re.IGNORECASE)
    rest = re.sub(r"\bved det$|\bved den$", "ved sagen", rest)
    if not set(map(bare, rest.split())) - EMPTY:
        return None
    if _GOES_ON.search(rest):
        return None
    denied = re.match(r"ikke\s+", rest, re.IGNORECASE)
    rest = rest[denied.end() :] if denied else rest
    shifted = line.shifted(rest)
    stem = infinitive(verb)
    if not shifted or stem is None:
        return None
    return f"{line.body} besluttede {'ikke ' if denied else ''}at {stem} {shifted}."


def _becomes(line: _Line) -> str | None:
    match = _BECOMES.match(line.text)
    shifted = line.shifted(match["np"]) if match else None
    if (
        not shifted
        or bare(shifted) in EMPTY
        or re.search(r"\b(?:der|som|tur|gang|punkt\w*|dig|hvem|en aftale)\b", shifted)
    ):
        return None
    return f"{line.body} valgte {shifted}."


def _done(line: _Line) -> str | None:
    match = _DONE.match(line.text)
    if match is None:
        return None
    subject = (match["np1"] or match["np2"]).strip()
    shifted = line.shifted(f"{subject} blev {match['pp']} {match['rest'] or ''}")
    if not shifted or bare(subject) in EMPTY or len(subject.split()) > 8:
        return None
    return f"{shifted[:1].upper()}{shifted[1:]}."


def _passive(line: _Line) -> str | None:
    match = _PASSIVE.match(line.text)
    if match is None or _HABIT.search(line.text) or line.text.rstrip().endswith("?"):
        return None
    if bare(match["first"].split()[0]) in ("der", "hvis", "når", "hvad", "hvornår", "jeg", "som", "at"):
        return None
    clause = line.indirect(match["clause"])
    return f"Det blev besluttet, at {clause}." if clause else None
