from __future__ import annotations

import pytest

from pipeline.check import check
from pipeline.check.facts import drops_doubt, months, numbers, other_language, settles
from pipeline.check.negation import negation_differs
from pipeline.meeting import AgendaItem, Attendance, Attendee, Body, ItemKind, Meeting, Role, Style
from pipeline.minutes import (
    Alignment,
    Block,
    BlockKind,
    Draft,
    Finding,
    FindingKind,
    ItemDraft,
    Severity,
    Statement,
    StatementKind,
)
from pipeline.remark import Remark
from pipeline.transcript import Conversation, Utterance, VoiceName, Word

SAID = {
    "u0001": ("v1", "Så tager vi budgettet. Værsgo, Ole."),
    "u0002": (
        "v2",
        "Tak. Vi har brugt hundrede og femogtyve tusind kroner, og regnskabet kommer den ottende december.",
    ),
    "u0003": ("v1", "Syv stemte for, og to stemte imod. Så er det vedtaget."),
    "u0004": ("v1", "Vi skal ikke sælge huset."),
}


def meeting(kind: ItemKind = ItemKind.ORIENTATION, language: str = "da") -> Meeting:
    people = (
        Attendee("a01", "Per Holm", role=Role.CHAIR),
        Attendee("a02", "Ole Skov"),
        Attendee("a03", "Ida Lund", attendance=Attendance.APOLOGIES),
        *(Attendee(f"a{number:02d}", f"Medlem {chr(60 + number)}") for number in range(5, 12)),
    )
    items = (AgendaItem(0, "1", "Budget", kind),)
    return Meeting("Møde", language, None, None, "", Style.EXTENDED, Body(), people, items)


def conversation() -> Conversation:
    utterances = tuple(
        Utterance(ref, voice, tuple(Word(word) for word in text.split()), 10.0 * number, 10.0 * number + 8)
        for number, (ref, (voice, text)) in enumerate(SAID.items())
    )
    return Conversation(utterances, (VoiceName("v1", "a01", 5.0), VoiceName("v2", "a02", 5.0)), 40.0)


def findings(
    *statements: Statement, about: Meeting | None = None, remarks: tuple[Remark, ...] = (), placed: bool = True
) -> tuple[Finding, ...]:
    blocks = (Block(BlockKind.REMARKS, statements),) if statements else ()
    items: dict[str, int | None] = dict.fromkeys(SAID, 0 if placed else None)
    draft = Draft("da", (ItemDraft(0, blocks),))
    return check(draft, conversation(), Alignment(items, {}, (), ()), about or meeting(), remarks)


def codes(*statements: Statement, about: Meeting | None = None) -> set[str]:
    found = findings(*statements, about=about)
    return {finding.code for finding in found if finding.statement_id}


def remark(text: str, *evidence: str, kind: StatementKind = StatementKind.REMARK, **more: object) -> Statement:
    return Statement("s001", kind, text, evidence, **more)  # type: ignore[arg-type]


def test_a_sentence_that_was_said_is_not_doubted() -> None:
    assert codes(remark("Ole Skov oplyste, at der er brugt 125.000 kroner.", "u0002")) == set()
    assert codes(remark("Regnskabet kommer den 8. december.", "u0002")) == set()
    assert codes(remark("7 stemte for, og 2 stemte imod.", "u0003", kind=StatementKind.VOTE)) == set()


@pytest.mark.parametrize(
    ("text", "evidence", "code"),
    [
        ("Der er brugt 152.000 kroner.", "u0002", "number-not-heard"),
        ("Regnskabet kommer den 8. oktober.", "u0002", "month-not-heard"),
        ("Regnskabet kommer den 18. december.", "u0002", "number-not-heard"),
        ("Ida Lund oplyste, at regnskabet kommer.", "u0002", "name-not-heard"),
        ("Regnskabet kommer ikke.", "u0002", "negation-differs"),
        ("Regnskabet kommer.", "u0999", "unknown-evidence"),
    ],
)
def test_what_was_not_said_blocks(text: str, evidence: str, code: str) -> None:
    found = [finding for finding in findings(remark(text, evidence)) if finding.code == code]
    assert len(found) == 1
    assert found[0].severity is Severity.BLOCKING
    assert found[0].utterance_ids == (evidence,)


def test_a_finding_says_where_to_listen() -> None:
    (found,) = [f for f in findings(remark("Der er brugt 152.000 kroner.", "u0002")) if f.code == "number-not-heard"]
    assert (found.start_s, found.end_s) == (10.0, 18.0)
    assert "152000" in found.message


def test_more_votes_than_voters() -> None:
    few = meeting()
    few = Meeting(
        few.title, "da", None, None, "", few.style, few.body, few.attendees[:3], few.items
    )  # fmt: skip
    assert "votes-exceed-present" in codes(remark("7 for, 2 imod.", "u0003", kind=StatementKind.VOTE), about=few)
    assert "votes-exceed-present" not in codes(remark("7 for, 2 imod.", "u0003", kind=StatementKind.VOTE))


