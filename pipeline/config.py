"""The configuration: one frozen options object a stage, read from TOML, every mistake in one line."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from pipeline.align import AlignOptions
from pipeline.diarize import DiarizeOptions
from pipeline.draft import DraftOptions
from pipeline.errors import InputError, nearest
from pipeline.identify import IdentifyOptions, PlateOptions
from pipeline.media import MediaOptions
from pipeline.render import RenderOptions
from pipeline.speech import SpeechOptions
from pipeline.transcribe import TranscribeOptions
from pipeline.voiceprints import VoiceprintOptions

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class ModelChoice:
    """``[models]``: which entries of the registry a run uses.

    Attributes
    ----------
    asr, segmentation, embedding : str
        Ids in ``models/registry.toml``. ``"auto"`` for segmentation and embedding: pyannote's community-1 where it has
        been pulled, otherwise the small ones.
    """

    asr: str = "whisper-base"
    segmentation: str = "auto"
    embedding: str = "auto"


@dataclass(frozen=True)
class Config:
    """One section a stage; what a file leaves out has the default of the options class."""

    models: ModelChoice = field(default_factory=ModelChoice)
    media: MediaOptions = field(default_factory=MediaOptions)
    speech: SpeechOptions = field(default_factory=SpeechOptions)
    transcribe: TranscribeOptions = field(default_factory=TranscribeOptions)
    diarize: DiarizeOptions = field(default_factory=DiarizeOptions)
    plates: PlateOptions = field(default_factory=PlateOptions)
    identify: IdentifyOptions = field(default_factory=IdentifyOptions)
    voiceprints: VoiceprintOptions = field(default_factory=VoiceprintOptions)
    align: AlignOptions = field(default_factory=AlignOptions)
    draft: DraftOptions = field(default_factory=DraftOptions)
    render: RenderOptions = field(default_factory=RenderOptions)


def load_config(path: Path) -> Config:
    """Read a configuration file.

    Raises
    ------
    InputError
        The file is missing or not TOML, or it has a section or key that does not exist, or a value out of range.
    """
    if not path.is_file():
        raise InputError(path, "there is no such file", "give a file like configs/default.toml")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(path, f"not TOML: {error}", "correct the line it names") from error
    kinds = {section.name: section.default_factory for section in fields(Config)}
    sections = {name: _section(path, name, table, kinds) for name, table in data.items()}
    return Config(**sections)


def _section(path: Path, name: str, table: object, kinds: dict[str, Any]) -> Any:
    if name not in kinds:
        raise InputError(path, "there is no such section", nearest(name, kinds), field=f"[{name}]")
    if not isinstance(table, dict):
        raise InputError(path, "not a section", f"write [{name}] and its keys below", field=name)
    known = [option.name for option in fields(kinds[name])]
    for key in table:
        if key not in known:
            raise InputError(path, "unknown key", nearest(key, known), field=f"{name}.{key}")
    try:
        return TypeAdapter(kinds[name]).validate_python(table)
    except ValidationError as error:
        first = error.errors()[0]
        field_name = ".".join([name, *(str(part) for part in first["loc"])])
        raise InputError(path, f'"{first["input"]}" does not fit', first["msg"].lower(), field=field_name) from error
