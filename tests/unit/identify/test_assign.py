from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.identify.assign import Pointer, assign
from pipeline.identify.options import IdentifyOptions
from pipeline.meeting import Attendance, Attendee
from pipeline.transcript import EvidenceKind as Kind
from pipeline.transcript import VoiceName

OPTIONS = IdentifyOptions()
PEOPLE = tuple(Attendee(f"a{at}", f"Person {at}") for at in range(4))
ABSENT = Attendee("a9", "Absent Person", attendance=Attendance.APOLOGIES)


def name(pointers: list[Pointer], voices: tuple[str, ...] = ("A", "B")) -> dict[str, VoiceName]:
    names, _ = assign(voices, (*PEOPLE, ABSENT), pointers, OPTIONS, "da")
    return {found.voice: found for found in names}


def test_strong_evidence_names_a_voice_and_is_kept() -> None:
    pointer = Pointer(Kind.INTRODUCES_SELF, "A", ("a1",), 4.5, "u0003", 12.0)
    found = name([pointer])["A"]
    assert (found.attendee, found.reason) == ("a1", "")
    assert [(e.kind, e.utterance_id, e.at_s) for e in found.evidence] == [(Kind.INTRODUCES_SELF, "u0003", 12.0)]
    assert found.margin == pytest.approx(4.5)


def test_nothing_said_is_no_evidence_and_little_is_no_name() -> None:
    found = name([Pointer(Kind.ADDRESSED, "A", ("a1",), 1.0)])
    assert (found["A"].attendee, found["A"].reason) == (None, "margin")
    assert (found["B"].attendee, found["B"].reason) == (None, "no-evidence")


def test_two_voices_that_are_as_likely_one_person_are_not_named() -> None:
    found = name([Pointer(Kind.GIVEN_FLOOR, voice, ("a1",), 5.0) for voice in "AB"])
    assert [found[voice].attendee for voice in "AB"] == [None, None]


def test_people_whose_name_fits_alike_are_told_apart_only_by_other_evidence() -> None:
    both = Pointer(Kind.GIVEN_FLOOR, "A", ("a1", "a2"), 6.0)
    assert name([both])["A"].attendee is None
    other = Pointer(Kind.INTRODUCES_SELF, "B", ("a1",), 9.0)
    assert name([both, other])["A"].attendee == "a2"


def test_independent_kinds_that_disagree_name_nobody_and_tell() -> None:
    pointers = [Pointer(Kind.PLATE, "A", ("a1",), 9.0, at_s=3.0), Pointer(Kind.INTRODUCES_SELF, "A", ("a2",), 4.5)]
    names, remarks = assign(["A"], PEOPLE, pointers, OPTIONS, "en")
    assert (names[0].attendee, names[0].reason) == (None, "conflict")
    assert [remark.code for remark in remarks] == ["voice-conflict"]
    assert "Person 1" in remarks[0].message and "Person 2" in remarks[0].message
    assert {e.attendee for e in names[0].evidence} == {"a1", "a2"}


def test_several_who_introduce_themselves_behind_one_account_are_not_named() -> None:
    pointers = [Pointer(Kind.INTRODUCES_SELF, "A", (key,), 4.5) for key in ("a1", "a2")]
    pointers.append(Pointer(Kind.PLATFORM, "A", ("a1",), 8.0))
    names, remarks = assign(["A"], PEOPLE, pointers, OPTIONS, "da")
    assert names[0].attendee is None
    assert [remark.code for remark in remarks] == ["shared-account"]


def test_apologies_are_reported_and_keep_others_from_being_named_instead() -> None:
    pointers = [Pointer(Kind.GIVEN_FLOOR, "A", ("a9",), 6.0), Pointer(Kind.THANKED, "A", ("a1",), 3.5)]
    names, remarks = assign(["A"], (*PEOPLE, ABSENT), pointers, OPTIONS, "da")
    assert names[0].attendee is None
    assert [remark.code for remark in remarks] == ["apologies-speak"]


@pytest.mark.parametrize("n_people", [1, 200])
def test_lists_of_one_and_of_two_hundred(n_people: int) -> None:
    people = [Attendee(f"p{at}", f"Navn {at}") for at in range(n_people)]
    names, _ = assign(["A", "B"], people, [Pointer(Kind.INTRODUCES_SELF, "B", ("p0",), 4.5)], OPTIONS, "da")
    assert [found.attendee for found in names] == [None, "p0"]


def test_nobody_on_the_list() -> None:
    names, _ = assign(["A"], [], [], OPTIONS, "da")
    assert names[0].attendee is None


keys = st.lists(st.sampled_from(["a0", "a1", "a2", "a3", "a9"]), min_size=1, max_size=2, unique=True).map(tuple)
pointer_lists = st.lists(
    st.builds(
        Pointer,
        st.sampled_from([Kind.GIVEN_FLOOR, Kind.THANKED, Kind.INTRODUCES_SELF, Kind.PLATE, Kind.CHAIRS]),
        st.sampled_from("ABCDEF"),
        keys,
        st.sampled_from([-2.5, 0.7, 1.5, 3.2, 4.5, 8.0]),
    ),
    max_size=25,
)


@given(pointer_lists)
@settings(max_examples=150, deadline=None)
def test_names_are_one_to_one_above_the_margin_and_never_the_absent(pointers: list[Pointer]) -> None:
    names, _ = assign(list("ABCDEF"), (*PEOPLE, ABSENT), pointers, OPTIONS, "da")
    given_names = [found.attendee for found in names if found.attendee]
    assert [found.voice for found in names] == list("ABCDEF")
    assert len(given_names) == len(set(given_names))
    assert "a9" not in given_names
    assert all(found.margin >= OPTIONS.min_margin for found in names if found.attendee)
    assert all(bool(found.reason) == (found.attendee is None) for found in names)
    assert all(any(e.weight > 0 and e.attendee == f.attendee for e in f.evidence) for f in names if f.attendee)


@given(pointer_lists, st.integers(0, 1000))
@settings(max_examples=100, deadline=None)
def test_order_does_not_matter(pointers: list[Pointer], seed: int) -> None:
    mixed = random.Random(seed)
    voices, people, shuffled = list("ABCDEF"), [*PEOPLE, ABSENT], pointers[:]
    names, _ = assign(voices, people, pointers, OPTIONS, "da")
    for sequence in (voices, people, shuffled):
        mixed.shuffle(sequence)
    again, _ = assign(voices, people, shuffled, OPTIONS, "da")
    assert {n.voice: n.attendee for n in names} == {n.voice: n.attendee for n in again}
