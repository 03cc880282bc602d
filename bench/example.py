"""How well an example meeting comes out: run it, and hold every result against its truth.

python bench/example.py examples/board-meeting --out out/board-meeting
"""

from __future__ import annotations

import argparse
import json
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from pipeline.activity import Span
from pipeline.cli.progress import ConsoleObserver
from pipeline.config import Config
from pipeline.evaluate.asr.measures import hits, normalise, word_counts
from pipeline.evaluate.diarization import count
from pipeline.evaluate.minutes import read_facts, score_facts
from pipeline.evaluate.speakers.naming import score_run
from pipeline.evaluate.speakers.rates import score_words
from pipeline.intake import load_meeting
from pipeline.path import MeetingPath, Runner, write_outputs
from pipeline.store import Store
from pipeline.transcript import Turn
from pipeline.weights import Registry

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("meeting", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    meeting = load_meeting(arguments.meeting)
    with ConsoleObserver(Console(stderr=True)) as observer:
        path = MeetingPath(meeting, Config(), Registry.load(), Runner(Store(arguments.out / ".store"), observer))
        path.walk()
        write_outputs(path, arguments.out)
    truth = arguments.meeting / "truth"
    print("| measure | value |\n|---|---|")
    for rows in (heard(path, truth), who(path, truth, arguments.out), what(path, truth), cost(path)):
        for name, value in rows:
            print(f"| {name} | {value} |")


def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def heard(path: MeetingPath, truth: Path) -> Iterator[Row]:
    """Words and their times."""
    if not path.transcript or not (truth / "word_times.seglst.json").exists():
        return
    spoken = [
        (word, row["start_time"]) for row in read(truth / "word_times.seglst.json") for word in normalise(row["words"])
    ]
    spoken.sort(key=lambda pair: pair[1])
    written = [(word, w.start_s) for w in path.transcript.value.words for word in normalise(w.text)]
    counts = word_counts([word for word, _ in spoken], [word for word, _ in written])
    errors = counts.substitutions + counts.deletions + counts.insertions
    yield "word error rate", f"{errors / len(spoken):.3f} ({errors} of {len(spoken)} words)"
    late = [
        abs(written[j][1] - spoken[i][1])
        for i, j in hits([word for word, _ in spoken], [word for word, _ in written])
        if written[j][1] is not None
    ]
    yield "word start, median error", f"{1000 * statistics.median(late):.0f} ms"


def who(path: MeetingPath, truth: Path, out: Path) -> Iterator[Row]:
    """Voices and names."""
    reference, hypothesis = read(truth / "words.seglst.json"), read(out / "transcript.seglst.json")
    names = score_run(reference, hypothesis)
    yield "speakers named right, wrong, in all", f"{names.right}, {names.wrong}, {names.speakers}"
    yield "seconds of speech under the right, a wrong name", f"{names.right_s:.0f}, {names.wrong_s:.0f}"
    if not path.diarization:
        return
    turns = [line.split() for line in (truth / "turns.rttm").read_text(encoding="utf-8").splitlines()]
    spoken = [Turn(t[7], float(t[3]), float(t[3]) + float(t[4])) for t in turns]
    length = path.recording.value.duration_s if path.recording else 0.0
    errors = count(spoken, path.diarization.value.turns, [Span(0.0, length)])
    yield "diarization error rate, no collar", f"{errors.error_rate:.3f}"
    words = score_words(reference, hypothesis)
    if words.cp and words.wrong_voice is not None:
        yield "cpWER, and its distance from ORC-WER", f"{words.cp.rate:.3f}, {100 * words.wrong_voice:.1f} points"


def what(path: MeetingPath, truth: Path) -> Iterator[Row]:
    """Items and facts."""
    assert path.conversation is not None
    assert path.alignment is not None
    assert path.draft is not None
    segments = {row["utterance_id"]: row for row in read(truth / "words.seglst.json")}
    right = total = 0.0
    for row in read(truth / "items.json"):
        segment = segments[row["utterance_id"]]
        for utterance in path.conversation.value.utterances:
            if utterance.start_s is None or utterance.end_s is None:
                continue
            shared = min(utterance.end_s, segment["end_time"]) - max(utterance.start_s, segment["start_time"])
            if shared > 0:
                total += shared
                right += shared * (path.alignment.value.items[utterance.id] == row["item"])
    yield "speech under the right item", f"{right / total:.3f} of {total:.0f} s"
    score = score_facts(read_facts(truth), path.draft.value, path.conversation.value, load_meeting(truth.parent))
    yield "facts held (attendance, decisions, votes, actions, questions)", f"{score.held} of {score.facts}"
    yield "F1, precision, recall of these", f"{score.f1:.3f}, {score.precision:.3f}, {score.recall:.3f}"
    yield "facts of any kind missing", ", ".join(score.missing) or "none"
    statements = path.draft.value.statements
    yield "statements, without evidence", f"{len(statements)}, {sum(not s.evidence for s in statements)}"


def cost(path: MeetingPath) -> Iterator[Row]:
    """Seconds and memory."""
    if not path.recording:
        return
    seconds = sum(artifact.cost.seconds for artifact in path.runner.artifacts)
    length = path.recording.value.duration_s
    yield "recording", f"{length / 60:.1f} min"
    yield "seconds per second, seconds per minute", f"{seconds / length:.2f}, {60 * seconds / length:.1f}"
    peak = max(path.runner.artifacts, key=lambda artifact: artifact.cost.peak_bytes)
    yield "peak memory", f"{peak.cost.peak_bytes / 1e9:.2f} GB ({peak.stage})"


if __name__ == "__main__":
    main()
