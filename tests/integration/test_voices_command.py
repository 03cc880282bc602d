"""`referat voices`: what a person decides of voices costs seconds, holds, and never transcribes again."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.cli import main
from pipeline.errors import ResourceError
from pipeline.weights import Registry, default_registry

pytestmark = pytest.mark.models

SECONDS = 30
MEETING = """\
title = "Board meeting"
language = "en"
recording = "meeting.wav"
[[attendee]]
name = "Margaret Ellison"
role = "chair"
[[attendee]]
name = "Anna Winther"
[[attendee]]
name = "Peter Holm"
"""


@pytest.fixture(scope="module")
def folder(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first seconds of the example, run as far as the names."""
    try:
        for model in ("whisper-base", "pyannote-segmentation-3.0", "campplus-zh-en"):
            Registry.load(default_registry()).local(model)
    except ResourceError as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("meeting")
    with av.open(str(repo / "examples/board-meeting/meeting.mp4")) as container:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=16000)
        heard, n_samples = [], 0
        for frame in container.decode(audio=0):
            heard += [out.to_ndarray()[0] for out in resampler.resample(frame)]
            n_samples += frame.samples
            if n_samples > SECONDS * frame.sample_rate:
                break
    with wave.open(str(folder / "meeting.wav"), "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(np.concatenate(heard).astype("<i2").tobytes())
    (folder / "meeting.toml").write_text(MEETING, encoding="utf-8")
    run(folder)
    return folder


def run(folder: Path) -> dict[str, bool]:
    """Run as far as the names; which stages were reused."""
    main_ends(["run", str(folder), "--until", "identify"], 0)
    stages = json.loads((folder / "out" / "run.json").read_text())["stages"]
    return {stage["stage"]: stage["reused"] for stage in stages}


def main_ends(arguments: list[str], status: int) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert (ended.value.code or 0) == status


def speakers(folder: Path) -> dict[str, str | None]:
    told = json.loads((folder / "out" / "speakers.json").read_text())
    return {voice["voice"]: voice["name"] for voice in told["voices"]}


def utterances(folder: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((folder / "out" / "transcript.seglst.json").read_text())
    return found


def voices(folder: Path, *arguments: str, status: int = 0) -> None:
    main_ends(["voices", arguments[0], str(folder), *arguments[1:]], status)


@pytest.fixture
def undecided(folder: Path) -> Path:
    """The meeting without decisions."""
    (folder / "voices.toml").unlink(missing_ok=True)
    run(folder)
    return folder


def test_a_name_holds_and_nothing_is_heard_again(undecided: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = utterances(undecided)
    voice = before[0]["voice"]
    voices(undecided, "name", voice, "Peter Holm", "--by", "eva")
    voices(undecided, "list")
    assert "has changed since the last run" in capsys.readouterr().out
    reused = run(undecided)
    assert [stage for stage, again in reused.items() if not again] == ["diarize", "identify"]
    assert {"media", "speech", "transcribe", "embed"} <= {stage for stage, again in reused.items() if again}
    after = utterances(undecided)
    assert after[0]["speaker"] == "Peter Holm"
    assert [u["words"] for u in after] == [u["words"] for u in before]
    told = json.loads((undecided / "out" / "speakers.json").read_text())["voices"]
    assert [piece["kind"] for v in told if v["name"] == "Peter Holm" for piece in v["evidence"]] == ["person"]
    voices(undecided, "list")
    shown = capsys.readouterr().out
    assert "has changed" not in shown
    assert "decided by eva: Peter Holm" in shown


def test_splitting_and_merging_and_back(undecided: Path) -> None:
    before = utterances(undecided)
    voice = before[0]["voice"]
    own = [u for u in before if u["voice"] == voice]
    middle = own[len(own) // 2]
    voices(undecided, "split", voice, "--at", str(middle["start_time"]))
    run(undecided)
    parts = {
        u["voice"] for u in utterances(undecided) if any(float(u["start_time"]) == float(o["start_time"]) for o in own)
    }
    assert len(parts) == 2
    voices(undecided, "merge", *sorted(parts))
    run(undecided)
    merged = {
        u["voice"] for u in utterances(undecided) if any(float(u["start_time"]) == float(o["start_time"]) for o in own)
    }
    assert len(merged) == 1
    voices(undecided, "forget", "--all")
    assert not (undecided / "voices.toml").exists()
    assert all(run(undecided).values())  # it is all there still
    assert utterances(undecided) == before


def test_an_utterance_goes_to_somebody_and_stays_when_the_bounds_change(undecided: Path) -> None:
    said = utterances(undecided)[0]
    voices(undecided, "name", said["utterance_id"], "Anna Winther")
    run(undecided)
    assert utterances(undecided)[0]["speaker"] == "Anna Winther"
    toml = undecided / "meeting.toml"
    toml.write_text(MEETING + '[[attendee]]\nname = "Laura Bennett"\nattendance = "apologies"\n', encoding="utf-8")
    config = undecided / "config.toml"
    config.write_text("[diarize]\nthreshold = 0.3\n", encoding="utf-8")
    try:
        main_ends(["run", str(undecided), "--until", "identify", "--config", str(config)], 0)
        found = utterances(undecided)
        assert [u["speaker"] for u in found if u["start_time"] == said["start_time"]] == ["Anna Winther"]
    finally:
        toml.write_text(MEETING, encoding="utf-8")


def test_mistakes_are_told_in_a_line_and_nothing_is_written(
    undecided: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, told in (
        (("name", "S99", "Peter Holm"), "no such voice"),
        (("name", "S01", "Peter Holmes"), 'did you mean "Peter Holm"'),
        (("name", "S01"), "whose voice"),
        (("merge", "S01"), "fewer than two"),
        (("split", "S01", "--at", "half past"), "is no time"),
        (("forget",), "what?"),
    ):
        voices(undecided, *arguments, status=2)
        assert told in capsys.readouterr().err
    main_ends(["voices", "list", str(tmp_path)], 2)
    assert not (undecided / "voices.toml").exists()
    main_ends(["voices", "list", str(undecided / "out")], 0)  # the results stand for their meeting


def test_a_voice_is_enrolled_recognised_and_deleted(undecided: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, key, config = undecided / "voices", undecided / "voices.key", undecided / "config.toml"
    config.write_text(f'[voiceprints]\nenabled = true\nstore = "{store}"\nkey_file = "{key}"\n', encoding="utf-8")
    with_config = ["--config", str(config)]
    meeting = ["--meeting", str(undecided)]
    consent = ["--consent-given", "2026-01-10", "--consent-until", "2099-01-10", "--consent-how", "signed form"]
    enrol = ["voices", "enrol", "Peter Holm", *meeting]
    voice = utterances(undecided)[0]["voice"]

    def refused(arguments: list[str], told: str) -> None:
        main_ends(arguments, 2)
        assert told in capsys.readouterr().err

    refused([*enrol, *consent, "--approved", "2026-03-01"], "enrolled voices are off")
    refused([*enrol, *consent, *with_config], "there is no such key")
    main_ends(["voices", "key", *with_config], 0)
    refused([*enrol, "--approved", "2026-03-01", *with_config], "nothing is enrolled without it")
    refused([*enrol, *consent, *with_config], "are the minutes approved")
    refused([*enrol, *consent, "--approved", "2026-03-01", *with_config], "nobody has confirmed")
    assert not list(store.glob("*.voice"))

    voices(undecided, "name", voice, "Peter Holm")
    run(undecided)
    main_ends([*enrol, *consent, "--approved", "2026-03-01", *with_config], 0)
    main_ends(["voices", "enrolled", *with_config], 0)
    assert "Peter Holm" in capsys.readouterr().out
    (undecided / "voices.toml").unlink()

    main_ends(["run", str(undecided), "--until", "identify", *with_config], 0)
    told = json.loads((undecided / "out" / "speakers.json").read_text())["voices"]
    (named,) = [each for each in told if each["voice"] == voice]
    assert named["name"] == "Peter Holm"
    assert {piece["kind"] for piece in named["evidence"]} == {"enrolled"}

    main_ends(["voices", "delete", "Peter Holm", *with_config], 0)
    assert not list(store.glob("*.voice"))
    assert '"enrolled"' not in (undecided / "out" / "speakers.json").read_text()
    assert not any(
        '"enrolled"' in path.read_text() for path in (undecided / "out" / ".store").glob("identify/*/*.json")
    )
    refused(["voices", "delete", "Peter Holm", *with_config], "is not enrolled")
    main_ends(["run", str(undecided), "--until", "identify", *with_config], 0)
    assert "Peter Holm" not in speakers(undecided).values()
    config.unlink()


@pytest.mark.slow
def test_a_clip_of_one_person_is_enrolled(
    shared_data: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Real voices, with the clips that were recorded to enrol them."""
    clips = shared_data / "diarization"
    config = tmp_path / "config.toml"
    config.write_text(
        f'[media]\naccept_truncated = true\n[voiceprints]\nenabled = true\nstore = "{tmp_path / "voices"}"\n'
        f'key_file = "{tmp_path / "voices.key"}"\n'
    )
    main_ends(["voices", "key", "--config", str(config)], 0)
    consent = ["--consent-given", "2026-01-10", "--consent-until", "2099-01-10", "--consent-how", "signed form"]
    for person in ("katie", "steve"):
        clip = clips / f"azure_enrollment_audio_{person}.wav"
        if not clip.is_file():
            pytest.skip("needs the enrolment clips")
        main_ends(["voices", "enrol", person.title(), "--clip", str(clip), *consent, "--config", str(config)], 0)
    both = ["--clip", str(clips / "azure_katiesteve_mono.wav")]
    main_ends(["voices", "enrol", "Nobody", *both, *consent, "--config", str(config)], 2)
    assert "2 people are heard" in capsys.readouterr().err
    steves = ["--clip", str(clips / "azure_enrollment_audio_steve.wav")]
    main_ends(["voices", "enrol", "Katie", *steves, *consent, "--config", str(config)], 2)
    assert "does not sound like the voice enrolled for Katie" in capsys.readouterr().err

    meeting = tmp_path / "meeting"
    meeting.mkdir()
    (meeting / "both.wav").write_bytes((clips / "azure_katiesteve_mono.wav").read_bytes())
    people = '[[attendee]]\nname = "Katie"\n[[attendee]]\nname = "Steve"\n'
    (meeting / "meeting.toml").write_text(f'title = "Two"\nlanguage = "en"\nrecording = "both.wav"\n{people}')
    main_ends(["run", str(meeting), "--until", "identify", "--config", str(config)], 0)
    told = json.loads((meeting / "out" / "speakers.json").read_text())["voices"]
    positive = {
        (each["voice"], piece["attendee"]) for each in told for piece in each["evidence"] if piece["weight"] > 0
    }
    assert positive == {("S01", "a01")}  # Katie, who opens; Steve speaks for four seconds, which is too little
    assert all(each["attendee"] in (None, "a01") for each in told)
