from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.activity import Span, SpeechActivity
from pipeline.minutes import Statement, StatementKind
from pipeline.recording import Part, Recording
from pipeline.store.codec import read_value, to_jsonable, write_value
from pipeline.transcript import Diarization, Gap, Transcript, Turn, Word

seconds = st.floats(0, 1e5)
words = st.builds(Word, st.text(min_size=1), st.none() | seconds, st.none() | seconds, st.none() | st.floats(0, 1))
transcripts = st.builds(
    Transcript,
    language=st.sampled_from(["da", "en"]),
    model_id=st.text(),
    words=st.lists(words).map(tuple),
    gaps=st.lists(st.builds(Gap, seconds, seconds, st.text())).map(tuple),
)


@settings(max_examples=50, deadline=None)
@given(transcripts)
def test_a_transcript_comes_back_as_it_was(transcript: Transcript) -> None:
    with TemporaryDirectory() as folder:
        write_value(transcript, Path(folder))
        assert read_value(Transcript, Path(folder)) == transcript


def test_arrays_come_back_with_their_type_and_do_not_stand_in_the_json(tmp_path: Path) -> None:
    activity = SpeechActivity(
        regions=(Span(0.5, 1.25),),
        probability=np.array([0.25, 1.0], dtype=np.float16),
        frame_step_s=0.02,
        frame_duration_s=0.06,
        chunks=np.ones((2, 3, 3), dtype=np.uint8),
        chunk_step_s=1.0,
        chunk_duration_s=10.0,
    )
    write_value(activity, tmp_path)
    back = read_value(SpeechActivity, tmp_path)
    assert back.regions == activity.regions
    assert back.probability.dtype == np.float16
    np.testing.assert_array_equal(back.probability, activity.probability)
    np.testing.assert_array_equal(back.chunks, activity.chunks)
    assert "array-0.npy" in (tmp_path / "value.json").read_text()


def test_an_embedding_for_each_voice_comes_back(tmp_path: Path) -> None:
    turns = (Turn("v1", 0.0, 1.0), Turn("v2", 0.5, 2.0))
    write_value(Diarization(turns, turns, {"v1": np.zeros(4, np.float32), "v2": np.ones(4, np.float32)}), tmp_path)
    back = read_value(Diarization, tmp_path)
    assert back.turns == turns
    np.testing.assert_array_equal(back.embeddings["v2"], np.ones(4, np.float32))


def test_an_artifact_can_be_moved_with_the_files_in_it(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    (made / "waveform.i16").write_bytes(np.array([1, -2], "<i2").tobytes())
    outside = tmp_path / "meeting.mp4"
    write_value(Recording(made / "waveform.i16", 2, (Part(outside, 0.0, 2 / 16_000, False),)), made)
    made.rename(tmp_path / "moved")
    back = read_value(Recording, tmp_path / "moved")
    assert back.memory_map().tolist() == [1, -2]
    assert back.parts[0].path == outside


def test_a_value_that_breaks_a_rule_of_its_type_is_not_read(tmp_path: Path) -> None:
    write_value(Statement("s1", StatementKind.REMARK, "Det blev bemærket.", ("u0001",)), tmp_path)
    text = (tmp_path / "value.json").read_text(encoding="utf-8").replace('["u0001"]', "[]")
    (tmp_path / "value.json").write_text(text, encoding="utf-8")
    with pytest.raises(Exception, match="structuring Statement") as failure:
        read_value(Statement, tmp_path)
    assert "no evidence" in str(failure.value.__cause__ or failure.value.exceptions)  # type: ignore[attr-defined]


def test_output_files_hold_plain_values() -> None:
    assert to_jsonable((Turn("v1", 0.0, 1.0),)) == [{"voice": "v1", "start_s": 0.0, "end_s": 1.0}]
