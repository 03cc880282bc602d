"""Writes the accessible pdf (PDF/UA-1) from the html, with a font that is shipped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pipeline.errors import ResourceError
from pipeline.remark import Remark
from pipeline.render.child import run_child
from pipeline.render.plain import draft_style, html_for_paper

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.render.fields import Fields
    from pipeline.render.options import RenderOptions

UNAVAILABLE = 4  # exit status of the child when Pango is missing
_MISSING = {
    "da": "PDF kunne ikke dannes, fordi programbiblioteket Pango mangler på maskinen; de øvrige formater er dannet.",
    "en": "No PDF was made because the library Pango is missing on this machine; the other formats were.",
}


class PdfUnavailable(ResourceError):  # noqa: N818 (a state of the machine, told to the reviewer; not a failure)
    """The pdf cannot be written: the library Pango is missing (Debian: libpango-1.0-0, libpangoft2-1.0-0)."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def pdf_remark(language: str) -> Remark:
    """What the reviewer is told when the pdf is left out."""
    return Remark("render", "pdf-unavailable", _MISSING["da" if language == "da" else "en"])


def write_pdf(fields: Fields, path: Path, options: RenderOptions) -> None:
    """Write the referat as a tagged pdf with title and language.

    Raises
    ------
    PdfUnavailable
        Pango is missing.
    ResourceError
        It takes longer or more than the options allow.
    """
    job = {"html": html_for_paper(fields), "style": draft_style(fields) if fields.is_draft else "", "output": str(path)}
    done = run_child("pipeline.render.typeset", json.dumps(job), options.pdf_timeout_s)
    if done is None:
        raise ResourceError(f"the pdf is not done after {options.pdf_timeout_s:g} s; raise render.pdf_timeout_s")
    if done.returncode == UNAVAILABLE:
        raise PdfUnavailable
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2]
        raise ResourceError(f"the pdf could not be written (status {done.returncode}): {last[:200]}")
