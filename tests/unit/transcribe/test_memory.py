"""A device that has run out of memory is told from every other trouble of CTranslate2, which has one error for all."""

from __future__ import annotations

import pytest

from pipeline.transcribe.engines.ctranslate_engine import _memory
from pipeline.transcribe.engines.port import OutOfMemoryError


@pytest.mark.parametrize("message", ["CUDA failed with error out of memory", "Out of memory allocating 8 bytes"])
def test_no_memory_left_is_said_so_that_the_batch_is_halved(message: str) -> None:
    with pytest.raises(OutOfMemoryError, match=message), _memory():
        raise RuntimeError(message)


def test_other_trouble_stays_what_it_is() -> None:
    with pytest.raises(RuntimeError, match="no kernel image"), _memory():
        raise RuntimeError("CUDA failed with error no kernel image is available")
