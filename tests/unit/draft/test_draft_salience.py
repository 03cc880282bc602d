"""Of informal talk the words that recur are reported, within the length of a referat."""

from __future__ import annotations

import math

import pytest
from draft_meetings import conversation, meeting
from hypothesis import given
from hypothesis import strategies as st

from pipeline.draft import DraftOptions, draft
from pipeline.draft.english import LANGUAGE as ENGLISH
from pipeline.draft.found import Found
from pipeline.draft.salience import Limits, Themes, stems, traits
from pipeline.minutes import StatementKind

NO_LIMITS = Limits(10_000, 10_000, 100)
THINGS = (
    "lamp", "handle", "battery", "cover", "switch", "cable", "display", "magnet", "spring", "sticker", "rubber",
    "plastic", "socket", "sensor", "screen", "pocket", "wheel", "drawer", "window", "bottle",
)  # fmt: skip
LATER = (
    "colour", "surface", "weight", "texture", "bottom", "corner", "pattern", "thickness", "edge", "finish", "price",
)  # fmt: skip


def spoken(script: str, items: tuple[str, ...] = ("Design",)):
    of = meeting(("Ann Lee", "Bob Ray", "Cy Dow"), items, language="en")
    return of, *conversation(of, script)


def themes(stems_of: dict[str, str], words_of: dict[str, int], **worth: float) -> Themes:
    return Themes(worth, words_of, {ref: frozenset(words.split()) for ref, words in stems_of.items()})


def remark(*evidence: str, text: str = "a b c") -> list[Found]:
    return [Found(StatementKind.REMARK, text, evidence, 0)]


def test_a_words_traits_are_how_often_how_named_how_long_and_how_late_it_is_said() -> None:
    script = (
        "[0]\nAnn Lee: The battery lasts.\nBob Ray: Buttons glow.\nAnn Lee: A battery leaks.\nBob Ray: Battery again."
    )
    _, said, _ = spoken(script)
    found = traits(said, ENGLISH)
    assert found["batter"] == pytest.approx((math.log(3), math.log(3), 1.0, 1 / 3))
    assert found["button"] == pytest.approx((0.0, 0.0, 1.0, 0.0))
    assert found["glow"][2] == 0.0
    assert "the" not in found


def test_the_forms_of_a_word_count_as_one() -> None:
    assert stems("the buttons", ENGLISH) == stems("a button", ENGLISH) == {"button"}


def test_what_is_worth_more_for_its_words_is_chosen_first() -> None:
    of = themes({"u1": "lamp", "u2": "cable", "u3": "lamp cable"}, {"u1": 4, "u2": 4, "u3": 9}, lamp=1.0, cable=3.0)
    groups = [(0, remark("u1")), (0, remark("u2")), (0, remark("u3"))]
    assert of.choose(groups, Limits(4, 100, 9)) == [groups[1][1]]


def test_what_was_reported_is_worth_nothing_again() -> None:
    of = themes({"u1": "lamp", "u2": "lamp", "u3": "cable"}, {"u1": 4, "u2": 4, "u3": 4}, lamp=3.0, cable=1.0)
    groups = [(0, remark("u1")), (0, remark("u2")), (0, remark("u3"))]
    assert of.choose(groups, NO_LIMITS) == [groups[0][1], groups[2][1]]


def test_evidence_that_the_draft_rests_on_already_costs_nothing_more() -> None:
    of = themes({"u1": "lamp", "u2": "cable"}, {"u1": 6, "u2": 4}, lamp=3.0, cable=1.0)
    assert of.note(remark("u1")) == 6
    assert of.note(remark("u1")) == 0
    assert of.choose([(0, remark("u1", "u2"))], Limits(4, 100, 9)) == [remark("u1", "u2")]


def test_a_choice_makes_cheaper_what_shares_its_evidence() -> None:
    stems_of = {"u1": "lamp", "u2": "cable", "u3": "wheel", "u4": "drawer"}
    words_of = {"u1": 10, "u2": 1, "u3": 2, "u4": 1}
    of = themes(stems_of, words_of, lamp=0.0, cable=3.0, wheel=4.0, drawer=90.0)
    shares, other, first = (0, remark("u1", "u2")), (0, remark("u3")), (0, remark("u1", "u4"))
    assert of.choose([shares, other, first], Limits(13, 100, 9)) == [shares[1], first[1]]


GROUPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sets(st.integers(0, 9), min_size=1, max_size=3),
        st.integers(1, 12),
        st.sampled_from((StatementKind.REMARK, StatementKind.QUESTION)),
    ),
    max_size=12,
)


