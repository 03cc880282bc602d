"""Fills in or checks a Word template in a process of its own: ``python -m pipeline.render.fill`` < job.json.

A template may loop for ever or ask for all memory there is; then this process dies and nothing else.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError

from pipeline.render.check import TemplateProblem, analyse, visible
from pipeline.render.docx_parts import FOOTNOTES_TYPE, detach_template, evidence_to_footnotes
from pipeline.render.environment import FieldEnvironment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment

PROBLEM = 3  # exit status when the template is at fault
MAX_PROPERTY = 255  # characters; what Word allows in a core property
MAX_OUTPUT_MB = 100


class FieldTemplate(DocxTemplate):  # type: ignore[misc] # docxtpl has no type information
    """A Word template whose document properties are data, not templates."""

    def render_properties(self, context: dict[str, Any], jinja_env: Environment | None = None) -> None:
        """Set the title; name no person and no machine as the author."""
        properties = self.docx.core_properties
        properties.title = context["title"][:MAX_PROPERTY]
        properties.author = context["body"][:MAX_PROPERTY]
        properties.last_modified_by = properties.comments = properties.keywords = ""

    def unfilled(self) -> Iterator[tuple[str, str]]:
        """Further parts that hold signs of a template, where nothing fills them in: endnotes, comments, ..."""
        self.init_docx()
        known = {name for name, _ in self.sources()}
        for part in self.docx.part.package.iter_parts():
            name = _stem(part)
            if name not in known and part.content_type.endswith("xml"):
                text = re.sub(r"<[^>]*>", "", part.blob.decode("utf-8", "replace"))
                for found in re.findall(r"\{[{%].*?[%}]\}", text, re.DOTALL):
                    yield name, found

    def sources(self) -> Iterator[tuple[str, str]]:
        """Each part with its template text, one paragraph a line, as docxtpl hands it to Jinja."""
        self.init_docx()
        texts = [("document", self.get_xml())]
        for kind in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            texts += [(_stem(part), self.get_part_xml(part)) for _, part in self.get_headers_footers(kind)]
        texts += [
            (_stem(part), part.blob.decode("utf-8"))
            for part in self.docx.part.package.iter_parts()
            if part.content_type == FOOTNOTES_TYPE
        ]
        for name, xml in texts:
            yield name, re.sub(r"<w:p([ >])", r"\n<w:p\1", self.patch_xml(xml))


def _stem(part: Any) -> str:
    return str(part.partname).rpartition("/")[2].removesuffix(".xml")


class TemplateFault(Exception):  # noqa: N818 (the fault is the template's)
    """The template cannot be used: what is wrong, in which paragraph, and what would be right."""

    def __init__(self, problem: str, place: str, remedy: str = "") -> None:
        self.told = {"problem": problem, "place": place, "remedy": remedy}
        super().__init__(problem)


def check(template: str) -> tuple[TemplateProblem, ...]:
    """Find what is wrong with the names in a template. Raises TemplateFault when it does not compile."""
    environment = FieldEnvironment(autoescape=True)
    problems: list[TemplateProblem] = []
    for part, source in FieldTemplate(template).sources():
        try:
            problems += analyse(source, environment, part)
        except TemplateSyntaxError as error:
            lines = source.splitlines()
            text = visible(lines[error.lineno - 1]) if error.lineno <= len(lines) else ""
            raise TemplateFault(error.message or "does not compile", f"{part}, line {error.lineno} ({text})") from error
    for part, text in FieldTemplate(template).unfilled():
        problems.append(TemplateProblem(part, 1, text[:120], text, "nothing is filled in here", "move it to the text"))
    return tuple(problems)


def fill(template: str, output: str, fields: dict[str, Any]) -> None:
    """Fill in the template and write the document. Raises TemplateFault when the template cannot be used."""
    problems = check(template)
    document = FieldTemplate(template)
    try:
        document.render(fields, FieldEnvironment(autoescape=True), autoescape=True)
    except (TemplateError, TypeError) as error:  # a TypeError: it calls or adds what cannot be
        if problems:
            first = problems[0]
            raise TemplateFault(
                first.message, f"{first.part}, line {first.line} ({first.place})", first.remedy
            ) from error
        raise TemplateFault(str(error), "") from error
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
    """Do the job on standard input, tell the outcome on standard output."""
    job = json.load(sys.stdin)
    limit(job["cpu_s"], job["memory_mb"])
    try:
        if "output" in job:
            fill(job["template"], job["output"], job["fields"])
        else:
            json.dump([asdict(problem) for problem in check(job["template"])], sys.stdout)
    except TemplateFault as broken:
        json.dump(broken.told, sys.stdout)
        return PROBLEM
    return 0


if __name__ == "__main__":
    sys.exit(main())