def test_someone_with_apologies_cannot_act() -> None:
    assert "absent-acts" in codes(remark("Huset blev omtalt.", "u0002", who=("a03",)))
    assert "absent-acts" not in codes(
        remark("Der var afbud.", "u0002", who=("a03",), kind=StatementKind.ATTENDANCE)
    )  # fmt: skip


def test_an_action_needs_an_owner_and_a_deadline() -> None:
    action = remark("Regnskabet sendes ud.", "u0002", kind=StatementKind.ACTION)
    assert {"action-without-owner", "action-without-deadline"} <= codes(action)
    whole = remark(
        "Regnskabet sendes ud.", "u0002", kind=StatementKind.ACTION, owner="Ole Skov", deadline="8. december"
    )
    assert codes(whole) == set()


def test_a_decision_item_without_a_decision_blocks() -> None:
    asked = findings(remark("Huset blev omtalt.", "u0002"), about=meeting(ItemKind.DECISION))
    assert "item-without-outcome" in {finding.code for finding in asked}
    settled = remark("Det blev vedtaget.", "u0003", kind=StatementKind.DECISION)
    assert "item-without-outcome" not in {f.code for f in findings(settled, about=meeting(ItemKind.DECISION))}


def test_words_of_a_decision_that_nothing_rests_on_are_shown() -> None:
    found = [f for f in findings(remark("Huset blev omtalt.", "u0002")) if f.code == "decision-not-reported"]
    assert [finding.utterance_ids for finding in found] == [("u0003",)]
    settled = remark("Det blev vedtaget.", "u0003", kind=StatementKind.DECISION)
    assert not [f for f in findings(settled) if f.code == "decision-not-reported"]


def test_an_item_that_is_not_in_the_recording_blocks() -> None:
    (found,) = [f for f in findings(placed=False) if f.code == "item-not-heard"]
    assert (found.kind, found.item) == (FindingKind.MISSING, 0)


def test_what_earlier_stages_could_not_do_is_shown_after_what_blocks() -> None:
    weak = Remark("diarize", "voices-merged", "To stemmer er lagt sammen.", 3.0, 4.0)
    found = findings(remark("Der er brugt 152.000 kroner.", "u0002"), remarks=(weak,))
    assert found[0].severity is Severity.BLOCKING
    assert (found[-1].code, found[-1].message, found[-1].start_s) == (weak.code, weak.message, weak.start_s)
    assert [finding.id for finding in found] == [f"f{number:03d}" for number in range(1, len(found) + 1)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("fireogtyve medlemmer", "da", {"24"}),
        ("kl. 16.30", "da", {"16:30"}),
        ("12,5 procent", "da", {"12,5"}),
        ("one of us paid forty two thousand", "en", {"42000"}),
        ("1.250.000 kroner", "da", {"1250000"}),
    ],
)
def test_numbers_have_one_form(text: str, language: str, expected: set[str]) -> None:
    assert numbers(text, language) == expected


def test_months() -> None:
    assert months("den 3. december og i maj", "da") == {5, 12}
    assert months("by the first of November", "en") == {11}


@pytest.mark.parametrize(
    ("written", "said", "language"),
    [
        ("2,4 mio. kr.", "to komma fire millioner", "da"),
        ("31 millioner", "enogtredive millioner kroner", "da"),
        ("kl. 16.30", "klokken halv fem", "da"),
        ("kl. 17.00", "klokken fem", "da"),
        ("1,5 million", "halvanden million", "da"),
        ("90 %", "ninety per cent", "en"),
        ("20:15", "a quarter past eight", "en"),
        ("42,000 pounds", "forty-two thousand pounds", "en"),
        ("2026", "twenty twenty six", "en"),
        ("3 December", "the third of December", "en"),
    ],
)
def test_what_is_written_in_digits_is_what_was_said_in_words(written: str, said: str, language: str) -> None:
    assert numbers(written, language)
    assert numbers(written, language) <= numbers(said, language, heard=True)


@pytest.mark.parametrize(
    ("written", "said", "language"),
    [("42,000", "43,000", "en"), ("2,4 mio.", "to komma fire", "da"), ("kl. 16.45", "halv fem", "da")],
)
def test_another_number_is_another_number(written: str, said: str, language: str) -> None:
    assert not numbers(written, language) <= numbers(said, language, heard=True)


@pytest.mark.parametrize(
    ("written", "said", "differs"),
    [
        ("Man skal ikke sælge huset.", "Vi skal jo ikke sælge huset.", False),
        ("Man skal sælge huset.", "Vi skal jo ikke sælge huset.", True),
        ("Den skal vel forhandles om.", "Den skal vel forhandles om, ikke også?", False),
        (
            "Taget holder i mange år, og facaden skal ikke males.",
            "Taget holder ikke i mange år, og facaden skal males.",
            True,
        ),
        ("Det blev ikke bemærket, at taget holder.", "Taget holder.", True),
    ],
)
def test_negations_are_told_by_their_place(written: str, said: str, differs: bool) -> None:
    assert negation_differs(written, said, "da") is differs


