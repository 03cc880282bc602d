"""Whether something was decided or only talked of, sure or not, asked or said; and who speaks though absent."""

from __future__ import annotations

import pytest

from pipeline.check import check
from pipeline.meeting import AgendaItem, Attendance, Attendee, Body, ItemKind, Meeting, Role, Style
from pipeline.minutes import Alignment, Block, BlockKind, Draft, Finding, ItemDraft, Severity, Statement, StatementKind
from pipeline.transcript import Conversation, Utterance, VoiceName, Word

PEOPLE = (
    Attendee("a01", "Per Holm", role=Role.CHAIR),
    Attendee("a02", "Ole Skov"),
    Attendee("a03", "Ida Lund", attendance=Attendance.APOLOGIES),
)


def findings(
    kind: StatementKind, text: str, *said: str, language: str = "da", voice: str = "a02"
) -> tuple[Finding, ...]:
    """What the check finds in one statement that rests on all that was said."""
    utterances = tuple(
        Utterance(f"u{n}", "v1", tuple(Word(word) for word in one.split()), 10.0 * n, 10.0 * n + 8)
        for n, one in enumerate(said)
    )
    spoken = Conversation(utterances, (VoiceName("v1", voice, 5.0),), 10.0 * len(said))
    items = (AgendaItem(0, "1", "Sagen", ItemKind.DISCUSSION),)
    about = Meeting("Møde", language, None, None, "", Style.EXTENDED, Body(), PEOPLE, items)
    statement = Statement("s001", kind, text, tuple(one.id for one in utterances))
    draft = Draft(language, (ItemDraft(0, (Block(BlockKind.REMARKS, (statement,)),)),))
    aligned = Alignment({one.id: 0 for one in utterances}, {}, (), ())
    return check(draft, spoken, aligned, about, ())


def blocking(*args: object, **more: str) -> set[str]:
    found = findings(*args, **more)  # type: ignore[arg-type]
    return {one.code for one in found if one.severity is Severity.BLOCKING and one.statement_id}


@pytest.mark.parametrize(
    ("kind", "text", "said", "language", "code"),
    [
        (
            StatementKind.DECISION,
            "Bestyrelsen godkendte regnskabet.",
            "Måske kunne vi godkende regnskabet næste gang.",
            "da",
            "decision-only-considered",
        ),
        (
            StatementKind.REMARK,
            "Det blev besluttet, at taget skal males.",
            "Taget trænger til at blive malet.",
            "da",
            "decision-only-considered",
        ),
        (
            StatementKind.DECISION,
            "Bestyrelsen overvejede at male taget.",
            "Så maler vi taget, det er vedtaget.",
            "da",
            "decision-weakened",
        ),
        (StatementKind.REMARK, "Taget skal males i maj.", "Taget skal måske males i maj.", "da", "doubt-dropped"),
        (StatementKind.REMARK, "Taget skal måske males i maj.", "Taget skal males i maj.", "da", "doubt-added"),
        (
            StatementKind.REMARK,
            "Det blev oplyst, at taget skal males i maj.",
            "Skal taget males i maj?",
            "da",
            "only-asked",
        ),
        (
            StatementKind.DECISION,
            "The Board considered painting the roof.",
            "So we agree to paint the roof.",
            "en",
            "decision-weakened",
        ),
        (
            StatementKind.REMARK,
            "It was decided that the roof will be painted.",
            "The roof looks rather old.",
            "en",
            "decision-only-considered",
        ),
        (
            StatementKind.REMARK,
            "It was reported that the roof leaks in winter.",
            "Does the roof leak in winter? The roof leaks in winter?",
            "en",
            "only-asked",
        ),
    ],
)
def test_what_stands_otherwise_than_it_was_said_blocks(
    kind: StatementKind, text: str, said: str, language: str, code: str
) -> None:
    assert code in blocking(kind, text, said, language=language)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (
            StatementKind.DECISION,
            "Bestyrelsen besluttede at male taget.",
            "Jeg foreslår, at vi maler taget. Det gør vi.",
        ),
        (StatementKind.DECISION, "Bestyrelsen godkendte lejrskolen.", "Godt, så siger vi ja til lejrskolen."),
        (StatementKind.REMARK, "Det blev foreslået, at taget males.", "Jeg foreslår, at taget males."),
        (StatementKind.REMARK, "Taget skal muligvis males i maj.", "Taget skal måske males i maj."),
        (StatementKind.ANSWER, "Det blev svaret, at taget males i maj.", "Males taget? Ja, taget males i maj."),
        (StatementKind.QUESTION, "Der blev spurgt, om taget males i maj.", "Males taget i maj?"),
    ],
)
def test_what_stands_as_it_was_said_does_not_block(kind: StatementKind, text: str, said: str) -> None:
    assert blocking(kind, text, said) == set()


def test_someone_with_apologies_who_is_heard_is_found() -> None:
    said = ("Jeg synes, at taget skal males.", "Og det skal det i maj.")
    found = findings(StatementKind.REMARK, "Det blev bemærket, at taget skal males.", *said, voice="a03")
    spoke = [one for one in found if one.code == "absent-speaks"]

    assert len(spoke) == 1
    assert "Ida Lund" in spoke[0].message
    assert spoke[0].utterance_ids
    assert spoke[0].start_s is not None
    present = findings(StatementKind.REMARK, "Det blev bemærket, at taget skal males.", *said, voice="a02")
    assert "absent-speaks" not in {one.code for one in present}


def test_a_finding_on_standing_says_where_to_listen() -> None:
    found = findings(StatementKind.REMARK, "Taget skal males i maj.", "Taget skal måske males i maj.")
    one = next(finding for finding in found if finding.code == "doubt-dropped")

    assert (one.statement_id, one.utterance_ids, one.start_s) == ("s001", ("u0",), 0.0)
