"""Looks at a zipped office document (docx, odt, xlsx) before anything is unpacked: it comes from outside."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from pipeline.attachment import Unread
from pipeline.errors import InputError
from pipeline.intake.unreadable import UnreadableError
from pipeline.zipped import BROKEN, refuse_bomb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

MAX_FILE_MB = 50
MAX_UNPACKED_MB = 100
MAX_XML_MB = 30
MAX_ENTRIES = 5_000
ZIP = b"PK\x03\x04"


class Package:
    """The parts of a zipped document; only those asked for are unpacked, and none larger than it says it is.

    Macros, embedded objects and links to other machines are parts or attributes that nobody here reads.
    """

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def xml(self, name: str) -> Element:
        """Parse a part.

        Raises
        ------
        InputError
            It is missing, too large, damaged, or declares a document type or entities.
        """
        try:
            entry = self._archive.getinfo(name)
        except KeyError as error:
            raise InputError(self._path, "a part is missing", "save the document again", field=name) from error
        if entry.file_size > MAX_XML_MB * 2**20:
            raise UnreadableError(
                self._path,
                f"{entry.file_size // 2**20} MB of text",
                f"at most {MAX_XML_MB} MB",
                why=Unread.TOO_LARGE,
                field=name,
            )
        try:
            root: Element = ElementTree.fromstring(self._archive.read(entry), forbid_dtd=True)
        except DefusedXmlException as error:
            raise InputError(
                self._path, "declares entities or a document type", "save it again in the word processor", field=name
            ) from error
        except (ElementTree.ParseError, ValueError) as error:
            raise InputError(self._path, f"damaged inside ({error})", "save the document again", field=name) from error
        return root

    def kind(self) -> str:
        """Return ``"docx"``, ``"odt"``, ``"xlsx"`` by what is inside, or empty."""
        if "word/document.xml" in self.names:
            return "docx"
        if "xl/workbook.xml" in self.names:
            return "xlsx"
        return "odt" if {"content.xml", "mimetype"} <= self.names else ""


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open a zipped document.

    Raises
    ------
    InputError
        It is damaged, protected with a password, or a zip bomb.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _inspect(path, archive)
            yield Package(path, archive)
    except BROKEN as error:
        raise InputError(path, "damaged, or not a document", "save it again in the program it came from") from error


def _inspect(path: Path, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    try:
        refuse_bomb(path, archive, most_mb=MAX_UNPACKED_MB, most_parts=MAX_ENTRIES, right="at most")
    except InputError as error:
        raise UnreadableError(path, error.problem, error.remedy, why=Unread.TOO_LARGE) from error
    names = {entry.filename for entry in entries}
    encrypted = any(entry.flag_bits & 1 for entry in entries)
    if not encrypted and "META-INF/manifest.xml" in names:
        manifest = archive.getinfo("META-INF/manifest.xml")
        encrypted = manifest.file_size < 2**20 and b"encryption-data" in archive.read(manifest)
    if encrypted:
        raise UnreadableError(path, "protected with a password", "save it without one", why=Unread.PROTECTED)
