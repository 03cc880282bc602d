"""Name plates in the picture of a video call: who is marked as speaking, second by second.

The character recogniser (PP-OCR through rapidocr; its models are part of its wheel) sees a whole picture only when the
layout changes and now and then; in between, each plate is compared with how it looked when it was read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from math import log1p
from typing import TYPE_CHECKING

import cv2
import numpy as np

from pipeline.identify.assign import Pointer
from pipeline.identify.layout import Box, framed_plate, large_of_two, large_plate
from pipeline.identify.ocr import PlateReader
from pipeline.identify.remarks import remark
from pipeline.media import frames
from pipeline.names.index import NameIndex
from pipeline.remark import Remark
from pipeline.transcript import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pipeline.identify.options import PlateOptions
    from pipeline.meeting import Meeting
    from pipeline.progress import Hook
    from pipeline.recording import Recording
    from pipeline.transcript import Turn

    Image = npt.NDArray[np.uint8]

SAME_PLATE = 0.75  # correlation of a plate with how it looked when it was read
LOOK_AGAIN_S = 300.0  # the whole picture is read at least so often: somebody may have come
MIN_BETWEEN_READS_S = 2.0  # and at most so often
FIRST_READS, READ_PER_S = 30, 60.0  # however much moves: so many at once, then one in so many seconds
MUCH_MOVED = 0.25  # share of the picture
MAX_KNOWN = 400  # plates remembered
PLATE_SECOND = 2.0  # log odds of n seconds are PLATE_SECOND * log(1 + n), times the share they are of the voice's
MAX_PLATE_WEIGHT = 12.0
MIN_SHARE = 0.1  # attendees marked for less of a voice's time are the lag of the frame behind the voice


@dataclass(frozen=True, slots=True)
class PlateReading:
    """Who is marked as speaking in one frame.

    Attributes
    ----------
    at_s : float
        Seconds of the recording.
    attendee : str or None
        Key of the attendee; None: nobody is marked, or the plate's text names nobody on the list.
    text : str
        As read, unchecked: show it escaped. Empty: nobody is marked.
    box : tuple of int or None
        The plate in the picture: left, top, right, bottom in pixels.
    """

    at_s: float
    attendee: str | None
    text: str
    box: tuple[int, int, int, int] | None


@dataclass(frozen=True, slots=True)
class PlateReadings:
    """What the name plates of a recording say.

    Attributes
    ----------
    every_s : float
        Time between readings, in seconds.
    readings : tuple of PlateReading
        In order of time.
    """

    every_s: float
    readings: tuple[PlateReading, ...]
    remarks: tuple[Remark, ...] = ()

    def pointers(self, exclusive: Sequence[Turn]) -> list[Pointer]:
        """Count for each voice whose plate was marked while it spoke.

        Returns
        -------
        list of Pointer
            One for each voice and attendee, with the first such frame.
        """
        if not exclusive:
            return []
        starts = np.array([turn.start_s for turn in exclusive])
        seconds: dict[str, Counter[str]] = {}
        first_s: dict[tuple[str, str], float] = {}
        for reading in self.readings:
            at = int(np.searchsorted(starts, reading.at_s, side="right")) - 1
            if at < 0 or reading.at_s >= exclusive[at].end_s or not reading.text:
                continue
            voice, who = exclusive[at].voice, reading.attendee or ""
            seconds.setdefault(voice, Counter())[who] += 1
            first_s.setdefault((voice, who), reading.at_s)
        found = []
        for voice, counts in seconds.items():
            total = sum(counts.values())
            for key, count in counts.items():
                share = count / total
                weight = min(MAX_PLATE_WEIGHT, PLATE_SECOND * log1p(count * self.every_s)) * share
                if key and share >= MIN_SHARE:
                    found.append(Pointer(EvidenceKind.PLATE, voice, (key,), weight, at_s=first_s[voice, key]))
        return found


@dataclass(slots=True)
class _Plate:
    """A plate as it was read."""

    box: Box
    text: str
    attendee: str | None
    look: np.ndarray[tuple[int, ...], np.dtype[np.float32]]


def read_plates(recording: Recording, meeting: Meeting, options: PlateOptions, hook: Hook) -> PlateReadings:
    """Read who is marked as speaking, about once a second.

    Returns
    -------
    PlateReadings
        Without readings where the recording has no picture.
    """
    watcher = _Watcher(NameIndex.of(meeting.attendees), PlateReader(options))
    readings: list[PlateReading] = []
    for part in recording.parts:
        if not part.has_video:
            continue
        for at_s, image in frames(part, options.every_s):
            readings.append(watcher.look(at_s, image))
            hook("name plates", completed=at_s, total=recording.duration_s)
    settled = _settle(readings, watcher.alone)
    named = any(reading.attendee for reading in settled)
    remarks = () if named else (remark("plates-unreadable", meeting.language),)
    return PlateReadings(options.every_s, settled, remarks)


def _settle(readings: Sequence[PlateReading], alone: set[float]) -> tuple[PlateReading, ...]:
    """Believe plates that are marked by their place alone only when they follow the speaker: when they change."""
    who = {reading.attendee for reading in readings if reading.at_s in alone and reading.attendee}
    if len(who) > 1:
        return tuple(readings)
    return tuple(
        replace(reading, attendee=None, text="", box=None) if reading.at_s in alone else reading for reading in readings
    )


class _Watcher:
    """Follows the plates from frame to frame, and remembers every plate as it looked."""

    def __init__(self, index: NameIndex, reader: PlateReader) -> None:
        self._index = index
        self._reader = reader
        self._known: list[_Plate] = []
        self._shown: list[_Plate] = []
        self._read_s = float("-inf")
        self._n_reads = 0
        self._thumbnail: npt.NDArray[np.float32] | None = None
        self.alone: set[float] = set()

    def look(self, at_s: float, image: Image) -> PlateReading:
        """Say who is marked in a frame."""
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)
        shown = self._visible(grey)
        if self._must_read(at_s, grey, shown):
            self._read(at_s, image, grey, shown)
            shown = self._visible(grey)
        self._shown = shown
        boxes = [plate.box for plate in shown]
        marked = framed_plate(image, boxes)
        if marked is None:
            marked = large_plate(boxes, *grey.shape)
        if marked is None:
            marked = 0 if len(shown) == 1 else large_of_two(boxes, *grey.shape)
            if marked is not None:
                self.alone.add(at_s)
        if marked is None:
            return PlateReading(at_s, None, "", None)
        plate = shown[marked]
        box = (plate.box.left, plate.box.top, plate.box.right, plate.box.bottom)
        return PlateReading(at_s, plate.attendee, plate.text, box)

    def _visible(self, grey: Image) -> list[_Plate]:
        """Return the known plates that can be seen now; of several at one place the likest."""
        likeness = [(_likeness(plate, grey), at) for at, plate in enumerate(self._known)]
        shown: list[_Plate] = []
        for score, at in sorted(likeness, reverse=True):
            plate = self._known[at]
            if score >= SAME_PLATE and not any(plate.box.holds(other.box) for other in shown):
                shown.append(plate)
        return shown

    def _must_read(self, at_s: float, grey: Image, shown: Sequence[_Plate]) -> bool:
        """Tell whether to read the whole picture: a plate went, much moved, or it is long ago."""
        since_s = at_s - self._read_s
        if since_s >= LOOK_AGAIN_S:
            return True
        if since_s < MIN_BETWEEN_READS_S or self._n_reads > FIRST_READS + at_s / READ_PER_S:
            return False
        if any(not any(plate.box.holds(now.box) for now in shown) for plate in self._shown):
            return True
        small = _thumbnail(grey)
        return self._thumbnail is None or float((np.abs(small - self._thumbnail) > 24).mean()) > MUCH_MOVED

    def _read(self, at_s: float, image: Image, grey: Image, shown: Sequence[_Plate]) -> None:
        """Read the whole picture and remember the plates that are new."""
        self._read_s, self._n_reads, self._thumbnail = at_s, self._n_reads + 1, _thumbnail(grey)
        for text, box in self._reader.read(image):
            match = self._index.match(text)
            if match.keys and not any(plate.box.holds(box) for plate in shown):
                self._known.append(_Plate(box, text, match.unique, _look(grey, box)))
        del self._known[:-MAX_KNOWN]


def _thumbnail(grey: Image) -> npt.NDArray[np.float32]:
    """Return the picture very small. shape = (18, 32)"""
    return cv2.resize(grey, (32, 18), interpolation=cv2.INTER_AREA).astype(np.float32)


def _look(grey: Image, box: Box) -> npt.NDArray[np.float32]:
    """Cut a plate out and normalise its brightness. shape = (height, width), float32"""
    crop = grey[box.top : box.bottom, box.left : box.right].astype(np.float32)
    crop -= crop.mean()
    norm = float(np.linalg.norm(crop))
    return crop / norm if norm > 0 else crop


def _likeness(plate: _Plate, grey: Image) -> float:
    """Return the correlation of a place in the picture with how the plate there looked when it was read."""
    now = _look(grey, plate.box)
    return float((now * plate.look).sum()) if now.shape == plate.look.shape else 0.0
