"""Small meetings written by hand, and a sentence encoder that needs no weights."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from pipeline.align import AlignOptions, align
from pipeline.align.text import stems
from pipeline.meeting import AgendaItem, Attendee, Body, Meeting, Role, Style
from pipeline.progress import silent
from pipeline.transcript import Conversation, Utterance, VoiceName, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from pipeline.minutes import Alignment

WORD_S = 0.4
PAUSE_S = 0.5


class WordVectors:
    """Texts are alike as far as they share stems: each stem is a fixed random direction."""

    def queries(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        found = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in enumerate(texts):
            found[row] = 0.1
            for word in stems(text):
                found[row] += np.random.default_rng(zlib.crc32(word.encode())).standard_normal(64)
        return found / np.linalg.norm(found, axis=1, keepdims=True)


def conversation(lines: Sequence[str], *, chair: str | None = "Formand", times: bool = True) -> Conversation:
    """Make a conversation of "voice: words"; "... 180" is a silence of so many seconds."""
    utterances: list[Utterance] = []
    now = 0.0
    for line in lines:
        if line.startswith("..."):
            now += float(line[3:])
            continue
        voice, text = line.split(": ", 1)
        words = tuple(map(Word, text.split()))
        end = now + WORD_S * len(words)
        number = len(utterances) + 1
        utterances.append(Utterance(f"u{number:04}", voice, words, now if times else None, end if times else None))
        now = end + PAUSE_S
    voices = dict.fromkeys(utterance.voice or "" for utterance in utterances)
    named = tuple(VoiceName(voice, "a01" if voice == chair else None, 5.0) for voice in voices)
    return Conversation(tuple(utterances), named, now if times else None)


def meeting(*titles: str, language: str = "da", numbers: Sequence[str] = (), presenters: Sequence[str] = (),
            implicit_agenda: bool = False) -> Meeting:  # fmt: skip
    """Make a meeting with these items."""
    attendees = (
        Attendee("a01", "Karen Holm", role=Role.CHAIR),
        Attendee("a02", "Jens Bach"),
        Attendee("a03", "Mona Krogh"),
    )
    items = tuple(
        AgendaItem(
            i,
            numbers[i] if numbers else str(i + 1),
            title,
            presenters=(presenters[i],) if presenters and presenters[i] else (),
        )
        for i, title in enumerate(titles)
    )
    return Meeting(
        "Møde", language, None, None, "", Style.EXTENDED, Body(), attendees, items, implicit_agenda=implicit_agenda
    )


def aligned(said: Conversation, of: Meeting, **options: float) -> Alignment:
    """Align with the encoder that needs no weights."""
    return align(said, of, None, AlignOptions(**options), silent, encoder=WordVectors())  # type: ignore[arg-type]


def path(alignment: Alignment) -> list[int | str]:
    """Where each utterance lies, in order: the item's index, or before, break, after."""
    return [alignment.outside[key].value if item is None else item for key, item in alignment.items.items()]


def codes(alignment: Alignment) -> list[str]:
    """The codes of the remarks."""
    return [remark.code for remark in alignment.remarks]
