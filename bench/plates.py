"""Name plates of a long video: processor seconds and memory. The meeting's video is read again and again.

python bench/plates.py examples/board-meeting [--minutes 120]
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

import av

from pipeline.evaluate.speakers.plates import looped
from pipeline.identify import PlateOptions, read_plates
from pipeline.intake import load_meeting
from pipeline.progress import silent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("meeting", type=Path)
    parser.add_argument("--minutes", type=float, default=120.0)
    arguments = parser.parse_args()
    meeting = load_meeting(arguments.meeting)
    lengths = []
    for path in meeting.recordings:
        with av.open(str(path)) as container:
            lengths.append((container.duration or 0) / av.time_base)
    times = max(1, round(arguments.minutes * 60 / sum(lengths)))
    recording = looped(meeting.recordings, lengths, times)
    begun, processor = time.perf_counter(), time.process_time()
    found = read_plates(recording, meeting, PlateOptions(), silent)
    took_s, cpu_s = time.perf_counter() - begun, time.process_time() - processor
    named = sum(reading.attendee is not None for reading in found.readings)
    print("| video, s | readings | named | s | processor s | processor s in 2 hours | peak memory, MB |")
    print("|---" * 7 + "|")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"| {recording.duration_s:.0f} | {len(found.readings)} | {named} | {took_s:.0f} | {cpu_s:.0f} "
        f"| {7200 * cpu_s / recording.duration_s:.0f} | {peak} |"
    )


if __name__ == "__main__":
    main()
