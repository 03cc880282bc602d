"""Agendas and lists of people as a secretariat sends them: three layouts, each as docx, odt, pdf and text."""

# ruff: noqa: E501 (people and items read best one a line)

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.intake import FoundItem, FoundPerson
from pipeline.meeting import Attendance, ItemKind, Role

FORMATS = ("docx", "odt", "pdf", "txt")
LAYOUTS = ("printed", "list", "table")
Block = tuple[Literal["heading", "text", "number", "bullet", "table"], object]


@dataclass(frozen=True)
class Paper:
    """What is to come back: ``described`` is what a list prints behind each name."""

    title: str
    when: str
    items: tuple[FoundItem, ...]
    people: tuple[FoundPerson, ...]
    described: tuple[str, ...]


def invented() -> Paper:
    """A meeting nobody held, with what makes names hard."""
    rows = (
        ("Åse Ærø O'Hara", "direktør", "Kommunernes Forening", "direktør i Kommunernes Forening", "Fra udvalget", Role.CHAIR, "present", ""),
        ("Jens-Ole Bjørn Friis", "overlæge", "Region Nord", "overlæge ved Region Nord", "Fra udvalget", Role.DEPUTY, "present", ""),
        ("Ida M. de la Cour", "dekan SUND, Nordlands Universitet", "Danske Skoler", "Danske Skoler, dekan SUND, Nordlands Universitet", "Fra udvalget", None, "present", ""),
        ("Bo Vang", "kontorchef", "Vejministeriet", "kontorchef i Vejministeriet", "Fra udvalget", None, "apologies", ""),
        ("Müzeyyen Øztürk", "", "Borgerrådet", "Borgerrådet", "Fra udvalget", None, "present", ""),
        ("Per Holm", "chefkonsulent", "Vejcentret", "chefkonsulent i Vejcentret", "Fra udvalgets sekretariat", Role.SECRETARIAT, "present", ""),
        ("Lis Dam", "PA og faglig projektleder", "Vejcentret", "PA og faglig projektleder i Vejcentret", "Fra udvalgets sekretariat", Role.SECRETARIAT, "present", ""),
        ("Kai Lund", "", "", "", "Fra udvalget", None, "present", "Bo Vang"),
    )  # fmt: skip
    people = tuple(
        FoundPerson(name, title, place, group, role, Attendance(told), instead)
        for name, title, place, _, group, role, told, instead in rows
    )
    items = (
        FoundItem("Velkomst", "12/26", presenters=("Åse Ærø O'Hara",)),
        FoundItem("Status for anlæg af stier og veje i den nordlige del af kommunen og omegnen", "13/26", ItemKind.ORIENTATION, ("Per Holm",)),
        FoundItem("Budget 2027", "14/26", ItemKind.DECISION, ("Jens-Ole Bjørn Friis", "Lis Dam", "Bo Vang"), False, ("Bilag 1 Budget.pdf", "Bilag 2 Notat.docx")),
        FoundItem("Personsag", "15/26", ItemKind.DISCUSSION, ("Åse Ærø O'Hara",), True),
        FoundItem("Eventuelt", "16/26"),
    )  # fmt: skip
    return Paper(
        "7. møde i Stiudvalget",
        "Tirsdag den 3. marts 2026 kl. 16:00 – 17:30 (rådhuset)",
        items,
        people,
        tuple(row[3] for row in rows),
    )


