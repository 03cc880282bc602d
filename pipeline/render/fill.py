"""Fills in a Word template, in a process of its own with limits: ``python -m pipeline.render.fill`` < job.json.

A template may loop for ever or ask for all memory there is; then this process dies and nothing else.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError

from pipeline.render.docx_parts import detach_template, evidence_to_footnotes
from pipeline.render.environment import FieldEnvironment

if TYPE_CHECKING:
    from jinja2 import Environment

MAX_PROPERTY = 255  # characters; what Word allows in a core property
MAX_OUTPUT_MB = 100


class FieldTemplate(DocxTemplate):  # type: ignore[misc] # docxtpl has no type information
    """A Word template whose document properties are data, not templates."""

    def render_properties(self, context: dict[str, Any], jinja_env: Environment | None = None) -> None:
        """Set the title; name no person and no machine as the author."""
        properties = self.docx.core_properties
        properties.title = context["title"][:MAX_PROPERTY]
        properties.author = properties.last_modified_by = context["body"][:MAX_PROPERTY]
        properties.comments = properties.keywords = ""


def fill(template: str, output: str, fields: dict[str, Any]) -> None:
    """Fill in the template and write the document."""
    document = FieldTemplate(template)
    document.render(fields, FieldEnvironment(autoescape=True), autoescape=True)
    detach_template(document.docx)
    evidence_to_footnotes(document.docx)
    document.save(output)


def limit(cpu_s: float, memory_mb: int) -> None:
    """Bound what this process may use."""
    cpu = max(1, round(cpu_s))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, memory_mb * 2**20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_OUTPUT_MB * 2**20, MAX_OUTPUT_MB * 2**20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Do the job on standard input; a problem of the template is told as json on standard output, status 3."""
    job = json.load(sys.stdin)
    limit(job["cpu_s"], job["memory_mb"])
    try:
        fill(job["template"], job["output"], job["fields"])
    except TemplateError as error:
        place = next((line.strip() for line in _context(error) if "{" in line), "")
        json.dump({"problem": error.message or type(error).__name__, "place": place[:200]}, sys.stdout)
        return 3
    return 0


def _context(error: TemplateError) -> list[str]:
    """The paragraphs of the template around the error, nearest first, where docxtpl tells them."""
    lines = list(getattr(error, "docx_context", ()))
    return [*lines[3:], *reversed(lines[:3])]


if __name__ == "__main__":
    sys.exit(main())
