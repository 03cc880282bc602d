"""A Whisper model in Hugging Face's form (config.json, model.safetensors), read as openai-whisper's tensors."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError
from pipeline.weights.tensors import read_state_dict

if TYPE_CHECKING:
    import torch

# in order; each on the name that the ones before it left
RENAMED = (
    (r"^model\.", ""),
    (r"\.layers\.", ".blocks."),
    (r"\.fc1\.", ".mlp.0."),
    (r"\.fc2\.", ".mlp.2."),
    (r"\.final_layer_norm\.", ".mlp_ln."),
    (r"\.self_attn_layer_norm\.", ".attn_ln."),
    (r"\.encoder_attn_layer_norm\.", ".cross_attn_ln."),
    (r"\.self_attn\.", ".attn."),
    (r"\.encoder_attn\.", ".cross_attn."),
    (r"\.q_proj\.", ".query."),
    (r"\.k_proj\.", ".key."),
    (r"\.v_proj\.", ".value."),
    (r"\.out_proj\.", ".out."),
    (r"^encoder\.layer_norm\.", "encoder.ln_post."),
    (r"^decoder\.layer_norm\.", "decoder.ln."),
    (r"\.embed_tokens\.", ".token_embedding."),
    (r"\.embed_positions\.weight$", ".positional_embedding"),
)
DIMENSIONS = {
    "n_mels": "num_mel_bins",
    "n_audio_ctx": "max_source_positions",
    "n_audio_state": "d_model",
    "n_audio_head": "encoder_attention_heads",
    "n_audio_layer": "encoder_layers",
    "n_vocab": "vocab_size",
    "n_text_ctx": "max_target_positions",
    "n_text_state": "d_model",
    "n_text_head": "decoder_attention_heads",
    "n_text_layer": "decoder_layers",
}


def whisper_state_dict(folder: Path) -> tuple[dict[str, torch.Tensor], dict[str, int]]:
    """Read a Hugging Face Whisper folder as a state dict of `whisper.model.Whisper` and its dimensions.

    Raises
    ------
    InputError
        Not a Whisper model, a file is missing or not plain tensors.
    """
    config = read_json(folder / "config.json")
    if config.get("model_type") != "whisper":
        raise InputError(
            folder / "config.json", f'"{config.get("model_type")}"', 'a Whisper model: "whisper"', field="model_type"
        )
    try:
        dims = {name: config[key] for name, key in DIMENSIONS.items()}
    except KeyError as error:
        raise InputError(folder / "config.json", "the key is missing", "a number", field=str(error.args[0])) from error
    state: dict[str, torch.Tensor] = {}
    for path in _files(folder):
        state |= {
            openai_name(name): tensor for name, tensor in read_state_dict(path).items() if name != "proj_out.weight"
        }
    return state, dims


def openai_name(name: str) -> str:
    """Return openai-whisper's name of a layer.

    Examples
    --------
    >>> openai_name("model.decoder.layers.0.encoder_attn.k_proj.weight")
    'decoder.blocks.0.cross_attn.key.weight'
    >>> openai_name("model.encoder.layers.1.final_layer_norm.bias")
    'encoder.blocks.1.mlp_ln.bias'
    """
    for pattern, replacement in RENAMED:
        name = re.sub(pattern, replacement, name)
    return name


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object. Raises InputError where it is absent or something else."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            path, f"cannot be read ({error.strerror})", "the folder as its authors published it"
        ) from error
    except ValueError as error:
        raise InputError(path, f"not JSON ({error})", "the folder as its authors published it") from error
    if not isinstance(value, dict):
        raise InputError(path, f"holds a {type(value).__name__}", "an object")
    return value


def _files(folder: Path) -> list[Path]:
    """The files of tensors: one, or what the index names; safetensors before pickles."""
    for suffix in ("model.safetensors", "pytorch_model.bin"):
        if (folder / suffix).is_file():
            return [folder / suffix]
        index = folder / f"{suffix}.index.json"
        if index.is_file():
            names = set(read_json(index).get("weight_map", {}).values())
            return [folder / Path(str(name)).name for name in sorted(names)]
    raise InputError(folder, "no model.safetensors", "the folder as its authors published it")
