"""Any Whisper checkpoint as openai-whisper's model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn
from whisper.model import ModelDimensions, Whisper

from pipeline.errors import InputError
from pipeline.weights import ctranslate2, huggingface
from pipeline.weights.alignment import set_alignment_heads
from pipeline.weights.checkpoint import check_dimensions, read_whisper_checkpoint
from pipeline.weights.entry import LocalModel, ModelFormat
from pipeline.weights.tensors import check_shapes

if TYPE_CHECKING:
    from pathlib import Path

State = dict[str, torch.Tensor]


def load_whisper(model: LocalModel, device: torch.device | str = "cpu", dtype: torch.dtype = torch.float32) -> Whisper:
    """Load a pulled model of any Whisper format onto a device, with its alignment heads.

    Raises
    ------
    InputError
        It is not a Whisper model, or a layer does not fit (named).
    """
    readers = {
        ModelFormat.OPENAI_WHISPER: lambda: _one_checkpoint(model.path),
        ModelFormat.HUGGINGFACE_WHISPER: lambda: model.path,
        ModelFormat.CTRANSLATE2: lambda: model.path,
    }
    if model.format not in readers:
        raise InputError(model.id, f'format "{model.format}"', f"one of {', '.join(sorted(readers))}", field="format")
    return whisper_checkpoint(readers[model.format](), device, dtype)


def whisper_checkpoint(path: Path, device: torch.device | str = "cpu", dtype: torch.dtype = torch.float32) -> Whisper:
    """Load OpenAI's ``.pt``, a Hugging Face folder or a CTranslate2 folder, of any size.

    Parameters
    ----------
    dtype : torch.dtype
        Of the weights; layer norms stay float32, as openai-whisper computes them.

    Raises
    ------
    InputError
        None of these, not plain tensors, or a layer that does not fit (named).
    """
    state, dims, pairs = _read(path)
    check_dimensions(path, dims)
    with torch.device(device):  # made where it will live: the random values it is born with cost nothing there
        model = Whisper(ModelDimensions(**dims))
    check_shapes(path, state, model.state_dict())
    model.load_state_dict(state)
    if dtype != torch.float32:
        model = model.to(dtype)
        for module in model.modules():
            if isinstance(module, nn.LayerNorm):
                module.float()
    set_alignment_heads(model, path, pairs)
    return model.eval()


def _read(path: Path) -> tuple[State, dict[str, int], list[list[int]] | None]:
    """Tensors, dimensions, and the alignment heads where the files name them."""
    if path.is_file():
        state, dims = read_whisper_checkpoint(path)
        return state, dims, None
    if (path / "model.bin").is_file():
        state, dims = ctranslate2.whisper_state_dict(path / "model.bin")
        return state, dims, huggingface.read_json(path / "config.json").get("alignment_heads")
    if (path / "config.json").is_file():
        state, dims = huggingface.whisper_state_dict(path)
        generation = path / "generation_config.json"
        pairs = huggingface.read_json(generation).get("alignment_heads") if generation.is_file() else None
        return state, dims, pairs
    raise InputError(path, "no Whisper model", "a .pt file, or a folder with model.safetensors or model.bin")


def _one_checkpoint(folder: Path) -> Path:
    found = sorted(folder.glob("*.pt"))
    if len(found) != 1:
        raise InputError(folder, f"holds {len(found)} files *.pt", "one")
    return found[0]
