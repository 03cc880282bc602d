"""Enrolled voices: with consent only, encrypted, compared within one model, and deleted to the last byte."""

from __future__ import annotations

import base64
import json
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import InputError
from pipeline.identify import IdentifyOptions, identify
from pipeline.meeting import Attendee, Body, Meeting, Style
from pipeline.progress import silent
from pipeline.transcript import Conversation, Diarization, EvidenceKind, Transcript, Turn, Word
from pipeline.voiceprints import (
    Consent,
    HeardBefore,
    Piece,
    Voiceprint,
    VoiceprintOptions,
    VoiceprintStore,
    delete,
    heard_before,
    make_key,
    open_store,
    read_key,
)
from pipeline.voiceprints.compare import weight

TODAY = date(2026, 11, 23)
CONSENT = Consent("navngivning i referater", date(2026, 1, 10), date(2028, 1, 10), "underskrevet, sag 26/1234")
BOUNDARY = 0.35


def vector(seed: int) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=192)
    return (drawn / np.linalg.norm(drawn)).astype(np.float32)


def piece(seed: int = 1, digest: str = "d1", seconds: float = 60.0) -> Piece:
    return Piece(vector(seed), seconds, "campplus", digest, "12. møde", date(2026, 3, 1))


def enrolled(
    person: str = "Bettina Lundgren", seed: int = 1, consent: Consent = CONSENT, digest: str = "d1"
) -> Voiceprint:
    return Voiceprint(person, consent, (piece(seed, digest),))


@pytest.fixture
def options(tmp_path: Path) -> VoiceprintOptions:
    found = VoiceprintOptions(enabled=True, store=tmp_path / "voices", key_file=tmp_path / "keys" / "voices.key")
    make_key(found.key_file, found.store)
    return found


@pytest.fixture
def store(options: VoiceprintOptions) -> VoiceprintStore:
    return open_store(options)


def test_it_is_off_unless_asked_for() -> None:
    assert VoiceprintOptions().enabled is False
    with pytest.raises(ValueError, match="store is empty"):
        VoiceprintOptions(enabled=True)


@pytest.mark.parametrize(
    ("consent", "told"),
    [
        (replace(CONSENT, purpose=" "), "purpose is not said"),
        (replace(CONSENT, how=""), "how is not said"),
        (replace(CONSENT, given=date(2027, 1, 1)), "yet to come"),
        (replace(CONSENT, until=date(2026, 11, 22)), "it ended on 2026-11-22"),
        (replace(CONSENT, until=date(2025, 1, 1)), "it ended"),
    ],
)
def test_what_is_no_consent(consent: Consent, told: str) -> None:
    with pytest.raises(InputError, match=told):
        consent.check("Bettina Lundgren", TODAY)
    with pytest.raises(InputError, match="person is not said"):
        CONSENT.check("", TODAY)
    CONSENT.check("Bettina Lundgren", TODAY)


