"""Whether what was said is reported as said, and what was asked as asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check.facts import adds_doubt, drops_doubt
from pipeline.check.mood import only_asked, only_stated, sentences

LONG = (
    "Tak for ordet. Kommunerne har brugt mange kræfter på projekterne, og pengene er brugt. "
    "Ministeren har tidligere talt om puljen. Der er behov for grøn varme i landsbyerne, og projekterne venter. "
)


@pytest.mark.parametrize(
    ("statement", "said", "language"),
    [
        ("Det blev oplyst, at ministeren vil fylde puljen op.", LONG + "Vil ministeren fylde puljen op?", "da"),
        ("Det blev oplyst, at man skal låne til det.", "Skal vi så låne til det, eller hvad har du tænkt?", "da"),
        ("Det blev oplyst, at prisen er ca. 5 mio. kr. om året.", "Er prisen ca. 5 mio. kr. om året?", "da"),
        ("Det blev oplyst, at taget holder til vinter.", "Jeg vil gerne høre, om taget holder til vinter.", "da"),
        ("It was reported that the roof will last.", "I would like to know whether the roof will last.", "en"),
    ],
)
def test_a_question_does_not_bear_out_a_fact(statement: str, said: str, language: str) -> None:
    assert only_asked(statement, said, language)


@pytest.mark.parametrize(
    ("statement", "said", "language"),
    [
        ("Det blev oplyst, at taget males i maj.", "Males taget i maj? Ja.", "da"),
        ("Det blev oplyst, at taget males i maj.", "Males taget i maj? Vi maler taget i maj, når det er tørt.", "da"),
        ("Ole Skov spurgte, om taget skal males i maj.", "Skal taget males i maj?", "da"),
        ("Det blev oplyst, at pengene er brugt.", LONG + "Hvad gør man så?", "da"),
        ("It was reported that the roof leaks.", "Does the roof leak? Yes, every winter.", "en"),
    ],
)
def test_a_fact_that_is_granted_or_said_is_borne_out(statement: str, said: str, language: str) -> None:
    assert not only_asked(statement, said, language)


@pytest.mark.parametrize(
    ("statement", "said", "language", "found"),
    [
        ("Der blev spurgt, om taget skal males i maj.", "Taget skal males i maj. Er det alt?", "da", True),
        ("Der blev spurgt, om taget skal males i maj.", "Taget er slidt. Skal taget males i maj?", "da", False),
        ("Der blev spurgt, om taget skal males i maj.", "Skal taget males i maj? Ja.", "da", False),
        (
            "Det blev bemærket, at taget skal males i maj, og der blev spurgt, om facaden holder.",
            "Taget skal males i maj. Holder facaden?",
            "da",
            False,
        ),
        ("It was asked whether the roof leaks in winter.", "The roof leaks in winter.", "en", True),
        ("It was asked whether the roof leaks in winter.", "I wonder whether the roof leaks in winter.", "en", False),
    ],
)
def test_what_was_said_is_no_question(statement: str, said: str, language: str, found: bool) -> None:
    assert only_stated(statement, said, language) is found


@pytest.mark.parametrize(
    ("statement", "said", "dropped"),
    [
        ("Man kunne godt gøre det hurtigere.", "Man kunne måske godt gøre det hurtigere.", True),
        ("Man kunne muligvis gøre det hurtigere.", "Man kunne måske gøre det hurtigere.", False),
    ],
)
def test_a_modal_that_was_said_beside_perhaps_does_not_stand_for_it(statement: str, said: str, dropped: bool) -> None:
    assert drops_doubt(statement, said, "da") is dropped


def test_doubt_that_was_said_in_other_words_is_not_added() -> None:
    assert adds_doubt("Taget skal måske males.", "Taget skal males.", "da")
    assert not adds_doubt("Taget skal måske males.", "Jeg overvejer, om taget skal males.", "da")


def test_sentences_do_not_end_behind_abbreviations_and_days() -> None:
    text = "Hr. Holm, f.eks. Netflix, betaler 5 pct. om året. Den 3. maj? Ja."
    assert sentences(text) == ["Hr. Holm, f.eks. Netflix, betaler 5 pct. om året.", "Den 3. maj?", "Ja."]


@given(st.text(alphabet="ab .!?\n", max_size=60))
def test_sentences_lose_no_word(text: str) -> None:
    assert " ".join(sentences(text)).split() == text.split()


@given(st.sampled_from(["", "Ja.", "...", "?", "Der blev spurgt.", "vedkommende"]), st.text(max_size=40))
def test_a_statement_of_nothing_is_not_judged(statement: str, said: str) -> None:
    assert not only_asked(statement, said, "da")
    assert not only_stated(statement, said, "da")
