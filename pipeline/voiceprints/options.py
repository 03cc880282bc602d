"""What can be set for enrolled voices."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PURPOSE = "navngivning i referater"


@dataclass(frozen=True, slots=True)
class VoiceprintOptions:
    """Whether voices may be enrolled and recognised, and where they are kept.

    Attributes
    ----------
    enabled : bool
        Off by default: a voice is biometric data.
    store : Path
        Folder of the encrypted voices.
    key_file : Path
        The key, outside the store, readable by its owner only; `referat voices key` makes it.
    purpose : str
        What voices are recognised for. Only those whose consent was given for exactly this are used.
    """

    enabled: bool = False
    store: Path = Path()
    key_file: Path = Path()
    purpose: str = PURPOSE

    def __post_init__(self) -> None:
        if not self.enabled:
            return
        for name, value in (("store", self.store), ("key_file", self.key_file)):
            if value == Path():
                msg = f"{name} is empty; with enabled = true it must name a place"
                raise ValueError(msg)
        if not self.purpose.strip():
            msg = "purpose is empty; it must say what voices are recognised for"
            raise ValueError(msg)
