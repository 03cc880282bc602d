"""What a draft rests on, looked up once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.meeting import Meeting
from pipeline.minutes import Alignment, Draft
from pipeline.names.index import NameIndex, name_parts
from pipeline.names.sounds import sound_key
from pipeline.transcript import Conversation, Utterance

if TYPE_CHECKING:
    from pipeline.minutes import Statement


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def _written(meeting: Meeting) -> tuple[str, ...]:
    people = [(a.title, a.organisation, a.group) for a in meeting.attendees]
    return (meeting.title, meeting.body.name, *(item.title for item in meeting.items), *(t for p in people for t in p))


@dataclass(frozen=True)
class Heard:
    """The conversation by id, and who speaks in it."""

    meeting: Meeting
    conversation: Conversation
    alignment: Alignment
    draft: Draft
    utterances: dict[str, Utterance]
    speakers: dict[str, str]
    """Utterance id -> key of the attendee who speaks, where the voice has a name."""
    index: NameIndex
    bearers: Counter[str]
    """Part of a name, casefolded -> how many attendees bear it."""
    known: frozenset[str]
    """How the words of the agenda, of the body and of the titles of the attendees sound."""

    @classmethod
    def of(cls, meeting: Meeting, conversation: Conversation, alignment: Alignment, draft: Draft) -> Heard:
        """Look everything up."""
        named = {voice.voice: voice.attendee for voice in conversation.voices if voice.attendee}
        return cls(
            meeting,
            conversation,
            alignment,
            draft,
            {utterance.id: utterance for utterance in conversation.utterances},
            {u.id: named[u.voice] for u in conversation.utterances if u.voice in named},
            NameIndex.of(meeting.attendees),
            Counter(part for attendee in meeting.attendees for part in set(name_parts(attendee.name))),
            frozenset(sound_key(word) for text in _written(meeting) for word in _WORD.findall(text)),
        )

    def text(self, statement: Statement) -> str:
        """Return the words a statement rests on."""
        return " ".join(self.utterances[ref].text for ref in statement.evidence if ref in self.utterances)

    def voices(self, statement: Statement) -> set[str]:
        """Return the keys of the attendees who are heard in a statement's evidence."""
        return {self.speakers[ref] for ref in statement.evidence if ref in self.speakers}

    def place(self, refs: tuple[str, ...]) -> tuple[float | None, float | None]:
        """Return where to listen: from the first to the last of the utterances, in seconds."""
        starts = [u.start_s for ref in refs if (u := self.utterances.get(ref)) and u.start_s is not None]
        ends = [u.end_s for ref in refs if (u := self.utterances.get(ref)) and u.end_s is not None]
        return (min(starts), max(ends)) if starts and ends else (None, None)
