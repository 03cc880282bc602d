"""Amounts, dates and votes as they are said and as they are written."""

from __future__ import annotations

import pytest

from pipeline.check.amounts import misplaced, other_units
from pipeline.check.dates import written_out
from pipeline.check.facts import months, numbers
from pipeline.check.votes import misplaced_votes, votes


@pytest.mark.parametrize(
    ("said", "written", "language"),
    [
        ("en komma to millioner", "1.200.000 kr.", "da"),
        ("halvanden million", "1.500.000", "da"),
        ("tre en halv", "3,5", "da"),
        ("tre og en halv million", "3.500.000", "da"),
        ("to et halvt år", "2½ år", "da"),
        ("halvandet år", "1,5 år", "da"),
        ("et halvt år", "½ år", "da"),
        ("en kvart million", "250.000", "da"),
        ("to tredjedele", "2/3", "da"),
        ("syv for og ingen imod", "7 for, 0 imod", "da"),
        ("den tredje april", "d. 3/4", "da"),
        ("den tredje april", "3.4.2026", "da"),
        ("a million and a half", "1.5 million", "en"),
        ("a quarter of a million", "250,000", "en"),
        ("two and a half years", "2½ years", "en"),
        ("three quarters", "3/4", "en"),
    ],
)
def test_an_amount_is_the_same_however_it_is_said(said: str, written: str, language: str) -> None:
    found = numbers(written, language) - {"2026"}
    assert found
    assert found <= numbers(said, language, heard=True)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("halvanden million", "1,2 mio."),
        ("1.200.000", "1,2 mia."),
        ("tre en halv", "3,4"),
        ("en halv million", "en million"),
        ("halvandet år", "2,5 år"),
        ("to tredjedele", "3/4"),
    ],
)
def test_another_amount_is_another(said: str, written: str) -> None:
    assert not numbers(written, "da") <= numbers(said, "da", heard=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("svar d. 3/4", {4}),
        ("svar den 3.5.", {5}),
        ("mødet er 03.06.2026", {6}),
        ("mødet er 2026-07-03", {7}),
        ("den tredje i ottende", {8}),
        ("3/4 af medlemmerne", set()),
        ("d. 31/13", set()),
    ],
)
def test_the_month_of_a_date_in_digits(text: str, expected: set[int]) -> None:
    assert months(text, "da") == expected


def test_an_english_fraction_is_no_date() -> None:
    assert written_out("3/4 of the members", "en") == "3/4 of the members"


@pytest.mark.parametrize(
    ("written", "said", "language", "wrong"),
    [
        ("Prisen stiger 10 kr.", "Prisen stiger ti procent.", "da", True),
        ("Prisen stiger 10 pct.", "Prisen stiger ti procent.", "da", False),
        ("Det tager 3 uger.", "Det tager tre måneder.", "da", True),
        ("Det koster 5 euro.", "Det koster fem.", "da", False),
        ("It takes 3 weeks.", "It takes three months.", "en", True),
        ("It takes 3 weeks.", "It takes three weeks, or three months.", "en", False),
    ],
)
def test_a_number_has_the_unit_that_was_said(written: str, said: str, language: str, wrong: bool) -> None:
    assert bool(other_units(written, said, language)) is wrong


@pytest.mark.parametrize(
    ("written", "said", "wrong"),
    [
        ("Taget koster 50 mio. kr., og facaden 40 mio. kr.", "Taget koster 40 mio. kr. og facaden 50 mio. kr.", True),
        ("Taget koster 40 mio. kr., og facaden 50 mio. kr.", "Taget koster 40 mio. kr. og facaden 50 mio. kr.", False),
        ("I 2026 koster det 50 kr.", "I 2025 koster det 40 kr., men i 2026 koster det 50 kr.", False),
        ("Svar den 1. maj.", "Svar den anden maj.", True),
        ("Svar den 1. maj.", "Svar den første maj.", False),
        ("Prisen stiger 1 %.", "Prisen stiger ti procent.", True),
        ("Prisen stiger 1 procent.", "Prisen stiger en procent.", False),
    ],
)
def test_a_number_stands_where_it_was_said(written: str, said: str, wrong: bool) -> None:
    assert bool(misplaced(written, said, "da")) is wrong


@pytest.mark.parametrize(
    ("written", "said", "language", "wrong"),
    [
        ("2 stemte for, og 7 stemte imod.", "Syv stemte for, og to stemte imod.", "da", [2, 7]),
        ("7 stemte for, og 2 stemte imod.", "Syv stemte for, og to var imod.", "da", []),
        ("7 for, 2 imod.", "For stemte 7 (A, B), imod stemte 2.", "da", []),
        ("2 for, 7 imod.", "For stemte 7 (A, B), imod stemte 2.", "da", [2, 7]),
        ("7 for, 1 undlod.", "Syv stemte for, og en var imod.", "da", [1]),
        ("2 in favour, 7 against.", "Seven in favour, two against.", "en", [2, 7]),
        ("7 for, 2 against, 1 abstained.", "Seven voted for, two against, one abstained.", "en", []),
        ("2 for, 1 imod.", "Jeg stemmer for. Det gør jeg også. Jeg er imod.", "da", []),
    ],
)
def test_votes_are_on_the_side_they_were_given(written: str, said: str, language: str, wrong: list[int]) -> None:
    assert misplaced_votes(written, said, language) == wrong


def test_no_votes_in_a_text_without() -> None:
    assert votes("Udvalget holder møde for 3. gang.", "da") == frozenset()
