"""Real meetings in which every turn's speaker is known, with the speakers hidden.

A meeting is turned into what the stage would see: an attendee list (names only: no roles, no titles), and a transcript
whose labels are numbers. Which number is who stays here. Nothing of a label is left in the text.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.identify.platform import PlatformTranscript, Segment
from pipeline.meeting import AgendaItem, Attendee, Body, Meeting, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class HiddenMeeting:
    """A meeting with hidden speakers.

    Attributes
    ----------
    truth : dict of str to (str or None)
        Label to attendee key; None: the label stands for nobody in particular (``Voices``).
    """

    id: str
    meeting: Meeting
    transcript: PlatformTranscript
    truth: dict[str, str | None]


def hide(name: str, path: Path, language: str, turns: Iterable[tuple[str | None, str]]) -> HiddenMeeting:
    """Hide the speakers of a meeting.

    Parameters
    ----------
    turns : iterable of (name or None, text)
        In order.
    """
    spoken = [(speaker, text) for speaker, text in turns if text.strip()]
    speakers = sorted({speaker for speaker, _ in spoken if speaker})
    attendees = tuple(Attendee(f"a{at:02d}", speaker) for at, speaker in enumerate(speakers, start=1))
    key = {attendee.name: attendee.key for attendee in attendees}
    order = dict.fromkeys(speaker for speaker, _ in spoken)
    label = {speaker: f"SPEAKER_{at:02d}" for at, speaker in enumerate(order)}
    segments = tuple(Segment(label[speaker], " ".join(text.split())) for speaker, text in spoken)
    meeting = Meeting(
        title=name,
        language=language,
        start=None,
        end=None,
        place="",
        style=Style.EXTENDED,
        body=Body(),
        attendees=attendees,
        items=(AgendaItem(0, "1", name),),
        transcript=path,
        implicit_agenda=True,
    )
    truth = {label[speaker]: key[speaker] if speaker else None for speaker in order}
    return HiddenMeeting(name, meeting, PlatformTranscript(path, "seglst", segments, {}), truth)


_HONORIFIC = re.compile(r"^(?:(?:The |Right |Hon\. |Mr\. |Mrs\. |Ms\. |Miss |Dr\.? |Professor |Sir |Hon )+)")
_COLLECTIVE = re.compile(
    r"^(?:an? |some |the )?(?:hon\. )?(?:members?|voices?|clerk|unknown|interpret\w*)\b", re.IGNORECASE
)
_CHAIR = re.compile(r"^the (?:acting |deputy |assistant )*(?:chair|speaker|president)\w*\s*\((.*)\)$", re.IGNORECASE)


def _committee_name(label: str) -> str | None:
    """Return the plain name in a label of a committee's report, or None for nobody in particular."""
    chair = _CHAIR.match(label)
    inner = chair.group(1) if chair else label
    plain = re.sub(r"\(.*", "", inner).strip()
    plain = re.sub(r"\s+(?:AM|AC|MS|MP)$", "", plain)
    if _COLLECTIVE.match(plain):
        return None
    return _HONORIFIC.sub("", plain).strip() or None


def qmsum_committees(folder: Path) -> Iterator[HiddenMeeting]:
    """Read the committee meetings of QMSum (Zhong et al. 2021): true turns, speakers hidden."""
    for path in sorted([*folder.rglob("covid_*.json"), *folder.rglob("education_*.json")]):
        rows = json.loads(path.read_text("utf-8"))["meeting_transcripts"]
        chairs: dict[str, str | None] = {}
        turns: list[tuple[str | None, str]] = []
        for row in rows:
            label = " ".join(row["speaker"].split())
            bare = re.sub(r"\s*\(.*", "", label)
            if _CHAIR.match(label):
                chairs[bare] = _committee_name(label)
            speaker = chairs[bare] if bare in chairs else _committee_name(label)
            turns.append((speaker, re.sub(r"\{[^}]*\}", " ", row["content"])))
        yield hide(path.stem, path, "en", turns)


_TITLE = re.compile(r"(?:minister|formand|sekretær)\w*|^Den fg\. formand", re.IGNORECASE)
_NAME_WORD = r"[A-ZÆØÅ](?:[\w'’-]+|\.)"
_HEADER = re.compile(
    rf"(?P<label>{_NAME_WORD}-?,?(?:(?: og)?(?: {_NAME_WORD}| [a-zæøå]+ministeren| (?:fg\.|fungerende) formand"
    rf"| næstformand| for nordisk samarbejde| af| de| von| van),?)*) ?\((?P<paren>[A-ZÆØÅ][\w.'’ -]{{0,40}})\): ?"
)


def _sitting_name(label: str, paren: str) -> str:
    """Return the person behind a speaker line: ``Formanden (Søren Gade)``, ``Carl Valentin (SF)``."""
    return paren if _TITLE.search(label) else re.sub(r"^Spm\. nr\. \w+ \d+", "", label)


def _sitting_turns(role_or_name: str, paren: str, text: str) -> list[tuple[str | None, str]]:
    """Cut a turn where the report's next speaker line was left in the text, so that no label stays in it."""
    turns: list[tuple[str | None, str]] = []
    speaker, begin = _sitting_name(role_or_name, paren), 0
    for match in _HEADER.finditer(text):
        turns.append((speaker, text[begin : match.start()]))
        label = re.sub(r"^(?:Afstemning|Forhandling|Samtykke til behandling)\s*", "", match["label"].strip())
        speaker, begin = _sitting_name(label, match["paren"].strip()), match.end()
    turns.append((speaker, text[begin:]))
    return turns


def folketing_sittings(folder: Path) -> Iterator[HiddenMeeting]:
    """Read sittings of the Danish parliament: verbatim turns, all speakers hidden, the chair's too."""
    for path in sorted(folder.glob("*.json")):
        rows = json.loads(path.read_text("utf-8"))["turns"]
        turns = [t for row in rows for t in _sitting_turns(row["role_or_name"], row["paren"], row["text"])]
        yield hide(path.stem, path, "da", turns)
