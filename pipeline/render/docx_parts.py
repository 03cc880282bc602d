"""Parts of a Word document that python-docx cannot write: the watermark, and footnotes with the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from typing import Any

FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
EVIDENCE_STYLE = "Evidence"
FOOTNOTE_STYLE = "FootnoteText"  # the ids under which Word keeps its own styles
REFERENCE_STYLE = "FootnoteReference"

_WATERMARK = """<w:r {ns} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:w10="urn:schemas-microsoft-com:office:word"><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"
 o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>
<v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/>
</v:shapetype><v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" alt="{text}"
 style="position:absolute;margin-left:0;margin-top:0;width:470pt;height:100pt;rotation:315;z-index:-251658752;
mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;
mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d9dde2" stroked="f"><v:fill opacity=".5"/>
<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt;font-weight:bold" string="{text}"/></v:shape></w:pict>
</w:r>"""

_FOOTNOTES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes {ns}><w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240"
 w:lineRule="auto"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator"
 w:id="0"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:continuationSeparator/>
</w:r></w:p></w:footnote></w:footnotes>"""


def watermark_run(text: str) -> Any:
    """The word across the page, in the form in which Word itself writes a watermark."""
    return parse_xml(_WATERMARK.format(ns=nsdecls("w"), text=text).replace("\n", " "))


def add_footnotes_part(document: Any) -> None:
    """Give a document the part that footnotes live in, with the separators that Word asks for."""
    part = Part(
        PackURI("/word/footnotes.xml"),
        FOOTNOTES_TYPE,
        _FOOTNOTES.format(ns=nsdecls("w")).encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def evidence_to_footnotes(document: Any) -> int:
    """Turn every run in the character style *Evidence* into a footnote; returns how many.

    A document without a footnotes part keeps the runs: the times then stand behind the statement.
    """
    parts = [part for part in document.part.package.iter_parts() if part.content_type == FOOTNOTES_TYPE]
    if not parts:
        return 0
    style = _style_id(document)
    root = etree.fromstring(parts[0].blob, etree.XMLParser(resolve_entities=False, no_network=True))
    used = [int(note.get(qn("w:id"))) for note in root.iterfind(qn("w:footnote"))]
    number = max([0, *used])
    runs = [
        mark.getparent().getparent()
        for mark in document.element.body.iter(qn("w:rStyle"))
        if mark.get(qn("w:val")) == style
    ]
    made = 0
    for run in runs:
        text = "".join(node.text or "" for node in run.iter(qn("w:t"))).strip()
        if text:
            made += 1
            root.append(_footnote(number + made, text))
            run.getparent().replace(run, _reference(number + made))
    parts[0]._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001 (a raw part)
    return made


def _style_id(document: Any) -> str:
    for style in document.styles:
        if style.name == EVIDENCE_STYLE:
            return str(style.style_id)
    return EVIDENCE_STYLE


def _run(style: str, child: str) -> Any:
    return parse_xml(f'<w:r {nsdecls("w")}><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:{child}/></w:r>')


def _reference(number: int) -> Any:
    run = _run(REFERENCE_STYLE, "footnoteReference")
    run[-1].set(qn("w:id"), str(number))
    return run


def _footnote(number: int, text: str) -> Any:
    note = parse_xml(
        f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{FOOTNOTE_STYLE}"/></w:pPr></w:p>'
        "</w:footnote>"
    )
    shown = parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve"/></w:r>')
    shown[0].text = f" {text}"
    note[0].append(_run(REFERENCE_STYLE, "footnoteRef"))
    note[0].append(shown)
    return note


def detach_template(document: Any) -> None:
    """Forget the template that a document was made from: the link names a machine, and Word would fetch it."""
    settings = document.settings.element
    part = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    for link in settings.findall(qn("w:attachedTemplate")):
        settings.remove(link)
        part.rels.pop(link.get(qn("r:id")), None)
