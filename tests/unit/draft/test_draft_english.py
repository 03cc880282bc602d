"""English speech as reported speech: pronouns with their verbs, stance, questions in statement order."""

from __future__ import annotations

import pytest

from pipeline.draft.english.grammar import EnglishGrammar
from pipeline.draft.english.impersonal import impersonal
from pipeline.draft.language import Speaker, Stance

GRAMMAR = EnglishGrammar()
MEMBER = Speaker("A member", "the Board", "the Board's", "the Board")
GUEST = Speaker("A participant", "they", "their", "them")


@pytest.mark.parametrize(
    ("said", "member", "guest"),
    [
        ("We don't have our figures.", "they do not have their figures", "they do not have their figures"),
        ("We need more volunteers.", "more volunteers are needed", "more volunteers are needed"),
        (
            "We've been waiting for two years, you know.",
            "they have been waiting for two years",
            "they have been waiting for two years",
        ),
        ("We should publish the price.", "the price should be published", "the price should be published"),
        ("Our costs went up.", "the costs went up", "the costs went up"),
        ("We should wait until May.", "the Board should wait until May", "they should wait until May"),
        ("We were open six days a week.", "they were open six days a week", "they were open six days a week"),
        (
            "As you can see, sales are down by 4 per cent.",
            "sales are down by 4 per cent",
            "sales are down by 4 per cent",
        ),
    ],
)
def test_we_is_the_board_only_where_a_body_deliberates(said: str, member: str, guest: str) -> None:
    for speaker, clause in ((MEMBER, member), (GUEST, guest)):
        reported = GRAMMAR.report(GRAMMAR.clean(said), speaker)
        assert reported is not None
        assert reported.text == clause


@pytest.mark.parametrize(
    ("said", "clause", "stance"),
    [
        ("I think the roof will leak.", "the roof will leak", Stance.BELIEVE),
        ("I don't think it will get cheaper.", "it will get cheaper", Stance.DOUBT),
        ("I propose that we postpone the decision.", "the decision be postponed", Stance.PROPOSE),
        ("I'm worried that the roof will leak.", "the roof will leak", Stance.CONCERN),
        ("I'm worried about the roof.", "the roof", Stance.CONCERN),
        ("I support the proposal.", "the proposal", Stance.SUPPORT),
        ("I'd like to stress that nobody was hurt.", "nobody was hurt", Stance.STRESS),
        ("I spoke to the mayor yesterday.", "they spoke to the mayor yesterday", Stance.PERSONAL),
    ],
)
def test_the_stance_of_the_speaker_is_kept(said: str, clause: str, stance: Stance) -> None:
    reported = GRAMMAR.report(GRAMMAR.clean(said), MEMBER)
    assert reported is not None
    assert (reported.text, reported.stance) == (clause, stance)


def test_what_cannot_be_turned_is_quoted_and_what_is_no_clause_is_left_out() -> None:
    quoted = GRAMMAR.report("You can't do that.", MEMBER)
    assert quoted is not None
    assert quoted.quoted
    assert GRAMMAR.report("Only one small thing.", MEMBER) is None


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("Have you considered selling the house?", "whether they have considered selling the house"),
        ("When will the report be ready?", "when the report will be ready"),
        ("Does the plan cover repairs?", "whether the plan covers repairs"),
        ("How many patients are waiting?", "how many patients are waiting"),
        ("What's the timeline for the tender?", "what the timeline for the tender is"),
        ("Can you say something about the budget?", "about the budget"),
        ("May I ask, when can they start?", "when they can start"),
        ("I'd like to know if inflation has been included.", "whether inflation has been included"),
        ("Shouldn't we wait until next year?", "whether the Board should not wait until next year"),
        ("Did the council answer?", None),
    ],
)
def test_the_inversion_of_a_question_is_undone(question: str, clause: str | None) -> None:
    assert GRAMMAR.ask(GRAMMAR.clean(question), MEMBER) == clause


def test_requests_and_promises_become_verb_phrases() -> None:
    assert GRAMMAR.request("Helen, could you send the plan round by Friday?", MEMBER) == (
        ("Helen",),
        "send the plan round by Friday",
    )
    assert GRAMMAR.call("Who sends out the invitations?", MEMBER) == "send out the invitations"
    assert GRAMMAR.commitment("I'll check the insurance.", MEMBER) == "check the insurance"
    assert GRAMMAR.assignment("The secretariat will prepare a note.", MEMBER) == ("The secretariat", "prepare a note")
    assert GRAMMAR.assignment("It will rain tomorrow.", MEMBER) is None


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ("We expect about 150 people.", "about 150 people are expected"),
        ("Many of our visitors come by train.", "many of the visitors come by train"),
        ("We have received a grant of 9,000 pounds.", "a grant of 9,000 pounds has been received"),
        ("On Sundays we had fewer than ten guests.", "on Sundays there were fewer than ten guests"),
        ("The idea is that we close in May and open in June.", "the idea is to close in May and open in June"),
        (
            "We accept the offer from Gray and Sons and we take the money from the reserve.",
            "the offer from Gray and Sons is accepted and the money from the reserve is taken",
        ),
        ("We plan to reopen in June.", "the plan is to reopen in June"),
        ("We had to cancel the concert.", "it was necessary to cancel the concert"),
        (
            "It is a lot of money and we could use it for the boats.",
            "it is a lot of money and it could be used for the boats",
        ),
        ("This is within the budget that we agreed in May.", "this is within the budget that was agreed in May"),
        ("We need, let me see, at least 35 chairs.", "at least 35 chairs are needed"),
        ("From the school's side, I would say that Monday is fine.", "from the school's side, Monday is fine"),
    ],
)
def test_a_clause_needs_no_actor_where_the_passive_or_a_noun_will_do(said: str, clause: str) -> None:
    reported = GRAMMAR.report(GRAMMAR.clean(said), MEMBER)
    assert reported is not None
    assert reported.text == clause


@pytest.mark.parametrize(
    "said",
    ["we look at the price", "we give them a letter", "we sold the house and bought a new one", "we open at nine"],
)
def test_no_passive_where_the_object_is_not_plain(said: str) -> None:
    assert impersonal(said) == said


@pytest.mark.parametrize(
    "said", ["We cannot find a tenant.", "We have not found a tenant.", "We do not need a tenant."]
)
def test_the_passive_keeps_its_negation(said: str) -> None:
    reported = GRAMMAR.report(GRAMMAR.clean(said), MEMBER)
    assert reported is not None
    assert "not" in reported.text
    assert reported.text.startswith("a tenant")
