"""Looks at a Word template before anything opens it: it comes from outside."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from pipeline.errors import InputError
from pipeline.zipped import BROKEN, OLE, refuse_bomb

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

MAX_UNPACKED_MB = 60
MAX_ENTRIES = 2000
MAX_FILE_MB = 30
MAIN_TYPES = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    }
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HARMLESS_LINKS = ("/hyperlink", "/attachedTemplate")
FOREIGN_CONTENT = ("/aFChunk", "/oleObject", "/package", "/control", "/subDocument")
"""Parts that another program would read: what they lead to, nobody has looked at."""
_FETCHING = re.compile(r"(?:^|\s)(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE)\s")
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)


def inspect(path: Path) -> None:
    """Refuse what is not a plain Word document.

    Raises
    ------
    InputError
        Absent, not a docx, damaged, password-protected, with macros, a zip bomb, with a document type declaration, or
        with parts or fields that lead out of the document.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})", "name a Word document (.docx)") from error
    if head == OLE:
        raise InputError(path, "an old Word document, or one with a password", "save it as .docx without a password")
    if size > MAX_FILE_MB * 2**20:
        raise InputError(path, f"{size // 2**20} MB", f"a template is at most {MAX_FILE_MB} MB")
    try:
        with zipfile.ZipFile(path) as archive:
            _inspect_archive(path, archive)
    except BROKEN as error:
        raise InputError(path, "not a Word document, or a damaged one", "save it again as .docx") from error
    except DefusedXmlException as error:
        raise InputError(path, "declares entities or a document type", "save it again as .docx in Word") from error
    except ElementTree.ParseError as error:
        raise InputError(path, f"damaged inside ({error})", "save it again as .docx in Word") from error


def _inspect_archive(path: Path, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    right = "a template unpacks to at most"
    refuse_bomb(path, archive, most_mb=MAX_UNPACKED_MB, most_parts=MAX_ENTRIES, right=right)
    names = {entry.filename for entry in entries}
    if len(names) < len(entries):
        raise InputError(path, "damaged: two parts of one name", "save it again as .docx")
    if "[Content_Types].xml" not in names or "word/document.xml" not in names:
        raise InputError(path, "not a Word document", "save it as .docx")
    types = {node.get("ContentType", "") for node in _parse(archive, "[Content_Types].xml").iter()}
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in types) or any(
        name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names
    ):
        raise InputError(path, "holds macros", "save it as .docx, which holds none")
    if not types & MAIN_TYPES:
        raise InputError(path, "not a Word document", "save it as .docx")
    for name in sorted(names):
        if name.endswith((".xml", ".rels")):
            root = _parse(archive, name)
            if name.endswith(".rels"):
                _inspect_links(path, name, root)
            elif name.startswith("word/"):
                _inspect_fields(path, name, root)


def _parse(archive: zipfile.ZipFile, name: str) -> Element:
    root: Element = ElementTree.fromstring(archive.read(name), forbid_dtd=True)
    return root


def _inspect_links(path: Path, name: str, root: Element) -> None:
    for link in root.iter(_RELATION):
        if link.get("TargetMode") != "External" and link.get("Type", "").endswith(FOREIGN_CONTENT):
            raise InputError(path, "holds an embedded object or file", "paste it as text or as a picture", field=name)
        if link.get("TargetMode") == "External" and not link.get("Type", "").endswith(HARMLESS_LINKS):
            raise InputError(
                path, f"refers to {link.get('Target', '')!r} outside the document", "embed it instead", field=name
            )


def _inspect_fields(path: Path, name: str, root: Element) -> None:
    """Refuse what Word would fetch when the document is opened or its fields are brought up to date."""
    codes = ["".join(node.text or "" for node in root.iter(f"{_WORD}instrText"))]
    codes += [node.get(f"{_WORD}instr", "") for node in root.iter(f"{_WORD}fldSimple")]
    for code in codes:
        fetching = _FETCHING.search(f"{code} ")
        if fetching:
            raise InputError(path, f"holds a field {fetching[1]}, which fetches something", "embed it", field=name)
    for node in root.iter():
        for attribute, value in node.attrib.items():
            if attribute.rpartition("}")[2] in {"src", "href"} and _ELSEWHERE.match(value):
                raise InputError(path, f"refers to {value!r} outside the document", "embed it instead", field=name)
