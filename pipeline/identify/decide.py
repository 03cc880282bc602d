"""Decisions of a person on voices: merging, splitting, naming, forgetting.

Each function returns new decisions; nothing is heard or transcribed. What a person points at (a voice, an utterance of
the last run) is written down as stretches of the recording, so that it holds when another run numbers voices anew.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.diarize.decided import MOSTLY_DECIDED
from pipeline.diarize.linkage import Linkage
from pipeline.diarize.units import Grid
from pipeline.diarize.voices import MIN_TRAINING_S, SHORT_S
from pipeline.errors import InputError, nearest
from pipeline.identify.words import assign_voices
from pipeline.meeting import DecidedVoice, VoiceDecisions
from pipeline.transcript import Conversation, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    import numpy.typing as npt

    from pipeline.activity import SpeechActivity
    from pipeline.diarize.embedder import LocalEmbeddings
    from pipeline.identify.options import IdentifyOptions
    from pipeline.meeting import Attendee
    from pipeline.transcript import Utterance, Word

    Spans = tuple[tuple[float, float], ...]

MAX_UNITS = 4_000  # a voice of more than an hour and a half is split by an even selection of its units
SLIVER_S = 0.25  # what is left between two words when a stretch is cut
NEAR_S = 1.0  # stretches of one voice with nothing between them and this near are one


@dataclass(frozen=True, slots=True)
class Results:
    """What the last run found, as far as decisions need it.

    Attributes
    ----------
    labelled : bool
        The voices are labels of a transcript that was given: they stay what they are, and have no sound.
    """

    conversation: Conversation
    labelled: bool = False

    @property
    def voices(self) -> list[str]:
        """Labels in order of appearance."""
        return list(dict.fromkeys(u.voice for u in self.conversation.utterances if u.voice is not None))


@dataclass(frozen=True, slots=True)
class _Place:
    """What a person points at: stretches of the recording, or labels of the transcript."""

    spans: Spans = ()
    labels: tuple[str, ...] = ()


def merge(results: Results, decisions: VoiceDecisions, voices: Sequence[str], by: str, at: datetime) -> VoiceDecisions:
    """Make one voice of several.

    Raises
    ------
    InputError
        There is no such voice, there are fewer than two, or they have been given to different people.
    """
    if len(set(voices)) < 2:
        raise InputError("merge", "fewer than two voices", "name the voices that are one person")
    places = [_now(results, decisions, voice) for voice in dict.fromkeys(voices)]
    owners = {owner.attendee: owner for place in places for owner in _owners(decisions, place) if owner.attendee}
    if len(owners) > 1:
        raise InputError("merge", f"they are decided to be {' and '.join(owners)}", "name one of them anew first")
    owner = next(iter(owners.values()), DecidedVoice())
    whole = _Place(
        tuple(sorted(span for place in places for span in place.spans)),
        tuple(dict.fromkeys(label for place in places for label in place.labels)),
    )
    return _claimed(results, decisions, whole, replace(owner, by=by, at=at))


def name(
    results: Results, decisions: VoiceDecisions, target: str, attendee: Attendee | None, by: str, at: datetime
) -> VoiceDecisions:
    """Give a voice or an utterance to an attendee; None: to somebody who is not on the list.

    Raises
    ------
    InputError
        There is no such voice or utterance, or it is an utterance without times.
    """
    place = _now(results, decisions, target)
    decided = DecidedVoice(attendee="", by=by, at=at)
    if attendee is not None:
        decided = replace(decided, attendee=attendee.name, title=attendee.title, organisation=attendee.organisation)
    return _claimed(results, decisions, place, decided)


def split_at(
    results: Results, decisions: VoiceDecisions, voice: str, at_s: float, by: str, at: datetime
) -> VoiceDecisions:
    """Make two voices of one: what it says before a time, and what it says after.

    Raises
    ------
    InputError
        There is no such voice, it has no times, or it says nothing before or after.
    """
    words = _words(results, voice)
    parts = [int((word.start_s or 0.0) >= at_s) for word in words]
    if len(set(parts)) < 2:
        side = "before" if parts and parts[0] else "after"
        raise InputError(voice, f"says nothing {side} {at_s:.1f} s", "give a time inside its speech")
    return _parted(results, decisions, words, parts, by, at)


def split_into(
    results: Results,
    decisions: VoiceDecisions,
    voice: str,
    n_parts: int,
    embeddings: LocalEmbeddings,
    activity: SpeechActivity,
    options: IdentifyOptions,
    by: str,
    at: datetime,
) -> VoiceDecisions:
    """Make several voices of one by how its pieces sound: they are clustered again, by themselves.

    Raises
    ------
    InputError
        There is no such voice, it has no times, or it does not sound like so many.
    """
    words = _words(results, voice)
    grid = Grid.of(activity)
    edges_s = grid.time_s(embeddings.frames)  # (n_units, 2)
    own = _inside(edges_s.mean(axis=1), _place(results, decisions, voice).spans)
    labels = resound(embeddings, edges_s, own, n_parts)
    if labels is None:
        raise InputError(
            voice, f"does not sound like {n_parts} people for {SHORT_S:.0f} s each", "split it at a time: --at MM:SS"
        )
    turns = [
        Turn(str(label), float(start_s), float(end_s))
        for label, (start_s, end_s) in zip(labels, edges_s[own], strict=True)
    ]
    told = assign_voices(words, turns, replace(options, max_gap_s=30.0))
    lost = str(np.bincount(labels).argmax())
    return _parted(results, decisions, words, [int(label or lost) for label in told], by, at)


def resound(
    embeddings: LocalEmbeddings, edges_s: npt.NDArray[np.float64], own: npt.NDArray[np.bool_], n_parts: int
) -> npt.NDArray[np.int64] | None:
    """Cluster the units of one voice into so many that are heard for long enough, the coarsest such.

    Returns
    -------
    ndarray or None
        Part of each of its units; None where they are never so many. shape = (n_own_units,)
    """
    seconds = np.diff(edges_s, axis=1)[:, 0]
    training = np.flatnonzero(own & (embeddings.counts == 1) & (seconds >= MIN_TRAINING_S))
    training = training[:: -(-len(training) // MAX_UNITS) or 1]
    if len(training) < n_parts:
        return None
    vectors = embeddings.vectors[training]
    linkage = Linkage.of(vectors @ vectors.T, seconds[training])
    best: list[list[int]] | None = None
    for n_left in range(len(training) - 1, n_parts - 1, -1):
        linkage.merge(-np.inf, n_left)
        if int((linkage.weights >= SHORT_S).sum()) == n_parts:
            best = [list(group) for group in linkage.members if seconds[training[group]].sum() >= SHORT_S]
    if best is None:
        return None
    centres = np.stack([seconds[training[group]] @ vectors[group] for group in best])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    parts: npt.NDArray[np.int64] = (embeddings.vectors[own] @ centres.T).argmax(axis=1)
    return parts if len(np.unique(parts)) == n_parts else None


def forget(results: Results, decisions: VoiceDecisions, target: str) -> VoiceDecisions:
    """Take back what was decided of a voice or an utterance.

    Raises
    ------
    InputError
        There is no such voice or utterance, or nothing was decided of it.
    """
    place = _place(results, decisions, target)
    gone = _owners(decisions, place)
    if not gone:
        raise InputError(target, "nothing was decided of it", "`referat voices list` shows what was")
    if target not in results.voices:  # an utterance: what was decided of the rest of the voice stays
        return replace(decisions, voices=tuple(_without(decisions, place)))
    return replace(decisions, voices=tuple(voice for voice in decisions.voices if voice not in gone))


def _place(results: Results, decisions: VoiceDecisions, target: str) -> _Place:
    """Find a voice or an utterance."""
    if target in results.voices:
        if results.labelled:
            merged = (voice.labels for voice in decisions.voices if target in voice.labels)
            return _Place(labels=next(merged, (target,)))
        return _Place(_stretches(results, [u for u in results.conversation.utterances if u.voice == target]))
    said = [u for u in results.conversation.utterances if u.id == target]
    if not said:
        raise InputError(target, "there is no such voice or utterance", nearest(target, results.voices))
    if said[0].start_s is None:
        raise InputError(target, "has no times", "name its voice instead")
    return _Place(_stretches(results, said))


def _now(results: Results, decisions: VoiceDecisions, target: str) -> _Place:
    """Find a voice as it has been decided since the last run, or an utterance.

    What it was merged with belongs to it; what was decided of some of its utterances does not.
    """
    place = _place(results, decisions, target)
    if target not in results.voices or results.labelled:
        return place
    total_s = _length_s(place.spans)
    spans = place.spans
    for owner in _owners(decisions, place):
        rest = _less(spans, owner.spans)
        mostly = total_s - _length_s(_less(place.spans, owner.spans)) >= MOSTLY_DECIDED * total_s
        spans = tuple(sorted((*rest, *owner.spans))) if mostly else rest
    return _Place(spans)


def _length_s(spans: Spans) -> float:
    return sum(end_s - start_s for start_s, end_s in spans)


def _words(results: Results, voice: str) -> list[Word]:
    """All words of a voice, which must have times."""
    if voice not in results.voices:
        raise InputError(voice, "there is no such voice", nearest(voice, results.voices))
    words = [word for u in results.conversation.utterances if u.voice == voice for word in u.words]
    if any(word.start_s is None or word.end_s is None for word in words):
        raise InputError(voice, "has no times", "only a voice with times can be split")
    return words


def _stretches(results: Results, chosen: Sequence[Utterance]) -> Spans:
    """When some utterances are said; neighbours are one stretch, and none reaches into another's word."""
    ids = {u.id for u in chosen}
    return _spans((word, u.id in ids) for u in results.conversation.utterances for word in u.words)


