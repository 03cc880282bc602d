"""A small board, for the tests of this stage."""

from __future__ import annotations

from pipeline.meeting import AgendaItem, Attendance, Attendee, Body, Meeting, Role, Style

PEOPLE = (
    Attendee("a01", "Bettina Lundgren", title="direktør", role=Role.CHAIR),
    Attendee("a02", "Per Okkels", title="departementschef"),
    Attendee("a03", "Per Hansen"),
    Attendee("a04", "Anne-Mette Kjær"),
    Attendee("a05", "Søren Søndergaard"),
    Attendee("a06", "Hanne Vestergaard", attendance=Attendance.APOLOGIES),
)


def board(people: tuple[Attendee, ...] = PEOPLE, *, language: str = "da") -> Meeting:
    items = (
        AgendaItem(0, "89/20", "Godkendelse af dagsorden"),
        AgendaItem(1, "90/20", "Status for etablering af infrastrukturen", presenters=("Anne-Mette Kjær",)),
    )
    return Meeting("Møde", language, None, None, "", Style.EXTENDED, Body("Bestyrelsen"), people, items)
