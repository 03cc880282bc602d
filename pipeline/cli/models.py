"""``referat models``: which weights there are, fetch them, prove that they are whole."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from pipeline.cli.progress import step_bar
from pipeline.errors import ResourceError
from pipeline.weights import ModelState, Registry

models_app = typer.Typer(help="The model weights: list, fetch, verify.", no_args_is_help=True)


@models_app.command("list")
def list_models() -> None:
    """List the models of the registry, and which of them are here."""
    known = Registry.load()
    table = Table("id", "role", "licence", "languages", "state")
    for entry in known.entries:
        try:
            known.local(entry.id)
            state = "here"
        except ResourceError:
            state = "-"
        table.add_row(entry.id, entry.role, entry.licence, " ".join(entry.languages), state)
    Console().print(table)


@models_app.command()
def pull(
    ids: Annotated[list[str], typer.Argument(help="Ids of models, as `referat models list` shows them.")],
) -> None:
    """Fetch models and verify them."""
    known = Registry.load()
    console = Console(highlight=False)
    for model_id in ids:
        with step_bar(console, model_id) as hook:
            model = known.pull(model_id, hook)
        console.print(f"  {model_id:<28} sha256 {model.digest[:16]}")


@models_app.command()
def verify() -> None:
    """Read every file of the models that are here and compare it with its digest. Status 1 when one is damaged."""
    known = Registry.load()
    console = Console(highlight=False)
    damaged = 0
    for entry in known.entries:
        with step_bar(console, entry.id):
            found = known.verify(entry.id)
        if found.state is not ModelState.ABSENT:
            console.print(f"  {entry.id:<28} {found.state} {found.problem}", soft_wrap=True)
        damaged += found.state is ModelState.CORRUPT
    if damaged:
        raise ResourceError(f"models: {damaged} damaged; run: referat models pull ID")
