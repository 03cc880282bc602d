"""Which lines are items, and what their words say."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.intake.agenda import read_agenda
from pipeline.intake.item_text import read_item
from pipeline.intake.line import Line
from pipeline.intake.plain_text import read_csv, read_text
from pipeline.intake.prepared import FoundItem
from pipeline.meeting import ItemKind


def items(text: str) -> tuple[FoundItem, ...]:
    return read_agenda(Path("dagsorden.txt"), read_text(text)).items


@pytest.mark.parametrize(
    ("text", "title", "kind", "presenters", "closed"),
    [
        ("Budget (B)", "Budget", "B", (), False),
        ("Budget – til drøftelse", "Budget", "D", (), False),
        ("Budget (orientering) v/direktør Anne Bukh", "Budget", "O", ("Anne Bukh",), False),
        ("Budget (D/B) v/ Ole Skøtt, Bo Ek og Ib Lund", "Budget", "B", ("Ole Skøtt", "Bo Ek", "Ib Lund"), False),
        ("Personsag (lukket punkt)", "Personsag", "", (), True),
        ("Lukket punkt: Personsag", "Personsag", "", (), True),
        ("Nyt fra Region Nord, ved Eva Friis", "Nyt fra Region Nord", "", ("Eva Friis",), False),
        ("Valg af udvalg (2026-2028)", "Valg af udvalg (2026-2028)", "", (), False),
        ("Budget for decision", "Budget for decision", "", (), False),
        ("Budget (for decision)", "Budget", "B", (), False),
    ],
)
def test_an_item_is_taken_apart(text: str, title: str, kind: str, presenters: tuple[str, ...], closed: bool) -> None:
    item = read_item("1", text).item
    assert (item.title, item.kind, item.presenters, item.closed) == (title, ItemKind(kind), presenters, closed)


def test_a_title_broken_at_the_margin_is_put_together() -> None:
    text = (
        "Pkt. 1/20. Status for proces for udvælgelse af grupper til\nundersøgelse (O)\nv/Bo "
        "Dam\n\nPkt. 2/20 Eventuelt\n"
    )
    found = items(text)
    assert [item.title for item in found] == [
        "Status for proces for udvælgelse af grupper til undersøgelse",
        "Eventuelt",
    ]
    assert found[0].kind is ItemKind.ORIENTATION
    assert found[0].presenters == ("Bo Dam",)


def test_the_number_of_the_meeting_and_dates_are_no_items() -> None:
    found = items("12. møde i bestyrelsen\n6. oktober 2020\n\n1. Velkomst\n2. Budget\n3. Eventuelt\n")
    assert [item.number for item in found] == ["1", "2", "3"]


def test_an_overview_in_front_and_the_items_themselves_are_one_agenda() -> None:
    found = items("Dagsorden\n1. Velkomst\n2. Budget\n\n1. Velkomst\nv/ Bo Dam\n2. Budget\nBilag: notat.pdf\n")
    assert [item.title for item in found] == ["Velkomst", "Budget"]
    assert found[0].presenters == ("Bo Dam",)
    assert found[1].documents == ("notat.pdf",)


def test_two_agendas_are_refused() -> None:
    text = (
        "Dagsorden for udvalg A\n1. Velkomst\n2. Budget\nDagsorden for udvalg B\n1. Valg af "
        "formand\n2. Ny skole\n3. Vejene\n"
    )
    with pytest.raises(InputError, match="two agendas"):
        items(text)


def test_sub_items_stay_below_their_item() -> None:
    lines = read_text("Dagsorden\n1. Formalia\n   1. Deltagere\n   2. Referat\n2. Økonomi\n3. Eventuelt\n")
    agenda = read_agenda(Path("a.md"), lines)
    assert [item.title for item in agenda.items] == ["Formalia", "Økonomi", "Eventuelt"]
    assert set(agenda.below.values()) == {"1"}


def test_a_duration_has_no_field_and_is_listed() -> None:
    agenda = read_agenda(Path("a.txt"), read_text("1. Nyt (10 min.)\n2. Evt.\n"))
    assert [item.title for item in agenda.items] == ["Nyt", "Evt."]
    assert agenda.rest == {0: "10 min."}


def test_items_after_closed_agenda_are_closed_until_it_opens() -> None:
    found = items("1. A sag\nLukket dagsorden\n2. B sag\n3. C sag\nÅben dagsorden\n4. D sag\n")
    assert [item.closed for item in found] == [False, True, True, False]


def test_documents_on_lines_of_their_own() -> None:
    assert items("1. Budget\nBilag:\n- Notat om budget\n- Regneark\n2. Eventuelt\n")[0].documents == (
        "Notat om budget",
        "Regneark",
    )


def test_headings_and_bullets_are_items_that_are_marked_as_guessed() -> None:
    headed = tuple(Line(text, str(i), heading=2) for i, text in enumerate(["Velkomst", "Budget (B)", "Eventuelt"]))
    found = read_agenda(Path("a.docx"), headed).items
    assert [item.title for item in found] == ["Velkomst", "Budget", "Eventuelt"]
    assert all(item.guesses for item in found)
    assert [item.title for item in items("Dagsorden:\n- Velkomst\n- Budget\n")] == ["Velkomst", "Budget"]


def test_a_table_with_columns_in_another_order() -> None:
    text = "Ansvarlig;Emne;Nr;Tid\nBo Dam;Budget;1;10 min\n;Eventuelt;2;\n"
    agenda = read_agenda(Path("a.csv"), read_csv(text, ";"))
    assert [(item.number, item.title, item.presenters) for item in agenda.items] == [
        ("1", "Budget", ("Bo Dam",)),
        ("2", "Eventuelt", ()),
    ]
    assert 1 not in agenda.used, "the minutes have no field: the row is listed"


def test_a_letter_is_no_agenda() -> None:
    with pytest.raises(InputError, match="no agenda items"):
        items("Kære Bo\nTak for sidst.\n")
