"""The same weights in any form make the same model; what is not a Whisper model is refused in one line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
import torch
import whisper
from ctranslate2.specs import WhisperSpec
from ctranslate2.specs.common_spec import LayerNormSpec, LinearSpec
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import save_file
from weight_files import logits, tiny_whisper
from whisper.model import ModelDimensions, Whisper

from pipeline.errors import InputError
from pipeline.weights import LocalModel, ModelFormat, ModelRole, load_whisper, whisper_checkpoint
from pipeline.weights.checkpoint import checkpoint_sha256, save_checkpoint
from pipeline.weights.ctranslate2 import whisper_state_dict
from pipeline.weights.tensors import read_checkpoint, read_state_dict, tensors_sha256

HEADS = [[0, 1], [1, 0]]
Array = np.ndarray


def as_openai(model: Whisper, folder: Path) -> Path:
    path = folder / "model.pt"
    torch.save({"dims": model.dims.__dict__, "model_state_dict": model.state_dict()}, path)
    return path


def as_ctranslate2(model: Whisper, folder: Path, quantization: str | None = None) -> Path:
    """Written by CTranslate2's own converter classes."""
    state = {name: tensor.numpy().copy() for name, tensor in model.state_dict().items()}
    dims = model.dims
    spec = WhisperSpec(dims.n_audio_layer, dims.n_audio_head, dims.n_text_layer, dims.n_text_head)

    def linear(into: LinearSpec, *names: str) -> None:
        weights = [state[f"{name}.weight"] for name in names]
        biases = [
            state.get(f"{name}.bias", np.zeros(len(w), np.float32)) for name, w in zip(names, weights, strict=True)
        ]
        into.weight, into.bias = np.concatenate(weights), np.concatenate(biases)

    def norm(into: LayerNormSpec, name: str) -> None:
        into.gamma, into.beta = state[f"{name}.weight"], state[f"{name}.bias"]

    for side, last, into in (("encoder", "ln_post", spec.encoder), ("decoder", "ln", spec.decoder)):
        into.position_encodings.encodings = state[f"{side}.positional_embedding"]
        norm(into.layer_norm, f"{side}.{last}")
        for at, layer in enumerate(into.layer):
            block = f"{side}.blocks.{at}"
            linear(layer.self_attention.linear[0], *(f"{block}.attn.{name}" for name in ("query", "key", "value")))
            linear(layer.self_attention.linear[1], f"{block}.attn.out")
            norm(layer.self_attention.layer_norm, f"{block}.attn_ln")
            if side == "decoder":
                linear(layer.attention.linear[0], f"{block}.cross_attn.query")
                linear(layer.attention.linear[1], f"{block}.cross_attn.key", f"{block}.cross_attn.value")
                linear(layer.attention.linear[2], f"{block}.cross_attn.out")
                norm(layer.attention.layer_norm, f"{block}.cross_attn_ln")
            linear(layer.ffn.linear_0, f"{block}.mlp.0")
            linear(layer.ffn.linear_1, f"{block}.mlp.2")
            norm(layer.ffn.layer_norm, f"{block}.mlp_ln")
    for at, conv in ((1, spec.encoder.conv1), (2, spec.encoder.conv2)):
        conv.weight, conv.bias = state[f"encoder.conv{at}.weight"], state[f"encoder.conv{at}.bias"]
    spec.decoder.embeddings.weight = state["decoder.token_embedding.weight"]
    spec.decoder.projection.weight = state["decoder.token_embedding.weight"]
    spec.register_vocabulary([f"t{at}" for at in range(dims.n_vocab)])
    spec.config.alignment_heads = HEADS
    spec.validate()
    spec.optimize(quantization)
    spec.save(str(folder))
    return folder


# Hugging Face's name -> openai-whisper's, one layer after the other, as its model lists them
HF_NAMES = {
    "self_attn.q_proj": "attn.query",
    "self_attn.k_proj": "attn.key",
    "self_attn.v_proj": "attn.value",
    "self_attn.out_proj": "attn.out",
    "self_attn_layer_norm": "attn_ln",
    "encoder_attn.q_proj": "cross_attn.query",
    "encoder_attn.k_proj": "cross_attn.key",
    "encoder_attn.v_proj": "cross_attn.value",
    "encoder_attn.out_proj": "cross_attn.out",
    "encoder_attn_layer_norm": "cross_attn_ln",
    "fc1": "mlp.0",
    "fc2": "mlp.2",
    "final_layer_norm": "mlp_ln",
}


