"""``referat evaluate speakers``: every meeting under a folder, and the sums."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.evaluate.speakers.corpora import HiddenMeeting, folketing_sittings, qmsum_committees
from pipeline.evaluate.speakers.naming import NameScore, score_hidden, score_run
from pipeline.evaluate.speakers.plates import TRUTH as PLATES
from pipeline.evaluate.speakers.plates import PlateScore, plates_of
from pipeline.evaluate.speakers.rates import WordScores, score_words
from pipeline.identify.options import IdentifyOptions
from pipeline.identify.platform import read_transcript
from pipeline.identify.stage import identify_platform
from pipeline.intake import load_meeting
from pipeline.progress import silent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.progress import Hook

TRUTH = "truth/words.seglst.json"
RUN = ("transcript.seglst.json", "out/transcript.seglst.json")


@dataclass(frozen=True, slots=True)
class MeetingScore:
    """The measures of one meeting.

    ``words`` is None where the words are given and not recognised, ``plates`` where no plates are known.
    """

    name: str
    group: str
    names: NameScore
    words: WordScores | None = None
    plates: PlateScore | None = None


@dataclass(frozen=True, slots=True)
class SpeakersReport:
    """All meetings measured."""

    meetings: tuple[MeetingScore, ...] = ()

    def group(self, name: str) -> NameScore:
        """Sum the names of a group."""
        return sum((m.names for m in self.meetings if m.group == name), NameScore())

    def table(self) -> str:
        """Return names, and where there are any, word error rates, as Markdown."""
        head = (
            "| meeting | speakers | right | wrong | precision | coverage | words named right | wrong | wrong-name s |"
        )
        named = [meeting for meeting in self.meetings if meeting.names != NameScore()]
        lines = [head, "|---" * 9 + "|"] if named else []
        groups = list(dict.fromkeys(meeting.group for meeting in named))
        for group in groups:
            members = [meeting for meeting in named if meeting.group == group]
            lines += [_names_row(meeting.name, meeting.names) for meeting in members]
            lines.append(_names_row(f"**{group}, all {len(members)}**", self.group(group)))
        recognised = [meeting for meeting in self.meetings if meeting.words is not None]
        if recognised:
            lines += ["", "| meeting | words | cpWER | tcpWER | ORC-WER | cp - ORC |", "|---" * 6 + "|"]
            lines += [_words_row(meeting.name, meeting.words) for meeting in recognised if meeting.words]
            total = recognised[0].words
            for meeting in recognised[1:]:
                total = total + meeting.words if total and meeting.words else total
            lines.append(_words_row(f"**all {len(recognised)}**", total) if total else "")
        return "\n".join([*lines, *self._plates()])

    def _plates(self) -> list[str]:
        """What the name plates gave, where any are known."""
        shown = [(meeting.name, meeting.plates) for meeting in self.meetings if meeting.plates is not None]
        if not shown:
            return []
        head = "| plates | s with a speaker marked | right s | wrong s | share | processor s | in 2 hours |"
        return ["", head, "|---" * 7 + "|", *(_plates_row(name, score) for name, score in shown)]


def _plates_row(name: str, score: PlateScore) -> str:
    two_hours_s = 7200 * score.cpu_s / score.duration_s if score.duration_s else 0.0
    return (
        f"| {name} | {score.speaking_s:.0f} | {score.right_s:.0f} | {score.wrong_s:.0f} | {_percent(score.share)} "
        f"| {score.cpu_s:.0f} | {two_hours_s:.0f} |"
    )


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f} %"


def _names_row(name: str, score: NameScore) -> str:
    share = [_percent(words / score.words if score.words else None) for words in (score.right_words, score.wrong_words)]
    return (
        f"| {name} | {score.speakers} | {score.right} | {score.wrong} | {_percent(score.precision)} "
        f"| {_percent(score.coverage)} | {share[0]} | {share[1]} | {score.wrong_s:.1f} |"
    )


def _words_row(name: str, score: WordScores) -> str:
    rates = " | ".join(_percent(errors.rate if errors else None) for errors in (score.cp, score.tcp, score.orc))
    return f"| {name} | {score.cp.words if score.cp else ''} | {rates} | {_percent(score.wrong_voice)} |"


def evaluate_speakers(data: Path, *, options: IdentifyOptions | None = None, hook: Hook = silent) -> SpeakersReport:
    """Name the speakers of every meeting under a folder, their labels hidden, and measure the finished runs.

    Parameters
    ----------
    data : Path
        Holds ``qmsum`` (committees), ``folketing``, or meetings with ``truth/words.seglst.json``: those whose
        ``meeting.toml`` has a transcript are named here, of the others a finished run is measured
        (``transcript.seglst.json`` in the meeting's folder or its ``out``). With ``truth/plates.json`` the name plates
        of its video are read and measured.

    Raises
    ------
    InputError
        Nothing of that is there.
    """
    options = options or IdentifyOptions()
    found: list[MeetingScore] = []
    for group, hidden in _hidden(data):
        hook(hidden.id)
        conversation = identify_platform(hidden.meeting, hidden.transcript, options, silent)
        found.append(MeetingScore(hidden.id, group, score_hidden(hidden, conversation)))
    for folder in _examples(data):
        hook(folder.name)
        found += _example(folder, options)
    if not found:
        raise InputError(data, "holds no meeting to measure", f"it has qmsum, folketing, or meetings with {TRUTH}")
    return SpeakersReport(tuple(found))


def _hidden(data: Path) -> Iterator[tuple[str, HiddenMeeting]]:
    yield from (("QMSum committees", meeting) for meeting in qmsum_committees(data / "qmsum"))
    yield from (("Folketing", meeting) for meeting in folketing_sittings(data / "folketing"))


def _examples(data: Path) -> list[Path]:
    """Return the folders of meetings whose truth is known: this one, or those in it."""
    return [folder for folder in (data, *sorted(data.glob("*/"))) if (folder / TRUTH).is_file()]


def _plates(folder: Path) -> PlateScore | None:
    """Read the name plates of a meeting where they are known; it need not have been run for that."""
    return plates_of(folder, load_meeting(folder)) if (folder / PLATES).is_file() else None


def _example(folder: Path, options: IdentifyOptions) -> list[MeetingScore]:
    """Measure one meeting whose truth is known."""
    reference: list[dict[str, Any]] = json.loads((folder / TRUTH).read_text("utf-8"))
    toml = folder / "meeting.toml"  # a run is measured without one
    described = tomllib.loads(toml.read_text("utf-8")) if toml.is_file() else {}
    run = next((folder / name for name in RUN if (folder / name).is_file()), None)
    if run is not None:
        hypothesis = json.loads(run.read_text("utf-8"))
        words = score_words(reference, hypothesis, described.get("language", "da"))
        named = score_run(reference, hypothesis)
        return [MeetingScore(folder.name, "runs", named, words, _plates(folder))]
    if (plates := _plates(folder)) is not None:
        return [MeetingScore(folder.name, "not run", NameScore(), plates=plates)]
    if "transcript" not in described or not (folder / "truth/speakers.json").is_file():
        return []
    meeting = load_meeting(folder)
    assert meeting.transcript is not None
    transcript = read_transcript(meeting.transcript, meeting)
    names: dict[str, str] = json.loads((folder / "truth/speakers.json").read_text("utf-8"))
    key = {attendee.name: attendee.key for attendee in meeting.attendees}
    labels = dict.fromkeys(segment.speaker for segment in transcript.segments)
    hidden = HiddenMeeting(folder.name, meeting, transcript, {label: key.get(names.get(label, "")) for label in labels})
    conversation = identify_platform(meeting, transcript, options, silent)
    return [MeetingScore(folder.name, "transcripts", score_hidden(hidden, conversation))]