def test_what_is_stored_comes_back_and_cannot_be_read(store: VoiceprintStore) -> None:
    saved = enrolled()
    store.save(saved)
    (found,) = store.all()
    assert (found.person, found.consent, found.id) == (saved.person, saved.consent, saved.id)
    np.testing.assert_array_equal(found.pieces[0].vector, saved.pieces[0].vector)
    assert replace(found.pieces[0], vector=saved.pieces[0].vector) == saved.pieces[0]
    files = [path for path in store.folder.iterdir() if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    everything = b"".join(path.read_bytes() for path in files) + b"".join(str(path).encode() for path in files)
    for secret in (b"Bettina", b"referater", b"26/1234", vector(1).tobytes()[:16], b"campplus"):
        assert secret not in everything


def test_a_wrong_key_and_an_altered_file_are_told_apart(store: VoiceprintStore, tmp_path: Path) -> None:
    store.save(enrolled())
    make_key(tmp_path / "other.key", store.folder)
    other = VoiceprintStore(store.folder, read_key(tmp_path / "other.key", store.folder))
    with pytest.raises(InputError, match="encrypted with another key") as failure:
        other.all()
    assert "\n" not in str(failure.value)
    (path,) = store.folder.glob("*.voice")
    whole = path.read_bytes()
    for altered in (whole[:-1] + bytes([whole[-1] ^ 1]), whole[:30], whole[:20] + b"\0" + whole[21:]):
        path.write_bytes(altered)
        with pytest.raises(InputError, match=r"was altered|is damaged"):
            store.all()
    path.write_bytes(whole)
    moved = path.with_name("0" * 32 + ".voice")
    path.rename(moved)
    with pytest.raises(InputError, match="was altered"):
        store.all()


def test_the_key_is_private_apart_and_never_replaced(options: VoiceprintOptions) -> None:
    assert stat.S_IMODE(options.key_file.stat().st_mode) == 0o600
    with pytest.raises(InputError, match="there is a file already"):
        make_key(options.key_file, options.store)
    with pytest.raises(InputError, match="lies in the store"):
        make_key(options.store / "key", options.store)
    options.key_file.chmod(0o644)
    with pytest.raises(InputError, match="can be read by others"):
        open_store(options)
    options.key_file.chmod(0o600)
    options.key_file.write_text("no key")
    with pytest.raises(InputError, match="is not a key"):
        open_store(options)
    options.key_file.unlink()
    with pytest.raises(InputError, match="no such key"):
        open_store(options)


def test_a_new_piece_must_sound_like_the_voice() -> None:
    before = enrolled()
    near = replace(piece(), vector=(lambda v: (v / np.linalg.norm(v)).astype(np.float32))(vector(1) + 0.5 * vector(2)))
    after = before.improved(near, BOUNDARY)
    assert len(after.pieces) == 2
    centre = after.centre("d1")
    assert centre is not None
    assert np.linalg.norm(centre) == pytest.approx(1.0, abs=1e-5)
    assert float(centre @ vector(2)) > float(vector(1) @ vector(2))
    with pytest.raises(InputError, match="does not sound like"):
        before.improved(piece(7), BOUNDARY)
    assert len(before.improved(piece(7, digest="another model"), BOUNDARY).pieces) == 2


def test_only_the_latest_pieces_are_kept() -> None:
    found = enrolled()
    for _ in range(30):
        found = found.improved(piece(), BOUNDARY)
    assert len(found.pieces) == 20


def meeting(*names: str) -> Meeting:
    people = tuple(Attendee(f"a{at:02d}", name) for at, name in enumerate(names, start=1))
    return Meeting("Møde", "da", None, None, "", Style.EXTENDED, Body(), people, ())


BOARD = meeting("Bettina Lundgren", "Per Okkels")


def diarized(*seeds: int, seconds: float = 20.0) -> Diarization:
    turns = tuple(Turn(f"S{at:02d}", (at - 1) * 20.0, (at - 1) * 20.0 + seconds) for at in range(1, len(seeds) + 1))
    return Diarization(turns, turns, {turn.voice: vector(seed) for turn, seed in zip(turns, seeds, strict=True)})


def compared(
    options: VoiceprintOptions, who: Meeting = BOARD, digest: str = "d1", today: date = TODAY, seconds: float = 20.0
) -> HeardBefore:
    results = options.store.parent / "out" / ".store"
    found = heard_before(options, who, diarized(1, 5, seconds=seconds), digest, BOUNDARY, results, today)
    assert found is not None
    return found


def conversation(known: HeardBefore) -> Conversation:
    words = tuple(Word(f"ord{at}.", at + 0.1, at + 0.9) for at in range(40))
    return identify(
        BOARD, Transcript("da", "m", words), diarized(1, 5), None, IdentifyOptions(), silent, 40.0, heard_before=known
    )


def test_a_voice_that_was_enrolled_is_named_with_that_as_evidence(
    store: VoiceprintStore, options: VoiceprintOptions
) -> None:
    store.save(enrolled())
    found = conversation(compared(options))
    assert {voice.voice: voice.attendee for voice in found.voices} == {"S01": "a01", "S02": None}
    (evidence,) = found.voices[0].evidence
    assert (evidence.kind, evidence.source) == (EvidenceKind.ENROLLED, "voiceprint")
    assert evidence.weight == pytest.approx(6.0)


def test_off_means_nothing_is_read(options: VoiceprintOptions) -> None:
    off = replace(options, enabled=False, key_file=Path("/nowhere"))
    assert heard_before(off, BOARD, diarized(1), "d1", BOUNDARY, Path("out"), TODAY) is None


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (enrolled(consent=replace(CONSENT, until=date(2026, 11, 22))), "voiceprint-expired"),
        (enrolled(consent=replace(CONSENT, purpose="adgangskontrol")), "voiceprint-purpose"),
        (enrolled(digest="d0"), "voiceprint-model"),
    ],
)
def test_what_may_not_be_used_is_said_and_not_used(
    store: VoiceprintStore, options: VoiceprintOptions, found: Voiceprint, code: str
) -> None:
    store.save(found)
    known = compared(options)
    assert known.pointers == ()
    assert [remark.code for remark in known.remarks] == [code]
    assert "Bettina Lundgren" in known.remarks[0].message
    told = conversation(known)
    assert code in [remark.code for remark in told.remarks]
    assert {voice.attendee for voice in told.voices} == {None}


