"""Any of the secretary's papers -> lines. What a file is, is told from its content, not from its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.attachment import Unread
from pipeline.errors import InputError
from pipeline.intake.docx_file import read_docx
from pipeline.intake.line import MAX_LINES
from pipeline.intake.odt_file import read_odt
from pipeline.intake.package import MAX_FILE_MB, ZIP, opened
from pipeline.intake.pdf_file import read_pdf
from pipeline.intake.plain_text import decode, read_csv, read_text, separator
from pipeline.intake.unreadable import UnreadableError
from pipeline.zipped import OLE

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.intake.line import Line

_REMEDY = "give a docx, pdf, odt, xlsx, csv or text file"
_MAX_TEXT_MB = 5


def read_lines(path: Path, *, ocr: bool = False) -> tuple[Line, ...]:
    """Return the lines of a docx, pdf, odt, xlsx, csv, Markdown or text file.

    Parameters
    ----------
    ocr : bool
        Whether the scanned pages of a pdf are read by text recognition.

    Raises
    ------
    InputError
        It is absent, empty, of another kind, damaged, protected, a scan, or far too large.
    """
    data = read_bytes(path)
    if data.startswith(OLE):
        raise UnreadableError(
            path,
            "an old Office document, or one with a password",
            "save it as .docx without a password",
            why=Unread.OTHER_KIND,
        )
    if data.startswith(ZIP):
        lines = _zipped(path)
    elif data[:1024].lstrip().startswith(b"%PDF"):
        lines = read_pdf(path, ocr=ocr)
    elif data.startswith(b"{\\rtf"):
        raise UnreadableError(path, "a Rich Text document", "save it as .docx", why=Unread.OTHER_KIND)
    elif len(data) > _MAX_TEXT_MB * 2**20:
        raise UnreadableError(
            path, f"{len(data) // 2**20} MB of text", f"at most {_MAX_TEXT_MB} MB", why=Unread.TOO_LARGE
        )
    else:
        text = decode(path, data)
        sign = separator(text, table=path.suffix.lower() in {".csv", ".tsv"})
        lines = read_csv(text, sign) if sign else read_text(text)
    if not lines:
        raise UnreadableError(path, "there is no text in it", _REMEDY, why=Unread.NO_TEXT)
    if len(lines) > MAX_LINES:
        raise UnreadableError(path, f"{len(lines)} lines", f"at most {MAX_LINES}", why=Unread.TOO_LARGE)
    return lines


def read_bytes(path: Path) -> bytes:
    """Return the content of a file of moderate size.

    Raises
    ------
    InputError
        It is absent, no file, empty or too large.
    """
    if not path.is_file():
        raise InputError(path, "is a folder" if path.is_dir() else "there is no such file", _REMEDY)
    size = path.stat().st_size
    if size > MAX_FILE_MB * 2**20:
        raise UnreadableError(path, f"{size // 2**20} MB", f"at most {MAX_FILE_MB} MB", why=Unread.TOO_LARGE)
    data = path.read_bytes()
    if not data.strip():
        raise UnreadableError(path, "the file is empty", _REMEDY, why=Unread.NO_TEXT)
    return data


def _zipped(path: Path) -> tuple[Line, ...]:
    with opened(path) as package:
        kind = package.kind()
        if kind == "docx":
            return read_docx(package)
        if kind == "odt":
            return read_odt(package)
    if kind == "xlsx":
        from pipeline.intake.sheet import read_xlsx  # heavy, and seldom needed

        return read_xlsx(path)
    raise UnreadableError(path, "an archive, not a document", _REMEDY, why=Unread.OTHER_KIND)
