"""Enrolled voices as evidence: what a likeness is worth, and what may be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.identify.assign import Pointer
from pipeline.identify.enrolled import HeardBefore
from pipeline.remark import Remark
from pipeline.transcript import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pipeline.meeting import Attendee, Meeting
    from pipeline.transcript import Diarization
    from pipeline.voiceprints.prints import Voiceprint

SOURCE = "voiceprint"
MIN_HEARD_S = 5.0  # a voice heard for less is compared with nobody
LOG_ODDS_PER_COSINE = 15.0  # half of what two normal distributions half a cosine apart, of width .13, would give
ABOVE_BOUNDARY = 0.05  # another day, another microphone: the model's own boundary is for one recording
MAX_WEIGHT = 6.0

_TEXTS = {
    "voiceprint-expired": (
        "Samtykket til at genkende stemmen for {one} er udløbet ({until}); stemmen er ikke brugt.",
        "The consent to recognise the voice of {one} has expired ({until}); it was not used.",
    ),
    "voiceprint-purpose": (
        "Samtykket til at genkende stemmen for {one} er givet til et andet formål; stemmen er ikke brugt.",
        "The consent to recognise the voice of {one} was given for another purpose; it was not used.",
    ),
    "voiceprint-model": (
        "Stemmen for {one} er optaget med en anden model og kan ikke sammenlignes; optag den igen.",
        "The voice of {one} was enrolled with another model and cannot be compared; enrol it again.",
    ),
}


def weight(cosine: float, boundary: float) -> float:
    """Return the log odds that two voices are one person.

    Parameters
    ----------
    cosine : float
        Of their embeddings, in [-1, 1].
    boundary : float
        Cosine from which the model hears one person in one recording.

    Examples
    --------
    >>> weight(0.40, 0.35), round(weight(0.65, 0.35), 2), weight(-0.2, 0.35)
    (0.0, 3.75, -6.0)
    """
    return max(-MAX_WEIGHT, min(MAX_WEIGHT, LOG_ODDS_PER_COSINE * round(cosine - boundary - ABOVE_BOUNDARY, 6)))


def usable(
    prints: Sequence[Voiceprint], meeting: Meeting, purpose: str, model_digest: str, today: date
) -> tuple[list[tuple[Attendee, Voiceprint]], list[Remark]]:
    """Find the enrolled voices of attendees that may be used, and say which may not.

    A name that two attendees share is nobody's. Nothing is said of people who are not on the list.
    """
    names = [attendee.name.casefold() for attendee in meeting.attendees]
    found: list[tuple[Attendee, Voiceprint]] = []
    remarks: list[Remark] = []
    for attendee in meeting.attendees:
        own = [each for each in prints if each.person.casefold() == attendee.name.casefold()]
        if not own or names.count(attendee.name.casefold()) > 1:
            continue
        meant = [each for each in own if each.consent.purpose == purpose]
        valid = [each for each in meant if each.consent.given <= today <= each.consent.until]
        heard = [each for each in valid if each.centre(model_digest) is not None]
        if heard:
            found.append((attendee, heard[0]))
            continue
        code = "voiceprint-model" if valid else "voiceprint-expired" if meant else "voiceprint-purpose"
        text = _TEXTS[code][meeting.language != "da"]
        remarks.append(
            Remark("identify", code, text.format(one=attendee.name, until=max(e.consent.until for e in own)))
        )
    return found, remarks


def compare(
    prints: Sequence[tuple[Attendee, Voiceprint]],
    remarks: Sequence[Remark],
    diarization: Diarization,
    model_digest: str,
    boundary: float,
) -> HeardBefore:
    """Weigh every voice of a meeting against every enrolled one."""
    seconds: dict[str, float] = {}
    for turn in diarization.exclusive:
        seconds[turn.voice] = seconds.get(turn.voice, 0.0) + turn.end_s - turn.start_s
    pointers = []
    for voice, vector in diarization.embeddings.items():
        if seconds.get(voice, 0.0) < MIN_HEARD_S:
            continue
        for attendee, found in prints:
            centre = found.centre(model_digest)
            if centre is None or centre.shape != vector.shape:
                continue
            odds = weight(float(centre @ vector), boundary)
            if odds:
                pointers.append(Pointer(EvidenceKind.ENROLLED, voice, (attendee.key,), odds, source=SOURCE))
    return HeardBefore(tuple(pointers), tuple(remarks))
