"""The fields: what is printed, in which edition, for whom."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
from render_meetings import SECRET, conversation, danish_draft, danish_meeting, findings, statement

from pipeline.errors import InputError
from pipeline.meeting import AgendaItem, ItemKind
from pipeline.minutes import Block, BlockKind, Draft, ItemDraft, Statement, StatementKind
from pipeline.render import Audience, Document, Edition, RenderOptions
from pipeline.render.text import clean
from pipeline.render.view import build_fields


def fields(evidence=True, draft=None, meeting=None, talk=None, **options):
    return build_fields(
        meeting or danish_meeting(),
        draft or danish_draft(),
        findings(),
        talk or conversation(),
        RenderOptions(**options),
        evidence=evidence,
    )


def one_block(*statements: Statement, lead: str = "Bemærkninger:") -> Draft:
    return Draft("da", (ItemDraft(1, (Block(BlockKind.REMARKS, statements, lead),)),))


def test_the_heading_has_number_title_and_kind():
    headings = [item.heading for item in fields().items]
    assert headings[0] == "Pkt. 21/25 Velkomst"
    assert headings[1] == "Pkt. 22/25 Status for indflytning i det nye magasin (O)"
    assert headings[3] == "Pkt. 24/25 Personalesag (D) (lukket punkt)"


def test_english_says_what_an_item_is_for():
    items = fields(meeting=danish_meeting(language="en")).items
    assert items[1].heading == "Item 22/25 Status for indflytning i det nye magasin (for information)"


def test_an_item_without_number_begins_with_its_title():
    meeting = danish_meeting(items=(AgendaItem(0, "", "Hele mødet"),), implicit_agenda=True)
    assert fields(meeting=meeting).items[0].heading == "Hele mødet"


def test_presenters_are_joined_as_a_sentence_does():
    assert fields().items[2].presenters_text == "Rikke Thyholm, Søren Ærbødig og Karen Bæk"


def test_an_answer_stands_on_the_bullet_of_its_question():
    remarks = fields().items[1].blocks[1]
    assert [entry.text for entry in remarks.entries] == [
        "Der blev spurgt til, hvornår den sidste hal kan tages i brug? "
        "Det blev svaret, at hallen ventes klar inden årets udgang.",
        "Det blev bemærket, at transporten kræver en ny aftale med vognmanden",
    ]
    assert remarks.entries[0].ids == ("s006", "s008")
    assert remarks.entries[0].utterances == ("u0006", "u0008")


def test_an_answer_whose_question_is_elsewhere_is_kept():
    draft = one_block(statement(1, StatementKind.ANSWER, "Det blev svaret, at det sker.", answers="s999"))
    assert [entry.text for entry in fields(draft=draft).items[1].blocks[0].entries] == ["Det blev svaret, at det sker."]


def test_an_action_says_owner_and_deadline_once():
    said = statement(1, StatementKind.ACTION, "Ole sender notatet inden jul.", owner="Ole", deadline="inden jul")
    half = statement(2, StatementKind.ACTION, "Ole ringer", owner="Ole", deadline="mandag")
    texts = [entry.text for entry in fields(draft=one_block(said, half)).items[1].blocks[0].entries]
    assert texts == ["Ole sender notatet inden jul.", "Ole ringer (frist: mandag)"]


def test_an_item_with_nothing_to_report_stays():
    empty = Draft("da", tuple(ItemDraft(i, ()) for i in range(5)))
    assert [item.nothing for item in fields(draft=empty).items] == ["Intet at referere."] * 4 + ["Intet til eventuelt."]


def test_an_item_that_the_draft_does_not_have_stays():
    assert [item.title for item in fields(draft=Draft("da", ())).items] == [
        item.title for item in danish_meeting().items
    ]


def test_the_public_edition_holds_of_a_closed_item_its_heading_only():
    closed = fields(audience=Audience.PUBLIC).items[3]
    assert closed.heading == "Pkt. 24/25 Personalesag (D) (lukket punkt)"
    assert closed.hidden
    assert (closed.presenters, closed.documents, closed.blocks, closed.nothing) == ((), (), (), "")
    told = json.dumps(asdict(fields(audience=Audience.PUBLIC)), ensure_ascii=False)
    assert SECRET not in told
    assert "løn.pdf" not in told
    assert "s0" not in told  # ids would tell how much was said behind closed doors


def test_the_confidential_edition_holds_the_closed_item():
    assert SECRET in fields().items[3].blocks[0].entries[0].text
    assert [action.owner for action in fields().actions] == ["Rikke Thyholm", SECRET]
    assert [action.owner for action in fields(audience=Audience.PUBLIC).actions] == ["Rikke Thyholm"]


@pytest.mark.parametrize(
    "options", [{"edition": Edition.APPROVED}, {"audience": Audience.PUBLIC}, {"evidence": False}], ids=str
)
def test_only_a_confidential_draft_carries_evidence(options):
    wanted = options.pop("evidence", True)
    found = fields(evidence=wanted, **options)
    assert not found.show_evidence
    assert found.doubts == ()
    entries = [entry for item in found.items for block in item.blocks for entry in block.entries]
    assert entries
    assert all((e.ids, e.utterances, e.times, e.footnote, e.doubts) == ((), (), (), "", ()) for e in entries)


def test_evidence_is_a_place_in_the_recording():
    entry = fields(playback="moede.mp4").items[2].blocks[1].entries[0]
    assert [(time.text, time.start_s, time.href) for time in entry.times] == [("0:04:00", 240.0, "moede.mp4#t=240.0")]
    assert [doubt.message for doubt in entry.doubts] == ["Stemmetallene er ikke hørt."]


def test_neighbouring_evidence_is_one_place():
    near = Statement("s1", StatementKind.REMARK, "Det blev bemærket.", ("u0003", "u0002", "u0009"))
    talk = conversation()
    moved = [replace(u, start_s=u.start_s - 16) if u.id == "u0003" else u for u in talk.utterances]
    talk = replace(talk, utterances=tuple(moved))
    entry = fields(draft=one_block(near), talk=talk).items[1].blocks[0].entries[0]
    assert [(time.start_s, time.end_s) for time in entry.times] == [(40.0, 64.0), (180.0, 184.0)]


def test_a_transcript_without_times_gives_statements_without_times():
    entry = fields(talk=conversation(timed=False)).items[2].blocks[1].entries[0]
    assert entry.times == ()
    assert entry.utterances == ("u0012",)


def test_doubts_that_block_come_first():
    assert [doubt.blocking for doubt in fields().doubts] == [True, True, False]
    assert fields().doubts[0].item_number == "23/25"


def test_the_record_of_decisions_holds_what_was_decided():
    found = fields(document=Document.DECISIONS)
    assert found.labels.document == "Beslutningsprotokol"
    budget = found.items[2]
    assert [block.kind for block in budget.blocks] == ["outcome", "actions"]
    assert found.items[0].nothing == "Ingen beslutning."


def test_an_extract_holds_one_item():
    found = fields(document=Document.EXTRACT, item=2)
    assert [item.number for item in found.items] == ["23/25"]
    assert found.next_meeting is None
    with pytest.raises(InputError, match="item 9 does not exist"):
        fields(document=Document.EXTRACT, item=9)


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("  Åse\n\tBrøgger ", "Åse Brøgger"),
        ("A\u030ase", "Åse"),
        ("Ole\x00\x0b\x1b\ud800\ufffe", "Ole"),
        ("\u202egnitteS\u202c", "gnitteS"),
        ("D'Hondt & <b>Sønner</b> {{ 7*7 }}", "D'Hondt & <b>Sønner</b> {{ 7*7 }}"),
    ],
)
def test_text_is_cleaned_but_not_changed(given, printed):
    assert clean(given) == printed


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"formats": ()}, "formats"),
        ({"formats": ("rtf",)}, "rtf"),
        ({"item": 1}, "item"),
        ({"document": Document.EXTRACT}, "item"),
        ({"document": Document.EXTRACT, "item": -1}, "-1"),
        ({"template_cpu_s": 0}, "template_cpu_s"),
        ({"template_timeout_s": 601.0}, "template_timeout_s"),
        ({"template_memory_mb": 10}, "template_memory_mb"),
        ({"pdf_timeout_s": 0.0}, "pdf_timeout_s"),
        ({"playback": "javascript:alert(1)"}, "playback"),
        ({"playback": "//elsewhere/x.mp4"}, "playback"),
    ],
)
def test_options_out_of_range_are_named(wrong, told):
    with pytest.raises(ValueError, match=told):
        RenderOptions(**wrong)


def test_kinds_are_printed_by_letter_in_danish():
    items = tuple(AgendaItem(i, str(i), "Sag", kind) for i, kind in enumerate(ItemKind))
    found = fields(meeting=danish_meeting(items=items), draft=Draft("da", ()))
    assert [item.suffix for item in found.items] == ["(O)", "(D)", "(B)", ""]
