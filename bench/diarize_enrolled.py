"""What a likeness with an enrolled voice is worth: the weights of true and of false pairs, on known voices.

A meeting whose truth is known is heard in two halves: the voices of the first are enrolled, those of the second are
compared with them. With --clips each recording is one person alone, compared with the voices found in --meeting.

    python bench/diarize_enrolled.py --example examples/board-meeting
    python bench/diarize_enrolled.py --clips katie.wav steve.wav --meeting both.wav
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np

from pipeline.diarize import LocalEmbeddings, cluster, embed
from pipeline.diarize.units import Grid
from pipeline.media import MediaOptions, extract
from pipeline.progress import silent
from pipeline.speech import SpeechOptions, detect
from pipeline.voiceprints.compare import weight
from pipeline.weights import LocalModel, Registry


def heard(path: Path, registry: Registry, model: LocalModel) -> tuple[LocalEmbeddings, Grid, dict[str, np.ndarray]]:
    """Embeddings of a recording, their frames, and the voices found."""
    with tempfile.TemporaryDirectory() as folder:
        recording = extract((path,), Path(folder), MediaOptions(playback=False, accept_truncated=True), silent)
        activity = detect(recording, registry.local("pyannote-segmentation-3.0"), SpeechOptions())
        embeddings = embed(recording, activity, model)
    return embeddings, Grid.of(activity), dict(cluster(embeddings, activity).embeddings)


def halves(
    folder: Path, registry: Registry, model: LocalModel
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray], float]:
    """Each speaker of the truth as heard in the first and in the second half of what they say."""
    embeddings, grid, _ = heard(next(folder.glob("meeting.m*4")), registry, model)
    rows = [line.split() for line in (folder / "truth" / "turns.rttm").read_text(encoding="utf-8").splitlines()]
    middle_s = grid.time_s(embeddings.frames).mean(axis=1)
    parts: tuple[dict[str, np.ndarray], dict[str, np.ndarray]] = ({}, {})
    for speaker in sorted({row[7] for row in rows}):
        spans = [(float(row[3]), float(row[3]) + float(row[4])) for row in rows if row[7] == speaker]
        own = np.zeros(len(middle_s), dtype=bool)
        for start_s, end_s in spans:
            own |= (middle_s >= start_s) & (middle_s < end_s)
        units = np.flatnonzero(own & (embeddings.counts == 1))
        for part, chosen in zip(parts, np.array_split(units, 2), strict=True):
            if len(chosen) >= 4:
                total = embeddings.vectors[chosen].sum(axis=0)
                part[speaker] = total / np.linalg.norm(total)
    return *parts, 1.0 - embeddings.threshold


def pairs(
    enrolled: dict[str, np.ndarray], voices: dict[str, np.ndarray], boundary: float
) -> list[tuple[str, str, float, float]]:
    """Every enrolled voice against every voice: cosine and weight."""
    return [
        (one, other, float(a @ b), weight(float(a @ b), boundary))
        for one, a in enrolled.items()
        for other, b in voices.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--example", type=Path)
    parser.add_argument("--clips", type=Path, nargs="*", default=[])
    parser.add_argument("--meeting", type=Path)
    parser.add_argument("--models", nargs="*", default=["campplus-zh-en", "ge2e"])
    arguments = parser.parse_args()
    registry = Registry.load()
    for model in map(registry.local, arguments.models):
        if arguments.example:
            first, second, boundary = halves(arguments.example, registry, model)
            found = pairs(first, second, boundary)
            true = [(cosine, odds) for one, other, cosine, odds in found if one == other]
            false = [(cosine, odds) for one, other, cosine, odds in found if one != other]
            print(f"\n{model.id}: {len(true)} true pairs, {len(false)} false ones")
            print("| pairs | lowest cosine | mean | highest | weight 3 or more | -3 or less | above 0 |")
            print("|---" * 7 + "|")
            for name, group in (("same person", true), ("different people", false)):
                cosines, odds = np.array(group).T
                print(
                    f"| {name} | {cosines.min():.2f} | {cosines.mean():.2f} | {cosines.max():.2f} "
                    f"| {(odds >= 3).mean():.0%} | {(odds <= -3).mean():.0%} | {(odds > 0).mean():.0%} |"
                )
        if arguments.clips and arguments.meeting:
            enrolled = {}
            for clip in arguments.clips:
                embeddings, _, voices = heard(clip, registry, model)
                total = embeddings.vectors[embeddings.counts == 1].sum(axis=0)
                enrolled[f"{clip.stem} ({len(voices)} heard)"] = total / np.linalg.norm(total)
            _, _, voices = heard(arguments.meeting, registry, model)
            print(f"\n{model.id}\n| enrolled | voice | cosine | weight |\n|---|---|---|---|")
            for one, other, cosine, odds in pairs(enrolled, voices, 1.0 - embeddings.threshold):
                print(f"| {one} | {other} | {cosine:.2f} | {odds:.1f} |")


if __name__ == "__main__":
    main()
