"""The segmentation model, opened so that it cannot phone home.

This is the only module that imports pyannote.audio. Its telemetry is off before it is imported, and its exporter is
shut down right after: a span that somebody should still start has nowhere to go.
"""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from pipeline.errors import ResourceError
from pipeline.recording import SAMPLE_RATE

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

WEIGHTS_FILE = "pytorch_model.bin"


def import_pyannote() -> ModuleType:
    """Import pyannote.audio with its telemetry disabled, whatever the environment says."""
    os.environ["PYANNOTE_METRICS_ENABLED"] = "0"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torchcodec is optional: samples come from our own decoder
        import pyannote.audio
        from pyannote.audio.telemetry import metrics

    metrics.provider.shutdown()
    audio: ModuleType = pyannote.audio
    return audio


def load_model(path: Path, device: str) -> Any:
    """Open a pyannote.audio checkpoint from disk in float32.

    Parameters
    ----------
    path : Path
        The checkpoint, already verified against its digest.
    device : str
        A torch device.

    Returns
    -------
    pyannote.audio.Model
        In evaluation mode, on `device`.

    Raises
    ------
    ResourceError
        There is no such file.
    """
    if not path.is_file():
        msg = f"{path}: the weights are missing; fetch them with `referat models pull`"
        raise ResourceError(msg)
    audio = import_pyannote()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the checkpoint names older versions of lightning and torch
        model = audio.Model.from_pretrained(path)
    return model.float().eval().to(device)


@dataclass(frozen=True)
class Segmenter:
    """A powerset segmentation model (Plaquet & Bredin, arXiv 2310.13025) and its geometry.

    Attributes
    ----------
    model : Any
        The network.
    device : str
        Where it runs.
    window : int
        Samples per window.
    frame_step, frame_duration : int
        Samples between frames, and the samples one frame hears.
    n_frames, n_speakers : int
        Frames per window, local speakers per window.
    mapping : ndarray
        Which speakers each class holds; class 0 is silence. shape = (n_classes, n_speakers)
    """

    model: Any
    device: str
    window: int
    frame_step: int
    frame_duration: int
    n_frames: int
    n_speakers: int
    mapping: npt.NDArray[np.float32]

    @classmethod
    def open(cls, path: Path, device: str) -> Segmenter:
        """Open the checkpoint ``pytorch_model.bin`` in the folder `path`.

        Raises
        ------
        ResourceError
            No checkpoint there, or not one of a powerset segmentation model.
        """
        from pyannote.audio.utils.powerset import Powerset

        model = load_model(path / WEIGHTS_FILE, device)
        task = model.specifications
        if not getattr(task, "powerset", False):
            msg = f"{path}: not a powerset segmentation model; take pyannote segmentation-3.0 or newer"
            raise ResourceError(msg)
        field = model.receptive_field
        window = round(task.duration * SAMPLE_RATE)
        return cls(
            model=model,
            device=device,
            window=window,
            frame_step=round(field.step * SAMPLE_RATE),
            frame_duration=round(field.duration * SAMPLE_RATE),
            n_frames=int(model.num_frames(window)),
            n_speakers=len(task.classes),
            mapping=Powerset(len(task.classes), task.powerset_max_classes).build_mapping().numpy().astype(np.float32),
        )

    def __call__(self, windows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Class probabilities of each frame.

        Parameters
        ----------
        windows : ndarray
            Samples in [-1, 1]. shape = (n_windows, window)

        Returns
        -------
        ndarray
            shape = (n_windows, n_frames, n_classes); what is not a number counts as silence.
        """
        import torch

        waveforms = torch.from_numpy(windows)[:, None].to(self.device)
        with torch.inference_mode():
            log_probabilities = self.model(waveforms)
            classes: npt.NDArray[np.float32] = log_probabilities.exp().float().cpu().numpy()
        lost = ~np.isfinite(classes).all(axis=-1)
        classes[lost] = 0.0
        classes[lost, 0] = 1.0
        return classes
