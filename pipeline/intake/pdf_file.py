"""PDF with a text layer, read in a process of its own: a page can unpack to more memory than there is."""

from __future__ import annotations

import json
import logging
import os
import resource
import subprocess
import sys
from dataclasses import asdict
from functools import reduce
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.intake.line import Line, clean, join_broken, row
from pipeline.intake.plain_text import split_marker

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).resolve().parents[2]
_MAX_MEMORY = 2 * 2**30
_TIMEOUT_S = 120.0
_MAX_PAGES = 300
_GAP = 0.75  # of a line's height: more white above it begins a paragraph
_FULL = 0.85  # of the page's right margin: so long a line was broken there
_INDENT_PT = 15.0


def read_pdf(path: Path) -> tuple[Line, ...]:
    """Return the printed lines and the rows of ruled tables.

    Raises
    ------
    InputError
        It is damaged, protected, has no text, or takes more than two minutes or 2 GB.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.intake.pdf_file", str(path.resolve())],
            capture_output=True,
            encoding="utf-8",
            timeout=_TIMEOUT_S,
            check=False,
            env={"PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8", "PATH": os.defpath},
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(path, f"takes more than {_TIMEOUT_S:.0f} s to read", "print it to PDF again") from error
    if done.returncode == 3:
        raise InputError(path, "protected with a password", "save it without one")
    if done.returncode:
        raise InputError(path, "a damaged PDF", "print it to PDF again, or give the Word document")
    found = json.loads(done.stdout)
    if not found:
        raise InputError(
            path,
            "a PDF without text: the pages are pictures (scanned)",
            "give the Word document, print it to PDF from there, or run text recognition (OCR) on it first",
        )
    return tuple(Line(**{**line, "cells": tuple(line["cells"])}) for line in found)


def _read(path: str) -> list[Line]:
    import pdfplumber

    lines: list[Line] = []
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages[:_MAX_PAGES], start=1):
            lines += _page(page, number)
    return lines


def _page(page: Any, number: int) -> Iterator[Line]:
    tables = page.find_tables()
    printed = [
        line
        for line in page.extract_text_lines(return_chars=True)
        if not any(_inside(line, table.bbox) for table in tables)
    ]
    margin = max((line["x1"] for line in printed), default=0.0)
    left = min((line["x0"] for line in printed), default=0.0)
    placed: list[tuple[float, Line]] = []
    for index, table in enumerate(tables, start=1):
        for position, cells in enumerate(table.extract(), start=1):
            if any(cells):
                place = f"side {number}, tabel {index}, række {position}"
                placed.append((table.rows[position - 1].bbox[1], row([_joined(cell or "") for cell in cells], place)))
    for index, (before, line) in enumerate(pairwise([None, *printed]), start=1):
        assert line is not None
        height = line["bottom"] - line["top"]
        follows = before is not None and 0 <= line["top"] - before["bottom"] < _GAP * height
        flows = follows and before is not None and before["x1"] - left >= _FULL * (margin - left)
        marker, text = split_marker(clean(line["text"]))
        depth = int((line["x0"] - left) // _INDENT_PT)
        made = Line(text, f"side {number} linje {index}", 0, marker, depth, joins=follows and not marker, flows=flows)
        if text:
            placed.append((line["top"], made))
    placed.sort(key=lambda pair: pair[0])
    return iter([line for _, line in placed])


def _joined(cell: str) -> str:
    """Put the broken lines of a cell together."""
    return reduce(join_broken, (clean(part) for part in cell.splitlines()), "").strip()


def _inside(line: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle = (line["top"] + line["bottom"]) / 2
    inside: bool = box[1] <= middle <= box[3] and box[0] - 1 <= (line["x0"] + line["x1"]) / 2 <= box[2] + 1
    return inside


def main() -> None:
    """Read the PDF named on the command line and print its lines as JSON; status 3 when it has a password."""
    resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
    logging.disable(logging.CRITICAL)
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        lines = _read(sys.argv[1])
    except PdfminerException as error:
        sys.exit(3 if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args) else 4)
    sys.stdout.write(json.dumps([asdict(line) for line in lines]))


if __name__ == "__main__":
    main()
