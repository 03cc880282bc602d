"""What the reviewer is told of the transcription, in the language that is spoken."""

from __future__ import annotations

from pipeline.remark import Remark

_MESSAGES = {
    "batch-halved": (
        "Hukommelsen på {device} slog ikke til; der er genkendt {size} stykker ad gangen i stedet for flere.",
        "The memory of {device} did not suffice; {size} stretches were recognised at a time instead of more.",
    ),
    "language-unsure": (
        "Det er usikkert, hvilket sprog der tales; optagelsen er genkendt som {spoken} ({share}). Angiv language.",
        "Which language is spoken is unsure; the recording was recognised as {spoken} ({share}). State the language.",
    ),
    "other-language": (
        "Her tales et andet sprog ({spoken}) end mødets.",
        "Another language ({spoken}) than the meeting's is spoken here.",
    ),
}


def remark(
    code: str, language: str, *, start_s: float | None = None, end_s: float | None = None, **values: object
) -> Remark:
    """Return the remark for a code: in Danish where Danish is spoken, otherwise in English."""
    danish, english = _MESSAGES[code]
    return Remark("transcribe", code, (danish if language == "da" else english).format(**values), start_s, end_s)
