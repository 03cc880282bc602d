"""How well the voices are told apart: ``referat evaluate diarization``.

Diarization error rate (NIST) with its parts, with pyannote.metrics. Counts are kept in seconds, so that rates of
several files are added correctly: the sum is not the mean of the rates.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.activity import Span
from pipeline.diarize import DiarizeOptions, VoiceBounds, diarize
from pipeline.errors import InputError
from pipeline.media import MediaOptions, extract
from pipeline.progress import Hook, silent
from pipeline.speech import SpeechOptions, detect
from pipeline.transcript import Turn
from pipeline.weights import Registry, default_registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.weights import LocalModel

SEGMENTATION = "pyannote-segmentation-3.0"
EMBEDDING = "campplus-zh-en"
COLLARS_S = (0.0, 0.25)  # seconds on either side of each reference boundary that are not judged, as NIST has it
AUDIO = (".flac", ".wav", ".ogg", ".mp3", ".m4a", ".mp4", ".opus", ".mkv")


@dataclass(frozen=True, slots=True)
class DiarizationCounts:
    """Seconds of error of one or several recordings; they add up.

    Attributes
    ----------
    total_s : float
        Speech in the reference, overlap counted for each speaker.
    missed_s, false_alarm_s, confusion_s : float
        Speech given to nobody, speech where there is none, speech given to another.
    """

    total_s: float = 0.0
    missed_s: float = 0.0
    false_alarm_s: float = 0.0
    confusion_s: float = 0.0

    def __add__(self, other: DiarizationCounts) -> DiarizationCounts:
        return DiarizationCounts(
            self.total_s + other.total_s,
            self.missed_s + other.missed_s,
            self.false_alarm_s + other.false_alarm_s,
            self.confusion_s + other.confusion_s,
        )

    @property
    def error_rate(self) -> float | None:
        """DER, 0 or more; None where the reference holds no speech.

        Examples
        --------
        >>> DiarizationCounts(total_s=10.0, missed_s=1.0, confusion_s=1.5).error_rate
        0.25
        """
        wrong_s = self.missed_s + self.false_alarm_s + self.confusion_s
        return wrong_s / self.total_s if self.total_s else None


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording and who speaks when in it.

    Attributes
    ----------
    group : str
        Folder it comes from: rates are summed per group.
    scored : tuple of Span
        Stretches that are judged.
    """

    name: str
    group: str
    path: Path
    reference: tuple[Turn, ...]
    scored: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ClipScore:
    """One recording: the counts for each collar of `COLLARS_S`.

    Attributes
    ----------
    n_speakers, n_voices : int
        In the reference, and found.
    took_s : float
        Segmentation and diarization.
    """

    name: str
    group: str
    duration_s: float
    took_s: float
    n_speakers: int
    n_voices: int
    counts: tuple[DiarizationCounts, ...]


@dataclass(frozen=True, slots=True)
class DiarizationReport:
    """Every recording; `table` adds the sums."""

    model_id: str
    collars_s: tuple[float, ...]
    scores: tuple[ClipScore, ...]

    def total(self, group: str | None = None) -> tuple[DiarizationCounts, ...]:
        """Add the counts of a group, or of all, for each collar."""
        chosen = [score.counts for score in self.scores if group in (None, score.group)]
        return tuple(reduce(add, column, DiarizationCounts()) for column in zip(*chosen, strict=True))

    def table(self) -> str:
        """Return the report as Markdown."""
        heads = [f"DER ({collar:g} s) | missed | false alarm | confusion" for collar in self.collars_s]
        lines = [
            f"Diarization with {self.model_id}; seconds of error over seconds of reference speech.",
            "",
            "| recording | speakers | voices | " + " | ".join(heads) + " |",
            "|---|---|---|" + "---|" * 4 * len(self.collars_s),
        ]
        for group in dict.fromkeys(score.group for score in self.scores):
            members = [score for score in self.scores if score.group == group]
            lines += [
                f"| {group}/{score.name} | {score.n_speakers} | {score.n_voices} | {_cells(score.counts)} |"
                for score in members
            ]
            lines.append(f"| **{group}** | | | {_cells(self.total(group))} |")
        lines.append(f"| **all** | | | {_cells(self.total())} |")
        took_s = sum(score.took_s for score in self.scores)
        duration_s = sum(score.duration_s for score in self.scores)
        lines += ["", f"{duration_s:.0f} s of audio in {took_s:.0f} s: {took_s / duration_s:.3f} s per second."]
        return "\n".join(lines)


def evaluate_diarization(
    data: Path,
    *,
    embedding_id: str = EMBEDDING,
    segmentation_id: str = SEGMENTATION,
    options: DiarizeOptions | None = None,
    hook: Hook = silent,
) -> DiarizationReport:
    """Diarize every recording under `data` that has a reference. The number of speakers is not told.

    Parameters
    ----------
    data : Path
        See `load`.

    Raises
    ------
    InputError
        There is no recording with a reference, or a reference cannot be read.
    """
    registry = Registry.load(default_registry())
    segmentation, embedding = registry.local(segmentation_id), registry.local(embedding_id)
    clips = load(data)
    scores = []
    for done, clip in enumerate(clips):
        hook("diarize", completed=done, total=len(clips))
        scores.append(evaluate_clip(clip, segmentation, embedding, options or DiarizeOptions()))
    return DiarizationReport(embedding_id, COLLARS_S, tuple(scores))