def as_huggingface(model: Whisper, folder: Path, n_files: int = 1) -> Path:
    state, dims = model.state_dict(), model.dims
    named = {
        "model.encoder.conv1": "encoder.conv1",
        "model.encoder.conv2": "encoder.conv2",
        "model.encoder.layer_norm": "encoder.ln_post",
        "model.decoder.layer_norm": "decoder.ln",
        "model.decoder.embed_tokens": "decoder.token_embedding",
    }
    for side, n_layers in (("encoder", dims.n_audio_layer), ("decoder", dims.n_text_layer)):
        for at in range(n_layers):
            named |= {f"model.{side}.layers.{at}.{hf}": f"{side}.blocks.{at}.{ours}" for hf, ours in HF_NAMES.items()}
    tensors = {
        f"{hf}.{kind}": state[f"{ours}.{kind}"].clone()
        for hf, ours in named.items()
        for kind in ("weight", "bias")
        if f"{ours}.{kind}" in state
    }
    for side in ("encoder", "decoder"):
        tensors[f"model.{side}.embed_positions.weight"] = state[f"{side}.positional_embedding"].clone()
    assert len(tensors) == len(state)
    tensors["proj_out.weight"] = tensors["model.decoder.embed_tokens.weight"].clone()
    names = sorted(tensors)
    if n_files == 1:
        save_file(tensors, folder / "model.safetensors")
    else:
        files = {name: f"model-{at % n_files + 1:05}-of-{n_files:05}.safetensors" for at, name in enumerate(names)}
        for file in set(files.values()):
            save_file({name: tensors[name] for name in names if files[name] == file}, folder / file)
        (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": files}))
    config = {
        "model_type": "whisper",
        "num_mel_bins": dims.n_mels,
        "max_source_positions": dims.n_audio_ctx,
        "d_model": dims.n_audio_state,
        "encoder_attention_heads": dims.n_audio_head,
        "encoder_layers": dims.n_audio_layer,
        "vocab_size": dims.n_vocab,
        "max_target_positions": dims.n_text_ctx,
        "decoder_attention_heads": dims.n_text_head,
        "decoder_layers": dims.n_text_layer,
    }
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "generation_config.json").write_text(json.dumps({"alignment_heads": HEADS}))
    return folder


@pytest.mark.parametrize("n_mels", [80, 128])
@pytest.mark.parametrize("form", [as_openai, as_ctranslate2, as_huggingface])
def test_every_form_gives_the_same_model(tmp_path: Path, form: object, n_mels: int) -> None:
    original = tiny_whisper(n_mels=n_mels, n_vocab=51865 + (n_mels == 128))
    loaded = whisper_checkpoint(form(original, tmp_path))  # type: ignore[operator]
    assert loaded.dims == original.dims
    for name, tensor in original.state_dict().items():
        assert torch.equal(loaded.state_dict()[name], tensor), name
    assert torch.equal(logits(loaded), logits(original))


def test_shards_are_put_together(tmp_path: Path) -> None:
    original = tiny_whisper()
    assert torch.equal(logits(whisper_checkpoint(as_huggingface(original, tmp_path, n_files=3))), logits(original))


@pytest.mark.parametrize(("quantization", "off_by"), [("float16", 0.01), ("int8", 0.2), ("int8_float16", 0.2)])
def test_quantised_weights_are_scaled_back(tmp_path: Path, quantization: str, off_by: float) -> None:
    original = tiny_whisper()
    loaded = whisper_checkpoint(as_ctranslate2(original, tmp_path, quantization))
    for name, tensor in original.state_dict().items():
        assert (loaded.state_dict()[name] - tensor).abs().max() < off_by * 0.1 * 4, name
    assert (logits(loaded) - logits(original)).abs().max() < off_by * logits(original).abs().max()


def test_openai_whisper_itself_takes_the_converted_checkpoint(tmp_path: Path) -> None:
    original = tiny_whisper()
    state, dims = whisper_state_dict(as_ctranslate2(original, tmp_path) / "model.bin")
    save_checkpoint(tmp_path / "model.pt", state, dims)
    loaded = whisper.load_model(str(tmp_path / "model.pt"), device="cpu")
    assert torch.equal(logits(loaded), logits(original))


def test_the_digest_is_of_the_tensors_not_of_the_file(tmp_path: Path) -> None:
    model = tiny_whisper()
    state, dims = model.state_dict(), dict(model.dims.__dict__)
    save_checkpoint(tmp_path / "a.pt", state, dims)
    torch.save(
        {"model_state_dict": dict(reversed(state.items())), "dims": dims},
        tmp_path / "b.pt",
        _use_new_zipfile_serialization=False,
    )
    assert (tmp_path / "a.pt").read_bytes() != (tmp_path / "b.pt").read_bytes()
    assert checkpoint_sha256(tmp_path / "a.pt") == checkpoint_sha256(tmp_path / "b.pt")
    changed = {**state, "decoder.ln.bias": state["decoder.ln.bias"] + 1e-6}
    assert tensors_sha256(changed) != tensors_sha256(state)


