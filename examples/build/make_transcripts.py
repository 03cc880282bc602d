"""Makes the transcript and the truth of every example that has no recording: ``python make_transcripts.py``."""

from __future__ import annotations

import sys
from pathlib import Path

from script import read_script
from truth import anonymous_voices, estimate_times, write_teams, write_transcript, write_truth

EXAMPLES = Path(__file__).resolve().parent.parent
TRANSCRIPTS = (
    "bestyrelsesmoede",
    "kommunalt-udvalg",
    "hospitalsbestyrelse",
    "kirkegaardsudvalg",
    "skolebestyrelse",
    "andelsboligforening",
    "idraetsforening",
    "vandforsyning",
    "plejehjem",
)
TEAMS = ("kirkegaardsudvalg", "andelsboligforening")


def make(folder: Path) -> None:
    """Write ``moede.seglst.json`` or ``moede.vtt`` and ``truth/`` from ``script.txt`` and ``script.facts.toml``."""
    lines = read_script(folder / "script.txt")
    timed = estimate_times(lines)
    voices = anonymous_voices(lines)
    if folder.name in TEAMS:
        write_teams(folder / "moede.vtt", folder.name, timed)
    else:
        write_transcript(folder / "moede.seglst.json", folder.name, timed, voices)
    write_truth(folder / "truth", folder.name, timed, folder / "script.facts.toml", voices)


if __name__ == "__main__":
    for name in sys.argv[1:] or TRANSCRIPTS:
        make(EXAMPLES / name)
