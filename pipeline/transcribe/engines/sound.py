"""From samples to the log-mel features that every Whisper network takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
import whisper.audio

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from torch import Tensor


def log_mel(sounds: Sequence[npt.NDArray[np.float32]], n_mels: int, device: torch.device | str) -> Tensor:
    """Compute the features of sounds, each padded with silence to 30 s and normalised by itself.

    Samples that are not numbers count as silence, samples outside [-1, 1] as clipped.

    Returns
    -------
    Tensor
        shape = (n_sounds, n_mels, 3000), float32
    """
    features = []
    for sound in sounds:
        clean = np.clip(np.nan_to_num(sound.astype(np.float32), nan=0.0, posinf=1.0, neginf=-1.0), -1.0, 1.0)
        padded = whisper.audio.pad_or_trim(torch.from_numpy(clean).to(device))
        features.append(whisper.audio.log_mel_spectrogram(padded, n_mels))
    return torch.stack(features)
