"""The weights: known in models/registry.toml, pulled into a cache and verified, loaded without running their code."""

from typing import TYPE_CHECKING, Any

from pipeline.weights.entry import (
    Conversion,
    Entry,
    FileSpec,
    HubSource,
    LocalModel,
    ModelFormat,
    ModelRole,
    ModelState,
    PathSource,
    Source,
    Verification,
    WheelSource,
    WhisperSource,
)
from pipeline.weights.registry import Registry, default_registry

if TYPE_CHECKING:
    from pipeline.weights.whisper_model import load_whisper, whisper_checkpoint

__all__ = [
    "Conversion",
    "Entry",
    "FileSpec",
    "HubSource",
    "LocalModel",
    "ModelFormat",
    "ModelRole",
    "ModelState",
    "PathSource",
    "Registry",
    "Source",
    "Verification",
    "WheelSource",
    "WhisperSource",
    "default_registry",
    "load_whisper",
    "whisper_checkpoint",
]


def __getattr__(name: str) -> Any:
    """Import what needs torch when it is first asked for: listing the models takes a blink, torch takes seconds."""
    if name not in ("load_whisper", "whisper_checkpoint"):
        raise AttributeError(name)
    from pipeline.weights import whisper_model

    return getattr(whisper_model, name)
