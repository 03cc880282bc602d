"""One agenda item's own words: title, kind, presenters, documents, whether it is closed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.intake.prepared import Doubt, FoundItem, Guess
from pipeline.meeting import ItemKind

_O, _D, _B = ItemKind.ORIENTATION, ItemKind.DISCUSSION, ItemKind.DECISION
_KINDS = {
    **dict.fromkeys("o orientering orienteringspunkt information info efterretning note noting".split(), _O),
    **dict.fromkeys("d drøftelse drøftelsespunkt drøftelser diskussion debat discussion".split(), _D),
    **dict.fromkeys("b beslutning beslutningspunkt godkendelse afgørelse vedtagelse decision approval".split(), _B),
}
_OPENINGS = {
    _O: re.compile(r"^(orientering|information|meddelelser|update)\b", re.IGNORECASE),
    _D: re.compile(r"^(drøftelse|diskussion|discussion)\b", re.IGNORECASE),
    _B: re.compile(r"^(godkendelse|beslutning|vedtagelse|approval|decision|adoption)\b", re.IGNORECASE),
}
_CLOSED = re.compile(
    r"^(lukket|lukket (punkt|dagsorden|sag|møde)|fortroligt?|closed( item| session)?|confidential)$", re.IGNORECASE
)
_BRACKET = re.compile(r"[(\[]\s*([^()\[\]]{1,120}?)\s*[)\]]")
_BY = re.compile(r"(?:^|[\s,;–-])v\s*[/.]\s*(?=\S)|(?:^|[,;–-])\s*(?:oplæg )?ved\s+(?=[A-ZÆØÅÉ])")
_LABEL = re.compile(
    r"^(?:ansvarlig|oplæg(?:sholder)?|indleder|fremlægges af|fremlægger|forelægges af|præsenteres af|"
    r"presenters?|presented by|owner|lead)"
    r"\s*(?::|ved|v/)?\s+(?=\S)",
    re.IGNORECASE,
)
_LABEL_COLON = re.compile(r"^[^:]*:\s")
_DOCUMENTS = re.compile(
    r"^(?:bilag|vedlagt(?:e bilag)?|dokumenter|materialer?|attachments?|annex(?:es)?|documents?)\s*:\s*", re.IGNORECASE
)
_NUMBERED_DOCUMENT = re.compile(r"^(bilag|annex|appendix)\s*(nr\.?\s*)?[\dA-Z](\.\d+)?\b", re.IGNORECASE)
_FILE = re.compile(r"\S\.(pdf|docx?|xlsx?|pptx?|odt|ods|txt)$", re.IGNORECASE)
_NO_DOCUMENT = re.compile(r"^(ingen|intet|ikke|-|–|none|n/a)\.?$", re.IGNORECASE)
_SUFFIX = re.compile(r"\s*[-–—:,]\s*(?:til |for )?(\w+)\s*$", re.IGNORECASE)
_KIND_LINE = re.compile(r"^(?:(?:type|formål|sagstype|purpose)\s*:\s*)?(?:til |for )?([\w/ ,]+?)\.?$", re.IGNORECASE)
_NAME_SPLIT = re.compile(r"\s*(?:[,;&/]|(?<=\s)(?:og|and|samt)(?=\s))\s*")
_PARTICLES = frozenset("af de la van von der den du le el al bin ben di da dos zu ter".split())
_DURATION = re.compile(
    r"^(?:ca\.\s*)?\d{1,3}\s*min(?:\.|utter|utes)?$|"
    r"^(?:kl\.\s*)?\d{1,2}[.:]\d{2}\s*[-–]\s*\d{1,2}[.:]\d{2}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An item and the words of it that have no field (a duration, for example)."""

    item: FoundItem
    rest: tuple[str, ...] = ()


def kind_of(text: str) -> tuple[ItemKind, bool] | None:
    """Return the kind that `text` names and whether it names several; None when it is something else.

    Examples
    --------
    >>> kind_of("til orientering")
    (<ItemKind.ORIENTATION: 'O'>, False)
    >>> kind_of("D/B")
    (<ItemKind.DECISION: 'B'>, True)
    """
    plain = re.sub(r"\b(?:til|for)\s+", "", text.strip().rstrip(".").casefold())
    words = [word for word in re.split(r"\s*(?:[/,+&]|\bog\b|\band\b)\s*", plain) if word]
    kinds = {_KINDS[word] for word in words if word in _KINDS}
    if not words or not all(word in _KINDS for word in words):
        return None
    return next(kind for kind in (_B, _D, _O) if kind in kinds), len(kinds) > 1


def split_names(text: str) -> tuple[tuple[str, ...], bool]:
    """Return the names in a list, without titles before them; and whether a title was left out.

    Examples
    --------
    >>> split_names("Ole Skøtt, direktør Lars Hvilsted Rasmussen og Morten Freil")
    (('Ole Skøtt', 'Lars Hvilsted Rasmussen', 'Morten Freil'), True)
    """
    names, shortened = [], False
    for piece in _NAME_SPLIT.split(text.strip(" .:")):
        words = piece.split()
        cut = next(
            (i for i in range(len(words), 0, -1) if words[i - 1].islower() and words[i - 1] not in _PARTICLES), 0
        )
        if 0 < cut < len(words) and words[cut][0].isupper():
            words, shortened = words[cut:], True
        if words:
            names.append(" ".join(words))
    return tuple(dict.fromkeys(names)), shortened