@settings(max_examples=25, deadline=None)
@given(st.permutations(["a", "b", "c"]), st.sampled_from([torch.float32, torch.float16, torch.bfloat16, torch.int64]))
def test_a_tensor_digest_knows_names_types_and_shapes_but_no_order(order: list[str], dtype: torch.dtype) -> None:
    state = {name: torch.arange(6).to(dtype).reshape(2, 3) for name in order}
    assert tensors_sha256(state) == tensors_sha256(dict(sorted(state.items())))
    assert tensors_sha256(state) != tensors_sha256({**state, "a": state["a"].reshape(3, 2)})
    assert tensors_sha256(state) != tensors_sha256({**state, "d": state["a"]})


@pytest.mark.parametrize("form", [as_ctranslate2, as_huggingface])
def test_alignment_heads_that_the_files_name(tmp_path: Path, form: object) -> None:
    loaded = whisper_checkpoint(form(tiny_whisper(), tmp_path))  # type: ignore[operator]
    assert loaded.alignment_heads.indices().T.tolist() == HEADS


@pytest.mark.parametrize(
    ("name", "n_mels", "n_vocab", "n_layers", "n_heads"),
    [
        ("tiny", 80, 51865, 4, 6),
        ("base", 80, 51865, 6, 8),
        ("small.en", 80, 51864, 12, 12),
        ("large-v2", 80, 51865, 32, 20),
        ("large-v3", 128, 51866, 32, 20),
        ("large-v3-turbo", 128, 51866, 4, 20),
    ],
)
def test_alignment_heads_known_for_a_size(
    tmp_path: Path, name: str, n_mels: int, n_vocab: int, n_layers: int, n_heads: int
) -> None:
    sizes = {"n_mels": n_mels, "n_vocab": n_vocab, "n_text_layer": n_layers, "n_text_head": n_heads}
    model = tiny_whisper(**sizes, n_text_state=n_heads, n_audio_state=n_heads, n_audio_head=n_heads)
    expected = Whisper(model.dims)
    expected.set_alignment_heads(whisper._ALIGNMENT_HEADS[name])
    loaded = whisper_checkpoint(as_openai(model, tmp_path))
    assert torch.equal(loaded.alignment_heads.to_dense(), expected.alignment_heads.to_dense())


def test_alignment_heads_of_an_unknown_size_are_the_last_half_of_the_layers(tmp_path: Path) -> None:
    loaded = whisper_checkpoint(as_openai(tiny_whisper(n_text_layer=2), tmp_path))
    assert loaded.alignment_heads.to_dense().tolist() == [[False, False], [True, True]]


def test_half_precision_keeps_the_layer_norms(tmp_path: Path) -> None:
    original = tiny_whisper()
    loaded = whisper_checkpoint(as_openai(original, tmp_path), dtype=torch.float16)
    assert loaded.decoder.blocks[0].attn.query.weight.dtype is torch.float16
    assert loaded.decoder.ln.weight.dtype is torch.float32
    with torch.no_grad():
        mel = torch.randn(1, 80, 3000, generator=torch.Generator().manual_seed(1))
        got = loaded(mel.half(), torch.tensor([[1, 5, 9]]))
    assert (got - logits(original)).abs().max() < 0.05 * logits(original).abs().max()


@pytest.mark.parametrize("form", ["openai-whisper", "ctranslate2", "huggingface-whisper"])
def test_a_pulled_model_is_loaded_by_its_format(tmp_path: Path, form: str) -> None:
    original = tiny_whisper()
    write = {"openai-whisper": as_openai, "ctranslate2": as_ctranslate2, "huggingface-whisper": as_huggingface}[form]
    write(original, tmp_path)
    local = LocalModel("tiny", ModelRole.ASR, ModelFormat(form), tmp_path, "", ("*",), prompts=True)
    assert torch.equal(logits(load_whisper(local)), logits(original))


def test_a_model_of_another_kind_is_not_loaded(tmp_path: Path) -> None:
    local = LocalModel("hviske", ModelRole.ASR, ModelFormat.COHERE_ASR, tmp_path, "", ("da",), prompts=False)
    with pytest.raises(InputError, match='hviske: format: format "cohere-asr"; one of'):
        load_whisper(local)


