"""The GE2E speaker encoder (Wan et al., arXiv 1710.10467): a three-layer LSTM on 40 mel bands.

Smaller than CAM++, weaker on real voices; easier on synthetic ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.recording import SAMPLE_RATE

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

N_MELS = 40
HIDDEN = 256
FFT_LENGTH = SAMPLE_RATE * 25 // 1000
HOP_LENGTH = SAMPLE_RATE * 10 // 1000
LEVEL_DBFS = -30.0  # what the encoder was trained on


class GE2EEmbedding:
    """See `pipeline.diarize.embedding.EmbeddingModel`."""

    dimension = HIDDEN
    threshold = 0.3
    plda = None

    def __init__(self, checkpoint: Path, device: str) -> None:
        import torch
        import torchaudio

        state = torch.load(checkpoint, map_location="cpu", weights_only=True)["model_state"]
        self.device = device
        self.lstm = torch.nn.LSTM(N_MELS, HIDDEN, num_layers=3, batch_first=True)
        self.lstm.load_state_dict({k.removeprefix("lstm."): v for k, v in state.items() if k.startswith("lstm.")})
        self.linear = torch.nn.Linear(HIDDEN, HIDDEN)
        self.linear.load_state_dict({k.removeprefix("linear."): v for k, v in state.items() if k.startswith("linear.")})
        self.lstm.eval().to(device)
        self.linear.eval().to(device)
        self.mel = torchaudio.transforms.MelSpectrogram(
            SAMPLE_RATE,
            n_fft=FFT_LENGTH,
            hop_length=HOP_LENGTH,
            n_mels=N_MELS,
            norm="slaney",
            mel_scale="slaney",
            pad_mode="constant",
        ).to(device)

    def __call__(self, waveforms: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """See `EmbeddingModel`."""
        import torch

        level = np.sqrt(np.mean(waveforms**2, axis=1, keepdims=True))
        scaled = waveforms * (10 ** (LEVEL_DBFS / 20) / np.maximum(level, 1e-5))
        with torch.inference_mode():
            mels = self.mel(torch.from_numpy(scaled.astype(np.float32)).to(self.device)).transpose(1, 2)
            _, (hidden, _) = self.lstm(mels)
            embeddings: npt.NDArray[np.float32] = torch.relu(self.linear(hidden[-1])).float().cpu().numpy()
        return embeddings