def read_item(number: str, text: str) -> Reading:
    """Take an item's line apart.

    Examples
    --------
    >>> read_item("93/20", "Evaluering (O) v/Ole Skøtt og Morten Freil").item.presenters
    ('Ole Skøtt', 'Morten Freil')
    """
    item, rest = FoundItem("", number), []
    for bracket in list(_BRACKET.finditer(text)):
        inner = bracket[1]
        known = add_line(item, inner) if not _DURATION.match(inner) else None
        if known is not None and known != item:
            item = known
        elif _DURATION.match(inner):
            rest.append(inner)
        else:
            continue
        text = text.replace(bracket[0], " ", 1)
    if by := _BY.search(text):
        item = _presented(item, text[by.end() :])
        text = text[: by.start()]
    lukket = re.match(r"^(lukket( punkt)?|closed)\s*[:–-]\s*(?=\S)", text, re.IGNORECASE)
    if lukket:
        item, text = replace(item, closed=True), text[lukket.end() :]
    if item.kind is ItemKind.NONE and (suffix := _SUFFIX.search(text)) and len(suffix[1]) > 1:
        found = kind_of(suffix[1])
        if found and suffix.start() > 0:
            item, text = replace(item, kind=found[0]), text[: suffix.start()]
    return Reading(replace(item, title=_tidy(text)), tuple(rest))


def add_line(item: FoundItem, text: str) -> FoundItem | None:
    """Return `item` with what a line below it says; None when the line is nothing that an item has."""
    if _CLOSED.match(text.rstrip(".")):
        return replace(item, closed=True)
    match = _KIND_LINE.match(text)
    if match and (found := kind_of(match[1])):
        guesses = (*item.guesses, Guess("kind", Doubt.TWO_KINDS)) if found[1] else item.guesses
        return replace(item, kind=found[0], guesses=guesses)
    label = _LABEL.match(text)
    if label and (
        ":" in label[0] or _LABEL_COLON.match(text) or "v/" in label[0] or " af" in label[0] or " by" in label[0]
    ):
        return _presented(item, text[label.end() :])
    by = _BY.match(text)
    if by:
        rest = text[by.end() :]
        inner = read_item("", f"x v/{rest}").item if "(" in rest else None
        if inner is not None:
            item = replace(item, kind=inner.kind or item.kind, closed=item.closed or inner.closed)
            return replace(item, presenters=(*item.presenters, *inner.presenters))
        return _presented(item, rest)
    if heading := _DOCUMENTS.match(text):
        return replace(item, documents=(*item.documents, *split_documents(text[heading.end() :])))
    if _NUMBERED_DOCUMENT.match(text) or (_FILE.search(text) and len(text.split()) <= 8):
        return replace(item, documents=(*item.documents, *split_documents(text)))
    return None


def opens_documents(text: str) -> bool:
    """Whether the line says that the documents follow on lines of their own (``"Bilag:"``)."""
    return bool(
        re.match(
            r"^(bilag|vedlagt(e bilag)?|dokumenter|attachments?|annexes|"
            r"documents)\s*:$",
            text,
            re.IGNORECASE,
        )
    )


def split_documents(text: str) -> tuple[str, ...]:
    """Return the documents of a list; a comma separates only what looks like files or numbered ones."""
    parts = [part.strip() for part in text.split(";")]
    found: list[str] = []
    for part in parts:
        pieces = [piece.strip(" .") for piece in re.split(r",|\bog\b", part) if piece.strip()]
        named = [bool(_FILE.search(piece) or _NUMBERED_DOCUMENT.match(piece)) for piece in pieces]
        found += pieces if pieces and all(named) else [part.strip()]
    return tuple(part for part in found if part and not _NO_DOCUMENT.match(part))


def guess_kind(item: FoundItem) -> FoundItem:
    """Guess the kind from how the title opens, where nothing says it."""
    if item.kind is ItemKind.NONE:
        for kind, opening in _OPENINGS.items():
            if opening.match(item.title):
                return replace(item, kind=kind, guesses=(*item.guesses, Guess("kind", Doubt.KIND_IN_TITLE)))
    return item


def _presented(item: FoundItem, text: str) -> FoundItem:
    names, shortened = split_names(text)
    guesses = (*item.guesses, Guess("presenters", Doubt.TITLE_LEFT_OUT)) if shortened else item.guesses
    return replace(item, presenters=tuple(dict.fromkeys((*item.presenters, *names))), guesses=guesses)


def _tidy(text: str) -> str:
    text = re.sub(r"\s+([,.;:])", r"\1", " ".join(text.split())).strip(" ,;:–—-")
    return (
        text[:-1]
        if text.endswith(".")
        and text.count(".") == 1
        and not re.search(r"\b(mv|mm|evt|osv|jf|etc)\.$", text, re.IGNORECASE)
        else text
    )
