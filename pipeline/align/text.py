"""Words as the alignment compares them: folded, crudely stemmed, numbers read, in Danish and English."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[^\W_]+")
_CASE_NUMBER = re.compile(r"\b([A-ZÆØÅ]{1,3})[ .-]?(\d{1,4})\b")  # "L 25", "B12": one token each
_ABBREVIATIONS = "".join(
    rf"(?<!\b{a}\.)" for a in ("pkt", "nr", "kl", "jf", "ca", "evt", "hr", "fr", "dr", "mr", "mrs", "no")
)
_SENTENCE = re.compile(rf"(?<=[.!?…:;]){_ABBREVIATIONS}\s+", re.IGNORECASE)
_SUFFIXES = (
    "ernes", "erne", "enes", "ene", "eres", "ende", "ens", "ets", "ers", "ing", "ies", "ed", "en", "et", "er", "es",
    "e", "s", "t", "y",
)  # fmt: skip
MIN_STEM = 4  # letters that a stem keeps
MOST_ENDINGS = 4  # taken off one after another: "budget-t-er-ne"

_STOP_DA = """af alle alt anden at blev blive bliver da de dem den denne der deres det dette dig din disse dog du efter
ej eller en end ene eneste enhver er et fem fire flere fleste for fordi forrige fra få før god godt gøre gør gjort ham
han hans har havde have hej helt hende hendes her hos hun hvad hvem hver hvilke hvilken hvis hvor hvordan hvorfor
hvornår i ikke ind ingen intet ja jeg jer jeres jo kan kom komme kommer kun kunne lad lade lidt lige lille ligesom
man mand mange med meget mellem men mens mere mest mig min mine mit måske ned nej nogen noget nogle nok nu ny nyt nær
næste næsten og også okay om op os over på se selv ses sig sige siger skal skulle som sådan så tag tage tager tak til
to tre ud under var ved vi vil ville vores vær været øh øhm altså godt synes tror egentlig faktisk bare sagt gang
punkt punktet dagsorden dagsordenen hr fru nr vedrørende forslag vedr mv"""
_STOP_EN = """a about above after again all also am an and any are as at be because been before being between both but
by can cannot could did do does doing don down during each few for from further get go going good got had has have he
her here hers him his how i if in into is it its just know let like ll m mean me might mm hmm more most much my no nor
not now of off oh okay on once one only or other our out over own quite re really right s same say see she should so
some such t than thank thanks that the their them then there these they thing things think this those through to too
two uh um under until up us ve very was we well were what when where which while who why will with would yeah yes you
your item agenda point discussion discuss meeting"""
STOP_WORDS = frozenset((_STOP_DA + " " + _STOP_EN).split())

_DA_CARDINALS = """en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten
tyve"""
_EN_CARDINALS = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty"""
_DA_ORDINALS = """første anden tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte trettende
fjortende femtende sekstende syttende attende nittende tyvende"""
_EN_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
_DA_TENS = {"tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60, "halvfjerds": 70, "firs": 80}
_DA_TENS["halvfems"] = 90
_EN_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
_EN_TENS["ninety"] = 90


def _numbered(words: str) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), start=1)}


def _cardinals() -> dict[str, int]:
    found = {**_numbered(_DA_CARDINALS), **_numbered(_EN_CARDINALS), **_DA_TENS, **_EN_TENS, "et": 1, "ét": 1, "én": 1}
    da_units = list(_numbered(_DA_CARDINALS).items())[:9]
    en_units = list(_numbered(_EN_CARDINALS).items())[:9]
    for ten, value in _DA_TENS.items():
        found |= {f"{word}og{ten}": value + unit for word, unit in da_units}
    for ten, value in _EN_TENS.items():
        found |= {f"{ten}-{word}": value + unit for word, unit in en_units}
        found |= {f"{ten} {word}": value + unit for word, unit in en_units}
    return found


CARDINALS = _cardinals()
ORDINALS = {**_numbered(_DA_ORDINALS), "andet": 2, **_numbered(_EN_ORDINALS)}


def _alternatives(words: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


NUMBER_PATTERN = rf"(?:\d{{1,4}}|{_alternatives(CARDINALS)})"
ORDINAL_PATTERN = rf"(?:{_alternatives(ORDINALS)})"


def read_number(text: str) -> int | None:
    """Read a numeral, a number word or an ordinal, in Danish or English.

    Examples
    --------
    >>> read_number("4"), read_number("fire"), read_number("enogtyve"), read_number("third"), read_number("hest")
    (4, 4, 21, 3, None)
    """
    text = text.strip().lower()
    if text.isdecimal():
        return int(text)
    return CARDINALS.get(text, ORDINALS.get(text))


def stem(word: str) -> str:
    """Strip endings that Danish and English inflect by; crude, but the same for title and speech.

    Examples
    --------
    >>> stem("budgetterne") == stem("budgettet") == stem("budget")
    True
    >>> stem("policies") == stem("policy")
    True
    """
    for _ in range(MOST_ENDINGS):
        shorter = _without_ending(word)
        if shorter == word:
            break
        word = shorter
    return word


def _without_ending(word: str) -> str:
    if len(word) > MIN_STEM and word[-1] == word[-2]:
        return word[:-1]
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= MIN_STEM:
            return word[: -len(suffix)]
    return word


def stems(text: str) -> list[str]:
    """Return the content words of a text, stemmed, with case numbers as one token each.

    Examples
    --------
    >>> stems("Så er vi nået til budgettet, L 25.")
    ['nået', 'budg', 'l25']
    """
    found = [stem(token) for token in _TOKEN.findall(text.lower()) if token not in STOP_WORDS and _is_content(token)]
    return found + [f"{letters}{digits}".lower() for letters, digits in _CASE_NUMBER.findall(text)]


def _is_content(token: str) -> bool:
    return (len(token) > 2 and not token.isdecimal()) or (token.isdecimal() and len(token) == 4)


def sentences(text: str) -> list[str]:
    """Split a text at sentence ends; a transcript without punctuation stays whole."""
    return [sentence for sentence in _SENTENCE.split(text.strip()) if sentence]
