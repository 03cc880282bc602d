"""A refusal of a document that also says to programs why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.attachment import Unread


class UnreadableError(InputError):
    """A document cannot be read; an :class:`InputError` that is no UnreadableError means that it is damaged."""

    def __init__(self, where: Path | str, problem: str, remedy: str, *, why: Unread, field: str = "") -> None:
        super().__init__(where, problem, remedy, field=field)
        self.why = why
