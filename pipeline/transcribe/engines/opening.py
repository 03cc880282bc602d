"""Which engine runs, where, and with which numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from pipeline.errors import InputError, ResourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.transcribe.engines.port import Engine
    from pipeline.transcribe.options import TranscribeOptions
    from pipeline.transcribe.tokens import Text
    from pipeline.weights import LocalModel

BATCH_CPU = 8
BATCH_CUDA = 48
BEAM = 5  # bench/asr and `evaluate asr`: fewer errors than greedy for a sixth more time


@dataclass(frozen=True, slots=True)
class Plan:
    """What ``auto`` stands for with this model on this machine.

    Attributes
    ----------
    engine : str
        ``whisper`` or ``faster-whisper``.
    device : str
        ``cpu`` or ``cuda:N``.
    dtype : str
        ``float32``, ``float16``, ``bfloat16`` or ``int8``.
    """

    engine: str
    device: str
    dtype: str
    batch_size: int
    beam_size: int


def plan(options: TranscribeOptions, model: LocalModel) -> Plan:
    """Settle what the options leave open.

    Raises
    ------
    ResourceError
        CUDA is asked for where there is none.
    InputError
        The engine cannot read the model's format.
    """
    device = resolve_device(options.device)
    cuda = device.startswith("cuda")
    converted = model.format == "ctranslate2"
    engine = options.engine
    if engine == "auto":
        # bench/asr: CTranslate2 is faster on the CPU; it needs the weights in its own format
        engine = "faster-whisper" if converted and (not cuda or options.dtype == "int8") else "whisper"
    if engine == "faster-whisper" and not converted:
        raise InputError(
            model.id,
            f'the engine "faster-whisper" cannot read the format "{model.format}"',
            'take a model of the format "ctranslate2", or engine = "whisper"',
            field="transcribe.engine",
        )
    if engine == "whisper" and options.dtype == "int8":
        raise InputError(
            model.id,
            'the engine "whisper" has no int8',
            'engine = "faster-whisper", or another dtype',
            field="transcribe.dtype",
        )
    dtype = options.dtype
    if dtype == "auto":
        dtype = "float16" if cuda else "int8" if engine == "faster-whisper" else "float32"
    return Plan(
        engine=engine,
        device=device,
        dtype=dtype,
        batch_size=options.batch_size or (BATCH_CUDA if cuda else BATCH_CPU),
        beam_size=options.beam_size or BEAM,
    )


def open_engine(settled: Plan, model: LocalModel, text_of: Callable[[int], Text]) -> Engine:
    """Load the weights.

    Parameters
    ----------
    text_of : callable
        From the number of tokens to the tokenizer: the checkpoint tells how many languages it knows.
    """
    if settled.engine == "faster-whisper":
        from pipeline.transcribe.engines.ctranslate_engine import CTranslateEngine, vocabulary_size

        n_vocab = vocabulary_size(model.path)
        return CTranslateEngine(
            model.path,
            settled.device,
            settled.dtype,
            text_of(n_vocab).specials,
            n_vocab,
            threads=torch.get_num_threads(),
        )
    from pipeline.transcribe.engines.torch_engine import TorchEngine
    from pipeline.weights import load_whisper

    dtype = {"float32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}[settled.dtype]
    try:
        loaded = load_whisper(model, settled.device, dtype)
    except torch.OutOfMemoryError as error:
        raise ResourceError(f"{model.id}: {settled.device} has too little memory for the weights") from error
    return TorchEngine(loaded, dtype, text_of(int(loaded.dims.n_vocab)).specials)


def resolve_device(asked: str) -> str:
    """Return ``cpu`` or ``cuda:N`` for what the options ask for.

    Raises
    ------
    ResourceError
        CUDA is asked for where there is none.
    """
    if asked == "cpu" or (asked == "auto" and not torch.cuda.is_available()):
        return "cpu"
    if not torch.cuda.is_available():
        raise ResourceError(f'transcribe.device = "{asked}": this machine has no CUDA device; set device = "cpu"')
    index = int(asked.partition(":")[2] or 0)
    if index >= torch.cuda.device_count():
        count = torch.cuda.device_count()
        raise ResourceError(f'transcribe.device = "{asked}": this machine has {count} CUDA device(s), counted from 0')
    return f"cuda:{index}"
