"""What ``referat evaluate asr`` counts, and the sound it makes for itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import InputError
from pipeline.evaluate.asr import AsrReport, Clip, Counts, load, normalise, word_counts
from pipeline.evaluate.asr.corpus import Segment, speechless
from pipeline.evaluate.asr.evaluation import score
from pipeline.evaluate.asr.measures import name_counts
from pipeline.transcript import Gap, Transcript, Word


def test_rates_of_files_are_added_as_counts() -> None:
    short = word_counts(["a"], ["b"])
    long = word_counts(["a"] * 9, ["a"] * 9)
    assert (short + long).rate == pytest.approx(0.1)
    assert Counts().rate is None
    assert word_counts([], ["b", "c"]).insertions == 2
    assert word_counts(["b", "c"], []).deletions == 2


def test_only_fillers_and_signs_are_normalised() -> None:
    assert normalise("Mm-hmm, øh – 100 % er 'Kay!", "da") == ["100", "er", "kay"]
    assert normalise("Er, I, uh, see.") == ["i", "see"]
    assert normalise("realising") != normalise("realizing")


def test_a_name_in_the_wrong_place_is_false() -> None:
    found = name_counts(["tak", "anna", "og", "per"], ["tak", "hanne", "anna", "per"], {"anna", "per"})
    assert (found.said, found.found) == (2, 2)
    assert name_counts(["det", "er", "godt"], ["det", "per", "godt"], {"per"}).false == 1


def test_a_transcript_is_scored_before_and_after_correction() -> None:
    clip = Clip("m", "g", None, (Segment("Tak Bettina", 1.0, 2.0),), "da", names=("Bettina Lund",))
    words = (Word("Tak", 1.1, 1.4, 0.9), Word("Bettina", 1.4, 2.0, 0.5, heard="Betina"))
    found = score(clip, Transcript("da", "m", words, (Gap(5.0, 7.0, "loop"),)), 10.0, 2.0)
    assert (found.words.errors, found.words_uncorrected.errors) == (0, 1)
    assert (found.names_uncorrected.found, found.names.found, found.names.said) == (0, 1, 1)
    assert found.start_errors_s == pytest.approx((0.1,))
    assert found.gaps_s == 2.0
    table = AsrReport("m", "auto", (found,)).table()
    assert "0 of 1 found before correction, 1 after" in table
    assert "median error 100 ms" in table


def test_invented_words_are_counted_where_nobody_speaks() -> None:
    clip = Clip("hum", "speechless", None, (), "en")
    found = score(clip, Transcript("en", "m", (Word("you", 1.0, 2.0, 0.5),)), 60.0, 1.0)
    assert found.speechless
    assert "1 words in 1.0 min (hum 1)" in AsrReport("m", "auto", (found,)).table()


def test_layouts_are_found(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x-de-001.wav").touch()
    (tmp_path / "a" / "x-de-001.txt").write_text("guten Tag", encoding="utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "u1.wav").touch()
    (tmp_path / "b" / "refs.tsv").write_text("file\treference\tstatus\nu1.wav\tdet er ikke mig\tfixed\n", "utf-8")
    found = {clip.name: clip for clip in load(tmp_path)}
    assert found["x-de-001"].language == "de"
    assert (found["u1"].language, found["u1"].text) == ("da", "det er ikke mig")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no sound"):
        load(tmp_path / "empty")


def test_made_sound_is_what_it_is_called() -> None:
    clips = {clip.name: clip.samples for clip in speechless(2.0)}
    assert all(samples is not None and len(samples) == 32_000 for samples in clips.values())
    silence, hum = clips["silence"], clips["hum"]
    assert silence is not None
    assert hum is not None
    assert not silence.any()
    spectrum = np.abs(np.fft.rfft(hum.astype(float)))
    assert np.fft.rfftfreq(len(hum), 1 / 16_000)[spectrum.argmax()] == pytest.approx(50.0, abs=1)
