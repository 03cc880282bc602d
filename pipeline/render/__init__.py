"""The referat as documents: docx, html, pdf, md and json from one set of fields."""

from pipeline.render.document import fingerprint, render, render_remarks
from pipeline.render.options import Audience, Document, Edition, RenderOptions
from pipeline.render.pdf import PdfUnavailable

VERSION = 1

__all__ = [
    "VERSION",
    "Audience",
    "Document",
    "Edition",
    "PdfUnavailable",
    "RenderOptions",
    "fingerprint",
    "render",
    "render_remarks",
]
