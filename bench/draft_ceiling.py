"""How much of what people wrote down any choice could cover: by the same rules, with their words known beforehand.

.venv/bin/python -m bench.draft_ceiling --data DATA --limit 20

Three shares of the content words of human decisions and actions: said in the meeting at all; in our evidence if every
word were worth as much as it occurs in what people wrote; in our evidence. DATA holds ``ami_topics``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from pipeline.check.facts import content_words
from pipeline.draft import DraftOptions
from pipeline.draft.salience import Themes, stems
from pipeline.draft.stage import language_of
from pipeline.evaluate.agenda_data import load
from pipeline.evaluate.minutes.coverage import CoverageScore, read_human_minutes, score_coverage
from pipeline.evaluate.minutes.report import with_true_items

if TYPE_CHECKING:
    from pipeline.evaluate.agenda_data import Case


def wanted(human: tuple[str, ...], language: str) -> Counter[str]:
    """How often each stem occurs in what people wrote."""
    return Counter(word for sentence in human for word in content_words(sentence, language))


def knowing(case: Case, worth: Counter[str]) -> Themes:
    """The choice that knows what people wrote."""
    spoken, language = case.conversation.utterances, language_of(case.meeting.language)
    stems_of = {one.id: stems(one.text, language) for one in spoken}
    worth_of = {stem: float(worth[stem]) for said in stems_of.values() for stem in said}
    return Themes(worth_of, {one.id: len(one.words) for one in spoken}, stems_of)


def main() -> None:
    """Print the three shares and the lengths."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    arguments = parser.parse_args()
    ours, best, said = CoverageScore(), CoverageScore(), 0
    for case in load(arguments.data, limit=arguments.limit):
        if case.group != "AMI topics":
            continue
        human = read_human_minutes(arguments.data / "ami_topics" / f"{case.name}.json")
        worth = wanted(human, case.meeting.language)
        heard = frozenset(
            word for one in case.conversation.utterances for word in content_words(one.text, case.meeting.language)
        )
        said += sum(count for word, count in worth.items() if word in heard)
        written = with_true_items(case, DraftOptions())
        ours += score_coverage(human, written.draft, written.conversation)
        with patch("pipeline.draft.stage.Themes.of", return_value=knowing(case, worth)):
            written = with_true_items(case, DraftOptions())
        best += score_coverage(human, written.draft, written.conversation)
    print(f"said at all {said / ours.wanted:.3f}")
    for name, score in (("chosen knowing what people wrote", best), ("ours", ours)):
        print(f"{name} {score.found / score.wanted:.3f}, evidence {score.evidence_words / score.words:.3f}")


if __name__ == "__main__":
    main()
