"""How many wrong statements the check catches, and how many right ones it doubts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from pipeline.check.statement import check_statement
from pipeline.evaluate.minutes.perturb import Perturbation, perturbed
from pipeline.minutes import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.check.evidence import Heard
    from pipeline.minutes import Statement


_ROUNDS = 5  # times that a statement is made wrong in each kind, at most


@dataclass(frozen=True, slots=True)
class RefuteScore:
    """Counts that add up over meetings.

    Attributes
    ----------
    made, caught : Counter of Perturbation
        Wrong statements made, and those for which a blocking finding came that the right one did not have.
    untouched, doubted : int
        Right statements, and those with a blocking finding.
    """

    made: Counter[Perturbation] = field(default_factory=Counter)
    caught: Counter[Perturbation] = field(default_factory=Counter)
    untouched: int = 0
    doubted: int = 0

    def __add__(self, other: RefuteScore) -> RefuteScore:
        return RefuteScore(
            self.made + other.made,
            self.caught + other.caught,
            self.untouched + other.untouched,
            self.doubted + other.doubted,
        )


def refute(heards: Iterable[Heard], *, most: int = 500, seed: int = 1) -> RefuteScore:
    """Hold every statement against its evidence, and up to `most` wrong ones of each kind made from them.

    Where the statements with a name or a date are fewer than `most`, each is made wrong in several ways.
    """
    random = Random(seed)  # noqa: S311 -- a reproducible choice, not a secret
    pool = [(heard, statement) for heard in heards for statement in heard.draft.statements]
    random.shuffle(pool)
    doubts = [_blocking(statement, heard) for heard, statement in pool]
    score = RefuteScore(untouched=len(pool), doubted=sum(map(bool, doubts)))
    tried: set[tuple[int, str]] = set()
    for _ in range(_ROUNDS):
        for place, (heard, statement) in enumerate(pool):
            for wrong in perturbed(statement, heard, random):
                if score.made[wrong.kind] >= most or (place, wrong.statement.text) in tried:
                    continue
                tried.add((place, wrong.statement.text))
                caught = bool(_blocking(wrong.statement, heard) - doubts[place])
                score += RefuteScore(Counter({wrong.kind: 1}), Counter({wrong.kind: int(caught)}))
    return score


def _blocking(statement: Statement, heard: Heard) -> set[tuple[str, str]]:
    found = check_statement(statement, None, heard)
    return {(finding.code, finding.message) for finding in found if finding.severity is Severity.BLOCKING}
