"""The Word document: what it holds, and what a template may not do."""

from __future__ import annotations

import re
import zipfile
from dataclasses import asdict

import docx
import pytest
from docx.oxml.ns import qn
from render_meetings import SECRET, conversation, danish_draft, danish_meeting, findings

from pipeline.errors import InputError
from pipeline.meeting import AgendaItem, Attendee
from pipeline.minutes import Draft
from pipeline.render import Audience, Edition, RenderOptions
from pipeline.render.fill import TemplateFault, fill
from pipeline.render.resources import default_docx
from pipeline.render.view import build_fields
from pipeline.render.word import write_docx


def fields(meeting=None, draft=None, evidence=False, **options):
    return build_fields(
        meeting or danish_meeting(),
        draft or danish_draft(),
        findings(),
        conversation(),
        RenderOptions(**options),
        evidence=evidence,
    )


@pytest.fixture
def filled(tmp_path):
    """Fills the default template in this process (the limits are the child's)."""

    def fill_default(found, template=None):
        path = tmp_path / "filled.docx"
        fill(str(template or default_docx(found.language)), str(path), asdict(found))
        return docx.Document(str(path))

    return fill_default


def house_template(path, *paragraphs, header=""):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.sections[0].header.paragraphs[0].text = header
    document.save(str(path))
    return path


