"""Sound with its true words: the layouts that are found in the wild, and sound without any."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pipeline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator


AUDIO = (".flac", ".wav", ".ogg", ".mp3", ".m4a", ".mp4", ".opus", ".mkv")
RATE = 16_000
# the commonest words of a language tell in which the references of a folder are written
COMMON = {
    "en": frozenset("the and of to that it you was for".split()),
    "da": frozenset("og det er ikke på til jeg som havde".split()),
    "de": frozenset("der die und das ist nicht ein zu".split()),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that were said from start_s to end_s; None where nobody noted the times."""

    words: str
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording and what is said in it.

    Attributes
    ----------
    group : str
        Folder it comes from: rates are summed per group.
    language : str
        ISO 639-1 code; empty: the recogniser must find it.
    names : tuple of str
        Names that the meeting's description gives.
    samples : ndarray or None
        Sound that was made here instead of a file. shape = (n,), int16
    """

    name: str
    group: str
    path: Path | None
    segments: tuple[Segment, ...]
    language: str = ""
    names: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    samples: npt.NDArray[np.int16] | None = None

    @property
    def text(self) -> str:
        """All that is said."""
        return " ".join(segment.words for segment in self.segments)


def load(data: Path) -> tuple[Clip, ...]:
    """Find every clip under a folder.

    A folder holds sound files and, beside them, ``*.seglst.json`` (by session), ``refs.tsv`` (file and reference), a
    ``.txt`` of the same name, or ``meeting.toml`` with ``truth/word_times.seglst.json``
    or ``truth/words.seglst.json``.

    Raises
    ------
    InputError
        There is none.
    """
    folders = [data, *sorted(path for path in data.rglob("*") if path.is_dir())]
    clips = [clip for folder in folders for clip in _folder(folder)]
    if not clips:
        raise InputError(data, "no sound with its words", "sound files with .seglst.json, refs.tsv or .txt beside them")
    return tuple(clips)


def _folder(folder: Path) -> Iterator[Clip]:
    sounds = {path.stem: path for path in sorted(folder.iterdir()) if path.suffix.lower() in AUDIO}
    if not sounds:
        return
    if (folder / "meeting.toml").is_file():
        yield from _meeting(folder)
        return
    references = _references(folder)
    language = _language(" ".join(s.words for found in references.values() for s in found))
    for stem, path in sounds.items():
        if stem in references:
            named = re.fullmatch(r".*-([a-z]{2})-\d+", stem)
            yield Clip(stem, folder.name, path, references[stem], named[1] if named else language)


def _references(folder: Path) -> dict[str, tuple[Segment, ...]]:
    found: dict[str, tuple[Segment, ...]] = {}
    for path in sorted(folder.glob("*.seglst.json")):
        found.update(_seglst(path))
    table = folder / "refs.tsv"
    if table.is_file():
        for line in table.read_text(encoding="utf-8").splitlines()[1:]:
            name, reference, *_ = line.split("\t")
            found[name.rpartition(".")[0]] = (Segment(reference),)
    for path in sorted(folder.glob("*.txt")):
        found.setdefault(path.stem, (Segment(path.read_text(encoding="utf-8")),))
    return found


def _seglst(path: Path) -> dict[str, tuple[Segment, ...]]:
    sessions: dict[str, list[Segment]] = {}
    for entry in json.loads(path.read_text(encoding="utf-8")):
        segment = Segment(entry["words"], entry.get("start_time"), entry.get("end_time"))
        sessions.setdefault(entry["session_id"], []).append(segment)
    return {name: tuple(sorted(found, key=lambda s: s.start_s or 0.0)) for name, found in sessions.items()}


def _meeting(folder: Path) -> Iterator[Clip]:
    truths = [folder / "truth" / name for name in ("word_times.seglst.json", "words.seglst.json")]
    truth = next((path for path in truths if path.is_file()), None)
    if truth is None:
        return
    described = tomllib.loads((folder / "meeting.toml").read_text(encoding="utf-8"))
    path = folder / str(described.get("recording", ""))
    if not path.is_file():
        return
    people = tuple(str(person["name"]) for person in described.get("attendee", ()))
    places = tuple({str(person.get("organisation", "")): None for person in described.get("attendee", ())})
    entries = json.loads(truth.read_text(encoding="utf-8"))  # in the order of the utterances, where they overlap too
    segments = tuple(Segment(entry["words"], entry.get("start_time"), entry.get("end_time")) for entry in entries)
    yield Clip(folder.name, "meeting", path, segments, str(described.get("language", "")), people, places)


def _language(text: str) -> str:
    words = text.lower().split()
    shares = {code: sum(word in common for word in words) for code, common in COMMON.items()}
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] * 20 >= max(1, len(words)) else ""


def speechless(seconds: float, seed: int = 0) -> tuple[Clip, ...]:
    """Make sound in which nobody speaks: digital silence, mains hum, noise, and music of chords and a beat."""
    rng = np.random.default_rng(seed)
    t = np.arange(round(seconds * RATE)) / RATE
    hum = sum(0.06 / k * np.sin(2 * np.pi * 50 * k * t + k) for k in (1, 2, 3, 5, 7))
    sounds = {
        "silence": np.zeros_like(t),
        "hum": hum + rng.normal(0, 0.002, len(t)),
        "noise": rng.normal(0, 0.05, len(t)) * (1 + 0.5 * np.sin(2 * np.pi * 0.1 * t)),
        "music": _music(t, rng),
    }
    clips = []
    for name, sound in sounds.items():
        samples = np.clip(sound * 32767, -32768, 32767).astype(np.int16)
        clips.append(Clip(name, "speechless", None, (), "en", samples=samples))
    return tuple(clips)


def _music(t: npt.NDArray[np.float64], rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """A chord every two seconds, a melody of half seconds, a drum on every half second."""
    scale = 220.0 * 2.0 ** (np.array([0, 2, 4, 5, 7, 9, 11, 12]) / 12)
    bars = (t // 2).astype(int)
    roots = rng.integers(0, 5, bars.max(initial=0) + 1)
    sound = np.zeros_like(t)
    for third in (0, 2, 4):
        pitch = scale[(roots[bars] + third) % 8]
        sound += 0.08 * np.sin(2 * np.pi * pitch * (t % 2)) * np.exp(-(t % 2))
    notes = (t * 2).astype(int)
    melody = scale[rng.integers(0, 8, notes.max(initial=0) + 1)][notes] * 2
    within = t % 0.5
    sound += 0.1 * sum(np.sin(2 * np.pi * melody * k * within) / k**2 for k in (1, 2, 3)) * np.exp(-4 * within)
    return np.asarray(sound + rng.normal(0, 0.15, len(t)) * np.exp(-40 * within))
