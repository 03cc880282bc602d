"""Seconds of the example meetings under the right item, aligned from their true words.

.venv/bin/python bench/align_examples.py examples/board-meeting examples/bestyrelsesmoede
.venv/bin/python bench/align_examples.py --compare examples/skolebestyrelse examples/andelsboligforening

With --compare: without the items' documents, with their names alone, and with their text; and all that once more
without the utterances that begin an item or lead to the next, and without the chair.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.align import AlignOptions, align
from pipeline.align.cues import CueKind, read_agenda, read_cues
from pipeline.attachment import Attachments, AttachmentText
from pipeline.identify import IdentifyOptions, identify_platform, read_transcript
from pipeline.intake import load_meeting, read_attachments
from pipeline.progress import silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.meeting import Meeting
    from pipeline.transcript import Conversation

TRUE_WORDS = "words.seglst.json"
LEADING = {CueKind.ANNOUNCES, CueKind.MERGES, CueKind.NEXT, CueKind.CLOSES, CueKind.OPENS_DEBATE, CueKind.HANDS_OVER}


def said(folder: Path, meeting: Meeting) -> Conversation:
    """The true words of the meeting."""
    words = read_transcript(folder / "truth" / TRUE_WORDS, meeting)
    return identify_platform(meeting, words, IdentifyOptions(), silent)


def unled(folder: Path, conversation: Conversation, meeting: Meeting) -> Conversation:
    """What is left without the first utterance of each item and those that call one or lead to the next."""
    agenda = read_agenda(meeting.items)
    rows = json.loads((folder / "truth" / "items.json").read_text(encoding="utf-8"))
    firsts = {row["utterance_id"] for before, row in pairwise([{"item": None}, *rows]) if row["item"] != before["item"]}
    times = json.loads((folder / "truth" / TRUE_WORDS).read_text(encoding="utf-8"))
    calls = [(row["start_time"], row["end_time"]) for row in times if row["utterance_id"] in firsts]
    kept = (u for u in conversation.utterances if not LEADING & {cue.kind for cue in read_cues(u.text, agenda)})
    return without(replace(conversation, utterances=tuple(kept)), calls)


def unchaired(folder: Path, conversation: Conversation, meeting: Meeting) -> Conversation:
    """What is left when whoever chairs is not heard."""
    names = json.loads((folder / "truth" / "speakers.json").read_text(encoding="utf-8"))
    times = json.loads((folder / "truth" / TRUE_WORDS).read_text(encoding="utf-8"))
    chair = meeting.chair.name if meeting.chair else ""
    spoken = [
        (row["start_time"], row["end_time"]) for row in times if names.get(row["speaker"], row["speaker"]) == chair
    ]
    return without(conversation, spoken)


def without(conversation: Conversation, spans: Sequence[tuple[float, float]]) -> Conversation:
    """What is left without the utterances that begin in one of the spans of seconds."""
    kept = (
        utterance
        for utterance in conversation.utterances
        if not any(utterance.start_s is not None and start <= utterance.start_s < end for start, end in spans)
    )
    return replace(conversation, utterances=tuple(kept))


def right(
    folder: Path, meeting: Meeting, conversation: Conversation, attachments: Attachments | None
) -> tuple[float, float]:
    """Seconds under the right item or rightly outside, and seconds spoken."""
    found = align(conversation, meeting, None, AlignOptions(), silent, attachments=attachments)
    truth = folder / "truth"
    segments = {row["utterance_id"]: row for row in json.loads((truth / TRUE_WORDS).read_text(encoding="utf-8"))}
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


def written_for(folder: Path, meeting: Meeting, papers: Path | None) -> Attachments:
    """The text of the documents: the meeting's own, or what lies in `papers` by its name and the item's place."""
    if papers is None:
        return read_attachments(meeting.attachments, meeting.language, silent)
    files = [(item.index, papers / folder.name / f"{item.index + 1}.txt") for item in meeting.items]
    return Attachments(
        tuple(AttachmentText(index, file.read_text(encoding="utf-8")) for index, file in files if file.is_file())
    )


def compare(folder: Path, papers: Path | None) -> None:
    """Print what the documents are worth."""
    meeting = load_meeting(folder)
    bare = replace(meeting, items=tuple(replace(item, documents=()) for item in meeting.items))
    texts = written_for(folder, meeting, papers)
    whole = said(folder, meeting)
    parts = {
        "everything": whole,
        "announcements removed": unled(folder, whole, meeting),
        "chair removed": unchaired(folder, whole, meeting),
    }
    for label, conversation in parts.items():
        shares = []
        seconds = 0.0
        for agenda, read in ((bare, None), (meeting, None), (meeting, texts)):
            good, seconds = right(folder, agenda, conversation, read)
            shares.append(f"{good / seconds:.3f}")
        said_now = len(conversation.utterances)
        print(f"| {folder.name} | {label} | {said_now} | {seconds:.0f} | {' | '.join(shares)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--compare", action="store_true", help="with and without the items' documents")
    parser.add_argument("--papers", type=Path, help="with --compare: papers that the meetings' own folders do not hold")
    arguments = parser.parse_args()
    if arguments.compare:
        print("| meeting | said | utterances | seconds | no documents | their names | their text |")
        print("|---|---|---|---|---|---|---|")
        for folder in arguments.folders:
            compare(folder, arguments.papers)
        return
    print("| meeting | seconds spoken | under the right item |\n|---|---|---|")
    for folder in arguments.folders:
        meeting = load_meeting(folder)
        texts = read_attachments(meeting.attachments, meeting.language, silent)
        good, total = right(folder, meeting, said(folder, meeting), texts)
        print(f"| {folder.name} | {total:.0f} | {good / total:.3f} |", flush=True)


if __name__ == "__main__":
    main()
