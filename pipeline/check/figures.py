"""Numbers as they are spoken and written, in one normal form."""

from __future__ import annotations

import re
from functools import lru_cache

from text_to_num import alpha2digit

from pipeline.check.dates import written_out

_SCALES = {"m": 10**6, "b": 10**9}
_SCALES |= {"thousand": 1000, "tusind": 1000, "tusinde": 1000, "hundred": 100, "hundrede": 100, "k": 1000}
_LARGE = "millioner|millions|million|milliarder|milliard|mio|mia|billions|billion|bn"
_LARGE_WORD = re.compile(rf"(?<![^\W\d])({_LARGE})\b\.?", re.IGNORECASE)
_MARK = "§"  # keeps the library from reading "31 millioner" as two numbers
_SCALED = re.compile(
    rf"(\d+(?:,\d+)?)\s*{_MARK}(\w+){_MARK}(?:\s+(?:og\s+|and\s+)?(\d{{1,6}})(?![\d,]))?", re.IGNORECASE
)
_SMALL_SCALED = re.compile(r"(?<![\w.,])(\d+(?:,\d+)?)\s*(thousand|tusinde?|hundrede?|k)\b", re.IGNORECASE)
_HALVES = {
    "da": (
        (re.compile(r"(\d+) (?:og )?(?:en|et|1) halvt?\b"), r"\1,5"),
        (re.compile(r"\b(?:en|et|1) halvt?\b(?! \d)", re.IGNORECASE), "0,5"),
        (re.compile(rf"\b(?:en|1) kvart (?= ?{_MARK})", re.IGNORECASE), "0,25 "),
        (re.compile(r"\bhalvand(?:en|et)\b", re.IGNORECASE), "1,5"),
        (re.compile(r"\b(\d+) tredjedel(?:e|en)?\b"), r"\1/3"),
        (re.compile(r"\b(\d+) fjerdedel(?:e|en)?\b"), r"\1/4"),
    ),
    "en": (
        (re.compile(r"(\d+) and (?:a|1) half\b"), r"\1,5"),
        (re.compile(rf"\b(?:a|1) ({_MARK}M{_MARK}) +and (?:a|1) half\b"), r"1,5 \1"),
        (re.compile(r"\b(?:a|1) (year|month|week|day|hour) and (?:a|1) half\b"), r"1,5 \1"),
        (re.compile(rf"\b(?:a|1) quarter of (?:a|1) (?= ?{_MARK})"), "0,25 "),
        (re.compile(r"\b(\d+) thirds?\b"), r"\1/3"),
        (re.compile(r"\b(\d+) quarters?\b"), r"\1/4"),
        (re.compile(rf"\bhalf (?:a|1) (?= ?{_MARK})"), "0,5 "),
    ),
}
_ONE_LARGE = re.compile(rf"(?<!half )\b(?:en|et|a|one)\s+(?={_LARGE})", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w.,])(1[89]|20) ([1-9]\d)(?![\w,]|\.\d)")
_CLOCK = {
    "da": re.compile(r"(?<![\d.,])(\d{1,2})[.:](\d{2})(?!\d|[.,]\d)"),
    "en": re.compile(r"(?<![\d.,])(\d{1,2})(?::(?=\d\d)|\.(?=\d\d ?[ap]\.?m))(\d{2})(?!\d|[.,]\d)"),
}
_SPOKEN_CLOCK = {
    "da": (
        (re.compile(r"\bhalv (\d{1,2})\b"), -30),
        (re.compile(r"\bkvart(?:er)? over (\d{1,2})\b"), 15),
        (re.compile(r"\bkvart(?:er)? i (\d{1,2})\b"), -15),
    ),
    "en": (
        (re.compile(r"\bhalf past (\d{1,2})\b"), 30),
        (re.compile(r"\bquarter past (\d{1,2})\b"), 15),
        (re.compile(r"\bquarter to (\d{1,2})\b"), -15),
    ),
}
_HOUR = {"da": re.compile(r"\b(?:klokken|kl\.?) (\d{1,2})\b"), "en": re.compile(r"\b(\d{1,2}) o['’]clock")}
_NONE = {"da": re.compile(r"\bingen\b", re.IGNORECASE), "en": re.compile(r"\b(?:none|nobody|no one)\b", re.IGNORECASE)}
_PART = re.compile(r"(?<![\w.,])(\d*) ?([½¼¾])")
_PARTS = {"½": "5", "¼": "25", "¾": "75"}
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d+)?")
_GROUPS = {
    "da": re.compile(r"(?<![\d.,])(\d{1,3}(?:[. ]\d{3})+)(?![\d]|[.]\d)"),
    "en": re.compile(r"(?<![\d.,])(\d{1,3}(?: ?,\s?\d{3})+)(?![\d]|,\d)"),
}
_POINT = re.compile(r"(?<=\d)\.(?=\d)(?!\d\d ?[ap]\.?m)")
_TIGHT = re.compile(r"[£$€](?=\d)")


