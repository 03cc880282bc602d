"""`referat template check`: unknown fields with their place and the nearest valid name."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.errors import InputError
from pipeline.render import check_template
from pipeline.render.check import analyse
from pipeline.render.docx_parts import FOOTNOTES_TYPE, add_footnotes_part
from pipeline.render.environment import FieldEnvironment
from pipeline.render.resources import default_docx


def problems(source):
    return analyse(source, FieldEnvironment(autoescape=True), "text")


@pytest.mark.parametrize(
    "source",
    [
        "{{ title }}{{ labels.item }}",
        "{% for item in items %}{{ loop.index }}{{ item.blocks[0].entries[0].text }}{% endfor %}",
        "{% for g in groups if g.name %}{{ g.people|length }}{% else %}{{ title }}{% endfor %}",
        "{% set first = items|first %}{{ first.number }}",
        "{{ items|selectattr('closed')|map(attribute='title')|join(', ') }}",
        "{% for item in items|rejectattr('hidden')|sort(attribute='number') %}{{ item.title }}{% endfor %}",
        "{% with a = actions[0] %}{{ a.owner }}{% endwith %}",
        "{% macro line(p) %}{{ p.name }}{% endmacro %}{{ line(groups[0].people[0]) }}",
        "{% if next_meeting %}{{ next_meeting.text }}{% endif %}",
        "{% for i in range(3) %}{{ i }}{% endfor %}{{ (items if is_draft else items)[0].title }}",
        "{% for item in items %}{% set ns = namespace(n=0) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}{% endfor %}",
        "{{ items[1:][0].title }}",
    ],
)
def test_what_exists_is_no_problem(source):
    assert problems(source) == ()


@pytest.mark.parametrize(
    ("source", "name", "remedy"),
    [
        ("{{ titel }}", "titel", 'did you mean "title"?'),
        ("{{ labels.partcipants }}", "labels.partcipants", 'did you mean "participants"?'),
        ("{% for item in items %}{{ item.heding }}{% endfor %}", "item.heding", 'did you mean "heading"?'),
        ("{% for p in groups[0].people %}{{ p.nme }}{% endfor %}", "p.nme", 'did you mean "name"?'),
        ("{{ items[0]['titl'] }}", "items[…].titl", 'did you mean "title"?'),
        ("{{ items.title }}", "items.title", "loop over it"),
        ("{{ title.upper() }}", "title.upper", "write title alone, or use a filter"),
        ("{% for letter in title %}{% endfor %}", "title", "lists are: actions, apologies, doubts, groups, items"),
        ("{% for item in items %}{% endfor %}{{ item.title }}", "item", 'did you mean "items"?'),
        ("{{ items|map(attribute='numer')|join }}", "numer", 'did you mean "number"?'),
        ("{{ items|selectattr('clsed')|list }}", "clsed", 'did you mean "closed"?'),
        ("{% if bdy %}{% endif %}", "bdy", 'did you mean "body"?'),
        ("{{ 'x' if is_drat else 'y' }}", "is_drat", 'did you mean "is_draft"?'),
        ("{% include 'x' %}", "", "a template stands alone"),
        ("{{ lipsum() }}", "lipsum", "valid are: "),
        ("{{ ''.__class__.__mro__ }}", "….__class__", "a template reads fields and nothing else"),
        ("{{ title|attr('__class__') }}", "title.__class__", "a template reads fields and nothing else"),
        ("{{ ''['__class__'] }}", "….__class__", "a template reads fields and nothing else"),
        ("{{ items|map(attribute='__class__')|list }}", "__class__", "valid are: "),
    ],
)
def test_what_does_not_exist_is_named_with_what_would_be_right(source, name, remedy):
    problem, *_ = problems(source)
    assert problem.name == name
    assert problem.remedy.startswith(remedy)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_default_templates_have_no_problem(language):
    assert check_template(default_docx(language)) == ()


def test_the_place_is_told_in_body_header_and_footer(tmp_path):
    document = docx.Document()
    document.add_paragraph("Mødets titel")
    split = document.add_paragraph("{{ ti")
    split.add_run("tel }} her").bold = True  # Word splits what one writes into runs
    document.sections[0].header.paragraphs[0].text = "{{ bdy }}"
    document.sections[0].footer.paragraphs[0].text = "{{ plce }}"
    document.save(str(tmp_path / "house.docx"))
    found = {problem.part: problem for problem in check_template(tmp_path / "house.docx")}
    assert {part: problem.name for part, problem in found.items()} == {
        "document": "titel",
        "header1": "bdy",
        "footer1": "plce",
    }
    assert found["document"].place == "{{ titel }} her"
    assert str(found["header1"]).startswith('header1, line 2 ({{ bdy }}): unknown field "bdy"; did you mean "body"?')


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{% for item in items %}", r"document, line 3 \(\{% for item in items %\}\).*endfor"),
        ("{{ title", "document, line 3"),
        ("{{ title|nosuchfilter }}", "nosuchfilter"),
        ("{% fr item in items %}", "Encountered unknown tag 'fr'"),
    ],
)
def test_a_template_that_does_not_compile_is_wrong_input(tmp_path, text, told):
    document = docx.Document()
    document.add_paragraph("Referat")
    document.add_paragraph(text)
    document.save(str(tmp_path / "house.docx"))
    with pytest.raises(InputError, match=told):
        check_template(tmp_path / "house.docx")


TEXT_BOX = (
    '<w:p {ns}><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
    "<w:t>{{{{ titel }}}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def test_the_place_is_told_in_tables_text_boxes_and_footnotes(tmp_path):
    document = docx.Document()
    add_footnotes_part(document)
    note = next(part for part in document.part.package.iter_parts() if part.content_type == FOOTNOTES_TYPE)
    told = "<w:footnote w:id='9'><w:p><w:r><w:t>{{ plce }}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    note._blob = note.blob.replace(b"</w:footnotes>", told.encode())
    table = document.add_table(rows=3, cols=1)
    for row, text in zip(table.rows, ("{%tr for a in action %}", "{{ a.ownr }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text
    document.element.body.insert(0, parse_xml(TEXT_BOX.format(ns=nsdecls("w"))))
    document.save(str(tmp_path / "house.docx"))
    found = {(problem.part, problem.name): problem.place for problem in check_template(tmp_path / "house.docx")}
    assert set(found) == {("document", "titel"), ("document", "action"), ("footnotes", "plce")}
    assert found["document", "titel"].startswith("{{ titel }}")


def test_fields_where_nothing_is_filled_in_are_named(tmp_path):
    document = docx.Document()
    document.add_paragraph("{{ title }}")
    document.add_comment(document.paragraphs[0].runs, text="{{ body }}", author="x", initials="x")
    document.save(str(tmp_path / "house.docx"))
    (problem,) = check_template(tmp_path / "house.docx")
    assert (problem.part, problem.name) == ("comments", "{{ body }}")
    assert str(problem) == "comments, line 1 ({{ body }}): nothing is filled in here; move it to the text"
