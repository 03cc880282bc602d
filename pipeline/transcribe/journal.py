"""Finished windows on disk, so that a crash costs at most the batch that was running."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.transcript import Gap, Word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any


@dataclass(frozen=True, slots=True)
class WindowResult:
    """What came out of one window.

    Attributes
    ----------
    window : int
        Position in the list of windows.
    language : str
        ISO code of another language the window was decoded in, or empty.
    """

    window: int
    words: tuple[Word, ...]
    gaps: tuple[Gap, ...]
    language: str = ""


class Journal:
    """One line of JSON per finished window, synchronised to disk batch by batch.

    The first line is the fingerprint of everything the results depend on; a file with another fingerprint is started
    anew. A last line that a crash cut off is ignored.

    Parameters
    ----------
    path : Path
        The file; its folder exists.
    fingerprint : str
    """

    def __init__(self, path: Path, fingerprint: str) -> None:
        self._path = path
        self.finished: dict[int, WindowResult] = {}
        good = self._read(fingerprint)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            file.truncate(good)
            if not good:
                file.write(json.dumps({"fingerprint": fingerprint}).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def append(self, results: Iterable[WindowResult]) -> None:
        """Keep the results of a batch."""
        found = list(results)
        if not found:
            return
        with self._path.open("ab") as file:
            for result in found:
                file.write(json.dumps(_to_json(result), ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self.finished.update({result.window: result for result in found})

    def _read(self, fingerprint: str) -> int:
        """Read what is there; return how many bytes of it are good."""
        if not self._path.is_file():
            return 0
        good = 0
        for number, line in enumerate(self._path.read_bytes().splitlines(keepends=True)):
            try:
                value = json.loads(line) if line.endswith(b"\n") else None
                if number == 0:
                    if not isinstance(value, dict) or value.get("fingerprint") != fingerprint:
                        return 0
                else:
                    result = _from_json(value)
                    self.finished[result.window] = result
            except (ValueError, TypeError, KeyError, UnicodeDecodeError):
                break
            good += len(line)
        return good


def _to_json(result: WindowResult) -> dict[str, Any]:
    return {
        "window": result.window,
        "language": result.language,
        "words": [[w.text, w.start_s, w.end_s, w.confidence, w.heard] for w in result.words],
        "gaps": [[g.start_s, g.end_s, g.reason] for g in result.gaps],
    }


def _from_json(value: Any) -> WindowResult:
    return WindowResult(
        window=int(value["window"]),
        language=str(value["language"]),
        words=tuple(
            Word(str(t), float(s), float(e), float(c), None if h is None else str(h))
            for t, s, e, c, h in value["words"]
        ),
        gaps=tuple(Gap(float(s), float(e), str(reason)) for s, e, reason in value["gaps"]),
    )
