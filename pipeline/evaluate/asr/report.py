"""The report of ``referat evaluate asr``: counts per file and summed, as a table and for machines."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from pipeline.evaluate.asr.measures import NORMALISERS, Counts, NameCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

SPEECHLESS_PER_MINUTE = 10.0  # with fewer words a minute a recording counts as one in which nobody speaks


@dataclass(frozen=True, slots=True)
class ClipScore:
    """What was counted in one recording.

    Attributes
    ----------
    seconds, took_s : float
        Length of the recording; how long its segmentation and its recognition took together.
    names, names_uncorrected : NameCounts
        After and before the correction from the roster.
    words_uncorrected : Counts
        Before the correction from the roster.
    start_errors_s : tuple of float
        Differences between the start of a reference segment and of its first word, where both are known.
    gaps_s : float
        Seconds marked as not understood.
    """

    name: str
    group: str
    language: str
    seconds: float
    took_s: float
    words: Counts
    characters: Counts
    words_uncorrected: Counts
    names: NameCounts
    names_uncorrected: NameCounts
    start_errors_s: tuple[float, ...]
    gaps_s: float

    @property
    def speechless(self) -> bool:
        """Whether there is next to nothing to recognise: every word written is then likely invented."""
        return self.words.reference < SPEECHLESS_PER_MINUTE * self.seconds / 60


@dataclass(frozen=True, slots=True)
class AsrReport:
    """All recordings, and the sums of each group.

    Attributes
    ----------
    model, engine : str
        Which weights, in which engine.
    normaliser : str
        What was done to reference and hypothesis before they were compared.
    """

    model: str
    engine: str
    clips: tuple[ClipScore, ...]
    normaliser: str = NORMALISERS

    def table(self) -> str:
        """Return the report as Markdown."""
        lines = [
            f"Model {self.model}, engine {self.engine}. Normalised: {self.normaliser}.",
            "",
            "| recording | words | WER | CER | sub | del | ins | names found | false | gaps s | seconds/second |",
            "|---|---|---|---|---|---|---|---|---|---|---|",
        ]
        spoken = [clip for clip in self.clips if not clip.speechless]
        for group in dict.fromkeys(clip.group for clip in spoken):
            members = [clip for clip in spoken if clip.group == group]
            lines.extend(_line(clip.name, [clip]) for clip in members)
            lines.append(_line(f"**{group}**", members))
        lines.extend(self._below())
        return "\n".join(lines)

    def _below(self) -> list[str]:
        lines = [""]
        silent = [clip for clip in self.clips if clip.speechless]
        minutes = sum(clip.seconds for clip in silent) / 60
        if minutes:
            invented = sum(clip.words.insertions + clip.words.substitutions for clip in silent)
            each = ", ".join(f"{clip.name} {clip.words.insertions + clip.words.substitutions}" for clip in silent)
            lines.append(f"Invented where nobody speaks: {invented} words in {minutes:.1f} min ({each}).")
        named = [clip for clip in self.clips if clip.names.said]
        if named:
            lines.append(_names(named))
        errors = [abs(error) for clip in self.clips for error in clip.start_errors_s]
        if errors:
            lines.append(f"Word starts: median error {1000 * median(errors):.0f} ms ({len(errors)} words).")
        return lines


def _names(clips: Sequence[ClipScore]) -> str:
    after = sum((clip.names for clip in clips), NameCounts())
    before = sum((clip.names_uncorrected for clip in clips), NameCounts())
    written = sum(clip.words.hits + clip.words.substitutions + clip.words.insertions for clip in clips)
    deleted = sum(clip.words.deletions - clip.words_uncorrected.deletions for clip in clips)
    return (
        f"Names: {before.found} of {before.said} found before correction, {after.found} after; "
        f"false {before.false} before, {after.false} after, that is {1000 * after.false / max(1, written):.1f} "
        f"in 1,000 words; deletions added by it {deleted}."
    )


def _line(name: str, clips: Sequence[ClipScore]) -> str:
    words = sum((clip.words for clip in clips), Counts())
    characters = sum((clip.characters for clip in clips), Counts())
    names = sum((clip.names for clip in clips), NameCounts())
    took = sum(clip.took_s for clip in clips) / max(1e-9, sum(clip.seconds for clip in clips))
    found = f"{names.found}/{names.said}" if names.said else ""
    return (
        f"| {name} | {words.reference} | {_rate(words.rate)} | {_rate(characters.rate)} | {words.substitutions} "
        f"| {words.deletions} | {words.insertions} | {found} | {names.false or ''} "
        f"| {sum(clip.gaps_s for clip in clips):.1f} | {took:.3f} |"
    )


def _rate(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
