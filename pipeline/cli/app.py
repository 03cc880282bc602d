"""The commands, and what becomes of their errors: one line on stderr and an exit status."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from pipeline.cli.body import body_app
from pipeline.cli.enrol import voices_app
from pipeline.cli.evaluate import evaluate_app
from pipeline.cli.models import models_app
from pipeline.cli.new import new
from pipeline.cli.render import actions, archive, render
from pipeline.cli.surroundings import set_surroundings
from pipeline.cli.template import template_app
from pipeline.errors import InputError, ResourceError
from pipeline.intake import load_meeting

# The heavy libraries are imported inside the commands that need them: a wrong meeting.toml is told in a moment.

app = typer.Typer(
    help="From the recording of a meeting to formal minutes in which every sentence can be heard.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(models_app, name="models")
app.add_typer(evaluate_app, name="evaluate")
app.command()(new)
app.command()(render)
app.command()(actions)
app.command()(archive)
app.add_typer(template_app, name="template")
app.add_typer(body_app, name="body")
app.add_typer(voices_app, name="voices")

StageName = Literal[
    "media", "speech", "transcribe", "diarize", "plates", "identify", "align", "draft", "check", "render"
]  # fmt: skip


@app.command()
def run(
    meeting_dir: Annotated[Path, typer.Argument(help="Folder that holds meeting.toml and the recording.")],
    out: Annotated[Path | None, typer.Option(help="Where the results go. (default: MEETING_DIR/out)")] = None,
    config: Annotated[Path | None, typer.Option(help="Configuration. (default: the one that comes along)")] = None,
    until: Annotated[StageName, typer.Option(help="Stop after this stage.")] = "render",
) -> None:
    """Turn the meeting in MEETING_DIR into a draft referat."""
    meeting = load_meeting(meeting_dir)
    set_surroundings()
    from pipeline.cli.run import run_meeting

    run_meeting(meeting, out or meeting_dir / "out", config, until)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; end with status 0 (done), 2 (the input is wrong) or 1 (our fault)."""
    os.umask(0o077)  # what is written of a meeting is for its owner alone
    try:
        app(args=arguments)
    except (InputError, ResourceError) as error:
        Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(f"referat: {error}")
        sys.exit(error.exit_status)
    except OSError as error:
        Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(f"referat: {error}")
        sys.exit(1)
