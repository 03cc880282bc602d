"""Where the templates and the font lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.resources import resource

if TYPE_CHECKING:
    from pathlib import Path


def folder() -> Path:
    """The folder of the templates."""
    return resource("templates/referat")


def default_docx(language: str, document: str = "referat") -> Path:
    """The default Word template of a language (``da``, ``en``) for the referat or the list of ``actions``."""
    return folder() / f"{document}.{language}.docx"


def watermark(language: str) -> Path:
    """The word across the page of a draft, as a picture of the page (png)."""
    return folder() / f"draft.{language}.png"
