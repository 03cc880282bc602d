"""Decoding the windows of one recording: batches, guards, repetitions, and what is given up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.transcribe import guards, invented, language, placing, second_reading
from pipeline.transcribe.align_words import words_of
from pipeline.transcribe.engines.port import DecodeParameters, Hypothesis, OutOfMemoryError
from pipeline.transcribe.journal import WindowResult
from pipeline.transcribe.remarks import remark
from pipeline.transcribe.tokens import Text
from pipeline.transcribe.windows import Window, halve
from pipeline.transcript import Gap, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.activity import SpeechActivity
    from pipeline.progress import Hook
    from pipeline.recording import Recording
    from pipeline.remark import Remark
    from pipeline.transcribe.engines.opening import Plan
    from pipeline.transcribe.engines.port import Engine
    from pipeline.transcribe.journal import Journal
    from pipeline.transcribe.options import TranscribeOptions

TOKENS_MIN = 32  # text tokens that even a short window may have before it is cut off
TOKENS_PER_SECOND = 20.0
UNCOVERED_S = 2.0  # speech without words that is decoded once more by itself
RETRY_BEAM = 5
SURELY_NO_SPEECH = 0.7  # share of the no-speech limit above which a failed window is not decoded again


@dataclass(frozen=True, slots=True)
class Reading:
    """What a window was read as: the text, and its words on the clock of the recording."""

    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A stretch to decode.

    Attributes
    ----------
    parent : int
        Position of the window it is part of.
    language : str
        ISO code of its own language, where that is not the meeting's.
    reason : str
        Why its last decoding failed.
    fresh : bool
        Not yet decoded with this window or language: the same settings give something new.
    filling : bool
        Speech that another window left without words: what it leaves again is given up.
    doubted : Reading or None
        What was read in a short sound without much certainty: it is read once more by another search, and counts
        where that reads the same.
    """

    parent: int
    window: Window
    language: str = ""
    reason: str = ""
    fresh: bool = False
    filling: bool = False
    doubted: Reading | None = None


@dataclass(slots=True)
class _Pending:
    """What has come out of a window so far, while parts of it are decoded again."""

    open: int = 1
    words: list[Word] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    language: str = ""


