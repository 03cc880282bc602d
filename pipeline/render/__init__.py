"""The referat as documents: docx, html, pdf, md and json from one set of fields."""

from pipeline.render.actions import write_actions
from pipeline.render.archive import Approval, ArchiveMetadata, write_archive
from pipeline.render.check import TemplateProblem
from pipeline.render.document import fingerprint, render, render_remarks
from pipeline.render.options import Audience, Document, Edition, RenderOptions
from pipeline.render.pdf import PdfUnavailable
from pipeline.render.word import check_template

VERSION = 3

__all__ = [
    "VERSION",
    "Approval",
    "ArchiveMetadata",
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
    "write_actions",
    "write_archive",
]
