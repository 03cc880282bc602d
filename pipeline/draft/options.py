"""How the draft is to be written: which engine, how long, and where the language model answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Engine = Literal["extractive", "llm"]


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """Options of the draft stage.

    Attributes
    ----------
    engine : {"extractive", "llm"}
        ``extractive``: rules, deterministic, no network. ``llm``: an OpenAI-compatible server.
    share : float
        Length of presentation, questions and remarks as a share of the words said in the item, in (0, 1].
    floor_words : int
        Words that an item may have on top of its share, in 0..1000; never more than seven tenths of what was said.
    max_remarks : int
        Remarks, questions and presentation bullets that one item holds at most, each kind, in 0..100.
    min_confidence : float
        Mean word confidence below which an utterance carries no statement, in [0, 1].
    base_url : str
        Of the server, with its version: ``"http://127.0.0.1:8000/v1"``. Loopback and private addresses only.
    allowed_hosts : tuple of str
        Further hosts that the operator vouches for, by name, even where the name resolves to a private address.
    model : str
        The model's name at the server.
    api_key_env : str
        Environment variable that holds the server's key, or empty.
    timeout_s : float
        For one answer, in (0, 3600].
    retries : int
        Further attempts after an answer that cannot be used, in 0..10.
    max_tokens : int
        Of one answer, in 64..32768.
    temperature : float
        In [0, 2].
    part_words : int
        An item of more words is given to the model in parts, in 200..50000.
    """

    engine: Engine = "extractive"
    share: float = 0.08
    floor_words: int = 180
    max_remarks: int = 12
    min_confidence: float = 0.35
    base_url: str = "http://127.0.0.1:8000/v1"
    allowed_hosts: tuple[str, ...] = ()
    model: str = ""
    api_key_env: str = ""
    timeout_s: float = 120.0
    retries: int = 1
    max_tokens: int = 2048
    temperature: float = 0.0
    part_words: int = 2500

    def __post_init__(self) -> None:
        if self.engine not in ("extractive", "llm"):
            raise ValueError(f'engine is "{self.engine}"; valid are: extractive, llm')
        ranges = {
            "share": (0.001, 1.0),
            "floor_words": (0, 1000),
            "max_remarks": (0, 100),
            "min_confidence": (0.0, 1.0),
            "timeout_s": (0.001, 3600.0),
            "retries": (0, 10),
            "max_tokens": (64, 32768),
            "temperature": (0.0, 2.0),
            "part_words": (200, 50000),
        }
        for name, (low, high) in ranges.items():
            value = getattr(self, name)
            if not low <= value <= high:
                raise ValueError(f"{name} is {value}; it must lie in {low}..{high}")
        if self.engine == "llm" and not self.model:
            raise ValueError('model is ""; the engine "llm" needs the name of a model')
