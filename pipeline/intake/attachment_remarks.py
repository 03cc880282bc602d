"""What the reviewer is told of a document that could not be read, in the language of the referat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.remark import Remark

if TYPE_CHECKING:
    from pipeline.attachment import Attachment

_MESSAGES = {
    "missing": {
        "da": "ligger ikke som fil i mødets mappe",
        "en": "is no file in the meeting's folder",
    },
    "without-text": {"da": "har ingen tekst; måske er det scannet", "en": "has no text; perhaps it is a scan"},
    "protected": {"da": "er beskyttet med adgangskode", "en": "is protected with a password"},
    "too-large": {
        "da": "er for stort eller tager for lang tid at læse",
        "en": "is too large, or takes too long to read",
    },
    "of-another-kind": {
        "da": "kan ikke læses; det kan docx, odt, pdf, xlsx, csv og tekst",
        "en": "cannot be read; docx, odt, pdf, xlsx, csv and text can",
    },
    "damaged": {"da": "er beskadiget", "en": "is damaged"},
    "not-reached": {"da": "blev ikke læst: der er for mange", "en": "was not read: there are too many"},
    "cut": {"da": "er meget langt; kun begyndelsen er læst", "en": "is very long; only its beginning was read"},
}
_WHOLE = {
    "da": 'Bilaget "{name}" til punkt {number} {what}. Det hjælper derfor ikke med at finde punktet i mødet.',
    "en": 'The attachment "{name}" of item {number} {what}. So it does not help to find the item in the meeting.',
}
_PARTLY = {
    "da": 'Bilaget "{name}" til punkt {number} {what}.',
    "en": 'The attachment "{name}" of item {number} {what}.',
}


def remark(code: str, attachment: Attachment, language: str) -> Remark:
    """Make a remark on a document; any language but Danish gets the English words.

    Examples
    --------
    >>> from pipeline.attachment import Attachment
    >>> remark("damaged", Attachment(0, "1", "a.pdf", None), "en").message
    'The attachment "a.pdf" of item 1 is damaged. So it does not help to find the item in the meeting.'
    """
    told = "da" if language == "da" else "en"
    sentence = (_PARTLY if code == "cut" else _WHOLE)[told]
    message = sentence.format(name=attachment.name, number=attachment.number, what=_MESSAGES[code][told])
    return Remark("attachments", f"attachment-{code}", message)
