"""The words of the house: a text file with one term a line, beside the recording."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from pipeline.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 1_000_000
MAX_TERM = 100  # characters; a longer line is text, not a term


def read_glossary(path: Path) -> tuple[str, ...]:
    """Return the terms of a glossary, each once, in order; empty lines and lines that begin with # are left out.

    Raises
    ------
    InputError
        The file is too large, is not UTF-8, or a line is no term.
    """
    if path.stat().st_size > MAX_BYTES:
        raise InputError(path, f"larger than {MAX_BYTES // 1_000_000} MB", "a glossary is a short list of terms")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(path, f"byte {error.start} is not UTF-8", "save the file as UTF-8 text") from error
    terms: dict[str, None] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        term = " ".join(unicodedata.normalize("NFC", line).split())
        if not term or term.startswith("#"):
            continue
        if len(term) > MAX_TERM or not term.isprintable():
            raise InputError(path, f"line {number} is no term", f"one term a line, at most {MAX_TERM} characters")
        terms[term] = None
    return tuple(terms)
