"""All formats of one meeting, written as the path writes them."""

from __future__ import annotations

import re
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader

from pipeline.meeting import OpenAction
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


def read_aloud(reader):
    """The text in the order in which the tags have it: what a screen reader says."""
    marked = {}
    for number, page in enumerate(reader.pages):
        current = []

        def operand(operator, operands, *_, current=current):
            if operator == b"BDC":
                current.append(operands[1].get("/MCID") if hasattr(operands[1], "get") else None)
            elif operator == b"BMC":
                current.append(None)
            elif operator == b"EMC":
                current.pop()

        def text(words, *_, number=number, current=current):
            if current and current[-1] is not None:
                marked.setdefault((number, current[-1]), []).append(words)

        page.extract_text(visitor_operand_before=operand, visitor_text=text)
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}

    def walk(node, page):
        node = node.get_object()
        if isinstance(node, int):
            return ["".join(marked.pop((page, node), []))]
        if isinstance(node, list):
            return [said for child in node for said in walk(child, page)]
        if "/K" not in node:
            return []
        return walk(node["/K"], pages[node.raw_get("/Pg").idnum] if "/Pg" in node else page)

    return " ".join("".join(walk(reader.root_object["/StructTreeRoot"]["/K"], 0)).split()), marked


def test_the_tags_of_the_pdf_read_in_the_order_of_the_referat(tagged):
    said, left = read_aloud(tagged)
    order = [
        "REFERAT",
        "4. møde",
        "Dato og sted",
        "Deltagere",
        "Åse Brøgger, direktør",
        "Karen Bæk",
        "Pkt. 21/25",
        "bød velkommen",
        "Pkt. 22/25",
        "v/Jørgen Ravn-Holm",
        "Flytning af glasplader",
        "følgende bemærkninger",
        "efterretning",
        "Pkt. 23/25",
        "Pkt. 24/25",
        "Pkt. 25/25",
        "Næste møde",
        "2. december",
    ]
    places = [said.index(part) for part in order]
    assert places == sorted(places)
    outside = "".join(words for parts in left.values() for words in parts)
    assert "Side 1 af" in outside, "what the tags leave out is the header, the footer and nothing else"
    assert all(part not in outside for part in order)


def test_every_page_of_a_draft_pdf_is_marked_across(tagged):
    import pypdfium2

    with pypdfium2.PdfDocument(tagged.stream) as document:
        for page in document:
            picture = np.asarray(page.render(scale=0.5).to_pil().convert("RGB"))
            down, across = np.nonzero((picture == (0xEC, 0xEE, 0xF1)).all(axis=2))
            assert np.ptp(across) > 0.5 * picture.shape[1]
            assert np.ptp(down) > 0.4 * picture.shape[0]


def test_earlier_actions_are_a_table_with_heads_in_the_pdf(tmp_path):
    meeting = danish_meeting(open_actions=(OpenAction("Nøgler", "Nils Vad", item="1/25", meeting="3"),))
    paths = render(meeting, danish_draft(), (), conversation(), RenderOptions(formats=("pdf",)), tmp_path, silent)
    if not paths:
        pytest.skip("needs Pango")
    tags = structure(PdfReader(paths[0]).root_object["/StructTreeRoot"], [])
    assert (tags.count("Table"), tags.count("TH"), tags.count("TD")) == (1, 5, 5)


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
