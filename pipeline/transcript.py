"""What was said, when, and by which voice: words, turns, utterances, and the names behind the voices."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from pipeline.remark import Remark


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is printed, with its punctuation.

    Attributes
    ----------
    start_s, end_s : float or None
        In seconds of the recording; None in a transcript without times.
    confidence : float or None
        Probability of the recogniser, in [0, 1].
    heard : str or None
        What the recogniser wrote, where a correction from the roster replaced it.
    """

    text: str
    start_s: float | None = None
    end_s: float | None = None
    confidence: float | None = None
    heard: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Speech that was not understood, and why. Never filled in.

    ``reason`` is one of: ``loop``, ``low-confidence``, ``no-words``, ``hallucination``, ``language``, ``error``.
    """

    start_s: float
    end_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The recognised words in order of time, and the gaps between them.

    Attributes
    ----------
    language : str
        ISO 639-1 code the words were recognised in.
    model_id : str
        Which weights wrote it.
    """

    language: str
    model_id: str
    words: tuple[Word, ...]
    gaps: tuple[Gap, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A voice speaks from start_s to end_s (seconds of the recording)."""

    voice: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Diarization:
    """Who speaks when, without names.

    Attributes
    ----------
    turns : tuple of Turn
        Overlap kept; sorted by start.
    exclusive : tuple of Turn
        At most one voice at a time: what words are assigned by.
    embeddings : dict of str to ndarray
        One unit-length embedding per voice. shape = (dimension,), float32
    """

    turns: tuple[Turn, ...]
    exclusive: tuple[Turn, ...]
    embeddings: dict[str, npt.NDArray[np.float32]] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of words by one voice: the unit of evidence.

    Attributes
    ----------
    id : str
        ``"u0001"``, in order; what statements rest on.
    voice : str or None
        Label of the diarization or of the platform transcript; None: no voice could be given.
    words : tuple of Word
        Never empty.
    start_s, end_s : float or None
        Seconds of the recording; None in a transcript without times: order then stands for time.
    """

    id: str
    voice: str | None
    words: tuple[Word, ...]
    start_s: float | None = None
    end_s: float | None = None

    @property
    def text(self) -> str:
        """The words joined by spaces."""
        return " ".join(word.text for word in self.words)


class EvidenceKind(StrEnum):
    """How a voice is tied to an attendee."""

    GIVEN_FLOOR = "given-floor"
    INTRODUCES_SELF = "introduces-self"
    PRESENTS_ITEM = "presents-item"
    ROLL_CALL = "roll-call"
    CHAIRS = "chairs"
    ADDRESSED = "addressed"
    THANKED = "thanked"
    PLATE = "plate"
    PLATFORM = "platform"
    ATTENDANCE = "attendance"
    ENROLLED = "enrolled"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """One reason to believe (or, with negative weight, to doubt) that a voice is an attendee.

    Attributes
    ----------
    voice, attendee : str
        Label of the voice; key of the attendee.
    weight : float
        Log odds it adds.
    utterance_id : str or None
        The utterance that shows it.
    at_s : float or None
        Time of the frame or of the words that show it, in seconds of the recording.
    source : str
        The file it comes from, where it is neither speech nor picture.
    """

    kind: EvidenceKind
    voice: str
    attendee: str
    weight: float
    utterance_id: str | None = None
    at_s: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class VoiceName:
    """Which attendee a voice is, or nobody.

    Attributes
    ----------
    attendee : str or None
        Key of the attendee; None: nobody is named.
    margin : float
        Log odds by which the best attendee leads the next best (or nobody).
    reason : str
        Why nobody is named (``no-evidence``, ``margin``, ``conflict``; ``person``: it was decided so), or empty.
    """

    voice: str
    attendee: str | None
    margin: float
    evidence: tuple[NameEvidence, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The meeting as utterances by voices, with the names found for them.

    Attributes
    ----------
    voices : tuple of VoiceName
        One for each voice that occurs in the utterances.
    duration_s : float or None
        Length of the recording; None for a transcript without times.
    """

    utterances: tuple[Utterance, ...]
    voices: tuple[VoiceName, ...]
    duration_s: float | None
    gaps: tuple[Gap, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def attendee_of(self, utterance: Utterance) -> str | None:
        """Key of the attendee who speaks, or None."""
        for named in self.voices:
            if named.voice == utterance.voice:
                return named.attendee
        return None
