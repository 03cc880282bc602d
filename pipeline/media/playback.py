"""The copy that a browser plays: what the models heard, on the same clock."""

from __future__ import annotations

import os
from fractions import Fraction
from typing import TYPE_CHECKING

import av
from av.audio.frame import AudioFrame

from pipeline.media.waveform import blocks, create
from pipeline.recording import SAMPLE_RATE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

BIT_RATE = 48_000
QUICK = {"aac_coder": "fast", "aac_tns": "0", "aac_pns": "0"}  # a fifth of the time; at this rate nobody hears it
BLOCK_SAMPLES = 64 * 1024


def write_playback(waveform: Path, path: Path, report: Callable[[float], None]) -> None:
    """Encode a waveform as AAC in an .m4a whose index comes first, so that a browser can jump anywhere at once.

    Written from the samples, not copied from the source: gaps, parts and offsets are those of every other stage.

    Parameters
    ----------
    report : callable
        Told the seconds written.
    """
    os.close(create(path))
    with av.open(f"file:{path}", "w", format="mp4", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="mono", bit_rate=BIT_RATE, options=QUICK)
        assert isinstance(stream, av.AudioStream)
        done = 0
        for block in blocks(waveform, BLOCK_SAMPLES):
            container.mux(stream.encode(_frame(block, done)))
            done += block.size
            report(done / SAMPLE_RATE)
        container.mux(stream.encode(None))


def _frame(samples: npt.NDArray[np.int16], first: int) -> AudioFrame:
    frame = AudioFrame.from_ndarray((samples.astype("<f4") / 32768.0)[None], format="fltp", layout="mono")
    frame.sample_rate = SAMPLE_RATE
    frame.time_base = Fraction(1, SAMPLE_RATE)
    frame.pts = first
    return frame
