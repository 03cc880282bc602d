"""What a file's own header says of its whole length, where the demuxer believes the file's size instead."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEAD_BYTES = 1 << 16
UNKNOWN_SIZES = (0, 0xFFFFFFFF)  # written by recorders that do not come back to fill it in
ASF_FILE_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
MP3_COUNT_WITHIN = 4096  # bytes from the first frame in which the frame count stands, if there is one


def riff_share(path: Path) -> float:
    """Return how much of a RIFF file (wav, avi) is there, in (0, 1]; 1 where it does not say.

    An AVI of several RIFF chunks says it of the first.
    """
    with path.open("rb") as file:
        head = file.read(8)
    if head[:4] != b"RIFF" or len(head) < 8:
        return 1.0
    size: int = struct.unpack("<I", head[4:])[0]
    return 1.0 if size in UNKNOWN_SIZES else min(1.0, path.stat().st_size / (size + 8))


def asf_duration_s(path: Path) -> float | None:
    """Return the play duration that an ASF file (wma, wmv) states; None where it does not, as in a live stream."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    at = head.find(ASF_FILE_PROPERTIES)
    if at < 0 or len(head) < at + 92:
        return None
    # object id 16, object size 8, file id 16, file size 8, creation 8, packets 8; then play and send time in 100 ns,
    # the run-in in ms that the play duration includes, and the flags, of which the lowest says that all this is void
    play, _, run_in_ms, flags = struct.unpack_from("<QQQI", head, at + 64)
    return None if flags & 1 or not play else max(0.0, play / 1e7 - run_in_ms / 1e3)


def mp3_counts_frames(path: Path) -> bool:
    """Whether an MP3 says how many frames it has: a Xing, Info or VBRI header in its first frame."""
    with path.open("rb") as file:
        head = file.read(10)
        tag = 0
        if head[:3] == b"ID3":  # its size: four bytes of seven bits
            tag = 10 + sum(byte << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
        file.seek(tag)
        first = file.read(MP3_COUNT_WITHIN)
    return any(name in first for name in (b"Xing", b"Info", b"VBRI"))
