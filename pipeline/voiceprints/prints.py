"""An enrolled voice: whose it is, what was consented to, and how it sounds; never a recording."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.errors import InputError

MAX_PIECES = 20  # of one voice; the oldest goes
MAX_SECONDS = 120.0  # what a piece weighs at most: longer talk says no more of a voice


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person has agreed to.

    Attributes
    ----------
    purpose : str
        What for, in words; it counts for nothing else.
    given, until : date
        From when on, and for how long.
    how : str
        How it was given and where that is kept: ``"signed form, case 26/1234"``.
    """

    purpose: str
    given: date
    until: date
    how: str

    def check(self, person: str, today: date) -> None:
        """Refuse what is no consent.

        Raises
        ------
        InputError
            Something is not said, it is from the future, or it has expired.
        """
        for name, value in (("person", person), ("purpose", self.purpose), ("how", self.how)):
            if not value.strip():
                raise InputError("consent", f"{name} is not said", "record who, what for, when, how and until when")
        if self.given > today:
            raise InputError("consent", f"given on {self.given}, which is yet to come", "give the day it was given")
        if self.until < max(today, self.given):
            raise InputError("consent", f"it ended on {self.until}", "ask the person again")


@dataclass(frozen=True, slots=True)
class Piece:
    """How a voice sounded once, as a person confirmed.

    Attributes
    ----------
    vector : ndarray
        Unit length. shape = (dimension,), float32
    seconds : float
        Speech it rests on.
    model_id, model_digest : str
        The embedding model; vectors of different models say nothing of each other.
    source : str
        The meeting, or the clip, it comes from.
    confirmed : date
        When the minutes of that meeting were approved, or the clip recorded.
    """

    vector: npt.NDArray[np.float32]
    seconds: float
    model_id: str
    model_digest: str
    source: str
    confirmed: date


@dataclass(frozen=True, slots=True)
class Voiceprint:
    """The voice of one person for one purpose.

    Attributes
    ----------
    id : str
        Random: the name of its file says nothing.
    uses : tuple of str
        Roots of the artifacts of runs in which it was compared: what is derived from it lies there.
    """

    person: str
    consent: Consent
    pieces: tuple[Piece, ...] = ()
    uses: tuple[str, ...] = ()
    id: str = field(default_factory=lambda: secrets.token_hex(16))

    def centre(self, model_digest: str) -> npt.NDArray[np.float32] | None:
        """How the voice sounds to a model: unit length; None where it never heard it. shape = (dimension,)"""
        own = [piece for piece in self.pieces if piece.model_digest == model_digest]
        if not own:
            return None
        total = np.sum([min(piece.seconds, MAX_SECONDS) * piece.vector for piece in own], axis=0)
        length = float(np.linalg.norm(total))
        return (total / length).astype(np.float32) if length > 0 else None

    def improved(self, piece: Piece, boundary: float) -> Voiceprint:
        """Add what a person confirmed.

        Parameters
        ----------
        boundary : float
            Cosine below which the model hears two people.

        Raises
        ------
        InputError
            The piece sounds like somebody else.
        """
        centre = self.centre(piece.model_digest)
        if centre is not None and float(centre @ piece.vector) < boundary:
            raise InputError(
                piece.source, f"this does not sound like the voice enrolled for {self.person}", "listen to it again"
            )
        return replace(self, pieces=(*self.pieces, piece)[-MAX_PIECES:])

    def to_bytes(self) -> bytes:
        """Return everything as JSON."""
        told: dict[str, Any] = {
            "person": self.person,
            "consent": {
                "purpose": self.consent.purpose,
                "given": self.consent.given.isoformat(),
                "until": self.consent.until.isoformat(),
                "how": self.consent.how,
            },
            "uses": list(self.uses),
            "pieces": [
                {
                    "vector": base64.b64encode(piece.vector.astype("<f4").tobytes()).decode(),
                    "seconds": piece.seconds,
                    "model_id": piece.model_id,
                    "model_digest": piece.model_digest,
                    "source": piece.source,
                    "confirmed": piece.confirmed.isoformat(),
                }
                for piece in self.pieces
            ],
        }
        return json.dumps(told, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, name: str, data: bytes) -> Voiceprint:
        """Read what `to_bytes` wrote."""
        told = json.loads(data)
        consent = told["consent"]
        return cls(
            person=told["person"],
            consent=Consent(
                consent["purpose"],
                date.fromisoformat(consent["given"]),
                date.fromisoformat(consent["until"]),
                consent["how"],
            ),
            pieces=tuple(
                Piece(
                    np.frombuffer(base64.b64decode(piece["vector"]), dtype="<f4").astype(np.float32),
                    piece["seconds"],
                    piece["model_id"],
                    piece["model_digest"],
                    piece["source"],
                    date.fromisoformat(piece["confirmed"]),
                )
                for piece in told["pieces"]
            ),
            uses=tuple(told["uses"]),
            id=name,
        )
