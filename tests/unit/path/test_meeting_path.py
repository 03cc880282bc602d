"""What each stage is given of the meeting: no more than it depends on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rich.console import Console

from pipeline.attachment import Attachment
from pipeline.cli.progress import ConsoleObserver
from pipeline.config import Config
from pipeline.meeting import AgendaItem, Attendee, Body, Meeting, Style
from pipeline.path import MeetingPath, Runner
from pipeline.path.meeting_path import _vocabulary
from pipeline.store import Store
from pipeline.weights import Registry

MEETING = Meeting(
    "Møde",
    "da",
    None,
    None,
    "",
    Style.EXTENDED,
    Body(),
    (Attendee("a01", "Per Holm", organisation="Kystmuseet"),),
    (AgendaItem(0, "1", "Ny hal i Vordingborg", presenters=("Eva Friis",)),),
    glossary=("Nærhedsudvalget", "Kystmuseet"),
)


def test_the_recogniser_is_told_of_people_presenters_organisations_the_agenda_and_the_glossary() -> None:
    told = _vocabulary(MEETING)
    assert told.names == ("Per Holm", "Eva Friis")
    assert told.terms == ("Kystmuseet", "Ny hal i Vordingborg", "Nærhedsudvalget")


def test_a_changed_glossary_changes_nothing_but_what_is_heard(tmp_path: Path) -> None:
    path = MeetingPath(
        MEETING, Config(), Registry.load(), Runner(Store(tmp_path), ConsoleObserver(Console(quiet=True)))
    )
    assert path._printed.glossary == path._described.glossary == ()


def test_an_attachment_changes_neither_what_is_heard_nor_who_it_is(tmp_path: Path) -> None:
    """Only the alignment reads it: another one never transcribes again."""
    attached = replace(MEETING, attachments=(Attachment(0, "1", "notat.txt", tmp_path / "notat.txt"),))
    assert _vocabulary(attached) == _vocabulary(MEETING)
    path = MeetingPath(
        attached, Config(), Registry.load(), Runner(Store(tmp_path), ConsoleObserver(Console(quiet=True)))
    )
    assert path._printed.attachments == path._described.attachments == path._listed.attachments == ()
