"""Seconds of the example meetings under the right item, aligned from their true words.

.venv/bin/python bench/align_examples.py examples/board-meeting examples/bestyrelsesmoede
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from pipeline.align import AlignOptions, align
from pipeline.identify import IdentifyOptions, identify_platform, read_transcript
from pipeline.intake import load_meeting
from pipeline.progress import silent


def right(folder: Path) -> tuple[float, float]:
    """Seconds under the right item or rightly outside, and seconds spoken."""
    meeting = load_meeting(folder)
    truth = folder / "truth"
    words = read_transcript(truth / "words.seglst.json", meeting)
    conversation = identify_platform(meeting, words, IdentifyOptions(), silent)
    found = align(conversation, meeting, None, AlignOptions(), silent)
    segments = {
        row["utterance_id"]: row for row in json.loads((truth / "words.seglst.json").read_text(encoding="utf-8"))
    }
    good = total = 0.0
    for row in json.loads((truth / "items.json").read_text(encoding="utf-8")):
        segment = segments[row["utterance_id"]]
        for utterance in conversation.utterances:
            if utterance.start_s is None or utterance.end_s is None:
                continue
            shared = min(utterance.end_s, segment["end_time"]) - max(utterance.start_s, segment["start_time"])
            if shared > 0:
                total += shared
                good += shared * (found.items[utterance.id] == row["item"])
    return good, total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    print("| meeting | seconds spoken | under the right item |\n|---|---|---|")
    for folder in parser.parse_args().folders:
        good, total = right(folder)
        print(f"| {folder.name} | {total:.0f} | {good / total:.3f} |", flush=True)


if __name__ == "__main__":
    main()
