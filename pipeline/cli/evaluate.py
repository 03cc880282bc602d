"""``referat evaluate``: how well each stage does, as a table for people and JSON for machines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer
from rich.console import Console

from pipeline.cli.progress import step_bar
from pipeline.errors import InputError
from pipeline.store.codec import to_jsonable

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.progress import Hook

evaluate_app = typer.Typer(help="Measure a stage on material whose truth is known.", no_args_is_help=True)

Data = Annotated[Path, typer.Option("--data", help="Folder of the material; docs/measures.md says what may be in it.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write the report here, as JSON.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many meetings of each collection.")]


class Report(Protocol):
    """What every evaluation returns: a dataclass that can show itself."""

    def table(self) -> str:
        """Return the report as Markdown."""


def _evaluate(name: str, function: Callable[[Path, Hook], Report], data: Path, out: Path | None) -> None:
    if not data.is_dir():
        raise InputError(data, "there is no such folder", "give the folder of the material")
    console = Console()
    with step_bar(Console(stderr=True), name) as hook:
        report = function(data, hook)
    console.print(report.table(), markup=False, highlight=False, soft_wrap=True)
    if out:
        out.write_text(json.dumps(to_jsonable(report), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@evaluate_app.command()
def asr(
    data: Data,
    out: Out = None,
    model: Annotated[str, typer.Option("--model", help="Whisper weights, an id of the registry.")] = "whisper-base",
    speechless: Annotated[
        float, typer.Option("--speechless", min=0, help="Seconds each of silence, hum, noise and music, made here.")
    ] = 60.0,
) -> None:
    """Word and character error rate, invented words, names, speed."""
    from pipeline.evaluate.asr import evaluate_asr

    def measure(folder: Path, hook: Hook) -> Report:
        return evaluate_asr(folder, model_id=model, speechless_s=speechless, hook=hook)

    _evaluate("asr", measure, data, out)


@evaluate_app.command()
def diarization(data: Data, out: Out = None) -> None:
    """Diarization error rate with its parts, with and without a collar."""
    from pipeline.evaluate.diarization import evaluate_diarization

    _evaluate("diarization", lambda folder, hook: evaluate_diarization(folder, hook=hook), data, out)


@evaluate_app.command()
def speakers(data: Data, out: Out = None) -> None:
    """Names given to voices: precision, coverage, seconds under a wrong name."""
    from pipeline.evaluate.speakers import evaluate_speakers

    _evaluate("speakers", lambda folder, hook: evaluate_speakers(folder, hook=hook), data, out)


@evaluate_app.command()
def agenda(
    data: Data,
    out: Out = None,
    limit: Limit = None,
    cache: Annotated[Path | None, typer.Option(help="Folder that keeps sentence vectors for the next run.")] = None,
) -> None:
    """Utterances under the right agenda item: accuracy, Pk, WindowDiff."""
    from pipeline.evaluate.agenda import evaluate_agenda

    _evaluate("agenda", lambda folder, hook: evaluate_agenda(folder, limit=limit, cache=cache, hook=hook), data, out)


@evaluate_app.command()
def minutes(data: Data, out: Out = None, limit: Limit = None) -> None:
    """Facts held, wrong statements caught, human minutes covered."""
    from pipeline.evaluate.minutes import evaluate_minutes

    _evaluate("minutes", lambda folder, hook: evaluate_minutes(folder, limit=limit, hook=hook), data, out)
