from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store import fingerprint

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@dataclass(frozen=True)
class Options:
    beam: int = 1
    language: str = "da"


@dataclass(frozen=True)
class OtherOptions:
    beam: int = 1
    language: str = "da"


class Colour(StrEnum):
    RED = "red"


@given(plain)
def test_the_same_value_has_the_same_fingerprint(value: object) -> None:
    assert fingerprint(value) == fingerprint(value)


@given(plain, plain)
def test_values_that_differ_have_different_fingerprints(one: object, other: object) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (repr(one) == repr(other))


def test_a_changed_option_and_another_class_of_options_change_it() -> None:
    assert fingerprint(Options()) == fingerprint(Options())
    assert fingerprint(Options()) != fingerprint(Options(beam=5))
    assert fingerprint(Options()) != fingerprint(OtherOptions())


def test_a_file_counts_by_its_content_not_its_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("same")
    (tmp_path / "b").write_text("same")
    (tmp_path / "c").write_text("other")
    assert fingerprint(tmp_path / "a") == fingerprint(tmp_path / "b")
    assert fingerprint(tmp_path / "a") != fingerprint(tmp_path / "c")


def test_an_enum_and_the_order_of_a_dict_do_not_matter() -> None:
    assert fingerprint(Colour.RED) == fingerprint(Colour("red"))
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})


def test_a_value_without_identity_is_refused() -> None:
    with pytest.raises(TypeError, match="no stable identity: object"):
        fingerprint(object())
