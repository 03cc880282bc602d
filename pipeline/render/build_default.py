"""Builds the default Word templates: ``python -m pipeline.render.build_default``.

The result is committed (``templates/referat/referat.da.docx``, ``actions.da.docx`` and the English ones): a secretariat
opens it in Word, puts its letterhead in, and has its own template.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from pipeline.render.docx_parts import FOOTNOTE_STYLE, REFERENCE_STYLE, add_footnotes_part, watermark_run
from pipeline.render.labels import wording
from pipeline.render.resources import default_docx

if TYPE_CHECKING:
    from typing import Any

    from pipeline.render.fields import Labels

FONT = "Calibri"
INK = RGBColor(0x1F, 0x2A, 0x37)
ACCENT = RGBColor(0x1F, 0x3A, 0x5F)
GREY = RGBColor(0x5B, 0x65, 0x70)
ITEM_INDENT = Cm(2.4)
TEXT_WIDTH = Cm(21.0 - 2.5 - 2.5)
LOCALES = {"da": "da-DK", "en": "en-GB"}


def build(language: str) -> Any:
    """Return the default template of a language as a python-docx document."""
    labels = wording(language).labels
    document = _empty(language, labels)
    _header(document, labels)
    _head(document, labels)
    _items(document, labels)
    _end(document, labels)
    add_footnotes_part(document)
    return document


def build_actions(language: str) -> Any:
    """Return the default template of the list of actions."""
    labels = wording(language).labels
    document = _empty(language, labels)
    document.sections[0].header.paragraphs[0].add_run("{{ body }}")
    document.add_paragraph(labels.actions, style="Document kind")
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{%p if date_line %}")
    document.add_paragraph("{{ date_line }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if actions %}")
    heads = (labels.item, labels.action, labels.owner, labels.deadline)
    _table(document, "actions", heads, ("item_number", "text", "owner", "deadline"), (2.0, 7.6, 3.6, 2.8))
    document.add_paragraph("{%p else %}")
    document.add_paragraph(labels.no_actions, style="Body Text")
    document.add_paragraph("{%p endif %}")
    _open_actions(document, labels)
    return document


def _empty(language: str, labels: Labels) -> Any:
    document = docx.Document()
    _page(document)
    _styles(document, LOCALES[language])
    _bullets(document)
    _table_style(document)
    _properties(document, LOCALES[language])
    _footer(document, labels)
    return document


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.3)
    section.header_distance, section.footer_distance = Cm(1.2), Cm(1.1)


def _font(style: Any, size: float, *, bold: bool = False, colour: RGBColor = INK) -> None:
    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _space(style: Any, before: float, after: float, line: float = 1.0) -> None:
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = line


def _paragraph_style(document: Any, name: str, base: str = "Normal") -> Any:
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles[base] if base else None
    style.hidden = False
    style.quick_style = True
    return style


def _styles(document: Any, locale: str) -> None:
    normal = document.styles["Normal"]
    _font(normal, 11)
    _space(normal, 0, 6, 1.12)
    normal.paragraph_format.widow_control = True
    _language(document, locale)

    kind = _paragraph_style(document, "Document kind")
    _font(kind, 13, bold=True, colour=GREY)
    kind.font.all_caps = True
    _letter_spacing(kind, 60)
    _space(kind, 0, 4)
    kind.paragraph_format.keep_with_next = True

    title = document.styles["Title"]
    _font(title, 22, bold=True, colour=ACCENT)
    _drop_border(title)
    _letter_spacing(title, 0)
    _space(title, 0, 14)
    title.paragraph_format.keep_with_next = True

    for name, size, before, after, colour in (("Heading 1", 13.5, 20, 3, ACCENT), ("Heading 2", 11, 10, 3, INK)):
        heading = document.styles[name]
        _font(heading, size, bold=True, colour=colour)
        _space(heading, before, after)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.keep_together = True

    item = _paragraph_style(document, "Item heading", "Heading 1")
    item.paragraph_format.left_indent = ITEM_INDENT
    item.paragraph_format.first_line_indent = -ITEM_INDENT
    item.paragraph_format.tab_stops.add_tab_stop(ITEM_INDENT)
    _space(item, 22, 0)

    presenter = _paragraph_style(document, "Presenter")
    _font(presenter, 11, colour=GREY)
    presenter.paragraph_format.left_indent = ITEM_INDENT
    presenter.paragraph_format.keep_with_next = True
    _space(presenter, 0, 6)

    person = _paragraph_style(document, "Participant")
    _space(person, 0, 2)
    person.paragraph_format.left_indent = Cm(0.6)
    person.paragraph_format.first_line_indent = Cm(-0.6)

    body = document.styles["Body Text"]
    _space(body, 6, 6, 1.12)

    lead = _paragraph_style(document, "Lead")
    lead.paragraph_format.keep_with_next = True
    _space(lead, 6, 3, 1.12)

    for name in ("Header", "Footer"):
        _font(document.styles[name], 9, colour=GREY)
        _space(document.styles[name], 0, 0)
        document.styles[name].paragraph_format.tab_stops.clear_all()
        document.styles[name].paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    note = _paragraph_style(document, "footnote text")
    note.element.set(qn("w:styleId"), FOOTNOTE_STYLE)
    _font(note, 8, colour=GREY)
    _space(note, 0, 0)
    reference = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    reference.element.set(qn("w:styleId"), REFERENCE_STYLE)
    reference.font.superscript = True
    evidence = document.styles.add_style("Evidence", WD_STYLE_TYPE.CHARACTER)
    evidence.font.size = Pt(8)
    evidence.font.color.rgb = GREY


def _language(document: Any, locale: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/>'))


def _letter_spacing(style: Any, twentieths: int) -> None:
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:spacing")):
        properties.remove(old)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(twentieths))
    properties.insert_element_before(
        spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:effect", "w:lang"
    )


def _drop_border(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _bullets(document: Any) -> None:
    """A dash as the bullet, as Danish minutes have it, as real numbering of the style List Bullet."""
    numbering = document.part.numbering_part.element
    abstract_id, number_id = "900", "900"
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract_id}"><w:multiLevelType w:val="hybridMultilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/>'
        '<w:lvlText w:val="–"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="454" w:hanging="340"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/></w:rPr></w:lvl></w:abstractNum>'
    )
    first = numbering.find(qn("w:num"))
    first.addprevious(abstract)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number_id}"><w:abstractNumId w:val="{abstract_id}"/></w:num>')
    )
    style = document.styles["List Bullet"]
    properties = style.element.get_or_add_pPr()
    for name in ("w:numPr", "w:contextualSpacing", "w:ind", "w:tabs"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    properties.get_or_add_numPr().get_or_add_numId().val = int(number_id)
    style.paragraph_format.left_indent = Cm(0.8)
    style.paragraph_format.first_line_indent = Cm(-0.6)
    _space(style, 0, 3, 1.12)


def _properties(document: Any, locale: str) -> None:
    properties = document.core_properties
    for name in ("author", "comments", "keywords", "subject", "category", "last_modified_by", "title"):
        setattr(properties, name, "")
    properties.language = locale
    properties.revision = 1
    properties.created = properties.modified = datetime(2026, 1, 1, tzinfo=UTC)


def _header(document: Any, labels: Labels) -> None:
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.add_run("{{ body }}")
    paragraph.add_run("\t{% if is_draft %}")
    paragraph.add_run(labels.draft).bold = True
    paragraph.add_run("{% endif %}")
    header = document.sections[0].header
    header.add_paragraph("{%p if is_draft %}", style="Header")
    header.add_paragraph(style="Header")._p.append(watermark_run(labels.draft))  # noqa: SLF001 (python-docx's own way in)
    header.add_paragraph("{%p endif %}", style="Header")


def _footer(document: Any, labels: Labels) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.add_run(f"{labels.page} ")
    _field(paragraph, "PAGE")
    paragraph.add_run(f" {labels.of} ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else "")
        if kind == "":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)  # noqa: SLF001 (python-docx has no fields)
        elif kind != "shown":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # noqa: SLF001 (python-docx has no fields)


def _head(document: Any, labels: Labels) -> None:
    document.add_paragraph("{{ labels.document }}", style="Document kind")
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{%p if date_line %}")
    document.add_paragraph(labels.when_and_where, style="Heading 1")
    document.add_paragraph("{{ date_line }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if groups %}")
    document.add_paragraph(labels.participants, style="Heading 1")
    document.add_paragraph("{%p for group in groups %}")
    document.add_paragraph("{%p if group.name %}")
    document.add_paragraph("{{ group.name }}:", style="Heading 2")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for person in group.people %}")
    document.add_paragraph("{{ person.line }}", style="Participant")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")


def _entry(document: Any, style: str, name: str = "entry") -> None:
    paragraph = document.add_paragraph(f"{{{{ {name}.text }}}}", style=style)
    paragraph.add_run(f"{{%r if {name}.footnote %}}")
    paragraph.add_run(f" {{{{ {name}.footnote }}}}", style="Evidence")
    paragraph.add_run("{%r endif %}")


def _items(document: Any, labels: Labels) -> None:
    document.add_paragraph("{%p for item in items %}")
    heading = document.add_paragraph(style="Item heading")
    heading.add_run(f"{{% if item.number %}}{labels.item} {{{{ item.number }}}}\t{{% endif %}}{{{{ item.title }}}}")
    heading.add_run("{% if item.suffix %} {{ item.suffix }}{% endif %}").bold = False
    document.add_paragraph("{%p if item.presenters_text %}")
    document.add_paragraph(f"{labels.by}{{{{ item.presenters_text }}}}", style="Presenter")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if item.hidden %}")
    document.add_paragraph("{{ labels.closed_text }}", style="Body Text")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for block in item.blocks %}")
    document.add_paragraph("{%p if block.lead %}")
    document.add_paragraph("{{ block.lead }}", style="Lead")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for entry in block.entries %}")
    document.add_paragraph("{%p if block.lead %}")
    _entry(document, "List Bullet")
    document.add_paragraph("{%p else %}")
    _entry(document, "Body Text")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p if item.nothing %}")
    document.add_paragraph("{{ item.nothing }}", style="Body Text")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")


def _table_style(document: Any) -> None:
    """Lines under the rows, a stronger one under the head; nothing else."""
    text = _paragraph_style(document, "Table text")
    _font(text, 10)
    _space(text, 2, 2)
    head = _paragraph_style(document, "Table head", "Table text")
    _font(head, 10, bold=True, colour=ACCENT)
    head.paragraph_format.keep_with_next = True
    line = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="{}"/>'
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="Actions"><w:name w:val="Actions"/>'
            '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
            f"{line.format('bottom', 4, 'D5DAE0')}{line.format('insideH', 4, 'D5DAE0')}</w:tblBorders><w:tblCellMar>"
            '<w:left w:w="0" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
            f"{line.format('bottom', 8, ACCENT)}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
        )
    )


def _table(
    document: Any, loop: str, heads: tuple[str, ...], fields: tuple[str, ...], widths_cm: tuple[float, ...]
) -> None:
    """A row for each record of a list, under a head that is repeated on every page."""
    table = document.add_table(rows=4, cols=len(heads), style="Actions")
    table.autofit = False
    for column, width in zip(table.columns, widths_cm, strict=True):
        column.width = Cm(width)
    first = (f"{{%tr for action in {loop} %}}",)
    last = ("{%tr endfor %}",)
    rows = (heads, first, tuple(f"{{{{ action.{field} }}}}" for field in fields), last)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, width in zip(row.cells, widths_cm, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].style = "Table head" if texts is heads else "Table text"
        for cell, text in zip(row.cells, texts, strict=False):
            cell.paragraphs[0].add_run(text)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 (python-docx has no row properties)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def _open_actions(document: Any, labels: Labels) -> None:
    document.add_paragraph("{%p if open_actions %}")
    document.add_paragraph(labels.open_actions, style="Heading 1")
    heads = (labels.agreed, labels.action, labels.owner, labels.deadline, labels.status)
    fields = ("agreed", "text", "owner", "deadline", "status_word")
    _table(document, "open_actions", heads, fields, (2.6, 5.8, 3.0, 2.8, 1.8))
    document.add_paragraph("{%p endif %}")


def _end(document: Any, labels: Labels) -> None:
    _open_actions(document, labels)
    document.add_paragraph("{%p if next_meeting %}")
    document.add_paragraph(labels.next_meeting, style="Heading 1")
    _entry(document, "Normal", "next_meeting")
    document.add_paragraph("{%p endif %}")


def main() -> None:
    """Write the templates."""
    for language in LOCALES:
        build(language).save(str(default_docx(language)))
        build_actions(language).save(str(default_docx(language, "actions")))


if __name__ == "__main__":
    main()
