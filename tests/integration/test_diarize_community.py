"""A folder of the form of pyannote's speaker-diarization-community-1, with random weights, through the whole stage."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from pipeline.diarize import UNKNOWN_VOICE, VoiceBounds, chosen, cluster, embed
from pipeline.diarize.embedding import open_embedding_model
from pipeline.diarize.vbx import vbx
from pipeline.errors import ResourceError
from pipeline.media import MediaOptions, extract
from pipeline.progress import silent
from pipeline.speech import SpeechOptions, detect
from pipeline.store.codec import read_value, write_value
from pipeline.weights import Registry, default_registry

pytestmark = pytest.mark.models

N_EMBEDDING, N_LDA = 256, 128
REGISTRY = """
[[model]]
id = "pyannote-community-1-segmentation"
role = "segmentation"
format = "pyannote"
licence = "CC-BY-4.0"
languages = ["*"]
file = [{ name = "pytorch_model.bin" }]
[[model.source]]
path = "segmentation"

[[model]]
id = "pyannote-community-1-embedding"
role = "embedding"
format = "pyannote"
licence = "CC-BY-4.0"
languages = ["*"]
file = [{ name = "pytorch_model.bin" }, { name = "xvec_transform.npz" }, { name = "plda.npz" }]
[[model.source]]
path = "embedding"
"""


@dataclass(frozen=True)
class Community:
    """The folder, and a registry that has it."""

    folder: Path
    registry: Registry


def save_wespeaker(path: Path) -> None:
    """Random weights in the form in which pyannote.audio saves them."""
    import torch
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.models.embedding import WeSpeakerResNet34

    torch.manual_seed(0)
    model = WeSpeakerResNet34()
    model.specifications = Specifications(
        problem=Problem.REPRESENTATION, resolution=Resolution.CHUNK, duration=5.0, min_duration=2.0, classes=["a", "b"]
    )
    saved = {"state_dict": model.state_dict(), "hyper_parameters": dict(model.hparams), "epoch": 0, "global_step": 0}
    saved["pytorch-lightning_version"] = "2.5.0"
    model.on_save_checkpoint(saved)
    torch.save(saved, path)


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Community:
    folder = tmp_path_factory.mktemp("community-1")
    try:
        small = Registry.load(default_registry()).local("pyannote-segmentation-3.0")
    except ResourceError as error:
        pytest.skip(str(error))
    for name in ("segmentation", "embedding"):
        (folder / name).mkdir()
    shutil.copy(small.path / "pytorch_model.bin", folder / "segmentation" / "pytorch_model.bin")
    save_wespeaker(folder / "embedding" / "pytorch_model.bin")
    draw = np.random.default_rng(0).normal
    np.savez(
        folder / "embedding" / "xvec_transform.npz",
        mean1=draw(size=N_EMBEDDING), mean2=draw(size=N_LDA), lda=draw(size=(N_EMBEDDING, N_LDA)),
    )  # fmt: skip
    np.savez(
        folder / "embedding" / "plda.npz",
        mu=draw(size=N_LDA), tr=np.linalg.qr(draw(size=(N_LDA, N_LDA)))[0], psi=np.linspace(8.0, 0.5, N_LDA),
    )  # fmt: skip
    (folder / "registry.toml").write_text(REGISTRY)
    registry = Registry.load(default_registry(), folder / "registry.toml", cache=folder / "cache")
    for entry in ("pyannote-community-1-segmentation", "pyannote-community-1-embedding"):
        registry.pull(entry)
    return Community(folder, registry)


def test_it_is_taken_and_runs_end_to_end(community: Community, tmp_path: Path) -> None:
    registry = community.registry
    segmentation = registry.local(chosen(registry, "segmentation", "auto"))
    embedding = registry.local(chosen(registry, "embedding", "auto"))
    assert (segmentation.id, embedding.id) == ("pyannote-community-1-segmentation", "pyannote-community-1-embedding")
    spec = find_spec("pyannote.audio")
    assert spec is not None and spec.submodule_search_locations
    sample = Path(spec.submodule_search_locations[0]) / "sample" / "sample.wav"
    recording = extract((sample,), tmp_path, MediaOptions(playback=False), silent)
    activity = detect(recording, segmentation, SpeechOptions())
    heard = embed(recording, activity, embedding)
    assert heard.model_id == "pyannote-community-1-embedding"
    assert heard.vectors.shape == (len(heard.frames), N_EMBEDDING)
    assert heard.features is not None and heard.between is not None
    assert heard.features.shape == (len(heard.frames), N_LDA)
    assert np.isfinite(heard.features).all() and (np.diff(heard.between) <= 1e-4).all()
    (tmp_path / "kept").mkdir()
    write_value(heard, tmp_path / "kept")
    found = cluster(read_value(type(heard), tmp_path / "kept"), activity, VoiceBounds(1, 4))
    assert found.turns
    assert len(found.embeddings) <= 4
    assert {turn.voice for turn in found.turns} <= {*found.embeddings, UNKNOWN_VOICE}


def test_its_plda_is_found_in_its_own_layout_too(community: Community, tmp_path: Path) -> None:
    (tmp_path / "embedding").mkdir()
    (tmp_path / "plda").mkdir()
    shutil.copy(community.folder / "embedding" / "pytorch_model.bin", tmp_path / "embedding")
    assert open_embedding_model(tmp_path, "cpu").plda is None
    for name in ("xvec_transform.npz", "plda.npz"):
        shutil.copy(community.folder / "embedding" / name, tmp_path / "plda")
    plda = open_embedding_model(tmp_path, "cpu").plda
    assert plda is not None
    assert plda.phi.shape == (N_LDA,)


def test_our_vbx_is_pyannotes() -> None:
    from pyannote.audio.utils.vbx import cluster_vbx

    from pipeline.diarize.vbx import FA, FB

    generator = np.random.default_rng(1)
    between = np.linspace(20.0, 1.0, N_LDA)
    means = generator.normal(size=(4, N_LDA)) * np.sqrt(between)
    truth = np.repeat(np.arange(4), 30)
    features = means[truth] + generator.normal(size=(120, N_LDA))
    started = truth * 2 + np.arange(120) % 2
    posterior, prior = cluster_vbx(started, features, between, Fa=FA, Fb=FB, maxIters=20)
    theirs = posterior[:, prior > 1e-7].argmax(axis=1)
    ours = vbx(features, between, started)
    assert len(np.unique(ours)) == len(np.unique(theirs))
    assert all(len(np.unique(ours[theirs == one])) == 1 for one in np.unique(theirs))
