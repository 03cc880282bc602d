"""Speed and errors of speech recognisers, side by side: the same weights, files and threads, in one go.

    python -m bench.asr --data DIR [--rounds 2] [--out FILE]       # openai-whisper, faster-whisper, WhisperX, ours
    python -m bench.asr --data DIR --hours 3                       # ours on one long recording: seconds and memory
    python -m bench.asr --data DIR --hours 3 --device cuda --model large-v3

DIR is what `referat evaluate asr --data` takes. The systems take turns on every file, so that a busy machine slows all
of them alike: compare the ratios, not the seconds. They are ratios of CPU time where the device is the CPU; with
OMP_NUM_THREADS=1 waiting threads do not count. Weights are loaded before the clock starts. Ours are timed from windows
to corrected words with word times; the segmentation, which diarization needs anyway, is a line of its own.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from pipeline.activity import SpeechActivity
from pipeline.errors import InputError, ResourceError
from pipeline.evaluate.asr import Clip, Counts, load, normalise, word_counts
from pipeline.evaluate.asr.corpus import speechless
from pipeline.evaluate.asr.evaluation import SEGMENTATION, recording_of
from pipeline.evaluate.asr.report import SPEECHLESS_PER_MINUTE
from pipeline.progress import silent
from pipeline.recording import Recording
from pipeline.speech import SpeechOptions, detect
from pipeline.transcribe import TranscribeOptions, Vocabulary
from pipeline.transcribe.engines.opening import open_engine, plan
from pipeline.transcribe.stage import recognise
from pipeline.transcribe.tokens import Text
from pipeline.transcribe.windows import pack
from pipeline.weights import LocalModel, Registry, default_registry, load_whisper

AIM = "aim: 3 hours in 60 s on one H100, repetitions and word times included (not run where this was written: no GPU)"


@dataclass
class Prepared:
    """A clip, decoded and segmented."""

    clip: Clip
    recording: Recording
    activity: SpeechActivity
    segmentation_s: float


@dataclass
class Tally:
    """What a system did on all files."""

    seconds: float = 0.0
    cpu_s: float = 0.0
    words: Counts = field(default_factory=Counts)
    invented: int = 0


Recogniser = Callable[[Prepared], str]


def openai_whisper(model: LocalModel, device: str) -> Recogniser:
    """openai-whisper's own transcribe, with word times."""
    import whisper

    loaded = load_whisper(model, device)

    def run(prepared: Prepared) -> str:
        found = whisper.transcribe(
            loaded,
            prepared.recording.samples(),
            language=prepared.clip.language or None,
            word_timestamps=True,
            fp16=device != "cpu",
            verbose=None,
        )
        return str(found["text"])

    return run


def faster_whisper(model: LocalModel, device: str, *, word_times: bool) -> Recogniser:
    """faster-whisper's batched pipeline with its own voice activity detection, int8 on the CPU."""
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    compute = "int8" if device == "cpu" else "float16"
    loaded = WhisperModel(
        str(model.path), device=device.partition(":")[0], compute_type=compute, cpu_threads=torch.get_num_threads()
    )
    batched = BatchedInferencePipeline(loaded)

    def run(prepared: Prepared) -> str:
        segments, _ = batched.transcribe(
            prepared.recording.samples(),
            language=prepared.clip.language or None,
            batch_size=16,
            word_timestamps=word_times,
        )
        return " ".join(segment.text for segment in segments)

    return run


def whisperx(model: LocalModel, device: str) -> Recogniser:
    """WhisperX's recognition, where somebody has installed it."""
    import whisperx as other

    threads = torch.get_num_threads()
    loaded = other.load_model(
        str(model.path), device, compute_type="int8" if device == "cpu" else "float16", threads=threads
    )
    torch.set_num_threads(threads)  # it takes more for itself

    def run(prepared: Prepared) -> str:
        found = loaded.transcribe(prepared.recording.samples(), batch_size=16, language=prepared.clip.language or None)
        return " ".join(segment["text"] for segment in found["segments"])

    return run


