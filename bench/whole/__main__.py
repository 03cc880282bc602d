"""A whole run against WhisperX and pyannote's pipeline: the same weights, the same real speech, as whole processes.

    python -m bench.whole --data DATA/ami_audio [--rounds 2] [--asr whisper-base-ct2] [--peer-path FOLDER]

The clips are joined to one recording. Ours is `referat run` from the file to the referat in all formats: decoding,
speech, words with times, voices, names, agenda, draft, check and documents. Theirs is recognition and diarization. The
two take turns; a process's start and the loading of weights count for both. Where WhisperX is not installed,
--peer-path names a folder that holds it.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import av
import numpy as np

from pipeline.evaluate.asr import load
from pipeline.evaluate.asr.evaluation import recording_of
from pipeline.recording import SAMPLE_RATE

MEETING = 'title = "Joined clips"\nlanguage = "en"\nrecording = "joined.wav"\n'


def join(data: Path, folder: Path, scratch: Path) -> float:
    """Write every clip under `data`, one after the other, as a meeting into `folder`; return its seconds."""
    parts = [recording_of(clip, scratch / str(k)).memory_map() for k, clip in enumerate(load(data))]
    sound = np.concatenate(parts).reshape(1, -1)
    with av.open(str(folder / "joined.wav"), "w") as sink:
        stream = sink.add_stream("pcm_s16le", rate=SAMPLE_RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), format="s16", layout="mono")
        frame.rate = SAMPLE_RATE
        for packet in (*stream.encode(frame), *stream.encode(None)):
            sink.mux(packet)
    (folder / "meeting.toml").write_text(MEETING, encoding="utf-8")
    return sound.shape[1] / SAMPLE_RATE


def timed(command: list[str], environment: dict[str, str]) -> tuple[float, float, str]:
    """Run a command to its end; return wall seconds, processor seconds, and the last line that it printed."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(command[:4])} ...: exit status {done.returncode}\n{done.stderr[-2000:]}")
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begun, cpu_s, (done.stdout.strip().splitlines() or [""])[-1]


def main() -> None:
    """Let the two take turns and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--asr", default="whisper-base-ct2", help="our recogniser, an id of the registry")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--peer-path", type=Path, help="folder that holds whisperx, where it is not installed")
    arguments = parser.parse_args()
    environment = os.environ | {"OMP_WAIT_POLICY": "passive", "HF_HUB_OFFLINE": "1"}
    if arguments.peer_path:
        environment["PYTHONPATH"] = str(arguments.peer_path.absolute())
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        meeting = scratch / "meeting"
        meeting.mkdir()
        length_s = join(arguments.data, meeting, scratch)
        config = scratch / "config.toml"
        config.write_text(f'[models]\nasr = "{arguments.asr}"\n', encoding="utf-8")
        ours, theirs = [], []
        for k in range(arguments.rounds):
            out = scratch / f"out-{k}"
            run = ["run", str(meeting), "--out", str(out), "--config", str(config)]
            ours.append(timed([str(Path(sys.executable).parent / "referat"), *run], environment))
            peer = ["-m", "bench.whole.peer", str(meeting / "joined.wav"), "--scratch", str(scratch / f"peer-{k}")]
            theirs.append(timed([sys.executable, *peer], environment))
    print(f"{length_s:.0f} s of sound; the best of {arguments.rounds}")
    print("\n| system | seconds | processor seconds |\n|---|---|---|")
    best = {}
    for system, runs in {"referat run": ours, "WhisperX and pyannote": theirs}.items():
        best[system] = min(seconds for seconds, _, _ in runs), min(cpu_s for _, cpu_s, _ in runs)
        print(f"| {system} | {best[system][0]:.1f} | {best[system][1]:.1f} |")
    wall, cpu = (a / b for a, b in zip(best["referat run"], best["WhisperX and pyannote"], strict=True))
    print(f"| ratio | {wall:.2f} | {cpu:.2f} |")
    print(f"\ntheirs, last: {theirs[-1][2]}")


if __name__ == "__main__":
    main()
