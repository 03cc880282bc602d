"""The OpenDocument text: read back by a library that did not write it."""

from __future__ import annotations

import zipfile

import pytest
from odfdo import Document
from render_meetings import SECRET, conversation, danish_draft, danish_meeting, findings

from pipeline.intake.read import read_lines
from pipeline.meeting import ActionStatus, AgendaItem, OpenAction
from pipeline.minutes import Draft
from pipeline.render import Audience, Edition, RenderOptions
from pipeline.render.odt import MEDIA_TYPE, write_odt
from pipeline.render.view import build_fields


@pytest.fixture
def written(tmp_path):
    def write(meeting=None, draft=None, *, evidence=False, **options):
        fields = build_fields(
            meeting or danish_meeting(),
            draft or danish_draft(),
            findings(),
            conversation(),
            RenderOptions(**options),
            evidence=evidence,
        )
        write_odt(fields, tmp_path / "referat.odt")
        return Document(tmp_path / "referat.odt")

    return write


def styled(document):
    return [(node.style, node.inner_text) for node in document.body.get_elements("//text:p | //text:h")]


def test_it_has_the_form_of_the_word_document(written):
    document = written()
    lines = styled(document)
    assert lines[:5] == [
        ("Document_20_kind", "Referat"),
        ("Title", "4. møde i bestyrelsen for Det Fælles Magasin"),
        ("Heading_20_1", "Dato og sted"),
        ("Standard", "Tirsdag den 2. september 2025 kl. 09:30 – 11:00 (mødelokale 3, Havnegade 12)."),
        ("Heading_20_1", "Deltagere"),
    ]
    start = [text for _, text in lines].index("Pkt. 22/25\tStatus for indflytning i det nye magasin (O)")
    assert [style for style, _ in lines[start : start + 6]] == [
        "Item_20_heading",
        "Presenter",
        "Lead",
        "Point",
        "Point",
        "Point",
    ]
    assert [header.get_attribute("text:outline-level") for header in document.body.headers].count("1") == 2 + 5 + 1
    assert len(document.body.get_lists()) == 3


def test_every_style_it_names_is_there(written):
    document = written(open_names(), evidence=True)
    named = {node.style for node in document.body.get_elements("//*[@text:style-name]")}
    assert {name for name in named if document.get_style("paragraph", name) or document.get_style("text", name)} | {
        "Dash"
    } >= named
    assert document.get_style("list", "Dash") is not None


def open_names():
    return danish_meeting(
        open_actions=(
            OpenAction("Nøgler til hal 2", "Nils Vad", "1. maj", ActionStatus.DONE, "18/25", "3"),
            OpenAction(f"{SECRET} undersøges", closed=True),
        )
    )


def test_earlier_actions_are_a_table_with_a_head(written):
    (table,) = written(open_names(), audience=Audience.PUBLIC).body.tables
    rows = [[cell.inner_text.strip() for cell in row.cells] for row in table.rows]
    assert rows == [
        ["Aftalt", "Opgave", "Ansvarlig", "Frist", "Status"],
        ["3 / 18/25", "Nøgler til hal 2", "Nils Vad", "1. maj", "udført"],
    ]
    assert table.get_element("table:table-header-rows") is not None


def test_evidence_stands_in_numbered_footnotes(written):
    notes = written(evidence=True).body.get_notes(note_class="footnote")
    assert [note.citation for note in notes] == [str(number) for number in range(1, len(notes) + 1)]
    assert notes[4].note_body == "Optagelsen 0:02:00, 0:02:40"
    assert written(evidence=True, edition=Edition.APPROVED).body.get_notes(note_class="footnote") == []


def test_a_draft_is_marked_and_the_approved_edition_is_not(written):
    draft = written()
    assert "Pictures/draft.png" in draft.parts
    assert "UDKAST" in draft.styles.serialize().decode()
    approved = written(edition=Edition.APPROVED)
    assert "Pictures/draft.png" not in approved.parts
    assert "UDKAST" not in approved.styles.serialize().decode()


def test_title_and_language_are_told_and_nobody_else(written):
    meta = written().meta
    assert (meta.title, meta.language) == ("Referat: 4. møde i bestyrelsen for Det Fælles Magasin", "da-DK")
    assert meta.creator is None


def test_pages_are_numbered(written):
    styles = written().styles.serialize().decode()
    assert "Side <text:page-number" in styles
    assert "af <text:page-count" in styles


def test_the_english_one_is_english(written):
    document = written(danish_meeting(language="en"))
    assert ("Heading_20_1", "Participants") in styled(document)
    assert document.meta.language == "en-GB"


HOSTILE = ["<b>x</b> & 'y' \"z\"", "{{ 7*7 }}{% for %}", "]]>", "A\u030a\x00\x0b\u202e", "æøå Æ"]


@pytest.mark.parametrize("text", HOSTILE)
def test_names_and_titles_are_data(written, text):
    items = (AgendaItem(0, text, f"I{text}", presenters=(text,)),)
    document = written(danish_meeting(title=f"T{text}", items=items), Draft("da", ()))
    assert "49" not in styled(document)[1][1]
    assert styled(document)[1][1].startswith("T")


def test_the_type_stands_first_and_unpacked(written, tmp_path):
    written()
    with zipfile.ZipFile(tmp_path / "referat.odt") as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first).decode() == MEDIA_TYPE


def test_our_own_reader_reads_it(written, tmp_path):
    written()
    assert "Åse Brøgger bød velkommen til mødet." in [line.text for line in read_lines(tmp_path / "referat.odt")]


def test_the_same_fields_give_the_same_file(written, tmp_path):
    written()
    first = (tmp_path / "referat.odt").read_bytes()
    written()
    assert (tmp_path / "referat.odt").read_bytes() == first
