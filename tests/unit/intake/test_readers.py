"""Documents come from outside: what is wrong with them is said in a line, and nothing in them acts."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.intake.line import Line
from pipeline.intake.read import read_lines

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCUMENT = f"<w:document {W}><w:body>%s</w:body></w:document>"
PARAGRAPH = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"


def docx(path: Path, body: str, **more: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
        for name, text in more.items():
            archive.writestr(name.replace("__", "/"), text)
    return path


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w/>")
        archive.writestr("word/media/a.bin", b"\0" * (120 * 2**20))
    return path


def entities(path: Path) -> Path:
    return docx(path, f'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>{DOCUMENT % (PARAGRAPH % "&a;")}')


def encrypted_odt(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b"\x93\x12")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    return path


def scan(path: Path) -> Path:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(path)
    return path


def locked(path: Path) -> Path:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(path)
    return path


def holding(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (bomb, "unpacks to 120 MB"),
        (entities, "declares entities"),
        (encrypted_odt, "protected with a password"),
        (scan, "without text"),
        (locked, "protected with a password"),
        (lambda path: docx(path, "<w:document"), "damaged inside"),
        (lambda path: docx(path, DOCUMENT % ""), "there is no text"),
        (holding(b"PK\x03\x04 and then nothing"), "damaged"),
        (holding(b"%PDF-1.7\ngarbage"), "damaged PDF"),
        (holding(b"\xd0\xcf\x11\xe0 old"), "an old Office document"),
        (holding(b"{\\rtf1 }"), "Rich Text"),
        (holding(b""), "empty"),
        (holding(b" \n\n"), "empty"),
        (holding(b"\x7fELF\x00\x01\x02\x03 program"), "not a text"),
        (lambda path: path, "there is no such file"),
        (lambda path: path.parent, "is a folder"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path: Path, make: Callable[[Path], Path], problem: str) -> None:
    with pytest.raises(InputError, match=problem) as refusal:
        read_lines(make(tmp_path / "dagsorden"))
    assert "\n" not in str(refusal.value)


def test_macros_and_links_are_left_alone(tmp_path: Path) -> None:
    path = docx(
        tmp_path / "a.docm",
        DOCUMENT % (PARAGRAPH % "1. Velkomst"),
        word__vbaProject_bin="macro",
        word___rels__document_xml_rels="http://example.invalid/",
    )
    assert [line.text for line in read_lines(path)] == ["1. Velkomst"]


def test_deleted_text_is_gone_and_inserted_text_is_there(tmp_path: Path) -> None:
    deleted = (
        "<w:p><w:del><w:r><w:delText>Gammelt</w:delText></w:r></w:del><w:ins><w:r><w:t>Nyt</w:t></w:r></w:ins></w:p>"
    )
    assert [line.text for line in read_lines(docx(tmp_path / "a.docx", DOCUMENT % deleted))] == ["Nyt"]


def test_word_counts_levels_and_starts_the_lower_anew(tmp_path: Path) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (style, text) in enumerate([("decimal", "%1."), ("lowerLetter", "%1.%2)")])
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr></w:pPr>'
        "<w:r><w:t>x</w:t></w:r></w:p>"
        for level in (0, 1, 1, 0, 1)
    )
    path = docx(tmp_path / "a.docx", DOCUMENT % body, **{"word__numbering.xml": numbering})
    assert [line.marker for line in read_lines(path)] == ["1.", "1.a)", "1.b)", "2.", "2.a)"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encodings_of_windows(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "liste.txt"
    path.write_bytes("Åse Ærø, læge\r\nBo Dam\r\n".encode(encoding))
    assert [line.text for line in read_lines(path)] == ["Åse Ærø, læge", "Bo Dam"]


def test_a_spreadsheet_gives_its_values(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Navn", "Titel"])
    book.active.append(["Åse Ærø", '=HYPERLINK("http://example.invalid")', "x"])
    book.save(tmp_path / "liste.xlsx")
    lines = read_lines(tmp_path / "liste.xlsx")
    assert [line.cells for line in lines] == [("Navn", "Titel", ""), ("Åse Ærø", "", "x")]


def test_a_place_is_one_that_a_person_finds(tmp_path: Path) -> None:
    from weasyprint import HTML

    HTML(string="<p>Et<p style='page-break-before:always'>To").write_pdf(tmp_path / "a.pdf")
    lines = read_lines(tmp_path / "a.pdf")
    assert [(line.text, line.place) for line in lines] == [("Et", "side 1 linje 1"), ("To", "side 2 linje 1")]
    assert all(isinstance(line, Line) for line in lines)
