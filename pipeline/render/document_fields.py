"""Writes docs/templates.md: ``python -m pipeline.render.document_fields > docs/templates.md``."""

from __future__ import annotations

import sys

from pipeline.render.fields import Fields
from pipeline.render.schema import FieldShape, Listing, Record, Scalar, records

_INTRODUCTION = """# Templates

This page is written by `python -m pipeline.render.document_fields > docs/templates.md`; do not edit it by hand.

![The first two pages of a draft in the default template](images/referat-da.png)

*The default template, filled in by `referat run examples/bestyrelsesmoede` and opened in LibreOffice.*

## Your own Word template

1. Copy `templates/referat/referat.da.docx` (or `referat.en.docx`), open it in Word, put your letterhead in, and change
   styles and words as you like. Save it as .docx.
2. Check it: `referat template check your.docx` names every field that does not exist, its place and the nearest valid
   name.
3. Name it in the configuration: `[render]`, `template = "your.docx"`; or for once: `referat render --template`.

The list of actions has a template of its own (`templates/referat/actions.da.docx`, with the same fields), taken by
`referat actions ... --template`.

Fields and loops are written as in [docxtpl](https://docxtpl.readthedocs.io) and Jinja:

| in Word | does |
|---|---|
| `{{ title }}` | prints a field |
| `{%p for item in items %}` … `{%p endfor %}` | repeats the paragraphs between; both stand alone in a paragraph |
| `{%p if next_meeting %}` … `{%p endif %}` | keeps the paragraphs between only when there is something |
| `{%tr for action in actions %}` … `{%tr endfor %}` | repeats the rows of a table |
| `{%r if entry.footnote %}` … `{%r endif %}` | keeps the runs between, within a paragraph |
| `{{ labels.item }}`, `{{ item.number }}` | a field of a record |
| `{{ group.people \\| length }}` | a filter of Jinja |

What is printed is data: `{{ … }}`, `<…>` or a formula in a name or a title stays text. Fields are text, numbers,
true/false, lists and records; they have no methods. A field that does not exist is an error, not an empty
place. A template cannot include another, and is filled in by a process of its own with limits of time
and memory (`template_cpu_s`, `template_timeout_s`, `template_memory_mb` in `[render]`). Fields are filled in where the
text is: in the body with its tables and text boxes, in headers, footers, footnotes; the check names those in endnotes
or comments, where nothing is. Not accepted: macros, a password, embedded objects, parts or fields that lead out of the
document (linked pictures, `INCLUDETEXT`, `DDE`; hyperlinks are fine), more than 60 MB unpacked. The link to the
template that a document was made from is dropped.

A run in the character style *Evidence* becomes a footnote when the document has a footnotes part, as the default
templates have. In the public edition the fields hold nothing of a closed item but its number, title and kind; in
an approved or a public edition nothing of the evidence.

## The pdf

It is PDF/UA-1 (ISO 14289-1), made from the html with the font that is shipped (Carlito, OFL).

Tests check that

- it says that it is tagged and PDF/UA-1, shows its title and tells its language;
- headings are nested from one H1 without a gap, lists are lists, a table has its head cells;
- its tags read in the order of the referat, and outside them are only header, footer and the word across a draft;
- every font is embedded, and tabs follow the structure.

A person has to judge, with the checkpoints of the Matterhorn Protocol 1.1:

- whether the tags mean what the page shows (01, 09), and a heading says what its part holds (14);
- whether a table's head cells are the right ones (15);
- words in another language than the referat's (11);
- that nothing that matters stands in header or footer only (18);
- contrast (04). Our own colours are fixed, text on white at least 4.5:1; the pale word across a draft is repeated in
  the header; no colour carries a meaning alone.

This is no validator: check an important pdf with veraPDF or PAC. Without the library Pango the pdf is left
out, and the reviewer is told.

## The odt

`--format odt` writes the default referat with the same styles, footnotes, head and page numbers as the docx, from the
templates in `templates/referat/odt/`. It looks the same in LibreOffice. A house's own template is Word's only: no
well-kept library fills odt templates as docxtpl fills Word's.

## Fields

The top level can be used directly; the records below it are reached through it.
"""


def page() -> str:
    """The whole page."""
    parts = [_INTRODUCTION]
    for name, own in records().items():
        title = "Top level" if name == Fields.__name__ else name
        rows = "".join(_row(field) for field in own.values())
        parts.append(f"\n### {title}\n\n| field | kind | what |\n|---|---|---|\n{rows}")
    return "".join(parts)


def _row(field: FieldShape) -> str:
    return f"| `{field.name}` | {_kind(field)} | {field.doc.replace('|', '&#124;')} |\n"


def _kind(field: FieldShape) -> str:
    shape = field.shape
    many = isinstance(shape, Listing)
    element = shape.element if isinstance(shape, Listing) else shape
    if isinstance(element, Record):
        name = f"[{element.name}](#{element.name.lower()})"
    else:
        name = element.name if isinstance(element, Scalar) else "anything"
    optional = ", or nothing" if field.optional else ""
    return f"{'list of ' if many else ''}{name}{optional}"


if __name__ == "__main__":
    sys.stdout.write(page())