def ours(model: LocalModel, options: TranscribeOptions) -> Recogniser:
    """This project's stage, its engine loaded."""
    settled = plan(options, model)
    engine = open_engine(settled, model, lambda n_vocab: Text(n_vocab, "en"))

    def run(prepared: Prepared) -> str:
        windows = pack(
            prepared.activity,
            prepared.recording.duration_s,
            window_s=options.window_s,
            padding_s=options.padding_s,
            pause_s=options.pause_s,
        )
        if not windows:
            return ""
        with tempfile.TemporaryDirectory() as scratch:
            found = recognise(
                engine,
                settled,
                windows,
                prepared.recording,
                prepared.activity,
                model,
                Vocabulary(),
                options,
                silent,
                Path(scratch),
                prepared.clip.language,
            )
        return " ".join(word.text for word in found.words)

    return run


def systems(registry: Registry, model_id: str, device: str, skip: list[str]) -> dict[str, Recogniser]:
    """Every system that can run here, loaded."""
    model = registry.local(model_id)
    found: dict[str, Recogniser] = {}
    if "openai-whisper" not in skip:
        found["openai-whisper, word times"] = openai_whisper(model, device)
    converted = _converted(registry, model_id)
    if converted is None:
        print(f"faster-whisper: no {model_id}-ct2 in the registry; skipped")
    else:
        if "faster-whisper" not in skip:
            found["faster-whisper batched"] = faster_whisper(converted, device, word_times=False)
            found["faster-whisper batched, word times"] = faster_whisper(converted, device, word_times=True)
        if importlib.util.find_spec("whisperx") is None:
            print("WhisperX: not installed; skipped")
        else:
            found["WhisperX"] = whisperx(converted, device)
        found["ours, faster-whisper engine"] = ours(converted, TranscribeOptions(device=device))
        found["ours, faster-whisper engine, greedy"] = ours(converted, TranscribeOptions(device=device, beam_size=1))
    found["ours, whisper engine"] = ours(model, TranscribeOptions(engine="whisper", device=device))
    return found


def _converted(registry: Registry, model_id: str) -> LocalModel | None:
    try:
        return registry.local(f"{model_id}-ct2")
    except (InputError, ResourceError) as error:
        print(f"{model_id}-ct2: {error}")
        return None


def prepare(clips: list[Clip], segmentation: LocalModel, folder: Path, device: str) -> list[Prepared]:
    """Decode and segment every clip once; all systems read the same samples."""
    found = []
    for k, clip in enumerate(clips):
        recording = recording_of(clip, folder / str(k))
        begun = time.perf_counter()
        activity = detect(recording, segmentation, SpeechOptions(device=device))
        found.append(Prepared(clip, recording, activity, time.perf_counter() - begun))
    return found


def compare(prepared: list[Prepared], found: dict[str, Recogniser], rounds: int) -> dict[str, Tally]:
    """Let the systems take turns; the first round warms up and is not counted where there are several."""
    tallies = {name: Tally() for name in found}
    for turn in range(rounds):
        if turn == 0 or turn == 1:
            tallies = {name: Tally() for name in found}
        for one in prepared:
            for name, run in found.items():
                cpu, wall = time.process_time(), time.perf_counter()
                text = run(one)
                tally = tallies[name]
                tally.seconds += time.perf_counter() - wall
                tally.cpu_s += time.process_time() - cpu
                if turn == rounds - 1:
                    _count(tally, one, normalise(text, one.clip.language or "en"))
    return tallies


def _count(tally: Tally, one: Prepared, written: list[str]) -> None:
    reference = normalise(one.clip.text, one.clip.language or "en")
    counts = word_counts(reference, written)
    if len(reference) < SPEECHLESS_PER_MINUTE * one.recording.duration_s / 60:
        tally.invented += counts.insertions + counts.substitutions
    else:
        tally.words += counts


