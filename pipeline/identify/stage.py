"""The stage: words and voices in, a conversation with names out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.diarize.clustering import NOTHING_DECIDED, UNKNOWN_VOICE
from pipeline.identify.assign import Pointer, assign
from pipeline.identify.decided import Pin, join_corrections, relabel
from pipeline.identify.evidence import Stranger, speech_pointers
from pipeline.identify.presence import Absence, absences
from pipeline.identify.remarks import remark
from pipeline.identify.words import assign_voices, make_utterances
from pipeline.names.index import NameIndex
from pipeline.transcript import Conversation, EvidenceKind, VoiceName, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.identify.enrolled import HeardBefore
    from pipeline.identify.options import IdentifyOptions
    from pipeline.identify.plates import PlateReadings
    from pipeline.identify.platform import PlatformTranscript, Segment
    from pipeline.identify.presence import RecordingClock
    from pipeline.meeting import Meeting, VoiceDecisions
    from pipeline.progress import Hook
    from pipeline.remark import Remark
    from pipeline.transcript import Diarization, Gap, Transcript, Utterance

VERSION = 4
PLATES_VERSION = 3

PLATFORM_WEIGHT = 8.0  # a platform's label that names one attendee in full
PLATFORM_PART_WEIGHT = 4.0  # by a part of the name
FRAGMENT_WORDS = 2  # segments this short (median) are words, not sentences


def identify(
    meeting: Meeting,
    transcript: Transcript,
    diarization: Diarization,
    plates: PlateReadings | None,
    options: IdentifyOptions,
    hook: Hook,
    duration_s: float | None = None,
    clock: RecordingClock | None = None,
    decided: VoiceDecisions = NOTHING_DECIDED,
    heard_before: HeardBefore | None = None,
) -> Conversation:
    """Give the words to voices, and the voices to attendees.

    Parameters
    ----------
    plates : PlateReadings or None
        What was read in the picture; None: there was none.
    duration_s : float or None
        Length of the recording in seconds; None: it ends with the last word or turn.
    clock : RecordingClock or None
        When the recording begins; None: join and leave times cannot be used.
    decided : VoiceDecisions
        What a person has said of the voices; the diarization knew it too.
    heard_before : HeardBefore or None
        How the voices resemble enrolled ones; None: there are none.

    Returns
    -------
    Conversation
        Every word of the transcript in exactly one utterance, in order. An attendee is named at most once, unless a
        person says so.
    """
    hook("words to voices")
    words = tuple(word for word in transcript.words if word.text.strip())
    told = assign_voices(words, diarization.exclusive, options)
    voices = [None if voice == UNKNOWN_VOICE else voice for voice in told]
    ends = [0.0, *(turn.end_s for turn in diarization.turns)] + [word.end_s for word in words if word.end_s is not None]
    length_s = duration_s or max(ends)
    voices, pins, stale = relabel(words, voices, meeting, decided, diarization.exclusive, length_s)
    utterances = make_utterances(words, voices, options)
    remarks = [*transcript.remarks, *diarization.remarks, *stale]
    lost = sum(voice is None for voice in voices)
    if lost:
        remarks.append(remark("words-without-voice", meeting.language, one=str(lost)))
    hook("voices to names")
    extra: list[Pointer] = []
    if plates is not None:
        extra = plates.pointers(diarization.exclusive)
        remarks += plates.remarks
    if heard_before is not None:
        extra += heard_before.pointers
        remarks += heard_before.remarks
    spoken: dict[str, list[tuple[float, float]]] = {}
    for turn in diarization.exclusive:
        spoken.setdefault(turn.voice, []).append((turn.start_s, turn.end_s))
    away, told_away = _absences(spoken, meeting, clock, length_s, options)
    names = _Naming(tuple(extra), tuple(pins), away)
    return _converse(meeting, utterances, names, [*remarks, *told_away], length_s, transcript.gaps, options)


def identify_platform(
    meeting: Meeting,
    transcript: PlatformTranscript,
    options: IdentifyOptions,
    hook: Hook,
    clock: RecordingClock | None = None,
    decided: VoiceDecisions = NOTHING_DECIDED,
) -> Conversation:
    """Do the same for a transcript with speaker labels: each label is a voice.

    Returns
    -------
    Conversation
        ``duration_s`` is None where the transcript has no times.
    """
    hook("labels to names")
    words, voices, breaks = _platform_words(transcript)
    if breaks:
        options = replace(options, target_words=options.max_words)
    ends = [segment.end_s for segment in transcript.segments if segment.end_s is not None]
    voices, pins, stale = relabel(words, voices, meeting, decided, (), max(ends, default=0.0))
    utterances = make_utterances(words, voices, options, breaks)
    extra = []
    for label, key in transcript.attendees.items():
        parts = NameIndex.of(meeting.attendees).match(label).parts
        weight = PLATFORM_WEIGHT if parts > 1 else PLATFORM_PART_WEIGHT
        extra.append(Pointer(EvidenceKind.PLATFORM, label, (key,), weight, source=transcript.source.name))
    spoken: dict[str, list[tuple[float, float]]] = {}
    for said in utterances:
        if said.voice is not None and said.start_s is not None and said.end_s is not None:
            spoken.setdefault(said.voice, []).append((said.start_s, said.end_s))
    away, told_away = _absences(spoken, meeting, clock if ends else None, max(ends, default=0.0), options)
    remarks = [*transcript.remarks, *stale, *told_away]
    names = _Naming(tuple(extra), tuple(pins), away)
    return _converse(meeting, utterances, names, remarks, max(ends, default=None), (), options)


def _absences(
    spoken: dict[str, list[tuple[float, float]]],
    meeting: Meeting,
    clock: RecordingClock | None,
    duration_s: float,
    options: IdentifyOptions,
) -> tuple[tuple[Absence, ...], list[Remark]]:
    """Find who was not there while a voice speaks, or say why that is not known."""
    if not any(attendee.presence for attendee in meeting.attendees):
        return (), []
    if clock is None:
        return (), [remark("presence-unused", meeting.language)]
    told = [remark("presence-part", meeting.language, start_s=clock.until_s)] if clock.until_s < duration_s else []
    return absences(spoken, meeting.attendees, clock, duration_s, options), told


def _platform_words(transcript: PlatformTranscript) -> tuple[list[Word], list[str | None], list[int]]:
    """Return the words, their labels, and the words before which an utterance begins.

    The time of a segment is parted among its words by their length. Segments of SegLST are kept as utterances, unless
    they are single words; captions of WebVTT break lines anywhere and are joined to sentences.
    """
    sizes = sorted(len(segment.text.split()) for segment in transcript.segments)
    keep = transcript.format == "seglst" and sizes[len(sizes) // 2] > FRAGMENT_WORDS
    words: list[Word] = []
    voices: list[str | None] = []
    breaks: list[int] = []
    for segment in transcript.segments:
        if keep:
            breaks.append(len(words))
        pieces = _timed(segment)
        words += pieces
        voices += [segment.speaker or None] * len(pieces)
    return words, voices, breaks


def _timed(segment: Segment) -> list[Word]:
    """Part a segment's time among its words by their length."""
    texts = segment.text.split()
    if segment.start_s is None or segment.end_s is None:
        return [Word(text) for text in texts]
    per_letter_s = (segment.end_s - segment.start_s) / sum(len(text) + 1 for text in texts)
    words: list[Word] = []
    begin_s = segment.start_s
    for text in texts:
        end_s = begin_s + per_letter_s * (len(text) + 1)
        words.append(Word(text, begin_s, end_s))
        begin_s = end_s
    return words


