"""A Whisper model in CTranslate2's format, read as openai-whisper's tensors.

The binary format is that of ``ctranslate2.specs.model_spec`` (version 6). The two state dicts map one to one:
``self_attention/linear_0`` is query, key and value one under the other, ``attention/linear_1`` key and value of the
cross attention. openai-whisper has no key bias: it must be zero.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import torch

from pipeline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BINARY_VERSION = 6
DTYPES = (torch.float32, torch.int8, torch.int16, torch.int32, torch.float16, torch.bfloat16)
MAX_VARIABLES = 100_000
MAX_RANK = 8


@dataclass(frozen=True, slots=True)
class Variables:
    """The variables of a model.bin.

    Attributes
    ----------
    tensors : dict
        By CTranslate2's name; a scalar has shape ().
    """

    specification: str
    tensors: dict[str, torch.Tensor]


def read_variables(path: Path) -> Variables:
    """Read all variables of a ``model.bin``.

    Raises
    ------
    InputError
        Not such a file, of another version, or cut short.
    """
    n_bytes = path.stat().st_size
    tensors: dict[str, torch.Tensor] = {}
    try:
        with path.open("rb") as file:
            version = _number(file, "<I")
            if version != BINARY_VERSION:
                raise InputError(path, f"binary version {version}", f"a CTranslate2 model of version {BINARY_VERSION}")
            specification = _string(file)
            _number(file, "<I")  # revision of the specification
            for _ in range(min(_number(file, "<I"), MAX_VARIABLES)):
                name, tensor = _variable(file, n_bytes)
                tensors[name] = tensor
            for _ in range(min(_number(file, "<I"), MAX_VARIABLES)):
                alias, name = _string(file), _string(file)
                tensors[alias] = tensors[name]
    except (struct.error, EOFError, UnicodeDecodeError, IndexError, KeyError, ValueError) as error:
        raise InputError(path, "not a whole CTranslate2 model.bin", "pull or copy the file again") from error
    return Variables(specification, tensors)


def whisper_state_dict(path: Path) -> tuple[dict[str, torch.Tensor], dict[str, int]]:
    """Read a CTranslate2 Whisper ``model.bin`` as a state dict of `whisper.model.Whisper` and its dimensions.

    Returns
    -------
    state, dims : dict of tensors, dict of int
        ``whisper.model.ModelDimensions(**dims)``; floating point as in the file, int8 weights scaled back.

    Raises
    ------
    InputError
        Not a Whisper model, or a layer that openai-whisper cannot express.
    """
    variables = read_variables(path)
    if variables.specification != "WhisperSpec":
        raise InputError(path, f'a model of kind "{variables.specification}"', "a Whisper model")
    tensors = _float_tensors(variables.tensors)
    try:
        state = dict(_renamed(path, tensors))
        return state, _dimensions(state, variables.tensors)
    except KeyError as error:
        raise InputError(path, "the layer is missing", "a whole Whisper model", field=str(error.args[0])) from error


def _renamed(path: Path, tensors: dict[str, torch.Tensor]) -> Iterator[tuple[str, torch.Tensor]]:
    yield "decoder.token_embedding.weight", tensors["decoder/embeddings/weight"]
    for conv in ("conv1", "conv2"):
        yield f"encoder.{conv}.weight", tensors[f"encoder/{conv}/weight"]
        yield f"encoder.{conv}.bias", tensors[f"encoder/{conv}/bias"]
    for side, last in (("encoder", "ln_post"), ("decoder", "ln")):
        yield f"{side}.positional_embedding", tensors[f"{side}/position_encodings/encodings"]
        yield from _norm(tensors, f"{side}/layer_norm", f"{side}.{last}")
        for index in range(_n_layers(tensors, side)):
            here, there = f"{side}/layer_{index}", f"{side}.blocks.{index}"
            yield from _attention(path, tensors, f"{here}/self_attention", f"{there}.attn")
            if side == "decoder":
                yield from _attention(path, tensors, f"{here}/attention", f"{there}.cross_attn")
            yield from _norm(tensors, f"{here}/ffn/layer_norm", f"{there}.mlp_ln")
            yield from _linear(tensors, f"{here}/ffn/linear_0", f"{there}.mlp.0")
            yield from _linear(tensors, f"{here}/ffn/linear_1", f"{there}.mlp.2")


def _attention(
    path: Path, tensors: dict[str, torch.Tensor], here: str, there: str
) -> Iterator[tuple[str, torch.Tensor]]:
    """Take the fused projections apart: the last linear is the output, what is before it query, key and value."""
    cross = f"{here}/linear_2/weight" in tensors
    fused = ("linear_0", "linear_1") if cross else ("linear_0",)
    weight = torch.cat([tensors[f"{here}/{name}/weight"] for name in fused])
    bias = torch.cat([tensors[f"{here}/{name}/bias"] for name in fused])
    if len(weight) % 3:
        raise InputError(path, f"{len(weight)} rows", "query, key and value of one size", field=here)
    for name, w, b in zip(("query", "key", "value"), weight.chunk(3), bias.chunk(3), strict=True):
        yield f"{there}.{name}.weight", w.clone()
        if name != "key":
            yield f"{there}.{name}.bias", b.clone()
        elif b.any():
            raise InputError(path, "the key has a bias", "none, as in Whisper", field=here)
    yield from _linear(tensors, f"{here}/linear_{len(fused)}", f"{there}.out")
    yield from _norm(tensors, f"{here}/layer_norm", f"{there}_ln")


def _linear(tensors: dict[str, torch.Tensor], here: str, there: str) -> Iterator[tuple[str, torch.Tensor]]:
    yield f"{there}.weight", tensors[f"{here}/weight"]
    yield f"{there}.bias", tensors[f"{here}/bias"]


def _norm(tensors: dict[str, torch.Tensor], here: str, there: str) -> Iterator[tuple[str, torch.Tensor]]:
    yield f"{there}.weight", tensors[f"{here}/gamma"]
    yield f"{there}.bias", tensors[f"{here}/beta"]


def _float_tensors(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Scale int8 and int16 weights back: the file holds ``round(weight * scale)``, one scale a row or one in all."""
    result = {}
    for name, tensor in tensors.items():
        scale = tensors.get(f"{name}_scale")
        if scale is not None:
            rows = scale.float().reshape(-1, *[1] * (tensor.dim() - 1))
            result[name] = (tensor.float() / rows).half()
        elif tensor.dim() > 0 and tensor.is_floating_point():
            result[name] = tensor
    return result


