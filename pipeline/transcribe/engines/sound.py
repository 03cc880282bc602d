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


CONTEXTS_S = (10, 20)  # lengths in seconds that sounds are padded to, before the full 30
SILENCE_AFTER_S = 2.0  # at least, so that a network sees that the sound has ended


def log_mel(sounds: Sequence[npt.NDArray[np.float32]], n_mels: int, device: torch.device | str) -> Tensor:
    """Compute the features of sounds, each padded with silence and normalised by itself.

    Padded to 30 s, as the networks were trained; but where all sounds are short, to the next of CONTEXTS_S, which a
    network reads as well in a fraction of the time. Samples that are not numbers count as silence, samples outside
    [-1, 1] as clipped.

    Returns
    -------
    Tensor
        shape = (n_sounds, n_mels, 100 * context in seconds), float32
    """
    features = []
    longest_s = max(len(sound) for sound in sounds) / whisper.audio.SAMPLE_RATE
    context_s = next((context for context in CONTEXTS_S if longest_s + SILENCE_AFTER_S <= context), 30)
    for sound in sounds:
        clean = np.clip(np.nan_to_num(sound.astype(np.float32), nan=0.0, posinf=1.0, neginf=-1.0), -1.0, 1.0)
        padded = whisper.audio.pad_or_trim(torch.from_numpy(clean).to(device), context_s * whisper.audio.SAMPLE_RATE)
        features.append(whisper.audio.log_mel_spectrogram(padded, n_mels))
    return torch.stack(features)
