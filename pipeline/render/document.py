"""Writes the documents of one meeting in all formats asked for."""

from __future__ import annotations

import hashlib
import re
from ctypes.util import find_library
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.render.odt import write_odt
from pipeline.render.options import Document, RenderOptions
from pipeline.render.pdf import PdfUnavailable, pdf_remark, write_pdf
from pipeline.render.plain import html, markdown, to_json
from pipeline.render.replaced import replaced
from pipeline.render.resources import folder as resource_folder
from pipeline.render.view import build_fields
from pipeline.render.word import write_docx

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.meeting import Meeting
    from pipeline.minutes import Draft, Finding
    from pipeline.progress import Hook
    from pipeline.remark import Remark
    from pipeline.render.fields import Fields
    from pipeline.transcript import Conversation


def render(
    meeting: Meeting,
    draft: Draft,
    findings: Sequence[Finding],
    conversation: Conversation,
    options: RenderOptions,
    folder: Path,
    hook: Hook,
) -> tuple[Path, ...]:
    """Write the document in every format of the options.

    A pdf that cannot be written on this machine is left out; `render_remarks` then says so.

    Parameters
    ----------
    folder : Path
        Where the files are written: ``referat.docx``, ``referat.html``, ...

    Returns
    -------
    tuple of Path
        The files written, in the order of ``options.formats``.

    Raises
    ------
    InputError
        The house's template cannot be used, or an extract is asked of an item that does not exist.
    ResourceError
        The machine cannot do it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    on_screen = build_fields(meeting, draft, findings, conversation, options, evidence=options.evidence)
    paper = replace(options, playback="")
    on_paper = build_fields(meeting, draft, findings, conversation, paper, evidence=options.evidence_print)
    stem = _stem(meeting, options)
    written = []
    for done, kind in enumerate(options.formats):
        hook(kind, completed=done, total=len(options.formats))
        path = folder / f"{stem}.{kind}"
        try:
            _write(kind, path, on_screen, on_paper, options)
        except PdfUnavailable:
            path.unlink(missing_ok=True)
            continue
        written.append(path)
    hook("documents", completed=len(options.formats), total=len(options.formats))
    return tuple(written)


def render_remarks(paths: Sequence[Path], options: RenderOptions, language: str) -> tuple[Remark, ...]:
    """What `render` could not write of what was asked, for the reviewer."""
    missing = "pdf" in options.formats and not any(path.suffix == ".pdf" for path in paths)
    return (pdf_remark(language),) if missing else ()


def fingerprint(options: RenderOptions) -> str:
    """Digest of all that decides what is written but is not in the options: when it changes, it is written again.

    The templates the options lead to, the font, and whether this machine can set a pdf.
    """
    digest = hashlib.sha256(b"pdf" if find_library("pangoft2-1.0") else b"")
    files = [path for path in sorted(resource_folder().rglob("*")) if path.is_file()]
    for path in [*files, *([options.template] if options.template and options.template.is_file() else [])]:
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _stem(meeting: Meeting, options: RenderOptions) -> str:
    if options.document is not Document.EXTRACT:
        return options.document.value
    numbers = {item.index: item.number for item in meeting.items}
    number = re.sub(r"\W+", "-", numbers.get(options.item or 0, "")).strip("-")
    return f"extract-{number or options.item}"


def _write(kind: str, path: Path, on_screen: Fields, on_paper: Fields, options: RenderOptions) -> None:
    with replaced(path) as part:
        if kind == "docx":
            write_docx(on_paper, part, options)
        elif kind == "pdf":
            write_pdf(on_paper, part, options)
        elif kind == "odt":
            write_odt(on_paper, part)
        else:
            text = {"html": html, "md": markdown, "json": to_json}[kind]
            part.write_text(text(on_paper if kind == "md" else on_screen), encoding="utf-8", newline="\n")
