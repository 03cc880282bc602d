"""The port to speaker embedding models, and how one is opened from its folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from pipeline.errors import ResourceError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt
    from torch import Tensor

CAMPPLUS_FILE = "campplus_cn_en_common.pt"
GE2E_FILE = "pretrained.pt"
WESPEAKER_FILES = ("embedding/pytorch_model.bin", "pytorch_model.bin")
PLDA_FILES = ("xvec_transform.npz", "plda.npz")  # beside the weights, or in plda/ as in community-1's own folder


class Plda(Protocol):
    """Probabilistic linear discriminant analysis of embeddings: `pyannote.audio.core.plda.PLDA`.

    Attributes
    ----------
    phi : ndarray
        Variance between speakers, where that within one is 1. shape = (n_features,)
    """

    @property
    def phi(self) -> npt.NDArray[np.float64]:
        """See above."""
        ...

    def __call__(self, embeddings: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """From embeddings as the network gives them to shape = (n, n_features)."""
        ...


class EmbeddingModel(Protocol):
    """What hears a voice.

    Attributes
    ----------
    dimension : int
        Values of an embedding.
    threshold : float
        Distance (1 - cosine) of two voices' mean embeddings below which they are one person.
    plda : Plda or None
        What tells speakers apart better than the cosine, where there is one for these embeddings.
    """

    dimension: int
    threshold: float

    @property
    def plda(self) -> Plda | None:
        """See above."""
        ...

    def __call__(self, waveforms: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """From samples in [-1, 1], shape = (n_batch, n_samples), to shape = (n_batch, dimension)."""
        ...


class CAMPPlusEmbedding:
    """CAM++ (arXiv 2303.00332)."""

    threshold = 0.65
    plda = None

    def __init__(self, checkpoint: Path, device: str) -> None:
        from pipeline.diarize.campplus import DIMENSION, CAMPPlus

        self.dimension = DIMENSION
        self.device = device
        self.network = CAMPPlus.load(checkpoint).to(device)

    def __call__(self, waveforms: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """See `EmbeddingModel`."""
        import torch

        from pipeline.diarize.fbank import fbank

        with torch.inference_mode():
            return _to_numpy(self.network(fbank(torch.from_numpy(waveforms).to(self.device))))


class WeSpeakerEmbedding:
    """The WeSpeaker ResNet34 of pyannote's community-1 (and of its 3.1 pipeline)."""

    threshold = 0.65

    def __init__(self, checkpoint: Path, device: str, plda: Plda | None = None) -> None:
        from pipeline.speech.segmentation import load_model

        self.device = device
        self.plda = plda
        self.network = load_model(checkpoint, device)
        self.dimension = int(self.network.dimension)

    def __call__(self, waveforms: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """See `EmbeddingModel`."""
        import torch

        with torch.inference_mode():
            return _to_numpy(self.network(torch.from_numpy(waveforms)[:, None].to(self.device)))


def open_embedding_model(path: Path, device: str) -> EmbeddingModel:
    """Open the model whose weights lie in the folder `path`; the file's name tells which it is.

    Raises
    ------
    ResourceError
        No weights of a kind that is known.
    """
    from pipeline.diarize.ge2e import GE2EEmbedding

    if (path / CAMPPLUS_FILE).is_file():
        return CAMPPlusEmbedding(path / CAMPPLUS_FILE, device)
    if (path / GE2E_FILE).is_file():
        return GE2EEmbedding(path / GE2E_FILE, device)
    for name in WESPEAKER_FILES:
        if (path / name).is_file():
            return WeSpeakerEmbedding(path / name, device, _open_plda(path))
    known = ", ".join((CAMPPLUS_FILE, GE2E_FILE, *WESPEAKER_FILES))
    msg = f"{path}: no speaker embedding weights; one of these is needed: {known}"
    raise ResourceError(msg)


def _open_plda(path: Path) -> Plda | None:
    """Open the PLDA that came with the weights, if one did."""
    for folder in (path, path / "plda"):
        files = [folder / name for name in PLDA_FILES]
        if all(file.is_file() for file in files):
            from pipeline.speech.segmentation import import_pyannote

            import_pyannote()
            from pyannote.audio.core.plda import PLDA

            return PLDA(files[0], files[1])
    return None


def fill(stretch: npt.NDArray[np.float32], n_samples: int) -> npt.NDArray[np.float32]:
    """Repeat a stretch until it is `n_samples` long, or cut it to that. shape = (n_samples,)"""
    return np.resize(stretch, n_samples) if stretch.size else np.zeros(n_samples, dtype=np.float32)


def _to_numpy(embeddings: Tensor) -> npt.NDArray[np.float32]:
    array: npt.NDArray[np.float32] = embeddings.float().cpu().numpy()
    return array
