"""Small meetings for the tests: written as "Name: what is said", with [n] where item n begins."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.draft import DraftOptions, draft
from pipeline.meeting import AgendaItem, Attendance, Attendee, Body, ItemKind, Meeting, Role, Style
from pipeline.minutes import Alignment, Draft, Outside, Statement, StatementKind
from pipeline.transcript import Conversation, Utterance, VoiceName, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

ROLES = {"formand": Role.CHAIR, "chair": Role.CHAIR, "sekretariat": Role.SECRETARIAT, "gæst": Role.GUEST}


def person(key: str, text: str) -> Attendee:
    """ "Bente Lind, formand" or "Ib Juul (afbud)" as an attendee."""
    match = re.fullmatch(r"([^,(]+?)(?:, (\w+))?(?: \((\w+)\))?", text)
    assert match is not None, text
    return Attendee(
        key,
        match[1],
        role=ROLES.get(match[2] or "", Role.MEMBER),
        attendance=Attendance.APOLOGIES if match[3] else Attendance.PRESENT,
    )


def meeting(
    people: Sequence[str], items: Sequence[str], *, language: str = "da", body: str = "", style: Style = Style.EXTENDED
) -> Meeting:
    """A meeting; an item is "title (O) v/Name"."""
    agenda = []
    for index, text in enumerate(items):
        match = re.fullmatch(r"(.+?)(?: \(([ODB])\))?(?: v/(.+))?", text)
        assert match is not None, text
        presenters = tuple(match[3].split(" og ")) if match[3] else ()
        agenda.append(AgendaItem(index, str(index + 1), match[1], ItemKind(match[2] or ""), presenters))
    return Meeting(
        title="Møde",
        language=language,
        start=datetime(2026, 3, 2, 17),  # noqa: DTZ001 - as printed
        end=None,
        place="",
        style=style,
        body=Body(body or ("Bestyrelsen for Elmegården" if language == "da" else "Board of Elm Court")),
        attendees=tuple(person(f"a{number:02d}", text) for number, text in enumerate(people, start=1)),
        items=tuple(agenda),
    )


def conversation(of: Meeting, script: str, *, confidence: float | None = None) -> tuple[Conversation, Alignment]:
    """The script as utterances; a voice that is no attendee's name stays unnamed."""
    keys = {attendee.name: attendee.key for attendee in of.attendees}
    utterances: list[Utterance] = []
    items: dict[str, int | None] = {}
    item: int | None = None
    for line in filter(None, (line.strip() for line in script.strip().split("\n"))):
        marker = re.fullmatch(r"\[(\d+|-)\]", line)
        if marker:
            item = None if marker[1] == "-" else int(marker[1])
            continue
        voice, _, text = line.partition(": ")
        if not text.split():
            continue
        uid = f"u{len(utterances) + 1:04d}"
        words = tuple(Word(word, confidence=confidence) for word in text.split())
        utterances.append(Utterance(uid, voice, words))
        items[uid] = item
    voices = dict.fromkeys(one.voice for one in utterances if one.voice is not None)
    names = tuple(VoiceName(voice, keys.get(voice), 5.0) for voice in voices)
    outside = {uid: Outside.BEFORE for uid, index in items.items() if index is None}
    return Conversation(tuple(utterances), names, None), Alignment(items, outside, (), ())


def write(of: Meeting, script: str, options: DraftOptions | None = None) -> Draft:
    """The draft of a script."""
    spoken, aligned = conversation(of, script)
    return draft(spoken, aligned, of, options or DraftOptions())


def texts(of: Draft, item: int, kind: StatementKind | None = None) -> list[str]:
    """The printed statements of an item."""
    return [one.text for one in of.items[item].statements if kind is None or one.kind is kind]


def only(of: Draft, item: int, kind: StatementKind) -> Statement:
    """The one statement of this kind in the item."""
    found = [one for one in of.items[item].statements if one.kind is kind]
    assert len(found) == 1, [one.text for one in of.items[item].statements]
    return found[0]
