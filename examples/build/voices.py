"""Speaks the lines of a script with voices that a person can tell apart, and keeps the time of every word.

Three engines: Kokoro-82M (its voices blended), the Piper voice "joe", and Flite's voices. Pitch and formants are moved
together by resampling, which no vocoder touches; the engine's own speed makes up for the tempo. Word times are not
guessed: Kokoro and Piper predict a duration for every phoneme (an inner value of their networks that we
make an output), and Flite prints the end of every segment.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from scipy.signal import resample_poly

Audio = npt.NDArray[np.float32]
Edges = list[tuple[int, int]]  # first and last sample of each word
Runs = list[tuple[list[int], int | None]]  # tokens, and the index of their word (None: the space between words)
RATE_HZ = 24_000
KOKORO_FRAME = 600  # samples of 24 kHz a duration counts
KOKORO_LEAD = 2  # frames by which the sound runs ahead of the durations (seen in the energy of first words)
PIPER_FRAME = 256
SENTENCE_PAUSE_S = 0.28
EDGE_S = 0.06  # kept before the first and after the last phoneme
# Kokoro was trained on these signs where eSpeak writes American English with others.
KOKORO_SIGNS = (
    ("aɪ", "I"), ("aʊ", "W"), ("eɪ", "A"), ("ɔɪ", "Y"), ("oʊ", "O"), ("dʒ", "ʤ"), ("tʃ", "ʧ"), ("ɚ", "əɹ"), ("ɐ", "ə"),
    ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ː", ""), ("ʔ", "t"), ("ɾ", "T"), ("r", "ɹ"), ("x", "k"), ("ɬ", "l"),
    ("̩", ""), ("̃", ""), ("\u200d", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voice:
    """How a person of the script sounds.

    Attributes
    ----------
    engine : str
        ``kokoro``, ``piper`` or ``flite``.
    blend : dict of str to float
        Kokoro's voices and their shares, or the one voice of Flite.
    shift : float
        Pitch and formants times this.
    speed : float
        Tempo times this.
    accent : str
        Language of eSpeak that writes the phonemes.
    """

    engine: str
    blend: Mapping[str, float]
    shift: float = 1.0
    speed: float = 1.0
    accent: str = "en-us"


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word and its place in its utterance, in seconds."""

    text: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance as sound. ``audio``: mono, RATE_HZ, peak below 1."""

    audio: Audio
    words: tuple[SpokenWord, ...]


class Speaker:
    """All three engines, loaded once."""

    def __init__(self, weights: Path) -> None:
        """Read the weights that ``fetch_voices.sh`` has put into ``weights``."""
        self._voices: dict[str, Audio] = dict(np.load(weights / "voices_ja.npz"))
        self._kokoro_ids: dict[str, int] = json.loads((weights / "vocab.json").read_text("utf-8"))["vocab"]
        self._kokoro = _with_output(weights / "kokoro.onnx", "/encoder/Clip_output_0")
        self._piper = _with_output(weights / "en_US-joe-medium.onnx", "/Ceil_output_0")
        config = json.loads((weights / "en_US-joe-medium.onnx.json").read_text("utf-8"))
        self._piper_ids: dict[str, list[int]] = config["phoneme_id_map"]
        self._piper_rate_hz = int(config["audio"]["sample_rate"])

    def say(self, text: str, voice: Voice) -> Spoken:
        """Speak an utterance sentence by sentence."""
        parts: list[Audio] = []
        words: list[SpokenWord] = []
        at = 0
        engine = {"kokoro": self._say_kokoro, "piper": self._say_piper, "flite": self._say_flite}[voice.engine]
        for sentence in re.split(r"(?<=[.?!])\s+", text):
            audio, rate_hz, edges = engine(sentence, voice)
            audio, edges = _cut(audio, rate_hz, edges)
            n_before = len(audio)
            audio = _resample(audio, rate_hz * voice.shift)
            scale = len(audio) / n_before / RATE_HZ
            for word, (start, end) in zip(sentence.split(), edges, strict=True):
                words.append(SpokenWord(word, at / RATE_HZ + start * scale, at / RATE_HZ + end * scale))
            pause = np.zeros(round(SENTENCE_PAUSE_S * RATE_HZ), np.float32)
            parts += [audio, pause]
            at += len(audio) + len(pause)
        audio = np.concatenate(parts[:-1])
        loudness = float(np.sqrt(np.mean(np.square(audio[np.abs(audio) > 1e-3]))))
        return Spoken((audio * (0.08 / loudness)).astype(np.float32), tuple(words))

    def _say_kokoro(self, sentence: str, voice: Voice) -> tuple[Audio, int, Edges]:
        groups = [_kokoro_signs(group) for group in phonemes(sentence, voice.accent)]
        ids = [[self._kokoro_ids[sign] for sign in group if sign in self._kokoro_ids] for group in groups]
        flat = _joined(ids, self._kokoro_ids[" "])
        n_tokens = sum(len(one) for one, _ in flat)
        style = sum(
            (self._voices[name][n_tokens] * share for name, share in voice.blend.items()),
            np.zeros((1, 256), np.float32),
        )
        tokens = np.array([[0, *(token for one, _ in flat for token in one), 0]], np.int64)
        speed = np.array([voice.speed / voice.shift], np.float32)
        audio, durations = self._kokoro.run(
            None, {"tokens": tokens, "style": style.astype(np.float32).reshape(1, 256), "speed": speed}
        )
        frames = np.asarray(durations).ravel().astype(int)
        return (
            np.ravel(audio).astype(np.float32),
            RATE_HZ,
            _edges(flat, frames[1:-1], int(frames[0]) - KOKORO_LEAD, KOKORO_FRAME),
        )

    def _say_piper(self, sentence: str, voice: Voice) -> tuple[Audio, int, Edges]:
        pad = self._piper_ids["_"][0]
        groups = phonemes(sentence, voice.accent)
        ids = [
            [part for sign in group if sign in self._piper_ids for part in (self._piper_ids[sign][0], pad)]
            for group in groups
        ]
        flat = _joined(ids, self._piper_ids[" "][0], pad)
        body = [token for one, _ in flat for token in one]
        tokens = np.array([[self._piper_ids["^"][0], pad, *body, self._piper_ids["$"][0]]], np.int64)
        scales = np.array([0.6, voice.shift / voice.speed, 0.6], np.float32)
        inputs = {"input": tokens, "input_lengths": np.array([tokens.shape[1]], np.int64), "scales": scales}
        audio, durations = self._piper.run(None, inputs)
        frames = np.asarray(durations).ravel().astype(int)
        edges = _edges(flat, frames[2:-1], int(frames[:2].sum()), PIPER_FRAME)
        return np.ravel(audio).astype(np.float32), self._piper_rate_hz, edges

    def _say_flite(self, sentence: str, voice: Voice) -> tuple[Audio, int, Edges]:
        (name,) = voice.blend
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "out.wav"
            stretch = f"duration_stretch={voice.shift / voice.speed:.3f}"
            command = ["flite", "-voice", name, "--setf", stretch, "-psdur", "-t", sentence, "-o", str(path)]
            printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            with wave.open(str(path)) as sound:
                rate_hz = sound.getframerate()
                audio = np.frombuffer(sound.readframes(sound.getnframes()), "<i2").astype(np.float32) / 32768
        segments = [(name, float(end)) for name, end in re.findall(r"(\w+):([\d.]+)", printed)]
        return audio, rate_hz, _flite_edges(sentence, segments, rate_hz, voice.accent)


def phonemes(sentence: str, accent: str) -> list[str]:
    """Return IPA for each word of the sentence, its punctuation behind it, with the sounds they have in context.

    eSpeak runs little words together ("of the"); those are cut again in proportion to what they are alone.
    """
    words = sentence.split()
    bare = [re.sub(r"[^\w'’-]", "", word) for word in words]
    alone = [_espeak(word, accent).replace(" ", "") for word in bare]
    spoken = [group for part in re.split(r"[,.?!;:]\s*", sentence) if part for group in _espeak(part, accent).split()]
    groups = _distribute(spoken, alone)
    marks = [re.sub(r"[^,.?!;:]", "", word)[:1] for word in words]
    return [group + mark for group, mark in zip(groups, marks, strict=True)]


def _espeak(text: str, accent: str) -> str:
    command = ["espeak-ng", "-q", "--ipa", "-v", accent, text]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return re.sub(r"\([a-z-]+\)", "", found).replace("_", "").strip()


def _distribute(spoken: Sequence[str], alone: Sequence[str]) -> list[str]:
    """Give each word its share of the spoken groups: one group may hold several words, one word several groups."""
    if len(spoken) == len(alone):
        return list(spoken)
    n_spoken, n_alone = len(spoken), len(alone)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(n_spoken + 1):
        for j in range(n_alone + 1):
            for di, dj in ((1, 1), (1, 2), (1, 3), (2, 1), (3, 1)):
                before = best.get((i - di, j - dj))
                if before is None:
                    continue
                cost = before[0] + _distance("".join(spoken[i - di : i]), "".join(alone[j - dj : j])) + (di != dj) * 0.5
                if (i, j) not in best or cost < best[i, j][0]:
                    best[i, j] = (cost, (di, dj))
    groups: list[str] = []
    i, j = n_spoken, n_alone
    while (i, j) != (0, 0):
        di, dj = best[i, j][1]
        text = "".join(spoken[i - di : i])
        cuts = np.cumsum([0, *(len(one) for one in alone[j - dj : j])])
        edges = [round(cut / cuts[-1] * len(text)) for cut in cuts]
        groups = [text[a:b] for a, b in pairwise(edges)] + groups
        i, j = i - di, j - dj
    return groups


def _distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def _kokoro_signs(group: str) -> str:
    for found, sign in KOKORO_SIGNS:
        group = group.replace(found, sign)
    return "ˌI" if group == "I" else group  # without stress the pronoun is swallowed


def _joined(ids: Sequence[list[int]], space: int, pad: int | None = None) -> Runs:
    """Return runs of tokens, each with the index of its word (None: the space between)."""
    runs: Runs = []
    for index, one in enumerate(ids):
        if index:
            runs.append(([space] if pad is None else [space, pad], None))
        runs.append((one, index))
    return runs


def _edges(runs: Runs, frames: npt.NDArray[np.int_], lead: int, hop: int) -> Edges:
    """Return the first and last sample of each word. Punctuation behind a word counts as pause."""
    edges: Edges = []
    at, position = lead, 0
    for tokens, word in runs:
        length = int(frames[position : position + len(tokens)].sum())
        if word is not None:
            edges.append((at * hop, (at + length) * hop))
        at, position = at + length, position + len(tokens)
    return edges


def _flite_edges(sentence: str, segments: Sequence[tuple[str, float]], rate_hz: int, accent: str) -> Edges:
    """Lay the words over Flite's segments: pauses stand where the sentence has punctuation or Flite breathes."""
    sounds = [
        (segments[index - 1][1] if index else 0.0, end) for index, (name, end) in enumerate(segments) if name != "pau"
    ]
    shares = [max(1, len(re.sub(r"[ːˈˌ]", "", group.rstrip(",.?!;:")))) for group in phonemes(sentence, accent)]
    cuts = np.round(np.cumsum([0, *shares]) / sum(shares) * len(sounds)).astype(int)
    edges = []
    for a, b in pairwise(cuts):
        last = max(int(a), int(b) - 1)
        edges.append((round(sounds[min(int(a), len(sounds) - 1)][0] * rate_hz), round(sounds[last][1] * rate_hz)))
    return edges


def _cut(audio: Audio, rate_hz: int, edges: Edges) -> tuple[Audio, Edges]:
    edge = round(EDGE_S * rate_hz)
    start, end = max(0, edges[0][0] - edge), min(len(audio), edges[-1][1] + edge)
    loud = np.flatnonzero(np.abs(audio[start:end]) > 0.01)
    if len(loud):
        end = min(end, start + int(loud[-1]) + 2 * edge)
    fade = np.linspace(0, 1, edge // 2, dtype=np.float32)
    cut = audio[start:end].copy()
    cut[: len(fade)] *= fade
    cut[-len(fade) :] *= fade[::-1]
    return cut, [(max(0, a - start), min(len(cut), b - start)) for a, b in edges]


def _resample(audio: Audio, rate_hz: float) -> Audio:
    """From ``rate_hz`` to RATE_HZ."""
    down = round(rate_hz / 100)
    up = round(RATE_HZ / 100)
    return np.asarray(resample_poly(audio, up, down), np.float32)


def _with_output(path: Path, name: str) -> onnxruntime.InferenceSession:
    """Load a network with one of its inner values as a further output."""
    model = onnx.load(str(path))
    model.graph.output.append(onnx.helper.make_empty_tensor_value_info(name))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
