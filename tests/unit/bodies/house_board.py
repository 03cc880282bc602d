"""A body that numbers as boards do, and its members."""

from __future__ import annotations

from pipeline.bodies import Member, Number, Numbering, Restart, Rules
from pipeline.meeting import Role

BOARD = Rules(
    items=Numbering(Restart.YEARLY, "{n}/{yy}"),
    meetings=Numbering(Restart.NEVER, "{n}"),
    first_item=Number(2020, 89),
    first_meeting=Number(0, 12),
)
PEOPLE = (
    Member("Åse Ærø O'Hara", "direktør", "Region Nord", "Fra bestyrelsen", Role.CHAIR),
    Member("Per Holm", "dekan", "Nord Universitet", "Fra bestyrelsen"),
    Member("Bo Dam", "overlæge", "", "Fra bestyrelsen"),
    Member("Eva Friis", "", "", "Sekretariatet", Role.SECRETARIAT),
)
