"""Whatever is said: every statement rests on its own item's utterances, and no number comes from nowhere."""

from __future__ import annotations

import re

from draft_meetings import conversation, meeting
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.draft import DraftOptions, draft
from pipeline.draft.languages import language_of
from pipeline.minutes import StatementKind

PEOPLE = (
    "Bente Lind, formand",
    "Ib Juul (afbud)",
    "Carsten Munk",
    "Dorte Holm",
    "Erik Skov",
    "Fie Nygaard, sekretariat",
)
ITEMS = ("Velkomst v/Bente Lind", "Status for taget (O) v/Fie Nygaard", "Budget (B)", "Eventuelt")
SPEAKERS = ("Bente Lind", "Carsten Munk", "Dorte Holm", "Fie Nygaard", "Stemme 9")
SAID = (
    "Velkommen til alle.", "Der er afbud fra Ib Juul.", "Det er syv for, to imod og én hverken for eller imod.",
    "Hvem stemmer for?", "Fem.", "Imod?", "Så er budgettet vedtaget.", "Vi beslutter at bruge tre hundrede "
    "tusind kroner.",
    "Kan vi godkende det?", "Ja, det kan vi.", "Nej.", "Carsten, kan du sende planen inden den første "
    "maj?", "Det gør jeg.",
    "Jeg sender tallene senest på fredag den 12. juni.", "Jeg er inhabil.", "Jeg kan ikke støtte forslaget.",
    "Hvad koster det?", "Omkring fem en halv million, tror jeg.", "Vi har 14 huse, og to af dem er fra "
    "nittenhundrede og ti.",
    "Jeg synes, at vi skal offentliggøre prisen.", "Prisen er ikke fastsat, men vi regner med ti procent mere.",
    "Så tager vi orienteringen til efterretning.", "Er der andet?", "Næste møde er den 8. december klokken 16.",
    "Øh, jeg, jeg ved det "
    "ikke...", "Ordet er dit.", "Du skal huske din nøgle.", "hvis", "1", "…", "Og så videre og så videre",
)  # fmt: skip
LINES = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(SPEAKERS), st.lists(st.sampled_from(SAID), min_size=1, max_size=4)),
    max_size=25,
)


def script_of(lines: list[tuple[int, str, list[str]]]) -> str:
    return "\n".join(f"[{item}]\n{speaker}: {' '.join(said)}" for item, speaker, said in lines)


def numbers(text: str) -> set[str]:
    plain = re.sub(r"(?<=\d)[.](?=\d{3}\b)", "", language_of("da").grammar.small_digits(text))
    return set(re.findall(r"\d+", plain))


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_every_statement_is_held_by_its_evidence(lines: list[tuple[int, str, list[str]]]) -> None:
    of = meeting(PEOPLE, ITEMS)
    spoken, aligned = conversation(of, script_of(lines))
    text_of = {one.id: one.text for one in spoken.utterances}
    found = draft(spoken, aligned, of, DraftOptions())
    assert [one.item for one in found.items] == [0, 1, 2, 3]
    for item in found.items:
        questions = {one.id for one in item.statements if one.kind is StatementKind.QUESTION}
        for one in item.statements:
            assert one.evidence
            assert all(aligned.items[uid] == item.item for uid in one.evidence)
            held = numbers(" ".join(text_of[uid] for uid in one.evidence))
            assert numbers(one.text) - {"1"} <= held, (one.text, one.evidence)  # "et medlem": no number
            assert one.answers is None or one.answers in questions
            assert set(one.who) <= {attendee.key for attendee in of.attendees}
            assert 0.0 <= one.confidence <= 1.0
    ids = [one.id for one in found.statements]
    assert len(ids) == len(set(ids))


@settings(max_examples=20, deadline=None)
@given(LINES)
def test_the_same_input_gives_the_same_draft(lines: list[tuple[int, str, list[str]]]) -> None:
    of = meeting(PEOPLE, ITEMS)
    spoken, aligned = conversation(of, script_of(lines))
    assert draft(spoken, aligned, of, DraftOptions()) == draft(spoken, aligned, of, DraftOptions())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60).filter(str.split), max_size=8))
def test_no_text_makes_it_fail(said: list[str]) -> None:
    of = meeting(PEOPLE, ITEMS)
    script = "\n".join(f"[1]\nFie Nygaard: {' '.join(text.split())}" for text in said)
    spoken, aligned = conversation(of, script)
    for language in ("da", "en"):
        draft(spoken, aligned, meeting(PEOPLE, ITEMS, language=language), DraftOptions())


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 40), st.integers(0, 12))
def test_the_length_follows_the_item(repeats: int, most: int) -> None:
    of = meeting(PEOPLE, ["Taget"])
    lines = [
        (0, SPEAKERS[1 + n % 3], [f"Beboer nummer {n} har klaget over larm fra nabo {n + 100}."])
        for n in range(repeats)
    ]
    spoken, aligned = conversation(of, script_of(lines))
    found = draft(spoken, aligned, of, DraftOptions(floor_words=0, share=0.1, max_remarks=most))
    said = sum(len(one.words) for one in spoken.utterances)
    printed = [one for item in found.items for one in item.statements]
    assert len(printed) <= most
    assert sum(len(one.text.split()) for one in printed[1:]) <= 0.1 * said


def test_an_hour_without_a_full_stop_is_cut_and_written() -> None:
    of = meeting(PEOPLE, ["Taget (O) v/Fie Nygaard"])
    spoken, aligned = conversation(of, "[0]\nFie Nygaard: " + "taget er utæt igen vi har 12 tilbud " * 1200)
    found = draft(spoken, aligned, of, DraftOptions())
    assert all(len(one.text.split()) < 250 for one in found.statements)
