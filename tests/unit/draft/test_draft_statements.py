"""Statements are found by their function in the meeting, and rest on the words in which they were said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from draft_meetings import conversation, meeting, only, texts, write

from pipeline.draft import DraftOptions, draft
from pipeline.meeting import Style
from pipeline.minutes import BlockKind, StatementKind

PEOPLE = (
    "Bente Lind, formand",
    "Ib Juul (afbud)",
    "Carsten Munk",
    "Dorte Holm",
    "Erik Skov",
    "Fie Nygaard, sekretariat",
    "Gorm Aagaard, gæst",
)


def one_item(title: str, script: str, **more: object):
    return write(meeting(PEOPLE, [title], **more), "[0]\n" + script)  # type: ignore[arg-type]


def second_item(title: str, script: str):
    return write(meeting(PEOPLE, ["Velkomst", title]), "[1]\n" + script)


def test_the_welcome_apologies_and_the_substitute() -> None:
    draft_ = one_item(
        "Velkomst v/Bente Lind",
        """
        Bente Lind: Så tror jeg, vi begynder. Velkommen til alle.
        Bente Lind: Ib Juul har meldt afbud, han er syg. I stedet deltager Gorm Aagaard.
        """,
    )
    assert texts(draft_, 0) == [
        "Bente Lind bød velkommen.",
        "Der var afbud fra Ib Juul.",
        "I stedet for Ib Juul deltog Gorm Aagaard.",
    ]


def test_no_apologies_are_no_apologies() -> None:
    draft_ = one_item("Velkomst", "Bente Lind: Velkommen. Der er ingen afbud i dag.")
    assert texts(draft_, 0, StatementKind.ATTENDANCE) == []


def test_who_leaves_is_the_one_who_says_so() -> None:
    draft_ = second_item(
        "Vaskeriet", "Dorte Holm: Nu bliver jeg nødt til at gå til et andet møde.\nBente Lind: Tak, Dorte."
    )
    left = only(draft_, 1, StatementKind.ATTENDANCE)
    assert (left.text, left.who) == ("Dorte Holm forlod mødet under dette punkt.", ("a04",))


def test_a_voice_without_a_name_never_gets_one() -> None:
    draft_ = second_item(
        "Vaskeriet",
        """
        Stemme 1: Jeg bliver desværre nødt til at gå nu.
        Stemme 1: Jeg sender regnskabet rundt inden fredag.
        Stemme 2: Jeg vil gerne have ført til referat, at jeg ikke kan støtte forslaget.
        """,
    )
    names = [name.split(",")[0].split(" (")[0] for name in PEOPLE]
    assert not any(name in text for text in texts(draft_, 1) for name in names)
    assert only(draft_, 1, StatementKind.DISSENT).text.startswith(
        "En deltager ønskede ført til referat, at vedkommende ikke kan"
    )


def test_a_presentation_has_bullets_under_the_presenter() -> None:
    draft_ = second_item(
        "Status for taget (O) v/Fie Nygaard",
        """
        Bente Lind: Fie, værsgo.
        Fie Nygaard: Tak. Vi har skiftet cirka halvdelen af tagstenene på nordsiden. Entreprenøren er færdig i uge 34.
        Fie Nygaard: Den samlede udgift er fire komma otte millioner kroner.
        Bente Lind: Så tager bestyrelsen orienteringen til efterretning.
        """,
    )
    block = draft_.items[1].blocks[0]
    assert block.kind is BlockKind.PRESENTATION
    assert block.lead == "Fie Nygaard orienterede om status, herunder at:"
    assert "Den samlede udgift er 4,8 millioner kroner" in [one.text for one in block.statements]
    assert only(draft_, 1, StatementKind.CLOSING).text == "Bestyrelsen tog orienteringen til efterretning."


def test_a_proposal_in_a_presentation_stays_a_proposal() -> None:
    draft_ = second_item(
        "Vaskeriet (D) v/Carsten Munk",
        "Carsten Munk: Sidste år var underskuddet 42.000 kroner. Jeg foreslår, at prisen hæves fra 15 til 18 kroner.",
    )
    assert "Det foreslås, at prisen hæves fra 15 til 18 kroner" in texts(draft_, 1)


def test_an_answer_is_printed_with_its_question() -> None:
    draft_ = second_item(
        "Vaskeriet",
        """
        Erik Skov: Hvad koster en ny maskine?
        Carsten Munk: Den koster omkring 60.000 kroner.
        Bente Lind: Tak.
        """,
    )
    asked = only(draft_, 1, StatementKind.QUESTION)
    answered = only(draft_, 1, StatementKind.ANSWER)
    assert asked.text == "Der blev spurgt, hvad en ny maskine koster."
    assert answered.text == "Det blev svaret, at den koster omkring 60.000 kroner."
    assert answered.answers == asked.id
    assert (asked.evidence, answered.evidence) == (("u0001",), ("u0002",))


def test_an_answer_keeps_its_doubt() -> None:
    draft_ = second_item("Taget", "Erik Skov: Hvornår er taget færdigt?\nCarsten Munk: Det er færdigt i maj, tror jeg.")
    assert only(draft_, 1, StatementKind.ANSWER).text == "Det blev svaret, at det vurderes, at det er færdigt i maj."


def test_questions_that_nobody_means_are_left_out() -> None:
    draft_ = second_item(
        "Taget", "Bente Lind: Kan I høre mig?\nErik Skov: Ja.\nBente Lind: Er der nogen spørgsmål?\nErik Skov: Nej."
    )
    assert texts(draft_, 1) == []


def test_what_two_members_say_alike_is_one_remark_of_both() -> None:
    draft_ = second_item(
        "Taget",
        """
        Erik Skov: Beboerne skal have besked om stilladset i god tid.
        Dorte Holm: Ja, beboerne skal have besked i god tid om stilladset.
        """,
    )
    remark = only(draft_, 1, StatementKind.REMARK)
    assert remark.evidence == ("u0001", "u0002")
    assert remark.text.startswith("Flere medlemmer bemærkede, at beboerne")


def test_the_same_words_with_a_negation_are_not_the_same() -> None:
    draft_ = second_item(
        "Taget",
        """
        Erik Skov: Beboerne skal have besked om stilladset i god tid.
        Dorte Holm: Beboerne skal ikke have besked om stilladset i god tid.
        """,
    )
    assert len(texts(draft_, 1, StatementKind.REMARK)) == 2


def test_a_vote_is_counted_as_it_is_said() -> None:
    draft_ = second_item(
        "Budget (B)",
        """
        Bente Lind: Så stemmer vi om budgettet. Hvem stemmer for?
        Fie Nygaard: Det er syv.
        Bente Lind: Og imod?
        Fie Nygaard: To.
        Bente Lind: Så er det syv for, to imod og én hverken for eller imod. Dermed er budgettet vedtaget.
        """,
    )
    vote = only(draft_, 1, StatementKind.VOTE)
    assert vote.text == "Ved afstemningen stemte 7 for, 2 imod og 1 hverken for eller imod."
    assert "u0005" in vote.evidence
    assert only(draft_, 1, StatementKind.DECISION).text == "Budgettet blev vedtaget."


def test_numbers_near_the_word_for_are_no_vote() -> None:
    draft_ = second_item("Budget (B)", "Erik Skov: Jeg stemmer for at bruge 3 mio. kr. på taget.\nBente Lind: Tak.")
    assert texts(draft_, 1, StatementKind.VOTE) == []


@pytest.mark.parametrize(
    ("said", "decision"),
    [
        ("Så godkender vi regnskabet for 2025.", "Bestyrelsen godkendte regnskabet for 2025."),
        ("Vi beslutter at udskyde sagen til maj.", "Bestyrelsen besluttede at udskyde sagen til maj."),
        ("Så er Dorte Holm valgt som kasserer.", "Dorte Holm blev valgt som kasserer."),
        ("Forslaget er ikke vedtaget.", "Forslaget blev ikke vedtaget."),
        ("Så er vi enige om, at prisen hæves til 18 kroner.", "Der var enighed om, at prisen hæves til 18 kroner."),
    ],
)
def test_the_chair_states_a_decision(said: str, decision: str) -> None:
    assert only(second_item("Regnskab (B)", f"Bente Lind: {said}"), 1, StatementKind.DECISION).text == decision


def test_a_member_cannot_decide_alone() -> None:
    draft_ = second_item(
        "Regnskab (B)", "Erik Skov: Sidste år blev budgettet vedtaget uden tal for vaskeriet.\nBente Lind: Tak."
    )
    assert texts(draft_, 1, StatementKind.DECISION) == []


def test_a_proposal_that_finds_assent_is_decided_and_rests_on_both() -> None:
    draft_ = second_item("Regnskab (B)", "Bente Lind: Kan vi godkende regnskabet for 2025?\nErik Skov: Ja.")
    decision = only(draft_, 1, StatementKind.DECISION)
    assert (decision.text, decision.evidence) == ("Bestyrelsen godkendte regnskabet for 2025.", ("u0001", "u0002"))


def test_a_proposal_that_is_refused_is_no_decision() -> None:
    draft_ = second_item(
        "Regnskab (B)", "Bente Lind: Kan vi godkende regnskabet for 2025?\nErik Skov: Nej, det kan vi ikke."
    )
    assert texts(draft_, 1, StatementKind.DECISION) == []


def test_an_action_has_its_owner_and_its_deadline_as_said() -> None:
    draft_ = second_item(
        "Vaskeriet (D)",
        """
        Bente Lind: Carsten, kan du ikke undersøge prisen på leasing til næste møde?
        Carsten Munk: Jo, det gør jeg.
        """,
    )
    action = only(draft_, 1, StatementKind.ACTION)
    assert action.text == "Det blev aftalt, at Carsten Munk undersøger prisen på leasing til næste møde."
    assert (action.owner, action.deadline, action.who) == ("Carsten Munk", "til næste møde", ("a03",))
    assert action.evidence == ("u0001", "u0002")


def test_a_deadline_in_the_answer_belongs_to_the_action() -> None:
    draft_ = second_item(
        "Vaskeriet (D)",
        "Bente Lind: Dorte, vil du skrive til kommunen?\nDorte Holm: Ja, det gør jeg. Inden den første maj.",
    )
    action = only(draft_, 1, StatementKind.ACTION)
    assert (action.owner, action.deadline) == ("Dorte Holm", "inden den 1. maj")


def test_a_call_to_speak_is_no_action() -> None:
    draft_ = second_item("Taget", "Bente Lind: Fie, vil du fortælle om taget?\nFie Nygaard: Ja. Taget er tæt igen nu.")
    assert texts(draft_, 1, StatementKind.ACTION) == []


def test_a_conflict_of_interest_is_the_speakers_own() -> None:
    draft_ = second_item("Budget (B)", "Carsten Munk: Jeg er inhabil her, for min bror ejer firmaet.\nBente Lind: Tak.")
    conflict = only(draft_, 1, StatementKind.CONFLICT)
    assert (conflict.text, conflict.who) == ("Carsten Munk oplyste at være inhabil.", ("a03",))


def test_nobody_is_disqualified_by_a_question() -> None:
    draft_ = second_item("Budget (B)", "Bente Lind: Er der nogen, der er inhabile?\nErik Skov: Nej, ingen er inhabile.")
    assert texts(draft_, 1, StatementKind.CONFLICT) == []


def test_dissent_is_recorded_with_the_name() -> None:
    draft_ = second_item(
        "Budget (B)", "Erik Skov: Jeg vil gerne have ført til referat, at jeg ikke kan støtte budgettet."
    )
    dissent = only(draft_, 1, StatementKind.DISSENT)
    assert dissent.text == "Erik Skov ønskede ført til referat, at vedkommende ikke kan støtte budgettet."
    assert dissent.who == ("a05",)


def test_no_closing_formula_without_the_words_that_close() -> None:
    draft_ = second_item(
        "Status (O) v/Fie Nygaard", "Fie Nygaard: Taget er skiftet på hele nordsiden nu, og det er tæt."
    )
    assert texts(draft_, 1, StatementKind.CLOSING) == []


def test_nothing_under_any_other_business_needs_evidence() -> None:
    asked = second_item("Eventuelt", "Bente Lind: Er der nogen, der har noget?\nErik Skov: Nej.")
    assert texts(asked, 1) == ["Intet til eventuelt."]
    assert write(meeting(PEOPLE, ["Velkomst", "Eventuelt"]), "[0]\nBente Lind: Velkommen.").items[1].blocks == ()


def test_the_next_meeting_is_the_date_that_was_said() -> None:
    draft_ = second_item(
        "Eventuelt", "Bente Lind: Næste møde er torsdag den fjortende maj klokken 19. Tak for i aften."
    )
    assert draft_.next_meeting is not None
    assert draft_.next_meeting.text == "Næste møde afholdes torsdag den 14. maj klokken 19."
    assert draft_.next_meeting.evidence == ("u0001",)


def test_decisions_only_leaves_the_discussion_out() -> None:
    script = """
    [0]
    Erik Skov: Beboerne skal have besked om stilladset i god tid.
    Bente Lind: Så godkender vi budgettet for 2027.
    """
    short = write(meeting(PEOPLE, ["Budget (B)"], style=Style.DECISIONS), script)
    full = write(meeting(PEOPLE, ["Budget (B)"]), script)
    assert texts(short, 0) == ["Bestyrelsen godkendte budgettet for 2027."]
    assert set(texts(short, 0)) < set(texts(full, 0))


def test_badly_heard_words_carry_no_statement_and_are_counted() -> None:
    of = meeting(PEOPLE, ["Budget (B)"])
    spoken, aligned = conversation(of, "[0]\nBente Lind: Så godkender vi budgettet for 2027.", confidence=0.1)
    found = draft(spoken, aligned, of, DraftOptions())
    assert found.items[0].blocks == ()
    assert [remark.code for remark in found.remarks] == ["low-confidence"]
    assert draft(spoken, aligned, of, DraftOptions(min_confidence=0.0)).items[0].blocks


def test_the_body_is_called_what_it_is() -> None:
    script = "[0]\nBente Lind: Så tager vi orienteringen til efterretning."
    for body, noun in (
        ("Teknik- og Miljøudvalget", "Udvalget"),
        ("Styregruppen for IT", "Styregruppen"),
        ("Sorte Hest", "Mødet"),
    ):
        found = write(meeting(PEOPLE, ["Status (O)"], body=body), script)
        assert texts(found, 0) == [f"{noun} tog orienteringen til efterretning."]


def test_a_language_that_is_not_known_is_written_in_english() -> None:
    of = replace(meeting(("Ann Reed, chair",), ["Fees (B)"], language="en"), language="fr")
    assert texts(write(of, "[0]\nAnn Reed: So we approve the fees for 2027."), 0) == [
        "The Board approved the fees for 2027."
    ]


def test_english_outcomes() -> None:
    of = meeting(("Ann Reed, chair", "Bob Stone", "Carol Finch"), ["Welcome", "Fees (B)"], language="en")
    found = write(
        of,
        """
        [1]
        Ann Reed: Shall we vote? All those in favour? That's three. Against? One. So the motion is carried.
        Bob Stone: I'd like it minuted that I voted against.
        Ann Reed: Carol, could you send out the new fees by 1 May?
        Carol Finch: Sure, will do.
        """,
    )
    assert texts(found, 1) == [
        "The result of the vote was 3 for and 1 against.",
        "The motion was carried.",
        "Bob Stone asked that it be recorded that they voted against.",
        "It was agreed that Carol Finch will send out the new fees by 1 May.",
    ]