def table(tallies: dict[str, Tally], seconds: float, segmentation_s: float) -> str:
    """Markdown; ratios are against the first system of each kind."""
    base = tallies.get("openai-whisper, word times")
    fast = tallies.get("faster-whisper batched")
    lines = [
        f"{seconds:.0f} s of sound; segmentation {segmentation_s:.1f} s, once for all of ours",
        "",
        "| system | seconds | CPU s | WER | sub | del | ins | invented | times openai-whisper | times faster-whisper |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, tally in tallies.items():
        against = [f"{other.cpu_s / tally.cpu_s:.2f}" if other else "" for other in (base, fast)]
        words = tally.words
        rate = f"{words.rate:.3f}" if words.rate is not None else ""
        lines.append(
            f"| {name} | {tally.seconds:.1f} | {tally.cpu_s:.1f} | {rate} | {words.substitutions} | {words.deletions} "
            f"| {words.insertions} | {tally.invented} | {against[0]} | {against[1]} |"
        )
    return "\n".join(lines)


def long_recording(arguments: argparse.Namespace, registry: Registry, clips: list[Clip], folder: Path) -> None:
    """Recognise one recording of many hours; print seconds and the growth of memory."""
    segmentation = registry.local(SEGMENTATION)
    spoken = [clip for clip in clips if len(clip.text.split()) > 30 and clip.language == clips[0].language]
    sound = np.concatenate([recording_of(c, folder / str(k)).memory_map() for k, c in enumerate(spoken)])
    repeated = np.resize(sound, round(arguments.hours * 3600 * 16_000))
    one = Clip("long", "long", None, (), clips[0].language, samples=repeated)
    recording = recording_of(one, folder / "long")
    del repeated, sound
    device = "cuda" if arguments.device.startswith("cuda") else "cpu"
    begun = time.perf_counter()
    activity = detect(recording, segmentation, SpeechOptions(device=device))
    print(f"segmentation {time.perf_counter() - begun:.0f} s")
    model = registry.local(arguments.model)
    options = TranscribeOptions(device=arguments.device, engine=arguments.engine)
    settled = plan(options, model)
    engine = open_engine(settled, model, lambda n_vocab: Text(n_vocab, one.language))
    windows = pack(
        activity,
        recording.duration_s,
        window_s=options.window_s,
        padding_s=options.padding_s,
        pause_s=options.pause_s,
    )
    marks: list[float] = []

    def hook(step: str, *, completed: float | None = None, total: float | None = None) -> None:
        if completed is not None and total and completed >= len(marks) * total / 10:
            marks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
            print(
                f"{completed / total:4.0%}  {time.perf_counter() - begun:7.1f} s  peak {marks[-1]:.0f} MB", flush=True
            )

    begun = time.perf_counter()
    found = recognise(
        engine,
        settled,
        windows,
        recording,
        activity,
        model,
        Vocabulary(),
        options,
        hook,
        folder / "out",
        one.language,
    )
    took = time.perf_counter() - begun
    print(f"{settled}: {len(windows)} windows, {len(found.words)} words, {len(found.gaps)} gaps")
    print(f"{arguments.hours} h in {took:.0f} s, {arguments.hours * 3600 / took:.0f} times real time; {AIM}")
    if device == "cuda":
        print(f"device memory: {torch.cuda.max_memory_allocated() / 2**30:.1f} GiB at most")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default="whisper-base")
    parser.add_argument("--device", default="cpu", help="cpu, cuda or cuda:N")
    parser.add_argument("--engine", default="auto", help="with --hours")
    parser.add_argument("--rounds", type=int, default=2, help="the first of several is not counted")
    parser.add_argument("--hours", type=float, default=0.0, help="one recording of this length instead")
    parser.add_argument("--speechless", type=float, default=0.0, help="add seconds each of silence, hum, noise, music")
    parser.add_argument("--skip", action="append", default=[], help="openai-whisper or faster-whisper")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    registry = Registry.load(default_registry())
    clips = [*load(arguments.data), *(speechless(arguments.speechless) if arguments.speechless else ())]
    with tempfile.TemporaryDirectory() as scratch:
        if arguments.hours:
            long_recording(arguments, registry, clips, Path(scratch))
            return
        device = "cuda" if arguments.device.startswith("cuda") else "cpu"
        prepared = prepare(clips, registry.local(SEGMENTATION), Path(scratch), device)
        found = systems(registry, arguments.model, arguments.device, arguments.skip)
        tallies = compare(prepared, found, arguments.rounds)
    seconds = sum(one.recording.duration_s for one in prepared) * max(1, arguments.rounds - 1)
    print(table(tallies, seconds, sum(one.segmentation_s for one in prepared)))
    if arguments.device.startswith("cuda"):
        print(AIM)
    if arguments.out:
        report = {
            name: {"seconds": t.seconds, "cpu_s": t.cpu_s, "wer": t.words.rate, "invented": t.invented}
            for name, t in tallies.items()
        }
        arguments.out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
