"""What the libraries of a run find in their environment; they read it when they are imported."""

from __future__ import annotations

import os

_NOTHING_LEAVES = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "PYANNOTE_METRICS_ENABLED": "0",
}
"""What keeps the libraries from asking anything outside."""
_GIVE_WAY = {"OMP_WAIT_POLICY": "passive"}
"""Threads that wait sleep: on a machine that does other work too, spinning makes every stage many times slower."""


def set_surroundings() -> None:
    """Set them, before anything heavy is imported."""
    os.environ |= {**_GIVE_WAY, **os.environ, **_NOTHING_LEAVES}
