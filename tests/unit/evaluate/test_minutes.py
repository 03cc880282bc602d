from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.check.evidence import Heard
from pipeline.check.facts import months, numbers
from pipeline.evaluate.minutes import Fact, score_facts
from pipeline.evaluate.minutes.coverage import score_coverage
from pipeline.evaluate.minutes.perturb import Perturbation, perturbed
from pipeline.evaluate.minutes.refute import refute
from pipeline.meeting import AgendaItem, Attendee, Body, Meeting, Role, Style
from pipeline.minutes import Alignment, Block, BlockKind, Draft, ItemDraft, Statement, StatementKind
from pipeline.transcript import Conversation, Utterance, VoiceName, Word

SAID = (
    ("v1", "Så tager vi budgettet. Værsgo, Ole."),
    ("v2", "Tak. Vi har brugt fyrre tusind kroner, og regnskabet kommer fredag den ottende december."),
    ("v1", "Vi skal ikke sælge huset. Ida Lund skriver til kommunen."),
    ("v2", "Dejligt vejr i dag."),
    ("v1", "Godt, så godkender vi budgettet for næste år."),
    ("v1", "Syv stemte for, og to var imod."),
)
PEOPLE = (
    Attendee("a01", "Per Holm", role=Role.CHAIR),
    Attendee("a02", "Ole Skov"),
    Attendee("a03", "Ida Lund"),
    Attendee("a04", "Bo Krag"),
)
TRUE = (
    Statement("s001", StatementKind.REMARK, "Ole Skov oplyste, at der er brugt 40.000 kroner.", ("u1",), who=("a02",)),
    Statement("s002", StatementKind.REMARK, "Regnskabet kommer fredag den 8. december.", ("u1",)),
    Statement("s003", StatementKind.REMARK, "Huset skal ikke sælges.", ("u2",)),
    Statement("s004", StatementKind.ACTION, "Ida Lund skriver til kommunen.", ("u2",), who=("a03",), owner="Ida Lund"),
    Statement("s005", StatementKind.DECISION, "Bestyrelsen godkendte budgettet for næste år.", ("u4",)),
    Statement("s006", StatementKind.REMARK, "Det blev oplyst, at der er brugt 40.000 kroner.", ("u1",)),
    Statement("s007", StatementKind.VOTE, "7 stemte for, og 2 stemte imod.", ("u5",)),
)


def heard(*statements: Statement) -> Heard:
    meeting = Meeting(
        "Møde", "da", None, None, "", Style.EXTENDED, Body(), PEOPLE, (AgendaItem(0, "1", "Budget"),)
    )  # fmt: skip
    utterances = tuple(
        Utterance(f"u{i}", voice, tuple(map(Word, text.split())), 10.0 * i, 10.0 * i + 8)
        for i, (voice, text) in enumerate(SAID)
    )
    conversation = Conversation(utterances, (VoiceName("v1", "a01", 5.0), VoiceName("v2", "a02", 5.0)), 40.0)
    blocks = (Block(BlockKind.REMARKS, statements),) if statements else ()
    draft = Draft("da", (ItemDraft(0, blocks),))
    return Heard.of(
        meeting, conversation, Alignment(dict.fromkeys(("u0", "u1", "u2", "u3", "u4", "u5"), 0), {}, (), ()), draft
    )


def fact(kind: str, *wanted: tuple[str, ...], span: tuple[float, float] = (10.0, 18.0)) -> Fact:
    return Fact(f"f-{kind}", kind, 0, "", (span,), wanted)


def test_a_fact_is_held_with_its_words_and_its_place() -> None:
    case = heard(*TRUE)
    held = score_facts(
        (fact("decision", ("40.000|fyrre tusind".split("|")[0],)),), case.draft, case.conversation, case.meeting
    )
    assert (held.held, held.facts, held.missing) == (1, 1, ())


def test_a_number_in_words_is_the_number_in_digits() -> None:
    case = heard(*TRUE)
    assert score_facts((fact("decision", ("40000",)),), case.draft, case.conversation, case.meeting).held == 1


