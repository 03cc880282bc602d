"""Voices that are known from earlier meetings, as evidence for a name."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.identify.assign import Pointer
from pipeline.remark import Remark


@dataclass(frozen=True, slots=True)
class HeardBefore:
    """How the voices of a meeting resemble the enrolled ones, and what the reviewer should know of these.

    Attributes
    ----------
    pointers : tuple of Pointer
        Of kind ``enrolled``.
    """

    pointers: tuple[Pointer, ...] = ()
    remarks: tuple[Remark, ...] = ()
