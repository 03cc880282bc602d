"""Name plates: how many seconds of active speakers are read right, how many wrong, and what it costs."""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.identify.options import PlateOptions
from pipeline.identify.plates import read_plates
from pipeline.progress import silent
from pipeline.recording import SAMPLE_RATE, Part, Recording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.identify.plates import PlateReading
    from pipeline.meeting import Meeting

TRUTH = "truth/plates.json"
VIDEO = (".mp4", ".mkv", ".webm", ".mov")


@dataclass(frozen=True, slots=True)
class PlateScore:
    """Counts that may be added.

    Attributes
    ----------
    right_s, wrong_s : float
        Seconds in which the active speaker's plate was read, and in which another's was, or any where none is marked.
    speaking_s : float
        Seconds in which a plate is marked.
    cpu_s, duration_s : float
        Processor seconds of all threads, and length of the video.
    """

    right_s: float = 0.0
    wrong_s: float = 0.0
    speaking_s: float = 0.0
    cpu_s: float = 0.0
    duration_s: float = 0.0

    def __add__(self, other: PlateScore) -> PlateScore:
        """Add the counts of two videos."""
        return PlateScore(
            self.right_s + other.right_s,
            self.wrong_s + other.wrong_s,
            self.speaking_s + other.speaking_s,
            self.cpu_s + other.cpu_s,
            self.duration_s + other.duration_s,
        )

    @property
    def share(self) -> float | None:
        """Share of the active speakers' seconds that were read right; None without any."""
        return self.right_s / self.speaking_s if self.speaking_s else None


def looped(paths: Sequence[Path], seconds_each: Sequence[float], times: int = 1) -> Recording:
    """The picture of some files, one after another, as often as asked; without sound."""
    parts: list[Part] = []
    begin_s = 0.0
    for path, length_s in [*zip(paths, seconds_each, strict=True)] * times:
        parts.append(Part(path, begin_s, length_s, has_video=True))
        begin_s += length_s
    return Recording(Path(tempfile.gettempdir()) / "no-sound", round(begin_s * SAMPLE_RATE), tuple(parts))


def score_plates(meeting: Meeting, truth: Mapping[int, str | None], options: PlateOptions | None = None) -> PlateScore:
    """Read the plates of a meeting's video and compare them second by second.

    Parameters
    ----------
    truth : mapping of int to (str or None)
        Second to the name on the marked plate; None: none is marked.
    """
    import av

    lengths = []
    for path in meeting.recordings:
        with av.open(str(path)) as container:
            lengths.append(float(container.duration or 0) / av.time_base)
    options = options or PlateOptions()
    begun = time.process_time()
    found = read_plates(looped(meeting.recordings, lengths), meeting, options, silent)
    cpu_s = time.process_time() - begun
    names = {attendee.key: attendee.name for attendee in meeting.attendees}
    return compare(found.readings, names, truth, options.every_s) + PlateScore(cpu_s=cpu_s, duration_s=sum(lengths))


def compare(
    readings: Sequence[PlateReading], names: Mapping[str, str], truth: Mapping[int, str | None], every_s: float
) -> PlateScore:
    """Count seconds; a reading at a second that the truth does not know is not judged.

    The truth says what the picture shows as each second begins. In a second in which that changes either is right.

    Parameters
    ----------
    names : mapping
        Key of an attendee to the name.
    every_s : float
        What one reading stands for.
    """
    right = wrong = speaking = 0
    for reading in readings:
        if int(reading.at_s) not in truth:
            continue
        second = int(reading.at_s)
        wanted, after = truth[second], truth.get(second + 1, truth[second])
        read = names.get(reading.attendee or "")
        speaking += wanted is not None
        right += wanted is not None and read is not None and read in (wanted, after)
        wrong += read is not None and read not in (wanted, after)
    return PlateScore(right * every_s, wrong * every_s, speaking * every_s)


def plates_of(folder: Path, meeting: Meeting) -> PlateScore | None:
    """Measure a meeting whose plates are known and that has a picture; None for any other."""
    path = folder / TRUTH
    if not path.is_file() or not any(each.suffix in VIDEO for each in meeting.recordings):
        return None
    rows = json.loads(path.read_text(encoding="utf-8"))
    return score_plates(meeting, {int(row["second"]): row["plate"] for row in rows})
