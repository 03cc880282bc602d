"""Which form of the chosen weights is read: CTranslate2's where that is faster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.transcribe.engines.opening import resolve_device

if TYPE_CHECKING:
    from pipeline.transcribe.options import TranscribeOptions
    from pipeline.weights import Registry


def chosen(registry: Registry, model_id: str, options: TranscribeOptions) -> str:
    """Return the id of the weights to open for the model a configuration names.

    ``engine = "auto"`` takes what measures faster at equal quality (``bench/asr``): on the CPU the same weights as
    CTranslate2 reads them, where the registry knows of them and they were pulled; everything else is as it is named.

    Raises
    ------
    InputError
        The registry has no such model.
    ResourceError
        CUDA is asked for where there is none.
    """
    converted = registry.entry(model_id).converted
    if not converted or options.engine == "whisper":
        return model_id
    if options.engine == "auto" and resolve_device(options.device) != "cpu":
        return model_id
    return converted if registry.pulled(converted) else model_id
