"""Lists of people: names, titles, organisations, roles, who did not come and who came instead."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline.intake.people import read_people
from pipeline.intake.person_text import read_person
from pipeline.intake.plain_text import read_csv, read_text
from pipeline.intake.prepared import FoundPerson
from pipeline.meeting import Attendance, Role


def people(text: str) -> tuple[FoundPerson, ...]:
    return read_people(read_text(text), whole=True).people


@pytest.mark.parametrize(
    ("text", "name", "title", "organisation"),
    [
        ("Per Holm, direktør i Region Nord", "Per Holm", "direktør", "Region Nord"),
        ("Per Holm, Region Nord", "Per Holm", "", "Region Nord"),
        ("direktør Per Holm, Region Nord", "Per Holm", "direktør", "Region Nord"),
        ("Per Holm (Region Nord)", "Per Holm", "", "Region Nord"),
        ("Per Holm – chefkonsulent, Region Nord", "Per Holm", "chefkonsulent", "Region Nord"),
        ("Danske Skoler, Per Holm", "Danske Skoler", "", "Per Holm"),
        ("Nordby Kommune, Per Holm", "Per Holm", "", "Nordby Kommune"),
        ("Eva O'Hara d'Arc, head of unit, City Council", "Eva O'Hara d'Arc", "head of unit", "City Council"),
        ("Per Holm, Institutleder for DTU Vind", "Per Holm", "Institutleder", "DTU Vind"),
    ],
)  # fmt: skip
def test_a_person_is_taken_apart(text: str, name: str, title: str, organisation: str) -> None:
    found = read_person(text)
    assert found
    assert (found[0].name, found[0].title, found[0].organisation) == (name, title, organisation)


def test_combining_marks_are_composed() -> None:
    (person,) = people(unicodedata.normalize("NFD", "Åse Øgård, læge i Ærø Kommune"))
    assert person.name == "Åse Øgård"
    assert person.organisation == "Ærø Kommune"


def test_groups_roles_and_apologies() -> None:
    found = people(
        "Fra rådet:\nBo Dam, Formand\nEva Friis, læge i Nord (afbud)\nFra sekretariatet:\nIb "
        "Lund\n\nAfbud: Kai Ek, Lis Vang og Per Holm\n"
        "Referent: Ida Berg\n"
    )
    assert [(each.name, each.group, each.role, each.attendance) for each in found] == [
        ("Bo Dam", "Fra rådet", Role.CHAIR, Attendance.PRESENT),
        ("Eva Friis", "Fra rådet", None, Attendance.APOLOGIES),
        ("Ib Lund", "Fra sekretariatet", Role.SECRETARIAT, Attendance.PRESENT),
        ("Kai Ek", "Fra sekretariatet", Role.SECRETARIAT, Attendance.APOLOGIES),
        ("Lis Vang", "Fra sekretariatet", Role.SECRETARIAT, Attendance.APOLOGIES),
        ("Per Holm", "Fra sekretariatet", Role.SECRETARIAT, Attendance.APOLOGIES),
        ("Ida Berg", "Fra sekretariatet", Role.SECRETARIAT, Attendance.PRESENT),
    ]


def test_a_line_of_several_keeps_what_stands_in_brackets() -> None:
    found = people("Deltagere: Anne Bukh (formand), Bo Dam og Ida Friis (afbud)\n")
    assert [(each.name, each.role, each.attendance) for each in found] == [
        ("Anne Bukh", Role.CHAIR, Attendance.PRESENT),
        ("Bo Dam", None, Attendance.PRESENT),
        ("Ida Friis", None, Attendance.APOLOGIES),
    ]


def test_a_title_in_front_of_a_name_begins_a_person() -> None:
    found = people("Karen Lund, Kommunernes Landsforening\ndirektør Per Holm\nOverlæge Mette Sø, Rigshospitalet\n")
    assert [(each.name, each.title) for each in found] == [
        ("Karen Lund", ""),
        ("Per Holm", "direktør"),
        ("Mette Sø", "Overlæge"),
    ]


def test_who_came_instead() -> None:
    found = people(
        "Deltagere\nBo Dam, læge i Nord (afbud)\n\n1. Velkomst\nDer var afbud fra Bo Dam, læge "
        "i Nord. I stedet deltog Eva M. Friis.\n"
    )
    assert [(each.name, each.substitute_for) for each in found] == [("Bo Dam", ""), ("Eva M. Friis", "Bo Dam")]
    (absent, instead) = people("Bo Dam (afbud)\nI stedet deltog Eva Friis, læge i Nord\n")
    assert (absent.attendance, instead.substitute_for, instead.title) == (Attendance.APOLOGIES, "Bo Dam", "læge")


def test_one_of_two_is_marked() -> None:
    found = people("- Bo Dam / Eva Friis, Nordby Kommune\n")
    assert [(each.name, each.organisation, bool(each.guesses)) for each in found] == [
        ("Bo Dam", "Nordby Kommune", True),
        ("Eva Friis", "Nordby Kommune", True),
    ]


def test_a_table_keeps_what_it_does_not_know() -> None:
    found = read_people(read_csv("Navn;Stilling;Firma;Mødt;Bil\nBo Dam;læge;Nord;nej;AB 12\n", ";"), whole=True)
    (person,) = found.people
    assert (person.title, person.organisation, person.attendance) == ("læge", "Nord", Attendance.APOLOGIES)
    assert "AB 12" in found.rest[1]
    assert "Bil" in found.rest[0]


def test_names_in_two_columns_and_without_a_header() -> None:
    two = read_people(read_csv("Fornavn,Efternavn,Organisation\nBo,Dam,Nord\n", ","), whole=True).people
    assert [(each.name, each.organisation) for each in two] == [("Bo Dam", "Nord")]
    bare = read_people(read_csv("Bo Dam;læge;Nord\nEva Friis;;Syd\n", ";"), whole=True).people
    assert [(each.name, each.title, each.organisation) for each in bare] == [
        ("Bo Dam", "læge", "Nord"),
        ("Eva Friis", "", "Syd"),
    ]


def test_prose_is_nobody() -> None:
    found = read_people(read_text("Mødet holdes på rådhuset.\nHusk kaffe\n"), whole=True)
    assert found.people == ()
    assert found.used == frozenset()
