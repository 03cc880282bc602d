"""What stands in the comments of a prepared ``meeting.toml``, in Danish and English."""

from __future__ import annotations

import re

from pipeline.intake.prepared import Doubt

_DOUBTS: dict[Doubt, tuple[str, str]] = {
    Doubt.ITEM: ("intet nummer; linjen står, hvor punkter står", "no number; the line stands where items stand"),
    Doubt.KIND_IN_TITLE: ("af titlens første ord", "from how the title opens"),
    Doubt.TWO_KINDS: ("der står flere", "several are named"),
    Doubt.NOT_ON_LIST: ("står ikke på deltagerlisten", "not on the attendee list"),
    Doubt.TITLE_LEFT_OUT: ("titlen foran navnet er udeladt", "the title before the name is left out"),
    Doubt.NUMBER_SKIPPED: ("nummeret før mangler", "the number before it is missing"),
    Doubt.LAST_MEETING: ("fra sidste referat", "from the last minutes"),
    Doubt.SURNAME_FIRST: ("efternavnet stod først", "the surname stood first"),
    Doubt.EITHER: ("den ene af to; listen siger ikke hvem", "one of two; the list does not say who"),
    Doubt.SECOND_CHAIR: ("der står to formænd på listen", "the list has two chairs"),
    Doubt.LIKE_ABSENT: ("som den, der er stedfortræder for", "as the person substituted for"),
    Doubt.CLOCK: ("ud fra klokkeslættene i mødelisten", "from the times in the report"),
    Doubt.ANSWER: ("svarede nej til invitationen", "declined the invitation"),
    Doubt.TITLE_OR_PLACE: ("titel eller organisation?", "title or organisation?"),
    Doubt.DAY_OR_MONTH: ("dag og måned kan være byttet om", "day and month may be the other way round"),
    Doubt.SERIES: ("det første af flere møder", "the first of several meetings"),
    Doubt.WORDS: ("ud fra ordene", "from the words"),
    Doubt.NOTHING_SAID: ("papirerne siger det ikke", "the papers do not say"),
    Doubt.RECOGNISED: ("læst med OCR", "read by OCR"),
    Doubt.MEMBER: ("medlem; intet siger, om vedkommende kom", "a member; nothing says whether they came"),
    Doubt.NEXT_NUMBER: (
        "organets næste numre; dagsordenen har sine egne",
        "the next numbers of the body; the agenda has its own",
    ),
    Doubt.NOT_NEXT: ("dagsordenens numre; de næste hos organet er andre", "of the agenda; the body's next are others"),
    Doubt.APPROVAL: (
        "tilføjet: det forrige referat er ikke godkendt, og dagsordenen nævner det ikke",
        "added: the last minutes are not approved, and the agenda does not say so",
    ),
}
_TEXTS = {
    "guessed": ("gættet", "guessed"),
    "not understood": ("ikke forstået", "not understood"),
    "under": ("under punkt", "below item"),
    "intro": (
        "Læst af {files}. Ret det, der ikke passer. Det gættede er mærket; det, der ikke blev forstået, "
        "står til sidst.",
        "Read from {files}. Correct what is wrong. Guesses are marked; what was not understood stands at the end.",
    ),
    "actions": (
        "Det, som tidligere møder har aftalt; tag dem ud, der ikke skal med",
        "What earlier meetings agreed; take out what is not wanted",
    ),
    "recording": (
        'Læg optagelsen i denne mappe, skriv dens navn her, og fjern # (flere dele: ["del1.mp4", "del2.mp4"])',
        'Put the recording here, write its name and remove the # (several parts: ["part1.mp4", "part2.mp4"])',
    ),
    "clock": (
        "Hvornår optagelsen begynder: ret klokkeslættet og fjern #, så kan ingen få en stemme fra en tid, hvor de ikke "
        "var der",
        "When the recording begins: correct the time and remove the #; then nobody is given a voice of a time when "
        "they were not there",
    ),
    "meeting": ("Møde", "Meeting"),
}
_PLACES = {
    "side": "page", "linje": "line", "afsnit": "paragraph", "tabel": "table", "række": "row", "sidehoved": "header",
    "sidefod": "footer",
}  # fmt: skip


def say(key: str, language: str) -> str:
    """Return a phrase in Danish, or in English for every other language."""
    return _TEXTS[key][language != "da"]


def why(doubt: Doubt, language: str) -> str:
    """Return the reason for a doubt."""
    return _DOUBTS[doubt][language != "da"]


def place_in(place: str, language: str) -> str:
    """Return a place in the language.

    Examples
    --------
    >>> place_in("side 2 linje 7", "en")
    'page 2 line 7'
    """
    if language == "da":
        return place
    return re.sub(r"\b(" + "|".join(_PLACES) + r")\b(?= \d|,|$)", lambda found: _PLACES[found[1]], place)
