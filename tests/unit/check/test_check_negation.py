"""Denials that are carried by other words than "ikke", and the opposites of words."""

from __future__ import annotations

import pytest

from pipeline.check.negation import negation_differs


@pytest.mark.parametrize(
    ("statement", "said", "language"),
    [
        ("Udvalget støtter forslaget.", "Ingen i udvalget støtter forslaget.", "da"),
        ("Taget er blevet skiftet.", "Taget er aldrig blevet skiftet.", "da"),
        ("Man skal male facaden.", "Vi skal undlade at male facaden.", "da"),
        ("Bestyrelsen godkendte ansøgningen.", "Så afviser vi ansøgningen.", "da"),
        ("Både taget og facaden skal males.", "Hverken taget eller facaden skal males.", "da"),
        ("Det er muligt at male taget.", "Det er umuligt at male taget.", "da"),
        ("Man kan undgå at male taget.", "Vi kan ikke undgå at male taget.", "da"),
        ("Forslaget er uden betydning.", "Forslaget er ikke uden betydning.", "da"),
        ("Budgettet er overskredet.", "Budgettet er næppe overskredet.", "da"),
        ("The board managed to meet the deadline.", "The board failed to meet the deadline.", "en"),
        ("The roof was repaired.", "The roof was never repaired.", "en"),
        ("Members support the plan.", "No members support the plan.", "en"),
        ("The plan is without risk.", "The plan is not without risk.", "en"),
        ("The board is able to pay.", "The board is unable to pay.", "en"),
        ("The board accepted the application.", "The board refuses the application.", "en"),
        ("Everyone can pay.", "Hardly anyone can pay.", "en"),
    ],
)
def test_a_denial_in_other_words_may_not_be_lost(statement: str, said: str, language: str) -> None:
    assert negation_differs(statement, said, language)


@pytest.mark.parametrize(
    ("statement", "said", "language"),
    [
        ("Der var ingen bemærkninger.", "Der var ikke nogen bemærkninger.", "da"),
        ("Man skal ikke male facaden.", "Vi skal undlade at male facaden.", "da"),
        ("Bestyrelsen afviste ansøgningen.", "Så afviser vi ansøgningen.", "da"),
        ("Bestyrelsen godkendte ansøgningen.", "Vi godkender den, selv om nogle ville afvise den.", "da"),
        ("Taget og facaden skal ikke males.", "Hverken taget eller facaden skal males.", "da"),
        ("Det er ikke umuligt.", "Det er ikke umuligt.", "da"),
        ("Forslaget er ikke uden betydning.", "Forslaget er ikke uden betydning.", "da"),
        ("Man kan ikke undgå at male taget.", "Vi kan ikke undgå at male taget.", "da"),
        ("Det er muligt, men dyrt.", "Det er muligt, men dyrt. Før var det umuligt.", "da"),
        ("The roof has not been repaired.", "The roof hasn't been repaired.", "en"),
        ("The board refused the application.", "The board refuses the application.", "en"),
        ("Hardly anyone came.", "Hardly anyone came.", "en"),
    ],
)
def test_the_same_denial_in_other_words_is_the_same(statement: str, said: str, language: str) -> None:
    assert not negation_differs(statement, said, language)
