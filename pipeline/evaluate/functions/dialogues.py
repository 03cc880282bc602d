"""Dialogues of invented meetings, each line labelled with what it does: ``models/functions/LANGUAGE/*.txt``.

    body: Skolebestyrelsen ved Engskolen
    people: Mette Lund, formand; Camilla Storm; Hanne Toft, sekretariat
    language: da

    == udsat | Skolens ordensregler (B) v/Hanne Toft
    Camilla Storm #remark: Så synes jeg ikke, at vi kan tage stilling i dag.
    Mette Lund #decision: Nej. Så udskyder vi ordensreglerne til næste møde.
    > decision: udskyd|udsk & ordensregle & næste møde

A line has one label or more; ``>`` is a statement that a referat must hold: its kind, and of each group one word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.functions import Function
from pipeline.meeting import AgendaItem, Attendee, Body, ItemKind, Meeting, Role, Style
from pipeline.minutes import Alignment, StatementKind
from pipeline.transcript import Conversation, Utterance, VoiceName, Word

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.minutes import Statement

_ROLES = {
    "formand": Role.CHAIR,
    "næstformand": Role.DEPUTY,
    "sekretariat": Role.SECRETARIAT,
    "gæst": Role.GUEST,
    "chair": Role.CHAIR,
    "deputy": Role.DEPUTY,
    "secretariat": Role.SECRETARIAT,
    "guest": Role.GUEST,
}
_LINE = re.compile(r"^(?P<name>[^#:>=]+?)(?P<labels>(?: +#[a-z]+)+): (?P<text>.+)$")
_TITLE = re.compile(r"(?P<title>.+?)(?: \((?P<kind>[ODB])\))?(?: v/(?P<by>.+))?")
_OPENS = re.compile(r"(?:velkomst|godkendelse af dagsorden|welcome|apologies)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A statement that a referat must hold: its kind, and of each group one word."""

    kind: StatementKind
    groups: tuple[tuple[str, ...], ...]

    def fits(self, text: str) -> bool:
        """Whether a printed text has a word of each group."""
        return all(any(word.casefold() in text.casefold() for word in group) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One agenda item of a meeting, as it was spoken.

    Attributes
    ----------
    index : int
        Index of the item in the meeting's agenda: 0 where it opens the meeting, else 1.
    labels : dict of str to frozenset of Function
        What each utterance does, by its id.
    """

    name: str
    meeting: Meeting
    index: int
    conversation: Conversation
    labels: dict[str, frozenset[Function]]
    wanted: tuple[Wanted, ...]

    @property
    def alignment(self) -> Alignment:
        """Everything under the one item."""
        return Alignment({one.id: self.index for one in self.conversation.utterances}, {}, (), ())

    def missing(self, statements: tuple[Statement, ...]) -> list[Wanted]:
        """What no statement holds, read under the item's heading; questions are printed with their answers."""
        talk = " ".join(one.text for one in statements if one.kind in (StatementKind.QUESTION, StatementKind.ANSWER))
        return [one for one in self.wanted if not self._held(one, statements, talk)]

    def _held(self, wanted: Wanted, statements: tuple[Statement, ...], talk: str) -> bool:
        if wanted.kind is StatementKind.QUESTION:
            return wanted.fits(talk)
        heading = self.meeting.items[self.index].title
        return any(
            one.kind is wanted.kind and wanted.fits(f"{heading} {one.text} {one.owner} {one.deadline}")
            for one in statements
        )

    def rests_on(self, statement: Statement) -> frozenset[Function]:
        """The labels of a statement's evidence."""
        return frozenset(label for ref in statement.evidence for label in self.labels.get(ref, ()))


def read_dialogues(path: Path) -> list[Dialogue]:
    """Read a file of dialogues.

    Raises
    ------
    ValueError
        A line is neither speech with a label nor a statement, or somebody speaks who is not on the list.
    """
    head, *parts = re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    keys = dict(line.split(": ", 1) for line in head.strip().splitlines() if ": " in line)
    people = tuple(_attendee(f"a{number:02d}", text) for number, text in enumerate(keys["people"].split(";"), start=1))
    return [_dialogue(part, keys, people, path) for part in parts]


def _attendee(key: str, text: str) -> Attendee:
    name, _, function = text.strip().partition(", ")
    return Attendee(key, name, role=_ROLES.get(function.split(",")[0].strip(), Role.MEMBER))


def _dialogue(part: str, keys: dict[str, str], people: tuple[Attendee, ...], path: Path) -> Dialogue:
    first, *lines = part.strip().splitlines()
    name, _, heading = first.partition(" | ")
    index = 0 if _OPENS.match(heading) else 1
    match = _TITLE.fullmatch(heading.strip())
    assert match is not None
    presenters = tuple(match["by"].split(" og ")) if match["by"] else ()
    item = AgendaItem(index, str(index + 1), match["title"], ItemKind(match["kind"] or ""), presenters)
    welcome = AgendaItem(0, "1", "Velkomst" if keys.get("language", "da") == "da" else "Welcome")
    agenda = (item,) if index == 0 else (welcome, item)
    meeting = Meeting(
        "Møde", keys.get("language", "da"), None, None, "", Style.EXTENDED, Body(keys["body"]), people, agenda
    )
    by_name = {one.name: one.key for one in people}
    said: list[Utterance] = []
    labels: dict[str, frozenset[Function]] = {}
    wanted = []
    for line in filter(None, map(str.strip, lines)):
        if line.startswith("> "):
            wanted.append(_wanted(line[2:]))
            continue
        spoken = _LINE.match(line)
        if spoken is None or spoken["name"].strip() not in by_name:
            raise ValueError(f"{path.name}: {name}: neither 'Name #label: text' nor '> kind: words': {line[:60]!r}")
        uid = f"u{len(said) + 1:04d}"
        said.append(Utterance(uid, by_name[spoken["name"].strip()], tuple(map(Word, spoken["text"].split()))))
        labels[uid] = frozenset(Function(label.strip()) for label in spoken["labels"].split("#")[1:])
    voices = tuple(VoiceName(one.key, one.key, 5.0) for one in people)
    conversation = Conversation(tuple(said), voices, None)
    return Dialogue(f"{path.stem}/{name}", meeting, index, conversation, labels, tuple(wanted))


def _wanted(text: str) -> Wanted:
    kind, _, rest = text.partition(": ")
    groups = tuple(tuple(word.strip() for word in group.split("|")) for group in rest.split(" & "))
    return Wanted(StatementKind(kind.strip()), groups)