@given(GROUPS, st.integers(0, 60), st.integers(0, 40), st.integers(0, 4))
def test_no_choice_exceeds_its_limits(
    drawn: list[tuple[int, set[int], int, StatementKind]], evidence: int, printed: int, most: int
) -> None:
    words_of = {f"u{at}": 2 + at for at in range(10)}
    of = themes({f"u{at}": THINGS[at] for at in range(10)}, words_of, **dict.fromkeys(THINGS, 1.0))
    groups = [
        (item, [Found(kind, " ".join(["word"] * size), tuple(f"u{at}" for at in sorted(refs)), place)])
        for place, (item, refs, size, kind) in enumerate(drawn)
    ]
    chosen = of.choose(groups, Limits(evidence, printed, most))
    rests = {ref for group in chosen for one in group for ref in one.evidence}
    assert sum(words_of[ref] for ref in rests) <= evidence
    assert sum(len(one.text.split()) for group in chosen for one in group) <= printed
    kinds = [(item, group[0].kind) for item, group in groups if group in chosen]
    assert max((kinds.count(kind) for kind in kinds), default=0) <= most
    assert chosen or not any(
        sum(words_of[f"u{at}"] for at in refs) <= evidence and size <= printed and most for _, refs, size, _ in drawn
    )


def talk(pairs: int) -> str:
    """Two of them talk of things, thirty-odd words a pair of turns; an action stands in every item."""
    lines = []
    for at in range(pairs):
        thing, later = THINGS[at % len(THINGS)], LATER[at % len(LATER)]
        if at % (pairs // 2) == 0:
            lines += [f"[{2 * at // pairs}]", "Ann Lee: I will send the new drawing to everybody by Friday."]
        lines += [
            f"Bob Ray: The {thing} of the new model feels rather cheap when you hold it next to the {later} of it.",
            f"Cy Dow: People told us that the {later} should match the {thing} of the older model.",
        ]
    return "\n".join(lines)


@pytest.mark.parametrize("pairs", [100, 140])
def test_long_talk_that_nobody_chairs_prints_and_rests_on_twelve_percent_at_most(pairs: int) -> None:
    of, said, aligned = spoken(talk(pairs), ("Design", "Costs"))
    found = draft(said, aligned, of, DraftOptions())
    words = {one.id: len(one.words) for one in said.utterances}
    total = sum(words.values())
    assert total >= 3000
    rests = {ref for one in found.statements for ref in one.evidence}
    assert 0.06 * total < sum(words[ref] for ref in rests) <= 0.12 * total + 1
    assert sum(len(one.text.split()) for one in found.statements) <= 0.12 * total + 1
    assert sum(one.kind is StatementKind.ACTION for one in found.statements) == 2


def test_short_talk_that_settles_its_items_keeps_its_facts() -> None:
    of, said, aligned = spoken(talk(10), ("Design", "Costs"))
    found = draft(said, aligned, of, DraftOptions())
    words = {one.id: len(one.words) for one in said.utterances}
    rests = {ref for one in found.statements for ref in one.evidence}
    assert sum(words[ref] for ref in rests) > 0.4 * sum(words.values())


def test_a_question_is_reported_without_an_answer_that_is_too_long() -> None:
    """Thirty words may be printed and rested on: the question fits, and together with its answer it does not."""
    answer = "Well the " + " and the ".join(THINGS[:14]) + " were all in the box that we sent to the factory in March."
    small = "It is nice here and we should all do this again on some other day."
    script = ["[0]", "Bob Ray: Where did the magnet of the lamp go?", f"Cy Dow: {answer}"]
    script += [f"{('Bob Ray', 'Cy Dow')[at % 2]}: {small}" for at in range(12)]
    of, said, aligned = spoken("\n".join(script))
    found = draft(said, aligned, of, DraftOptions())
    kinds = [one.kind for one in found.statements]
    assert StatementKind.QUESTION in kinds
    assert StatementKind.ANSWER not in kinds


def test_of_two_statements_on_one_utterance_the_one_that_says_more_is_printed() -> None:
    both = "Bob wrote some longer letters later. The rubber handle of the lamp needs a magnet and a spring."
    small = "It is nice here and we should all do this again on some other day."
    script = ["[0]", f"Bob Ray: {both}", *(f"{('Cy Dow', 'Bob Ray')[at % 2]}: {small}" for at in range(12))]
    of, said, aligned = spoken("\n".join(script))
    found = [one.text for one in draft(said, aligned, of, DraftOptions()).statements]
    assert any("rubber handle" in text for text in found)
    assert not any("later" in text for text in found)
