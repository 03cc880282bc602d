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

from pipeline.diarize.campplus import DIMENSION, CAMPPlus
from pipeline.diarize.embedding import CAMPPLUS_FILE
from pipeline.diarize.fbank import fbank
from pipeline.media import MediaOptions, extract
from pipeline.progress import silent
from pipeline.recording import SAMPLE_RATE
from pipeline.speech.segmentation import WEIGHTS_FILE, import_pyannote, load_model
from pipeline.weights import Registry

if TYPE_CHECKING:
    import numpy as np

CLUSTERING_THRESHOLD = 0.8  # of centroid linkage; what was found best for these weights
SHORTEST = SAMPLE_RATE // 2  # samples that the embedding network can hear


def diarization_pipeline(registry: Registry) -> Any:
    """Return pyannote's SpeakerDiarization around the small segmentation and CAM++."""
    import_pyannote()
    from pyannote.audio.core.model import Model
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.pipelines import SpeakerDiarization

    class Embedding(Model):  # type: ignore[misc]
        """CAM++ behind pyannote's interface: the samples of one speaker, joined."""

        def __init__(self, network: CAMPPlus) -> None:
            super().__init__(sample_rate=SAMPLE_RATE, num_channels=1)
            self.specifications = Specifications(
                problem=Problem.REPRESENTATION, resolution=Resolution.CHUNK, duration=10.0
            )
            self.network = network

        @property
        def dimension(self) -> int:
            return DIMENSION

        def forward(self, waveforms: torch.Tensor, weights: torch.Tensor | None = None) -> torch.Tensor:
            found = torch.full((len(waveforms), DIMENSION), torch.nan)
            for row, sound in enumerate(waveforms[:, 0]):
                heard = sound
                if weights is not None:
                    spoken = torch.nn.functional.interpolate(weights[row][None, None].float(), size=len(sound))
                    heard = sound[spoken[0, 0] > 0.5]
                if len(heard) >= SHORTEST:
                    found[row] = self.network(fbank(heard[None]))[0]
            return found

    segmentation = load_model(registry.local("pyannote-segmentation-3.0").path / WEIGHTS_FILE, "cpu")
    network = CAMPPlus.load(registry.local("campplus-zh-en").path / CAMPPLUS_FILE)
    pipeline = SpeakerDiarization(
        segmentation=segmentation,
        embedding=Embedding(network).eval(),
        plda=_no_plda(),
        clustering="AgglomerativeClustering",
        embedding_exclude_overlap=True,
        segmentation_batch_size=16,
        embedding_batch_size=16,
    )
    pipeline.instantiate(
        {
            "segmentation": {"min_duration_off": 0.0},
            "clustering": {"method": "centroid", "min_cluster_size": 12, "threshold": CLUSTERING_THRESHOLD},
        }
    )
    return pipeline


def _no_plda() -> Any:
    """Return a PLDA that nobody asks: without one the pipeline would download it."""
    from pyannote.audio.core.plda import PLDA

    return PLDA.__new__(PLDA)


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
    pipeline = diarization_pipeline(registry)
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
