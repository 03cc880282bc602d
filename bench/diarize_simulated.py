"""Voices found in simulated embeddings, against the K-means path of pyannote.audio.

Meetings of 20 minutes with 5 to 25 voices, whose talk time falls off as 1, 1/2, 1/3 ...: the last of 25 speaks for
seconds. The embedding of 1.5 s of a voice is a part that all voices share, a part of the voice and a part of chance,
in the shares that cosines of real 1.5 s windows of CAM++ show (.54 for one person, .12 for two). The segmentation is
right.

Printed is the share of the speech that is given to another voice, under the best mapping of voices, and the number of
voices found. K-means is what pyannote.audio 4 does when it is told a number of speakers.

    python bench/diarize_simulated.py [--seeds 3]
"""

from __future__ import annotations

import argparse
import warnings

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from pipeline.activity import SpeechActivity
from pipeline.diarize import LocalEmbeddings, VoiceBounds
from pipeline.diarize.assignment import assign, pool_locals
from pipeline.diarize.embedder import unit_length
from pipeline.diarize.membership import memberships
from pipeline.diarize.units import Grid, find_units
from pipeline.diarize.voices import find_voices

FRAME_S, HEARS_S = 270 / 16_000, 991 / 16_000
CHUNK_FRAMES, CHUNK_STEP, N_LOCAL = 589, 119, 3
DIMENSION, EFFECTIVE = 192, 60
SHARED, VOICE = 0.12, 0.42  # of the squared length; the rest is chance
MINUTES = 20
THRESHOLD = 0.35


