"""The cheap half of diarization: from embeddings to voices and turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.diarize.assignment import assign
from pipeline.diarize.decided import applicable, fix, impose, one_person
from pipeline.diarize.membership import memberships
from pipeline.diarize.options import DiarizeOptions, VoiceBounds
from pipeline.diarize.reconstruct import aggregate, most_active, turns
from pipeline.diarize.remarks import remarks
from pipeline.diarize.units import Grid
from pipeline.diarize.voices import find_voices
from pipeline.meeting import VoiceDecisions
from pipeline.progress import Hook, silent
from pipeline.transcript import Diarization

if TYPE_CHECKING:
    from pipeline.activity import SpeechActivity
    from pipeline.diarize.embedder import LocalEmbeddings

NOTHING_DECIDED = VoiceDecisions()
UNKNOWN_VOICE = "unknown"  # label of speech that no voice could be given; it has no embedding


def cluster(
    embeddings: LocalEmbeddings,
    activity: SpeechActivity,
    bounds: VoiceBounds | None = None,
    options: DiarizeOptions | None = None,
    hook: Hook = silent,
    decided: VoiceDecisions = NOTHING_DECIDED,
) -> Diarization:
    """Find the voices, and who speaks when.

    Parameters
    ----------
    embeddings : LocalEmbeddings
        Of `embed`, from the same `activity`.
    activity : SpeechActivity
        The segmentation.
    bounds : VoiceBounds
        From the attendee list.
    options : DiarizeOptions
        Threshold, pauses, language of the remarks.
    decided : VoiceDecisions
        Stretches that a person has said are one voice: they are, whatever is heard; other speech joins the voices it
        resembles.

    Returns
    -------
    Diarization
        Voices are named ``S01``, ``S02`` ... by first appearance; speech of nobody in particular is `UNKNOWN_VOICE`.
        Without turns where nobody speaks.
    """
    options = options or DiarizeOptions()
    bounds = bounds or VoiceBounds()
    if not len(embeddings.frames):
        return Diarization((), ())
    grid = Grid.of(activity)
    windows = memberships(embeddings, activity, grid)
    seconds = np.diff(embeddings.frames, axis=1)[:, 0].astype(np.float64) * grid.step_s
    threshold = 1.0 - (embeddings.threshold if options.threshold is None else options.threshold)
    hook("clustering")
    overlap = max(1, round(grid.n_chunk_frames / grid.chunk_step))
    voices = find_voices(embeddings, seconds, windows, overlap, bounds, threshold)
    n_local = activity.chunks.shape[2]
    assignment = assign(embeddings, seconds, windows, n_local, voices.centres)
    end_s = len(activity.probability) * grid.step_s
    told = one_person(applicable(decided, end_s))
    if told:
        fixed = fix(embeddings, seconds, assignment, told, grid)
        assignment = assign(embeddings, seconds, windows, n_local, fixed.centres, fixed.units, fixed.closed)

    scores, count = aggregate(activity, grid, embeddings, windows, assignment)
    impose(scores, count, told, len(assignment.centres), grid)
    active = most_active(scores, count)
    first = np.where(active.any(axis=0), active.argmax(axis=0), grid.n_frames)
    heard = [voice for voice in np.argsort(first, kind="stable") if first[voice] < grid.n_frames]
    n_voices = len(assignment.centres)
    names = {voice: f"S{number:02d}" for number, voice in enumerate((v for v in heard if v < n_voices), 1)}
    labels = [names.get(voice, UNKNOWN_VOICE) for voice in range(n_voices + 1)]
    return Diarization(
        turns=turns(active, labels, grid, end_s, options.min_duration_off_s),
        exclusive=turns(most_active(scores, np.minimum(count, 1)), labels, grid, end_s, 0.0),
        embeddings={label: assignment.centres[voice] for voice, label in names.items()},
        remarks=remarks(voices, bounds, options.language),
    )
