"""Numbers as bodies print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.bodies import Number, Numbering, Restart

FORMS = [
    (Restart.YEARLY, "{n}/{yy}", Number(2020, 89), "89/20"),
    (Restart.YEARLY, "{year}-{n}", Number(2026, 3), "2026-3"),
    (Restart.YEARLY, "Pkt. {n} ({yy})", Number(2009, 7), "Pkt. 7 (09)"),
    (Restart.NEVER, "{n}", Number(0, 412), "412"),
    (Restart.NEVER, "B{n}", Number(0, 2), "B2"),
    (Restart.MEETING, "{n}.", Number(0, 2), "2."),
]


@pytest.mark.parametrize(("restart", "form", "number", "printed"), FORMS)
def test_a_form_prints_and_reads_back(restart: Restart, form: str, number: Number, printed: str) -> None:
    numbering = Numbering(restart, form)
    assert numbering.printed(number) == printed
    assert numbering.read(printed, number.series or 2026) == number


@pytest.mark.parametrize(
    "form",
    [
        "",
        "{yy}",
        "{n}{yy}",
        "{n}/{n}",
        "{n}/{y}",
        "{n",
        "n}",
        "1{n}",
        "{n}2",
        "{n}\n",
        "{n!r}",
        "{n.real}",
        "{n:>9}",
        "x" * 50 + "{n}",
    ],
)
def test_a_form_that_could_not_be_read_back_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match="form"):
        Numbering(Restart.YEARLY, form)


def test_a_count_without_restart_has_no_year() -> None:
    with pytest.raises(ValueError, match="never restarts"):
        Numbering(Restart.NEVER, "{n}/{yy}")


@pytest.mark.parametrize("text", ["90", "90/2020", "0/20", "90/20a", "a90/20", "90/20/1", "", "９０/20x"])
def test_what_is_printed_otherwise_is_no_number_of_the_body(text: str) -> None:
    assert Numbering(Restart.YEARLY, "{n}/{yy}").read(text, 2020) is None


def test_a_year_of_two_digits_is_the_nearest_one() -> None:
    numbering = Numbering(Restart.YEARLY, "{n}/{yy}")
    assert numbering.read("1/99", 2001) == Number(1999, 1)
    assert numbering.read("1/01", 1999) == Number(2001, 1)
    assert numbering.read("1/26", 2026) == Number(2026, 1)


def test_the_date_of_the_meeting_decides_the_series() -> None:
    numbering = Numbering(Restart.YEARLY, "{n}/{yy}")
    assert numbering.series(date(2020, 12, 31)) == 2020
    assert numbering.series(date(2021, 1, 1)) == 2021
    assert Numbering(Restart.NEVER, "{n}").series(date(2021, 1, 1)) == 0


@given(st.sampled_from([form for _, form, _, _ in FORMS[:3]]), st.integers(1, 99_999), st.integers(1951, 2049))
@settings(max_examples=100, deadline=None)
def test_every_number_comes_back(form: str, value: int, year: int) -> None:
    numbering = Numbering(Restart.YEARLY, form)
    assert numbering.read(numbering.printed(Number(year, value)), year) == Number(year, value)
