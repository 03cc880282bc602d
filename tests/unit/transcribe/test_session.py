"""A session decodes every window until it is understood or given up, and goes on after a crash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from pipeline.activity import Span
from pipeline.progress import silent
from pipeline.recording import Recording
from pipeline.transcribe import TranscribeOptions
from pipeline.transcribe.engines.opening import Plan
from pipeline.transcribe.engines.port import DecodeParameters, Hypothesis, OutOfMemoryError, TokenTimes
from pipeline.transcribe.journal import Journal
from pipeline.transcribe.session import Session
from pipeline.transcribe.tokens import Text
from pipeline.transcribe.windows import Window
from tests.unit.transcribe.conftest import N_VOCAB, activity_of

GOOD = " we go on to the next item on the agenda of today now"
Script = Callable[[float, DecodeParameters], tuple[str, float]]


@dataclass
class ScriptedEngine:
    """Writes what a script says for a sound of that level; remembers the batches it was given."""

    script: Script
    text: Text
    most: int = 100
    language: str = "en"
    name: str = "whisper"
    device: str = "cpu"
    n_vocab: int = N_VOCAB
    n_text_ctx: int = 448
    batches: list[int] = field(default_factory=list)
    prompts: list[tuple[int, ...]] = field(default_factory=list)

    def encode(self, sounds: Sequence[npt.NDArray[np.float32]]) -> list[float]:
        if len(sounds) > self.most:
            raise OutOfMemoryError("test")
        self.batches.append(len(sounds))
        return [float(np.abs(sound).max()) if len(sound) else 0.0 for sound in sounds]

    def language_logits(self, encoded: Any, sot: int) -> npt.NDArray[np.float32]:
        logits = np.full((len(encoded), self.n_vocab), -20.0, dtype=np.float32)
        for row, level in enumerate(encoded):
            code = "de" if level > 0.9 else self.language
            logits[row, self.text.language_tokens[code]] = 0.0
        return logits

    def decode(
        self, encoded: Any, prompt: Sequence[int], limits: Sequence[int], parameters: DecodeParameters
    ) -> list[Hypothesis]:
        self.prompts.append(tuple(prompt))
        found = []
        for level in encoded:
            text, logprob = self.script(level, parameters)
            tokens = tuple(self.text.tokenizer.encode(text))
            found.append(Hypothesis(tokens, logprob, 0.1, parameters.temperature, True))
        return found

    def token_times(
        self, encoded: Any, prompt: Sequence[int], tokens: Sequence[Sequence[int]], durations_s: Sequence[float]
    ) -> list[TokenTimes]:
        return [
            TokenTimes(np.linspace(0, duration_s, len(row) + 1), np.full(len(row), 0.9 if level else 0.001))
            for level, row, duration_s in zip(encoded, tokens, durations_s, strict=True)
        ]


def recording_of(folder: Path, levels: Sequence[float]) -> Recording:
    """Four seconds of each level."""
    samples = np.concatenate([np.full(64_000, level * 32767) for level in levels]).astype("<i2")
    (folder / "waveform").write_bytes(samples.tobytes())
    return Recording(folder / "waveform", len(samples), ())


@dataclass
class Setup:
    folder: Path
    english: Text
    levels: Sequence[float] = (0.1, 0.2, 0.3, 0.4, 0.5)
    options: TranscribeOptions = field(default_factory=TranscribeOptions)
    seconds: float = 4.0

    def run(self, engine: ScriptedEngine, hint: str = "", hook: Any = silent) -> tuple[Session, Journal]:
        duration_s = self.seconds * len(self.levels)
        windows = tuple(Window((Span(k * 4.0, k * 4.0 + 4.0),)) for k in range(len(self.levels)))
        activity = activity_of((Span(0.0, duration_s),), duration_s)
        recording = recording_of(self.folder, self.levels)
        settled = Plan("whisper", "cpu", "float32", 4, 1)
        session = Session(engine, self.english, settled, self.options, recording, activity, hint)
        journal = Journal(self.folder / "windows.jsonl", "fingerprint")
        session.run(windows, journal, hook)
        return session, journal


@pytest.fixture
def setup(tmp_path: Path, english: Text) -> Setup:
    return Setup(tmp_path, english)


def test_all_windows_are_understood(setup: Setup, english: Text) -> None:
    _, journal = setup.run(ScriptedEngine(lambda *_: (GOOD, -0.2), english))
    assert sorted(journal.finished) == [0, 1, 2, 3, 4]
    for k, result in journal.finished.items():
        assert " ".join(word.text for word in result.words) == GOOD.strip()
        assert all(4.0 * k <= (word.start_s or 0.0) <= (word.end_s or 0.0) <= 4.0 * k + 4.0 for word in result.words)
        assert result.gaps == ()


def test_only_what_failed_is_decoded_again_and_at_rising_temperature(setup: Setup, english: Text) -> None:
    seen: list[tuple[float, float]] = []

    def script(level: float, parameters: DecodeParameters) -> tuple[str, float]:
        seen.append((round(level, 1), parameters.temperature))
        return (GOOD, -0.2) if level < 0.45 or parameters.temperature > 0 else (GOOD, -3.0)

    _, journal = setup.run(ScriptedEngine(script, english))
    assert [pair for pair in seen if pair[0] < 0.45] == [(0.1, 0.0), (0.2, 0.0), (0.3, 0.0), (0.4, 0.0)]
    assert [t for level, t in seen if level == 0.5] == [0.0, 0.0, 0.5]
    assert len(journal.finished) == 5
    assert journal.finished[4].words


def test_what_still_fails_is_a_gap_with_its_reason_and_has_no_words(setup: Setup, english: Text) -> None:
    def script(level: float, parameters: DecodeParameters) -> tuple[str, float]:
        return (" la la la la" * 12, -0.1) if level > 0.45 else (GOOD, -0.2)

    _, journal = setup.run(ScriptedEngine(script, english))
    assert journal.finished[4].words == ()
    assert [(gap.start_s, gap.end_s, gap.reason) for gap in journal.finished[4].gaps] == [(16.0, 20.0, "loop")]


@pytest.mark.parametrize(
    ("second", "kept"),
    [(" on your marks get set", True), (" my carts are wet yet", False)],
)
def test_a_short_uncertain_sound_counts_where_another_search_reads_the_same(
    setup: Setup, english: Text, second: str, kept: bool
) -> None:
    def script(level: float, parameters: DecodeParameters) -> tuple[str, float]:
        if level < 0.45:
            return GOOD, -0.2
        searched.append(parameters.beam_size)
        return (" On your marks, get set", -0.75) if len(searched) == 1 else (second, -0.75)

    searched: list[int] = []
    _, journal = setup.run(ScriptedEngine(script, english))
    assert searched[:2] == [1, 5]  # greedy first, then the wide search
    assert " ".join(word.text for word in journal.finished[4].words) == ("On your marks, get set" if kept else "")
    assert [gap.reason for gap in journal.finished[4].gaps] == ([] if kept else ["low-confidence"])


def test_memory_that_runs_out_halves_the_batch_and_is_said(setup: Setup, english: Text) -> None:
    engine = ScriptedEngine(lambda *_: (GOOD, -0.2), english, most=2)
    session, journal = setup.run(engine)
    assert len(journal.finished) == 5
    assert max(engine.batches) == 2
    assert [remark.code for remark in session.remarks] == ["batch-halved"]


def test_a_window_that_never_fits_is_given_up_as_an_error(setup: Setup, english: Text) -> None:
    _, journal = setup.run(ScriptedEngine(lambda *_: (GOOD, -0.2), english, most=0))
    assert {gap.reason for result in journal.finished.values() for gap in result.gaps} == {"error"}
    assert len(journal.finished) == 5


def test_it_goes_on_after_a_crash(setup: Setup, english: Text) -> None:
    class CrashError(Exception):
        pass

    def crash(step: str, *, completed: float | None = None, total: float | None = None) -> None:
        raise CrashError

    with pytest.raises(CrashError):
        setup.run(ScriptedEngine(lambda *_: (GOOD, -0.2), english), hook=crash)
    second = ScriptedEngine(lambda *_: (GOOD, -0.2), english)
    _, journal = setup.run(second)
    assert second.batches == [1]  # the first batch of four was kept
    assert sorted(journal.finished) == [0, 1, 2, 3, 4]


def test_a_journal_of_other_settings_is_not_used(setup: Setup, tmp_path: Path, english: Text) -> None:
    setup.run(ScriptedEngine(lambda *_: (GOOD, -0.2), english))
    assert len(Journal(tmp_path / "windows.jsonl", "fingerprint").finished) == 5
    assert Journal(tmp_path / "windows.jsonl", "another").finished == {}


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_line_that_was_cut_off_is_forgotten(setup: Setup, tmp_path: Path, english: Text, cut: int) -> None:
    _, whole = setup.run(ScriptedEngine(lambda *_: (GOOD, -0.2), english))
    path = tmp_path / "windows.jsonl"
    path.write_bytes(path.read_bytes()[:-cut])
    kept = Journal(path, "fingerprint").finished
    assert len(kept) == 4
    assert all(whole.finished[k] == result for k, result in kept.items())
    assert path.stat().st_mode & 0o077 == 0


def test_a_passage_in_another_language_is_decoded_in_it_and_marked(tmp_path: Path, english: Text) -> None:
    setup = Setup(tmp_path, english, levels=(0.1, 0.95, 0.95))
    activity = activity_of((Span(0.0, 12.0),), 12.0)
    engine = ScriptedEngine(lambda *_: (GOOD, -0.2), english)
    session = Session(
        engine,
        english,
        Plan("whisper", "cpu", "float32", 4, 1),
        setup.options,
        recording_of(tmp_path, setup.levels),
        activity,
    )
    journal = Journal(tmp_path / "j", "f")
    session.run((Window((Span(0.0, 4.0),)), Window((Span(4.0, 12.0),))), journal, silent)
    assert [journal.finished[k].language for k in (0, 1)] == ["", "de"]
    assert english.language_tokens["de"] in engine.prompts[-1]
    assert journal.finished[1].words


def test_a_thank_you_that_silence_would_bring_too_is_refused(setup: Setup, english: Text) -> None:
    """The sound must make a short line likelier than silence does; level 0 stands for a sound like silence."""
    setup.levels = (0.0, 0.5)
    _, journal = setup.run(ScriptedEngine(lambda *_: (" Thanks for watching!", -0.2), english))
    assert journal.finished[0].words == ()
    assert [gap.reason for gap in journal.finished[0].gaps] == ["hallucination"]
    assert " ".join(word.text for word in journal.finished[1].words) == "Thanks for watching!"


def test_speech_without_words_is_decoded_once_more_by_itself(tmp_path: Path, english: Text) -> None:
    """An engine that stops early: its words end after one second of four."""

    class Early(ScriptedEngine):
        def token_times(self, encoded: Any, prompt: Any, tokens: Any, durations_s: Any) -> list[TokenTimes]:
            return [TokenTimes(np.linspace(0, 1.0, len(row) + 1), np.full(len(row), 0.9)) for row in tokens]

    setup = Setup(tmp_path, english, levels=(0.5,))
    engine = Early(lambda *_: (GOOD, -0.2), english)
    _, journal = setup.run(engine)
    assert engine.batches[:2] == [1, 1]
    starts = [word.start_s for word in journal.finished[0].words]
    assert starts == sorted(starts)  # type: ignore[type-var]
    assert len(starts) > len(GOOD.split())


def test_names_come_from_a_second_reading_and_nothing_else(setup: Setup, english: Text) -> None:
    """The prompted reading leaves out half of the words but has the name: that is all that is taken from it."""
    setup.levels = (0.5,)
    readings = iter([" thank you Marion for the report and the new figures", " thank you Marianne for the report"])
    duration_s = 4.0
    engine = ScriptedEngine(lambda *_: (next(readings), -0.2), english)
    session = Session(
        engine,
        english,
        Plan("whisper", "cpu", "float32", 4, 1),
        setup.options,
        recording_of(setup.folder, setup.levels),
        activity_of((Span(0.0, duration_s),), duration_s),
        "Marianne Holm.",
        frozenset({"marianne", "holm"}),
    )
    journal = Journal(setup.folder / "j", "f")
    session.run((Window((Span(0.0, duration_s),)),), journal, silent)
    words = Journal(setup.folder / "j", "f").finished[0].words
    assert " ".join(word.text for word in words) == "thank you Marianne for the report and the new figures"
    assert [word.heard for word in words if word.heard] == ["Marion"]
    assert len(engine.prompts[0]) < len(engine.prompts[1])
