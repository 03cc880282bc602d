"""Of two forms of the same weights the faster one is read, where it is here."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ResourceError
from pipeline.transcribe import TranscribeOptions, chosen
from pipeline.weights import Registry


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    """What comes along, and nothing pulled."""
    return Registry.load(cache=tmp_path)


def pull(registry: Registry, model_id: str) -> None:
    """Leave what a pull leaves."""
    source = Registry.load().cache / model_id
    if not source.is_dir():
        pytest.skip(f"{model_id} was not pulled")
    (registry.cache / model_id).symlink_to(source)


def test_weights_are_what_the_configuration_names_as_long_as_nothing_faster_is_here(registry: Registry) -> None:
    assert chosen(registry, "whisper-base", TranscribeOptions(device="cpu")) == "whisper-base"
    assert chosen(registry, "large-v3", TranscribeOptions(device="cpu")) == "large-v3"


@pytest.mark.models
@pytest.mark.parametrize(("engine", "taken"), [("auto", "-ct2"), ("faster-whisper", "-ct2"), ("whisper", "")])
def test_on_the_cpu_the_converted_weights_are_faster(registry: Registry, engine: str, taken: str) -> None:
    pull(registry, "whisper-base-ct2")
    assert chosen(registry, "whisper-base", TranscribeOptions(engine=engine, device="cpu")) == f"whisper-base{taken}"


@pytest.mark.models
def test_cuda_where_there_is_none_is_said(registry: Registry) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has a CUDA device")
    pull(registry, "whisper-base-ct2")
    with pytest.raises(ResourceError, match="no CUDA device"):
        chosen(registry, "whisper-base", TranscribeOptions(device="cuda"))
