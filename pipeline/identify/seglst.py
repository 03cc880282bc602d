"""SegLST: a JSON list of segments with speaker, words, start_time and end_time."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

Row = tuple[str, str, float | None, float | None]  # speaker, text, start_s, end_s

MAX_TIME_S = 7 * 24 * 3600.0


def read_seglst(path: Path, text: str) -> list[Row]:
    """Read the segments of a SegLST file in the order of the file; segments without words are left out.

    Raises
    ------
    InputError
        Not JSON, not a list of segments, a key is missing or of the wrong type, several sessions, or a segment ends
        before it starts.
    """
    try:
        segments = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        problem = f"is not JSON ({error})" if isinstance(error, json.JSONDecodeError) else "is nested too deeply"
        raise InputError(path, problem, "SegLST is a list of segments") from None
    if not isinstance(segments, list):
        raise InputError(path, "is not a list", "SegLST is a list of segments")
    sessions = {str(s["session_id"]) for s in segments if isinstance(s, dict) and s.get("session_id") is not None}
    if len(sessions) > 1:
        raise InputError(path, f"holds {len(sessions)} sessions", "give one meeting a file", field="session_id")
    rows = [_row(path, segment, number) for number, segment in enumerate(segments, start=1)]
    return [row for row in rows if row[1]]


def _row(path: Path, segment: Any, number: int) -> Row:
    """Read one segment."""
    place = f"segment {number}"
    if not isinstance(segment, dict):
        raise InputError(path, "is not an object", "write speaker, words, start_time and end_time", field=place)
    if not isinstance(segment.get("words"), str):
        raise InputError(path, f"words = {segment.get('words')!r}"[:80], "words is a text", field=place)
    speaker = segment.get("speaker")
    if speaker is not None and not isinstance(speaker, str | int):
        raise InputError(path, f"speaker = {speaker!r}"[:80], "speaker is a text or null", field=place)
    start_s, end_s = (_time(path, segment, key, place) for key in ("start_time", "end_time"))
    if (start_s is None) != (end_s is None):
        raise InputError(path, "has only one of start_time and end_time", "give both or neither", field=place)
    if start_s is not None and end_s is not None and end_s < start_s:
        raise InputError(
            path, f"end_time {end_s} is before start_time {start_s}", "a segment ends after it starts", field=place
        )
    label = "" if speaker is None else " ".join(str(speaker).split())[:120]
    return label, " ".join(segment["words"].split()), start_s, end_s


def _time(path: Path, segment: dict[str, Any], key: str, place: str) -> float | None:
    """Read a time in seconds, a number or the text of one."""
    value = segment.get(key)
    if value is None:
        return None
    try:
        seconds = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        seconds = math.nan
    if not 0.0 <= seconds <= MAX_TIME_S:
        raise InputError(path, f"{key} = {value!r}"[:80], "give seconds from the start, or null", field=place)
    return seconds
