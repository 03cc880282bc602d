"""The stage: from a recording and its speech activity to a transcript."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pipeline.progress import silent
from pipeline.transcribe import language as languages
from pipeline.transcribe import roster
from pipeline.transcribe.engines.opening import Plan, open_engine, plan
from pipeline.transcribe.journal import Journal
from pipeline.transcribe.remarks import remark
from pipeline.transcribe.session import Session
from pipeline.transcribe.tokens import Text
from pipeline.transcribe.windows import Window, pack
from pipeline.transcript import Transcript

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.activity import SpeechActivity
    from pipeline.progress import Hook
    from pipeline.recording import Recording
    from pipeline.remark import Remark
    from pipeline.transcribe.engines.port import Engine
    from pipeline.transcribe.options import TranscribeOptions, Vocabulary
    from pipeline.weights import LocalModel

VERSION = 4
SURE_SHARE = 0.7  # a decision on the language with less than this share of the sound is said to the reviewer
HINT_CHARACTERS = 400  # of names and terms in the prompt


def transcribe(
    recording: Recording,
    activity: SpeechActivity,
    model: LocalModel,
    vocabulary: Vocabulary,
    options: TranscribeOptions,
    hook: Hook = silent,
    folder: Path | None = None,
    language: str = "",
) -> Transcript:
    """Recognise the words of a recording.

    Parameters
    ----------
    recording : Recording
    activity : SpeechActivity
        Where speech is: nothing else is decoded.
    model : LocalModel
        Whisper weights of any format.
    vocabulary : Vocabulary
        Names and terms of the meeting: a hint to the network where the model's entry allows prompts, and what
        near-misses are corrected to.
    options : TranscribeOptions
        ``options.language``, where set, goes before ``language``.
    folder : Path
        Finished windows are kept here; a second call goes on from them.
    language : str
        ISO 639-1 code the meeting gives; empty: decided from the sound.

    Returns
    -------
    Transcript
        Words in order of time with times of the recording; what was not understood as gaps.

    Raises
    ------
    InputError
        The checkpoint does not know the language, or the engine cannot read the model.
    ResourceError
        CUDA is asked for where there is none, or the weights do not fit.
    """
    if folder is None:
        raise ValueError("folder: a place for finished windows is needed")
    windows = pack(
        activity, recording.duration_s, window_s=options.window_s, padding_s=options.padding_s, pause_s=options.pause_s
    )
    spoken = options.language or language
    settled = plan(options, model)
    if not windows:
        return Transcript(spoken, model.id, ())
    hook("load")
    engine = open_engine(settled, model, lambda n_vocab: Text(n_vocab, spoken or "en", model_id=model.id))
    return recognise(engine, settled, windows, recording, activity, model, vocabulary, options, hook, folder, spoken)


def recognise(
    engine: Engine,
    settled: Plan,
    windows: tuple[Window, ...],
    recording: Recording,
    activity: SpeechActivity,
    model: LocalModel,
    vocabulary: Vocabulary,
    options: TranscribeOptions,
    hook: Hook,
    folder: Path,
    language: str,
) -> Transcript:
    """Do what `transcribe` does with an engine that is loaded and windows that are cut; ``bench/asr`` times this."""
    remarks: list[Remark] = []
    if not language:
        language, remarks = _decide_language(engine, windows, recording)
    text = Text(engine.n_vocab, language, model_id=model.id)
    hint = hint_of(vocabulary) if model.prompts and options.hint else ""
    session = Session(engine, text, settled, options, recording, activity, hint, roster.parts(vocabulary))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    fingerprint = _fingerprint(recording.n_samples, windows, model.digest, hint, options, settled, language)
    journal = Journal(folder / "windows.jsonl", fingerprint)
    session.run(windows, journal, hook)
    return _assemble(journal, windows, language, model.id, (*remarks, *session.remarks), vocabulary, options)


def hint_of(vocabulary: Vocabulary) -> str:
    """Return names and terms as one line for the prompt, whole entries only."""
    chosen: list[str] = []
    length = 0
    for entry in (*vocabulary.names, *vocabulary.terms):
        length += len(entry) + 2
        if length > HINT_CHARACTERS:
            break
        chosen.append(entry)
    return ", ".join(chosen) + "." if chosen else ""


def _decide_language(engine: Engine, windows: tuple[Window, ...], recording: Recording) -> tuple[str, list[Remark]]:
    text = Text(engine.n_vocab, "en")
    if not text.multilingual:
        return "en", []
    heard = languages.spread(windows)
    encoded = engine.encode([window.samples(recording) for window in heard])
    found = languages.probabilities(engine, encoded, text)
    code, share = languages.decide(found, [window.duration_s for window in heard], text)
    if share >= SURE_SHARE:
        return code, []
    return code, [remark("language-unsure", code, spoken=code, share=f"{share:.0%}")]


def _fingerprint(*parts: object) -> str:
    """Everything the finished windows depend on, as one digest."""
    return hashlib.sha256("\n".join(repr(part) for part in (VERSION, *parts)).encode()).hexdigest()


def _assemble(
    journal: Journal,
    windows: tuple[Window, ...],
    language: str,
    model_id: str,
    remarks: tuple[Remark, ...],
    vocabulary: Vocabulary,
    options: TranscribeOptions,
) -> Transcript:
    results = [journal.finished[k] for k in range(len(windows))]
    words = tuple(word for result in results for word in result.words)
    gaps = tuple(gap for result in results for gap in result.gaps)
    foreign = tuple(
        remark("other-language", language, start_s=window.start_s, end_s=window.end_s, spoken=result.language)
        for result, window in zip(results, windows, strict=True)
        if result.language
    )
    if options.correct_names:
        words = roster.correct(words, vocabulary)
    return Transcript(language, model_id, words, gaps, (*remarks, *foreign))
