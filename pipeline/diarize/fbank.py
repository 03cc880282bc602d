"""Kaldi filterbanks of many equally long windows at once (torchaudio's ``compliance.kaldi.fbank``, batched)."""

from __future__ import annotations

from functools import lru_cache

import torch
import torch.nn.functional as F  # noqa: N812 (the name the field uses)
import torchaudio
from torch import Tensor

from pipeline.recording import SAMPLE_RATE

FRAME_LENGTH = SAMPLE_RATE * 25 // 1000
FRAME_SHIFT = SAMPLE_RATE * 10 // 1000
N_FFT = 512  # the next power of two
PREEMPHASIS = 0.97
LOW_HZ = 20.0


def fbank(waveforms: Tensor, n_mels: int = 80) -> Tensor:
    """Mean-normalised log filterbanks, no dither, Povey window.

    Parameters
    ----------
    waveforms : Tensor
        Samples in [-1, 1]. shape = (n_batch, n_samples)

    Returns
    -------
    Tensor
        Each band has mean 0 over time. shape = (n_batch, n_frames, n_mels)
    """
    frames = waveforms.unfold(-1, FRAME_LENGTH, FRAME_SHIFT)  # (n_batch, n_frames, frame_length)
    frames = frames - frames.mean(-1, keepdim=True)
    previous = F.pad(frames, (1, 0), mode="replicate")[..., :-1]
    frames = (frames - PREEMPHASIS * previous) * _povey_window().to(waveforms.device)
    power = torch.fft.rfft(frames, n=N_FFT).abs().square()
    energies = power @ _mel_bank(n_mels).to(waveforms.device)
    logs: Tensor = energies.clamp_min(torch.finfo(torch.float32).eps).log()
    return logs - logs.mean(1, keepdim=True)


@lru_cache(maxsize=1)
def _povey_window() -> Tensor:
    """Kaldi's window: a Hann window to the power 0.85. shape = (frame_length,)"""
    return torch.hann_window(FRAME_LENGTH, periodic=False).pow(0.85)


@lru_cache(maxsize=4)
def _mel_bank(n_mels: int) -> Tensor:
    """Triangular bands of equal width in mel. shape = (n_fft / 2 + 1, n_mels)"""
    bank, _ = torchaudio.compliance.kaldi.get_mel_banks(
        n_mels, N_FFT, float(SAMPLE_RATE), LOW_HZ, 0.0, 100.0, -500.0, 1.0
    )
    return F.pad(bank, (0, 1)).T.contiguous()
