"""Transcription with real weights on real and on made sound."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
import torch

from pipeline.activity import Span, SpeechActivity
from pipeline.errors import InputError, ResourceError
from pipeline.evaluate.asr import normalise, word_counts
from pipeline.evaluate.asr.corpus import speechless
from pipeline.recording import Recording
from pipeline.transcribe import TranscribeOptions, Vocabulary, transcribe
from pipeline.transcript import Transcript
from pipeline.weights import LocalModel, Registry, default_registry

pytestmark = [
    pytest.mark.models,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]

SPOKEN = (
    "Okay. So the three of you and let's see m um myself and Maarika, who's not here, and but I think so it it "
    "occasionally Melissa will all be doing checking of the transcriptions. So this is the second pass these "
    "transcriptions are receiving and that's pretty straight-forward."
)


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(min(2, before))
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def models() -> dict[str, LocalModel]:
    registry = Registry.load(default_registry())
    try:
        return {name: registry.local(name) for name in ("whisper-base", "whisper-base-ct2")}
    except (InputError, ResourceError) as error:
        pytest.skip(f"needs the small weights: {error}")


def write(folder: Path, samples: npt.NDArray[np.int16]) -> Recording:
    path = folder / "waveform.s16"
    path.write_bytes(samples.astype("<i2").tobytes())
    return Recording(path, len(samples), ())


def everywhere(recording: Recording) -> SpeechActivity:
    """A segmentation that takes everything for speech."""
    probability = np.ones(round(recording.duration_s / 0.02), dtype=np.float16)
    regions = (Span(0.0, recording.duration_s),)
    return SpeechActivity(regions, probability, 0.02, 0.02, np.zeros((0, 1, 3), dtype=np.uint8), 2.0, 10.0)


@pytest.fixture(scope="session")
def meeting(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """Sixteen seconds of a real meeting: 8 s to 24 s of a clip, after three seconds of silence."""
    with av.open(str(shared_data / "ami_audio" / "trn05.flac")) as container:
        sound = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    if sound.dtype != np.int16:
        sound = (sound / 65536).astype(np.int16) if sound.dtype == np.int32 else (sound * 32767).astype(np.int16)
    part = np.concatenate([np.zeros(48_000, dtype=np.int16), sound[8 * 16_000 : 24 * 16_000]])
    return write(tmp_path_factory.mktemp("meeting"), part)


def spoken(recording: Recording) -> SpeechActivity:
    found = everywhere(recording)
    probability = found.probability.copy()
    probability[: round(3.0 / 0.02)] = 0.0
    return SpeechActivity((Span(3.0, 19.0),), probability, 0.02, 0.02, found.chunks, 2.0, 10.0)


@pytest.fixture(scope="session", params=["whisper-base", "whisper-base-ct2"])
def transcript(
    request: pytest.FixtureRequest,
    meeting: Recording,
    models: dict[str, LocalModel],
    tmp_path_factory: pytest.TempPathFactory,
) -> Transcript:
    return transcribe(
        meeting,
        spoken(meeting),
        models[request.param],
        Vocabulary(names=("Marika Jensen",)),
        TranscribeOptions(device="cpu"),
        folder=tmp_path_factory.mktemp("work"),
        language="en",
    )


def test_real_speech_is_recognised(transcript: Transcript) -> None:
    written = normalise(" ".join(word.text for word in transcript.words))
    rate = word_counts(normalise(SPOKEN), written).rate
    assert rate is not None
    assert rate < 0.45
    assert transcript.gaps == ()


def test_words_are_timed_inside_the_speech(transcript: Transcript) -> None:
    times = [(word.start_s or 0.0, word.end_s or 0.0) for word in transcript.words]
    assert all(a <= b for a, b in times)
    assert all(before[1] <= after[0] for before, after in pairwise(times))
    assert times[0][0] >= 2.7
    assert times[-1][1] <= 19.0
    assert all(word.confidence is not None and 0 <= word.confidence <= 1 for word in transcript.words)
    passes = {word.text.lower().strip(",."): word.start_s for word in transcript.words}
    assert passes["second"] == pytest.approx(3.0 + 11.0, abs=2.5)


def test_nothing_is_invented_even_where_the_segmentation_is_wrong(
    models: dict[str, LocalModel], tmp_path: Path
) -> None:
    """Six seconds each of silence, hum, noise and music, all said to be speech, in a window each."""
    sounds = [clip.samples for clip in speechless(6.0) if clip.samples is not None]
    assert len(sounds) == 4
    recording = write(tmp_path, np.concatenate(sounds))
    found = transcribe(
        recording,
        everywhere(recording),
        models["whisper-base-ct2"],
        Vocabulary(),
        TranscribeOptions(device="cpu", beam_size=1, window_s=6.0),
        folder=tmp_path / "work",
        language="en",
    )
    assert found.words == ()
    assert sum(gap.end_s - gap.start_s for gap in found.gaps) == pytest.approx(24.0, abs=0.1)
    assert {gap.reason for gap in found.gaps} <= {"no-words", "hallucination", "low-confidence", "loop"}


def test_one_bit_and_clipped_sound_ends_well(models: dict[str, LocalModel], tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    one_bit = np.where(rng.random(48_000) < 0.5, -32768, 32767).astype(np.int16)
    recording = write(tmp_path, one_bit)
    found = transcribe(
        recording,
        everywhere(recording),
        models["whisper-base-ct2"],
        Vocabulary(),
        TranscribeOptions(device="cpu", beam_size=1),
        folder=tmp_path / "work",
        language="en",
    )
    assert len(found.words) <= 1


def test_a_language_whisper_lacks_is_one_line(models: dict[str, LocalModel], tmp_path: Path) -> None:
    recording = write(tmp_path, np.zeros(16_000, dtype=np.int16))
    with pytest.raises(InputError, match="kl") as caught:
        transcribe(
            recording,
            everywhere(recording),
            models["whisper-base-ct2"],
            Vocabulary(),
            TranscribeOptions(device="cpu"),
            folder=tmp_path,
            language="kl",
        )
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a CUDA device")
def test_cuda_where_there_is_none_is_one_line(models: dict[str, LocalModel], tmp_path: Path) -> None:
    recording = write(tmp_path, np.zeros(16_000, dtype=np.int16))
    with pytest.raises(ResourceError, match="no CUDA device"):
        transcribe(
            recording,
            everywhere(recording),
            models["whisper-base"],
            Vocabulary(),
            TranscribeOptions(device="cuda"),
            folder=tmp_path,
        )


def test_no_speech_loads_nothing(tmp_path: Path, models: dict[str, LocalModel]) -> None:
    recording = write(tmp_path, np.zeros(16_000, dtype=np.int16))
    nothing = SpeechActivity(
        (), np.zeros(50, dtype=np.float16), 0.02, 0.02, np.zeros((0, 1, 3), dtype=np.uint8), 2.0, 10.0
    )
    found = transcribe(
        recording, nothing, models["whisper-base"], Vocabulary(), TranscribeOptions(), folder=tmp_path, language="da"
    )
    assert found == Transcript("da", "whisper-base", ())