def all_xml(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_the_document_has_the_form_of_the_referat(filled):
    document = filled(fields())
    lines = [(p.style.name, p.text) for p in document.paragraphs]
    assert lines[:6] == [
        ("Document kind", "Referat"),
        ("Title", "4. møde i bestyrelsen for Det Fælles Magasin"),
        ("Heading 1", "Dato og sted"),
        ("Normal", "Tirsdag den 2. september 2025 kl. 09:30 – 11:00 (mødelokale 3, Havnegade 12)."),
        ("Heading 1", "Deltagere"),
        ("Heading 2", "Fra bestyrelsen:"),
    ]
    start = lines.index(("Item heading", "Pkt. 22/25\tStatus for indflytning i det nye magasin (O)"))
    assert [style for style, _ in lines[start : start + 9]] == [
        "Item heading",
        "Presenter",
        "Lead",
        "List Bullet",
        "List Bullet",
        "List Bullet",
        "Lead",
        "List Bullet",
        "List Bullet",
    ]
    assert lines[start + 1][1] == "v/Jørgen Ravn-Holm"
    assert lines[start + 9] == ("Body Text", "Bestyrelsen tog orienteringen til efterretning.")
    assert lines[-2][1] == "Næste møde"
    assert not [text for _, text in lines if "{" in text or "}" in text]


def test_the_english_document_is_english(filled):
    texts = [p.text for p in filled(fields(danish_meeting(language="en"))).paragraphs]
    assert "Participants" in texts
    assert "Item 22/25\tStatus for indflytning i det nye magasin (for information)" in texts
    assert "By Jørgen Ravn-Holm" in texts


def test_item_headings_are_headings_and_stay_with_what_follows(filled):
    document = filled(fields())
    style = document.styles["Item heading"]
    assert style.base_style.name == "Heading 1"
    assert document.styles["Heading 1"].paragraph_format.keep_with_next
    assert document.styles["Presenter"].paragraph_format.keep_with_next
    numbering = document.styles["List Bullet"].element.find(qn("w:pPr")).find(qn("w:numPr"))
    assert numbering is not None


def test_pages_are_numbered_by_fields(filled):
    footer = filled(fields()).sections[0].footer
    codes = [node.text.strip() for node in footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert footer.paragraphs[0].text.startswith("Side ")


def test_title_is_told_and_no_machine_is_named(filled, tmp_path):
    properties = filled(fields()).core_properties
    assert properties.title == "4. møde i bestyrelsen for Det Fælles Magasin"
    assert properties.author == "Bestyrelsen for Det Fælles Magasin"
    assert (properties.comments, properties.keywords, properties.last_modified_by) == ("", "", "")
    assert "python-docx" not in "".join(all_xml(tmp_path / "filled.docx").values())


def test_language_of_the_document_is_danish(filled):
    styles = filled(fields()).styles.element
    assert [lang.get(qn("w:val")) for lang in styles.find(qn("w:docDefaults")).iter(qn("w:lang"))] == ["da-DK"]


def test_a_draft_is_marked_and_the_approved_edition_is_not(filled, tmp_path):
    filled(fields())
    assert sum("UDKAST" in xml for name, xml in all_xml(tmp_path / "filled.docx").items() if "header" in name) == 1
    filled(fields(edition=Edition.APPROVED))
    assert "UDKAST" not in "".join(all_xml(tmp_path / "filled.docx").values())


def test_evidence_stands_in_footnotes(filled, tmp_path):
    document = filled(fields(evidence=True))
    marks = [node.get(qn("w:id")) for node in document.element.body.iter(qn("w:footnoteReference"))]
    notes = all_xml(tmp_path / "filled.docx")["word/footnotes.xml"]
    assert len(marks) == len(set(marks)) > 10
    assert all(f'w:id="{mark}"' in notes for mark in marks)
    assert "Optagelsen 0:02:00, 0:02:40" in notes
    assert "0:02:00" not in "".join(p.text for p in document.paragraphs)


def test_without_evidence_there_are_no_footnotes(filled, tmp_path):
    document = filled(fields(evidence=True, edition=Edition.APPROVED))
    assert not list(document.element.body.iter(qn("w:footnoteReference")))
    assert "Optagelsen" not in "".join(all_xml(tmp_path / "filled.docx").values())


def test_a_template_without_footnotes_keeps_the_times_in_the_line(filled, tmp_path):
    template = docx.Document()
    template.styles.add_style("Evidence", 2)
    line = template.add_paragraph("{{ next_meeting.text }} ")
    line.add_run("{{ next_meeting.footnote }}", style="Evidence")
    template.save(str(tmp_path / "t.docx"))
    texts = [p.text for p in filled(fields(evidence=True), tmp_path / "t.docx").paragraphs]
    assert any(text.endswith("Optagelsen 0:10:00") for text in texts)


def test_the_public_document_holds_nothing_of_a_closed_item(filled, tmp_path):
    filled(fields(evidence=True, audience=Audience.PUBLIC))
    everything = "".join(all_xml(tmp_path / "filled.docx").values())
    assert "Personalesag" in everything
    assert SECRET not in everything
    assert "løn.pdf" not in everything


HOSTILE = [
    "<script>x</script> & 'O'Neill\"",
    "{{ 7*7 }}{% for %}",
    "{_{ x }_}",
    "A\u030a\x00\x0b\ud800\u202e",
    "]]>",
    "\a\f\t",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_names_and_titles_are_data_never_template(filled, text):
    people = (Attendee("a1", f"N{text}", text, text, text),)
    meeting = danish_meeting(title=f"T{text}", attendees=people, items=(AgendaItem(0, text, f"I{text}"),))
    document = filled(fields(meeting, Draft("da", ())))
    shown = fields(meeting, Draft("da", ()))
    texts = [p.text for p in document.paragraphs]
    assert shown.title.replace("{_{", "{{").replace("}_}", "}}") in texts
    assert not any("49" in line for line in texts)


def test_a_title_of_absurd_length_is_printed_whole(filled):
    document = filled(fields(danish_meeting(title="ord " * 5000)))
    assert len(document.core_properties.title) == 255
    assert len(document.paragraphs[1].text) == len("ord " * 5000) - 1


def test_four_hundred_attendees_are_all_printed(filled):
    people = tuple(Attendee(f"a{i}", f"Deltager {i:03d}") for i in range(400))
    document = filled(fields(danish_meeting(attendees=people)))
    assert sum(p.style.name == "Participant" for p in document.paragraphs) == 400


INTERNALS = [
    "{{ title.__class__.__mro__ }}",
    "{{ items.__class__ }}",
    "{{ ''['__class__'] }}",
    "{{ title|attr('__class__') }}",
    "{{ range.__globals__ }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ self.__init__ }}",
    "{{ labels.keys() }}",
    "{{ title.format(title) }}",
    "{{ items.append(1) }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{{ lipsum() }}",
    "{% set ns = namespace() %}{{ ns.__class__ }}",
    "{% for i in items %}{{ loop.__class__ }}{% endfor %}",
    "{{ namespace.mro() }}",
    "{{ joiner.__init__ }}",
]


@pytest.mark.parametrize("reach", INTERNALS)
def test_a_template_cannot_reach_for_python(filled, tmp_path, reach):
    template = house_template(tmp_path / "t.docx", reach)
    with pytest.raises(TemplateFault):
        filled(fields(), template)


@pytest.mark.parametrize(
    "reach", ["{{ items|map('attr', '__class__')|list }}", "{{ items|map(attribute='__class__')|list }}"]
)
def test_a_list_of_what_cannot_be_reached_is_a_list_of_nothing(filled, tmp_path, reach):
    document = filled(fields(), house_template(tmp_path / "t.docx", reach))
    assert document.paragraphs[0].text == f"[{', '.join(['Undefined'] * 5)}]"


def test_an_unknown_field_is_named_with_its_place_and_the_right_one(tmp_path):
    template = house_template(tmp_path / "house.docx", "Referat", "{{ titel }}")
    with pytest.raises(InputError) as caught:
        write_docx(fields(), tmp_path / "out.docx", RenderOptions(template=template))
    told = str(caught.value)
    assert re.search(
        r'house\.docx: document, line 3 \(\{\{ titel \}\}\): unknown field "titel"; did you mean "title"\?', told
    )
    assert not (tmp_path / "out.docx").exists()


def test_the_house_template_is_filled_with_body_header_and_list(tmp_path):
    template = house_template(
        tmp_path / "house.docx",
        "{{ title }}",
        "{%p for item in items %}",
        "{{ item.number }}",
        "{%p endfor %}",
        header="{{ body }}",
    )
    write_docx(fields(), tmp_path / "out.docx", RenderOptions(template=template))
    document = docx.Document(str(tmp_path / "out.docx"))
    assert [p.text for p in document.paragraphs][1:] == ["21/25", "22/25", "23/25", "24/25", "25/25"]
    assert document.sections[0].header.paragraphs[0].text == "Bestyrelsen for Det Fælles Magasin"


BOUNDLESS = [
    "{{ 'a' * 10**9 }}",
    "{{ [0] * 10**9 }}",
    "{{ '%999999999d'|format(1) }}",
    "{{ 'x'|center(10**9) }}",
    "{% for i in range(10**9) %}x{% endfor %}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{% for x in items recursive %}{{ loop(items) }}{% endfor %}",
    "{{ ('x' ~ 'y')|replace('x', 'x' * 10**8) }}",
]


@pytest.mark.parametrize("text", BOUNDLESS)
def test_what_grows_without_bounds_is_one_line(tmp_path, text):
    template = house_template(tmp_path / "house.docx", text)
    options = RenderOptions(template=template, template_memory_mb=300, template_cpu_s=20)
    with pytest.raises(InputError, match="look for a loop, or a text, without end") as caught:
        write_docx(fields(), tmp_path / "out.docx", options)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out.docx").exists()


ENDLESS = (
    "{% for a in range(99999) %}{% for b in range(99999) %}{% if a > b + 99999 %}x{% endif %}{% endfor %}{% endfor %}"
)
HUGE = (
    "{% set ns = namespace(x='xxxxxxxx') %}{% for a in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}"
)


def test_a_loop_that_never_ends_is_ended(tmp_path):
    template = house_template(tmp_path / "house.docx", ENDLESS)
    options = RenderOptions(template=template, template_cpu_s=1.5)
    with pytest.raises(InputError, match="of processor; look for a loop that never ends"):
        write_docx(fields(), tmp_path / "out.docx", options)
    slow = RenderOptions(template=template, template_timeout_s=1.5)
    with pytest.raises(InputError, match=r"not done after 1\.5 s"):
        write_docx(fields(), tmp_path / "out.docx", slow)


def test_output_without_bounds_is_bounded(tmp_path):
    template = house_template(tmp_path / "house.docx", HUGE)
    options = RenderOptions(template=template, template_memory_mb=300)
    with pytest.raises(InputError, match="needs more than 300 MB"):
        write_docx(fields(), tmp_path / "out.docx", options)
