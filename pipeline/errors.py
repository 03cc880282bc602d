"""The two ways in which a run can end badly: the input is wrong, or we are."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class InputError(Exception):
    """The input is wrong: one line that says where, what, and what would be right. Exit status 2.

    Parameters
    ----------
    where : Path or str
        The file, as the user named it.
    problem : str
        What is wrong, quoting the offending value.
    remedy : str
        What would be right.
    field : str, optional
        The place inside the file: a key (``attendee[3].role``), a line, a field of a template.
    """

    exit_status = 2

    def __init__(self, where: Path | str, problem: str, remedy: str, *, field: str = "") -> None:
        self.where = str(where)
        self.field = field
        self.problem = problem
        self.remedy = remedy
        place = f"{self.where}: {field}" if field else self.where
        super().__init__(" ".join(f"{place}: {problem}; {remedy}".split()))


class ResourceError(Exception):
    """The machine cannot do it now (disk full, model missing on a server): one line. Exit status 1."""

    exit_status = 1


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return advice that names the nearest valid name, or lists the valid ones.

    Examples
    --------
    >>> nearest("titel", ["title", "start"])
    'did you mean "title"?'
    >>> nearest("x", ["title", "start"])
    'valid are: start, title'
    """
    names = sorted(valid)
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else f"valid are: {', '.join(names)}"
