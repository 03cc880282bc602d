"""Segmentation and speaker embeddings with the real small weights, on real speech."""

from __future__ import annotations

import subprocess
import sys
import wave
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from pipeline.activity import Span
from pipeline.diarize import VoiceBounds, cluster, diarize, embed
from pipeline.diarize.embedding import open_embedding_model
from pipeline.errors import ResourceError
from pipeline.evaluate.diarization import count
from pipeline.recording import SAMPLE_RATE, Part, Recording
from pipeline.speech import SpeechOptions, detect
from pipeline.transcript import Turn
from pipeline.weights import LocalModel, Registry, default_registry

pytestmark = pytest.mark.models


def local(model_id: str) -> LocalModel:
    try:
        return Registry.load(default_registry()).local(model_id)
    except ResourceError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def segmentation() -> LocalModel:
    return local("pyannote-segmentation-3.0")


@pytest.fixture(scope="module")
def campplus() -> LocalModel:
    return local("campplus-zh-en")


def recording_of(samples: np.ndarray, folder: Path) -> Recording:
    path = folder / "waveform.s16"
    path.write_bytes(samples.astype("<i2").tobytes())
    return Recording(path, len(samples), (Part(path, 0.0, len(samples) / SAMPLE_RATE, has_video=False),))


@pytest.fixture(scope="module")
def sample() -> Path:
    """The two-speaker telephone call inside the pyannote.audio package."""
    spec = find_spec("pyannote.audio")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "sample"


@pytest.fixture(scope="module")
def call(sample, tmp_path_factory) -> Recording:
    with wave.open(str(sample / "sample.wav")) as file:
        assert (file.getframerate(), file.getnchannels()) == (SAMPLE_RATE, 1)
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    return recording_of(samples, tmp_path_factory.mktemp("call"))


@pytest.fixture(scope="module")
def activity(call, segmentation):
    return detect(call, segmentation)


@pytest.fixture(scope="module")
def embeddings(call, activity, campplus):
    return embed(call, activity, campplus)


def test_two_speakers_are_told_apart(sample, embeddings, activity):
    diarization = cluster(embeddings, activity)
    reference = []
    for line in (sample / "sample.rttm").read_text().splitlines():
        _, _, _, start, duration, _, _, speaker, *_ = line.split()
        reference.append(Turn(speaker, float(start), float(start) + float(duration)))
    assert len(diarization.embeddings) == 2
    assert count(reference, diarization.turns, [Span(0.0, 30.0)]).error_rate < 0.10


def test_the_same_recording_gives_the_same_turns(call, activity, campplus, embeddings):
    assert diarize(call, activity, campplus).turns == cluster(embeddings, activity).turns


def test_a_list_of_one_holds_one_voice_or_says_why_not(embeddings, activity):
    diarization = cluster(embeddings, activity, VoiceBounds(max=1))
    assert len(diarization.embeddings) == 1 or diarization.remarks[0].code == "voices-exceed-list"


def test_windows_and_frames_lie_on_one_clock(call, activity):
    assert activity.chunks.shape[1:] == (589, 3)
    assert activity.chunk_step_s / activity.frame_step_s == pytest.approx(119)
    assert len(activity.probability) * activity.frame_step_s == pytest.approx(call.duration_s, abs=0.02)
    covered = (len(activity.chunks) - 1) * activity.chunk_step_s + activity.chunk_duration_s
    assert covered >= call.duration_s
    assert activity.regions[-1].end_s <= call.duration_s


def test_the_batch_does_not_change_the_result(call, segmentation, activity):
    other = detect(call, segmentation, SpeechOptions(batch_size=3))
    assert np.abs(other.probability.astype(float) - activity.probability.astype(float)).max() < 0.01


