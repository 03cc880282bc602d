"""All formats of one meeting, written as the path writes them."""

from __future__ import annotations

import re
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from pipeline.progress import silent
from pipeline.render import Audience, Edition, RenderOptions, fingerprint, render, render_remarks

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "unit" / "render"))
from render_meetings import SECRET, conversation, danish_draft, danish_meeting, findings


def written(folder, **options):
    chosen = RenderOptions(**options)
    return {
        p.suffix[1:]: p
        for p in render(danish_meeting(), danish_draft(), findings(), conversation(), chosen, folder, silent)
    }


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    """The confidential draft with all its evidence, in every format."""
    return written(tmp_path_factory.mktemp("draft"), playback="moede.mp4", evidence_print=True)


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    """The approved public edition in every format."""
    return written(
        tmp_path_factory.mktemp("public"),
        edition=Edition.APPROVED,
        audience=Audience.PUBLIC,
        playback="moede.mp4",
        evidence_print=True,
    )


@pytest.fixture
def tagged(draft):
    if "pdf" not in draft:
        pytest.skip("needs Pango")
    return PdfReader(draft["pdf"])


def pdf_text(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def everything(path):
    """All that a file holds, unpacked, as text."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if path.suffix == ".pdf":
        reader = PdfReader(path)
        raw = path.read_bytes().decode("latin-1")
        return (
            pdf_text(path)
            + str(reader.metadata)
            + str(reader.outline)
            + reader.root_object["/Metadata"].get_data().decode()
            + raw
        )
    return path.read_text(encoding="utf-8")


def test_every_format_is_written_for_its_owner_only(draft):
    assert list(draft)[:2] == ["docx", "html"]
    assert {"docx", "html", "md", "json"} <= set(draft)
    assert all(path.name == f"referat.{kind}" for kind, path in draft.items())
    assert {path.stat().st_mode & 0o777 for path in draft.values()} == {0o600}
    assert {path.name for path in draft["md"].parent.iterdir()} == {path.name for path in draft.values()}


def test_nothing_of_a_closed_item_is_in_any_public_file(public):
    assert len(public) >= 4
    for path in public.values():
        told = everything(path)
        assert "Personalesag" in told
        assert SECRET not in told, path.name
        assert "løn.pdf" not in told, path.name


def test_nothing_of_the_evidence_is_in_any_approved_file(public):
    for path in public.values():
        told = everything(path)
        assert not re.search(r"\b\d:\d\d:\d\d\b|u00\d\d|moede\.mp4|UDKAST", told), path.name


def test_the_draft_is_marked_in_every_format(draft):
    for kind in ("docx", "html", "md"):
        assert "UDKAST" in everything(draft[kind]), kind


def test_the_pdf_tells_title_and_language_and_that_it_is_accessible(tagged):
    root = tagged.root_object
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert tagged.metadata.title == "Referat: 4. møde i bestyrelsen for Det Fælles Magasin"
    assert 'pdfuaid:part="1"' in root["/Metadata"].get_data().decode()
    assert all(page["/Tabs"] == "/S" for page in tagged.pages if "/Annots" in page)


def structure(node, found):
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            structure(child, found)
    elif hasattr(node, "get"):
        if "/S" in node:
            found.append(str(node["/S"])[1:])
        if "/K" in node and not isinstance(node["/K"], int):
            structure(node["/K"], found)
    return found


def test_the_pdf_has_headings_in_order_and_real_lists(tagged):
    tags = structure(tagged.root_object["/StructTreeRoot"], [])
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"H\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert tags.count("LI") == 8 + 3 + 2 + 2
    assert tags.count("LBody") == tags.count("LI")


def test_the_pdf_is_read_in_the_order_it_is_printed(tagged):
    text = "\n".join(page.extract_text() for page in tagged.pages)
    order = [
        "REFERAT",
        "4. møde",
        "Dato og sted",
        "Deltagere",
        "Pkt. 21/25",
        "Pkt. 22/25",
        "efterretning",
        "Pkt. 25/25",
        "Næste møde",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_the_pdf_carries_its_fonts(tagged):
    fonts = [font.get_object() for page in tagged.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
        assert "Carlito" in font["/BaseFont"]


def test_pages_of_the_pdf_are_numbered(tagged):
    last = len(tagged.pages)
    assert f"Side {last} af {last}" in tagged.pages[-1].extract_text()


def test_a_machine_without_pango_leaves_the_pdf_out_and_says_so(tmp_path, monkeypatch):
    broken = tmp_path / "lib" / "weasyprint"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise OSError('cannot load library libpango')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "lib"))
    options = RenderOptions(formats=("pdf", "md"))
    paths = render(danish_meeting(), danish_draft(), (), conversation(), options, tmp_path / "out", silent)
    assert [path.name for path in paths] == ["referat.md"]
    (remark,) = render_remarks(paths, options, "da")
    assert (remark.stage, remark.code) == ("render", "pdf-unavailable")
    assert "Pango" in remark.message
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["referat.md"]
    assert render_remarks(paths, RenderOptions(formats=("md",)), "da") == ()


def test_a_changed_template_changes_the_fingerprint(tmp_path):
    house = tmp_path / "house.docx"
    house.write_bytes(b"one")
    options = RenderOptions(template=house)
    first = fingerprint(options)
    assert fingerprint(options) == first != fingerprint(RenderOptions())
    house.write_bytes(b"two")
    assert fingerprint(options) != first


def test_progress_is_told(tmp_path):
    told = []
    options = RenderOptions(formats=("md", "html"))
    hook = lambda step, *, completed=None, total=None: told.append((step, completed, total))  # noqa: E731
    render(danish_meeting(), danish_draft(), (), conversation(), options, tmp_path, hook)
    assert told == [("md", 0, 2), ("html", 1, 2), ("documents", 2, 2)]
