"""Where the templates and the font lie: in the installed package, or in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def folder() -> Path:
    """The folder of the templates."""
    installed = _PACKAGE / "resources" / "templates" / "referat"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates" / "referat"


def default_docx(language: str) -> Path:
    """The default Word template of a language (``da``, ``en``)."""
    return folder() / f"referat.{language}.docx"
