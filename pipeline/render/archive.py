"""The archive package: the documents, their metadata and a digest list in one zip, for a records system.

docs/archive.md describes it; ``python -m pipeline.render.document_archive`` writes that page.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import TypeAdapter

from pipeline.errors import InputError
from pipeline.render.replaced import replaced

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SCHEMA_VERSION = 1
METADATA = "metadata.json"
DIGESTS = "manifest-sha256.txt"
MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".md": "text/markdown",
    ".json": "application/json",
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".odt": "application/vnd.oasis.opendocument.text",
}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same package from the same files, byte for byte


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody approved the referat. ``at`` is an ISO 8601 time with its offset."""

    name: str
    role: str
    at: str


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A document of the package. ``sha256`` is in hexadecimal, ``size`` in bytes."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ArchiveMetadata:
    """What a records system is told of the referat.

    Attributes
    ----------
    title, body : str
        As they are printed.
    meeting_date : str
        ISO 8601 date, or empty when it is not known.
    language : str
        ISO 639-1 code.
    meeting_number : str
        As printed, or empty.
    case_number : str
        The number under which the records system keeps the case, or empty.
    confidentiality : {"public", "confidential"}
        Which edition the documents are.
    status : {"draft", "approved"}
        Only an approved referat has approvals.
    """

    title: str
    body: str
    meeting_date: str
    language: str
    meeting_number: str = ""
    case_number: str = ""
    confidentiality: Literal["public", "confidential"] = "confidential"
    status: Literal["draft", "approved"] = "approved"
    approvals: tuple[Approval, ...] = ()
    files: tuple[ArchivedFile, ...] = ()
    schema_version: int = SCHEMA_VERSION

    def __post_init__(self) -> None:
        if self.status == "draft" and self.approvals:
            raise ValueError(f"approvals: {len(self.approvals)} of a draft; only an approved referat has approvals")


def write_archive(path: Path, files: Sequence[Path], metadata: ArchiveMetadata) -> Path:
    """Write the package, all or nothing, readable by its owner only.

    Parameters
    ----------
    files : sequence of Path
        The documents; kept under their names in ``documents/``.
    metadata : ArchiveMetadata
        ``files`` is filled in here.

    Raises
    ------
    InputError
        No document, two of one name, or one that cannot be read; or `path` is a folder.
    """
    if path.is_dir():
        raise InputError(path, "is a folder", "name the file of the package: sag.zip")
    contents = _read(path, files)
    listed = tuple(
        ArchivedFile(name, MEDIA_TYPES.get(_suffix(name), "application/octet-stream"), len(content), _sha256(content))
        for name, content in contents.items()
    )
    adapter = TypeAdapter(ArchiveMetadata)
    told: dict[str, Any] = {**adapter.dump_python(metadata, mode="json")}
    told["files"] = TypeAdapter(tuple[ArchivedFile, ...]).dump_python(listed, mode="json")
    contents[METADATA] = (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
    contents[DIGESTS] = "".join(f"{_sha256(content)}  {name}\n" for name, content in sorted(contents.items())).encode()
    with replaced(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return path


def schema() -> dict[str, Any]:
    """The JSON Schema of ``metadata.json``."""
    return TypeAdapter(ArchiveMetadata).json_schema()


def _read(path: Path, files: Sequence[Path]) -> dict[str, bytes]:
    if not files:
        raise InputError(path, "no document to archive", "give at least one")
    contents: dict[str, bytes] = {}
    for file in files:
        name = f"documents/{file.name}"
        if name in contents:
            raise InputError(path, f"two documents named {file.name!r}", "give each a name of its own")
        try:
            contents[name] = file.read_bytes()
        except OSError as error:
            raise InputError(file, f"cannot be read ({error.strerror})", "name a document that exists") from error
    return contents


def _suffix(name: str) -> str:
    return name[name.rfind(".") :]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
