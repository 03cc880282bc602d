"""Writes the Word document: the house's template, or the default one, filled in by a child process with limits."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError, ResourceError
from pipeline.render.check import TemplateProblem
from pipeline.render.child import run_child
from pipeline.render.options import RenderOptions
from pipeline.render.package import inspect
from pipeline.render.resources import default_docx

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.render.fields import Fields

PROBLEM = 3  # exit status of the child when the template is at fault
ADVICE = "`referat template check` names every unknown field"
ENDLESS = "look for a loop that never ends"
BOUNDLESS = ("MemoryError", "RecursionError", "OverflowError")


def write_docx(fields: Fields, path: Path, options: RenderOptions, document: str = "referat") -> None:
    """Write the document.

    Parameters
    ----------
    document : str
        Which default template is filled in when the options name none: ``referat`` or ``actions``.

    Raises
    ------
    InputError
        The house's template is unsafe, damaged, does not compile, names an unknown field, or does not end.
    ResourceError
        The machine cannot fill in the default template.
    """
    template = options.template or default_docx(fields.language, document)
    try:
        if options.template:
            inspect(template)
        _run(template, {"output": str(path), "fields": asdict(fields)}, options)
    except InputError as error:
        if options.template:
            raise
        raise ResourceError(f"the default template could not be filled in: {error.problem}") from error


def check_template(path: Path) -> tuple[TemplateProblem, ...]:
    """Find what is wrong with the names in a Word template, without filling it in.

    Returns
    -------
    tuple of TemplateProblem
        Unknown fields, each with its place and the nearest valid name; empty: the template can be used.

    Raises
    ------
    InputError
        It is not a Word document, is not safe, or does not compile.
    """
    inspect(path)
    return tuple(TemplateProblem(**problem) for problem in json.loads(_run(path, {}, RenderOptions())))


def _run(template: Path, job: dict[str, Any], options: RenderOptions) -> str:
    """Have the child do the job; returns what it says. Raises InputError where the template is at fault."""
    limits = {"cpu_s": options.template_cpu_s, "memory_mb": options.template_memory_mb}
    job = {"template": str(template.resolve()), **limits, **job}
    done = run_child("pipeline.render.fill", json.dumps(job), options.template_timeout_s)
    if done is None:
        raise InputError(template, f"not done after {options.template_timeout_s:g} s", ENDLESS)
    if done.returncode == PROBLEM:
        told = json.loads(done.stdout)
        raise InputError(template, told["problem"], told["remedy"] or ADVICE, field=told["place"])
    if done.returncode < 0:
        raise InputError(template, f"needs more than {options.template_cpu_s:g} s of processor", ENDLESS)
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2]
        remedy = "look for a loop, or a text, without end" if last.startswith(BOUNDLESS) else ADVICE
        memory = f"needs more than {options.template_memory_mb} MB of memory"
        raise InputError(template, memory if last.startswith("MemoryError") else last[:200], remedy)
    return done.stdout
