"""The facts that the draft holds with and without the learned functions, on meetings like those in ``examples``.

python -m bench.draft_rules examples
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.draft import DraftOptions, draft
from pipeline.evaluate.minutes.facts import read_facts, score_facts
from pipeline.evaluate.minutes.report import drafted
from pipeline.intake import load_meeting
from pipeline.progress import silent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    print("| meeting | rules alone: held, F1, precision, recall | with the functions: held, F1, precision, recall |")
    print("|---|---|---|")
    for truth in sorted(parser.parse_args().folder.glob("*/truth/facts.toml")):
        meeting = load_meeting(truth.parent.parent)
        if meeting.recordings:
            continue
        heard = drafted(meeting, silent)
        alone = draft(heard.conversation, heard.alignment, meeting, DraftOptions(), functions=lambda _: None)
        facts = read_facts(truth.parent)
        shown = [
            f"{score.held} of {score.facts}, {score.f1:.3f}, {score.precision:.3f}, {score.recall:.3f}"
            for score in (score_facts(facts, one, heard.conversation, meeting) for one in (alone, heard.draft))
        ]
        print(f"| {truth.parent.parent.name} | {' | '.join(shown)} |", flush=True)


if __name__ == "__main__":
    main()
