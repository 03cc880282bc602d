"""What text recognition reads is put into order and marked; pages that are pictures are never lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from intake_papers import Paper, invented, write_papers
from PIL import Image

from pipeline.errors import InputError
from pipeline.intake import prepare
from pipeline.intake.line import Line
from pipeline.intake.pdf_file import PICTURE
from pipeline.intake.prepared import Doubt, FoundItem, Guess
from pipeline.intake.read import read_lines
from pipeline.intake.recognised import recognised
from pipeline.intake.scan import lines_of
from pipeline.meeting import ItemKind
from pipeline.ocr import Reading


def text(words: str, left: float, top: float, *, width: float = 100, height: float = 20, turn: float = 0) -> Reading:
    corners = np.array([(left, top), (left + width, top), (left + width, top + height), (left, top + height)])
    cosine, sine = np.cos(turn), np.sin(turn)
    turned = corners @ np.array([(cosine, sine), (-sine, cosine)])
    return Reading(words, turned, 0.9)


def lines(*readings: Reading) -> list[Line]:
    return list(lines_of(readings, 2, 1.0))


@pytest.mark.parametrize("turn", [0.0, 0.03, -0.03])
def test_lines_are_read_from_the_top_and_words_from_the_left_however_the_page_lay(turn: float) -> None:
    readings = [
        text("anden", 110, 100, turn=turn),
        text("tredje linje", 0, 150, width=500, turn=turn),
        text("Den", 0, 101, turn=turn),
        text("første linje", 0, 50, width=500, turn=turn),
    ]
    found = lines(*readings)
    assert [line.text for line in found] == ["første linje", "Den anden", "tredje linje"]
    assert [line.place for line in found] == ["side 2 linje 1", "side 2 linje 2", "side 2 linje 3"]
    assert all(line.recognised for line in found)


def test_a_row_of_far_apart_parts_is_a_row_of_a_table() -> None:
    (found,) = lines(text("1", 0, 0, width=10), text("Velkomst", 80, 0), text("O", 300, 0, width=10))
    assert found.cells == ("1", "Velkomst", "O")


def test_a_broken_line_goes_on_and_a_new_paragraph_does_not() -> None:
    first, second, third = lines(
        text("Pkt. 1 Status for", 0, 0, width=400), text("anlægget", 0, 24, width=80), text("Nyt afsnit", 0, 90)
    )
    assert (first.joins, second.joins, second.flows, third.joins) == (False, True, True, False)


@pytest.mark.parametrize(
    ("read", "shown"), [("Pkt.1 Velkomst", "Velkomst"), ("2.Budget", "Budget"), ("3/26.Status", "Status")]
)
def test_the_space_that_is_lost_behind_a_number_is_put_back(read: str, shown: str) -> None:
    (found,) = lines(text(read, 0, 0))
    assert found.whole.endswith(f" {shown}")


def test_specks_are_no_text() -> None:
    assert lines(text("·", 0, 0), text("—", 0, 40)) == []


def test_every_field_that_says_something_is_marked() -> None:
    item = FoundItem("Status", kind=ItemKind.DECISION, guesses=(Guess("kind", Doubt.KIND_IN_TITLE),))
    assert recognised(item, [Line("Status", "")]) == item
    marked = recognised(item, [Line("Status", "", recognised=True)])
    assert marked.guesses == (*item.guesses, Guess("title", Doubt.RECOGNISED), Guess("kind", Doubt.RECOGNISED))


def scanned(source: Path, target: Path, dots_per_inch: int = 150) -> Path:
    """The pages of a pdf as pictures in a pdf: what a scanner makes."""
    import pypdfium2

    with pypdfium2.PdfDocument(str(source)) as document:
        pages = [page.render(scale=dots_per_inch / 72).to_pil().convert("L") for page in document]
    pages[0].save(target, save_all=True, append_images=pages[1:], resolution=dots_per_inch)
    return target


@pytest.fixture
def papers(tmp_path: Path) -> tuple[Paper, Path]:
    paper = invented()
    agenda, _ = write_papers(paper, tmp_path / "papers", "printed", "pdf")
    return paper, agenda


def test_a_scan_is_refused_in_a_line_that_offers_to_read_it(tmp_path: Path, papers: tuple[Paper, Path]) -> None:
    with pytest.raises(InputError, match=r"without text: the pages are pictures \(scanned\); have it read with --ocr"):
        read_lines(scanned(papers[1], tmp_path / "scan.pdf"))


def test_a_scanned_page_among_printed_ones_is_listed(tmp_path: Path, papers: tuple[Paper, Path]) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.append(papers[1])
    pages = len(writer.pages)
    writer.append(scanned(papers[1], tmp_path / "scan.pdf"))
    writer.write(tmp_path / "both.pdf")
    found = prepare(tmp_path / "both.pdf")
    assert [item.title for item in found.items] == [item.title for item in papers[0].items]
    assert (f"side {pages + 1}", PICTURE) in {(left.place, left.text) for left in found.leftovers}


def test_a_pdf_too_long_to_read_is_refused_and_not_cut(tmp_path: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(301):
        writer.add_blank_page(100, 100)
    writer.write(tmp_path / "long.pdf")
    with pytest.raises(InputError, match="301 pages; at most 300"):
        read_lines(tmp_path / "long.pdf")


def blank(path: Path, pages: int) -> Path:
    first, *rest = [Image.new("L", (200, 300), 255) for _ in range(pages)]
    first.save(path, save_all=True, append_images=rest)
    return path


@pytest.mark.parametrize(
    ("pages", "told"), [(1, "no text was recognised"), (41, "41 scanned pages; at most 40")], ids=["empty", "many"]
)
def test_what_cannot_be_recognised_is_said_in_one_line(tmp_path: Path, pages: int, told: str) -> None:
    with pytest.raises(InputError, match=told) as refusal:
        read_lines(blank(tmp_path / "scan.pdf", pages), ocr=True)
    assert "\n" not in str(refusal.value)


def test_a_scanned_agenda_comes_back_with_every_field_a_guess(tmp_path: Path, papers: tuple[Paper, Path]) -> None:
    paper, agenda = papers
    found = prepare(scanned(agenda, tmp_path / "scan.pdf", 200), ocr=True)
    for field in ("number", "title", "kind", "closed"):
        assert [getattr(item, field) for item in found.items] == [getattr(item, field) for item in paper.items]
    for item in found.items:
        marked = {guess.field for guess in item.guesses if guess.doubt is Doubt.RECOGNISED}
        said = {"title", "number"} | {key for key in ("presenters", "documents", "closed") if getattr(item, key)}
        assert marked - {"kind"} == said
        assert ("kind" in marked) == (item.kind is not ItemKind.NONE)
    assert Guess("start", Doubt.RECOGNISED) in found.head.guesses
