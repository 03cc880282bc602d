"""The facts that the draft holds, and what stands in the way of the others, on meetings like those in ``examples``.

python -m bench.draft_facts examples

Rules: only they write. Functions: as it is run. Voices named: after somebody has said whose each voice is
(`referat voices name`). Items known: and every utterance lies under its true item.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.draft import DraftOptions, draft
from pipeline.evaluate.minutes.facts import read_facts, score_facts
from pipeline.evaluate.minutes.report import drafted
from pipeline.intake import load_meeting
from pipeline.minutes import Alignment, Outside
from pipeline.progress import silent
from pipeline.transcript import VoiceName

if TYPE_CHECKING:
    from pipeline.evaluate.minutes.facts import FactScore
    from pipeline.meeting import Meeting
    from pipeline.transcript import Conversation

SURE = 9.0  # margin of a name that a person gave


def named(conversation: Conversation, meeting: Meeting, truth: Path) -> Conversation:
    """The conversation with the true name of every voice; a voice that is called by its name keeps it."""
    names = json.loads((truth / "speakers.json").read_text(encoding="utf-8"))
    keys = {attendee.name: attendee.key for attendee in meeting.attendees}
    voices = tuple(
        VoiceName(voice.voice, keys.get(names.get(voice.voice, voice.voice), voice.attendee), SURE)
        for voice in conversation.voices
    )
    return replace(conversation, voices=voices)


def true_items(conversation: Conversation, truth: Path) -> Alignment:
    """The true item of every utterance, by the time at which it begins."""
    rows = json.loads((truth / "items.json").read_text(encoding="utf-8"))
    segments = json.loads((truth / "words.seglst.json").read_text(encoding="utf-8"))
    item_of = {row["utterance_id"]: row["item"] for row in rows}
    spans = [(one["start_time"], one["end_time"], item_of[one["utterance_id"]]) for one in segments]
    items: dict[str, int | None] = {}
    for one in conversation.utterances:
        at = (one.start_s or 0.0) + 0.05
        item = next((item for start, end, item in spans if start <= at < end), None)
        items[one.id] = item if isinstance(item, int) else None
    outside = {ref: Outside.BEFORE for ref, item in items.items() if item is None}
    return Alignment(items, outside, (), ())


def shown(score: FactScore) -> str:
    """Facts held, and F1."""
    return f"{score.held} of {score.facts}, {score.f1:.3f} ({score.precision:.2f}, {score.recall:.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    print("Facts held, F1 (precision, recall)\n")
    print("| meeting | rules | functions | voices named | items known |\n|---|---|---|---|---|")
    for truth in sorted(one.parent for one in parser.parse_args().folder.glob("*/truth/facts.toml")):
        meeting = load_meeting(truth.parent)
        if meeting.recordings:
            continue
        heard = drafted(meeting, silent)
        conversation = heard.conversation
        known = named(conversation, meeting, truth)
        drafts = (
            draft(conversation, heard.alignment, meeting, DraftOptions(), functions=lambda _: None),
            heard.draft,
            draft(known, heard.alignment, meeting, DraftOptions()),
            draft(known, true_items(known, truth), meeting, DraftOptions()),
        )
        facts = read_facts(truth)
        scores = [shown(score_facts(facts, one, conversation, meeting)) for one in drafts]
        print(f"| {truth.parent.name} | {' | '.join(scores)} |", flush=True)


if __name__ == "__main__":
    main()
