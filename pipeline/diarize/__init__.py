"""Who speaks when: voices found in the one segmentation pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.diarize.choice import chosen
from pipeline.diarize.clustering import UNKNOWN_VOICE, cluster
from pipeline.diarize.embedder import LocalEmbeddings, embed
from pipeline.diarize.options import DiarizeOptions, VoiceBounds
from pipeline.progress import silent

if TYPE_CHECKING:
    from pipeline.activity import SpeechActivity
    from pipeline.progress import Hook
    from pipeline.recording import Recording
    from pipeline.transcript import Diarization
    from pipeline.weights import LocalModel

VERSION = 1  # bump when the output changes

__all__ = [
    "UNKNOWN_VOICE",
    "VERSION",
    "DiarizeOptions",
    "LocalEmbeddings",
    "VoiceBounds",
    "chosen",
    "cluster",
    "diarize",
    "embed",
]


def diarize(
    recording: Recording,
    activity: SpeechActivity,
    model: LocalModel,
    bounds: VoiceBounds | None = None,
    options: DiarizeOptions | None = None,
    hook: Hook = silent,
) -> Diarization:
    """Find who speaks when: `embed`, then `cluster`."""
    return cluster(embed(recording, activity, model, options, hook), activity, bounds, options)
