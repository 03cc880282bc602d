"""How long a very large referat takes: ``python bench/render.py [--items 300] [--statements 5000]``.

Each format is written in a process of its own; prints its seconds of wall time and of
processor and its peak memory (with children). On a busy machine the seconds of processor are what to compare.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from pipeline.meeting import AgendaItem, Attendee, Body, ItemKind, Meeting, Role, Style
from pipeline.minutes import Block, BlockKind, Draft, ItemDraft, Statement, StatementKind
from pipeline.progress import silent
from pipeline.render import RenderOptions, render
from pipeline.transcript import Conversation, Utterance, Word

GOAL_S, GOAL_MB = 20.0, 1000
WORDS = (
    "sagen udvalget borgerne planen forslaget økonomien kommunen næste året møder "
    "ændres følges vurderes drøftes og i på med"
).split()


def made(n_items: int, n_statements: int) -> tuple[Meeting, Draft, Conversation]:
    """A meeting of that size; the words are drawn at random, the same each time."""
    draw = random.Random(1)
    people = tuple(
        Attendee(f"a{i:03d}", f"Deltager Nummer {i}", "konsulent", "Prøvekommunen", "Fra udvalget", Role.MEMBER)
        for i in range(40)
    )
    items = tuple(
        AgendaItem(
            i, f"{i + 1}/25", f"Sag nummer {i + 1} om {draw.choice(WORDS)}", ItemKind.DISCUSSION, (people[i % 40].name,)
        )
        for i in range(n_items)
    )
    start = datetime(2025, 3, 4, 9, 0)  # noqa: DTZ001 (local time, as in meeting.toml)
    meeting = Meeting("Prøvemøde", "da", start, None, "rådhuset", Style.EXTENDED, Body("Udvalget"), people, items)
    per_item = [n_statements // n_items + (i < n_statements % n_items) for i in range(n_items)]
    numbers = iter(range(n_statements))
    drafts = []
    for item, count in zip(items, per_item, strict=True):
        statements = tuple(
            Statement(
                f"s{n:05d}",
                StatementKind.REMARK,
                f"Det blev bemærket, at {' '.join(draw.choices(WORDS, k=18))}.",
                (f"u{n:05d}",),
            )
            for n in (next(numbers) for _ in range(count))
        )
        drafts.append(
            ItemDraft(
                item.index, (Block(BlockKind.REMARKS, statements, "Udvalget havde bl.a. følgende bemærkninger:"),)
            )
        )
    utterances = tuple(
        Utterance(f"u{n:05d}", "A", (Word("ja", n * 2.0, n * 2.0 + 1),), n * 2.0, n * 2.0 + 1)
        for n in range(n_statements)
    )
    return meeting, Draft("da", tuple(drafts)), Conversation(utterances, (), n_statements * 2.0)


def one(kind: str, arguments: argparse.Namespace) -> None:
    """Write one format and print what it took."""
    meeting, draft, conversation = made(arguments.items, arguments.statements)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        options = RenderOptions(formats=(kind,), evidence_print=arguments.evidence)
        (path,) = render(meeting, draft, (), conversation, options, Path(folder), silent)
        seconds = time.perf_counter() - began
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        processor = sum(usage.ru_utime + usage.ru_stime for usage in used)
        peak = max(usage.ru_maxrss for usage in used) / 1024
        within = "yes" if seconds <= GOAL_S and peak <= GOAL_MB else "NO"
        print(
            f"| {kind} | {seconds:.1f} | {processor:.1f} | {peak:.0f} | {path.stat().st_size / 1e6:.2f} | {within} |",
            flush=True,
        )


def main() -> None:
    """Measure every format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=300)
    parser.add_argument("--statements", type=int, default=5000)
    parser.add_argument("--evidence", action="store_true", help="footnotes and margin times too")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        one(arguments.one, arguments)
        return
    print(f"{arguments.items} items, {arguments.statements} statements; goal {GOAL_S:.0f} s and {GOAL_MB} MB\n")
    print(
        "| format | seconds | of processor | peak MB | file MB | within the goal |\n|---|---|---|---|---|---|",
        flush=True,
    )
    for kind in ("docx", "odt", "pdf", "html", "md", "json"):
        subprocess.run([sys.executable, __file__, "--one", kind, *sys.argv[1:]], check=True)


if __name__ == "__main__":
    main()
