"""What was read by text recognition is marked as a guess, field by field: it may have misread any letter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from pipeline.intake.prepared import Doubt, FoundItem, FoundPerson, Guess, Head
from pipeline.meeting import Attendance, ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.intake.line import Line

_FIELDS = {
    FoundItem: ("title", "number", "kind", "presenters", "closed", "documents"),
    FoundPerson: ("name", "title", "organisation", "group", "role", "attendance", "substitute_for"),
    Head: ("title", "start", "end", "place"),
}
_UNSAID = (None, "", (), False, ItemKind.NONE, Attendance.PRESENT)
Found = TypeVar("Found", FoundItem, FoundPerson, Head)


def recognised(found: Found, lines: Iterable[Line]) -> Found:
    """Return what was found in `lines`, every field that says something marked if text recognition read any of them."""
    if not any(line.recognised for line in lines):
        return found
    said: list[str] = [name for name in _FIELDS[type(found)] if getattr(found, name) not in _UNSAID]
    return replace(found, guesses=(*found.guesses, *(Guess(name, Doubt.RECOGNISED) for name in said)))