def test_a_surname_of_somebody_else_blocks() -> None:
    assert "name-not-heard" in codes(remark("Lund oplyste, at regnskabet kommer.", "u0002"))
    assert "name-not-heard" in codes(remark("Regnskabet sendes til Rambøll.", "u0002"))
    assert "actor-not-heard" in codes(remark("Regnskabet kommer.", "u0002", who=("a06",)))


def test_another_weekday_blocks() -> None:
    assert "weekday-not-heard" in codes(remark("Regnskabet kommer tirsdag.", "u0002"))


def test_a_reservation_may_not_be_dropped() -> None:
    assert drops_doubt("Taget skal skiftes til foråret.", "Taget skal måske skiftes til foråret.", "da")
    assert not drops_doubt("Taget skal skiftes til foråret.", "Taget skal skiftes til foråret. Måske regner det.", "da")


@pytest.mark.parametrize(
    ("said", "language", "found"),
    [
        ("Så er det vedtaget.", "da", True),
        ("Her skal vi træffe en beslutning.", "da", False),
        ("Vi begynder med godkendelse af dagsordenen.", "da", False),
        ("Er det vedtaget?", "da", False),
        ("The agenda and the minutes are both approved.", "en", True),
        ("This is a discussion, so we do not decide anything.", "en", False),
    ],
)
def test_only_a_settled_matter_is_settled(said: str, language: str, found: bool) -> None:
    assert bool(settles(said, language)) is found


def test_another_language_than_the_meetings_blocks() -> None:
    english = " ".join(["we have a report from the board and it is in the post"] * 6)
    assert other_language(english, "da")
    assert not other_language(english, "en")
    assert not other_language("we have", "da")


def test_who_left_is_not_heard_any_more() -> None:
    left = remark("Ole Skov forlod mødet.", "u0001", kind=StatementKind.ATTENDANCE, who=("a02",))
    talk = tuple(Utterance(f"u1{i:03}", "v2", (Word("Nå."),), 40.0 + i, 41.0 + i) for i in range(6))
    said = conversation()
    said = Conversation((*said.utterances, *talk), said.voices, 50.0)
    items: dict[str, int | None] = {utterance.id: 0 for utterance in said.utterances}
    draft = Draft("da", (ItemDraft(0, (Block(BlockKind.REMARKS, (left,)),)),))
    found = [f for f in check(draft, said, Alignment(items, {}, (), ()), meeting()) if f.code == "gone-speaks"]
    assert [(f.utterance_ids, f.severity) for f in found] == [(("u1000",), Severity.BLOCKING)]


@pytest.mark.parametrize(("seconds", "found"), [(200.0, True), (100.0, False)])
def test_a_long_passage_that_nothing_rests_on_is_shown(seconds: float, found: bool) -> None:
    talk = Utterance("u0009", "v2", tuple(map(Word, "Taget er gammelt og slidt.".split())), 50.0, 50.0 + seconds)
    said = conversation()
    said = Conversation((*said.utterances, talk), said.voices, 300.0)
    rests = remark("Huset blev omtalt.", *SAID)
    draft = Draft("da", (ItemDraft(0, (Block(BlockKind.REMARKS, (rests,)),)),))
    aligned = Alignment({utterance.id: 0 for utterance in said.utterances}, {}, (), ())
    long = [f for f in check(draft, said, aligned, meeting()) if f.code == "long-passage-not-reported"]
    assert [(f.severity, f.utterance_ids, f.start_s, f.end_s) for f in long] == (
        [(Severity.ADVISORY, ("u0009",), 50.0, 50.0 + seconds)] if found else []
    )


def test_a_deadline_that_was_not_said_blocks() -> None:
    action = remark("Regnskabet sendes ud.", "u0002", kind=StatementKind.ACTION, owner="Ole Skov", deadline="9. januar")
    assert {"number-not-heard", "month-not-heard"} <= codes(action)


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("Der er brugt 125.000 procent.", StatementKind.REMARK, "unit-not-heard"),
        ("2 stemte for, og 7 stemte imod.", StatementKind.VOTE, "number-elsewhere"),
        ("Der blev spurgt, om regnskabet kommer den 8. december.", StatementKind.QUESTION, "only-stated"),
    ],
)
def test_the_right_number_in_the_wrong_place_and_a_question_that_was_none_block(
    text: str, kind: StatementKind, code: str
) -> None:
    evidence = "u0003" if kind is StatementKind.VOTE else "u0002"
    found, *_ = [one for one in findings(remark(text, evidence, kind=kind)) if one.code == code]
    assert (found.severity, found.utterance_ids) == (Severity.BLOCKING, (evidence,))
    assert found.start_s is not None
