"""Speaks every utterance of a script once and keeps it: the folder is the cache, keyed by text and voice."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
from voices import Speaker, Spoken, SpokenWord, Voice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from script import Line


def speak_all(lines: Sequence[Line], voices: Mapping[str, Voice], weights: Path, folder: Path) -> list[Spoken]:
    """Return the utterances as sound, in the order of the script."""
    folder.mkdir(parents=True, exist_ok=True)
    speaker: Speaker | None = None
    spoken: list[Spoken] = []
    for line in lines:
        voice = voices[line.speaker]
        key = hashlib.sha256(f"{voice}|{line.said}".encode()).hexdigest()[:20]
        path = folder / f"{key}.npz"
        if not path.exists():
            speaker = speaker or Speaker(weights)
            _keep(path, speaker.say(line.said, voice))
            print(f"{line.id} {line.speaker}", flush=True)
        spoken.append(_kept(path))
    return spoken


def _keep(path: Path, spoken: Spoken) -> None:
    times = np.array([(word.start_s, word.end_s) for word in spoken.words], np.float32)
    part = path.with_suffix(".part.npz")
    np.savez(part, audio=spoken.audio, times=times, words=np.array([word.text for word in spoken.words]))
    part.replace(path)


def _kept(path: Path) -> Spoken:
    with np.load(path) as stored:
        words = tuple(
            SpokenWord(str(text), float(start), float(end))
            for text, (start, end) in zip(stored["words"], stored["times"], strict=True)
        )
        return Spoken(stored["audio"], words)
