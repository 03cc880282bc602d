"""Values to files and back: JSON for the structure, .npy beside it for arrays, paths relative to the artifact."""

from __future__ import annotations

import json
import typing
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from cattrs.preconf.json import JsonConverter, make_converter

T = TypeVar("T")

VALUE_FILE = "value.json"
_HERE = "artifact:"


def _is_array(kind: Any) -> bool:
    return kind is np.ndarray or typing.get_origin(kind) is np.ndarray


def write_value(value: object, folder: Path) -> None:
    """Write `value` into `folder` as ``value.json``, with an ``.npy`` file for each array in it.

    Paths that lie in `folder` are stored relative to it, so that the folder can be moved.
    """
    converter = _plain_converter()
    arrays: list[np.ndarray[Any, Any]] = []

    def unstructure_array(array: np.ndarray[Any, Any]) -> str:
        arrays.append(array)
        return f"array-{len(arrays) - 1}.npy"

    def unstructure_path(path: Path) -> str:
        inside = path.is_absolute() and path.is_relative_to(folder)
        return _HERE + str(path.relative_to(folder)) if inside else str(path)

    converter.register_unstructure_hook_func(_is_array, unstructure_array)
    converter.register_unstructure_hook(Path, unstructure_path)
    text = json.dumps(converter.unstructure(value, type(value)), ensure_ascii=False, allow_nan=False)
    for number, array in enumerate(arrays):
        np.save(folder / f"array-{number}.npy", array, allow_pickle=False)
    (folder / VALUE_FILE).write_text(text, encoding="utf-8")


def read_value(kind: type[T], folder: Path) -> T:
    """Read what :func:`write_value` wrote. Arrays are memory-mapped read-only."""
    converter = _plain_converter()

    def structure_array(name: str, _: object) -> np.ndarray[Any, Any]:
        array: np.ndarray[Any, Any] = np.load(folder / name, mmap_mode="r", allow_pickle=False)
        return array

    def structure_path(text: str, _: object) -> Path:
        return folder / text.removeprefix(_HERE) if text.startswith(_HERE) else Path(text)

    converter.register_structure_hook_func(_is_array, structure_array)
    converter.register_structure_hook(Path, structure_path)
    return converter.structure(json.loads((folder / VALUE_FILE).read_text(encoding="utf-8")), kind)


def _plain_converter() -> JsonConverter:
    return make_converter(forbid_extra_keys=True)


def to_jsonable(value: object) -> Any:
    """Return `value` as plain lists, dicts, strings and numbers, for output files. Holds no arrays."""
    converter = _plain_converter()
    converter.register_unstructure_hook(Path, str)
    return converter.unstructure(value, type(value))
