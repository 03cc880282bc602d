"""Date and place, and the participants, as a referat prints them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from render_meetings import attendees, danish_meeting

from pipeline.meeting import Attendance, Attendee, Role
from pipeline.render.head import date_fields, groups, sentences_of_absence
from pipeline.render.labels import DANISH, ENGLISH


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2020, 10, day, hour, minute)  # noqa: DTZ001 (meeting.toml has local time)


@pytest.mark.parametrize(
    ("start", "end", "place", "line"),
    [
        (at(6, 16), at(6, 17, 30), "videomøde", "Tirsdag den 6. oktober 2020 kl. 16:00 – 17:30 (videomøde)."),
        (at(6, 9, 5), None, "", "Tirsdag den 6. oktober 2020 kl. 09:05."),
        (at(6, 0), None, "rådhuset", "Tirsdag den 6. oktober 2020 (rådhuset)."),
        (at(6, 22), at(7, 1), "", "Tirsdag den 6. oktober 2020 kl. 22:00 – onsdag den 7. oktober 2020 kl. 01:00."),
        (None, None, "rådhuset", "Rådhuset."),
        (None, None, "", ""),
    ],
)
def test_date_and_place_are_written_as_danish_does(start, end, place, line):
    meeting = danish_meeting(start=start, end=end, place=place)
    assert date_fields(meeting, DANISH)["date_line"] == line


def test_date_and_place_in_english():
    meeting = danish_meeting(start=at(6, 16), end=at(6, 17, 30), place="video meeting")
    assert date_fields(meeting, ENGLISH)["date_line"] == "Tuesday 6 October 2020 at 16:00 – 17:30 (video meeting)."


def test_participants_stand_in_their_groups_in_the_order_of_the_list():
    found = groups(danish_meeting(), DANISH)
    assert [group.name for group in found] == ["Fra bestyrelsen", "Fra bestyrelsens sekretariat", "Gæster"]
    assert [person.line for group in found for person in group.people] == [
        "Åse Brøgger, direktør i Fællesbiblioteket, Formand",
        "Jørgen Ravn-Holm, udviklingschef i Vestkystens Museer, Næstformand",
        "Mads O'Connor, arkivar i Byarkivet (afbud). I stedet deltog Signe Løvstrøm.",
        "Søren Ærbødig, formand for Brugerrådet",
        "Signe Løvstrøm, arkivassistent i Byarkivet (i stedet for Mads O'Connor)",
        "Rikke Thyholm, specialkonsulent i Sekretariatet",
        "Nils Vad, Sekretariatet (deltog i en del af mødet)",
        "Karen Bæk, arkitekt i Tegnestuen Nord",
    ]


def test_a_list_without_groups_has_no_heading_and_one_of_mixed_roles_has():
    people = (Attendee("a1", "A"), Attendee("a2", "B", role=Role.CHAIR))
    assert [group.name for group in groups(danish_meeting(attendees=people), DANISH)] == [""]
    mixed = (*people, Attendee("a3", "C", role=Role.GUEST))
    assert [group.name for group in groups(danish_meeting(attendees=mixed), ENGLISH)] == ["Members", "Guests"]


def test_nobody_on_the_list_gives_no_group():
    assert groups(danish_meeting(attendees=()), DANISH) == ()


def test_a_role_that_is_the_title_is_said_once():
    people = (Attendee("a1", "A", title="formand", role=Role.CHAIR),)
    assert groups(danish_meeting(attendees=people), DANISH)[0].people[0].line == "A, formand"


def test_what_is_no_name_is_set_off_by_a_comma():
    people = (Attendee("a1", "A", title="gårdejer", organisation="valgt af borgerne"),)
    assert groups(danish_meeting(attendees=people), DANISH)[0].people[0].line == "A, gårdejer, valgt af borgerne"


def test_absence_names_the_substitute():
    assert sentences_of_absence(danish_meeting(), DANISH) == (
        "Der var afbud fra Mads O'Connor, arkivar i Byarkivet. I stedet deltog Signe Løvstrøm.",
    )
    assert sentences_of_absence(danish_meeting(), ENGLISH) == (
        "Apologies were received from Mads O'Connor, arkivar, Byarkivet. Signe Løvstrøm attended instead.",
    )


def test_absence_without_substitute_names_nobody_else():
    alone = tuple(replace(person, substitute_for="") for person in attendees())
    (sentence,) = sentences_of_absence(danish_meeting(attendees=alone), DANISH)
    assert sentence.endswith("Byarkivet.")
    everybody = tuple(replace(person, attendance=Attendance.PRESENT) for person in alone)
    assert sentences_of_absence(danish_meeting(attendees=everybody), DANISH) == ()
