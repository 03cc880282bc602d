"""The archive package: complete, described, the same each time."""

from __future__ import annotations

import hashlib
import json
import zipfile

import pytest
from pydantic import TypeAdapter

from pipeline.errors import InputError
from pipeline.render import Approval, ArchiveMetadata, write_archive
from pipeline.render.archive import schema

METADATA = ArchiveMetadata(
    title="4. møde",
    body="Bestyrelsen",
    meeting_date="2025-09-02",
    language="da",
    case_number="2025-0417",
    confidentiality="public",
    approvals=(Approval("Åse Brøgger", "Formand", "2025-09-20T10:00:00+02:00"),),
)


@pytest.fixture
def documents(tmp_path):
    (tmp_path / "referat.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "referat.md").write_text("# 4. møde\n", encoding="utf-8")
    return [tmp_path / "referat.pdf", tmp_path / "referat.md"]


def test_the_package_holds_documents_metadata_and_digests(tmp_path, documents):
    with zipfile.ZipFile(write_archive(tmp_path / "arkiv.zip", documents, METADATA)) as archive:
        assert archive.namelist() == [
            "documents/referat.md",
            "documents/referat.pdf",
            "manifest-sha256.txt",
            "metadata.json",
        ]
        listed = dict(reversed(line.split("  ")) for line in archive.read("manifest-sha256.txt").decode().splitlines())
        others = set(archive.namelist()) - {"manifest-sha256.txt"}
        assert listed == {name: hashlib.sha256(archive.read(name)).hexdigest() for name in others}
        told = json.loads(archive.read("metadata.json"))
    assert told["case_number"] == "2025-0417"
    assert told["approvals"][0]["name"] == "Åse Brøgger"
    assert [(file["name"], file["media_type"], file["size"]) for file in told["files"]] == [
        ("documents/referat.pdf", "application/pdf", 8),
        ("documents/referat.md", "text/markdown", 11),
    ]
    assert {file["sha256"] for file in told["files"]} <= set(listed.values())


def test_the_metadata_can_be_read_back_and_fits_the_schema(tmp_path, documents):
    with zipfile.ZipFile(write_archive(tmp_path / "arkiv.zip", documents, METADATA)) as archive:
        content = archive.read("metadata.json")
    again = TypeAdapter(ArchiveMetadata).validate_json(content)
    assert again.approvals == METADATA.approvals
    assert set(json.loads(content)) == set(schema()["properties"])


def test_the_same_package_byte_for_byte(tmp_path, documents):
    one = write_archive(tmp_path / "a.zip", documents, METADATA).read_bytes()
    assert write_archive(tmp_path / "b.zip", documents, METADATA).read_bytes() == one


def test_no_document_or_two_of_a_name_or_an_absent_one_is_refused(tmp_path, documents):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "referat.md").write_text("other", encoding="utf-8")
    for files, told in [
        ([], "no document"),
        ([*documents, tmp_path / "x" / "referat.md"], "two documents named 'referat.md'"),
        ([tmp_path / "absent.pdf"], "cannot be read"),
    ]:
        with pytest.raises(InputError, match=told):
            write_archive(tmp_path / "arkiv.zip", files, METADATA)
    assert not (tmp_path / "arkiv.zip").exists()


def test_a_draft_has_no_approvals():
    with pytest.raises(ValueError, match="approvals"):
        ArchiveMetadata("t", "b", "", "da", status="draft", approvals=METADATA.approvals)


def test_the_package_is_for_its_owner_only(tmp_path, documents):
    assert write_archive(tmp_path / "arkiv.zip", documents, METADATA).stat().st_mode & 0o777 == 0o600
