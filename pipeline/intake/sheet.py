"""Spreadsheets (xlsx): the values of the cells; formulas are not computed, links are not followed."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.errors import InputError
from pipeline.intake.line import MAX_LINES, Line, row

if TYPE_CHECKING:
    from pathlib import Path

_MAX_COLUMNS = 50


def read_xlsx(path: Path) -> tuple[Line, ...]:
    """Return the rows of all sheets.

    Raises
    ------
    InputError
        The workbook is damaged or far too long.
    """
    lines: list[Line] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # styles and extensions that openpyxl does not know
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                rows = sheet.iter_rows(values_only=True, max_col=_MAX_COLUMNS, max_row=MAX_LINES)
                table = [["" if value is None else str(value).strip() for value in values] for values in rows]
                width = max((i for cells in table for i, cell in enumerate(cells, start=1) if cell), default=0)
                for number, cells in enumerate(table, start=1):
                    if any(cells):
                        lines.append(row(cells[:width], f"{sheet.title}, række {number}"))
        finally:
            book.close()
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, AttributeError, SyntaxError) as error:
        raise InputError(path, "a damaged spreadsheet", "save it again as .xlsx") from error
    return tuple(lines)
