"""The files that others read: written whole, and only when they change."""

from __future__ import annotations

import json
import os
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pipeline.minutes import LedgerKind
from pipeline.store import fingerprint
from pipeline.store.codec import to_jsonable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.meeting import Meeting
    from pipeline.minutes import Alignment
    from pipeline.path.meeting_path import MeetingPath
    from pipeline.transcript import Conversation, Diarization

_PACKAGES = ("referat", "openai-whisper", "pyannote.audio", "torch", "jinja2")


def write_outputs(path: MeetingPath, out: Path) -> list[Path]:
    """Write what the stages reached so far have to show into `out`; return the files.

    A file is replaced in one step, and left alone when nothing in it changes.
    """
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [_replace(out / name, content) for name, content in _files(path, out)]


def _files(path: MeetingPath, out: Path) -> Iterator[tuple[str, bytes]]:
    if path.conversation:
        yield "transcript.seglst.json", _json(_seglst(path.meeting, path.conversation.value))
        yield "speakers.json", _json(_speakers(path.meeting, path.conversation.value))
    if path.diarization:
        yield "turns.rttm", _rttm(path.diarization.value).encode()
    if path.alignment and path.conversation:
        yield "agenda.json", _json(_agenda(path.meeting, path.alignment.value, path.conversation.value))
    if path.draft:
        yield "draft.json", _json(to_jsonable(path.draft.value))
    if path.findings:
        yield "findings.json", _json(to_jsonable(path.final_findings))
    if path.rendered:
        for file in path.rendered.value:
            yield file.name, file.read_bytes()
    keys = [artifact.key for artifact in path.runner.artifacts]
    if _last_keys(out) != keys or any(not artifact.reused for artifact in path.runner.artifacts):
        yield "run.json", _json(_run(path))


def _last_keys(out: Path) -> list[str]:
    """The artifacts of the last run; a run that finds others, however old, is another one."""
    try:
        return [stage["key"] for stage in json.loads((out / "run.json").read_text(encoding="utf-8"))["stages"]]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return []


def _replace(file: Path, content: bytes) -> Path:
    if file.is_file() and file.read_bytes() == content:
        return file
    beside = file.with_name(f".{file.name}.part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as part:
        part.write(content)
        part.flush()
        os.fsync(part.fileno())
    beside.replace(file)
    return file


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _seglst(meeting: Meeting, conversation: Conversation) -> list[dict[str, Any]]:
    names = {named.voice: named.attendee for named in conversation.voices}
    return [
        {
            "session_id": meeting.title,
            "speaker": _speaker(meeting, names.get(utterance.voice or ""), utterance.voice),
            "words": utterance.text,
            "start_time": utterance.start_s,
            "end_time": utterance.end_s,
            "utterance_id": utterance.id,
            "voice": utterance.voice,
            "corrections": [
                {"word": index, "heard": word.heard, "written": word.text}
                for index, word in enumerate(utterance.words)
                if word.heard is not None
            ],
        }
        for utterance in conversation.utterances
    ]


def _speaker(meeting: Meeting, key: str | None, voice: str | None) -> str:
    return meeting.attendee(key).name if key else voice or "unknown"


def _speakers(meeting: Meeting, conversation: Conversation) -> dict[str, Any]:
    return {
        "voices": [
            {
                "voice": named.voice,
                "attendee": named.attendee,
                "name": meeting.attendee(named.attendee).name if named.attendee else None,
                "margin": named.margin,
                "reason": named.reason,
                "evidence": to_jsonable(named.evidence),
            }
            for named in conversation.voices
        ],
        "decisions": fingerprint(meeting.decided),
        "remarks": to_jsonable(conversation.remarks),
    }


def _rttm(diarization: Diarization) -> str:
    return "".join(
        f"SPEAKER meeting 1 {turn.start_s:.3f} {turn.end_s - turn.start_s:.3f} <NA> <NA> {turn.voice} <NA> <NA>\n"
        for turn in diarization.turns
    )


def _agenda(meeting: Meeting, alignment: Alignment, conversation: Conversation) -> dict[str, Any]:
    ids: dict[int | None, list[str]] = {}
    for utterance in conversation.utterances:
        ids.setdefault(alignment.items[utterance.id], []).append(utterance.id)
    spans: dict[int, list[list[float]]] = {}
    for entry in alignment.ledger:
        if entry.kind is LedgerKind.ITEM and entry.item is not None:
            spans.setdefault(entry.item, []).append([entry.start_ms / 1000, entry.end_ms / 1000])
    return {
        "items": [
            {
                "index": item.index,
                "number": item.number,
                "title": item.title,
                "utterance_ids": ids.get(item.index, []),
                "spans": spans.get(item.index, []),
            }
            for item in meeting.items
        ],
        "outside": {utterance_id: str(where) for utterance_id, where in alignment.outside.items()},
        "boundaries": to_jsonable(alignment.boundaries),
        "ledger": to_jsonable(alignment.ledger),
        "remarks": to_jsonable(alignment.remarks),
    }


def _run(path: MeetingPath) -> dict[str, Any]:
    return {
        "versions": {name: version(name) for name in _PACKAGES} | {"python": platform.python_version()},
        "models": [{"role": model.role, "id": model.id, "digest": model.digest} for model in path.models],
        "stages": [
            {
                "stage": artifact.stage,
                "key": artifact.key,
                "reused": artifact.reused,
                "seconds": round(artifact.cost.seconds, 3),
                "peak_memory_bytes": artifact.cost.peak_bytes,
            }
            for artifact in path.runner.artifacts
        ],
        "recording_seconds": path.recording.value.duration_s if path.recording else None,
    }