@pytest.mark.parametrize(
    "missing",
    [
        fact("decision", ("50.000",)),
        fact("decision", ("40.000",), span=(30.0, 38.0)),
        fact("vote", ("huset", "hus"), ("x",)),
    ],
    ids=["another number", "said elsewhere", "one group is not there"],
)
def test_a_fact_that_is_not_held_is_named(missing: Fact) -> None:
    case = heard(*TRUE)
    score = score_facts((missing,), case.draft, case.conversation, case.meeting)
    assert (score.held, score.missing) == (0, (missing.id,))


def test_precision_counts_claims_that_rest_on_no_fact() -> None:
    case = heard(*TRUE[:4])
    right = score_facts(
        (fact("action", ("kommunen",), span=(20.0, 28.0)),), case.draft, case.conversation, case.meeting
    )
    wrong = score_facts(
        (fact("question", ("kommunen",), span=(30.0, 38.0)),), case.draft, case.conversation, case.meeting
    )
    assert (right.precision, right.recall, right.f1) == (1.0, 1.0, 1.0)
    assert (wrong.precision, wrong.recall, wrong.f1) == (0.0, 0.0, 0.0)
    assert (right + wrong).precision == 0.5


@given(seed=st.integers(0, 10_000), which=st.sampled_from(TRUE))
@settings(max_examples=60, deadline=None)
def test_what_is_made_wrong_is_not_in_the_evidence(seed: int, which: Statement) -> None:
    case = heard(*TRUE)
    said = case.text(which)
    for wrong in perturbed(which, case, Random(seed)):
        assert wrong.statement.text != which.text
        assert wrong.statement.evidence == which.evidence
        new = set(wrong.statement.text.split()) - set(which.text.split())
        match wrong.kind:
            case Perturbation.NUMBER:
                assert numbers(wrong.statement.text, "da") - numbers(said, "da", heard=True)
            case Perturbation.DATE:
                moved = months(wrong.statement.text, "da") - months(said, "da")
                assert moved or any("dag" in word and word.casefold() not in said.casefold() for word in new)
            case Perturbation.NAME | Perturbation.ACTOR:
                names = {part for person in PEOPLE for part in person.name.split()}
                assert any(word.strip(".:,") in names and word.strip(".:,") not in said for word in new)
            case Perturbation.NEGATION:
                assert ("ikke" in wrong.statement.text) is not ("ikke" in which.text)
            case Perturbation.ASKED:
                assert wrong.statement.kind is StatementKind.QUESTION
            case Perturbation.SWAP:
                assert sorted(numbers(wrong.statement.text, "da")) == sorted(numbers(which.text, "da"))
            case Perturbation.UNIT:
                assert "kroner" in which.text
                assert "kroner" not in wrong.statement.text
            case Perturbation.HEDGING:
                assert "måske" in wrong.statement.text
                assert "måske" not in said
            case Perturbation.TENSE:
                assert ("godkendte" in which.text) or ("besluttet" in wrong.statement.text)
                assert "godkendte" not in wrong.statement.text


def test_every_kind_can_be_made() -> None:
    case = heard(*TRUE)
    assert {wrong.kind for which in TRUE for wrong in perturbed(which, case, Random(1))} == set(Perturbation)


def test_refute_counts_what_is_caught_and_what_is_doubted() -> None:
    score = refute([heard(*TRUE)])
    assert (score.untouched, score.doubted) == (7, 0)
    assert all(score.made[kind] for kind in Perturbation)
    assert score.caught == score.made
    lie = Statement("s009", StatementKind.REMARK, "Der er brugt 99 kroner.", ("u1",))
    assert refute([heard(*TRUE, lie)]).doubted == 1


def test_refute_makes_no_more_than_asked_for() -> None:
    assert max(refute([heard(*TRUE)], most=3).made.values()) == 3


def test_coverage_takes_the_words_of_the_evidence_only() -> None:
    case = heard(*TRUE[:2])
    score = score_coverage(("Regnskabet kommer i december",), case.draft, case.conversation)
    assert (score.found, score.wanted) == (3, 3)
    assert score.evidence_words == len(SAID[1][1].split())
    none = score_coverage(("Sælge huset",), case.draft, case.conversation)
    assert (none.found, none.wanted) == (0, 2)


def test_coverage_adds_up() -> None:
    case = heard(*TRUE[:2])
    one = score_coverage(("Regnskabet kommer",), case.draft, case.conversation)
    assert (one + one).wanted == 2 * one.wanted
