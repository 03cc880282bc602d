"""The measures of `referat evaluate agenda`, and reading the three corpora."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from align_meetings import WordVectors

from pipeline.errors import InputError
from pipeline.evaluate.agenda import evaluate_agenda, pk, score, window_diff
from pipeline.evaluate.agenda_data import load
from pipeline.evaluate.agenda_vectors import KeptVectors

if TYPE_CHECKING:
    from pathlib import Path


def qmsum(folder: Path, **changes: object) -> Path:
    raw: dict[str, object] = {
        "topic_list": [
            {"topic": "School buses", "relevant_text_span": [["0", "2"]]},
            {"topic": "Water prices", "relevant_text_span": [["4", "6"]]},
        ],
        "meeting_transcripts": [
            {"speaker": f"S{i % 2}", "content": "The school buses are late." if i < 4 else "The water prices went up."}
            for i in range(7)
        ],
    }
    (folder / "qmsum" / "val").mkdir(parents=True)
    (folder / "qmsum" / "val" / "education_1.json").write_text(json.dumps({**raw, **changes}), encoding="utf-8")
    return folder


def test_a_perfect_segmentation_has_no_error_and_none_has_some() -> None:
    truth = [0] * 5 + [1] * 5
    assert pk(truth, truth) == window_diff(truth, truth) == 0
    for measure in (pk, window_diff):
        missed = measure(truth, [0] * 10)
        assert missed is not None
        assert missed > 0.2


def test_a_boundary_nearly_right_costs_less_than_one_far_off() -> None:
    truth = [0] * 10 + [1] * 10
    near, far = (pk(truth, [0] * n + [1] * (20 - n)) for n in (9, 3))
    assert near is not None
    assert far is not None
    assert near < far


def test_a_transcript_shorter_than_the_window_has_no_pk() -> None:
    assert pk([0], [0]) is None


def test_unannotated_utterances_are_not_scored(tmp_path: Path) -> None:
    (case,) = load(qmsum(tmp_path))
    assert len(case.conversation.utterances) == 7
    assert len(case.reference) == 6
    wrong_there = {u.id: case.reference.get(u.id, 99) for u in case.conversation.utterances}
    assert score(case, wrong_there).accuracy == 1


def test_the_report_counts_and_averages(tmp_path: Path) -> None:
    report = evaluate_agenda(qmsum(tmp_path), encoder=WordVectors())
    rows = {row.group: row for row in report.rows() if row.half == "all"}
    assert rows["QMSum committee"].accuracy == rows["QMSum, all"].accuracy == 1
    assert (rows["QMSum, all"].meetings, rows["QMSum, all"].items, rows["QMSum, all"].utterances) == (1, 2, 6)
    assert "| QMSum committee | all | 1 | 2 | 6 | 1.000 |" in report.table()


def test_every_second_meeting_is_held_out(tmp_path: Path) -> None:
    data = qmsum(tmp_path)
    (first,) = (data / "qmsum" / "val").iterdir()
    for number in (2, 3):
        (first.parent / f"education_{number}.json").write_bytes(first.read_bytes())
    report = evaluate_agenda(data, encoder=WordVectors())
    assert [case.held_out for case in report.cases] == [False, True, False]
    assert {row.half: row.meetings for row in report.rows() if row.group == "QMSum, all"} == {
        "developed": 2, "held out": 1, "all": 3
    }  # fmt: skip


def test_kept_vectors_are_the_same_and_are_not_computed_again(tmp_path: Path) -> None:
    def never() -> WordVectors:
        raise AssertionError("everything is kept")

    path = tmp_path / "cache" / "vectors.sqlite"
    texts = ["budget og regnskab", "svømmehal", "budget og regnskab"]
    new = KeptVectors(WordVectors, path).passages(texts)
    kept = KeptVectors(never, path).passages(texts[::-1])
    assert np.array_equal(new[::-1], kept)
    assert np.allclose(new, WordVectors().passages(texts), atol=1e-3)
    with pytest.raises(AssertionError, match="everything is kept"):
        KeptVectors(never, path).queries(texts)  # a title is encoded in another way than speech


@pytest.mark.parametrize("changes", [{"topic_list": [{}]}, {"meeting_transcripts": 3}])
def test_a_file_that_is_not_a_meeting_is_named(tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(InputError, match=r"education_1\.json"):
        list(load(qmsum(tmp_path, **changes)))


def test_a_folder_without_meetings_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no meetings"):
        list(load(tmp_path))


def test_real_sittings_are_read_with_their_headings(shared_data: Path) -> None:
    cases = [case for case in load(shared_data, limit=1) if case.group.startswith("Folketing")]
    assert [case.group for case in cases] == [
        "Folketing",
        "Folketing, announcements removed",
        "Folketing, chair removed",
    ]
    counts = [len(case.reference) for case in cases]
    assert counts[0] > counts[1] > counts[2] > 100
    assert all(
        0 <= item < len(case.meeting.items) for case in cases for item in case.reference.values() if item is not None
    )
