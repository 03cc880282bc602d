"""Turning the files of a source into those that an entry lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.weights.entry import Conversion

if TYPE_CHECKING:
    from pathlib import Path


def convert(conversion: Conversion, folder: Path) -> None:
    """Convert the files of a folder in place; what was converted is removed by the caller.

    Raises
    ------
    InputError
        The files are not what the conversion takes.
    """
    match conversion:
        case Conversion.CTRANSLATE2_TO_WHISPER:
            from pipeline.weights.checkpoint import save_checkpoint
            from pipeline.weights.ctranslate2 import whisper_state_dict

            state, dims = whisper_state_dict(folder / "model.bin")
            save_checkpoint(folder / "model.pt", state, dims)
