"""What openai-whisper and Hugging Face's hub fetch by themselves; called by `pull` only, never at run time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pipeline.errors import ResourceError

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.progress import Hook
    from pipeline.weights.entry import FileSpec, HubSource, WhisperSource


def fetch_whisper(source: WhisperSource, file: FileSpec, folder: Path, hook: Hook) -> None:
    """Let openai-whisper download one of its models.

    Raises
    ------
    ResourceError
        It cannot be reached, or does not know the name.
    """
    import whisper

    # the package's only other way in builds the network too, which takes several times the memory of the file
    urls, download = whisper._MODELS, whisper._download  # noqa: SLF001
    if source.name not in urls:
        raise ResourceError(f"openai-whisper has no model {source.name}; it has: {', '.join(sorted(urls))}")
    hook(f"download {source.name}")
    try:
        got = download(urls[source.name], str(folder), False)
    except (OSError, RuntimeError) as error:
        raise ResourceError(f"openai-whisper cannot fetch {source.name} ({_line(error)})") from error
    os.replace(got, folder / file.name)  # noqa: PTH105 - a path of the package's, as text


def fetch_hub(source: HubSource, patterns: tuple[str, ...], folder: Path, hook: Hook) -> None:
    """Let huggingface_hub download what the source lists, or what matches the patterns.

    It sends the token that `hf auth login` keeps, if there is one.

    Raises
    ------
    ResourceError
        It cannot be reached, or the conditions of a gated repository were not accepted.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")  # read when the package is first imported
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError, OfflineModeIsEnabled

    download = folder / "hub"
    hook(f"download {source.repository}")
    try:
        snapshot_download(
            source.repository,
            revision=source.revision,
            local_dir=download,
            allow_patterns=list(source.files or patterns),
        )
    except (HfHubHTTPError, LocalEntryNotFoundError, OfflineModeIsEnabled, OSError) as error:
        advice = "accept the conditions on its page and log in with `hf auth login`" if source.gated else "try again"
        raise ResourceError(f"{source.repository} cannot be fetched ({_line(error)}); {advice}") from error
    names = source.files or {path.name: path.name for path in download.iterdir() if path.is_file()}
    for path, name in names.items():
        if (download / path).is_file():
            (download / path).replace(folder / name)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