def _dimensions(state: dict[str, torch.Tensor], variables: dict[str, torch.Tensor]) -> dict[str, int]:
    n_audio_state, n_mels, _ = state["encoder.conv1.weight"].shape
    n_audio_ctx, _ = state["encoder.positional_embedding"].shape
    n_vocab, n_text_state = state["decoder.token_embedding.weight"].shape
    n_text_ctx, _ = state["decoder.positional_embedding"].shape
    return {
        "n_mels": n_mels,
        "n_audio_ctx": n_audio_ctx,
        "n_audio_state": n_audio_state,
        "n_audio_head": int(variables["encoder/num_heads"]),
        "n_audio_layer": _n_layers(variables, "encoder"),
        "n_vocab": n_vocab,
        "n_text_ctx": n_text_ctx,
        "n_text_state": n_text_state,
        "n_text_head": int(variables["decoder/num_heads"]),
        "n_text_layer": _n_layers(variables, "decoder"),
    }


def _n_layers(tensors: dict[str, torch.Tensor], side: str) -> int:
    return len({name.split("/")[1] for name in tensors if name.startswith(f"{side}/layer_") and name.count("/") > 2})


def _variable(file: BinaryIO, n_bytes: int) -> tuple[str, torch.Tensor]:
    name = _string(file)
    rank = _number(file, "<B")
    if rank > MAX_RANK:
        raise ValueError(rank)
    shape = [_number(file, "<I") for _ in range(rank)]
    dtype = DTYPES[_number(file, "<B")]
    size = _number(file, "<I")
    if size > n_bytes:
        raise EOFError
    data = bytearray(_exactly(file, size))
    return name, torch.frombuffer(data, dtype=dtype).reshape(shape)


def _number(file: BinaryIO, layout: str) -> int:
    value: int = struct.unpack(layout, file.read(struct.calcsize(layout)))[0]
    return value


def _string(file: BinaryIO) -> str:
    return _exactly(file, _number(file, "<H")).rstrip(b"\0").decode()


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) != size:
        raise EOFError
    return data
