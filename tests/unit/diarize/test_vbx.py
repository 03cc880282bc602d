"""Clustering in a PLDA space, and which weights are taken when nothing is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from simulated_meeting import frames_of, segmented, sounding

from pipeline.diarize import VoiceBounds, chosen, cluster
from pipeline.diarize.linkage import Linkage
from pipeline.diarize.vbx import vbx
from pipeline.weights import Registry

MEETING = [(1.0, 9.0, 0), (10.0, 18.0, 1), (19.0, 27.0, 2), (28.0, 36.0, 0), (37.0, 45.0, 1), (46.0, 54.0, 2)]


def speakers(n_speakers: int, n_each: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features as PLDA has them: variance 1 within a speaker, `between` among speakers."""
    generator = np.random.default_rng(seed)
    between = np.linspace(30.0, 1.0, 64)
    means = generator.normal(size=(n_speakers, 64)) * np.sqrt(between)
    truth = np.repeat(np.arange(n_speakers), n_each)
    return means[truth] + generator.normal(size=(len(truth), 64)), between, truth


@pytest.mark.parametrize("n_speakers", [1, 2, 5])
def test_too_many_clusters_become_one_a_speaker(n_speakers: int) -> None:
    features, between, truth = speakers(n_speakers, 40)
    started = truth * 3 + np.arange(len(truth)) % 3  # each speaker in three clusters
    found = vbx(features, between, started)
    assert len(np.unique(found)) == n_speakers
    assert all(len(np.unique(found[truth == one])) == 1 for one in range(n_speakers))


def test_one_item_is_one_speaker() -> None:
    features, between, _ = speakers(1, 1)
    assert vbx(features, between, np.zeros(1, dtype=np.int64)).tolist() == [0]


def test_labels_start_a_linkage() -> None:
    similarity = np.eye(4, dtype=np.float32)
    linkage = Linkage.grouped(similarity, np.ones(4), np.array([0, 1, 0, 1]))
    assert linkage.labels().tolist() == [0, 1, 0, 1]
    assert sorted(linkage.weights.tolist()) == [0.0, 0.0, 2.0, 2.0]


def test_voices_are_found_in_the_plda_space_and_bounds_hold() -> None:
    active = frames_of(MEETING, 60.0, 3)
    activity = segmented(active)
    heard = sounding(active, activity)
    generator = np.random.default_rng(0)
    between = np.linspace(30.0, 1.0, 32).astype(np.float32)
    means = generator.normal(size=(3, 32)) * np.sqrt(between)
    share = np.array([active[first:last].mean(axis=0) for first, last in heard.frames])
    features = (share @ means + generator.normal(size=(len(share), 32))).astype(np.float32)
    told = replace(heard, features=features, between=between)
    found = cluster(told, activity)
    assert [turn.voice for turn in found.turns] == ["S01", "S02", "S03", "S01", "S02", "S03"]
    assert len(cluster(told, activity, VoiceBounds(1, 2)).embeddings) == 2


REGISTRY = "".join(
    f'[[model]]\nid = "{name}"\nrole = "{role}"\nformat = "pyannote"\nlicence = "MIT"\nlanguages = ["*"]\n'
    f'file = [{{ name = "pytorch_model.bin" }}]\n[[model.source]]\npath = "{name}"\n'
    for name, role in (
        ("pyannote-community-1-segmentation", "segmentation"),
        ("pyannote-community-1-embedding", "embedding"),
    )
)


def test_community_1_is_taken_when_both_halves_are_here(tmp_path: Path) -> None:
    (tmp_path / "registry.toml").write_text(REGISTRY)
    registry = Registry.load(tmp_path / "registry.toml", cache=tmp_path / "cache")
    assert chosen(registry, "embedding", "auto") == "campplus-zh-en"
    for name in ("pyannote-community-1-segmentation", "pyannote-community-1-embedding"):
        assert chosen(registry, "segmentation", "auto") == "pyannote-segmentation-3.0"
        (tmp_path / name).mkdir()
        torch.save({"state_dict": {}}, tmp_path / name / "pytorch_model.bin")
        registry.pull(name)
    assert chosen(registry, "segmentation", "auto") == "pyannote-community-1-segmentation"
    assert chosen(registry, "embedding", "auto") == "pyannote-community-1-embedding"
    assert chosen(registry, "embedding", "ge2e") == "ge2e"
