"""Documents that the agenda names: found in the meeting's folder only, read whatever they are, never ending a run."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attachment import Attachment, Unread
from pipeline.errors import InputError
from pipeline.intake import find_attachments, load_meeting, read_attachments
from pipeline.intake.attachment_text import MAX_CHARACTERS, read_text_of
from pipeline.meeting import AgendaItem
from pipeline.progress import silent

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "<text:p>%s</text:p></office:text></office:body></office:document-content>"
)


def found(folder: Path, *names: str) -> list[tuple[str, Path | None, Unread | None]]:
    items = (AgendaItem(0, "7", "Budget", documents=names),)
    return [(a.name, a.path, a.unread) for a in find_attachments(folder / "meeting.toml", folder, items)]


def read(path: Path, *, language: str = "da") -> tuple[list[str], list[tuple[str, str]]]:
    told = read_attachments([Attachment(0, "7", path.name, path)], language, silent)
    assert all(remark.stage == "attachments" for remark in told.remarks)
    return [text.text for text in told.texts], [(remark.code, remark.message) for remark in told.remarks]


def docx(path: Path, text: str, padding: int = 0) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{text}</w:body></w:document>")
        if padding:
            archive.writestr("word/media/a.bin", b"\0" * padding)
    return path


def odt(path: Path, text: str, *, locked: bool = False) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", ODT % text)
        if locked:
            archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    return path


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(path: Path, *, password: str = "", text: str = "") -> Path:
    from pypdf import PdfReader, PdfWriter

    printed = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(printed)}>>stream\n{printed}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    path.write_bytes(body + end.encode("latin-1"))
    if password:
        writer = PdfWriter(clone_from=PdfReader(path))
        writer.encrypt(password, algorithm="RC4-128")
        writer.write(path)
    return path


def test_a_named_file_in_the_folder_or_below_it_is_found(tmp_path: Path) -> None:
    (tmp_path / "bilag").mkdir()
    for name in ("notat.txt", "bilag/regnskab.pdf"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    names = ("notat.txt", "bilag/regnskab.pdf")
    assert found(tmp_path, *names) == [(name, tmp_path / name, None) for name in names]


def test_capitals_two_ways_of_writing_a_letter_and_an_ending_left_out_do_not_matter(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Årsregnskab.PDF")
    (tmp_path / decomposed).write_text("x", encoding="utf-8")
    assert found(tmp_path, "årsregnskab.pdf", "Årsregnskab") == [
        ("årsregnskab.pdf", tmp_path / decomposed, None),
        ("Årsregnskab", tmp_path / decomposed, None),
    ]


def test_a_name_that_two_files_bear_is_nobodys(tmp_path: Path) -> None:
    for name in ("Notat.docx", "notat.pdf"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert found(tmp_path, "NOTAT") == []


def test_the_recording_is_not_taken_for_a_document_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "Moede.mp4").write_bytes(b"sound")
    assert found(tmp_path, "moede") == []


def test_a_title_need_not_be_a_file_but_what_ends_as_one_is_missed(tmp_path: Path) -> None:
    (tmp_path / "mappe").mkdir()
    assert found(tmp_path, "Notat om budget 2026", "bilag-2.pdf", "mappe", "x" * 900, "a\0b.pdf") == [
        ("bilag-2.pdf", None, Unread.MISSING),
        ("mappe", None, Unread.MISSING),
        ("a\0b.pdf", None, Unread.MISSING),
    ]


@pytest.mark.parametrize(
    "name", ["../hemmelig.txt", "bilag/../../hemmelig.txt", "/etc/passwd", "..", "../findes-ikke.pdf"]
)
def test_a_name_that_leads_out_of_the_folder_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "moede"
    (folder / "bilag").mkdir(parents=True)
    (tmp_path / "hemmelig.txt").write_text("hemmelig", encoding="utf-8")
    with pytest.raises(InputError, match="lies outside the meeting's folder; put it into the folder") as refusal:
        found(folder, "Notat", name)
    assert "item[1].documents[2]" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_link_may_lead_about_in_the_folder_but_not_out_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "moede"
    folder.mkdir()
    (tmp_path / "hemmelig.txt").write_text("hemmelig", encoding="utf-8")
    (folder / "notat.txt").write_text("notat", encoding="utf-8")
    (folder / "inde.txt").symlink_to("notat.txt")
    (folder / "kreds.txt").symlink_to("kreds.txt")
    (folder / "ud.txt").symlink_to("../hemmelig.txt")
    (folder / "op").symlink_to("..")
    assert found(folder, "inde.txt", "kreds.txt") == [
        ("inde.txt", folder / "inde.txt", None),
        ("kreds.txt", None, Unread.MISSING),
    ]
    for name in ("ud.txt", "UD.TXT", "ud", "op/hemmelig.txt"):
        with pytest.raises(InputError, match="outside"):
            found(folder, name)


def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "bilag.pdf")
    assert found(tmp_path, "bilag.pdf") == [("bilag.pdf", None, Unread.MISSING)]


def test_a_file_of_200_megabytes_is_told_of_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "log.txt").open("wb") as file:
        file.truncate(200 * 2**20)
    assert found(tmp_path, "log.txt") == [("log.txt", None, Unread.TOO_LARGE)]


@given(name=st.text(min_size=1, max_size=40).filter(str.strip))
def test_whatever_a_document_is_called_nothing_outside_is_found(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "inside"
    folder.mkdir(exist_ok=True)
    try:
        assert all(path is None for _, path, _ in found(folder, name.encode("utf-8", "ignore").decode() or "x"))
    except InputError as refusal:
        assert "outside" in str(refusal)


def test_meeting_toml_names_documents_that_load_with_the_meeting(tmp_path: Path) -> None:
    (tmp_path / "meeting.toml").write_text(
        'title = "M"\ntranscript = "m.vtt"\n[[item]]\ntitle = "A"\n[[item]]\ntitle = "B"\nnumber = "9"\n'
        'documents = ["notat.txt"]\n',
        encoding="utf-8",
    )
    (tmp_path / "m.vtt").write_text("WEBVTT", encoding="utf-8")
    (tmp_path / "notat.txt").write_text("x", encoding="utf-8")
    assert load_meeting(tmp_path).attachments == (Attachment(1, "9", "notat.txt", tmp_path / "notat.txt"),)


def test_every_kind_of_document_gives_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Gyngerne er rustne.", encoding="utf-8")
    (tmp_path / "a.md").write_text("# Gyngerne\n\n- er **rustne**\n", encoding="utf-8")
    docx(tmp_path / "a.docx", paragraph("Gyngerne") + paragraph("er rustne"))
    odt(tmp_path / "a.odt", "Gyngerne er rustne")
    pdf(tmp_path / "a.pdf", text="Gyngerne er rustne")
    for ending in ("txt", "md", "docx", "odt", "pdf"):
        texts, remarks = read(tmp_path / f"a.{ending}")
        assert (" ".join(texts[0].split()).rstrip("."), remarks) == ("Gyngerne er rustne", []), ending


@pytest.mark.parametrize(
    ("make", "code", "said"),
    [
        (lambda p: p.write_bytes(b""), "without-text", "har ingen tekst"),
        (lambda p: p.write_text("12 | 13 | 14\n", encoding="utf-8"), "without-text", "har ingen tekst"),
        (pdf, "without-text", "måske er det scannet"),
        (lambda p: pdf(p, password="x"), "protected", "adgangskode"),
        (lambda p: odt(p, "x", locked=True), "protected", "adgangskode"),
        (lambda p: p.write_bytes(b"%PDF-1.7\ngarbage"), "damaged", "er beskadiget"),
        (lambda p: p.write_bytes(b"PK\x03\x04 and then nothing"), "damaged", "er beskadiget"),
        (lambda p: docx(p, "<w:p>"), "damaged", "er beskadiget"),
        (lambda p: docx(p, paragraph("x"), 120 * 2**20), "too-large", "for stort"),
        (lambda p: p.write_text("ord " * 1_500_000, encoding="utf-8"), "too-large", "for stort"),
        (lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0 old"), "of-another-kind", "kan ikke læses"),
        (lambda p: p.write_bytes(b"{\\rtf1 }"), "of-another-kind", "kan ikke læses"),
        (lambda p: p.write_bytes(b"\x7fELF\x00\x01\x02\x03 program"), "of-another-kind", "kan ikke læses"),
    ],
)
def test_what_cannot_be_read_is_a_remark(tmp_path: Path, make, code: str, said: str) -> None:  # type: ignore[no-untyped-def]
    make(tmp_path / "bilag")
    texts, remarks = read(tmp_path / "bilag")
    assert texts == []
    assert [told for told, _ in remarks] == [f"attachment-{code}"]
    assert said in remarks[0][1]
    assert '"bilag" til punkt 7' in remarks[0][1]


def test_an_xml_that_nests_until_the_reader_gives_up_is_damaged(tmp_path: Path) -> None:
    depth = 200_000
    docx(tmp_path / "dyb.docx", "<w:p>" * depth + "</w:p>" * depth)
    assert [code for code, _ in read(tmp_path / "dyb.docx")[1]] == ["attachment-damaged"]


def test_a_document_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("-" * 200_000 + "x", encoding="utf-8")  # looks like a rule until its last letter
    told = read_attachments([Attachment(0, "7", "a.txt", tmp_path / "a.txt")], "en", silent, max_s=2.0)
    assert [remark.code for remark in told.remarks] == ["attachment-too-large"]
    assert told.remarks[0].message.startswith('The attachment "a.txt" of item 7 is too large, or takes too long')


def test_of_a_very_long_document_the_beginning_counts_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("ord om budgettet\n" * 18_000 + "langt" * 40_000, encoding="utf-8")
    texts, remarks = read(tmp_path / "a.txt")
    assert MAX_CHARACTERS <= len(texts[0]) <= MAX_CHARACTERS + 18_000
    assert [code for code, _ in remarks] == ["attachment-cut"]
    assert "kun begyndelsen" in remarks[0][1]


def test_one_bad_document_does_not_keep_another_from_being_read(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text("Gyngerne", encoding="utf-8")
    bad.write_bytes(b"")
    asked = [
        Attachment(0, "1", "b.txt", bad),
        Attachment(0, "1", "c.pdf", None, Unread.MISSING),
        Attachment(1, "2", "a.txt", good),
        Attachment(2, "3", "a.txt", good),
    ]
    told = read_attachments(asked, "da", silent)
    assert [(text.item, text.text) for text in told.texts] == [(1, "Gyngerne"), (2, "Gyngerne")]
    assert [remark.code for remark in told.remarks] == ["attachment-without-text", "attachment-missing"]


def test_broken_lines_of_a_paragraph_are_put_together(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bestyrel-\nsen mødes.\n\nNæste afsnit.", encoding="utf-8")
    assert read_text_of(tmp_path / "a.txt") == ("Bestyrelsen mødes.\nNæste afsnit.", False)
