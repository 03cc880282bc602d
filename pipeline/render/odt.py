"""Writes the referat as OpenDocument text (ISO/IEC 26300), with the styles of the Word document."""

from __future__ import annotations

import zipfile
from dataclasses import asdict
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.render.resources import folder, watermark

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.render.fields import Fields

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
TEMPLATES = "odt"  # the folder of the parts
PARTS = {
    "content.xml": "content.xml",
    "styles.xml": "styles.xml",
    "meta.xml": "meta.xml",
    "META-INF/manifest.xml": "manifest.xml",
}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same document from the same fields, byte for byte


def write_odt(fields: Fields, path: Path) -> None:
    """Write the document; a draft has the word across each page, evidence stands in footnotes."""
    environment = Environment(
        loader=FileSystemLoader(folder() / TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    data = asdict(fields)
    parts = {name: environment.get_template(source).render(data).encode("utf-8") for name, source in PARTS.items()}
    if fields.is_draft:
        parts["Pictures/draft.png"] = watermark(fields.language).read_bytes()
    with zipfile.ZipFile(path, "w") as archive:
        # first and unpacked: it tells what the file is
        archive.writestr(zipfile.ZipInfo("mimetype", _EPOCH), MEDIA_TYPE, zipfile.ZIP_STORED)
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
