"""Runs a module of ours as a process of its own: what it may break or use up ends with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def run_child(module: str, job: str, timeout_s: float) -> subprocess.CompletedProcess[str] | None:
    """Run ``python -m module`` with the job on standard input; None when it was ended after `timeout_s` seconds.

    It inherits nothing of the environment but where Python finds its modules and the system its libraries and fonts.
    """
    inherited = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "HOME", "XDG_CACHE_HOME", "FONTCONFIG_PATH", "LANG")
    environment = {name: os.environ[name] for name in inherited if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment |= {"PATH": os.defpath, "PYTHONIOENCODING": "utf-8"}
    try:
        return subprocess.run(
            [sys.executable, "-m", module],
            input=job,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout_s,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
