"""``referat template``: is a house's Word template right?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline.errors import InputError

template_app = typer.Typer(help="The house's own Word template.", no_args_is_help=True)


@template_app.callback()
def _group() -> None:
    """Keep ``check`` a command of its own, also while it is the only one."""


@template_app.command()
def check(file: Annotated[Path, typer.Argument(help="A Word template (docx).")]) -> None:
    """Name the fields of a template that do not exist, their place, and the nearest that does."""
    from pipeline.render import check_template

    problems = check_template(file)
    console = Console(highlight=False, markup=False, soft_wrap=True)
    for problem in problems:
        console.print(str(problem))
    if problems:
        raise InputError(file, f"{len(problems)} unknown fields", "docs/templates.md lists the fields there are")
    console.print(f"{file}: every field exists")
