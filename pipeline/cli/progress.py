"""What a person sees while a run goes on: the stage, how far it is, and how long it will take."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Self

from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from rich.console import Console

    from pipeline.progress import Hook
    from pipeline.store import Artifact

_LABELS = {
    "media": "Reading the recording",
    "speech": "Finding speech",
    "transcribe": "Transcribing",
    "embed": "Listening to voices",
    "diarize": "Telling voices apart",
    "plates": "Reading name plates",
    "identify": "Naming voices",
    "attachments": "Reading the attachments",
    "align": "Finding the agenda items",
    "draft": "Writing the draft",
    "check": "Checking every statement",
    "render": "Setting the referat",
}
_MEGABYTE = 1_000_000


def _bars(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description:<40}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


@contextmanager
def step_bar(console: Console, label: str) -> Iterator[Hook]:
    """Show a bar while something works; it is gone afterwards."""
    with _bars(console) as progress:
        task = progress.add_task(label, total=None)

        def hook(step: str, *, completed: float | None = None, total: float | None = None) -> None:
            detail = "" if step == label else f" ({step})"
            progress.update(task, description=label + detail, completed=completed, total=total)

        yield hook


class ConsoleObserver:
    """A progress bar for the stage at work, and a line for each that is done."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()

    def started(self, stage: str) -> Hook:
        """Show a bar for the stage."""
        return self._bar.enter_context(step_bar(self._console, _label(stage)))

    def finished(self, artifact: Artifact[Any]) -> None:
        """Replace the bar by a line that stays."""
        self._bar.close()
        cost = artifact.cost
        measure = "done before" if artifact.reused else f"{cost.seconds:.1f} s, {cost.peak_bytes / _MEGABYTE:.0f} MB"
        self._console.print(f"  {_label(artifact.stage):<26} {measure}")


def _label(stage: str) -> str:
    return _LABELS.get(stage, stage)
