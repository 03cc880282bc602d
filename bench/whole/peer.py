"""The peer: WhisperX's recognition and pyannote's diarization pipeline, with this project's weights.

Nothing of it is used by Referat. WhisperX has to be installed by whoever compares; pyannote.audio is there.
"""

from __future__ import annotations

import argparse
import json
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from bench.diarize_pyannote import pyannotes
from pipeline.evaluate.diarization import EMBEDDING, SEGMENTATION
from pipeline.media import MediaOptions, extract
from pipeline.progress import silent
from pipeline.recording import SAMPLE_RATE
from pipeline.weights import Registry

if TYPE_CHECKING:
    import numpy as np

THRESHOLD = 0.8  # of the centroid linkage, the best known for these weights


def whisperx_words(samples: np.ndarray[Any, np.dtype[np.float32]], registry: Registry, language: str) -> list[str]:
    """Recognise with WhisperX's batched pipeline, int8, its own voice activity detection."""
    import whisperx

    loaded = whisperx.load_model(
        str(registry.local("whisper-base-ct2").path),
        "cpu",
        compute_type="int8",
        language=language,
        threads=torch.get_num_threads(),
    )
    found = loaded.transcribe(samples, batch_size=16, language=language)
    return [segment["text"] for segment in found["segments"]]


def main() -> None:
    """Transcribe and diarize one recording; print the seconds of each as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", type=Path)
    parser.add_argument("--scratch", type=Path, required=True)
    parser.add_argument("--language", default="en")
    arguments = parser.parse_args()
    registry = Registry.load()
    arguments.scratch.mkdir(parents=True, exist_ok=True)
    recording = extract((arguments.recording,), arguments.scratch, MediaOptions(playback=False), silent)
    samples = recording.samples()
    begun, cpu = time.perf_counter(), time.process_time()
    words = " ".join(whisperx_words(samples, registry, arguments.language))
    heard, heard_cpu = time.perf_counter() - begun, time.process_time() - cpu
    begun, cpu = time.perf_counter(), time.process_time()
    pipeline = pyannotes(registry.local(SEGMENTATION), registry.local(EMBEDDING), THRESHOLD)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # statistics over one frame
        output = pipeline({"waveform": torch.from_numpy(samples)[None], "sample_rate": SAMPLE_RATE})
    told, told_cpu = time.perf_counter() - begun, time.process_time() - cpu
    voices = len(output.speaker_diarization.labels())
    figures = {
        "transcription": {"seconds": heard, "cpu_s": heard_cpu, "words": len(words.split())},
        "diarization": {"seconds": told, "cpu_s": told_cpu, "voices": voices},
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
