"""PDF with a text layer, read in a process of its own: a page can unpack to more memory than there is."""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import asdict
from functools import reduce
from typing import TYPE_CHECKING, Any

from pipeline.attachment import Unread
from pipeline.errors import InputError
from pipeline.intake.line import Line, clean, join_broken, row
from pipeline.intake.printed import Printed, as_lines, limit_memory, run_reader, stored
from pipeline.intake.unreadable import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

PICTURE = "[billede uden tekst]"
_MAX_MEMORY = 2 * 2**30
_TIMEOUT_S = 120.0
_MAX_PAGES = 300
_MUCH = 0.5  # of a page: a picture that large with a line of text on it is a scan with a stamp
_STAMP = 100  # letters


def read_pdf(path: Path, *, ocr: bool = False) -> tuple[Line, ...]:
    """Return the printed lines and the rows of ruled tables.

    Parameters
    ----------
    ocr : bool
        Whether pages that are pictures are read by text recognition. If not, they are lines of their own
        (``[billede uden tekst]``) as long as another page has text.

    Raises
    ------
    InputError
        It is damaged, protected, has no text, more than 300 pages, or takes more than two minutes or 2 GB.
    """
    done = run_reader("pipeline.intake.pdf_file", [str(path.resolve())], _TIMEOUT_S)
    if done is None:
        raise UnreadableError(
            path, f"takes more than {_TIMEOUT_S:.0f} s to read", "print it to PDF again", why=Unread.TOO_LARGE
        )
    if done.returncode == 3:
        raise UnreadableError(path, "protected with a password", "save it without one", why=Unread.PROTECTED)
    if done.returncode:
        raise InputError(path, "a damaged PDF", "print it to PDF again, or give the Word document")
    found = json.loads(done.stdout)
    if found["count"] > _MAX_PAGES:
        raise UnreadableError(
            path,
            f"{found['count']} pages",
            f"at most {_MAX_PAGES}: print the pages of the agenda to a PDF of their own",
            why=Unread.TOO_LARGE,
        )
    pages = {int(number): stored(lines) for number, lines in found["pages"].items()}
    if ocr and found["pictures"]:
        from pipeline.intake.scan import read_scan

        for number, lines in read_scan(path, found["pictures"]).items():
            pages[number] += lines
    elif any(pages.values()):
        for number in found["pictures"]:
            pages[number] += (Line(PICTURE, f"side {number}"),)
    if not any(pages.values()):
        raise UnreadableError(
            path,
            "a PDF without text: the pages are pictures (scanned)",
            "no text was recognised in them: give the Word document"
            if ocr
            else "have it read with --ocr (text recognition), or give the Word document",
            why=Unread.NO_TEXT,
        )
    return tuple(line for number in sorted(pages) for line in pages[number])


def _read(path: str) -> dict[str, Any]:
    """The lines of each page, and the numbers of those that are pictures; of a document that is too long only that."""
    import pdfplumber

    pages: dict[int, list[dict[str, Any]]] = {}
    pictures = []
    with pdfplumber.open(path) as pdf:
        if len(pdf.pages) <= _MAX_PAGES:
            for number, page in enumerate(pdf.pages, start=1):
                lines = _page(page, number)
                pages[number] = [asdict(line) for line in lines]
                if _is_picture(page, lines):
                    pictures.append(number)
                page.close()
        return {"count": len(pdf.pages), "pages": pages, "pictures": pictures}


def _is_picture(page: Any, lines: list[Line]) -> bool:
    letters = sum(len(line.text) for line in lines)
    if not letters:
        return bool(page.images)
    covered = sum(abs(image["x1"] - image["x0"]) * abs(image["bottom"] - image["top"]) for image in page.images)
    return bool(letters <= _STAMP and covered >= _MUCH * float(page.width) * float(page.height))


def _page(page: Any, number: int) -> list[Line]:
    tables = page.find_tables()
    printed = [
        Printed(line["text"], line["x0"], line["x1"], line["top"], line["bottom"])
        for line in page.extract_text_lines(return_chars=False)
        if not any(_inside(line, table.bbox) for table in tables)
    ]
    margin = max((line.right for line in printed), default=0.0)
    placed: list[tuple[float, Line]] = []
    for index, table in enumerate(tables, start=1):
        for position, cells in enumerate(table.extract(), start=1):
            if any(cells):
                place = f"side {number}, tabel {index}, række {position}"
                placed.append((table.rows[position - 1].bbox[1], row([_joined(cell or "") for cell in cells], place)))
    lines = zip(printed, as_lines(printed, number, margin), strict=True)
    placed += [(where.top, line) for where, line in lines if line.text]
    placed.sort(key=lambda pair: pair[0])
    return [line for _, line in placed]


def _joined(cell: str) -> str:
    """Put the broken lines of a cell together."""
    return reduce(join_broken, (clean(part) for part in cell.splitlines()), "").strip()


def _inside(line: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle = (line["top"] + line["bottom"]) / 2
    inside: bool = box[1] <= middle <= box[3] and box[0] - 1 <= (line["x0"] + line["x1"]) / 2 <= box[2] + 1
    return inside


def main() -> None:
    """Read the PDF named on the command line and print its lines as JSON; status 3 when it has a password."""
    limit_memory(_MAX_MEMORY)
    logging.disable(logging.CRITICAL)
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        found = _read(sys.argv[1])
    except PdfminerException as error:
        sys.exit(3 if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args) else 4)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
