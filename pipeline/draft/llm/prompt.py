"""The prompt of one item, from the templates; what was said goes in as data, one JSON object a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.resources import resource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.draft.people import People
    from pipeline.meeting import AgendaItem
    from pipeline.transcript import Utterance

SHORTEST_PIECE = 40  # words of one utterance that are asked for by themselves


@dataclass(frozen=True, slots=True)
class Line:
    """What the model sees of an utterance, or of a piece of a long one."""

    id: str
    speaker: str
    text: str

    @property
    def n_words(self) -> int:
        """Words."""
        return len(self.text.split())


def environment(folder: Path | None = None) -> ImmutableSandboxedEnvironment:
    """The templates of ``templates/prompts`` in a sandbox; an unknown variable is an error."""
    env = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder if folder is not None else resource("templates/prompts")),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return env


def lines_of(utterances: Sequence[Utterance], people: People, attendee_of: dict[str | None, str | None]) -> list[Line]:
    """The utterances with who speaks: the name where it is known, a neutral word where not."""
    formulas = people.language.formulas
    return [
        Line(one.id, people.name(attendee_of.get(one.voice)) or formulas.participant, one.text) for one in utterances
    ]


def parts_of(lines: Sequence[Line], part_words: int) -> list[list[Line]]:
    """Cut a long item into parts of at most ``part_words`` words; nothing is left out.

    A long utterance keeps its id in every part.
    """
    parts: list[list[Line]] = [[]]
    room = part_words
    for line in lines:
        words = line.text.split()
        while words:
            if room <= 0:
                parts.append([])
                room = part_words
            if len(words) > room and parts[-1] and len(words) <= part_words:
                parts.append([])
                room = part_words
            piece, words = words[:room], words[room:]
            parts[-1].append(Line(line.id, line.speaker, " ".join(piece)))
            room -= len(piece)
    return [part for part in parts if part]


def halves(lines: Sequence[Line]) -> list[list[Line]]:
    """Two halves of a part, between utterances or inside the only one; one where there is nothing to halve."""
    if len(lines) > 1:
        return [list(lines[: len(lines) // 2]), list(lines[len(lines) // 2 :])]
    words = lines[0].text.split()
    if len(words) < 2 * SHORTEST_PIECE:
        return [list(lines)]
    pieces = (words[: len(words) // 2], words[len(words) // 2 :])
    return [[Line(lines[0].id, lines[0].speaker, " ".join(piece))] for piece in pieces]


def messages_for(
    item: AgendaItem,
    lines: Sequence[Line],
    part: tuple[int, int],
    most: int,
    people: People,
    env: ImmutableSandboxedEnvironment,
) -> list[dict[str, str]]:
    """System and user message for a part of an item; ``part`` is (number, of how many)."""
    code = people.language.code
    values = {
        "body": people.body(),
        "number": item.number,
        "title": item.title,
        "kind": item.kind.value,
        "presenters": item.presenters,
        "style": (item.style or people.meeting.style).value,
        "part": part[0],
        "parts": part[1],
        "most": most,
        "lines": [{"id": line.id, "speaker": line.speaker, "text": line.text} for line in lines],
    }
    return [
        {"role": "system", "content": env.get_template(f"system.{code}.jinja").render(values)},
        {"role": "user", "content": env.get_template(f"item.{code}.jinja").render(values)},
    ]