@lru_cache(maxsize=65_536)
def numbers(text: str, language: str, *, heard: bool = False) -> frozenset[str]:
    """Return the numbers in a text, written out or in digits, in one normal form.

    Amounts are multiplied out, clock times are ``"16:30"`` (a full hour its number), decimals have a comma. The number
    one is left out: in speech it is mostly an article.

    Parameters
    ----------
    heard : bool
        The text is what was said: a time on the twelve-hour clock then bears out both that it can mean.

    Examples
    --------
    >>> sorted(numbers("syv stemte for, to imod", "da"))
    ['2', '7']
    >>> sorted(numbers("125.000 kroner den ottende december", "da"))
    ['125000', '8']
    >>> numbers("to komma fire millioner", "da") == numbers("2,4 mio.", "da") == {"2400000"}
    True
    >>> sorted(numbers("The last bus leaves at a quarter past eight.", "en", heard=True))
    ['20:15', '8:15']
    """
    language = language if language in _GROUPS else "en"
    found: set[str] = set()
    rest = in_digits(text, language)
    for pattern, minutes in _SPOKEN_CLOCK[language]:
        for hour in pattern.findall(rest):
            found |= _times(int(hour) * 60 + minutes, heard=heard)
        rest = pattern.sub(" ", rest)
    for hour, minute in _CLOCK[language].findall(rest):
        if int(hour) < 24 and int(minute) < 60:
            found |= {_time(int(hour), int(minute))}
            found |= _times(int(hour) * 60 + int(minute), heard=True) if heard and int(hour) > 12 else set()
    rest = _CLOCK[language].sub(" ", rest)
    if heard:
        found |= {str(int(hour) + 12) for hour in _HOUR[language].findall(rest) if int(hour) < 12}
    found |= {_plain(number) for number in _NUMBER.findall(rest)}
    found |= {"0"} if heard and _NONE[language].search(text) else set()
    return frozenset(found - {"1"})


def _times(minutes: int, *, heard: bool) -> set[str]:
    """Return what a time on the twelve-hour clock can mean."""
    hour, minute = divmod(minutes % 720, 60)
    return {_time(hour or 12, minute), _time(hour + 12, minute)} if heard else {_time(hour or 12, minute)}


def _time(hour: int, minute: int) -> str:
    return f"{hour}:{minute:02}" if minute else str(hour)


def in_digits(text: str, language: str) -> str:
    """Return the text with its numbers in digits: no grouping, a decimal comma, amounts multiplied out."""
    language = language if language in _GROUPS else "en"
    comma = "." if language == "en" else ","
    text = _PART.sub(lambda m: f"{m[1] or 0}{comma}{_PARTS[m[2]]}", written_out(text, language))
    text = _GROUPS[language].sub(lambda m: re.sub(r"[., ]", "", m[0]), _TIGHT.sub(" ", text))
    text = _SMALL_SCALED.sub(_multiplied_small, _with_comma(text, language))
    text = _LARGE_WORD.sub(_mark, _ONE_LARGE.sub("1 ", text))
    text = _with_comma(alpha2digit(text, language, 0.0), language)
    text = re.sub(r" {2,}", " ", text)
    for pattern, digits in _HALVES[language]:
        text = pattern.sub(digits, text)
    text = _SCALED.sub(_multiplied, _SMALL_SCALED.sub(_multiplied_small, text))
    return _YEAR.sub(r"\1\2", text)


def _with_comma(text: str, language: str) -> str:
    return _POINT.sub(",", text) if language == "en" else text


def _mark(word: re.Match[str]) -> str:
    scale = "B" if word[1].casefold()[:3] in {"mia", "bil", "bn"} or word[1].casefold().startswith("milliard") else "M"
    return f" {_MARK}{scale}{_MARK} "


def _multiplied_small(match: re.Match[str]) -> str:
    return _plain(match[1], _SCALES[match[2].casefold()])


def _multiplied(match: re.Match[str]) -> str:
    product = _plain(match[1], _SCALES[match[2].casefold()])
    more = match[3]
    if not more:
        return product + " "
    return f"{int(product) + int(more)} " if int(more) >= 1000 and product.isdecimal() else f"{product} {more}"


def _plain(number: str, scale: int = 1) -> str:
    """Return a number without leading zeros and empty decimals, times `scale`."""
    whole, _, fraction = number.partition(",")
    digits = len(fraction)
    value = int(whole + fraction) * scale
    whole_value, part = divmod(value, 10**digits)
    decimals = str(part).rjust(digits, "0").rstrip("0") if digits else ""
    return f"{whole_value},{decimals}" if decimals else str(whole_value)
