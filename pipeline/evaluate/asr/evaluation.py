"""Run the stages up to the transcript over every clip, and count."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.evaluate.asr.corpus import Clip, load, speechless
from pipeline.evaluate.asr.measures import character_counts, hits, name_counts, normalise, word_counts
from pipeline.evaluate.asr.report import AsrReport, ClipScore
from pipeline.media import MediaOptions, extract
from pipeline.progress import Hook, silent
from pipeline.recording import Part, Recording
from pipeline.speech import SpeechOptions, detect
from pipeline.transcribe import TranscribeOptions, Vocabulary, transcribe
from pipeline.weights import Registry, default_registry

if TYPE_CHECKING:
    from pipeline.transcript import Transcript
    from pipeline.weights import LocalModel

SEGMENTATION = "pyannote-segmentation-3.0"


def evaluate_asr(
    data: Path,
    *,
    model_id: str,
    options: TranscribeOptions | None = None,
    speechless_s: float,
    hook: Hook = silent,
) -> AsrReport:
    """Recognise every clip under a folder and measure: what ``referat evaluate asr`` prints.

    Parameters
    ----------
    data : Path
        See `corpus.load`.
    speechless_s : float
        Seconds of silence, of hum, of noise and of music that are made and recognised too; 0: none.

    Raises
    ------
    InputError
        There is no clip.
    """
    options = options or TranscribeOptions()
    registry = Registry.load(default_registry())
    model, segmentation = registry.local(model_id), registry.local(SEGMENTATION)
    clips = [*load(data), *(speechless(speechless_s) if speechless_s else ())]
    scores = []
    for k, clip in enumerate(clips):
        hook("recognise", completed=k, total=len(clips))
        with tempfile.TemporaryDirectory() as scratch:
            scores.append(evaluate_clip(clip, model, segmentation, options, Path(scratch)))
    return AsrReport(model_id, options.engine, tuple(scores))


def evaluate_clip(
    clip: Clip, model: LocalModel, segmentation: LocalModel, options: TranscribeOptions, folder: Path
) -> ClipScore:
    """Recognise one clip and count."""
    recording = recording_of(clip, folder)
    begun = time.perf_counter()
    activity = detect(recording, segmentation, SpeechOptions())
    vocabulary = Vocabulary(clip.names, clip.terms)
    transcript = transcribe(recording, activity, model, vocabulary, options, folder=folder, language=clip.language)
    return score(clip, transcript, recording.duration_s, time.perf_counter() - begun)


def recording_of(clip: Clip, folder: Path) -> Recording:
    """Decode a clip into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if clip.path is not None:
        (folder / "media").mkdir(exist_ok=True)
        return extract((clip.path,), folder / "media", MediaOptions(playback=False), silent)
    assert clip.samples is not None
    path = folder / "waveform.s16"
    path.write_bytes(clip.samples.astype("<i2").tobytes())
    seconds = len(clip.samples) / 16_000
    return Recording(path, len(clip.samples), (Part(path, 0.0, seconds, has_video=False),))


def score(clip: Clip, transcript: Transcript, seconds: float, took_s: float) -> ClipScore:
    """Count what a transcript has right and wrong."""
    language = clip.language or transcript.language
    reference = normalise(clip.text, language)
    written = normalise(" ".join(word.text for word in transcript.words), language)
    before = normalise(" ".join(word.text if word.heard is None else word.heard for word in transcript.words), language)
    names = set(normalise(" ".join(clip.names), language))
    return ClipScore(
        name=clip.name,
        group=clip.group,
        language=transcript.language,
        seconds=seconds,
        took_s=took_s,
        words=word_counts(reference, written),
        characters=character_counts(reference, written),
        words_uncorrected=word_counts(reference, before),
        names=name_counts(reference, written, names),
        names_uncorrected=name_counts(reference, before, names),
        start_errors_s=_start_errors(clip, transcript),
        gaps_s=sum(gap.end_s - gap.start_s for gap in transcript.gaps),
    )


def _start_errors(clip: Clip, transcript: Transcript) -> tuple[float, ...]:
    """Start of each reference segment against the word that is its first, where that was recognised."""
    language = clip.language or transcript.language
    reference: list[str] = []
    starts: dict[int, float] = {}
    for segment in clip.segments:
        words = normalise(segment.words, language)
        # a filler at the start is not compared, so the start of the first word is not known
        if words and segment.start_s is not None and normalise(segment.words.split()[0], language)[:1] == words[:1]:
            starts[len(reference)] = segment.start_s
        reference.extend(words)
    written: list[str] = []
    at: list[float] = []
    for word in transcript.words:
        for part in normalise(word.text, language):
            written.append(part)
            at.append(word.start_s or 0.0)
    return tuple(at[there] - starts[here] for here, there in hits(reference, written) if here in starts)
