"""Meetings with a known agenda: QMSum, the AMI topics and the sittings of the Danish parliament, as cases to align."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.meeting import AgendaItem, Attendee, Body, Meeting, Role, Style
from pipeline.transcript import Conversation, Utterance, VoiceName, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_PRESIDES = re.compile(r"formand(?:en)?\b", re.IGNORECASE)
_HEADING = re.compile(r"Det (?:næste|sidste) punkt på dagsordenen er:\s*(?P<number>\d+)\)")
_GLUED = re.compile(r"^(?:Forhandling|Afstemning)(?=[A-ZÆØÅ])")  # headings run into the name in the source


@dataclass(frozen=True)
class Case:
    """A meeting to align and where its utterances belong.

    Attributes
    ----------
    name, group : str
        The file, and the row of the table it counts in.
    reference : dict of str to (int or None)
        Utterance id to index of the item, None for outside; utterances that nobody annotated are absent.
    held_out : bool
        Every second meeting of a folder, by name: the weights were chosen with the others in view.
    """

    name: str
    group: str
    conversation: Conversation
    meeting: Meeting
    reference: dict[str, int | None]
    held_out: bool = False


@dataclass(frozen=True)
class _Line:
    voice: str
    text: str
    item: int | None
    annotated: bool = True
    start_s: float | None = None
    end_s: float | None = None


def load(data: Path, *, limit: int | None = None) -> Iterator[Case]:
    """Load every case under a folder: ``qmsum/val/*.json``, ``ami_topics/*.json``, ``folketing/*.json``.

    Parameters
    ----------
    limit : int, optional
        At most so many files of each kind.

    Raises
    ------
    InputError
        The folder holds none of them, or a file is not what its folder says.
    """
    kinds = ((data / "qmsum" / "val", _qmsum), (data / "ami_topics", _ami), (data / "folketing", _folketing))
    found = False
    for folder, read in kinds:
        number = 0
        for path in sorted(folder.glob("*.json"))[:limit]:
            found = True
            try:
                cases = list(read(path.stem, json.loads(path.read_text(encoding="utf-8"))))
            except (KeyError, TypeError, ValueError, IndexError) as error:
                raise InputError(path, f"not a meeting of {folder.name} ({error})", "see docs/measures.md") from error
            yield from (replace(case, held_out=number % 2 == 1) for case in cases)
            number += bool(cases)
    if not found:
        raise InputError(data, "no meetings with an agenda", "a folder with qmsum/val, ami_topics or folketing")


def _qmsum(name: str, raw: dict[str, Any]) -> Iterator[Case]:
    """QMSum (Zhong et al., NAACL 2021): the topics, in the order they have in the file, are the agenda."""
    kind = "committee" if name.startswith(("covid", "education")) else "academic" if name[0] == "B" else "product"
    place: dict[int, int] = {}
    for index, topic in enumerate(raw["topic_list"]):
        for first, last in topic["relevant_text_span"]:
            for i in range(int(first), int(last) + 1):
                place.setdefault(i, index)
    lines = [
        _Line(turn["speaker"], turn["content"], place.get(i), i in place)
        for i, turn in enumerate(raw["meeting_transcripts"])
    ]
    yield _case(name, f"QMSum {kind}", [topic["topic"] for topic in raw["topic_list"]], lines, "en")


def _ami(name: str, raw: dict[str, Any]) -> Iterator[Case]:
    """AMI (Carletta et al., 2005): the topic segments' titles in the order of their first appearance are the agenda."""
    titles = [
        topic["description"] if topic["type"] == "other" and topic["description"] else topic["type"]
        for topic in raw["topics"]
    ]
    used = [turn["topic"] for turn in raw["utterances"] if turn["topic"] is not None]
    agenda = list(dict.fromkeys(titles[i] for i in dict.fromkeys(used)))
    lines = [
        _Line(
            turn["speaker"],
            turn["text"],
            None if turn["topic"] is None else agenda.index(titles[turn["topic"]]),
            turn["topic"] is not None,
            turn["start"],
            turn["end"],
        )
        for turn in raw["utterances"]
    ]
    if len(agenda) > 1:
        yield _case(name, "AMI topics", agenda, lines, "en")


def _folketing(name: str, raw: dict[str, Any]) -> Iterator[Case]:
    """Yield a sitting three times: as it is, without the turns that frame an item, without any turn of the chair.

    The agenda of question time is nested in the file: its numbers begin again, and those entries are left out. Turns
    under an item whose title is missing in the file are left out too.
    """
    agenda: list[tuple[int, str]] = []
    for entry in raw["agenda"]:
        if agenda and entry["no"] <= agenda[-1][0]:
            break
        agenda.append((entry["no"], entry["title"]))
    index = {number: i for i, (number, _) in enumerate(agenda)}
    turns = [turn for turn in _with_headings(raw["turns"], index) if turn["item"] == 0 or turn["item"] in index]
    chair = [bool(_PRESIDES.search(turn["role_or_name"])) for turn in turns]
    frames = {
        i
        for i in range(len(turns))
        if chair[i]
        and (
            (i > 0 and turns[i - 1]["item"] != turns[i]["item"])
            or (i + 1 < len(turns) and turns[i + 1]["item"] != turns[i]["item"])
        )
    }
    lines = [_Line(_GLUED.sub("", turn["role_or_name"]), turn["text"], index.get(turn["item"])) for turn in turns]
    titles = [title for _, title in agenda]
    yield _case(name, "Folketing", titles, lines, "da")
    kept = [line for i, line in enumerate(lines) if i not in frames]
    yield _case(name, "Folketing, announcements removed", titles, kept, "da")
    yield _case(name, "Folketing, chair removed", titles, [line for i, line in enumerate(lines) if not chair[i]], "da")


def _with_headings(turns: Sequence[dict[str, Any]], index: dict[int, int]) -> Iterator[dict[str, Any]]:
    """Read the headings that the source left inside a turn: what follows belongs to the item that they name."""
    named: tuple[int, int] | None = None  # the label that the turns carry, and the item that the heading names
    for turn in turns:
        if named and turn["item"] == named[0]:
            turn = {**turn, "item": named[1]}
        else:
            named = None
        heading = _HEADING.search(turn["text"])
        if heading and int(heading["number"]) in index:
            yield {**turn, "text": turn["text"][: heading.start()]}
            named = (named[0] if named else turn["item"], int(heading["number"]))
        else:
            yield turn


def _case(name: str, group: str, titles: Sequence[str], lines: Sequence[_Line], language: str) -> Case:
    lines = [line for line in lines if line.text.split()]
    voices = list(dict.fromkeys(line.voice for line in lines))
    presiding = [voice for voice in voices if _PRESIDES.search(voice)]
    attendees = tuple(
        Attendee(f"a{i:02}", voice, role=_role(voice, presiding)) for i, voice in enumerate(voices, start=1)
    )
    utterances = tuple(
        Utterance(f"u{i:04}", line.voice, tuple(map(Word, line.text.split())), line.start_s, line.end_s)
        for i, line in enumerate(lines, start=1)
    )
    named = tuple(VoiceName(a.name, a.key if a.role in (Role.CHAIR, Role.DEPUTY) else None, 0.0) for a in attendees)
    ends = [line.end_s for line in lines if line.end_s is not None]
    items = tuple(AgendaItem(i, str(i + 1), title) for i, title in enumerate(titles))
    meeting = Meeting(name, language, None, None, "", Style.EXTENDED, Body(), attendees, items)
    reference = {u.id: line.item for u, line in zip(utterances, lines, strict=True) if line.annotated}
    return Case(name, group, Conversation(utterances, named, max(ends, default=None)), meeting, reference)


def _role(voice: str, presiding: Sequence[str]) -> Role:
    if voice not in presiding:
        return Role.MEMBER
    return Role.CHAIR if voice == presiding[0] else Role.DEPUTY
