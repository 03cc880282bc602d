"""Fits the models of what a sentence does, and measures them on bodies they were not fitted to.

python -m bench.functions da          # cross-validated by file: a file is one body
python -m bench.functions da --fit    # and writes models/functions/da.npz
python -m bench.functions da --show decision    # and prints what is missing or false
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.draft import DraftOptions, draft
from pipeline.evaluate.functions import Dialogue, fit, read_dialogues, training_rows
from pipeline.functions import Function, FunctionModel, Known
from pipeline.functions.model import FUNCTIONS
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.evaluate.functions.fit import Row
    from pipeline.minutes import Statement

FOLDER = Path(__file__).resolve().parent.parent / "models" / "functions"
FOLDS = 6
THRESHOLDS = np.arange(0.1, 0.8, 0.05)
JUDGED = {
    StatementKind.DECISION: {Function.DECISION, Function.VOTE},
    StatementKind.VOTE: {Function.VOTE},
    StatementKind.ACTION: {Function.ACTION},
    StatementKind.ATTENDANCE: {Function.ATTENDANCE, Function.CONFLICT},
    StatementKind.CONFLICT: {Function.CONFLICT},
    StatementKind.DISSENT: {Function.DISSENT},
    StatementKind.QUESTION: {Function.QUESTION},
}
Found = list[tuple[np.ndarray, frozenset[Function]]]


@dataclass
class Counts:
    """What a draft holds of what is wanted, and what it made rests on a line that does what it says; by kind."""

    held: Counter[StatementKind] = field(default_factory=Counter)
    wanted: Counter[StatementKind] = field(default_factory=Counter)
    right: Counter[StatementKind] = field(default_factory=Counter)
    made: Counter[StatementKind] = field(default_factory=Counter)

    def judge(self, dialogue: Dialogue, statements: tuple[Statement, ...]) -> None:
        """Count a dialogue's draft."""
        wanted = Counter(one.kind for one in dialogue.wanted)
        self.wanted += wanted
        self.held += wanted - Counter(one.kind for one in dialogue.missing(statements))
        for one in statements:
            if one.kind in JUDGED:
                self.made[one.kind] += 1
                self.right[one.kind] += bool(JUDGED[one.kind] & dialogue.rests_on(one))

    def rows(self, label: str) -> list[str]:
        """The rows of a Markdown table."""
        lines = []
        for kind in [*JUDGED, None]:
            counts = (self.held, self.wanted, self.right, self.made)
            held, wanted, right, made = (one.total() if kind is None else one[kind] for one in counts)
            recall, precision = held / max(1, wanted), right / max(1, made)
            f1 = 2 * recall * precision / max(1e-9, recall + precision)
            shown = f"{held} of {wanted} | {recall:.2f} | {right} of {made} | {precision:.2f} | {f1:.3f}"
            lines.append(f"| {label} | {kind or 'all'} | {shown} |")
        return lines


def labels_table(found: Found) -> str:
    """Precision and recall at the threshold of the best F1, over sentences."""
    likely = np.array([row for row, _ in found])
    lines = ["| function | sentences | best F1 | at | precision | recall |", "|---|---|---|---|---|---|"]
    for column, function in enumerate(FUNCTIONS):
        has = np.array([function in labels for _, labels in found])
        if not has.any():
            continue
        best = (0.0, 0.0, 0.0, 0.0)
        for threshold in THRESHOLDS:
            said = likely[:, column] > threshold
            right = (said & has).sum()
            f1 = 2 * right / (said.sum() + has.sum())
            best = max(best, (f1, threshold, right / max(1, said.sum()), right / has.sum()))
        lines.append(f"| {function} | {has.sum()} | {best[0]:.3f} | {best[1]:.2f} | {best[2]:.2f} | {best[3]:.2f} |")
    return "\n".join(lines)


def heard(model: FunctionModel, rows: Sequence[Row]) -> Found:
    """What the model hears in sentences, and what their lines are labelled with."""
    return [
        (row, labels) for row, (_, labels) in zip(model.probabilities([seen for seen, _ in rows]), rows, strict=True)
    ]


def statements_of(dialogue: Dialogue, model: FunctionModel | None) -> tuple[Statement, ...]:
    """The draft of a dialogue's item."""
    made = draft(dialogue.conversation, dialogue.alignment, dialogue.meeting, DraftOptions(), functions=lambda _: model)
    return made.items[dialogue.index].statements


def show(dialogue: Dialogue, statements: tuple[Statement, ...], kinds: set[str]) -> None:
    """Print a dialogue whose draft misses something of these kinds, or holds something false."""
    missing = [one for one in dialogue.missing(statements) if one.kind in kinds]
    false = [one for one in statements if one.kind in kinds and not JUDGED[one.kind] & dialogue.rests_on(one)]
    if not missing and not false:
        return
    print(f"\n## {dialogue.name}: {dialogue.meeting.items[dialogue.index].title}")
    for one in dialogue.conversation.utterances:
        labels = ",".join(sorted(dialogue.labels[one.id]))
        print(f"  {one.id[-2:]} {dialogue.meeting.attendee(one.voice or '').name.split()[0]} #{labels}: {one.text}")
    for wanted in missing:
        print(f"  MISSING {wanted.kind}: {wanted.groups}")
    for made in statements:
        mark = "FALSE" if made in false else "     "
        print(f"  {mark} {made.kind}: {made.text} [{made.owner}] {' '.join(ref[-2:] for ref in made.evidence)}")


def main() -> None:
    """Measure, and fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", choices=("da", "en"))
    parser.add_argument("--fit", action="store_true", help="write the model fitted to all files")
    parser.add_argument("--show", nargs="*", default=[], metavar="KIND", help="print what is missing or false")
    chosen = parser.parse_args()
    files = sorted((FOLDER / chosen.language).glob("*.txt"))
    dialogues = {file: read_dialogues(file) for file in files}
    rows = {
        file: [row for known in Known for one in dialogues[file] for row in training_rows(one, known)] for file in files
    }
    found: Found = []
    alone, learned = Counts(), Counts()
    for first in range(FOLDS):
        held_out = files[first::FOLDS]
        model = fit([row for file in files if file not in held_out for row in rows[file]])
        for dialogue in (one for file in held_out for one in dialogues[file]):
            found += heard(model, training_rows(dialogue))
            alone.judge(dialogue, statements_of(dialogue, None))
            statements = statements_of(dialogue, model)
            learned.judge(dialogue, statements)
            show(dialogue, statements, set(chosen.show))
    print(f"{len(files)} bodies, {sum(map(len, dialogues.values()))} items, {len(found)} sentences\n")
    print(labels_table(found), "\n")
    print("| draft by | kind | held | recall | resting on a line of the kind | precision | F1 |")
    print("|---|---|---|---|---|---|---|")
    print("\n".join([*alone.rows("rules"), *learned.rows("rules and functions")]))
    if chosen.fit:
        fit([row for file in files for row in rows[file]]).write(FOLDER / f"{chosen.language}.npz")


if __name__ == "__main__":
    main()
