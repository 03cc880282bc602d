"""The referat as documents: docx, html, pdf, md and json from one set of fields."""

from pipeline.render.check import TemplateProblem
from pipeline.render.document import fingerprint, render, render_remarks
from pipeline.render.options import Audience, Document, Edition, RenderOptions
from pipeline.render.pdf import PdfUnavailable
from pipeline.render.word import check_template

VERSION = 1

__all__ = [
    "VERSION",
    "Audience",
    "Document",
    "Edition",
    "PdfUnavailable",
    "RenderOptions",
    "TemplateProblem",
    "check_template",
    "fingerprint",
    "render",
    "render_remarks",
]
