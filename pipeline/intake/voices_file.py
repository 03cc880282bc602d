"""``voices.toml``: what a person has decided of the voices, beside ``meeting.toml``; read, and written in one step."""

from __future__ import annotations

import json
import os
import tempfile
import tomllib
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import InputError, nearest
from pipeline.intake.schema import Required, Text
from pipeline.meeting import DecidedVoice, VoiceDecisions

if TYPE_CHECKING:
    from collections.abc import Iterator

VOICES_FILE = "voices.toml"
_MAX_BYTES = 20_000_000
_HEAD = """\
# What a person has decided of the voices: `referat voices` writes it, and so may you.
# spans: seconds of the recording. attendee = "": somebody who is not on the list; no attendee: one voice, not whose.
"""

_Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _VoiceTable(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    attendee: Text | None = None
    title: Text = ""
    organisation: Text = ""
    by: Text = ""
    decided: datetime | None = None
    labels: tuple[Required, ...] = ()
    spans: tuple[tuple[_Seconds, _Seconds], ...] = ()


class _VoicesTable(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    recording_seconds: _Seconds | None = None
    voice: tuple[_VoiceTable, ...] = ()


def load_decisions(folder: Path) -> VoiceDecisions:
    """Read ``voices.toml`` in `folder`; nothing is decided where there is none.

    Raises
    ------
    InputError
        It is not TOML, has a key it should not have, a stretch that ends before it begins, or one of two voices.
    """
    path = folder / VOICES_FILE
    if not path.is_file():
        return VoiceDecisions()
    if path.stat().st_size > _MAX_BYTES:
        raise InputError(path, f"larger than {_MAX_BYTES // 1_000_000} MB", "remove it, or what is not of this meeting")
    try:
        table = _VoicesTable.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except UnicodeDecodeError as error:
        raise InputError(path, f"byte {error.start} is not UTF-8", "save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(path, f"not TOML: {error}", "correct the line it names") from error
    except ValidationError as error:
        raise _explain(path, error) from error
    voices = tuple(_voice(path, number, voice) for number, voice in enumerate(table.voice, start=1))
    _apart(path, voices)
    return VoiceDecisions(table.recording_seconds, voices)


def _explain(path: Path, error: ValidationError) -> InputError:
    first = error.errors()[0]
    place = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
    if first["type"] == "extra_forbidden":
        known = _VoiceTable if len(first["loc"]) > 1 else _VoicesTable
        return InputError(path, "unknown key", nearest(str(first["loc"][-1]), known.model_fields), field=place)
    return InputError(path, f'"{str(first["input"])[:60]}" does not fit', first["msg"].lower(), field=place)


def _voice(path: Path, number: int, table: _VoiceTable) -> DecidedVoice:
    if bool(table.spans) == bool(table.labels):
        raise InputError(path, "needs either spans or labels", "as in spans = [[12.0, 20.5]]", field=f"voice[{number}]")
    for start_s, end_s in table.spans:
        if end_s <= start_s:
            raise InputError(
                path, f"[{start_s}, {end_s}] does not end after it begins", "write [begin, end] in seconds",
                field=f"voice[{number}].spans",
            )  # fmt: skip
    return DecidedVoice(
        tuple(sorted(table.spans)),
        table.labels,
        table.attendee,
        table.title,
        table.organisation,
        table.by,
        table.decided,
    )


def _apart(path: Path, voices: tuple[DecidedVoice, ...]) -> None:
    """Refuse what belongs to two voices."""
    spans = sorted((*span, number) for number, voice in enumerate(voices, start=1) for span in voice.spans)
    for (_, end_s, one), (start_s, _, other) in pairwise(spans):
        if start_s < end_s:
            raise InputError(
                path,
                f"{start_s} s is voice[{one}]'s too",
                "a stretch belongs to one voice",
                field=f"voice[{other}].spans",
            )
    owner: dict[str, int] = {}
    for number, voice in enumerate(voices, start=1):
        for label in voice.labels:
            if label in owner:
                raise InputError(
                    path, f'"{label}" is voice[{owner[label]}]\'s too', "a label belongs to one voice",
                    field=f"voice[{number}].labels",
                )  # fmt: skip
            owner[label] = number


def save_decisions(decisions: VoiceDecisions, folder: Path) -> Path:
    """Write ``voices.toml`` in one step, readable by its owner only; without decisions there is no file."""
    path = folder / VOICES_FILE
    if not decisions.voices:
        path.unlink(missing_ok=True)
        return path
    handle, name = tempfile.mkstemp(prefix=f".{VOICES_FILE}.", dir=folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n".join(_lines(decisions)) + "\n")
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return path


def _lines(decisions: VoiceDecisions) -> Iterator[str]:
    yield _HEAD.rstrip("\n")
    if decisions.recording_s is not None:
        yield f"recording_seconds = {decisions.recording_s:.3f}"
    for voice in decisions.voices:
        yield "\n[[voice]]"
        if voice.attendee is not None:
            yield f"attendee = {_quoted(voice.attendee)}"
        for key, text in (("title", voice.title), ("organisation", voice.organisation), ("by", voice.by)):
            if text:
                yield f"{key} = {_quoted(text)}"
        if voice.at is not None:
            yield f"decided = {voice.at.isoformat()}"
        if voice.labels:
            yield f"labels = [{', '.join(map(_quoted, voice.labels))}]"
        if voice.spans:
            yield f"spans = [{', '.join(f'[{start_s:.3f}, {end_s:.3f}]' for start_s, end_s in voice.spans)}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
