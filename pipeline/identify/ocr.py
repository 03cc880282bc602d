"""The character recogniser, behind one small class: rapidocr with the models that are part of its wheel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pipeline.identify.layout import Box

if TYPE_CHECKING:
    import numpy.typing as npt

    from pipeline.identify.options import PlateOptions

MAX_TEXT = 80  # letters; what is longer is no name


class PlateReader:
    """Reads the texts in a picture. Nothing is downloaded."""

    def __init__(self, options: PlateOptions) -> None:
        from rapidocr import RapidOCR  # takes a second to import: only where there is a picture

        self._engine = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.text_score": options.min_text_confidence,
                "EngineConfig.onnxruntime.intra_op_num_threads": options.n_threads,
            }
        )

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
        result = self._engine(np.ascontiguousarray(image[:, :, ::-1]))
        boxes, texts = getattr(result, "boxes", None), getattr(result, "txts", None)
        if boxes is None or texts is None:
            return []
        found = []
        for corners, text in zip(boxes, texts, strict=True):
            low, high = np.floor(corners.min(axis=0)), np.ceil(corners.max(axis=0))
            box = Box(max(0, int(low[0])), max(0, int(low[1])), min(width, int(high[0])), min(height, int(high[1])))
            plain = " ".join(str(text).split())
            if plain and len(plain) <= MAX_TEXT and box.area > 0:
                found.append((plain, box))
        return found
