"""An agenda that is a table: which column holds what."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.intake.item_text import kind_of, read_item, split_documents, split_names

if TYPE_CHECKING:
    from pipeline.intake.line import Line
    from pipeline.intake.prepared import FoundItem

_COLUMNS = {
    "number": "nr nr. no no. # pkt pkt. nummer number punkt.nr",
    "title": "punkt emne titel sag dagsordenspunkt dagsorden overskrift item topic subject title agenda",
    "kind": "type art formål kategori behandling sagstype o/d/b purpose kind",
    "presenter": "ansvarlig v/ ved oplæg fremlægger oplægsholder indleder præsenteres sagsansvarlig "
    "presenter owner lead by",
    "documents": "bilag dokumenter materiale materialer vedlagt documents attachments annex",
    "closed": "lukket closed fortrolig",
}
_FIELD = {word: field for field, words in _COLUMNS.items() for word in words.split()}
_NUMBER = re.compile(r"^(?:pkt\.?|punkt)?\s*(\d{1,4}(?:/\d{2,4})?)\.?$", re.IGNORECASE)
_YES = frozenset({"x", "ja", "yes", "lukket", "closed", "true"})


def read_table(lines: tuple[Line, ...], offset: int) -> tuple[tuple[FoundItem, ...], frozenset[int]] | None:
    """Return the items of the first table that is an agenda and the lines they stand on; None without one.

    Rows without a title stay unread, and so do rows of other tables. `offset` is added to the lines' positions.
    """
    for index, line in enumerate(lines):
        columns = _header(line)
        if columns:
            return _rows(lines, index + 1, columns, offset, {offset + index})
        if line.cells and _NUMBER.match(line.cells[0]) and (plain := _unheaded(lines, index)):
            return _rows(lines, index, plain, offset, set())
    return None


def _field(cell: str) -> str:
    words = cell.casefold().strip(" :").replace(" nr.", ".nr").replace(" nr", ".nr")
    return _FIELD.get(words, "") or _FIELD.get(words.split()[0] if words else "", "")


def _header(line: Line) -> dict[int, str]:
    fields = [_field(cell) for cell in line.cells]
    if "title" not in fields and fields.count("number") and "punkt" in line.text.casefold():
        return {}
    known = {index: field for index, field in enumerate(fields) if field and field not in fields[:index]}
    return known if "title" in fields and len(known) > 1 and all(len(cell) < 40 for cell in line.cells) else {}


def _unheaded(lines: tuple[Line, ...], start: int) -> dict[int, str]:
    """Number first, the longest column is the title, what names kinds or presenters is told from its words."""
    width = len(lines[start].cells)
    rows = []
    for line in lines[start:]:
        if len(line.cells) != width or not _NUMBER.match(line.cells[0]):
            break
        rows.append(line.cells)
    if len(rows) < 2 or width < 2:
        return {}
    columns = {0: "number"}
    for index in range(1, width):
        cells = [row[index] for row in rows if row[index]]
        if cells and all(kind_of(cell) for cell in cells):
            columns[index] = "kind"
        elif cells and all(re.match(r"v\s*/", cell) for cell in cells):
            columns[index] = "presenter"
    free = [index for index in range(1, width) if index not in columns]
    if not free:
        return {}
    columns[max(free, key=lambda index: sum(len(row[index]) for row in rows))] = "title"
    return columns


def _rows(
    lines: tuple[Line, ...], start: int, columns: dict[int, str], offset: int, used: set[int]
) -> tuple[tuple[FoundItem, ...], frozenset[int]] | None:
    items = []
    for index in range(start, len(lines)):
        cells = lines[index].cells
        if not cells:
            break
        if start and cells == lines[start - 1].cells:  # the header again, at the top of a page
            used.add(offset + index)
            continue
        values = {field: cells[column] for column, field in columns.items() if column < len(cells)}
        unread = [cell for column, cell in enumerate(cells) if cell and column not in columns]
        if values.get("title"):
            item, rest = _item(values)
            items.append(item)
            if not unread and not rest:
                used.add(offset + index)
    return (tuple(items), frozenset(used)) if items else None


def _item(values: dict[str, str]) -> tuple[FoundItem, tuple[str, ...]]:
    number = _NUMBER.match(values.get("number", ""))
    title = values["title"]
    leading = (
        re.match(r"^(?:pkt\.?|punkt)?\s*(\d{1,4}(?:/\d{2,4})?)[.:)]?\s+(?=\S)", title, re.IGNORECASE)
        if not number
        else None
    )
    if leading:
        title = title[leading.end() :]
    reading = read_item(number[1] if number else leading[1] if leading else "", title)
    item = reading.item
    kind = kind_of(values.get("kind", ""))
    presenters, _ = split_names(re.sub(r"^v\s*/\s*", "", values.get("presenter", "")))
    full = replace(
        item,
        kind=kind[0] if kind else item.kind,
        presenters=tuple(dict.fromkeys((*item.presenters, *(name for name in presenters if name != "-")))),
        closed=item.closed or values.get("closed", "").casefold() in _YES,
        documents=(*item.documents, *split_documents(values.get("documents", ""))),
    )
    return full, reading.rest