def _spans(words: Iterable[tuple[Word, bool]]) -> Spans:
    """Join neighbouring words that are meant into stretches."""
    found: list[tuple[float, float]] = []
    meant_before = False
    for word, meant in words:
        if word.start_s is None or word.end_s is None:
            continue
        if not meant:
            if meant_before and found[-1][1] > word.start_s > found[-1][0]:
                found[-1] = (found[-1][0], word.start_s)
        elif meant_before and word.start_s - found[-1][1] < NEAR_S:
            found[-1] = (found[-1][0], max(found[-1][1], word.end_s))
        else:
            begin_s = max(word.start_s, found[-1][1] if found else 0.0)
            found.append((begin_s, max(word.end_s, begin_s + 0.01)))
        meant_before = meant
    return tuple(found)


def _inside(times_s: npt.NDArray[np.float64], spans: Spans) -> npt.NDArray[np.bool_]:
    """Tell which times lie in a stretch. shape = (n,)"""
    edges = np.array(spans).reshape(-1, 2)
    at = np.searchsorted(edges[:, 0], times_s, side="right") - 1
    inside: npt.NDArray[np.bool_] = (at >= 0) & (times_s < edges[at, 1])
    return inside


def _parted(
    results: Results, decisions: VoiceDecisions, words: Sequence[Word], parts: Sequence[int], by: str, at: datetime
) -> VoiceDecisions:
    """Decide that the parts of a voice are different voices."""
    part_of = {id(word): part for word, part in zip(words, parts, strict=True)}
    everything = [word for u in results.conversation.utterances for word in u.words]
    for part in sorted(set(parts)):
        place = _Place(_spans((word, part_of.get(id(word)) == part) for word in everything))
        decisions = _claimed(results, decisions, place, DecidedVoice(by=by, at=at))
    return decisions