def of_referat(path: Path) -> Paper:
    """The head, people and items of a printed referat, taken out by its own typography."""
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).replace("\u2010", "-")
    text = re.sub(r"[^\S\n]+", " ", text)
    people, described = [], []
    section = text[text.index("Fra bestyrelsen:") : text.index("Pkt.")]
    group = ""
    for line in filter(None, map(str.strip, section.splitlines())):
        if line.endswith(":"):
            group = line[:-1]
            continue
        told = Attendance.APOLOGIES if line.endswith("(afbud)") else Attendance.PRESENT
        line = line.removesuffix("(afbud)").strip()
        role = Role.SECRETARIAT if "sekretariat" in group else None
        for word, known in ((", Formand", Role.CHAIR), (", Næstformand", Role.DEPUTY)):
            if line.endswith(word):
                line, role = line.removesuffix(word), known
        name, _, rest = line.partition(", ")
        parts = re.split(r" (?:i|for) (?=[A-ZÆØÅ])", rest, maxsplit=1)
        if re.match(r"Dansk\w+ \w+, ", rest):
            place, title = rest.split(", ", 1)
        else:
            title, place = (parts[0], parts[1]) if len(parts) == 2 else ("", rest)
        people.append(FoundPerson(name, title, place, group, role, told))
        described.append(rest)
    flat = " ".join(text.split())
    instead = re.search(r"afbud fra ([^,]+), [^.]+\. I stedet deltog ([^.]+)\.", flat)
    assert instead
    people.append(FoundPerson(instead[2], group="Fra bestyrelsen", substitute_for=instead[1]))
    described.append("")
    items = []
    for found in re.finditer(r"Pkt\. (\d+/\d+)\.? (.+?)\s*(\((?:O|D|B)\))?\s*v/\s*([^\n]+)", text, re.DOTALL):
        kind = ItemKind(found[3][1]) if found[3] else ItemKind.NONE
        names = tuple(name.strip() for name in re.split(r",| og ", found[4]))
        items.append(FoundItem(" ".join(found[2].split()), found[1], kind, names))
    when = next(line.strip(" .") for line in text.splitlines() if line.startswith("Tirsdag"))
    return Paper("12. møde i bestyrelsen", when, tuple(items), tuple(people), tuple(described))


