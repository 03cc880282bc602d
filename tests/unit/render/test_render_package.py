"""A Word template comes from outside: what is refused before anything opens it."""

from __future__ import annotations

import shutil
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.errors import InputError
from pipeline.render.docx_parts import detach_template
from pipeline.render.package import inspect
from pipeline.render.resources import default_docx


def rewritten(source, target, change):
    """A copy of a docx with its parts changed: `change` takes and returns {name: bytes}."""
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in change(parts).items():
            archive.writestr(name, content)
    return target


@pytest.fixture
def plain():
    return default_docx("da")


def refused(path, match):
    with pytest.raises(InputError, match=match) as caught:
        inspect(path)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_default_templates_are_accepted(language):
    inspect(default_docx(language))


def test_what_is_not_there_is_refused(tmp_path):
    refused(tmp_path / "absent.docx", "cannot be read")
    refused(tmp_path, "cannot be read")


@pytest.mark.parametrize("content", [b"", b"Referat\n", b"PK\x03\x04 and then nothing", b"%PDF-1.7"], ids=str)
def test_what_is_no_zip_is_refused(tmp_path, content):
    path = tmp_path / "t.docx"
    path.write_bytes(content)
    refused(path, "not a Word document")


def test_a_truncated_document_is_refused(tmp_path, plain):
    path = tmp_path / "t.docx"
    path.write_bytes(plain.read_bytes()[:20_000])
    refused(path, "not a Word document, or a damaged one")


def test_a_document_with_a_flipped_byte_is_refused(tmp_path, plain):
    path = tmp_path / "t.docx"
    content = bytearray(plain.read_bytes())
    with zipfile.ZipFile(plain) as archive:
        entry = archive.getinfo("word/document.xml")
    for place in range(entry.header_offset + 60, entry.header_offset + 120):
        content[place] ^= 0xFF
    path.write_bytes(bytes(content))
    refused(path, "damaged")


def test_an_old_or_locked_document_is_refused(tmp_path):
    path = tmp_path / "t.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    refused(path, "password")


def test_another_kind_of_package_is_refused(tmp_path, plain):
    path = rewritten(
        plain, tmp_path / "t.docx", lambda parts: {n: c for n, c in parts.items() if n != "word/document.xml"}
    )
    refused(path, "not a Word document")


def test_macros_are_refused(tmp_path, plain):
    path = rewritten(plain, tmp_path / "t.docx", lambda parts: parts | {"word/vbaProject.bin": b"x"})
    refused(path, "holds macros")

    def macro_type(parts):
        types = (
            parts["[Content_Types].xml"]
            .replace(b"officedocument.wordprocessingml.document.main", b"x")
            .replace(b"application/vnd.openxmlformats-x+xml", b"application/vnd.ms-word.document.macroEnabled.main+xml")
        )
        return parts | {"[Content_Types].xml": types}

    refused(rewritten(plain, tmp_path / "m.docx", macro_type), "holds macros")


def test_a_zip_bomb_is_refused_unopened(tmp_path, plain):
    path = rewritten(plain, tmp_path / "t.docx", lambda parts: parts | {"word/media/a.bin": bytes(80 * 2**20)})
    assert path.stat().st_size < 2**20
    refused(path, "unpacks to 80 MB")
    many = rewritten(plain, tmp_path / "many.docx", lambda parts: parts | {f"x/{i}": b"" for i in range(2500)})
    refused(many, "parts")


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize("xml", [BOMB, OUTSIDE, BOMB.decode().encode("utf-16")], ids=["bomb", "outside", "utf-16"])
def test_entities_are_refused(tmp_path, plain, xml):
    path = rewritten(plain, tmp_path / "t.docx", lambda parts: parts | {"word/footnotes.xml": xml})
    refused(path, "entities|damaged")


def test_broken_xml_is_refused(tmp_path, plain):
    path = rewritten(plain, tmp_path / "t.docx", lambda parts: parts | {"word/styles.xml": b"<w:styles"})
    refused(path, "damaged inside")


def relation(kind, target):
    return (
        f'<Relationship Id="rIdX" TargetMode="External" Target="{target}" Type="http://schemas.openxmlformats.org'
        f'/officeDocument/2006/relationships/{kind}"/></Relationships>'
    ).encode()


