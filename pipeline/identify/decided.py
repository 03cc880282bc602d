"""Names that a person has given to stretches of the recording: they win over everything that is heard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.diarize.decided import WHOLE_VOICE_S, applicable
from pipeline.identify.remarks import remark
from pipeline.transcript import EvidenceKind, NameEvidence, Utterance, VoiceName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.meeting import DecidedVoice, Meeting, VoiceDecisions
    from pipeline.remark import Remark
    from pipeline.transcript import Turn, Word

DECIDED = 50.0  # log odds of what a person has said: more than everything heard together
SOURCE = "voices.toml"


@dataclass(frozen=True, slots=True)
class Pin:
    """A voice whose name is decided.

    Attributes
    ----------
    attendee : str or None
        Key; None: nobody on the list.
    whole : bool
        It is all that this person says; otherwise it corrects a stretch, and the person may have another voice.
    at_s : float or None
        Where the first stretch begins.
    """

    voice: str
    attendee: str | None
    whole: bool
    at_s: float | None = None

    def evidence(self, voice: str) -> NameEvidence | None:
        """Return it as a piece of evidence for a voice."""
        if self.attendee is None:
            return None
        return NameEvidence(EvidenceKind.PERSON, voice, self.attendee, DECIDED, at_s=self.at_s, source=SOURCE)


def relabel(
    words: Sequence[Word],
    voices: Sequence[str | None],
    meeting: Meeting,
    decided: VoiceDecisions,
    exclusive: Sequence[Turn],
    duration_s: float,
) -> tuple[list[str | None], list[Pin], list[Remark]]:
    """Give the words of decided stretches their voice.

    Parameters
    ----------
    voices : sequence
        Of each word, from the diarization or the transcript.
    exclusive : sequence of Turn
        Of a diarization that knew the decisions; empty for a transcript.

    Returns
    -------
    voices : list
        Of each word.
    pins : list of Pin
        At most one for a voice.
    remarks : list of Remark
        Decisions that no longer apply.
    """
    told = list(voices)
    pins: dict[str, Pin] = {}
    remarks: list[Remark] = []
    valid = applicable(decided, duration_s)
    spoken = [voice for voice in decided.voices if voice.spans]
    if len(valid) < len(spoken):
        remarks.append(remark("decisions-stale", meeting.language, one=str(len(spoken) - len(valid))))
    for number, decision in enumerate([*valid, *(voice for voice in decided.voices if voice.labels)], start=1):
        inside = _words_in(words, told, decision)
        label = _label(decision, told, inside, exclusive) or f"D{number:02d}"
        if not inside:
            at_s = decision.spans[0][0] if decision.spans else None
            remarks.append(
                remark("decision-without-words", meeting.language, one=decision.attendee or label, start_s=at_s)
            )
            continue
        for at in inside:
            told[at] = label
        if decision.attendee is None:
            continue
        key = _key(decision, meeting)
        if decision.attendee and key is None:
            remarks.append(remark("decision-not-on-list", meeting.language, one=decision.attendee))
        whole = bool(decision.labels) or sum(end - start for start, end in decision.spans) >= WHOLE_VOICE_S
        first_s = decision.spans[0][0] if decision.spans else None
        before = pins.get(label)
        pins[label] = Pin(label, key, whole or (before is not None and before.whole), first_s)
    return told, list(pins.values()), remarks


def _words_in(words: Sequence[Word], voices: Sequence[str | None], decision: DecidedVoice) -> list[int]:
    """Return the words that a decision is about."""
    if decision.labels:
        return [at for at, voice in enumerate(voices) if voice in decision.labels]
    starts_s, ends_s = np.array(decision.spans).T  # in order, and apart
    middle_s = np.array([_middle_s(word) for word in words], dtype=np.float64)
    span = np.searchsorted(starts_s, middle_s, side="right") - 1
    return np.flatnonzero((span >= 0) & (middle_s <= ends_s[span])).tolist()


def _middle_s(word: Word) -> float:
    """The middle of a word; before everything where it has no time."""
    return -1.0 if word.start_s is None or word.end_s is None else (word.start_s + word.end_s) / 2


def _label(
    decision: DecidedVoice, voices: Sequence[str | None], inside: Sequence[int], exclusive: Sequence[Turn]
) -> str | None:
    """Return the voice that the diarization made of a decision; of a transcript's labels the first."""
    if decision.labels:
        return decision.labels[0]
    if not exclusive:
        return None
    starts_s, ends_s = np.array([(turn.start_s, turn.end_s) for turn in exclusive]).T
    spans = np.array(decision.spans)
    shared = np.minimum(ends_s[:, None], spans[None, :, 1]) - np.maximum(starts_s[:, None], spans[None, :, 0])
    seconds: dict[str, float] = {}
    for turn, shared_s in zip(exclusive, np.maximum(shared, 0.0).sum(axis=1).tolist(), strict=True):
        seconds[turn.voice] = seconds.get(turn.voice, 0.0) + shared_s
    best = max(seconds, key=seconds.__getitem__)
    return best if seconds[best] > 0 else None


def _key(decision: DecidedVoice, meeting: Meeting) -> str | None:
    """Return the one attendee with this name, and title and organisation where they are said."""
    found = [
        attendee.key
        for attendee in meeting.attendees
        if attendee.name.casefold() == (decision.attendee or "").casefold()
        and decision.title.casefold() in ("", attendee.title.casefold())
        and decision.organisation.casefold() in ("", attendee.organisation.casefold())
    ]
    return found[0] if len(found) == 1 else None


def join_corrections(
    utterances: tuple[Utterance, ...], names: tuple[VoiceName, ...], pins: Sequence[Pin]
) -> tuple[tuple[Utterance, ...], tuple[VoiceName, ...]]:
    """Name the decided voices; a corrected stretch joins the voice that has this person's name already."""
    named = {name.attendee: name.voice for name in names if name.attendee is not None}
    moved: dict[str, str] = {}
    added: list[VoiceName] = []
    for pin in sorted(pins, key=lambda pin: not pin.whole):
        if pin.attendee is None:
            added.append(VoiceName(pin.voice, None, 0.0, (), "person"))
        elif pin.attendee in named and not pin.whole:
            moved[pin.voice] = named[pin.attendee]
        else:
            piece = pin.evidence(pin.voice)
            added.append(VoiceName(pin.voice, pin.attendee, DECIDED, (piece,) if piece else ()))
            named[pin.attendee] = pin.voice
    everyone = {name.voice: name for name in (*names, *added)}
    for pin in pins:
        if pin.voice in moved and (piece := pin.evidence(moved[pin.voice])):
            joined = everyone[moved[pin.voice]]
            everyone[joined.voice] = replace(joined, evidence=(*joined.evidence, piece))
    utterances = tuple(replace(u, voice=moved.get(u.voice or "", u.voice)) for u in utterances)
    order = dict.fromkeys(u.voice for u in utterances if u.voice is not None)
    return utterances, tuple(everyone[voice] for voice in order)
