"""Sentence vectors kept between evaluations: encoding all meetings takes most of an hour, aligning them minutes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from pipeline.align import SentenceEncoder

AT_ONCE = 32  # texts encoded before they are kept


class KeptVectors:
    """A sentence encoder that keeps what it has encoded in a file, as 16-bit floats.

    Vectors are rounded to 16 bits whether they are new or kept: a measure does not depend on what was kept.

    Parameters
    ----------
    encoder : callable
        Makes the encoder for what is not kept yet; not called where everything is.
    path : Path
        The file; made where it does not exist. Holds hashes of the texts, not the texts.
    """

    def __init__(self, encoder: Callable[[], SentenceEncoder], path: Path) -> None:
        self._make, self._path = encoder, path
        self._encoder: SentenceEncoder | None = None
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path)) as kept, kept:
            kept.execute("CREATE TABLE IF NOT EXISTS vector (text BLOB PRIMARY KEY, numbers BLOB NOT NULL)")

    def queries(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Encode titles. shape = (n_texts, dimension)"""
        return self._vectors(texts, "query")

    def passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Encode stretches of speech. shape = (n_texts, dimension)"""
        return self._vectors(texts, "passage")

    def _vectors(self, texts: Sequence[str], kind: str) -> npt.NDArray[np.float32]:
        keys = [sha256(f"{kind}: {text}".encode("utf-8", "replace")).digest() for text in texts]
        with closing(sqlite3.connect(self._path, timeout=60)) as kept:
            found = {key: row[0] for key in keys if (row := _read(kept, key)) is not None}
            missing = list(dict.fromkeys(i for i, key in enumerate(keys) if key not in found))
            for first in range(0, len(missing), AT_ONCE):
                part = missing[first : first + AT_ONCE]
                rows = [
                    (keys[i], vector.astype(np.float16).tobytes())
                    for i, vector in zip(part, self._encode([texts[i] for i in part], kind), strict=True)
                ]
                with kept:
                    kept.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)
                found |= dict(rows)
        vectors = [np.frombuffer(found[key], dtype=np.float16) for key in keys]
        return np.array(vectors, dtype=np.float32).reshape(len(texts), -1)

    def _encode(self, texts: Sequence[str], kind: str) -> npt.NDArray[np.float32]:
        self._encoder = self._encoder or self._make()
        return self._encoder.queries(texts) if kind == "query" else self._encoder.passages(texts)


def _read(kept: sqlite3.Connection, key: bytes) -> tuple[bytes] | None:
    row: tuple[bytes] | None = kept.execute("SELECT numbers FROM vector WHERE text = ?", (key,)).fetchone()
    return row
