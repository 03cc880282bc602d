"""Dialogues of meetings with the statements that a referat of them must hold: ``dialogues/*.txt``.

A dialogue begins with ``== name | title (kind) v/presenter``; behind it come lines ``Name: what is said``, and behind
those the statements that must be found: ``> kind: word|other & word``. Every decision, vote, action, attendance change,
conflict and dissent that is found and not listed is false; questions and remarks are free.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from draft_meetings import meeting, write

from pipeline.draft import DraftOptions
from pipeline.evaluate.functions import Wanted
from pipeline.minutes import Statement, StatementKind

FOLDER = Path(__file__).parent / "dialogues"
STRICT = frozenset(
    {
        StatementKind.DECISION,
        StatementKind.VOTE,
        StatementKind.ACTION,
        StatementKind.ATTENDANCE,
        StatementKind.CONFLICT,
        StatementKind.DISSENT,
    }
)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One item of a meeting."""

    name: str
    title: str
    body: str
    language: str
    people: tuple[str, ...]
    said: str
    wanted: tuple[Wanted, ...]

    def draft(self, options: DraftOptions | None = None) -> tuple[Statement, ...]:
        """The statements that are found; the item is the second of the agenda unless it welcomes."""
        first = self.title.startswith("Velkomst")
        items = [self.title] if first else ["Velkomst", self.title]
        of = meeting(self.people, items, body=self.body, language=self.language)
        place = 0 if first else 1
        return write(of, f"[{place}]\n{self.said}", options).items[place].statements

    def judge(self, statements: tuple[Statement, ...]) -> tuple[list[Wanted], list[Statement]]:
        """What was not found, and what was found and is false."""
        missing, left = [], list(statements)
        talk = " ".join(one.text for one in statements if one.kind in (StatementKind.QUESTION, StatementKind.ANSWER))
        for one in self.wanted:
            if one.kind is StatementKind.QUESTION:
                if not one.fits(talk):
                    missing.append(one)
                continue
            hit = next((made for made in left if made.kind is one.kind and one.fits(_printed(made))), None)
            if hit is None:
                missing.append(one)
            else:
                left.remove(hit)
        return missing, [made for made in left if made.kind in STRICT]


def _printed(statement: Statement) -> str:
    return f"{statement.text} {statement.owner} {statement.deadline}"


def dialogues() -> list[Dialogue]:
    """All dialogues, in the order of their files."""
    return [one for path in sorted(FOLDER.glob("*.txt")) for one in _read(path)]


def _read(path: Path) -> list[Dialogue]:
    head, *parts = re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    keys = dict(line.split(": ", 1) for line in head.strip().splitlines())
    found = []
    for part in parts:
        first, *lines = part.strip().splitlines()
        name, title = first.split(" | ")
        wanted = tuple(_wanted(line[2:]) for line in lines if line.startswith("> "))
        said = "\n".join(line for line in lines if line and not line.startswith("> "))
        people = tuple(one.strip() for one in keys["people"].split(";"))
        found.append(
            Dialogue(f"{path.stem}/{name}", title, keys["body"], keys.get("language", "da"), people, said, wanted)
        )
    return found


def _wanted(text: str) -> Wanted:
    kind, _, rest = text.partition(": ")
    groups = tuple(tuple(word.strip() for word in group.split("|")) for group in rest.split(" & "))
    return Wanted(StatementKind(kind), groups)
