"""Voices that people have agreed to have recognised: enrolled with consent, encrypted, deleted without a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.identify.enrolled import HeardBefore
from pipeline.voiceprints.compare import compare, usable
from pipeline.voiceprints.derived import forget_derived
from pipeline.voiceprints.key import make_key, read_key
from pipeline.voiceprints.options import VoiceprintOptions
from pipeline.voiceprints.prints import Consent, Piece, Voiceprint
from pipeline.voiceprints.store import VoiceprintStore

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from pipeline.meeting import Meeting
    from pipeline.transcript import Diarization

__all__ = [
    "Consent",
    "HeardBefore",
    "Piece",
    "Voiceprint",
    "VoiceprintOptions",
    "VoiceprintStore",
    "delete",
    "heard_before",
    "make_key",
    "open_store",
    "read_key",
]


def open_store(options: VoiceprintOptions) -> VoiceprintStore:
    """Open the store with its key.

    Raises
    ------
    InputError
        The key is missing, is none, can be read by others, or lies in the store.
    """
    return VoiceprintStore(options.store, read_key(options.key_file, options.store))


def heard_before(
    options: VoiceprintOptions,
    meeting: Meeting,
    diarization: Diarization,
    model_digest: str,
    boundary: float,
    artifacts: Path,
    today: date,
) -> HeardBefore | None:
    """Compare the voices of a meeting with the enrolled ones of its attendees.

    Parameters
    ----------
    model_digest : str
        Of the weights that heard the meeting.
    boundary : float
        Cosine from which they hear one person.
    artifacts : Path
        Root of the run's artifacts: remembered, so that what is derived there can be deleted.

    Returns
    -------
    HeardBefore or None
        None where enrolled voices are off.
    """
    if not options.enabled:
        return None
    store = open_store(options)
    found, remarks = usable(store.all(), meeting, options.purpose, model_digest, today)
    if found:
        store.used(artifacts.resolve(), frozenset(each.id for _, each in found))
    return compare(found, remarks, diarization, model_digest, boundary)


def delete(store: VoiceprintStore, person: str, purpose: str | None = None) -> tuple[int, list[Path]]:
    """Delete all that is kept of a person's voice, and what was derived from it.

    Returns
    -------
    n_voices : int
        How many purposes there were.
    touched : list of Path
        Results that held something derived.
    """
    gone = store.remove(person, purpose)
    return len(gone), forget_derived(dict.fromkeys(use for found in gone for use in found.uses))
