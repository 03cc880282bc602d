"""``referat voices enrol`` and its like: voices that people have agreed to have recognised."""

from __future__ import annotations

import json
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from pipeline.cli.voices import Out, open_meeting, voices_app
from pipeline.errors import InputError

if TYPE_CHECKING:
    from pipeline.config import Config
    from pipeline.voiceprints import Consent, Piece, VoiceprintOptions

__all__ = ["voices_app"]  # with the commands below

ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="Configuration, with [voiceprints]. (default: the one that comes along)")
]
Person = Annotated[str, typer.Argument(help="Full name, as on attendee lists.")]
Purpose = Annotated[
    str, typer.Option("--purpose", help="What the consent is for. (default: that of the configuration)")
]


def _options(config_file: Path | None) -> tuple[Config, VoiceprintOptions]:
    """Read the configuration; enrolled voices must be on."""
    from pipeline.config import load_config
    from pipeline.resources import resource

    path = config_file or resource("configs/default.toml")
    config = load_config(path)
    if not config.voiceprints.enabled:
        raise InputError(
            path,
            "enrolled voices are off",
            "docs/voices.md says what to settle first; then enabled = true, store and key_file",
            field="voiceprints.enabled",
        )
    return config, config.voiceprints


@voices_app.command()
def key(config_file: ConfigFile = None) -> None:
    """Make the key that enrolled voices are encrypted with."""
    from pipeline.voiceprints import make_key

    _, options = _options(config_file)
    make_key(options.key_file, options.store)
    Console(highlight=False).print(
        f"{options.key_file}: keep a copy apart from the store; without it no voice can be read.", markup=False
    )


@voices_app.command()
def enrol(
    person: Person,
    meeting: Annotated[
        Path | None,
        typer.Option(help="Folder of a meeting whose minutes are approved, in which a person has named the voice."),
    ] = None,
    approved: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When the minutes of that meeting were approved.")
    ] = None,
    clip: Annotated[Path | None, typer.Option(help="Instead: a recording in which this person alone speaks.")] = None,
    consent_given: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When consent was given.")
    ] = None,
    consent_until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Until when it holds.")] = None,
    consent_how: Annotated[str, typer.Option(help="How it was given and where that is kept.")] = "",
    purpose: Purpose = "",
    config_file: ConfigFile = None,
    out: Out = None,
) -> None:
    """Enrol a voice, or improve one: with the person's consent, from what a person has confirmed."""
    from pipeline.voiceprints import Voiceprint, open_store

    config, options = _options(config_file)
    store = open_store(options)
    today = date.today()  # noqa: DTZ011 (consent is given by the calendar on the wall)
    before = store.find(person, purpose or options.purpose)
    consent = _consent(
        before.consent if before else None, purpose or options.purpose, consent_given, consent_until, consent_how
    )
    consent.check(person, today)
    if (meeting is None) == (clip is None):
        raise InputError(person, "enrol from what?", "give --meeting DIR with --approved, or --clip FILE")
    if meeting is not None:
        if approved is None:
            raise InputError(meeting, "are the minutes approved?", "say when: --approved 2026-03-01")
        piece, boundary = _from_meeting(person, meeting, out, approved.date(), config)
    elif clip is not None:
        piece, boundary = _from_clip(clip, today, config)
    fresh = before or Voiceprint(person, consent)
    fresh = Voiceprint(fresh.person, consent, fresh.pieces, fresh.uses, fresh.id).improved(piece, boundary)
    store.save(fresh)
    Console(highlight=False).print(
        f"{person}: {sum(p.seconds for p in fresh.pieces):.0f} s in {len(fresh.pieces)} pieces, for "
        f'"{consent.purpose}", until {consent.until}',
        markup=False,
    )


def _consent(before: Consent | None, purpose: str, given: datetime | None, until: datetime | None, how: str) -> Consent:
    """Return the consent that is told, else the one that is recorded."""
    from pipeline.voiceprints import Consent

    if given is None and until is None and not how and before is not None:
        return before
    if given is None or until is None or not how.strip():
        raise InputError(
            "consent",
            "nothing is enrolled without it",
            "record it: --consent-given 2026-01-10 --consent-until 2028-01-10 --consent-how 'signed form'",
        )
    return Consent(purpose, given.date(), until.date(), how)


