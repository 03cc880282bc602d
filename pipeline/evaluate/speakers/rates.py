"""Word error rates that count who said it: cpWER, tcpWER, ORC-WER (meeteval, von Neumann et al. 2023)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.evaluate.asr.measures import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_VOICES_ORC = 10  # more than that meeteval refuses: the search explodes
MAX_VOICES_CP = 20
COLLAR_S = 5.0  # of tcpWER, as CHiME-7 and -8 use it


@dataclass(frozen=True, slots=True)
class Errors:
    """Errors among the words of a reference; may be added."""

    errors: int = 0
    words: int = 0

    def __add__(self, other: Errors) -> Errors:
        """Add the counts of two files."""
        return Errors(self.errors + other.errors, self.words + other.words)

    @property
    def rate(self) -> float | None:
        """Errors per word of the reference; None without words."""
        return self.errors / self.words if self.words else None


@dataclass(frozen=True, slots=True)
class WordScores:
    """The three rates of one or several files.

    Attributes
    ----------
    cp : Errors
        Concatenated minimum permutation: words under the wrong speaker count.
    tcp : Errors
        The same, and words farther than ``COLLAR_S`` from their time count.
    orc : Errors
        Optimal reference combination, greedily: who said it does not count. What cp has more is wrong voices.

    None where there are more voices than the rate is defined for in practice.
    """

    cp: Errors | None
    tcp: Errors | None
    orc: Errors | None

    def __add__(self, other: WordScores) -> WordScores:
        """Add the counts of two files; what one of them lacks, the sum lacks."""
        return WordScores(
            *(
                None if mine is None or its is None else mine + its
                for mine, its in ((self.cp, other.cp), (self.tcp, other.tcp), (self.orc, other.orc))
            )
        )

    @property
    def wrong_voice(self) -> float | None:
        """Distance of cpWER from ORC-WER."""
        if self.cp is None or self.orc is None or self.cp.rate is None or self.orc.rate is None:
            return None
        return self.cp.rate - self.orc.rate


def score_words(
    reference: Sequence[dict[str, Any]], hypothesis: Sequence[dict[str, Any]], language: str = "en"
) -> WordScores:
    """Compare two SegLST lists with times, normalised as word error rates are (`referat evaluate asr`).

    Parameters
    ----------
    reference, hypothesis : sequence of dict
        ``voice`` of the hypothesis is taken for its speaker where it has one: names are measured elsewhere.
    language : str
        Whose fillers do not count.
    """
    from meeteval.io.seglst import SegLST
    from meeteval.wer.api import cpwer, greedy_orcwer, tcpwer

    both = [SegLST(_plain(reference, "speaker", language)), SegLST(_plain(hypothesis, "voice", language))]
    spoke, heard = (len({segment["speaker"] for segment in side}) for side in both)
    voices = max(spoke, heard)
    rates = (
        cpwer(*both) if voices <= MAX_VOICES_CP else None,
        tcpwer(*both, collar=COLLAR_S) if voices <= MAX_VOICES_CP else None,
        greedy_orcwer(*both) if heard <= MAX_VOICES_ORC else None,
    )
    return WordScores(*(Errors(int(r["all"].errors), int(r["all"].length)) if r else None for r in rates))


def _plain(segments: Sequence[dict[str, Any]], label: str, language: str) -> list[dict[str, Any]]:
    return [
        {
            "session_id": "all",
            "speaker": str(segment.get(label) or segment.get("speaker") or "unknown"),
            "words": " ".join(normalise(segment["words"], language)),
            "start_time": float(segment["start_time"]),
            "end_time": float(segment["end_time"]),
        }
        for segment in segments
    ]
