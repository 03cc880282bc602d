"""openai-whisper's checkpoint: ``{"dims": {...}, "model_state_dict": {...}}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from whisper.model import ModelDimensions, Whisper

from pipeline.errors import InputError
from pipeline.weights.tensors import check_shapes, read_checkpoint, tensors_sha256

if TYPE_CHECKING:
    from pathlib import Path

DIMENSIONS = tuple(ModelDimensions.__dataclass_fields__)
MAX_DIMENSION = 100_000


def read_whisper_checkpoint(path: Path) -> tuple[dict[str, torch.Tensor], dict[str, int]]:
    """Read a checkpoint without running anything that is in it.

    Raises
    ------
    InputError
        Not plain tensors, or not a Whisper model.
    """
    checkpoint = read_checkpoint(path)
    keys = sorted(checkpoint) if isinstance(checkpoint, dict) else []
    if keys != ["dims", "model_state_dict"]:
        raise InputError(path, f"holds {', '.join(map(str, keys)) or 'no dict'}", "dims and model_state_dict")
    dims, state = checkpoint["dims"], checkpoint["model_state_dict"]
    check_dimensions(path, dims)
    for name, tensor in state.items():
        if not isinstance(name, str) or not isinstance(tensor, torch.Tensor):
            raise InputError(path, f"holds a {type(tensor).__name__}", "tensors only", field=str(name))
    return state, dims


def check_dimensions(path: Path, dims: object) -> None:
    """Raise InputError where the dimensions are not those of a Whisper model, before memory is taken for them."""
    if not isinstance(dims, dict) or sorted(dims) != sorted(DIMENSIONS):
        raise InputError(path, "unknown dimensions", f"{', '.join(DIMENSIONS)}", field="dims")
    for name, value in dims.items():
        if not isinstance(value, int) or not 0 < value <= MAX_DIMENSION:
            raise InputError(path, f"dimension {value!r}", f"1 to {MAX_DIMENSION}", field=f"dims.{name}")
    for width, heads in (("n_audio_state", "n_audio_head"), ("n_text_state", "n_text_head")):
        if dims[width] % dims[heads]:
            raise InputError(path, f"{dims[heads]} heads", f"a divisor of {dims[width]}", field=f"dims.{heads}")


def save_checkpoint(path: Path, state: dict[str, torch.Tensor], dims: dict[str, int]) -> None:
    """Write a checkpoint that ``whisper.load_model(path)`` takes, after comparing every layer's name and shape.

    Raises
    ------
    InputError
        A layer is not that of a Whisper model of these dimensions.
    """
    check_dimensions(path, dims)
    check_shapes(path, state, Whisper(ModelDimensions(**dims)).state_dict())
    torch.save({"dims": dims, "model_state_dict": state}, path)


def checkpoint_sha256(path: Path) -> str:
    """Return a digest of dimensions and tensors that does not depend on the version of torch that wrote the file."""
    state, dims = read_whisper_checkpoint(path)
    return tensors_sha256(state | {f"dims.{name}": torch.tensor(value) for name, value in dims.items()})
