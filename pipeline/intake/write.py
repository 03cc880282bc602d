"""Write a prepared meeting as ``meeting.toml``: what was guessed is marked, what was not understood is listed."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.intake.meeting_file import FILE_NAME
from pipeline.intake.wording import place_in, say, why
from pipeline.meeting import Attendance, ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pipeline.intake.prepared import FoundItem, FoundPerson, Guess, Prepared
    from pipeline.meeting import OpenAction

    _Value = str | bool | datetime | tuple[str, ...] | tuple[tuple[datetime, datetime], ...] | tuple[datetime, datetime]


def write_meeting(prepared: Prepared, folder: Path, *, force: bool = False) -> Path:
    """Write ``meeting.toml`` in one step, readable by its owner only; an existing one stays unless `force`.

    Raises
    ------
    InputError
        There is one already.
    """
    path = free_place(folder, force=force)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{FILE_NAME}.", dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(as_toml(prepared))
            file.flush()
            os.fsync(file.fileno())
        if force:
            Path(name).replace(path)
        else:
            path.hardlink_to(name)  # fails when somebody else has written one meanwhile
    except FileExistsError as error:
        raise InputError(path, "exists already", "it is kept; --force replaces it") from error
    finally:
        Path(name).unlink(missing_ok=True)
    return path


def free_place(folder: Path, *, force: bool = False) -> Path:
    """Return where ``meeting.toml`` goes. Raises InputError when there is one already, unless `force`."""
    path = folder / FILE_NAME
    if not force and path.exists():
        raise InputError(path, "exists already", "it is kept; --force replaces it")
    return path


def as_toml(prepared: Prepared) -> str:
    """Return the text of the file."""
    language = prepared.language
    blocks = ["\n".join(_head(prepared))]
    if prepared.body or prepared.numbering or prepared.template:
        body = _Table(language, "[body]", prepared.guesses)
        body.put("name", prepared.body)
        body.put("numbering", prepared.numbering)
        body.put("template", prepared.template)
        blocks.append(body.text)
    blocks += [_attendee(person, language) for person in prepared.people]
    blocks += [_item(item, language) for item in prepared.items]
    blocks += [_action(action, language) for action in prepared.open_actions]
    if prepared.open_actions:
        first = len(blocks) - len(prepared.open_actions)
        blocks[first] = f"# {say('actions', language)}\n{blocks[first]}"
    if prepared.leftovers:
        blocks.append("\n".join(_leftovers(prepared)))
    return "\n\n".join(blocks) + "\n"


class _Table:
    """Lines ``key = value``, with the guesses as comments; a key without a value stands only when it is a guess."""

    def __init__(self, language: str, header: str, guesses: tuple[Guess, ...]) -> None:
        self._language = language
        self._guesses = guesses
        self._lines = [header] if header else []

    def put(self, key: str, value: _Value | None, *, always: bool = False) -> None:
        reasons = dict.fromkeys(why(guess.doubt, self._language) for guess in self._guesses if guess.field == key)
        if value is None or not (value or reasons or always):
            return
        comment = f"  # {say('guessed', self._language)}: {'; '.join(reasons)}" if reasons else ""
        self._lines.append(f"{key} = {_value(value)}{comment}")

    @property
    def text(self) -> str:
        return "\n".join(self._lines)


def _head(prepared: Prepared) -> Iterator[str]:
    language = prepared.language
    table = _Table(language, "", (*prepared.guesses, *prepared.head.guesses))
    table.put("title", prepared.head.title, always=True)
    table.put("number", prepared.number)
    table.put("language", language, always=True)
    table.put("start", prepared.head.start)
    table.put("end", prepared.head.end)
    table.put("place", prepared.head.place)
    files = dict.fromkeys(prepared.sources)
    yield "# " + say("intro", language).format(files=", ".join(files))
    yield table.text
    if prepared.media:
        key = "transcript" if prepared.media.lower().endswith((".vtt", ".json")) else "recording"
        yield f"{key} = {_value(prepared.media)}"
    else:
        yield f"# {say('recording', language)}:"
        yield '# recording = "moede.mp4"' if language == "da" else '# recording = "meeting.mp4"'
    if joined := [begin for person in prepared.people for begin, _ in person.presence]:
        yield f"# {say('clock', language)}:"
        yield f"# recording_start = {(prepared.head.start or min(joined)).isoformat()}"
    yield 'style = "extended"'


def _attendee(person: FoundPerson, language: str) -> str:
    table = _Table(language, "[[attendee]]", person.guesses)
    table.put("name", person.name, always=True)
    table.put("title", person.title)
    table.put("organisation", person.organisation)
    table.put("group", person.group)
    table.put("role", person.role.value if person.role else "")
    told = person.attendance is not Attendance.PRESENT or any(guess.field == "attendance" for guess in person.guesses)
    table.put("attendance", person.attendance.value if told else "")
    table.put("substitute_for", person.substitute_for)
    table.put("presence", person.presence)
    return table.text


def _item(item: FoundItem, language: str) -> str:
    table = _Table(language, "[[item]]", item.guesses)
    table.put("title", item.title, always=True)
    table.put("number", item.number)
    table.put("kind", item.kind.value if item.kind is not ItemKind.NONE else "")
    table.put("presenters", item.presenters)
    table.put("closed", item.closed)
    table.put("documents", item.documents)
    return table.text


def _action(action: OpenAction, language: str) -> str:
    table = _Table(language, "[[action]]", ())
    table.put("text", action.text, always=True)
    table.put("owner", action.owner)
    table.put("deadline", action.deadline)
    table.put("status", action.status.value)
    table.put("item", action.item)
    table.put("meeting", action.meeting)
    table.put("closed", action.closed)
    return table.text


def _leftovers(prepared: Prepared) -> Iterator[str]:
    language = prepared.language
    label = say("not understood", language)
    for left in prepared.leftovers:
        below = f" ({say('under', language)} {left.about})" if left.about else ""
        place = ", ".join(filter(None, (left.source, place_in(left.place, language))))
        yield f"# {label}: {place}{below}: {left.text}" if place else f"# {label}: {left.text}"


def _value(value: _Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    return value.isoformat()
