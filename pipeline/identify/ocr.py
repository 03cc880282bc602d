"""The texts in a frame of the recording: what may be a name plate, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.identify.layout import Box
from pipeline.ocr import Recogniser

if TYPE_CHECKING:
    import numpy.typing as npt

    from pipeline.identify.options import PlateOptions

MAX_TEXT = 80  # letters; what is longer is no name


class PlateReader:
    """Reads the texts in a picture. Nothing is downloaded."""

    def __init__(self, options: PlateOptions) -> None:
        self._recogniser = Recogniser(options.min_text_confidence, options.n_threads)

    def read(self, image: npt.NDArray[np.uint8]) -> list[tuple[str, Box]]:
        """Return the texts and where they stand.

        Parameters
        ----------
        image : ndarray
            shape = (height, width, 3), RGB

        Returns
        -------
        list of (str, Box)
            From top to bottom, boxes inside the picture.
        """
        height, width = image.shape[:2]
        found = []
        for reading in self._recogniser.read(image):
            low, high = np.floor(reading.corners.min(axis=0)), np.ceil(reading.corners.max(axis=0))
            box = Box(max(0, int(low[0])), max(0, int(low[1])), min(width, int(high[0])), min(height, int(high[1])))
            if len(reading.text) <= MAX_TEXT and box.area > 0:
                found.append((reading.text, box))
        return found
