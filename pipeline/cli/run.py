"""``referat run``: walk the path, show how far it is, write the results."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from rich.console import Console

from pipeline.cli.progress import ConsoleObserver
from pipeline.config import load_config
from pipeline.errors import InputError
from pipeline.minutes import Severity
from pipeline.path import MeetingPath, Runner, write_outputs
from pipeline.resources import resource
from pipeline.store import Store
from pipeline.weights import Registry

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.meeting import Meeting

STORE = ".store"  # inside the results: whoever deletes the folder has deleted everything


def run_meeting(meeting: Meeting, out: Path, config_file: Path | None, until: str) -> None:
    """Run the meeting into `out`, and print where the referat lies.

    Raises
    ------
    InputError
        The meeting cannot be worked on; a folder that was made for its results is removed again.
    ResourceError
        The machine lacks something; what was finished is kept, and the next run goes on from there.
    """
    config = load_config(config_file or resource("configs/default.toml"))
    registry = Registry.load()
    console = Console(highlight=False)
    existed = out.exists()
    try:
        with ConsoleObserver(console) as observer:
            path = MeetingPath(meeting, config, registry, Runner(Store(out / STORE), observer))
            path.walk(until)
            files = write_outputs(path, out)
    except InputError:
        if not existed:
            shutil.rmtree(out, ignore_errors=True)
        raise
    _tell(console, path, out, files)


def _tell(console: Console, path: MeetingPath, out: Path, files: list[Path]) -> None:
    if path.conversation:
        voices = path.conversation.value.voices
        named = sum(voice.attendee is not None for voice in voices)
        console.print(f"{named} of {len(voices)} voices named; the others are left without a name.")
    if path.draft:
        items = path.draft.value.items
        reported = sum(bool(item.blocks) for item in items)
        statements = len(path.draft.value.statements)
        console.print(f"{reported} of {len(items)} items reported, {statements} statements, each with its evidence.")
    if path.findings:
        blocking = sum(finding.severity is Severity.BLOCKING for finding in path.final_findings)
        advisory = len(path.final_findings) - blocking
        console.print(f"{blocking} findings to settle before approval, {advisory} to look at: {out / 'findings.json'}")
    referat = [file for file in files if file.stem == "referat"]
    for file in referat or [out]:
        console.print(f"[bold]{file}[/bold]", soft_wrap=True)
