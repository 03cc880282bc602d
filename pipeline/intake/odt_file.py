"""OpenDocument texts: headings, lists with their numbers, tables, straight from the XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.intake.line import Line, clean, row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from pipeline.intake.package import Package

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
T, TABLE, OFFICE, STYLE = (f"{{{_NS}{name}:1.0}}" for name in ("text", "table", "office", "style"))
_SKIPPED = {f"{T}tracked-changes", f"{OFFICE}annotation", f"{T}note-citation", f"{T}soft-page-break"}
_MAX_SPACES = 50
_MAX_DEPTH = 60


def read_odt(package: Package) -> tuple[Line, ...]:
    """Return the paragraphs and rows in order."""
    root = package.xml("content.xml")
    text = root.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        return ()
    numbered = _list_styles(root)
    if "styles.xml" in package.names:
        numbered |= _list_styles(package.xml("styles.xml"))
    return tuple(_Reader(numbered).lines(text))


def _list_styles(root: Element) -> dict[tuple[str, int], tuple[str, str]]:
    """Of each list style and level that numbers: what stands before and behind the number."""
    return {
        (style.get(f"{STYLE}name", ""), int(level.get(f"{T}level", "1"))): (
            level.get(f"{STYLE}num-prefix", ""),
            level.get(f"{STYLE}num-suffix", ""),
        )
        for style in root.iter(f"{T}list-style")
        for level in style.findall(f"{T}list-level-style-number")
        if level.get(f"{STYLE}num-format", "1")
    }


class _Reader:
    def __init__(self, numbered: dict[tuple[str, int], tuple[str, str]]) -> None:
        self._numbered = numbered
        self._paragraph = 0
        self._counts: dict[tuple[str, int], int] = {}

    def lines(self, parent: Element) -> Iterator[Line]:
        for child in parent:
            if child.tag in _SKIPPED:
                continue
            if child.tag == f"{T}h":
                yield from self._block(child, heading=_positive(child.get(f"{T}outline-level"), 1))
            elif child.tag == f"{T}p":
                yield from self._block(child)
            elif child.tag == f"{T}list":
                yield from self._list(child, child.get(f"{T}style-name", ""), 1)
            elif child.tag == f"{TABLE}table":
                yield from self._table(child)
            else:
                yield from self.lines(child)

    def _block(self, element: Element, heading: int = 0, marker: str = "", depth: int = 0) -> Iterator[Line]:
        self._paragraph += 1
        pieces = [clean(piece) for piece in _text(element).split("\n")]
        for index, piece in enumerate(piece for piece in pieces if piece):
            place = f"afsnit {self._paragraph}"
            yield Line(piece, place, 0 if index else heading, "" if index else marker, depth, joins=index > 0)

    def _list(self, element: Element, style: str, level: int) -> Iterator[Line]:
        if level > _MAX_DEPTH:
            return
        affixes = self._numbered.get((style, level))
        if element.get(f"{T}continue-numbering") != "true" and not element.get(f"{T}continue-list"):
            self._counts[style, level] = 0
        for item in element:
            if item.tag not in {f"{T}list-item", f"{T}list-header"}:
                continue
            start = item.get(f"{T}start-value")
            marker = "-"
            if affixes is not None:
                count = _positive(start, self._counts.get((style, level), 0) + 1)
                self._counts[style, level] = count
                marker = f"{affixes[0]}{count}{affixes[1] or '.'}"
            for child in item:
                if child.tag == f"{T}list":
                    yield from self._list(child, child.get(f"{T}style-name", style), level + 1)
                elif child.tag in {f"{T}p", f"{T}h"}:
                    heading = _positive(child.get(f"{T}outline-level"), 1) if child.tag == f"{T}h" else 0
                    yield from self._block(child, heading, marker, level - 1)
                    marker = ""

    def _table(self, table: Element) -> Iterator[Line]:
        self._paragraph += 1
        for number, line in enumerate(table.iter(f"{TABLE}table-row"), start=1):
            cells = [" ".join(_text(cell).split()) for cell in line if cell.tag == f"{TABLE}table-cell"]
            if any(cells):
                yield row(cells, f"afsnit {self._paragraph}, tabel, række {number}")


def _text(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag not in _SKIPPED:
            if child.tag == f"{T}s":
                parts.append(" " * min(_positive(child.get(f"{T}c"), 1), _MAX_SPACES))
            elif child.tag == f"{T}tab":
                parts.append("\t")
            elif child.tag == f"{T}line-break":
                parts.append("\n")
            else:
                parts.append(_text(child))
                if child.tag in {f"{T}p", f"{T}h"}:
                    parts.append("\n")
        parts.append(child.tail or "")
    return "".join(parts)


def _positive(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default
