"""Small meetings with real sound, cut from the example recording."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import av
import pytest

CLIP_S = 45.0


@pytest.fixture(scope="session")
def clip(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 45 seconds of the example recording, picture and sound."""
    target = tmp_path_factory.mktemp("clip") / "clip.mp4"
    with av.open(str(repo / "examples/board-meeting/meeting.mp4")) as source, av.open(str(target), "w") as sink:
        streams = {stream.index: sink.add_stream_from_template(stream) for stream in source.streams}
        for packet in source.demux():
            if packet.dts is None or float(packet.pts * packet.time_base) > CLIP_S:
                continue
            packet.stream = streams[packet.stream.index]
            sink.mux(packet)
    return target


@pytest.fixture
def small_meeting(repo: Path, clip: Path, tmp_path: Path) -> Path:
    """A meeting of 45 seconds with the people and the agenda of the example."""
    folder = tmp_path / "meeting"
    folder.mkdir()
    shutil.copy(clip, folder / "meeting.mp4")
    shutil.copy(repo / "examples/board-meeting/meeting.toml", folder / "meeting.toml")
    return folder


def referat(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the real command."""
    command = [str(Path(sys.executable).with_name("referat")), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)
