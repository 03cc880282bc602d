"""Fits the models of what a sentence does, and measures them on bodies they were not fitted to.

python -m bench.functions da          # cross-validated by file: a file is one body
python -m bench.functions da --fit    # and writes models/functions/da.npz
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pipeline.draft import DraftOptions, draft
from pipeline.functions import Function, FunctionModel
from pipeline.functions.model import FUNCTIONS
from pipeline.evaluate.functions import Dialogue, fit, read_dialogues, training_rows
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


@dataclass
class Counts:
    """What was found, by kind."""

    held: Counter[StatementKind] = field(default_factory=Counter)
    wanted: Counter[StatementKind] = field(default_factory=Counter)
    right: Counter[StatementKind] = field(default_factory=Counter)
    made: Counter[StatementKind] = field(default_factory=Counter)

    def judge(self, dialogue: Dialogue, statements: tuple[Statement, ...]) -> None:
        """Count a dialogue's draft."""
        missing = Counter(one.kind for one in dialogue.missing(statements))
        wanted = Counter(one.kind for one in dialogue.wanted)
        self.wanted += wanted
        self.held += wanted - missing
        for one in statements:
            if one.kind in JUDGED:
                self.made[one.kind] += 1
                self.right[one.kind] += bool(JUDGED[one.kind] & dialogue.rests_on(one))

    def table(self) -> str:
        """A Markdown table."""
        lines = ["| kind | wanted | held | made | resting on a line of the kind | F1 |", "|---|---|---|---|---|---|"]
        for kind in [*JUDGED, None]:
            rows = [count.total() if kind is None else count[kind] for count in self._all()]
            held, wanted, right, made = rows
            recall, precision = held / max(1, wanted), right / max(1, made)
            f1 = 2 * recall * precision / max(1e-9, recall + precision)
            lines.append(
                f"| {kind or 'all'} | {wanted} | {held} ({recall:.2f}) | {made} | {right} ({precision:.2f}) | {f1:.3f} |"
            )
        return "\n".join(lines)

    def _all(self) -> tuple[Counter[StatementKind], ...]:
        return self.held, self.wanted, self.right, self.made


def folds(files: Sequence[Path]) -> list[list[Path]]:
    """The files in `FOLDS` parts."""
    return [list(files[first::FOLDS]) for first in range(FOLDS)]


def labels_table(found: list[tuple[np.ndarray, frozenset[Function]]]) -> str:
    """Precision and recall at the threshold of the best F1, over utterances."""
    likely = np.array([row for row, _ in found])
    lines = ["| function | utterances | best F1 | at | precision | recall |", "|---|---|---|---|---|---|"]
    for column, function in enumerate(FUNCTIONS):
        has = np.array([function in labels for _, labels in found])
        if not has.any():
            continue
        best = (0.0, 0.0, 0.0, 0.0)
        for threshold in THRESHOLDS:
            said = likely[:, column] > threshold
            right = (said & has).sum()
            best = max(best, (2 * right / (said.sum() + has.sum()), threshold, right / max(1, said.sum()), right / has.sum()))
        lines.append(f"| {function} | {has.sum()} | {best[0]:.3f} | {best[1]:.2f} | {best[2]:.2f} | {best[3]:.2f} |")
    return "\n".join(lines)


def by_utterance(dialogue: Dialogue, model: FunctionModel, rows: Sequence[Row]) -> list[tuple[np.ndarray, frozenset[Function]]]:
    """The highest probability of an utterance's sentences."""
    likely = model.probabilities([seen for seen, _ in rows])
    return [(row, labels) for row, (_, labels) in zip(likely, rows, strict=True)]


def main() -> None:
    """Measure, and fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", choices=("da", "en"))
    parser.add_argument("--fit", action="store_true", help="write the model fitted to all files")
    parser.add_argument("--show", nargs="*", default=[], metavar="KIND", help="print what is missing or false of these kinds")
    chosen = parser.parse_args()
    files = sorted((FOLDER / chosen.language).glob("*.txt"))
    dialogues = {file: read_dialogues(file) for file in files}
    rows = {file: [training_rows(one) for one in dialogues[file]] for file in files}
    found: list[tuple[np.ndarray, frozenset[Function]]] = []
    counts = Counts()
    for held_out in folds(files):
        model = fit([row for file in files if file not in held_out for some in rows[file] for row in some])
        for file in held_out:
            for dialogue, some in zip(dialogues[file], rows[file], strict=True):
                found += by_utterance(dialogue, model, some)
                made = draft(dialogue.conversation, dialogue.alignment, dialogue.meeting, DraftOptions(), functions=model)
                statements = made.items[dialogue.index].statements
                counts.judge(dialogue, statements)
                show(dialogue, statements, set(chosen.show))
    print(f"{len(files)} files, {sum(map(len, dialogues.values()))} items, {len(found)} sentences\n")
    print(labels_table(found), "\n")
    print(counts.table())
    if chosen.fit:
        fit([row for some in rows.values() for each in some for row in each]).write(FOLDER / f"{chosen.language}.npz")


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


if __name__ == "__main__":
    main()
