"""What a person decides of voices, written down as stretches of the recording, and the names that follow."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from pipeline.activity import SpeechActivity
from pipeline.diarize import LocalEmbeddings
from pipeline.diarize.embedder import unit_length
from pipeline.errors import InputError
from pipeline.identify import IdentifyOptions, decide, identify, identify_platform
from pipeline.identify.decide import Results
from pipeline.identify.platform import PlatformTranscript, Segment
from pipeline.meeting import DecidedVoice, Meeting, VoiceDecisions
from pipeline.progress import silent
from pipeline.transcript import Conversation, Diarization, EvidenceKind, Transcript, Turn, Word

AT = datetime(2026, 11, 23, 10)  # noqa: DTZ001
OPTIONS = IdentifyOptions()
NOTHING = VoiceDecisions()
TURNS = (("S01", 0.0, 20.0), ("S02", 20.0, 40.0), ("S01", 40.0, 60.0), ("S03", 60.0, 80.0))


def conversation(
    meeting: Meeting, decided: VoiceDecisions = NOTHING, turns=TURNS, length_s: float = 80.0, opening: str = ""
) -> Conversation:
    """Words every second; the diarization is told as one that knew the decisions would be."""
    words = [Word(f"ord{at}", at + 0.1, at + 0.9) for at in range(80)]
    for at, text in enumerate(opening.split()):
        words[at] = replace(words[at], text=text)
    told = tuple(Turn(*turn) for turn in turns)
    return identify(
        meeting, Transcript("da", "m", tuple(words)), Diarization(told, told), None, OPTIONS, silent, length_s,
        decided=decided,
    )  # fmt: skip


def voice_of(found: Conversation, second: int) -> str | None:
    return next(u.voice for u in found.utterances for w in u.words if w.start_s == second + 0.1)


def names(found: Conversation) -> dict[str, str | None]:
    return {voice.voice: voice.attendee for voice in found.voices}


@pytest.fixture
def results(meeting: Meeting) -> Results:
    return Results(conversation(meeting))


def test_merging_takes_all_stretches_of_both(results: Results) -> None:
    merged = decide.merge(results, NOTHING, ["S01", "S03"], "eva", AT)
    assert merged.recording_s == 80.0
    (voice,) = merged.voices
    assert (voice.attendee, voice.by, voice.at) == (None, "eva", AT)
    assert voice.spans == ((0.1, 19.9), (40.1, 59.9), (60.1, 79.9))


def test_a_name_wins_over_what_is_heard_and_is_evidence_of_a_person(meeting: Meeting, results: Results) -> None:
    heard = "Jeg hedder Søren Søndergaard og er ny her."
    assert names(conversation(meeting, opening=heard))["S01"] == "a05"
    told = decide.name(results, NOTHING, "S01", meeting.attendee("a02"), "eva", AT)
    found = conversation(meeting, told, opening=heard)
    assert names(found)["S01"] == "a02"
    assert "a05" not in names(found).values()
    (piece,) = next(voice.evidence for voice in found.voices if voice.voice == "S01")
    assert (piece.kind, piece.attendee, piece.source) == (EvidenceKind.PERSON, "a02", "voices.toml")


def test_a_name_wins_over_apologies_and_takes_the_attendee_from_others(meeting: Meeting, results: Results) -> None:
    heard = "Jeg hedder Søren Søndergaard og er ny her."
    told = decide.name(results, NOTHING, "S02", meeting.attendee("a05"), "", AT)
    told = decide.name(results, told, "S03", meeting.attendee("a06"), "", AT)
    assert names(conversation(meeting, told, opening=heard)) == {"S01": None, "S02": "a05", "S03": "a06"}


def test_nobody_on_the_list_is_a_decision_too(meeting: Meeting, results: Results) -> None:
    told = decide.name(results, NOTHING, "S01", None, "", AT)
    found = conversation(meeting, told, opening="Jeg hedder Søren Søndergaard og er ny her.")
    voice = next(voice for voice in found.voices if voice.voice == "S01")
    assert (voice.attendee, voice.reason) == (None, "person")


def test_an_utterance_goes_to_the_voice_that_has_the_name(meeting: Meeting, results: Results) -> None:
    told = decide.name(results, NOTHING, "S01", meeting.attendee("a02"), "", AT)
    spans = ((22.1, 25.9),)
    told = VoiceDecisions(80.0, (*told.voices, DecidedVoice(spans, attendee="Per Okkels")))
    turns = (*TURNS[:1], ("S02", 20.0, 22.0), ("S01", 22.0, 26.0), ("S02", 26.0, 40.0), *TURNS[2:])
    found = conversation(meeting, told, turns=turns)
    assert {voice_of(found, at) for at in (5, 23, 25, 45)} == {"S01"}
    assert names(found)["S01"] == "a02"


def test_a_corrected_stretch_joins_a_voice_named_by_what_is_heard(meeting: Meeting) -> None:
    told = VoiceDecisions(80.0, (DecidedVoice(((22.1, 25.9),), attendee="Søren Søndergaard"),))
    turns = (*TURNS[:1], ("S02", 20.0, 22.0), ("S04", 22.0, 26.0), ("S02", 26.0, 40.0), *TURNS[2:])
    found = conversation(meeting, told, turns=turns, opening="Jeg hedder Søren Søndergaard og er ny her.")
    assert names(found) == {"S01": "a05", "S02": None, "S03": None}
    assert voice_of(found, 23) == "S01"
    kinds = {piece.kind for voice in found.voices if voice.voice == "S01" for piece in voice.evidence}
    assert kinds == {EvidenceKind.INTRODUCES_SELF, EvidenceKind.PERSON}


def test_what_no_longer_fits_is_marked_and_kept_out(meeting: Meeting) -> None:
    gone = VoiceDecisions(80.0, (DecidedVoice(((0.1, 19.9),), attendee="Ole Udtrådt"),))
    found = conversation(meeting, gone, opening="Jeg hedder Søren Søndergaard og er ny her.")
    assert names(found)["S01"] is None
    assert "decision-not-on-list" in [remark.code for remark in found.remarks]
    other = VoiceDecisions(500.0, (DecidedVoice(((0.1, 19.9),), attendee="Per Okkels"),))
    found = conversation(meeting, other)
    assert set(names(found).values()) == {None}
    assert "decisions-stale" in [remark.code for remark in found.remarks]
    nowhere = VoiceDecisions(80.0, (DecidedVoice(((79.95, 79.99),), attendee="Per Okkels"),))
    assert "decision-without-words" in [remark.code for remark in conversation(meeting, nowhere).remarks]


def test_namesakes_are_told_apart_by_title(meeting: Meeting, results: Results) -> None:
    twins = replace(meeting, attendees=(*meeting.attendees, replace(meeting.attendees[4], key="a08", title="læge")))
    told = decide.name(results, NOTHING, "S01", twins.attendee("a08"), "", AT)
    assert names(conversation(twins, told))["S01"] == "a08"


def test_merging_then_naming_without_a_run_between_names_the_whole(meeting: Meeting, results: Results) -> None:
    told = decide.merge(results, NOTHING, ["S01", "S03"], "", AT)
    told = decide.name(results, told, "S03", meeting.attendee("a02"), "", AT)
    (voice,) = told.voices
    assert voice.attendee == "Per Okkels"
    assert voice.spans[0] == (0.1, 19.9)
    assert voice.spans[-1][1] == 79.9


def test_naming_a_voice_leaves_what_was_decided_of_its_utterances(meeting: Meeting, results: Results) -> None:
    one = VoiceDecisions(80.0, (DecidedVoice(((2.1, 5.9),), attendee="Per Hansen"),))
    told = decide.name(results, one, "S01", meeting.attendee("a02"), "", AT)
    assert {voice.attendee: voice.spans for voice in told.voices} == {
        "Per Hansen": ((2.1, 5.9),),
        "Per Okkels": ((0.1, 2.1), (5.9, 19.9), (40.1, 59.9)),
    }


def test_voices_of_two_people_are_not_merged(meeting: Meeting, results: Results) -> None:
    told = decide.name(results, NOTHING, "S01", meeting.attendee("a02"), "", AT)
    told = decide.name(results, told, "S02", meeting.attendee("a05"), "", AT)
    with pytest.raises(InputError, match="Per Okkels and Søren"):
        decide.merge(results, told, ["S01", "S02"], "", AT)
    joined = decide.merge(results, told, ["S01", "S03"], "", AT)
    assert sorted(str(voice.attendee) for voice in joined.voices) == ["Per Okkels", "Søren Søndergaard"]


def test_splitting_at_a_time(results: Results) -> None:
    told = decide.split_at(results, NOTHING, "S01", 50.0, "", AT)
    assert [voice.spans for voice in told.voices] == [((0.1, 19.9), (40.1, 49.9)), ((50.1, 59.9),)]
    with pytest.raises(InputError, match="says nothing after 70"):
        decide.split_at(results, NOTHING, "S01", 70.0, "", AT)


def sound(*who: tuple[float, float, int]) -> tuple[LocalEmbeddings, SpeechActivity]:
    """Units of one second, that sound like whoever speaks then."""
    generator = np.random.default_rng(0)
    voices = np.linalg.qr(generator.normal(size=(64, 4)))[0].T
    frames = np.array([(at * 50, at * 50 + 50) for at in range(80)])
    heard = [next((voice for begin, end, voice in who if begin <= at + 0.5 < end), 0) for at in range(80)]
    vectors = voices[heard] + generator.normal(0, 0.03, (80, 64))
    embeddings = LocalEmbeddings("m", 0.65, frames, np.ones(80, np.int64), unit_length(vectors))
    activity = SpeechActivity((), np.ones(4000, np.float16), 0.02, 0.02, np.zeros((1, 500, 3), np.uint8), 2.0, 10.0)
    return embeddings, activity


def test_splitting_by_sound(results: Results) -> None:
    heard = sound((0, 20, 0), (20, 40, 1), (40, 60, 2), (60, 80, 3))
    told = decide.split_into(results, NOTHING, "S01", 2, *heard, OPTIONS, "", AT)
    assert [voice.spans for voice in told.voices] == [((0.1, 19.9),), ((40.1, 59.9),)]


def test_splitting_ignores_a_second_that_sounds_odd(results: Results) -> None:
    heard = sound((0, 20, 0), (50, 51, 3), (40, 60, 2))
    told = decide.split_into(results, NOTHING, "S01", 2, *heard, OPTIONS, "", AT)
    assert len(told.voices) == 2
    assert sum(len(voice.spans) for voice in told.voices) == 2


def test_one_person_is_not_split_by_sound(results: Results) -> None:
    heard = sound((0, 20, 0), (40, 60, 0))
    with pytest.raises(InputError, match="does not sound like 9 people"):
        decide.split_into(results, NOTHING, "S01", 9, *heard, OPTIONS, "", AT)


def test_what_is_left_between_two_words_is_no_decision(results: Results) -> None:
    told = decide.name(results, NOTHING, "S01", None, "", AT)
    told = decide.split_at(results, told, "S01", 50.0, "", AT)  # the first decision held the silence around 50 s
    assert [voice.spans for voice in told.voices] == [((0.1, 19.9), (40.1, 49.9)), ((50.1, 59.9),)]


def test_forgetting(meeting: Meeting, results: Results) -> None:
    told = decide.name(results, NOTHING, "S01", meeting.attendee("a02"), "", AT)
    told = decide.name(results, told, "S02", meeting.attendee("a05"), "", AT)
    assert [voice.attendee for voice in decide.forget(results, told, "S01").voices] == ["Søren Søndergaard"]
    assert len(decide.forget(results, told, "u0001").voices) == 2  # the rest of the voice stays decided
    with pytest.raises(InputError, match="nothing was decided"):
        decide.forget(results, told, "S03")


@pytest.mark.parametrize("target", ["S09", "u0999", ""])
def test_what_is_not_there_cannot_be_named(meeting: Meeting, results: Results, target: str) -> None:
    with pytest.raises(InputError, match="no such voice"):
        decide.name(results, NOTHING, target, meeting.attendee("a02"), "", AT)


def labelled(meeting: Meeting, decided: VoiceDecisions = NOTHING, timed: bool = False) -> Conversation:
    said = [("Taler 1", "Vi begynder nu med sagen."), ("Taler 2", "Det er godt."), ("Taler 3", "Ja, det er det.")]
    segments = tuple(
        Segment(who, text, at * 10.0 if timed else None, at * 10.0 + 8 if timed else None)
        for at, (who, text) in enumerate(said)
    )
    transcript = PlatformTranscript(Path("m.json"), "seglst", segments, {})
    return identify_platform(meeting, transcript, OPTIONS, silent, decided=decided)


@pytest.mark.parametrize("timed", [False, True])
def test_labels_of_a_transcript_are_decided_by_label(meeting: Meeting, timed: bool) -> None:
    results = Results(labelled(meeting, timed=timed), labelled=True)
    told = decide.merge(results, NOTHING, ["Taler 1", "Taler 3"], "", AT)
    told = decide.name(results, told, "Taler 1", meeting.attendee("a02"), "", AT)
    assert [(voice.labels, voice.attendee) for voice in told.voices] == [(("Taler 1", "Taler 3"), "Per Okkels")]
    found = labelled(meeting, told, timed)
    assert names(found) == {"Taler 1": "a02", "Taler 2": None}
    assert [u.voice for u in found.utterances] == ["Taler 1", "Taler 2", "Taler 1"]


def test_an_utterance_of_a_transcript(meeting: Meeting) -> None:
    results = Results(labelled(meeting, timed=True), labelled=True)
    told = decide.name(results, NOTHING, "u0002", meeting.attendee("a02"), "", AT)
    found = labelled(meeting, told, timed=True)
    assert [u.voice for u in found.utterances] == ["Taler 1", "D01", "Taler 3"]
    assert names(found)["D01"] == "a02"
    with pytest.raises(InputError, match="has no times"):
        decide.name(Results(labelled(meeting), labelled=True), NOTHING, "u0002", meeting.attendee("a02"), "", AT)


def test_an_hour_of_decisions_cost_seconds(meeting: Meeting) -> None:
    """Twenty-three voices, a turn every eight seconds, all of them named."""
    people = tuple(replace(meeting.attendees[1], key=f"p{at:02d}", name=f"Navn {at:02d}") for at in range(23))
    crowd = replace(meeting, attendees=people)
    words = tuple(Word(f"ord{at}.", at * 0.4, at * 0.4 + 0.3) for at in range(9_000))
    turns = tuple(Turn(f"S{at % 23:02d}", at * 8.0, at * 8.0 + 8.0) for at in range(450))
    transcript, diarization = Transcript("da", "m", words), Diarization(turns, turns)

    def run(decided: VoiceDecisions) -> Conversation:
        return identify(crowd, transcript, diarization, None, OPTIONS, silent, 3_600.0, decided=decided)

    results = Results(run(NOTHING))
    told = NOTHING
    begun = time.process_time()
    for at, person in enumerate(people):
        told = decide.name(results, told, f"S{at:02d}", person, "", AT)
    assert time.process_time() - begun < 5
    begun = time.process_time()
    found = run(told)
    assert time.process_time() - begun < 5
    assert names(found) == {f"S{at:02d}": person.key for at, person in enumerate(people)}