def _from_meeting(person: str, place: Path, out: Path | None, approved: date, config: Config) -> tuple[Piece, float]:
    """Take the voice that a person has named in a meeting."""
    from pipeline.diarize import LocalEmbeddings
    from pipeline.transcript import Diarization, EvidenceKind
    from pipeline.voiceprints import Piece

    found = open_meeting(place, out)
    keys = [a.key for a in found.meeting.attendees if a.name.casefold() == person.casefold()]
    if len(keys) != 1:
        raise InputError(person, "is not on the attendee list, or more than once", "give the name as it stands there")
    named = [voice for voice in found.results.conversation.voices if voice.attendee == keys[0]]
    confirmed = [v for v in named if any(piece.kind is EvidenceKind.PERSON for piece in v.evidence)]
    if not confirmed:
        raise InputError(
            place,
            f"nobody has confirmed which voice is {person}",
            f"`referat voices name {place} VOICE '{person}'` and run",
        )
    if approved > date.today():  # noqa: DTZ011
        raise InputError(place, f"approved on {approved}, which is yet to come", "enrol when the minutes are approved")
    diarization = found.artifact("diarize", Diarization)
    embeddings = found.artifact("embed", LocalEmbeddings)
    voice = confirmed[0].voice
    if voice not in diarization.embeddings:
        raise InputError(place, f"{voice} has no sound of its own", "name the whole voice, not an utterance of it")
    seconds = sum(turn.end_s - turn.start_s for turn in diarization.exclusive if turn.voice == voice)
    run = json.loads((found.out / "run.json").read_text(encoding="utf-8"))
    digest = next(model["digest"] for model in run["models"] if model["id"] == embeddings.model_id)
    vector = diarization.embeddings[voice]
    piece = Piece(vector, seconds, embeddings.model_id, digest, found.meeting.title, approved)
    return piece, 1.0 - embeddings.threshold


def _from_clip(clip: Path, today: date, config: Config) -> tuple[Piece, float]:
    """Hear a recording of one person."""
    from pipeline.cli.surroundings import set_surroundings

    set_surroundings()
    import numpy as np

    from pipeline import media, speech
    from pipeline.diarize import chosen, cluster, embed
    from pipeline.progress import silent
    from pipeline.voiceprints import Piece
    from pipeline.weights import Registry

    registry = Registry.load()
    model = registry.local(chosen(registry, "embedding", config.models.embedding))
    segmentation = registry.local(chosen(registry, "segmentation", config.models.segmentation))
    with tempfile.TemporaryDirectory(prefix="referat-clip-") as folder:
        recording = media.extract((clip,), Path(folder), config.media, silent)
        activity = speech.detect(recording, segmentation, config.speech, silent)
        heard = embed(recording, activity, model, config.diarize)
        found = cluster(heard, activity)
    if len(found.embeddings) != 1:
        raise InputError(clip, f"{len(found.embeddings)} people are heard in it", "a recording of this person alone")
    (vector,) = found.embeddings.values()
    seconds = sum(turn.end_s - turn.start_s for turn in found.exclusive)
    return Piece(np.array(vector), seconds, model.id, model.digest, clip.name, today), 1.0 - heard.threshold


@voices_app.command()
def enrolled(config_file: ConfigFile = None) -> None:
    """Show whose voices are enrolled, for what, and until when."""
    from pipeline.voiceprints import open_store

    _, options = _options(config_file)
    table = Table()
    for column in ("person", "purpose", "consent", "until", "how", "seconds", "model", "from"):
        table.add_column(column)
    for found in open_store(options).all():
        consent = found.consent
        over = " (expired)" if consent.until < date.today() else ""  # noqa: DTZ011
        seconds = sum(piece.seconds for piece in found.pieces)
        models = ", ".join(dict.fromkeys(piece.model_id for piece in found.pieces))
        sources = ", ".join(dict.fromkeys(piece.source for piece in found.pieces))
        row = (found.person, consent.purpose, str(consent.given), f"{consent.until}{over}", consent.how)
        table.add_row(*row, f"{seconds:.0f}", models, sources)
    Console(highlight=False, markup=False).print(table)


@voices_app.command()
def delete(
    person: Person,
    purpose: Annotated[str, typer.Option("--purpose", help="Only for this purpose. (default: for all)")] = "",
    config_file: ConfigFile = None,
) -> None:
    """Delete a person's enrolled voice and all that was derived from it: consent is withdrawn by this."""
    from pipeline.voiceprints import delete as delete_print
    from pipeline.voiceprints import open_store

    _, options = _options(config_file)
    n_voices, touched = delete_print(open_store(options), person, purpose or None)
    if not n_voices:
        raise InputError(person, "is not enrolled", "`referat voices enrolled` shows who is")
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(f"{person}: deleted, for {n_voices} purpose{'s' if n_voices > 1 else ''}.")
    for path in touched:
        console.print(f"  evidence by enrolled voices removed: {path}")
