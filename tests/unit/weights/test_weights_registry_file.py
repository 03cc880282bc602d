"""Mistakes in a registry are told in one line; the registry that comes with the program has none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import whisper
from weight_files import model_toml, registry_of, wheel_toml

from pipeline.errors import InputError
from pipeline.weights import ModelRole, PathSource, Registry, WheelSource, WhisperSource, default_registry

GOOD = model_toml(wheel_toml())


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ('licence = "MIT"', 'license = "MIT"', r'model\[0\]\.license: unknown key; did you mean "licence"'),
        ('licence = "MIT"', "", r"model\[0\]\.licence: the key is missing"),
        ('role = "embedding"', 'role = "embeding"', r'model\[0\]\.role: .* "embeding"'),
        ('name = "w.bin"', 'name = "../w.bin"', r"model\[0\]\.file\[0\]\.name"),
        ('file = "w.bin"', 'file = "/etc/w.bin"', r"source\[0\]\.wheel\[0\]\.member\[0\]\.file"),
        ('id = "tiny"', 'id = "../tiny"', r"model\[0\]\.id"),
        ('name = "container"', 'name = "--index-url=x"', r"wheel\[0\]\.name"),
        ('version = "1.0"', 'version = "latest"', r"wheel\[0\]\.version"),
        ("sha256 = ", "sha265 = ", r'file\[0\]\.sha265: unknown key; did you mean "sha256"'),
        ('languages = ["*"]', 'languages = ["Danish"]', r"languages\[0\]"),
        ("[[model.source.wheel]]", 'whisper = "base"\n[[model.source.wheel]]', "one of them is right"),
        ("[[model.source.wheel]]", 'convert = "x"\n[[model.source.wheel]]', r"source\[0\]\.convert"),
        ('name = "w.bin", sha', 'name = "w*.bin", sha', "a file with a digest is named in full"),
    ],
)
def test_a_mistake(tmp_path: Path, right: str, wrong: str, says: str) -> None:
    assert right in GOOD
    with pytest.raises(InputError, match=says) as caught:
        registry_of(tmp_path, GOOD.replace(right, wrong, 1))
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "registry.toml"))


def test_an_id_twice(tmp_path: Path) -> None:
    with pytest.raises(InputError, match='the id "tiny" is there twice'):
        registry_of(tmp_path, GOOD + GOOD)


def test_no_toml(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not TOML"):
        registry_of(tmp_path, "[[model")


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        Registry.load(tmp_path / "absent.toml")


def test_a_path_is_relative_to_the_registry_and_may_begin_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    registry = registry_of(tmp_path, model_toml('path = "own"\n\n[[model.source]]\npath = "~/models"'))
    assert registry.entry("tiny").sources == (PathSource(tmp_path / "own"), PathSource(Path("/home/somebody/models")))


def test_the_registry_that_comes_with_the_program() -> None:
    registry = Registry.load()
    ids = {entry.id for entry in registry.entries}
    assert {"whisper-base", "whisper-base-ct2", "pyannote-segmentation-3.0", "campplus-zh-en", "ge2e"} <= ids
    assert {"large-v3", "large-v3-turbo", "edda-v0.2-large", "roest-v3-whisper-1.5b", "hviske-v5"} <= ids
    for entry in registry.entries:
        assert entry.notes
        assert entry.licence
        for source in entry.sources:
            if isinstance(source, WheelSource):
                assert all(file.known for file in entry.files + source.files), entry.id
            if isinstance(source, WhisperSource):
                assert whisper._MODELS[source.name].split("/")[-2] == entry.files[0].sha256
    assert {entry.role for entry in registry.entries} >= {ModelRole.ASR, ModelRole.SEGMENTATION, ModelRole.EMBEDDING}


def test_the_readme_describes_every_model_and_every_key() -> None:
    readme = (default_registry().parent / "README.md").read_text(encoding="utf-8")
    for entry in Registry.load().entries:
        assert f"`{entry.id}`" in readme, entry.id
    keys = set(re.findall(r"^([a-z_]+) = ", default_registry().read_text(encoding="utf-8"), re.MULTILINE))
    assert {key for key in keys if f"`{key}`" not in readme} == set()