def write_papers(paper: Paper, folder: Path, layout: str, form: str) -> tuple[Path, Path]:
    """Write the agenda and the list of people; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / f"dagsorden.{form}", folder / f"deltagere.{form}"
    head: list[Block] = [("text", "DAGSORDEN"), ("text", paper.title), ("text", paper.when)]
    _write(paths[0], [*head, *_agenda(paper, layout)])
    _write(paths[1], _people(paper, layout))
    return paths


def _agenda(paper: Paper, layout: str) -> list[Block]:
    blocks: list[Block] = []
    if layout == "table":
        rows = [["Nr.", "Punkt", "Type", "Ansvarlig", "Bilag"]]
        for item in paper.items:
            title = item.title + (" (lukket)" if item.closed else "")
            rows.append([item.number, title, item.kind.value, ", ".join(item.presenters), "; ".join(item.documents)])
        return [("table", rows)]
    for item in paper.items:
        kind = f" ({item.kind.value})" if item.kind else ""
        closed = " (lukket)" if item.closed else ""
        by = f"v/{_and(item.presenters)}" if item.presenters else ""
        if layout == "printed":
            blocks.append(("heading", f"Pkt. {item.number} {item.title}{kind}{closed}"))
            blocks += [("text", by)] if by else []
        else:
            blocks.append(("number", (item.number, f"{item.title}{closed}{kind} {by}".strip())))
        if item.documents:
            blocks.append(("text", "Bilag: " + "; ".join(item.documents)))
    return blocks


def _and(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} og {names[-1]}" if len(names) > 1 else names[0]


def _people(paper: Paper, layout: str) -> list[Block]:
    if layout == "table":
        rows = [["Navn", "Titel", "Organisation", "Gruppe", "Rolle", "Fremmøde", "Stedfortræder for"]]
        words = {Role.CHAIR: "Formand", Role.DEPUTY: "Næstformand", Role.SECRETARIAT: "Sekretariat", None: ""}
        for each in paper.people:
            told = "afbud" if each.attendance is Attendance.APOLOGIES else "deltog"
            rows.append(
                [each.name, each.title, each.organisation, each.group, words[each.role], told, each.substitute_for]
            )
        return [("table", rows)]
    blocks: list[Block] = [("text", "Deltagere")] if layout == "printed" else []
    after: list[Block] = []
    groups = dict.fromkeys(person.group for person in paper.people)
    for group in groups:
        blocks.append(("text", f"{group}:"))
        for person, described in zip(paper.people, paper.described, strict=True):
            if person.group != group:
                continue
            if person.substitute_for and layout == "printed":
                after.append(("text", f"Der var afbud fra {person.substitute_for}. I stedet deltog {person.name}."))
                continue
            told = f" (stedfortræder for {person.substitute_for})" if person.substitute_for else ""
            told += " (afbud)" if person.attendance is Attendance.APOLOGIES else ""
            role = {Role.CHAIR: ", Formand", Role.DEPUTY: ", Næstformand"}.get(person.role, "") if person.role else ""
            line = f"{person.name}{', ' + described if described else ''}{role}{told}"
            blocks.append(("text" if layout == "printed" else "bullet", line))
    return [*blocks, *after]


def _write(path: Path, blocks: list[Block]) -> None:
    {".docx": _docx, ".odt": _odt, ".pdf": _pdf, ".txt": _txt}[path.suffix](path, blocks)


def _txt(path: Path, blocks: list[Block]) -> None:
    lines: list[str] = []
    for kind, value in blocks:
        if kind == "table":
            lines += ["\t".join(row) for row in value]  # type: ignore[attr-defined]
        elif kind == "number":
            number, text = value  # type: ignore[misc]
            lines += ["", f"{number}. {text}"]
        else:
            lines += [*([""] if kind == "heading" else []), f"- {value}" if kind == "bullet" else str(value)]
    path.write_text("\n".join(lines), encoding="utf-8")


def _pdf(path: Path, blocks: list[Block]) -> None:
    from weasyprint import HTML

    parts = []
    for kind, value in blocks:
        if kind == "table":
            rows = ["".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in value]  # type: ignore[attr-defined]
            body = "".join(f"<tr>{row}</tr>" for row in rows[1:])
            parts.append(f"<table><thead><tr>{rows[0]}</tr></thead>{body}</table>")
        else:
            text = ". ".join(value) if isinstance(value, tuple) else str(value)
            tag = {"heading": "h2", "bullet": "li"}.get(kind, "p")
            parts.append(f"<{tag}>{html.escape(text)}</{tag}>")
    style = "<style>td{border:1px solid;padding:2px} table{border-collapse:collapse;font-size:9px} p,h2{margin:4px 0 10px}</style>"
    HTML(string=f"<html lang=da>{style}{''.join(parts)}</html>").write_pdf(path)


def _docx(path: Path, blocks: list[Block]) -> None:
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = Document()
    numbering = document.part.numbering_part.element
    for kind, value in blocks:
        if kind == "table":
            rows = list(value)  # type: ignore[call-overload]
            table = document.add_table(len(rows), len(rows[0]))
            for line, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(line.cells, cells, strict=True):
                    cell.text = text
        elif kind == "number":
            (number, year), text = value[0].split("/"), value[1]  # type: ignore[index]
            if not numbering.findall(".//*[@w:abstractNumId='77']", numbering.nsmap):
                level = f'<w:lvl w:ilvl="0"><w:start w:val="{number}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1/{year}."/></w:lvl>'
                numbering.insert(
                    0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{level}</w:abstractNum>')
                )
                numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
            paragraph = document.add_paragraph(text)
            numbers = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(numbers))
        elif kind == "heading":
            document.add_heading(str(value), 2)
        else:
            document.add_paragraph(str(value), style="List Bullet" if kind == "bullet" else None)
    document.save(str(path))


def _odt(path: Path, blocks: list[Block]) -> None:
    from odfdo import Cell, Document, Element, Header, List, ListItem, Paragraph, Row, Table

    document = Document("text")
    body = document.body
    body.clear()
    numbers = [value for kind, value in blocks if kind == "number"]
    listed = None
    for kind, value in blocks:
        if kind == "table":
            table = Table("T")
            for cells in value:  # type: ignore[attr-defined]
                row = Row()
                for text in cells:
                    cell = Cell()
                    cell.append(Paragraph(text))
                    row.append(cell)
                table.append(row)
            body.append(table)
        elif kind in {"number", "bullet"}:
            entry = ListItem(value[1] if kind == "number" else value)  # type: ignore[index]
            if kind == "number" and value == numbers[0]:
                number, year = value[0].split("/")  # type: ignore[index]
                entry.set_attribute("text:start-value", number)
                level = (
                    f'<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="/{year}."/>'
                )
                style = Element.from_tag(f'<text:list-style style:name="Numre">{level}</text:list-style>')
                document.insert_style(style, automatic=True)
            listed = List(style="Numre" if kind == "number" else None)
            if kind == "number" and value != numbers[0]:
                listed.set_attribute("text:continue-numbering", "true")
            listed.append(entry)
            body.append(listed)
        else:
            body.append(Header(2, str(value)) if kind == "heading" else Paragraph(str(value)))
    document.save(str(path))
