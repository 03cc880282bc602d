"""What the reviewer is told of the voices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.remark import Remark

if TYPE_CHECKING:
    from pipeline.diarize.options import VoiceBounds
    from pipeline.diarize.voices import Voices

STAGE = "diarize"

MESSAGES = {
    "voices-merged": {
        "da": "Der blev hørt flere stemmer, end deltagerlisten giver plads til ({max}); {n} blev lagt sammen med den, "
        "de ligner mest.",
        "en": "More voices were heard than the attendee list allows ({max}); {n} were merged with the one they "
        "resemble most.",
    },
    "voices-unknown": {
        "da": "{n} korte stemmer ligner ingen af de andre og står som ukendt, fordi deltagerlisten kun giver plads "
        "til {max}.",
        "en": "{n} short voices resemble none of the others and are left as unknown, since the attendee list allows "
        "only {max}.",
    },
    "voices-exceed-list": {
        "da": "Der taler {n} flere, end deltagerlisten giver plads til ({max}): de taler i munden på hinanden og er "
        "derfor ikke lagt sammen.",
        "en": "{n} more people speak than the attendee list allows ({max}): they speak at the same time, and so were "
        "not merged.",
    },
    "voices-fewer-than-list": {
        "da": "Der blev hørt {n} færre stemmer, end der mindst skulle være ({min}).",
        "en": "{n} fewer voices were heard than there should be at least ({min}).",
    },
}


def remarks(voices: Voices, bounds: VoiceBounds, language: str) -> tuple[Remark, ...]:
    """One remark for each thing that happened."""
    happened = {
        "voices-merged": voices.n_merged,
        "voices-unknown": voices.n_unknown,
        "voices-exceed-list": voices.excess,
        "voices-fewer-than-list": voices.missing,
    }
    spoken = "da" if language == "da" else "en"
    return tuple(
        Remark(STAGE, code, MESSAGES[code][spoken].format(n=n, min=bounds.min, max=bounds.max))
        for code, n in happened.items()
        if n
    )
