"""What the reviewer is told about the alignment, in the language of the referat."""

from __future__ import annotations

from pipeline.remark import Remark

_MESSAGES = {
    "no-agenda": {
        "da": "Der er ikke angivet nogen dagsorden: hele mødet står under ét punkt.",
        "en": "No agenda was given: the whole meeting stands under one item.",
    },
    "agenda-does-not-fit": {
        "da": "Dagsordenen passer ikke til det, der blev talt om: intet er lagt under punkterne. "
        "Kontrollér, at det er den rigtige dagsorden.",
        "en": "The agenda does not fit what was talked about: nothing was put under its items. "
        "Check that it is the right agenda.",
    },
    "agenda-fits-poorly": {
        "da": "Kun lidt af det sagte ligner dagsordenens punkter: grænserne mellem punkterne er usikre.",
        "en": "Little of what was said resembles the items of the agenda: the boundaries between items are uncertain.",
    },
    "item-without-speech": {
        "da": "Punkt {number} blev ikke fundet i mødet.",
        "en": "Item {number} was not found in the meeting.",
    },
    "item-postponed": {
        "da": "Punkt {number} ser ud til at være udsat eller udgået.",
        "en": "Item {number} seems to have been postponed or withdrawn.",
    },
    "items-merged": {
        "da": "Punkt {number} blev behandlet sammen med punkt {other} og står der.",
        "en": "Item {number} was taken together with item {other} and stands there.",
    },
    "item-resumed": {
        "da": "Punkt {number} blev genoptaget senere i mødet.",
        "en": "Item {number} was taken up again later in the meeting.",
    },
    "boundary-uncertain": {
        "da": "Det er usikkert, hvor punkt {number} begynder.",
        "en": "It is uncertain where item {number} begins.",
    },
    "no-utterances": {
        "da": "Der er ingen tale at fordele på punkterne.",
        "en": "There is no speech to put under the items.",
    },
}
CODES = frozenset(_MESSAGES)


def remark(
    code: str, language: str, *, start_s: float | None = None, end_s: float | None = None, **named: str
) -> Remark:
    """Make a remark of the alignment; any language but Danish gets the English words.

    Examples
    --------
    >>> remark("item-without-speech", "en", number="4").message
    'Item 4 was not found in the meeting.'
    """
    words = _MESSAGES[code]["da" if language == "da" else "en"]
    return Remark("align", code, words.format(**named), start_s, end_s)
