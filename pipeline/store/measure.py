"""How long a stage takes and how much memory it needs."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator

_INTERVAL_S = 0.02


class Meter:
    """Wall-clock seconds, and the peak resident memory of this process, sampled."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.peak_bytes = 0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Measure what happens inside."""
        stop = threading.Event()
        thread = threading.Thread(target=self._watch, args=(stop,), daemon=True)
        begun = time.monotonic()
        thread.start()
        try:
            yield
        finally:
            self.seconds = time.monotonic() - begun
            stop.set()
            thread.join()

    def _watch(self, stop: threading.Event) -> None:
        process = psutil.Process()
        while True:
            self.peak_bytes = max(self.peak_bytes, int(process.memory_info().rss))
            if stop.wait(_INTERVAL_S):
                return
