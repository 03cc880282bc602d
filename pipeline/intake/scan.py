"""Pages of a PDF that are pictures, read by text recognition in a process of its own."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from dataclasses import asdict
from itertools import pairwise
from math import atan2, cos, sin
from statistics import median
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.intake.line import Line, clean, row
from pipeline.intake.printed import Printed, as_lines, limit_memory, run_reader, stored

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.ocr import Reading

MAX_PICTURES = 40
_SECONDS_A_PAGE = 60.0
_SECONDS_TO_START = 60.0
_MEMORY = 4 * 2**30
_DOTS_PER_POINT = 200 / 72
_MAX_SIDE = 3500  # pixels: a page of any size is read at no more
_SAME_LINE = 0.5  # of a line's height: texts whose middles lie closer stand on one line
_ROUND = re.compile(r"\(0\)")  # a letter for a kind of item, in fonts in which it looks like a nought
_ROOM = 0.15  # of a box's height, above and below: the recogniser draws its boxes wider than the text
_WIDE_GAP = 1.5  # of a line's height: more white within a line parts columns
_COLUMNS = 3  # so many parts make the row of a table
_MAX_THREADS = 4
_NUMBER = re.compile(
    r"^((?:Pkt\.|Punkt|Item|Nr\.)(?=\d)|\d+(?:[./]\d+)*[.):](?=[^\W\d_]))"
)  # the space behind is often lost


def read_scan(path: Path, pages: Sequence[int]) -> dict[int, tuple[Line, ...]]:
    """Return the lines of the pages (numbered from 1), each marked as recognised.

    Raises
    ------
    InputError
        There are more than 40 of them, or they cannot be drawn or take too long.
    """
    if len(pages) > MAX_PICTURES:
        raise InputError(
            path, f"{len(pages)} scanned pages", f"at most {MAX_PICTURES}: give the pages of the agenda alone"
        )
    seconds = _SECONDS_TO_START + _SECONDS_A_PAGE * len(pages)
    done = run_reader("pipeline.intake.scan", [str(path.resolve()), *map(str, pages)], seconds)
    if done is None:
        raise InputError(
            path, f"takes more than {seconds:.0f} s to recognise", "scan it in black and white, or smaller"
        )
    if done.returncode:
        raise InputError(path, "its pages cannot be drawn", "scan it again, or give the Word document")
    return {int(number): stored(lines) for number, lines in json.loads(done.stdout).items()}


def lines_of(readings: Sequence[Reading], number: int, scale: float) -> Iterator[Line]:
    """Put what was read on a page into reading order: line by line from the top, each from the left.

    Parameters
    ----------
    scale : float
        Pixels of the picture per point of the page.
    """
    printed: list[Printed] = []
    for texts in _rows(_straight(readings, scale)):
        parts = [_ROUND.sub("(O)", part) for part in _columns(texts)]
        box = Printed(
            " ".join(parts),
            min(text.left for text in texts),
            max(text.right for text in texts),
            min(text.top for text in texts),
            max(text.bottom for text in texts),
            tuple(parts) if len(parts) >= _COLUMNS else (),
        )
        printed.append(box)
    margin = max((line.right for line in printed), default=0.0)
    for index, line in enumerate(as_lines(printed, number, margin), start=1):
        cells = printed[index - 1].cells
        made = row(list(cells), line.place) if cells else line
        yield Line(**{**asdict(made), "recognised": True})


def _straight(readings: Sequence[Reading], scale: float) -> list[Printed]:
    """The texts as upright boxes in points, turned by the angle at which the page lay on the glass."""
    angles = [
        atan2(reading.corners[1][1] - reading.corners[0][1], reading.corners[1][0] - reading.corners[0][0])
        for reading in readings
    ]
    turn = -median(angles) if angles else 0.0
    boxes = []
    for reading in readings:
        x, y = reading.corners[:, 0] / scale, reading.corners[:, 1] / scale
        along, down = x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)
        if any(letter.isalnum() for letter in reading.text):
            left, right, top, bottom = (float(edge) for edge in (along.min(), along.max(), down.min(), down.max()))
            room = _ROOM * (bottom - top)
            text = _NUMBER.sub(r"\1 ", clean(reading.text))
            boxes.append(Printed(text, left, right, top + room, bottom - room))
    return boxes


def _rows(texts: Sequence[Printed]) -> Iterator[list[Printed]]:
    """Texts that stand on one line, from the left; lines from the top."""
    rows: list[list[Printed]] = []
    for text in sorted(texts, key=lambda each: each.middle):
        last = rows[-1][-1] if rows else None
        if last and abs(text.middle - last.middle) < _SAME_LINE * min(text.height, last.height):
            rows[-1].append(text)
        else:
            rows.append([text])
    return (sorted(row, key=lambda each: each.left) for row in rows)


def _columns(texts: Sequence[Printed]) -> list[str]:
    """The line in parts that stand far from each other."""
    parts = [texts[0].text]
    for before, text in pairwise(texts):
        if text.left - before.right > _WIDE_GAP * text.height:
            parts.append(text.text)
        else:
            parts[-1] += f" {text.text}"
    return parts


def _read(path: str, pages: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    import numpy as np
    import pypdfium2  # type: ignore[import-untyped]

    from pipeline.ocr import Recogniser

    recogniser = Recogniser(min_confidence=0.0, n_threads=min(_MAX_THREADS, os.cpu_count() or 1))
    found = {}
    with pypdfium2.PdfDocument(path) as document:
        for number in pages:
            page = document[number - 1]
            scale = min(_DOTS_PER_POINT, _MAX_SIDE / max(page.get_size()))
            picture = np.asarray(page.render(scale=scale).to_pil().convert("RGB"))
            found[number] = [asdict(line) for line in lines_of(recogniser.read(picture), number, scale)]
    return found


def main() -> None:
    """Read the pages named on the command line, behind the file, and print their lines as JSON."""
    limit_memory(_MEMORY)
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(_read(sys.argv[1], [int(number) for number in sys.argv[2:]])))


if __name__ == "__main__":
    main()
