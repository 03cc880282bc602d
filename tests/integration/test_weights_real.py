"""The real small weights: pulled, converted and heard."""

from __future__ import annotations

from pathlib import Path

import jiwer
import numpy as np
import pytest
import torch
import whisper
from whisper.model import ModelDimensions, Whisper

from pipeline.errors import ResourceError
from pipeline.media import MediaOptions, extract
from pipeline.progress import silent
from pipeline.weights import LocalModel, ModelState, Registry, load_whisper

pytestmark = pytest.mark.models
SMALL = ("whisper-base", "whisper-base-ct2", "pyannote-segmentation-3.0", "campplus-zh-en", "ge2e")


def local(model_id: str) -> LocalModel:
    try:
        return Registry.load().local(model_id)
    except ResourceError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("model_id", SMALL)
def test_what_was_pulled_is_what_the_registry_says(model_id: str) -> None:
    local(model_id)
    found = Registry.load().verify(model_id)
    assert (found.state, found.problem, found.pinned) == (ModelState.READY, "", True)


def test_every_layer_of_the_converted_checkpoint_has_the_name_and_shape_of_whispers() -> None:
    path = local("whisper-base").path / "model.pt"
    checkpoint = torch.load(path, weights_only=True)
    expected = Whisper(ModelDimensions(**checkpoint["dims"])).state_dict()
    found = checkpoint["model_state_dict"]
    assert {name: tensor.shape for name, tensor in found.items()} == {n: t.shape for n, t in expected.items()}
    assert len(found) == 245
    sinusoids = whisper.model.sinusoids(1500, 512)
    assert (found["encoder.positional_embedding"].float() - sinusoids).abs().max() < 1e-3


def test_both_forms_are_the_same_model_with_the_heads_of_base() -> None:
    converted, direct = load_whisper(local("whisper-base")), load_whisper(local("whisper-base-ct2"))
    for name, tensor in converted.state_dict().items():
        assert torch.equal(direct.state_dict()[name], tensor), name
    expected = Whisper(converted.dims)
    expected.set_alignment_heads(whisper._ALIGNMENT_HEADS["base"])
    for model in (converted, direct):
        assert torch.equal(model.alignment_heads.to_dense(), expected.alignment_heads.to_dense())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*multilingual.tiktoken")  # openai-whisper does not close its vocabulary
def test_openai_whisper_writes_of_english_what_faster_whisper_does(shared_data: Path, tmp_path: Path) -> None:
    """The same weights, greedy: two engines agree with each other, and with what was said."""
    from faster_whisper import WhisperModel

    ours = whisper.load_model(str(local("whisper-base").path / "model.pt"), device="cpu")
    theirs = WhisperModel(str(local("whisper-base-ct2").path), device="cpu", compute_type="float32", cpu_threads=1)
    said, heard, compared = [], [], []
    for path in sorted((shared_data / "fleurs").glob("fleurs-en-*.ogg"))[:2]:
        recording = extract((path,), tmp_path, MediaOptions(playback=False), silent)
        samples = recording.samples().astype(np.float32)
        options = {"language": "en", "temperature": 0.0, "condition_on_previous_text": False}
        heard.append(_plain(ours.transcribe(samples, fp16=False, **options)["text"]))
        segments, _ = theirs.transcribe(samples, beam_size=1, **options)
        compared.append(_plain(" ".join(segment.text for segment in segments)))
        said.append(_plain(path.with_suffix(".txt").read_text(encoding="utf-8")))
    assert len(said) == 2
    assert jiwer.wer(compared, heard) < 0.05
    assert jiwer.wer(said, heard) < 0.25


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() or c == "'" else " " for c in text.lower()).split())
