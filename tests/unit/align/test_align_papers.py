"""What attachments say for their items: beside the title, whatever their length, and nothing for having them."""

from __future__ import annotations

import numpy as np
from align_meetings import WordVectors, conversation, meeting, path
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align import AlignOptions, align
from pipeline.align.papers import MOST_TERMS, PASSAGES, papers, written_evidence
from pipeline.align.text import stems
from pipeline.attachment import Attachments, AttachmentText
from pipeline.minutes import Alignment
from pipeline.progress import silent
from pipeline.transcript import Conversation

AGENDA = meeting("Status", "Sag om materiel", "Sag om ejendommen", "Eventuelt")
SWINGS = "Gyngerne er rustne, kæderne er slidte, og sandkassen mangler sand. Rutsjebanen har en revne."
ROOF = "Taget er utæt, tagstenene falder ned, og stilladset skal stå i haven. Murværket trænger til fuger."
UNSAID = meeting("Sag om materiel", "Sag om ejendommen")
ABOUT_SWINGS = [
    "Kæderne er rustne, og de hænger skævt.",
    "Rutsjebanen har fået en revne nederst ved sandkassen.",
    "Sandkassen skal have nyt sand, for det gamle er vådt.",
    "Er gyngerne så farlige for de små?",
    "Hvad koster sand til en sandkasse om året?",
    "Revnen kan limes, men gyngerne skal skiftes.",
]
ABOUT_ROOF = ["Tagstenene er begyndt at falde ned, så stilladset skal op.", "Murværket smuldrer, og fugerne er utætte."]
LINES = [
    "Formand: Velkommen til mødet, vi begynder.",
    "Jens: Siden sidst er der kommet to nye kolleger, og de er faldet godt til i huset.",
    "Mona: Medarbejderne er glade for frokosten, og der er købt nye stole til kantinen.",
    "Jens: Kæderne på gyngerne er rustne, og rutsjebanen har fået en revne nederst.",
    "Mona: Sandkassen skal have nyt sand, ellers vil pædagogerne ikke bruge den mere.",
    "Jens: Tagstenene er begyndt at falde ned, så stilladset skal op inden vinteren.",
    "Mona: Murværket smuldrer, og fugerne på taget er utætte mod haven.",
    "Formand: Har nogen noget til eventuelt?",
    "Mona: Nej.",
]


def attached(**texts: str) -> Attachments:
    return Attachments(tuple(AttachmentText(int(key[1:]), text) for key, text in texts.items()))


def aligned(said: Conversation, attachments: Attachments | None) -> Alignment:
    return align(said, AGENDA, None, AlignOptions(), silent, encoder=WordVectors(), attachments=attachments)


def evidence(attachments: Attachments, *lines: str) -> np.ndarray:
    tokens = [stems(line) for line in lines]
    found = papers(AGENDA.items, attachments)
    return written_evidence(found, tokens, len(AGENDA.items), np.ones(len(lines)), AlignOptions(), None, None)


def test_items_whose_titles_nobody_says_are_found_by_the_words_of_their_attachments() -> None:
    said = conversation(["Mona: " + line for line in ["Vi har en sag.", *ABOUT_SWINGS * 3, *ABOUT_ROOF]])

    def right(attachments: Attachments | None) -> int:
        found = align(said, UNSAID, None, AlignOptions(), silent, encoder=WordVectors(), attachments=attachments)
        return sum(item == (i > 3 * len(ABOUT_SWINGS)) for i, item in enumerate(path(found)))

    assert right(attached(_0=SWINGS, _1=ROOF)) > right(None)
    assert right(attached(_0=SWINGS, _1=ROOF)) > right(attached(_0=ROOF, _1=SWINGS)), "it is their words that count"


def test_without_attachments_nothing_changes() -> None:
    said = conversation(LINES)
    assert aligned(said, None) == aligned(said, Attachments(()))
    assert not evidence(Attachments(()), *LINES).any()


def test_words_of_a_paper_speak_for_its_item_and_no_other_words_do() -> None:
    scores = evidence(attached(_1=SWINGS, _2=ROOF), "Gyngerne er rustne", "Taget er utæt", "Goddag allesammen")
    assert scores[0, 1] > 0 > scores[0, 2]
    assert scores[1, 2] > 0 > scores[1, 1]
    assert not scores[:, [0, 3]].any(), "an item without attachments is neither drawn to nor pushed away"


def test_having_the_only_attachment_draws_nothing_on_the_whole() -> None:
    scores = evidence(attached(_2=ROOF), "Taget er utæt", "Fuger og tagsten", "Goddag", "Vi ses")
    assert scores[0, 2] > 0
    assert abs(scores[:, 2].sum()) < 1e-9


def test_what_all_papers_say_speaks_for_none_of_them() -> None:
    both = "Forældrene har spurgt. "
    scores = evidence(attached(_1=both + SWINGS, _2=both + ROOF), "Forældrene har spurgt", "Gyngerne", "Taget", "Hej")
    assert scores[0].max() < scores[1, 1] / 2
    assert scores[0].max() < scores[2, 2] / 2


def test_a_document_of_forty_pages_drowns_neither_the_title_nor_a_short_one() -> None:
    filler = "".join(f"Tabel{i} viser række{i * 7} og kolonne{i * 3}. " for i in range(4_000))
    (short,) = papers(AGENDA.items, attached(_1=SWINGS))
    (long,) = papers(AGENDA.items, attached(_1=SWINGS + "\n" + filler))
    assert len(long.terms) <= MOST_TERMS
    assert len(long.passages) <= PASSAGES
    assert len(short.passages) <= PASSAGES
    said = ("Gyngerne er rustne", "Taget er utæt", "Hej med jer", "Tak")
    alone, beside = (evidence(attached(_1=SWINGS + more, _2=ROOF), *said) for more in ("", "\n" + filler))
    assert beside[1, 2] > 0 > beside[1, 1], "the short one keeps its words"
    assert beside.max() <= alone.max() * 1.5, "length adds nothing"


def test_what_the_title_says_is_not_counted_again() -> None:
    (paper,) = papers(AGENDA.items, attached(_1="Materiel: gyngerne er en sag"))
    assert not set(stems("Sag om materiel")) & paper.terms.keys()


@given(st.lists(st.text(max_size=200), max_size=5), st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_any_text_gives_finite_scores(texts: list[str], lines: list[str]) -> None:
    found = Attachments(tuple(AttachmentText(i % 4, text) for i, text in enumerate(texts)))
    assert np.isfinite(evidence(found, *lines)).all()
