"""Text from a meeting made safe to print: it is data, whatever it looks like."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# What XML 1.0 cannot hold, and what turns the direction of the text around it (a spoofed name).
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    r"""Return one line of printable text, composed (NFC), with single spaces.

    Examples
    --------
    >>> clean(" Ole\x00  Skøtt\n")
    'Ole Skøtt'
    """
    return _SPACE.sub(" ", unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))).strip()


def joined(names: Sequence[str], conjunction: str) -> str:
    """Join names as a sentence does.

    Examples
    --------
    >>> joined(["A", "B", "C"], "og")
    'A, B og C'
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def clock(seconds: float) -> str:
    """Write a time of the recording.

    Examples
    --------
    >>> clock(754.9)
    '0:12:34'
    """
    whole = max(0, int(seconds))
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def capitalised(text: str) -> str:
    """Return the text with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]