class _Runs:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch ran",)


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        whisper_checkpoint(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_checkpoint_that_would_run_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    torch.save({"dims": _Runs(), "model_state_dict": {}}, tmp_path / "model.pt")
    assert "not plain tensors" in refusal(tmp_path / "model.pt")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda s: s.pop("decoder.ln.bias"), "decoder.ln.bias: the layer is missing; shape (16,)"),
        (
            lambda s: s.update({"encoder.conv1.weight": torch.zeros(16, 128, 3)}),
            "encoder.conv1.weight: the layer has shape (16, 128, 3); shape (16, 80, 3)",
        ),
        (lambda s: s.update({"decoder.extra": torch.zeros(1)}), "decoder.extra: the layer is not part of the network"),
        (lambda s: s.update({"decoder.ln.bias": "text"}), "decoder.ln.bias: holds a str; tensors only"),
    ],
)
def test_a_layer_that_does_not_fit_is_named(tmp_path: Path, change: object, says: str) -> None:
    model = tiny_whisper()
    state = dict(model.state_dict())
    change(state)  # type: ignore[operator]
    torch.save({"dims": model.dims.__dict__, "model_state_dict": state}, tmp_path / "model.pt")
    assert says in refusal(tmp_path / "model.pt")


@pytest.mark.parametrize(
    ("name", "value"), [("n_vocab", 10**12), ("n_mels", 0), ("n_text_layer", -1), ("n_audio_head", 3), ("n_mels", "80")]
)
def test_dimensions_that_cannot_be(tmp_path: Path, name: str, value: object) -> None:
    model = tiny_whisper()
    dims = {**model.dims.__dict__, name: value}
    torch.save({"dims": dims, "model_state_dict": model.state_dict()}, tmp_path / "model.pt")
    assert f"dims.{name}" in refusal(tmp_path / "model.pt")


def test_what_is_no_checkpoint(tmp_path: Path) -> None:
    (tmp_path / "model.pt").write_bytes(b"nothing of the kind")
    assert "model.pt" in refusal(tmp_path / "model.pt")
    as_openai(tiny_whisper(), tmp_path)
    content = (tmp_path / "model.pt").read_bytes()
    (tmp_path / "model.pt").write_bytes(content[: len(content) // 2])
    assert "not a whole torch checkpoint" in refusal(tmp_path / "model.pt")
    torch.save({"step": 3}, tmp_path / "model.pt")
    assert "holds step; dims and model_state_dict" in refusal(tmp_path / "model.pt")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.999])
def test_a_ctranslate2_file_that_is_cut_short(tmp_path: Path, share: float) -> None:
    path = as_ctranslate2(tiny_whisper(), tmp_path) / "model.bin"
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    assert "not a whole CTranslate2 model.bin" in refusal(tmp_path)


def test_a_ctranslate2_file_of_another_version_or_kind(tmp_path: Path) -> None:
    path = as_ctranslate2(tiny_whisper(), tmp_path) / "model.bin"
    content = path.read_bytes()
    path.write_bytes((5).to_bytes(4, "little") + content[4:])
    assert "binary version 5" in refusal(tmp_path)
    path.write_bytes(content.replace(b"WhisperSpec", b"WhisperSpoc", 1))
    assert 'a model of kind "WhisperSpoc"' in refusal(tmp_path)


def test_a_safetensors_file_that_is_cut_short(tmp_path: Path) -> None:
    path = as_huggingface(tiny_whisper(), tmp_path) / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-10])
    assert "not a whole safetensors file" in refusal(tmp_path)


def test_a_folder_of_another_model(tmp_path: Path) -> None:
    assert "no Whisper model" in refusal(tmp_path)
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    assert 'model_type: "bert"' in refusal(tmp_path)
    (tmp_path / "config.json").write_text("[]")
    assert "holds a list; an object" in refusal(tmp_path)


def test_heads_that_the_model_does_not_have(tmp_path: Path) -> None:
    as_huggingface(tiny_whisper(), tmp_path)
    (tmp_path / "generation_config.json").write_text('{"alignment_heads": [[9, 0]]}')
    assert "alignment head [9, 0]; below [2, 2]" in refusal(tmp_path)


def test_a_state_dict_of_tensors_is_read_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "w.pt"
    torch.save({"a": torch.ones(2)}, path)
    assert torch.equal(read_state_dict(path)["a"], torch.ones(2))
    torch.save({"a": 3}, path)
    with pytest.raises(InputError, match="a: holds a int; tensors only"):
        read_state_dict(path)
    torch.save([1], path)
    with pytest.raises(InputError, match="holds a list"):
        read_state_dict(path)
    assert read_checkpoint(path) == [1]


def test_dimensions_are_those_of_the_package() -> None:
    assert ModelDimensions(**tiny_whisper().dims.__dict__) == tiny_whisper().dims
