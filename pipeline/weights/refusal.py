"""A pickle may run anything when it is opened: those that name more than tensors are refused when they are pulled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.weights.entry import ModelFormat

if TYPE_CHECKING:
    from pathlib import Path

PICKLES = (".bin", ".pt", ".pth", ".ckpt")

# what a checkpoint of pyannote.audio describes its task with, besides tensors: plain values without behaviour
PYANNOTE_VALUES = frozenset(
    {
        "pyannote.audio.core.task.Specifications",
        "pyannote.audio.core.task.Resolution",
        "pyannote.audio.core.task.Problem",
        "torch.torch_version.TorchVersion",
    }
)


def refuse_code(form: ModelFormat, files: list[Path]) -> None:
    """Check the pickles among files whose digests the registry does not know, without opening them.

    Raises
    ------
    InputError
        A pickle names something that would be run; or is none that torch wrote.
    """
    if form in (ModelFormat.CTRANSLATE2, ModelFormat.ONNX):
        return
    allowed = PYANNOTE_VALUES if form is ModelFormat.PYANNOTE else frozenset()
    for path in files:
        if path.suffix in PICKLES:
            _refuse(path, allowed)


def _refuse(path: Path, allowed: frozenset[str]) -> None:
    import pickle

    from torch.serialization import get_unsafe_globals_in_checkpoint

    remedy = "a checkpoint of plain tensors, or safetensors"
    try:
        named = get_unsafe_globals_in_checkpoint(path)
    except (ValueError, RuntimeError, pickle.UnpicklingError) as error:
        raise InputError(path.name, "not a checkpoint that torch.save wrote", remedy) from error
    unknown = sorted(set(named) - allowed)
    if unknown:
        raise InputError(path.name, f"would run {unknown[0]} when opened: refused", remedy)
