"""The character recogniser: rapidocr with the PP-OCR models that are part of its wheel. Nothing is downloaded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in a picture.

    Attributes
    ----------
    corners : ndarray
        shape = (4, 2): x and y in pixels, clockwise from the top left of the text; may lie outside the picture.
    confidence : float
        Of the recogniser, in [0, 1].
    """

    text: str
    corners: npt.NDArray[np.float64]
    confidence: float


class Recogniser:
    """Reads the texts in a picture.

    Parameters
    ----------
    min_confidence : float
        Texts of less are left out; in [0, 1].
    n_threads : int
        Of the inference engine.
    """

    def __init__(self, min_confidence: float, n_threads: int) -> None:
        from rapidocr import RapidOCR  # takes a second to import: only where there is a picture

        self._engine = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.text_score": min_confidence,
                "EngineConfig.onnxruntime.intra_op_num_threads": n_threads,
            }
        )

    def read(self, image: npt.NDArray[np.uint8]) -> list[Reading]:
        """Return the texts from top to bottom, each on one line with single spaces; none is empty.

        Parameters
        ----------
        image : ndarray
            shape = (height, width, 3), RGB
        """
        result = self._engine(np.ascontiguousarray(image[:, :, ::-1]))
        boxes, texts, scores = (getattr(result, name, None) for name in ("boxes", "txts", "scores"))
        if boxes is None or texts is None or scores is None:
            return []
        found = []
        for corners, text, score in zip(boxes, texts, scores, strict=True):
            plain = " ".join(str(text).split())
            if plain:
                found.append(Reading(plain, np.asarray(corners, dtype=np.float64), float(score)))
        return found
