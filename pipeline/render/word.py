"""Writes the Word document: the house's template, or the default one, filled in by a child process with limits."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from pipeline.errors import InputError, ResourceError
from pipeline.render.child import run_child
from pipeline.render.package import inspect
from pipeline.render.resources import default_docx

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.render.fields import Fields
    from pipeline.render.options import RenderOptions

PROBLEM = 3  # exit status of the child when the template is at fault
ADVICE = "`referat template check` names every unknown field"


def write_docx(fields: Fields, path: Path, options: RenderOptions) -> None:
    """Write the document.

    Raises
    ------
    InputError
        The house's template is unsafe, damaged, does not compile, names an unknown field, or does not end.
    ResourceError
        The machine cannot fill in the default template.
    """
    template = options.template or default_docx(fields.language)
    if options.template:
        inspect(template)
    job = {
        "template": str(template.resolve()),
        "output": str(path),
        "fields": asdict(fields),
        "cpu_s": options.template_cpu_s,
        "memory_mb": options.template_memory_mb,
    }
    _run(json.dumps(job), template, options)


def _run(job: str, template: Path, options: RenderOptions) -> None:
    done = run_child("pipeline.render.fill", job, options.template_timeout_s)
    if done is None:
        raise _fault(
            template, options, f"not filled in after {options.template_timeout_s:g} s", "a loop that never ends?"
        )
    if done.returncode == 0:
        return
    if done.returncode == PROBLEM:
        problem = json.loads(done.stdout)
        raise _fault(template, options, problem["problem"], ADVICE, problem["place"])
    if done.returncode < 0:
        limits = f"{options.template_cpu_s:g} s of processor and {options.template_memory_mb} MB"
        raise _fault(template, options, f"needs more than {limits}", "a loop that never ends?")
    raise _fault(template, options, _last_line(done.stderr), ADVICE)


def _last_line(stderr: str) -> str:
    """The kind of exception that ended the child, without its text beyond one short line."""
    lines = [line for line in stderr.splitlines() if line.strip()]
    last = lines[-1] if lines else "failed without a word"
    return "needs more memory than it may have" if last.startswith("MemoryError") else last[:200]


def _fault(template: Path, options: RenderOptions, problem: str, remedy: str, place: str = "") -> Exception:
    """Whose fault it is: the house's template is input, the default one is ours."""
    if options.template:
        return InputError(template, problem, remedy, field=place)
    return ResourceError(f"the default template could not be filled in: {problem}")
