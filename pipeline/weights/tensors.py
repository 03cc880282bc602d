"""Reading tensors from files that a stranger may have written."""

from __future__ import annotations

import hashlib
import pickle
from typing import TYPE_CHECKING, Any

import torch

from pipeline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_checkpoint(path: Path) -> Any:
    """Read a torch checkpoint that holds nothing but tensors and plain containers.

    Raises
    ------
    InputError
        The file is no checkpoint, is cut short, or its pickle would run code when opened.
    """
    try:
        return torch.load(path, map_location="cpu", weights_only=True, mmap=_is_zip(path))
    except pickle.UnpicklingError as error:
        raise InputError(
            path, f"not plain tensors ({_reason(error)})", "a checkpoint that opens with torch.load(weights_only=True)"
        ) from error
    except (RuntimeError, EOFError, ValueError, KeyError) as error:
        raise InputError(
            path, f"not a whole torch checkpoint ({_reason(error)})", "pull or copy the file again"
        ) from error


def read_state_dict(path: Path) -> dict[str, torch.Tensor]:
    """Read a file of tensors by name: ``.safetensors``, or a torch checkpoint.

    Raises
    ------
    InputError
        As `read_checkpoint`; or something in it is not a tensor.
    """
    if path.suffix == ".safetensors":
        return _read_safetensors(path)
    state = read_checkpoint(path)
    if not isinstance(state, dict):
        raise InputError(path, f"holds a {type(state).__name__}", "a dict of tensors by name")
    for name, value in state.items():
        if not isinstance(name, str) or not isinstance(value, torch.Tensor):
            raise InputError(path, f"holds a {type(value).__name__}", "tensors only", field=str(name))
    return state


def tensors_sha256(state: Mapping[str, torch.Tensor]) -> str:
    """Return a digest of tensors, whatever the container: name, dtype, shape and bytes, sorted by name."""
    digest = hashlib.sha256()
    for name in sorted(state):
        tensor = state[name].detach().contiguous().cpu()
        digest.update(f"{name}\0{tensor.dtype}\0{tuple(tensor.shape)}\0".encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().data)
    return digest.hexdigest()


def check_shapes(path: Path, state: Mapping[str, torch.Tensor], expected: Mapping[str, torch.Tensor]) -> None:
    """Compare names and shapes with those of a network.

    Raises
    ------
    InputError
        Names the first layer that is missing, unexpected or of another shape.
    """
    for name, tensor in expected.items():
        if name not in state:
            raise InputError(path, "the layer is missing", f"shape {tuple(tensor.shape)}", field=name)
        if state[name].shape != tensor.shape:
            raise InputError(
                path, f"the layer has shape {tuple(state[name].shape)}", f"shape {tuple(tensor.shape)}", field=name
            )
    for name in state:
        if name not in expected:
            raise InputError(path, "the layer is not part of the network", "the layers of one model", field=name)


def _read_safetensors(path: Path) -> dict[str, torch.Tensor]:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        return load_file(path)
    except SafetensorError as error:
        raise InputError(
            path, f"not a whole safetensors file ({_reason(error)})", "pull or copy the file again"
        ) from error


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _reason(error: Exception) -> str:
    """The first sentence of a library's message: the rest is advice to switch the check off."""
    return str(error).split("\n", 1)[0].split(". ", 1)[0][:160]
