"""Writes what is known of a meeting beside it: words, turns, the item of each utterance, the facts."""

from __future__ import annotations

import json
import tomllib
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from script import Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

WORDS_PER_SECOND = 2.5
LEAD_S = 2.0  # of silence before the first utterance
FACT_LISTS = ("keywords", "referat", "who")
FACT_TEXTS = ("text", "owner", "deadline")
FACT_NUMBERS = ("in_favour", "against", "abstained")


@dataclass(frozen=True, slots=True)
class Timed:
    """An utterance with its place in time, in seconds."""

    line: Line
    start_s: float
    end_s: float


def estimate_times(lines: Sequence[Line], words_per_second: float = WORDS_PER_SECOND) -> tuple[Timed, ...]:
    """Lay the utterances out in time where nobody has spoken them: so many words a second, and the script's pauses."""
    return lay_out(lines, [max(0.4, len(line.said.split()) / words_per_second) for line in lines])


def lay_out(lines: Sequence[Line], durations_s: Sequence[float]) -> tuple[Timed, ...]:
    """Put utterances of these durations one after another with the script's pauses and overlaps."""
    timed: list[Timed] = []
    end_s = LEAD_S
    for line, duration_s in zip(lines, durations_s, strict=True):
        start_s = max(end_s + line.gap_s, timed[-1].start_s + 0.2 if timed else 0.0)
        timed.append(Timed(line, round(start_s, 3), round(start_s + duration_s, 3)))
        end_s = max(end_s, start_s + duration_s)
    return tuple(timed)


def write_truth(folder: Path, session: str, timed: Sequence[Timed], facts: Path, voices: Mapping[str, str]) -> None:
    """Write words.seglst.json, turns.rttm, items.json, speakers.json and facts.toml into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "words.seglst.json", [_segment(session, one, one.line.speaker, one.line.said) for one in timed])
    turns = [
        f"SPEAKER {session} 1 {one.start_s:.3f} {one.end_s - one.start_s:.3f} <NA> <NA> "
        f"{one.line.speaker.replace(' ', '_')} <NA> <NA>"
        for one in timed
    ]
    (folder / "turns.rttm").write_text("\n".join(turns) + "\n", encoding="utf-8")
    items = [{"utterance_id": one.line.id, "item": one.line.item, "outside": one.line.outside or None} for one in timed]
    write_json(folder / "items.json", items)
    write_json(folder / "speakers.json", dict(voices))
    (folder / "facts.toml").write_text(_facts(facts, timed), encoding="utf-8")


def write_transcript(path: Path, session: str, timed: Sequence[Timed], voices: Mapping[str, str]) -> None:
    """Write the transcript that a recogniser would have written: anonymous voices, misheard words."""
    voice_of = {name: voice for voice, name in voices.items()}
    heard = [one for one in timed if one.line.heard]
    write_json(path, [_segment(session, one, voice_of[one.line.speaker], one.line.heard) for one in heard])


def write_teams(path: Path, session: str, timed: Sequence[Timed]) -> None:
    """Write the transcript that Teams lets one download: WebVTT, a cue an utterance, the name as the voice."""
    call = uuid.uuid5(uuid.NAMESPACE_URL, session)
    cues = [
        f"{call}/{number}-0\n{_clock(one.start_s)} --> {_clock(one.end_s)}\n<v {one.line.speaker}>{one.line.heard}</v>"
        for number, one in enumerate(timed, start=11)
    ]
    path.write_text("WEBVTT\n\n" + "\n\n".join(cues) + "\n", encoding="utf-8")


def anonymous_voices(lines: Sequence[Line]) -> dict[str, str]:
    """Number the voices in the order in which they are first heard: voice -> name."""
    names = list(dict.fromkeys(line.speaker for line in lines))
    return {f"SPEAKER_{index:02d}": name for index, name in enumerate(names)}


def write_json(path: Path, value: object) -> None:
    """Write JSON: a list one entry a line, so that a change shows as the lines that changed."""
    if isinstance(value, list):
        rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in value)
        text = f"[\n{rows}\n]\n"
    else:
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")


def _clock(at_s: float) -> str:
    at_ms = round(at_s * 1000)
    return f"{at_ms // 3_600_000:02d}:{at_ms // 60_000 % 60:02d}:{at_ms // 1000 % 60:02d}.{at_ms % 1000:03d}"


def _segment(session: str, one: Timed, speaker: str, words: str) -> dict[str, object]:
    return {
        "session_id": session,
        "utterance_id": one.line.id,
        "speaker": speaker,
        "words": words,
        "start_time": round(one.start_s, 3),
        "end_time": round(one.end_s, 3),
    }


def _facts(path: Path, timed: Sequence[Timed]) -> str:
    by_label = {label: one for one in timed for label in one.line.labels}
    out = [
        "# What the referat must hold. Made from script.facts.toml: edit that one.",
        "# keywords occur in the utterances as they are heard; each group of referat (alternatives between |) belongs",
        "# into the statement, in figures or in words; who acts in it. item counts the agenda from 0. What is",
        "# optional is true, and a referat may hold it or not.",
    ]
    for fact in tomllib.loads(path.read_text(encoding="utf-8"))["fact"]:
        missing = [label for label in fact["at"] if label not in by_label]
        if missing:
            raise ValueError(f"{path}: fact {fact['id']}: no utterance is labelled {missing}")
        lines = [by_label[label].line for label in fact["at"]]
        ids = sorted(line.id for line in lines)
        items = [line.item for line in lines if line.item is not None]
        out += ["", "[[fact]]", f"id = {_quote(fact['id'])}", f"kind = {_quote(fact['kind'])}"]
        out.append(f"item = {fact.get('item', items[0] if items else -1)}")
        out += [f"{key} = {_quote(fact[key])}" for key in FACT_TEXTS if key in fact]
        out.append(f"utterances = {_quote(ids)}")
        out += [f"{key} = {_quote(fact[key])}" for key in FACT_LISTS if key in fact]
        out += [f"{key} = {fact[key]}" for key in FACT_NUMBERS if key in fact]
        out += ["optional = true"] if fact.get("optional") else []
    return "\n".join(out) + "\n"


def _quote(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
