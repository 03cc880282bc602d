"""The shape of the fields, read from their dataclasses: what a template may ask for, and of what kind it is."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pipeline.render.fields import Fields


@dataclass(frozen=True, slots=True)
class Scalar:
    """Text, a number, or true/false."""

    name: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of elements of one kind."""

    element: Shape


@dataclass(frozen=True, slots=True)
class Record:
    """Something with fields of its own."""

    name: str


@dataclass(frozen=True, slots=True)
class Anything:
    """What Jinja made: nothing is known of it."""


Shape = Scalar | Listing | Record | Anything


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One field: its kind, what it is for, and whether it may be absent."""

    name: str
    shape: Shape
    doc: str
    optional: bool


@lru_cache(maxsize=1)
def records() -> dict[str, dict[str, FieldShape]]:
    """Every record by name, the top level (``Fields``) first, with its fields by name."""
    found: dict[str, dict[str, FieldShape]] = {}
    _collect(Fields, found)
    return found


def top_level() -> dict[str, FieldShape]:
    """The names a template can use directly."""
    return records()[Fields.__name__]


def _collect(record: type[Any], found: dict[str, dict[str, FieldShape]]) -> None:
    if record.__name__ in found:
        return
    hints = get_type_hints(record)
    own = found.setdefault(record.__name__, {})
    for field in fields(record):
        annotation, optional = _plain(hints[field.name])
        element = annotation
        while get_origin(element) is tuple:
            element = get_args(element)[0]
        if is_dataclass(element) and isinstance(element, type):
            _collect(element, found)
        own[field.name] = FieldShape(field.name, _shape(annotation), field.metadata["doc"], optional)


def _plain(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, UnionType):
        (kind,) = (each for each in get_args(annotation) if each is not NoneType)
        return kind, True
    return annotation, False


def _shape(annotation: Any) -> Shape:
    if get_origin(annotation) is tuple:
        return Listing(_shape(get_args(annotation)[0]))
    if is_dataclass(annotation) and isinstance(annotation, type):
        return Record(annotation.__name__)
    return Scalar({bool: "true/false", float: "number", int: "number"}.get(annotation, "text"))
