"""The documents that the agenda names: where they lie, and their text.

They come from others: each is read in a process of its own. One that cannot be read ends nothing, the reviewer is told.
"""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from pipeline.attachment import Attachment, Attachments, AttachmentText, Unread
from pipeline.errors import InputError
from pipeline.intake.attachment_remarks import remark
from pipeline.intake.package import MAX_FILE_MB
from pipeline.intake.printed import run_reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.meeting import AgendaItem
    from pipeline.progress import Hook
    from pipeline.remark import Remark

MAX_ATTACHMENTS = 100
MAX_S = 150.0  # for one document: more than its reader's own limit of processor time
MAX_TOTAL_S = 900.0
_MOST_BYTES = 255  # of the name of a file
_ENDINGS = frozenset("doc docm docx odt pdf rtf txt md csv tsv xls xlsx ods ppt pptx odp htm html".split())


def find_attachments(where: Path, folder: Path, items: Sequence[AgendaItem]) -> tuple[Attachment, ...]:
    """Look for the named documents in the meeting's folder.

    A name need not be a file: agendas print titles (``"Notat om budget"``). One that no file is called by is left out,
    unless it ends as a file does: that one is missed. Capitals and the ending may differ.

    Parameters
    ----------
    where : Path
        The file that names them.

    Raises
    ------
    InputError
        A name leads out of the folder.
    """
    found = []
    for item in items:
        for place, name in enumerate(item.documents, start=1):
            path = _look_up(folder, name)
            if path is not None and not _is_inside(path, folder):
                raise InputError(
                    where,
                    f'"{name}" lies outside the meeting\'s folder',
                    "put it into the folder, and name it relative to that",
                    field=f"item[{item.index + 1}].documents[{place}]",
                )
            if path is None or not path.is_file() or not os.access(path, os.R_OK):
                if path is not None or _ending(name) in _ENDINGS:
                    found.append(Attachment(item.index, item.number, name, None, Unread.MISSING))
            elif path.stat().st_size > MAX_FILE_MB * 2**20:
                found.append(Attachment(item.index, item.number, name, None, Unread.TOO_LARGE))
            else:
                found.append(Attachment(item.index, item.number, name, path))
    return tuple(found)


def _look_up(folder: Path, name: str) -> Path | None:
    """Where `name` leads to, whatever lies there, also outside; None: nothing is called so."""
    if "\0" in name or any(len(os.fsencode(part)) > _MOST_BYTES for part in name.split("/")):
        return None
    named = folder / name
    if named.is_file() or not _is_inside(named, folder):
        return named
    wanted = _plain(named.name)
    beside = [path for path in named.parent.iterdir() if path.is_file()] if named.parent.is_dir() else []
    alike = [path for path in beside if _plain(path.name) == wanted] or [
        path for path in beside if _ending(path.name) in _ENDINGS and _plain(path.stem) == wanted
    ]
    if len(alike) == 1:
        return alike[0]
    return named if named.exists() or named.is_symlink() else None


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether `path` lies in `folder` when all links are followed; a link that leads in circles leads nowhere."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _plain(name: str) -> str:
    """The name as it is compared: some systems write "å" as two characters, most do not tell capitals apart."""
    return unicodedata.normalize("NFC", name).casefold()


def _ending(name: str) -> str:
    return name.rpartition(".")[2].strip().casefold() if "." in name else ""


def read_attachments(
    attachments: Sequence[Attachment], language: str, hook: Hook, *, max_s: float = MAX_S
) -> Attachments:
    """Read the text of the documents.

    Parameters
    ----------
    language : str
        Of the remarks.
    max_s : float
        Seconds that the reading of one document may take.
    """
    texts: list[AttachmentText] = []
    remarks: list[Remark] = []
    known: dict[Path, tuple[str | Unread, bool]] = {}
    end = monotonic() + MAX_TOTAL_S
    for index, attachment in enumerate(attachments):
        hook("attachments", completed=index, total=len(attachments))
        if attachment.path is None:
            remarks.append(remark(attachment.unread or Unread.MISSING, attachment, language))
            continue
        if attachment.path not in known:
            left = end - monotonic()
            if len(known) == MAX_ATTACHMENTS or left <= 0:
                remarks.append(remark("not-reached", attachment, language))
                continue
            known[attachment.path] = _read(attachment.path, min(max_s, left))
        text, cut = known[attachment.path]
        if isinstance(text, Unread):
            remarks.append(remark(text, attachment, language))
            continue
        texts.append(AttachmentText(attachment.item, text))
        if cut:
            remarks.append(remark("cut", attachment, language))
    return Attachments(tuple(texts), tuple(remarks))


def _read(path: Path, max_s: float) -> tuple[str | Unread, bool]:
    """The text of a document and whether it was cut, or why there is none."""
    done = run_reader("pipeline.intake.attachment_text", [str(path.resolve())], max_s)
    if done is None:
        return Unread.TOO_LARGE, False
    if done.returncode:
        return Unread.DAMAGED, False
    told = json.loads(done.stdout)
    return (told["text"], told["cut"]) if "text" in told else (Unread(told["unread"]), False)