def linked(plain, path, kind, target):
    name = "word/_rels/document.xml.rels"
    return rewritten(
        plain, path, lambda parts: parts | {name: parts[name].replace(b"</Relationships>", relation(kind, target))}
    )


def test_parts_on_another_machine_are_refused_and_links_for_readers_are_not(tmp_path, plain):
    refused(linked(plain, tmp_path / "t.docx", "image", "https://example.org/x.png"), "outside the document")
    refused(linked(plain, tmp_path / "o.docx", "oleObject", "file:///x"), "outside the document")
    inspect(linked(plain, tmp_path / "h.docx", "hyperlink", "https://example.org/"))


def body(plain, path, xml):
    name = "word/document.xml"
    return rewritten(plain, path, lambda parts: parts | {name: parts[name].replace(b"<w:body>", b"<w:body>" + xml)})


def field(code):
    return f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p>".encode()


FETCHING = [
    (field(' INCLUDEPICTURE "http://example.org/x.png" '), "a field INCLUDEPICTURE"),
    (field("DDE</w:instrText><w:instrText>AUTO c:\\cmd.exe "), "a field DDEAUTO"),
    (b'<w:p><w:fldSimple w:instr="INCLUDETEXT file:///etc/passwd"/></w:p>', "a field INCLUDETEXT"),
    (b'<w:p><w:r><w:pict><x src="http://example.org/x"/></w:pict></w:r></w:p>', "refers to 'http://example.org/x'"),
    (b'<w:p><w:r><w:pict><x href="\\\\server\\x"/></w:pict></w:r></w:p>', "outside the document"),
]


@pytest.mark.parametrize(("xml", "told"), FETCHING, ids=[told for _, told in FETCHING])
def test_what_word_would_fetch_later_is_refused(tmp_path, plain, xml, told):
    refused(body(plain, tmp_path / "t.docx", xml), told)


def test_page_numbers_and_links_are_fields_that_fetch_nothing(tmp_path, plain):
    harmless = (
        field("PAGE") + field(' HYPERLINK "https://example.org" ') + b'<w:p><w:fldSimple w:instr="NUMPAGES"/></w:p>'
    )
    inspect(body(plain, tmp_path / "t.docx", harmless))


@pytest.mark.parametrize("kind", ["aFChunk", "oleObject", "package"])
def test_embedded_objects_are_refused(tmp_path, plain, kind):
    inside = relation(kind, "embeddings/x.bin").replace(b'TargetMode="External" ', b"")
    name = "word/_rels/document.xml.rels"
    path = rewritten(
        plain,
        tmp_path / "t.docx",
        lambda parts: parts | {name: parts[name].replace(b"</Relationships>", inside), "word/embeddings/x.bin": b"x"},
    )
    refused(path, "an embedded object")


def test_a_part_that_is_there_twice_is_refused(tmp_path, plain):
    path = tmp_path / "t.docx"
    shutil.copy(plain, path)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", b"<x/>")
    refused(path, "two parts of one name")


def test_macros_under_another_name_are_refused(tmp_path, plain):
    kind = b'<Default Extension="dat" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    path = rewritten(
        plain,
        tmp_path / "t.docx",
        lambda parts: (
            parts | {"word/x.dat": b"x", "[Content_Types].xml": parts["[Content_Types].xml"].replace(b"</Types>", kind)}
        ),
    )
    refused(path, "holds macros")


def test_the_link_to_the_template_it_was_made_from_is_forgotten(tmp_path, plain):
    document = docx.Document(str(plain))
    settings = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    identity = settings.relate_to(
        "file:///C:/users/somebody/normal.dotm",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
        is_external=True,
    )
    settings.element.insert(0, parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{identity}"/>'))
    document.save(str(tmp_path / "t.docx"))
    inspect(tmp_path / "t.docx")
    again = docx.Document(str(tmp_path / "t.docx"))
    detach_template(again)
    again.save(str(tmp_path / "out.docx"))
    with zipfile.ZipFile(tmp_path / "out.docx") as archive:
        assert not any(b"somebody" in archive.read(name) for name in archive.namelist())


def test_a_large_file_is_refused(tmp_path, plain):
    path = tmp_path / "t.docx"
    shutil.copy(plain, path)
    with path.open("r+b") as file:
        file.truncate(31 * 2**20)
    refused(path, "31 MB")