@dataclass(frozen=True, slots=True)
class _Naming:
    """What names voices apart from what is said: pointers, names that are decided, and who cannot be whom."""

    pointers: tuple[Pointer, ...]
    pins: tuple[Pin, ...]
    absences: tuple[Absence, ...]


def _converse(
    meeting: Meeting,
    utterances: tuple[Utterance, ...],
    known: _Naming,
    remarks: list[Remark],
    duration_s: float | None,
    gaps: tuple[Gap, ...],
    options: IdentifyOptions,
) -> Conversation:
    """Name the voices of the utterances."""
    language = meeting.language
    voices = list(dict.fromkeys(u.voice for u in utterances if u.voice is not None))
    if not utterances:
        remarks.append(remark("no-words", language))
    spoken, strangers = speech_pointers(utterances, meeting, NameIndex.of(meeting.attendees))
    pinned = {pin.voice for pin in known.pins}
    taken = frozenset(pin.attendee for pin in known.pins if pin.whole and pin.attendee is not None)
    free = [voice for voice in voices if voice not in pinned]
    pointers = [*known.pointers, *spoken]
    names, told = assign(free, meeting.attendees, pointers, options, language, known.absences, taken)
    utterances, names = join_corrections(utterances, names, known.pins)
    remarks += told
    remarks += _same_names(meeting)
    remarks += _guests(strangers, names, language)
    remarks += _split_people(names, meeting, options)
    return Conversation(utterances, names, duration_s, gaps, tuple(remarks))


def _same_names(meeting: Meeting) -> list[Remark]:
    """Tell of attendees whose names are the same."""
    counts = Counter(" ".join(attendee.name.casefold().split()) for attendee in meeting.attendees)
    twice = {name for name, count in counts.items() if count > 1}
    shown = dict.fromkeys(a.name for a in meeting.attendees if " ".join(a.name.casefold().split()) in twice)
    return [remark("same-name", meeting.language, one=name) for name in shown]


def _guests(strangers: Sequence[Stranger], names: Sequence[VoiceName], language: str) -> list[Remark]:
    """Propose people who take part by name, are not on the list, and whose voice is nobody else's; each once."""
    nobody = {name.voice for name in names if name.attendee is None}
    first: dict[str, Stranger] = {}
    for stranger in strangers:
        if stranger.voice in nobody:
            first.setdefault(stranger.name.casefold(), stranger)
    return [remark("guest-proposed", language, one=guest.name, start_s=guest.at_s) for guest in first.values()]


def _split_people(names: Sequence[VoiceName], meeting: Meeting, options: IdentifyOptions) -> list[Remark]:
    """Tell where several voices point at one attendee, each strongly."""
    strong: Counter[str] = Counter()
    for name in names:
        support: Counter[str] = Counter()
        for piece in name.evidence:
            support[piece.attendee] += piece.weight  # type: ignore[assignment]
        strong.update(key for key, weight in support.items() if weight >= 2 * options.min_margin)
    return [
        remark("one-person-two-voices", meeting.language, one=meeting.attendee(key).name)
        for key, count in strong.items()
        if count > 1
    ]
