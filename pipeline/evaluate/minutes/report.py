"""``referat evaluate minutes``: facts held, errors caught, human minutes covered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pipeline.check.evidence import Heard
from pipeline.config import Config
from pipeline.draft import DraftOptions, draft
from pipeline.errors import InputError
from pipeline.evaluate.agenda_data import load
from pipeline.evaluate.minutes.coverage import CoverageScore, read_human_minutes, score_coverage
from pipeline.evaluate.minutes.facts import FactScore, read_facts, score_facts
from pipeline.evaluate.minutes.perturb import Perturbation
from pipeline.evaluate.minutes.refute import RefuteScore, refute
from pipeline.intake import load_meeting
from pipeline.minutes import Alignment, Outside
from pipeline.path import MeetingPath, Runner
from pipeline.progress import Hook, silent
from pipeline.store import Store
from pipeline.transcript import VoiceName
from pipeline.weights import Registry

if TYPE_CHECKING:
    from typing import Any

    from pipeline.evaluate.agenda_data import Case
    from pipeline.meeting import Meeting
    from pipeline.store import Artifact


@dataclass(frozen=True, slots=True)
class MinutesReport:
    """What was measured: facts by meeting, wrong statements over all drafts, human minutes over the AMI meetings."""

    facts: dict[str, FactScore]
    refuted: RefuteScore
    coverage: CoverageScore
    statements: int
    without_evidence: int = 0
    left_out: int = 0

    def table(self) -> str:
        """Return the report as Markdown tables."""
        lines = []
        if self.facts:
            lines += ["| meeting | facts held | F1 | precision | recall | missing |", "|---|---|---|---|---|---|"]
        lines += [
            f"| {name} | {score.held} of {score.facts} | {score.f1:.3f} | {score.precision:.3f} | {score.recall:.3f} "
            f"| {', '.join(score.missing)} |"
            for name, score in self.facts.items()
        ]
        lines += ["", "| made wrong | statements | caught |", "|---|---|---|"]
        lines += [f"| {kind} | {made} | {self.refuted.caught[kind] / made:.3f} |" for kind, made in self._made()]
        if self.refuted.untouched:
            share = self.refuted.doubted / self.refuted.untouched
            lines.append(f"| untouched, doubted all the same | {self.refuted.untouched} | {share:.3f} |")
        if self.coverage.wanted:
            found, chance = self.coverage.found / self.coverage.wanted, self.coverage.by_chance / self.coverage.wanted
            length = self.coverage.evidence_words / self.coverage.words
            lines += ["", "| human decisions and actions | share |", "|---|---|"]
            lines += [
                f"| their content words in our evidence | {found:.3f} |",
                f"| the same in as many words at random | {chance:.3f} |",
                f"| words of the meeting that are evidence | {length:.3f} |",
            ]
        lines += ["", f"{self.statements} statements, {self.without_evidence} without evidence"]
        if self.left_out:
            lines.append(f"{self.left_out} with a recording left out: it would have to be recognised first")
        return "\n".join(lines)

    def _made(self) -> list[tuple[Perturbation, int]]:
        return [(kind, self.refuted.made[kind]) for kind in Perturbation if self.refuted.made[kind]]


class _Nobody:
    """An observer that hands on the hook it was given."""

    def __init__(self, hook: Hook) -> None:
        self._hook = hook

    def started(self, stage: str) -> Hook:
        return self._hook

    def finished(self, artifact: Artifact[Any]) -> None:
        """Nothing to do."""


def evaluate_minutes(
    data: Path, *, limit: int | None = None, recordings: bool = False, hook: Hook = silent
) -> MinutesReport:
    """Draft every meeting below a folder and measure the drafts.

    Parameters
    ----------
    data : Path
        Holds meetings with a ``truth/facts.toml`` (as ``examples/``), or ``ami_topics`` and ``folketing``.
    limit : int, optional
        At most so many files of each collection.
    recordings : bool
        Also the meetings that have to be recognised first: needs the models, and minutes for each.

    Raises
    ------
    InputError
        There is nothing of the kind in the folder.
    """
    facts: dict[str, FactScore] = {}
    heards: list[Heard] = []
    left_out = 0
    for truth in sorted(data.glob("*/truth/facts.toml"))[:limit]:
        meeting = load_meeting(truth.parent.parent)
        if meeting.recordings and not recordings:
            left_out += 1
            continue
        hook("draft", completed=len(heards))
        heard = drafted(meeting, hook)
        found = score_facts(read_facts(truth.parent), heard.draft, heard.conversation, meeting)
        facts[truth.parent.parent.name] = found
        heards.append(heard)
    coverage = CoverageScore()
    for case in load(data, limit=limit) if (data / "ami_topics").is_dir() or (data / "folketing").is_dir() else ():
        hook("draft", completed=len(heards))
        if case.group == "AMI topics":
            heard = with_true_items(case, DraftOptions())
            human = read_human_minutes(data / "ami_topics" / f"{case.name}.json")
            coverage += score_coverage(human, heard.draft, heard.conversation)
        elif case.group == "Folketing":
            heards.append(with_true_items(case, DraftOptions()))
    if not heards and not coverage.words:
        raise InputError(data, "no meetings to draft", "a folder like examples/, or one with ami_topics or folketing")
    statements = [statement for heard in heards for statement in heard.draft.statements]
    bare = sum(not statement.evidence for statement in statements)
    return MinutesReport(facts, refute(heards), coverage, len(statements), bare, left_out)


def drafted(meeting: Meeting, hook: Hook) -> Heard:
    """Run a meeting up to its draft, and keep nothing."""
    with TemporaryDirectory() as store:
        path = MeetingPath(meeting, Config(), Registry.load(), Runner(Store(Path(store)), _Nobody(hook)))
        path.walk("draft")
        assert path.conversation is not None
        assert path.alignment is not None
        assert path.draft is not None
        return Heard.of(meeting, path.conversation.value, path.alignment.value, path.draft.value)


def with_true_items(case: Case, options: DraftOptions) -> Heard:
    """Draft a meeting of a corpus whose items and speakers are known: only the draft is measured."""
    items = {u.id: case.reference.get(u.id) for u in case.conversation.utterances}
    outside = {ref: Outside.BEFORE for ref, item in items.items() if item is None}
    alignment = Alignment(items, outside, (), ())
    voices = tuple(VoiceName(attendee.name, attendee.key, 0.0) for attendee in case.meeting.attendees)
    conversation = replace(case.conversation, voices=voices)
    written = draft(conversation, alignment, case.meeting, options, silent)
    return Heard.of(case.meeting, conversation, alignment, written)
