"""Reads a meeting's script: the whole meeting as it is spoken, one utterance a line.

    [item 2]                                     the lines below belong to the third item of the agenda
    [outside before|break|after]                 ... or to none
    [break 15]                                   15 seconds in which nobody speaks
    Anna Winther -0.4 #quote: Yes, {Lindholm|Lind holm}.

The number before the colon is the pause since the utterance before in seconds; a negative one makes them overlap.
``#quote`` is a label that the facts refer to. ``{said|heard}`` is a place where a recogniser wrote something else
than was said; ``{|heard}`` is an invention, ``{said|}`` an omission.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LINE = re.compile(
    r"^(?P<name>[^\s:#+\[][^:#+]*?)(?:\s+(?P<gap>[+-]\d+(?:\.\d+)?))?(?P<labels>(?:\s+#[\w-]+)*):\s+(?P<text>.+)$"
)
SECTION = re.compile(r"^\[(?P<kind>item|outside|break)\s+(?P<value>[\w.]+)\]$")
NOISE = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
USUAL_PAUSE_S = 0.4


@dataclass(frozen=True, slots=True)
class Line:
    """An utterance of the script.

    Attributes
    ----------
    id : str
        ``"u0001"``, in the order of the script.
    item : int or None
        Index of the agenda item; None: outside.
    outside : str
        ``before``, ``break`` or ``after``; empty within an item.
    gap_s : float
        Pause before it in seconds; negative: it begins before the one before has ended.
    said, heard : str
        The words as spoken, and as a recogniser would have written them.
    """

    id: str
    speaker: str
    item: int | None
    outside: str
    gap_s: float
    labels: tuple[str, ...]
    said: str
    heard: str


def read_script(path: Path) -> tuple[Line, ...]:
    """Return the utterances of a script. Raises ValueError with the line that cannot be read."""
    lines: list[Line] = []
    item: int | None = None
    outside = "before"
    silence_s = 0.0
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = raw.strip()
        if not text or text.startswith("#"):
            continue
        if section := SECTION.match(text):
            kind, value = section["kind"], section["value"]
            if kind == "break":
                silence_s = float(value)
            else:
                item, outside = (int(value), "") if kind == "item" else (None, value)
            continue
        found = LINE.match(text)
        if found is None:
            raise ValueError(f"{path.name}:{number}: neither a section nor 'Name +0.4 #label: text': {text[:60]!r}")
        gap_s = float(found["gap"]) if found["gap"] else USUAL_PAUSE_S
        lines.append(
            Line(
                id=f"u{len(lines) + 1:04d}",
                speaker=found["name"].strip(),
                item=item,
                outside=outside,
                gap_s=gap_s + silence_s,
                labels=tuple(label.lstrip("#") for label in found["labels"].split()),
                said=_squeeze(NOISE.sub(r"\1", found["text"])),
                heard=_squeeze(NOISE.sub(r"\2", found["text"])),
            )
        )
        silence_s = 0.0
    return tuple(lines)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+([,.?!])", r"\1", " ".join(text.split()))