def music(seconds: int) -> np.ndarray:
    """Chords with overtones that fade, and a drum on every beat."""
    generator = np.random.default_rng(0)
    clock = np.arange(SAMPLE_RATE // 2) / SAMPLE_RATE
    beats = []
    for _ in range(2 * seconds):
        root = 220 * 2 ** (generator.choice([0, 3, 5, 7, 10]) / 12)
        tones = [
            np.sin(2 * np.pi * root * ratio * overtone * clock) / overtone
            for ratio in (1, 2 ** (4 / 12), 2 ** (7 / 12), 2)
            for overtone in (1, 2, 3)
        ]
        beats.append(
            np.sum(tones, axis=0) * np.exp(-3 * clock) + generator.normal(size=len(clock)) * np.exp(-40 * clock)
        )
    played = np.concatenate(beats)
    return (played / np.abs(played).max() * 12000).astype(np.int16)


@pytest.mark.parametrize("kind", ["silence", "one bit", "full scale", "music"])
def test_what_is_no_speech_has_no_speech(kind, segmentation, campplus, tmp_path):
    noise = np.random.default_rng(0).integers(0, 2, 12 * SAMPLE_RATE)
    samples = {"silence": noise * 0, "one bit": noise, "full scale": np.full_like(noise, 32767), "music": music(12)}[
        kind
    ]
    recording = recording_of(samples, tmp_path)
    silent = detect(recording, segmentation)
    assert silent.regions == ()
    assert diarize(recording, silent, campplus).turns == ()


@pytest.mark.parametrize("n_samples", [0, 1, 500, SAMPLE_RATE])
def test_a_recording_shorter_than_a_window(n_samples, call, segmentation, campplus, tmp_path):
    recording = recording_of(call.memory_map()[8 * SAMPLE_RATE :][:n_samples], tmp_path)
    short = detect(recording, segmentation)
    assert all(region.end_s <= recording.duration_s for region in short.regions)
    assert all(turn.end_s <= recording.duration_s + 0.05 for turn in diarize(recording, short, campplus).turns)


@pytest.mark.parametrize("model_id", ["campplus-zh-en", "ge2e"])
def test_one_person_is_nearer_to_themselves_than_to_the_other(model_id, call):
    network = open_embedding_model(local(model_id).path, "cpu")
    stretches = [(10.7, 12.2), (12.9, 14.4), (28.4, 29.9), (15.0, 16.5), (22.0, 23.5), (25.0, 26.5)]
    vectors = network(np.stack([call.samples(start, end) for start, end in stretches]))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    similar = vectors @ vectors.T
    same = [similar[0, 1], similar[0, 2], similar[1, 2], similar[3, 4], similar[3, 5], similar[4, 5]]
    different = similar[:3, 3:]
    assert np.mean(same) > different.mean() + 0.05
    if model_id == "campplus-zh-en":  # GE2E is weaker on real voices: single windows of it may be nearer to the other
        assert min(same) > different.max()
    assert vectors.shape == (6, network.dimension)


def test_filterbanks_are_kaldis():
    import torch
    from torchaudio.compliance import kaldi

    from pipeline.diarize.fbank import fbank

    waveforms = torch.randn(2, 24_000, generator=torch.Generator().manual_seed(1)) * 0.1
    theirs = kaldi.fbank(waveforms[1:], num_mel_bins=80)
    assert torch.allclose(fbank(waveforms)[1], theirs - theirs.mean(0), atol=1e-4)


def test_weights_of_another_kind_are_refused(segmentation, campplus, tmp_path):
    with pytest.raises(ResourceError, match="one of these is needed"):
        open_embedding_model(tmp_path, "cpu")
    with pytest.raises(ResourceError, match="the weights are missing"):
        detect(recording_of(np.zeros(10), tmp_path), campplus)


def test_no_connection_is_attempted_whatever_the_environment_says(segmentation):
    """Telemetry switched on from outside, in a process of its own that counts attempts to connect."""
    program = f"""
import sys
attempts = []
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo"):
        attempts.append(event)
sys.addaudithook(watch)
from pathlib import Path
from pipeline.speech.segmentation import Segmenter
Segmenter.open(Path({str(segmentation.path)!r}), "cpu")
from pyannote.audio.telemetry import metrics
import os
os.environ["PYANNOTE_METRICS_ENABLED"] = "1"
metrics.track_model_init(object())
metrics.provider.force_flush()
assert not attempts, attempts
"""
    environment = {"PYANNOTE_METRICS_ENABLED": "1", "PATH": "", "PYTHONPATH": str(Path(__file__).parents[2])}
    run = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_music_between_two_speakers_does_not_become_a_third(sample, segmentation, campplus, tmp_path):
    with wave.open(str(sample / "sample.wav")) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    half = len(samples) // 2
    recording = recording_of(np.concatenate((samples[:half], music(10), samples[half:])), tmp_path)
    activity = detect(recording, segmentation)
    found = diarize(recording, activity, campplus, VoiceBounds(1, 4))
    assert len(found.embeddings) == 2
    begin_s, end_s = half / SAMPLE_RATE, half / SAMPLE_RATE + 10
    spoken_s = sum(max(0.0, min(t.end_s, end_s) - max(t.start_s, begin_s)) for t in found.turns)
    assert spoken_s < 2.0