def test_strangers_namesakes_and_snatches_are_left_alone(store: VoiceprintStore, options: VoiceprintOptions) -> None:
    store.save(enrolled())
    assert compared(options, meeting("Per Okkels")) == HeardBefore()
    assert compared(options, meeting("Bettina Lundgren", "Bettina Lundgren")) == HeardBefore()
    assert compared(options, seconds=4.0).pointers == ()


def test_the_weight_of_a_likeness() -> None:
    weights = [weight(cosine / 100, BOUNDARY) for cosine in range(-100, 101)]
    assert weights == sorted(weights)
    assert weight(BOUNDARY, BOUNDARY) < 0 < weight(0.6, BOUNDARY)
    assert (min(weights), max(weights)) == (-6.0, 6.0)


def traces(folder: Path, *needles: bytes) -> list[str]:
    """Files below a folder in whose bytes or name something is found."""
    return [
        f"{path}: {needle!r}"
        for path in folder.rglob("*")
        for needle in needles
        if needle in str(path.relative_to(folder)).encode() or (path.is_file() and needle in path.read_bytes())
    ]


def test_deleting_leaves_no_byte(store: VoiceprintStore, options: VoiceprintOptions, tmp_path: Path) -> None:
    out = tmp_path / "out"
    artifact = out / ".store" / "identify" / "k1"
    artifact.mkdir(parents=True)
    store.save(enrolled())
    store.save(enrolled(consent=replace(CONSENT, purpose="protokol")))
    store.save(enrolled("Per Okkels", seed=5))
    found = conversation(compared(options))
    evidence = [
        {"kind": str(e.kind), "weight": e.weight, "attendee": e.attendee} for v in found.voices for e in v.evidence
    ]
    (artifact / "value.json").write_text(json.dumps({"voices": evidence}))
    (out / "speakers.json").write_text(
        json.dumps({"voices": [{"voice": "S01", "evidence": [*evidence, {"kind": "thanked"}]}],
                    "remarks": [{"code": "voiceprint-expired"}, {"code": "same-name"}]})
    )  # fmt: skip
    hers = [each for each in store.all() if each.person == "Bettina Lundgren"]
    ciphers = [(store.folder / f"{each.id}.voice").read_bytes()[28:60] for each in hers]
    open_files = [(store.folder / f"{each.id}.voice").open("rb") for each in hers]
    plain = [vector(1).tobytes()[:12], base64.b64encode(vector(1).tobytes())[:16], b"Bettina"]
    needles = [*ciphers, *plain, *(each.id.encode() for each in hers), b'"enrolled"']
    assert traces(tmp_path, *needles)

    n_voices, touched = delete(store, "bettina lundgren")
    assert n_voices == 2
    assert len(touched) == 2
    assert traces(tmp_path, *needles) == []
    for file in open_files:  # what the names pointed at is blank, not only unlinked
        with file:
            assert set(file.read()) == {0}
    assert [each.person for each in store.all()] == ["Per Okkels"]
    told = json.loads((out / "speakers.json").read_text())
    assert told["voices"][0]["evidence"] == [{"kind": "thanked"}]
    assert told["remarks"] == [{"code": "same-name"}]
    assert delete(store, "Bettina Lundgren") == (0, [])


def test_consent_for_one_purpose_can_be_withdrawn(store: VoiceprintStore) -> None:
    store.save(enrolled())
    store.save(enrolled(consent=replace(CONSENT, purpose="protokol")))
    assert delete(store, "Bettina Lundgren", "protokol")[0] == 1
    assert [each.consent.purpose for each in store.all()] == ["navngivning i referater"]


def test_what_a_voice_was_before_it_was_improved_is_overwritten(store: VoiceprintStore) -> None:
    first = enrolled()
    store.save(first)
    with (store.folder / f"{first.id}.voice").open("rb") as old:
        store.save(first.improved(piece(), BOUNDARY))
        assert set(old.read()) == {0}
    assert len(store.all()[0].pieces) == 2
    assert store.find("BETTINA LUNDGREN", CONSENT.purpose) is not None
    assert store.find("Bettina Lundgren", "andet") is None
