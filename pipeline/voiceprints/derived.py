"""What is derived from enrolled voices: the evidence that a name rests on, in the results of meetings."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.transcript import EvidenceKind
from pipeline.voiceprints.store import overwrite

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK = f'"{EvidenceKind.ENROLLED}"'


def forget_derived(stores: Iterable[str]) -> list[Path]:
    """Remove all evidence by enrolled voices from some results; the next run makes it anew.

    Parameters
    ----------
    stores : iterable of str
        Roots of the artifacts of runs; the results that others read lie beside each.

    Returns
    -------
    list of Path
        Files and folders that held some.
    """
    touched: list[Path] = []
    for store in map(Path, stores):
        for value in sorted(store.glob("identify/*/value.json")):
            if _MARK in value.read_text(encoding="utf-8"):
                overwrite(value)
                shutil.rmtree(value.parent)
                touched.append(value.parent)
        speakers = store.parent / "speakers.json"
        if speakers.is_file() and _MARK in (text := speakers.read_text(encoding="utf-8")):
            _rewrite(speakers, _without_enrolled(text))
            touched.append(speakers)
    return touched


def _without_enrolled(text: str) -> str:
    told = json.loads(text)
    for voice in told["voices"]:
        voice["evidence"] = [piece for piece in voice["evidence"] if piece["kind"] != EvidenceKind.ENROLLED]
    told["remarks"] = [each for each in told["remarks"] if not each["code"].startswith("voiceprint-")]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _rewrite(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    overwrite(path)
    beside.replace(path)
