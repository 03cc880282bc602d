"""Word documents: paragraphs, headings, automatic numbering and tables, straight from the XML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.intake.line import Line, clean, row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from pipeline.intake.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", _FALLBACK}
_BREAKS = {f"{W}br", f"{W}cr"}


def read_docx(package: Package) -> tuple[Line, ...]:
    """Return the paragraphs and rows in order; then what headers, footers and footnotes hold."""
    styles = _Styles.of(package)
    numbering = _Numbering.of(package)
    body = package.xml("word/document.xml").find(f"{W}body")
    lines = list(_lines(body, styles, numbering, "afsnit")) if body is not None else []
    seen: set[str] = set()
    for name in sorted(package.names):
        kind = next((k for k in ("header", "footer", "footnotes") if name.startswith(f"word/{k}")), "")
        if kind and name.endswith(".xml"):
            for line in _lines(package.xml(name), styles, numbering, {"header": "sidehoved"}.get(kind, "sidefod")):
                if line.text not in seen:
                    seen.add(line.text)
                    lines.append(Line(line.text, line.place))
    return tuple(lines)


@dataclass(frozen=True)
class _Styles:
    """Of each paragraph style: its heading level and its numbering."""

    levels: dict[str, int]
    numbers: dict[str, tuple[str, int]]

    @classmethod
    def of(cls, package: Package) -> _Styles:
        levels: dict[str, int] = {}
        numbers: dict[str, tuple[str, int]] = {}
        if "word/styles.xml" not in package.names:
            return cls(levels, numbers)
        for style in package.xml("word/styles.xml").iter(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None and _int(outline, 9) < 9:
                levels[name] = _int(outline) + 1
            label = style.find(f"{W}name")
            if label is not None and label.get(f"{W}val", "").lower() == "title":
                levels[name] = 1
            number = style.find(f"{W}pPr/{W}numPr")
            if number is not None and (num := number.find(f"{W}numId")) is not None:
                numbers[name] = (num.get(f"{W}val", ""), _int(number.find(f"{W}ilvl")))
        return cls(levels, numbers)


@dataclass
class _Numbering:
    """Counts as Word does: a counter for each list and level, levels below start anew."""

    levels: dict[str, dict[int, tuple[str, str, int]]]  # list -> level -> (format, text, start)
    lists: dict[str, str]  # of a numId: the abstract list that counts
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> _Numbering:
        if "word/numbering.xml" not in package.names:
            return cls({}, {})
        root = package.xml("word/numbering.xml")
        abstract: dict[str, dict[int, tuple[str, str, int]]] = {}
        for each in root.iter(f"{W}abstractNum"):
            abstract[each.get(f"{W}abstractNumId", "")] = {
                _number(level.get(f"{W}ilvl")): (
                    _value(level.find(f"{W}numFmt"), "decimal"),
                    _value(level.find(f"{W}lvlText"), ""),
                    _int(level.find(f"{W}start"), 1),
                )
                for level in each.iter(f"{W}lvl")
            }
        levels, lists = {}, {}
        for num in root.iter(f"{W}num"):
            name, base = num.get(f"{W}numId", ""), _value(num.find(f"{W}abstractNumId"), "")
            levels[name] = dict(abstract.get(base, {}))
            overrides = num.findall(f"{W}lvlOverride")
            for override in overrides:
                level = _number(override.get(f"{W}ilvl"))
                start = override.find(f"{W}startOverride")
                if start is not None and level in levels[name]:
                    levels[name][level] = (*levels[name][level][:2], _int(start, 1))
            lists[name] = f"num{name}" if overrides else f"abstract{base}"
        return cls(levels, lists)

    def next(self, name: str, level: int) -> str:
        known = self.levels.get(name, {})
        if level not in known:
            return ""
        style, text, start = known[level]
        if style in {"bullet", "none"}:
            return "-" if style == "bullet" else ""
        counter = self.counters.setdefault(self.lists[name], {})
        counter[level] = counter.get(level, start - 1) + 1
        for deeper in [other for other in counter if other > level]:
            del counter[deeper]
        for index in range(level + 1):
            own = known.get(index, ("decimal", "", 1))
            text = text.replace(f"%{index + 1}", _format(counter.get(index, own[2]), own[0]))
        return clean(text)


def _format(number: int, style: str) -> str:
    if style in {"lowerLetter", "upperLetter"} and 1 <= number <= 26:
        letter = "abcdefghijklmnopqrstuvwxyz"[number - 1]
        return letter.upper() if style == "upperLetter" else letter
    if style in {"lowerRoman", "upperRoman"} and 1 <= number < 4000:
        roman, rest = "", number
        for sign, value in zip(
            ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            strict=True,
        ):
            roman, rest = roman + sign * (rest // value), rest % value
        return roman.upper() if style == "upperRoman" else roman
    return str(number)


def _lines(parent: Element, styles: _Styles, numbering: _Numbering, word: str) -> Iterator[Line]:
    for index, block in enumerate(_blocks(parent), start=1):
        place = f"{word} {index}"
        if block.tag == f"{W}tbl":
            for number, line in enumerate(block.iter(f"{W}tr"), start=1):
                cells = [" ".join(_text(cell).split()) for cell in line.iter(f"{W}tc")]
                if any(cells):
                    yield row(cells, f"{place}, tabel, række {number}")
        else:
            yield from _paragraph(block, styles, numbering, place)


def _blocks(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _blocks(child)


def _paragraph(paragraph: Element, styles: _Styles, numbering: _Numbering, place: str) -> Iterator[Line]:
    properties = paragraph.find(f"{W}pPr")
    style = _value(properties.find(f"{W}pStyle"), "") if properties is not None else ""
    number = properties.find(f"{W}numPr") if properties is not None else None
    name, level = styles.numbers.get(style, ("", 0))
    if number is not None:
        name, level = _value(number.find(f"{W}numId"), name), _int(number.find(f"{W}ilvl"))
    heading = styles.levels.get(style, 0)
    outline = properties.find(f"{W}outlineLvl") if properties is not None else None
    if outline is not None and _int(outline, 9) < 9:
        heading = _int(outline) + 1
    pieces = [clean(piece) for piece in _text(paragraph).split("\n")]
    pieces = [piece for piece in pieces if piece]
    marker = numbering.next(name, level) if pieces and name not in {"", "0"} else ""
    for index, piece in enumerate(pieces):
        if index == 0:
            yield Line(piece, place, heading, marker, level)
        else:
            yield Line(piece, place, 0, "", level, joins=True)


def _text(element: Element) -> str:
    parts: list[str] = []
    _collect(element, parts)
    return "".join(parts)


def _collect(element: Element, parts: list[str]) -> None:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag == f"{W}tab":
            parts.append("\t")
        elif child.tag in _BREAKS:
            parts.append("\n")
        elif child.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif child.tag == f"{W}pPr":
            continue
        else:
            _collect(child, parts)
            if child.tag == f"{W}p":
                parts.append("\n")


def _value(element: Element | None, default: str) -> str:
    return default if element is None else element.get(f"{W}val", default)


def _int(element: Element | None, default: int = 0) -> int:
    return default if element is None else _number(element.get(f"{W}val"), default)


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isdecimal() else default
