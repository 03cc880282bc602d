"""The words of the house reach the recogniser, and a file that is no list of terms is told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.intake import load_meeting
from pipeline.intake.glossary import read_glossary

MEETING = 'title = "Møde"\nrecording = "a.wav"\nglossary = "ordliste.txt"\n'


def folder(tmp_path: Path, glossary: bytes) -> Path:
    (tmp_path / "meeting.toml").write_text(MEETING, encoding="utf-8")
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    (tmp_path / "ordliste.txt").write_bytes(glossary)
    return tmp_path


def test_terms_come_once_in_order_without_comments(tmp_path: Path) -> None:
    text = "\ufeff# vores ord\nNærhedsudvalget\n\n  Datafordeler   Grunddata \nNærhedsudvalget\nÆblehaven\n"
    meeting = load_meeting(folder(tmp_path, text.encode()))
    assert meeting.glossary == ("Nærhedsudvalget", "Datafordeler Grunddata", "Æblehaven")


def test_ten_thousand_terms_are_read(tmp_path: Path) -> None:
    terms = [f"Ord{n}" for n in range(10_000)]
    assert read_glossary(folder(tmp_path, "\n".join(terms).encode()) / "ordliste.txt") == tuple(terms)


@pytest.mark.parametrize(
    ("glossary", "told"),
    [
        (b"", "empty"),
        (b"K\xf8benhavn", "not UTF-8"),
        (b"ord\n" + b"x" * 101, "line 2 is no term"),
        (b"ord\x00et", "line 1 is no term"),
        (b"ord\n" * 300_000, "larger than 1 MB"),
    ],
)
def test_what_is_no_glossary_is_told_in_one_line(tmp_path: Path, glossary: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told) as error:
        load_meeting(folder(tmp_path, glossary))
    assert "\n" not in str(error.value)
