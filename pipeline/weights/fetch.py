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


def fetch_hub(source: HubSource, folder: Path, hook: Hook) -> None:
    """Let huggingface_hub download the files, with the token that `hf auth login` keeps, if there is one.

    Raises
    ------
    ResourceError
        It cannot be reached, or the conditions of a gated repository were not accepted.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")  # read when the package is first imported
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError, OfflineModeIsEnabled

    download = folder / "hub"
    for done, (path, name) in enumerate(source.files.items()):
        hook(f"download {source.repository}", completed=done, total=len(source.files))
        try:
            got = hf_hub_download(source.repository, path, revision=source.revision, local_dir=download)
        except (HfHubHTTPError, LocalEntryNotFoundError, OfflineModeIsEnabled, OSError) as error:
            advice = (
                "accept the conditions on its page and log in with `hf auth login`" if source.gated else "try again"
            )
            raise ResourceError(f"{source.repository}: {path} cannot be fetched ({_line(error)}); {advice}") from error
        os.replace(got, folder / name)  # noqa: PTH105 - a path of the package's, as text
    hook(f"download {source.repository}", completed=len(source.files), total=len(source.files))


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