class Simulated:
    """A meeting: who speaks in each frame, what the segmentation says, and how each unit sounds."""

    def __init__(self, n_voices: int, seed: int) -> None:
        self.generator = np.random.default_rng(seed)
        self.truth = self._turns(n_voices)
        self.local_truth, chunks = self._windows(n_voices)
        self.activity = SpeechActivity(
            regions=(),
            probability=(self.truth >= 0).astype(np.float16),
            frame_step_s=FRAME_S,
            frame_duration_s=HEARS_S,
            chunks=chunks,
            chunk_step_s=CHUNK_STEP * FRAME_S,
            chunk_duration_s=10.0,
        )
        units = find_units(self.activity)
        voice = self.truth[units.frames.mean(axis=1).astype(np.int64)]
        self.local = LocalEmbeddings(
            "simulated", 1 - THRESHOLD, units.frames, units.counts, self._sounds(voice, n_voices)
        )

    def _turns(self, n_voices: int) -> npt.NDArray[np.int64]:
        """Turns of 1 to 20 s with pauses; everybody speaks at least twice. shape = (n_frames,), -1: nobody"""
        share = 1 / np.arange(1, n_voices + 1)
        n_turns = MINUTES * 60 // 8
        speakers = self.generator.choice(n_voices, size=n_turns, p=share / share.sum())
        speakers = self.generator.permutation(np.concatenate((speakers, np.repeat(np.arange(n_voices), 2))))
        truth = []
        for speaker in speakers:
            length = float(np.clip(self.generator.lognormal(1.5, 0.8), 1.0, 20.0))
            truth += [np.full(round(length / FRAME_S), speaker), np.full(self.generator.integers(5, 40), -1)]
        return np.concatenate(truth)

    def _windows(self, n_voices: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
        """The true speaker of each local speaker, and the windows; the order of local speakers is by chance."""
        n_chunks = 1 + -(-max(0, len(self.truth) - CHUNK_FRAMES) // CHUNK_STEP)
        padded = np.concatenate((self.truth, np.full(CHUNK_FRAMES + CHUNK_STEP, -1)))
        names = np.full((n_chunks, N_LOCAL), -1)
        chunks = np.zeros((n_chunks, CHUNK_FRAMES, N_LOCAL), dtype=np.uint8)
        for chunk in range(n_chunks):
            window = padded[chunk * CHUNK_STEP : chunk * CHUNK_STEP + CHUNK_FRAMES]
            frames = np.bincount(window[window >= 0], minlength=n_voices)
            longest = [voice for voice in np.argsort(-frames)[:N_LOCAL] if frames[voice]]
            for place, voice in zip(self.generator.permutation(N_LOCAL), longest, strict=False):
                names[chunk, place] = voice
                chunks[chunk, :, place] = window == voice
        return names, chunks

    def _sounds(self, voice: npt.NDArray[np.int64], n_voices: int) -> npt.NDArray[np.float32]:
        """Embeddings of units. shape = (n_units, dimension)"""

        def drawn(n: int, share: float) -> npt.NDArray[np.float64]:
            return self.generator.normal(0, np.sqrt(share / EFFECTIVE), (n, EFFECTIVE))

        sound = drawn(1, SHARED) + drawn(n_voices, VOICE)[voice] + drawn(len(voice), 1 - SHARED - VOICE)
        return unit_length(np.pad(sound, ((0, 0), (0, DIMENSION - EFFECTIVE))))


def ours(meeting: Simulated, most: int | None) -> tuple[npt.NDArray[np.int64], int]:
    """Voice of every local speaker, and how many voices there are."""
    grid = Grid.of(meeting.activity)
    windows = memberships(meeting.local, meeting.activity, grid)
    seconds = np.diff(meeting.local.frames, axis=1)[:, 0] * FRAME_S
    voices = find_voices(meeting.local, seconds, windows, CHUNK_FRAMES // CHUNK_STEP, VoiceBounds(max=most), THRESHOLD)
    return assign(meeting.local, seconds, windows, N_LOCAL, voices.centres).locals, len(voices.centres)


def k_means(meeting: Simulated, most: int) -> tuple[npt.NDArray[np.int64], int]:
    """The same from pyannote.audio's K-means on the same local speakers."""
    from pipeline.speech.segmentation import import_pyannote

    import_pyannote()
    from pyannote.audio.pipelines.clustering import KMeansClustering
    from pyannote.core import SlidingWindow, SlidingWindowFeature

    grid = Grid.of(meeting.activity)
    windows = memberships(meeting.local, meeting.activity, grid)
    seconds = np.diff(meeting.local.frames, axis=1)[:, 0] * FRAME_S
    pooled = pool_locals(meeting.local, seconds, windows, N_LOCAL).astype(np.float64)
    pooled[~pooled.any(axis=-1)] = np.nan
    sliding = SlidingWindow(duration=10.0, step=CHUNK_STEP * FRAME_S)
    segmentation = SlidingWindowFeature(meeting.activity.chunks.astype(np.float64), sliding)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        labels, _, _ = KMeansClustering()(embeddings=pooled, segmentations=segmentation, num_clusters=most)
    return np.where(np.isnan(pooled).any(axis=-1), -1, labels), most


def confusion(meeting: Simulated, labels: npt.NDArray[np.int64]) -> float:
    """Share of the speech of local speakers that is another's, under the best mapping of voices."""
    frames = meeting.activity.chunks.sum(axis=1)
    spoken = meeting.local_truth >= 0
    truth, found, weight = meeting.local_truth[spoken], labels[spoken], frames[spoken].astype(float)
    table = np.zeros((truth.max() + 1, max(found.max() + 1, 1)))
    np.add.at(table, (truth[found >= 0], found[found >= 0]), weight[found >= 0])
    rows, columns = linear_sum_assignment(table, maximize=True)
    return float(1 - table[rows, columns].sum() / weight.sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    seeds = parser.parse_args().seeds
    print("| voices | bound | ours: confusion | voices found | K-means: confusion |")
    print("|---|---|---|---|---|")
    for n_voices in (5, 10, 15, 20, 25):
        bounds = {"none": None, "loose": 2 * n_voices, "tight": n_voices, "wrong": n_voices - max(1, n_voices // 5)}
        meetings = [Simulated(n_voices, seed) for seed in range(seeds)]
        for name, most in bounds.items():
            found = [ours(meeting, most) for meeting in meetings]
            wrong = np.mean([confusion(meeting, labels) for meeting, (labels, _) in zip(meetings, found, strict=True)])
            counts = ", ".join(str(count) for _, count in found)
            other = "" if most is None else f"{np.mean([confusion(m, k_means(m, most)[0]) for m in meetings]):.3f}"
            print(
                f"| {n_voices} | {name}{f' ({most})' if most else ''} | {wrong:.3f} | {counts} | {other} |", flush=True
            )


if __name__ == "__main__":
    main()
