"""Mixes the spoken utterances as a video call sounds: microphones of different level, room and noise."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.signal import butter, fftconvolve, sosfilt
from voices import RATE_HZ, Audio, Spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truth import Timed

OPEN_S = 0.35  # a microphone is let through this long before and after speech
CALL_NOISE_DB = -72.0


@dataclass(frozen=True, slots=True)
class Microphone:
    """How a person comes through.

    Attributes
    ----------
    gain_db : float
        Level against the others.
    noise_db : float
        Noise of the room while the microphone is open, in dB of full scale.
    room_s : float
        Decay time of the room's reverberation.
    room_db : float
        Reverberation against the direct sound.
    band_hz : float
        Upper edge of what the headset or the line lets through.
    """

    gain_db: float = 0.0
    noise_db: float = -58.0
    room_s: float = 0.15
    room_db: float = -16.0
    band_hz: float = 10_000.0


def mix(timed: Sequence[Timed], spoken: Sequence[Spoken], microphones: dict[str, Microphone], total_s: float) -> Audio:
    """Lay every utterance at its time. ``shape = (round(total_s * RATE_HZ),)``, in (-1, 1)."""
    track = np.zeros(round(total_s * RATE_HZ), np.float32)
    track += _noise(len(track), CALL_NOISE_DB, 1)
    for one, sound in zip(timed, spoken, strict=True):
        microphone = microphones[one.line.speaker]
        lead = sound.words[0].start_s
        start = round((one.start_s - lead - OPEN_S) * RATE_HZ)
        heard = _through(sound.audio, microphone, zlib.crc32(one.line.id.encode()))
        first, last = max(0, start), min(len(track), start + len(heard))
        track[first:last] += heard[first - start : last - start]
    return np.asarray(np.tanh(track * 1.6) / 1.6, np.float32)


def _through(audio: Audio, microphone: Microphone, seed: int) -> Audio:
    """Pass an utterance through its microphone, with the noise it lets in around it."""
    rng = np.random.default_rng(seed)
    padding = np.zeros(round(OPEN_S * RATE_HZ), np.float32)
    dry = np.concatenate([padding, audio, padding])
    n_room = round(microphone.room_s * RATE_HZ)
    decay = rng.standard_normal(n_room) * np.exp(-6.9 * np.arange(n_room) / n_room)
    decay[: round(0.004 * RATE_HZ)] = 0
    decay *= 10 ** (microphone.room_db / 20) / np.sqrt(np.sum(np.square(decay)))
    wet = dry + fftconvolve(dry, decay)[: len(dry)]
    band = butter(4, microphone.band_hz, fs=RATE_HZ, output="sos")
    noise = _noise(len(wet), microphone.noise_db, seed)
    heard = (sosfilt(band, wet) + noise) * 10 ** (microphone.gain_db / 20)
    fade = np.linspace(0, 1, round(0.1 * RATE_HZ))
    heard[: len(fade)] *= fade
    heard[-len(fade) :] *= fade[::-1]
    return np.asarray(heard, np.float32)


def _noise(n_samples: int, level_db: float, seed: int) -> Audio:
    """Noise with less power the higher the pitch, as rooms and fans have it."""
    white = np.random.default_rng(seed).standard_normal(n_samples)
    soft = sosfilt(butter(1, 500, fs=RATE_HZ, output="sos"), white)
    return np.asarray(soft / np.sqrt(np.mean(np.square(soft))) * 10 ** (level_db / 20), np.float32)
