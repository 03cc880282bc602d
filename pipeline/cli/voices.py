"""``referat voices``: what a person decides of the voices; the recording is not heard again."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.errors import InputError, nearest
from pipeline.intake import load_meeting, save_decisions

if TYPE_CHECKING:
    from pipeline.meeting import Attendee, Meeting, VoiceDecisions

T = TypeVar("T")

voices_app = typer.Typer(
    help="Say whose voice it is; merge and split voices. The run after it takes seconds: nothing is transcribed again.",
    no_args_is_help=True,
)

Place = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the meeting, or of its results.")]
Out = Annotated[Path | None, typer.Option("--out", help="Where the results are. (default: DIR/out)")]
By = Annotated[str, typer.Option("--by", help="Who decides; kept with the decision.")]
Voice = Annotated[str, typer.Argument(help="A voice, as `referat voices list` shows it.")]
Target = Annotated[str, typer.Argument(help="A voice (S03) or an utterance (u0012).")]


class _Meeting:
    """A meeting, what its last run found, and what has been decided."""

    def __init__(self, folder: Path, out: Path, meeting: Meeting, keys: dict[str, str]) -> None:
        from pipeline.identify.decide import Results
        from pipeline.transcript import Conversation

        self.folder = folder
        self.out = out
        self.meeting = meeting
        self.decisions = meeting.decided
        self._keys = keys
        self.results = Results(self.artifact("identify", Conversation), meeting.transcript is not None)

    def artifact(self, stage: str, kind: type[T]) -> T:
        """Return what a stage of the last run made."""
        from pipeline.cli.run import STORE
        from pipeline.store import Store

        found = Store(self.out / STORE).get(stage, self._keys[stage], kind) if stage in self._keys else None
        if found is None:
            raise InputError(self.out, f'what the stage "{stage}" made is not there', "do `referat run` first")
        return found.value

    def save(self, decisions: VoiceDecisions) -> None:
        """Write the decisions and say what comes next."""
        path = save_decisions(decisions, self.folder)
        console = Console(highlight=False)
        console.print(f"[bold]{escape(str(path))}[/bold]", soft_wrap=True)
        console.print(f"It counts from the next run on: referat run {escape(str(self.folder))}", soft_wrap=True)


def open_meeting(place: Path, out: Path | None) -> _Meeting:
    """Find the meeting and the results of its last run.

    Raises
    ------
    InputError
        There is no meeting, or it has not been run.
    """
    folder = place
    if not (place / "meeting.toml").is_file() and (place / "run.json").is_file():
        folder, out = place.resolve().parent, out or place
    meeting = load_meeting(folder)
    out = out or folder / "out"
    try:
        run = json.loads((out / "run.json").read_text(encoding="utf-8"))
        keys = {stage["stage"]: stage["key"] for stage in run["stages"]}
    except FileNotFoundError:
        raise InputError(out, "holds no results", "do `referat run` first, or name its --out folder") from None
    except (ValueError, KeyError, TypeError):
        raise InputError(out / "run.json", "is not what `referat run` writes", "do `referat run` again") from None
    return _Meeting(folder, out, meeting, keys)


@voices_app.command("list")
def show(place: Place, out: Out = None) -> None:
    """Show the voices of the last run, whose they are, and why."""
    found = open_meeting(place, out)
    table = Table()
    for column in ("voice", "attendee", "why", "speaks", "first"):
        table.add_column(column)
    conversation = found.results.conversation
    names = {attendee.key: attendee.name for attendee in found.meeting.attendees}
    for voice in conversation.voices:
        said = [u for u in conversation.utterances if u.voice == voice.voice]
        seconds = sum(u.end_s - u.start_s for u in said if u.start_s is not None and u.end_s is not None)
        kinds = dict.fromkeys(str(piece.kind) for piece in voice.evidence if piece.weight > 0)
        who = names.get(voice.attendee or "", "")
        why = ", ".join(kinds) if voice.attendee else voice.reason
        first = _clock(said[0].start_s) if said and said[0].start_s is not None else ""
        table.add_row(escape(voice.voice), escape(who), why, f"{seconds:.0f} s" if seconds else "", first)
    console = Console(highlight=False)
    console.print(table)
    for decided in found.decisions.voices:
        who = "one voice" if decided.attendee is None else decided.attendee or "nobody on the list"
        where = ", ".join(decided.labels) or f"{len(decided.spans)} stretches from {_clock(decided.spans[0][0])} on"
        by = f" by {decided.by}" if decided.by else ""
        console.print(f"decided{by}: {who}: {where}", markup=False, soft_wrap=True)
    if not _applied(found):
        console.print("voices.toml has changed since the last run: what is shown is from before.")


def _applied(found: _Meeting) -> bool:
    """Tell whether the last run knew the decisions."""
    from pipeline.store import fingerprint

    try:
        speakers: dict[str, Any] = json.loads((found.out / "speakers.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    return bool(speakers.get("decisions") == fingerprint(found.decisions))


def _clock(seconds: float) -> str:
    """Return minutes and seconds.

    Examples
    --------
    >>> _clock(754.2)
    '12:34'
    """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


@voices_app.command()
def merge(
    place: Place,
    voices: Annotated[list[str], typer.Argument(help="Voices that are one.")],
    out: Out = None,
    by: By = "",
) -> None:
    """Make one voice of several."""
    from pipeline.identify import decide

    found = open_meeting(place, out)
    found.save(decide.merge(found.results, found.decisions, voices, by, _now()))


@voices_app.command()
def split(
    place: Place,
    voice: Voice,
    at: Annotated[str, typer.Option(help="Where another begins to speak: MM:SS, H:MM:SS or seconds.")] = "",
    into: Annotated[int, typer.Option(min=2, max=10, help="Into so many voices, by their sound.")] = 2,
    out: Out = None,
    by: By = "",
) -> None:
    """Make several voices of one: by their sound, or at a time."""
    from pipeline.activity import SpeechActivity
    from pipeline.diarize import LocalEmbeddings
    from pipeline.identify import IdentifyOptions, decide

    found = open_meeting(place, out)
    if at:
        found.save(decide.split_at(found.results, found.decisions, voice, _seconds(at), by, _now()))
        return
    if found.results.labelled:
        raise InputError(voice, "a transcript has no sound", "split it at a time: --at MM:SS")
    embeddings = found.artifact("embed", LocalEmbeddings)
    activity = found.artifact("speech", SpeechActivity)
    options = IdentifyOptions()
    found.save(
        decide.split_into(found.results, found.decisions, voice, into, embeddings, activity, options, by, _now())
    )


@voices_app.command()
def name(
    place: Place,
    target: Target,
    attendee: Annotated[str, typer.Argument(help="Name on the attendee list, or its place there: a03.")] = "",
    nobody: Annotated[bool, typer.Option("--nobody", help="Somebody who is not on the list.")] = False,
    out: Out = None,
    by: By = "",
) -> None:
    """Say whose a voice or an utterance is. That is never overwritten."""
    from pipeline.identify import decide

    found = open_meeting(place, out)
    if bool(attendee) == nobody:
        raise InputError(target, "whose voice?", "give a name of the attendee list, or --nobody")
    person = _attendee(found.meeting, attendee) if attendee else None
    found.save(decide.name(found.results, found.decisions, target, person, by, _now()))


@voices_app.command()
def forget(
    place: Place,
    target: Annotated[str, typer.Argument(help="A voice or an utterance.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="All decisions of this meeting.")] = False,
    out: Out = None,
) -> None:
    """Take a decision back."""
    from pipeline.identify import decide
    from pipeline.meeting import VoiceDecisions

    if bool(target) == everything:
        raise InputError("forget", "what?", "name a voice or an utterance, or give --all")
    found = open_meeting(place, out)
    found.save(VoiceDecisions() if everything else decide.forget(found.results, found.decisions, target))


def _attendee(meeting: Meeting, told: str) -> Attendee:
    """Find an attendee by name or key."""
    people = [a for a in meeting.attendees if told.casefold() in (a.name.casefold(), a.key)]
    if not people:
        raise InputError(
            "meeting.toml", f'"{told}" is not on the attendee list', nearest(told, [a.name for a in meeting.attendees])
        )
    if len(people) > 1:
        keys = ", ".join(f"{a.key} ({a.title or a.organisation})" for a in people)
        raise InputError("meeting.toml", f'"{told}" is on the list more than once', f"give one of {keys}")
    return people[0]


def _seconds(told: str) -> float:
    """Read a time.

    Examples
    --------
    >>> _seconds("12:34"), _seconds("1:00:00"), _seconds("75.5")
    (754.0, 3600.0, 75.5)
    """
    try:
        parts = [float(part) for part in told.split(":")]
    except ValueError:
        parts = []
    if not 1 <= len(parts) <= 3 or any(not 0 <= part < 1e6 for part in parts):
        raise InputError("--at", f'"{told}" is no time', "write MM:SS, H:MM:SS or seconds")
    return sum(part * 60.0**power for power, part in enumerate(reversed(parts)))


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)