class Session:
    """Decodes windows until each is either understood or given up with a reason.

    Parameters
    ----------
    engine : Engine
    text : Text
        Tokenizer in the meeting's language.
    hint : str
        Names and terms, as the prompt of a second reading; empty: there is none.
    names : frozenset of str
        Parts of names and words of terms, case folded, that may be taken over from the second reading.
    """

    def __init__(
        self,
        engine: Engine,
        text: Text,
        settled: Plan,
        options: TranscribeOptions,
        recording: Recording,
        activity: SpeechActivity,
        hint: str = "",
        names: frozenset[str] = frozenset(),
    ) -> None:
        self._engine = engine
        self._texts = {text.language: text}
        self._home = text.language
        self._options = options
        self._recording = recording
        self._activity = activity
        self._hint = hint
        self._names = names
        self._beam = settled.beam_size
        self._pending: dict[int, _Pending] = {}
        self._silence = invented.SilenceScores(engine)
        self.batch_size = settled.batch_size
        self.remarks: list[Remark] = []

    def run(self, windows: tuple[Window, ...], journal: Journal, hook: Hook) -> None:
        """Decode all windows that the journal does not have, and append them to it."""
        tasks = [Task(k, window) for k, window in enumerate(windows) if k not in journal.finished]
        self._pending = {task.parent: _Pending() for task in tasks}
        carried: list[Task] = []
        for attempt in range(len(self._options.temperatures)):
            last = attempt + 1 == len(self._options.temperatures)
            failed, carried = carried, []
            for alike in sorted({_decoded_alike(task) for task in tasks}):
                group = sorted(
                    (task for task in tasks if _decoded_alike(task) == alike), key=lambda task: -task.window.duration_s
                )
                for batch in self._batches(group, attempt, failed):
                    journal.append(self._settle(batch))
                    hook("decode", completed=len(journal.finished), total=len(windows))
            if last or not failed:
                journal.append(self._give_up(failed))
                break
            tasks, carried = self._shorter(failed, attempt)
        hook("decode", completed=len(windows), total=len(windows))

    def _batches(self, group: list[Task], attempt: int, failed: list[Task]) -> Iterator[list[Task]]:
        """Decode a list of tasks; yield each batch when it is done, and add what has to be decoded again to failed."""
        at = 0
        while at < len(group):
            batch = group[at : at + self.batch_size]
            try:
                again = self._decode(batch, attempt)
            except OutOfMemoryError:
                if len(batch) == 1:
                    failed.append(replace(batch[0], reason="error"))
                    self._pending[batch[0].parent].open += 1
                    yield batch
                    at += 1
                    continue
                self.batch_size = max(1, len(batch) // 2)
                self._remark_memory()
                continue
            failed.extend(again)
            at += len(batch)
            yield batch

    def _decode(self, batch: list[Task], attempt: int) -> list[Task]:
        """Decode a batch, keep what can be trusted, and return what has to be decoded again."""
        if batch[0].doubted:
            return self._compare(batch, attempt)
        text = self._text(batch[0].language)
        encoded = self._engine.encode([task.window.samples(self._recording) for task in batch])
        strangers = self._foreign(encoded, batch, text) if attempt == 0 and not batch[0].language else {}
        prompt = text.prompt()
        limits = _limits(batch)
        hypotheses = self._engine.decode(encoded, prompt, limits, self._parameters(attempt))
        placed = self._words(encoded, prompt, batch, hypotheses, text)
        if self._hint and not batch[0].language:
            placed = self._named(encoded, limits, placed, text)
        again: list[Task] = []
        for row, (task, hypothesis) in enumerate(zip(batch, hypotheses, strict=True)):
            if row in strangers:
                again.append(replace(task, language=strangers[row], reason="language", fresh=True))
                continue
            again.extend(self._judge(task, hypothesis, placed[row], text, attempt))
        return again

    def _judge(self, task: Task, hypothesis: Hypothesis, words: list[Word], text: Text, attempt: int) -> list[Task]:
        """Keep the words of one window, or return the tasks that follow from it."""
        written = text.decode(hypothesis.tokens)
        again = bool(task.reason) and not task.fresh
        reason = guards.failure(hypothesis, written, task.window.duration_s, self._options, again=again)
        if not reason and self._is_invented(hypothesis, written, words, task, text):
            reason = "hallucination"
        pending = self._pending[task.parent]
        if reason:
            unheard = reason in ("no-words", "hallucination", "low-confidence")
            if unheard and hypothesis.no_speech_prob > SURELY_NO_SPEECH * self._options.no_speech_limit:
                # the network hears no speech: at a higher temperature it would only invent
                pending.gaps.extend(Gap(piece.start_s, piece.end_s, reason) for piece in task.window.pieces)
                return []
            pending.open += 1
            return [replace(task, reason=reason, fresh=False)]
        if not again and guards.doubtful(hypothesis, task.window.duration_s, self._options):
            pending.open += 1
            return [replace(task, reason="low-confidence", fresh=False, doubted=Reading(written, tuple(words)))]
        return self._keep(task, words, attempt)

    def _keep(self, task: Task, words: list[Word], attempt: int) -> list[Task]:
        """Keep the words of a window that is understood; return tasks for the speech it left without words."""
        pending = self._pending[task.parent]
        spoken = [word for word, no in zip(words, placing.unspoken(words, self._activity), strict=True) if not no]
        pending.words.extend(spoken)
        if task.language:
            pending.language = task.language
        rest = placing.uncovered(spoken, task.window, self._activity, UNCOVERED_S)
        if task.filling or attempt + 1 == len(self._options.temperatures):
            pending.gaps.extend(Gap(span.start_s, span.end_s, "no-words") for span in rest)
            return []
        pending.open += len(rest)
        return [
            Task(task.parent, Window((span,)), task.language, "no-words", fresh=True, filling=True) for span in rest
        ]

    def _is_invented(self, hypothesis: Hypothesis, written: str, words: list[Word], task: Task, text: Text) -> bool:
        if not invented.suspicious(written, words, task.window, self._activity):
            return False
        heard = float(np.mean([np.log(max(word.confidence or 0.0, 1e-6)) for word in words])) if words else -20.0
        expected = self._silence.mean_logprob(text, hypothesis.tokens)
        return heard - expected < self._options.evidence_limit

    def _words(
        self, encoded: Any, prompt: list[int], batch: list[Task], hypotheses: list[Hypothesis], text: Text
    ) -> list[list[Word]]:
        """Word times of a batch, on the clock of the recording."""
        blank = text.specials.blank[0]
        tokens = [[t for t in h.tokens if t < text.specials.eot] or [blank] for h in hypotheses]
        durations = [task.window.duration_s for task in batch]
        times = self._engine.token_times(encoded, prompt, tokens, durations)
        return [
            placing.place(words_of(row, found, text.tokenizer), task.window, self._activity)
            for row, found, task in zip(tokens, times, batch, strict=True)
        ]

    def _named(self, encoded: Any, limits: list[int], placed: list[list[Word]], text: Text) -> list[list[Word]]:
        """Read the batch once more with names as a prompt, and take over the names."""
        prompt = text.prompt(self._hint, room=self._engine.n_text_ctx // 4)
        readings = self._engine.decode(encoded, prompt, limits, DecodeParameters())
        found = []
        for words, reading in zip(placed, readings, strict=True):
            written = text.decode(reading.tokens)
            trusted = reading.complete and not guards.echoes(written, self._hint)
            found.append(second_reading.adopt(words, written, self._names) if trusted else words)
        return found

    def _foreign(self, encoded: Any, batch: list[Task], text: Text) -> dict[int, str]:
        """Rows of the batch that are spoken in another language, and which."""
        if not text.multilingual or all(task.window.duration_s < language.FOREIGN_SECONDS for task in batch):
            return {}
        found = language.probabilities(self._engine, encoded, text)
        others = {
            row: language.foreign(found[row], task.window.duration_s, self._home, text)
            for row, task in enumerate(batch)
        }
        for row in [row for row, other in others.items() if other]:
            self._pending[batch[row].parent].open += 1
        return {row: other for row, other in others.items() if other}

    def _parameters(self, attempt: int) -> DecodeParameters:
        temperature = self._options.temperatures[attempt]
        beam = self._beam if attempt == 0 else max(self._beam, RETRY_BEAM)
        return DecodeParameters(temperature, beam, self._options.best_of, seed=attempt)

    def _compare(self, batch: list[Task], attempt: int) -> list[Task]:
        """Keep what was doubted where another search reads the same; return the rest, to be decoded again.

        The other search is wide where the first was greedy, greedy where it was wide: agreement then means something.
        """
        text = self._text(batch[0].language)
        encoded = self._engine.encode([task.window.samples(self._recording) for task in batch])
        other = DecodeParameters(0.0, RETRY_BEAM if self._beam == 1 else 1)
        again: list[Task] = []
        for task, second in zip(batch, self._engine.decode(encoded, text.prompt(), _limits(batch), other), strict=True):
            if task.doubted and guards.agree(task.doubted.text, text.decode(second.tokens)):
                again.extend(self._keep(task, list(task.doubted.words), attempt))
            else:
                self._pending[task.parent].open += 1
                again.append(replace(task, doubted=None))
        return again

    def _shorter(self, failed: list[Task], attempt: int) -> tuple[list[Task], list[Task]]:
        """The next tasks: failed windows cut shorter. And those for which the next attempt would change nothing."""
        limits = self._options.retry_window_s
        limit_s = limits[min(attempt, len(limits) - 1)]
        same = self._parameters(attempt + 1) == replace(self._parameters(attempt), seed=attempt + 1)
        same = same and self._options.temperatures[attempt] == 0
        tasks: list[Task] = []
        carried: list[Task] = []
        for task in failed:
            parts = (task.window,) if task.fresh else halve(task.window, self._activity, limit_s)
            if same and not (task.fresh or task.doubted) and len(parts) == 1 and task.reason != "error":
                carried.append(task)
                continue
            self._pending[task.parent].open += len(parts) - 1
            tasks.extend(replace(task, window=part) for part in parts)
        return tasks, carried

    def _settle(self, batch: list[Task]) -> list[WindowResult]:
        """Close the tasks of a batch; return the windows that are finished by it."""
        for task in batch:
            self._pending[task.parent].open -= 1
        return self._finished({task.parent for task in batch})

    def _give_up(self, failed: list[Task]) -> list[WindowResult]:
        """What still fails is marked as not understood, with its reason."""
        for task in failed:
            pending = self._pending[task.parent]
            pending.open -= 1
            pending.gaps.extend(Gap(piece.start_s, piece.end_s, task.reason) for piece in task.window.pieces)
        return self._finished({task.parent for task in failed})

    def _finished(self, parents: set[int]) -> list[WindowResult]:
        results = []
        for parent in sorted(parents):
            pending = self._pending.get(parent)
            if pending is not None and pending.open == 0:
                del self._pending[parent]
                words = sorted(pending.words, key=lambda word: word.start_s or 0.0)
                gaps = sorted(pending.gaps, key=lambda gap: gap.start_s)
                results.append(WindowResult(parent, tuple(words), tuple(gaps), pending.language))
        return results

    def _text(self, code: str) -> Text:
        code = code or self._home
        if code not in self._texts:
            self._texts[code] = Text(self._engine.n_vocab, code)
        return self._texts[code]

    def _remark_memory(self) -> None:
        self.remarks = [remark for remark in self.remarks if remark.code != "batch-halved"]
        self.remarks.append(remark("batch-halved", self._home, device=self._engine.device, size=self.batch_size))


def _limits(batch: list[Task]) -> list[int]:
    """Most tokens that each window of a batch may have."""
    return [TOKENS_MIN + int(TOKENS_PER_SECOND * task.window.duration_s) for task in batch]


def _decoded_alike(task: Task) -> tuple[str, bool]:
    """What tasks of one batch have in common: the prompt's language, and the search."""
    return task.language, task.doubted is not None
