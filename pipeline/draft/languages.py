"""The languages that a draft can be written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.draft.danish import LANGUAGE as DANISH
from pipeline.draft.english import LANGUAGE as ENGLISH

if TYPE_CHECKING:
    from pipeline.draft.language import Language

_LANGUAGES = {"da": DANISH, "en": ENGLISH}


def language_of(code: str) -> Language:
    """The language with this ISO 639-1 code; English where the code is not known."""
    return _LANGUAGES.get(code.lower()[:2], ENGLISH)