def evaluate_clip(clip: Clip, segmentation: LocalModel, embedding: LocalModel, options: DiarizeOptions) -> ClipScore:
    """Diarize one recording and count."""
    with tempfile.TemporaryDirectory() as folder:
        recording = extract((clip.path,), Path(folder), MediaOptions(playback=False), silent)
        begun = time.perf_counter()
        activity = detect(recording, segmentation, SpeechOptions())
        diarization = diarize(recording, activity, embedding, VoiceBounds(), options)
        took_s = time.perf_counter() - begun
    scored = clip.scored or (Span(0.0, recording.duration_s),)
    return ClipScore(
        name=clip.name,
        group=clip.group,
        duration_s=recording.duration_s,
        took_s=took_s,
        n_speakers=len({turn.voice for turn in clip.reference}),
        n_voices=len(diarization.embeddings),
        counts=tuple(count(clip.reference, diarization.turns, scored, collar) for collar in COLLARS_S),
    )


def count(
    reference: Iterable[Turn], found: Iterable[Turn], scored: Sequence[Span], collar_s: float = 0.0
) -> DiarizationCounts:
    """Seconds of error under the best mapping of voices to speakers; overlap is judged.

    Parameters
    ----------
    collar_s : float
        Seconds on either side of each reference boundary that are not judged.
    """
    from pyannote.core import Annotation, Segment, Timeline
    from pyannote.metrics.diarization import DiarizationErrorRate

    def annotation(turns: Iterable[Turn]) -> Annotation:
        annotated = Annotation()
        for track, turn in enumerate(turns):
            annotated[Segment(turn.start_s, turn.end_s), track] = turn.voice
        return annotated

    judged = Timeline([Segment(span.start_s, span.end_s) for span in scored])
    metric = DiarizationErrorRate(collar=2 * collar_s)  # pyannote.metrics counts both sides
    parts = metric(annotation(reference), annotation(found), uem=judged, detailed=True)
    return DiarizationCounts(
        float(parts["total"]), float(parts["missed detection"]), float(parts["false alarm"]), float(parts["confusion"])
    )


def load(data: Path) -> tuple[Clip, ...]:
    """Find recordings with a reference in `data` and the folders directly in it.

    A reference is a ``reference.rttm`` (and ``reference.uem``: what of them is judged) beside recordings named after
    its files, or a ``NAME.segments`` (start, end, speaker) beside ``NAME.wav``.

    Raises
    ------
    InputError
        There is none, or one cannot be read.
    """
    folders = [data, *sorted(path for path in data.iterdir() if path.is_dir())]
    clips = tuple(clip for folder in folders for clip in (*_rttm_clips(folder), *_segments_clips(folder)))
    if not clips:
        raise InputError(data, "no recording has a reference", "put reference.rttm or NAME.segments beside them")
    return clips


def _rttm_clips(folder: Path) -> list[Clip]:
    """Recordings beside a ``reference.rttm``; those it is silent about are clips without speech."""
    path = folder / "reference.rttm"
    if not path.is_file():
        return []
    turns: dict[str, list[Turn]] = defaultdict(list)
    for name, _, start, duration, *_, speaker in (row[1:8] for row in _rows(path, 8)):
        turns[name].append(Turn(speaker, _seconds(path, start), _seconds(path, start) + _seconds(path, duration)))
    scored: dict[str, list[Span]] = defaultdict(list)
    uem = folder / "reference.uem"
    for name, _, start, end, *_ in _rows(uem, 4) if uem.is_file() else ():
        scored[name].append(Span(_seconds(uem, start), _seconds(uem, end)))
    return [
        Clip(audio.stem, folder.name, audio, tuple(turns[audio.stem]), tuple(scored[audio.stem]))
        for audio in sorted(folder.iterdir())
        if audio.suffix in AUDIO and (audio.stem in turns or audio.stem in scored)
    ]


def _segments_clips(folder: Path) -> list[Clip]:
    """Recordings beside a ``.segments`` file of their name."""
    clips = []
    for path in sorted(folder.glob("*.segments")):
        audio = next((path.with_suffix(suffix) for suffix in AUDIO if path.with_suffix(suffix).is_file()), None)
        if audio is not None:
            rows = _rows(path, 3)
            turns = tuple(Turn(row[2], _seconds(path, row[0]), _seconds(path, row[1])) for row in rows)
            clips.append(Clip(path.stem, folder.name, audio, turns))
    return clips


def _rows(path: Path, n_columns: int) -> list[list[str]]:
    """Fields of every line that is not empty."""
    rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for number, row in enumerate(rows, 1):
        if len(row) < n_columns:
            raise InputError(path, f"{len(row)} columns", f"{n_columns} are needed", field=f"row {number}")
    return rows


def _seconds(path: Path, text: str) -> float:
    """A time in a reference."""
    try:
        return float(text)
    except ValueError:
        raise InputError(path, f'"{text}" is no time', "a number of seconds") from None


def _cells(counts: tuple[DiarizationCounts, ...]) -> str:
    """DER and its parts as cells of the table."""
    cells = []
    for part in counts:
        rates = (part.error_rate, *(_share(s, part) for s in (part.missed_s, part.false_alarm_s, part.confusion_s)))
        cells += ["" if rate is None else f"{rate:.3f}" for rate in rates]
    return " | ".join(cells)


def _share(seconds: float, counts: DiarizationCounts) -> float | None:
    """Part of the reference speech."""
    return seconds / counts.total_s if counts.total_s else None
