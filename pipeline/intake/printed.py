"""Printed lines of a page, however they were read, and the process in which a PDF is read."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.intake.line import Line, clean
from pipeline.intake.plain_text import split_marker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROOT = Path(__file__).resolve().parents[2]
_GAP = 0.75  # of a line's height: more white above it begins a paragraph
_FULL = 0.85  # of the page's right margin: so long a line was broken there
_INDENT_PT = 15.0


@dataclass(frozen=True, slots=True)
class Printed:
    """A text on a page and where it stands, in points from the top left; ``cells`` are its parts in a table."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    cells: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """Of the text, in points."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Halfway down the text, in points from the top."""
        return (self.top + self.bottom) / 2


def as_lines(printed: Sequence[Printed], number: int, margin: float) -> Iterator[Line]:
    """Return a line for each printed one, from the top; the text of some may be empty.

    Parameters
    ----------
    number : int
        Of the page, from 1.
    margin : float
        Where the longest line of the page ends.
    """
    left = min((line.left for line in printed), default=0.0)
    for index, (before, line) in enumerate(pairwise([None, *printed]), start=1):
        assert line is not None
        follows = before is not None and 0 <= line.top - before.bottom < _GAP * line.height
        flows = follows and before is not None and before.right - left >= _FULL * (margin - left)
        marker, text = split_marker(clean(line.text))
        depth = int((line.left - left) // _INDENT_PT)
        yield Line(text, f"side {number} linje {index}", 0, marker, depth, joins=follows and not marker, flows=flows)


def run_reader(module: str, arguments: list[str], timeout_s: float) -> subprocess.CompletedProcess[str] | None:
    """Run ``python -m module arguments``; None when it was ended after `timeout_s` seconds."""
    try:
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            capture_output=True,
            encoding="utf-8",
            timeout=timeout_s,
            check=False,
            env={
                "PYTHONPATH": str(_ROOT),
                "PYTHONIOENCODING": "utf-8",
                "PATH": os.defpath,
                "OMP_WAIT_POLICY": "passive",
            },
        )
    except subprocess.TimeoutExpired:
        return None


def limit_memory(bytes_: int) -> None:
    """Bound the address space of this process."""
    resource.setrlimit(resource.RLIMIT_AS, (bytes_, bytes_))


def stored(lines: list[dict[str, Any]]) -> tuple[Line, ...]:
    """Return the lines that a reader's process printed."""
    return tuple(Line(**{**line, "cells": tuple(line["cells"])}) for line in lines)
