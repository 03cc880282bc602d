"""What of agendas and lists of people comes back: ``python bench/intake.py [--referat FILE]``.

Writes a meeting in three layouts as docx, odt, pdf and text each, reads them with ``prepare`` and prints precision and
recall per field. Without a referat the meeting is made up.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "unit" / "intake"))

from typing import TYPE_CHECKING

from intake_papers import FORMATS, LAYOUTS, Paper, invented, of_referat, write_papers

from pipeline.intake import FoundItem, FoundPerson, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

ITEM = ("title", "number", "kind", "presenters", "closed", "documents")
PERSON = ("title", "organisation", "group", "role", "attendance", "substitute_for")


def facts(items: tuple[FoundItem, ...], people: tuple[FoundPerson, ...]) -> Iterator[tuple[str, str, object]]:
    """Every field that says something, with the item or person it belongs to."""
    for index, item in enumerate(items):
        for field in ITEM:
            value = getattr(item, field)
            values = value if isinstance(value, tuple) else (value,) if value else ()
            yield from ((f"item {field}", str(index), each) for each in values)
    for person in people:
        yield "person name", person.name, person.name
        for field in PERSON:
            value = getattr(person, field)
            if value and (field != "attendance" or value != "present"):
                yield f"person {field}", person.name, value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--referat", type=Path)
    paper: Paper = of_referat(path) if (path := parser.parse_args().referat) else invented()
    right, said, true = Counter[str](), Counter[str](), Counter[str]()
    leftovers = 0
    expected = set(facts(paper.items, paper.people))
    with tempfile.TemporaryDirectory() as folder:
        for layout in LAYOUTS:
            for form in FORMATS:
                agenda, people = write_papers(paper, Path(folder) / layout / form, layout, form)
                found = prepare(agenda, attendees=people)
                got = set(facts(found.items, found.people))
                leftovers += len(found.leftovers)
                for total, these in ((right, got & expected), (said, got), (true, expected)):
                    total.update(fact[0] for fact in these)
                for fact in sorted(got ^ expected, key=str):
                    print(f"{layout} {form}: {'missing' if fact in expected else 'wrong'} {fact}", file=sys.stderr)
    print(f"| field | in {len(LAYOUTS)} x {len(FORMATS)} papers | precision | recall |\n|---|---|---|---|")
    for field in sorted(true):
        precision = right[field] / said[field] if said[field] else 0.0
        print(f"| {field} | {true[field]} | {precision:.3f} | {right[field] / true[field]:.3f} |")
    print(f"\nLines not understood: {leftovers}")


if __name__ == "__main__":
    main()