def _owners(decisions: VoiceDecisions, place: _Place) -> list[DecidedVoice]:
    """Return the decided voices that a place touches."""
    return [
        voice
        for voice in decisions.voices
        if set(voice.labels) & set(place.labels) or any(a < d and c < b for a, b in voice.spans for c, d in place.spans)
    ]


def _without(decisions: VoiceDecisions, place: _Place) -> list[DecidedVoice]:
    """Return the decisions on everything else."""
    kept = []
    for voice in decisions.voices:
        labels = tuple(label for label in voice.labels if label not in place.labels)
        spans = _less(voice.spans, place.spans)
        if spans or labels:
            kept.append(replace(voice, spans=spans, labels=labels))
    return kept


def _less(spans: Spans, gone: Spans) -> Spans:
    """Take stretches away from stretches; both in order and apart. What is left of a cut and holds no word is dropped.

    Examples
    --------
    >>> _less(((0.0, 5.0), (6.0, 9.0)), ((1.0, 2.0), (4.0, 7.0)))
    ((0.0, 1.0), (2.0, 4.0), (7.0, 9.0))
    """
    ends = [end_s for _, end_s in gone]
    left: list[tuple[float, float]] = []
    for start_s, end_s in spans:
        at = bisect_right(ends, start_s)
        while at < len(gone) and gone[at][0] < end_s:
            left.append((start_s, gone[at][0]))
            start_s = gone[at][1]
            at += 1
        left.append((start_s, end_s))
    whole = set(spans)
    return tuple(span for span in left if span in whole or span[1] - span[0] > SLIVER_S)


def _claimed(results: Results, decisions: VoiceDecisions, place: _Place, decided: DecidedVoice) -> VoiceDecisions:
    """Decide what a place is, whatever was decided of it before."""
    if not place.spans and not place.labels:
        raise InputError("voices.toml", "the voice has no words with times", "name another")
    rounded = tuple((round(start_s, 3), round(end_s, 3)) for start_s, end_s in place.spans)
    place = _Place(rounded, place.labels)
    fresh = replace(decided, spans=place.spans, labels=place.labels)
    recording_s = None if results.labelled else results.conversation.duration_s
    return VoiceDecisions(recording_s, (*_without(decisions, place), fresh))
