"""Fit what a word is worth in the minutes of informal talk (`WORTH` in pipeline/draft/salience.py).

.venv/bin/python -m bench.draft_words --data DATA --limit 20

A Poisson regression of how often each stem of a meeting occurs in the decisions and actions that people wrote of it, on
the four traits of the stem: no word is learnt, only traits. HEDGE times the coefficients are printed: flatter weights
spread the choice over more words. DATA holds ``ami_topics``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from pipeline.check.facts import content_words
from pipeline.draft.salience import traits
from pipeline.draft.stage import language_of
from pipeline.evaluate.agenda_data import load
from pipeline.evaluate.minutes.coverage import read_human_minutes

if TYPE_CHECKING:
    import numpy.typing as npt

HEDGE = 0.8  # chosen on the first 20 meetings, with each series held out of its fit in turn
RIDGE = 0.001  # of the squared coefficients, against the mean loss


def observed(data: Path, limit: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The traits of every stem of every meeting, shape = (n, 4), and how often people wrote it, shape = (n,)."""
    rows: list[tuple[float, ...]] = []
    written: list[int] = []
    for case in load(data, limit=limit):
        if case.group != "AMI topics":
            continue
        human = read_human_minutes(data / "ami_topics" / f"{case.name}.json")
        code = case.meeting.language
        wanted = Counter(word for sentence in human for word in content_words(sentence, code))
        for word, given in traits(case.conversation, language_of(code)).items():
            rows.append(given)
            written.append(wanted[word])
    return np.array(rows), np.array(written, dtype=np.float64)


def fit(given: npt.NDArray[np.float64], written: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Coefficients of the traits, without the intercept; the ridge is on the traits at unit variance."""
    spread = given.std(axis=0)
    design = np.column_stack([np.ones(len(given)), (given - given.mean(axis=0)) / spread])

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        linear = design @ weights
        expected = np.exp(linear)
        shrunk = np.concatenate([[0.0], weights[1:]])
        value = float(np.mean(expected - written * linear) + RIDGE / 2 * shrunk @ shrunk)
        return value, design.T @ (expected - written) / len(written) + RIDGE * shrunk

    start = np.zeros(design.shape[1])
    start[0] = np.log(written.mean())
    found = minimize(loss, start, jac=True, method="L-BFGS-B")
    return np.asarray(found.x[1:] / spread)


def main() -> None:
    """Print the coefficients as they stand in the code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=20)
    arguments = parser.parse_args()
    given, written = observed(arguments.data, arguments.limit)
    print(f"{len(written)} stems, {written.sum():.0f} written")
    print(f"WORTH = ({', '.join(f'{weight:.2f}' for weight in HEDGE * fit(given, written))})")


if __name__ == "__main__":
    main()
