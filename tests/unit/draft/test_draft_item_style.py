"""An item may have a style of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from draft_meetings import conversation, meeting

from pipeline.draft import DraftOptions, draft
from pipeline.errors import InputError
from pipeline.intake import load_meeting
from pipeline.meeting import Style
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = ("Bente Lind, formand", "Carsten Munk", "Dorte Holm")
TALK = """Carsten Munk: Taget på nordsiden er blevet utæt i løbet af vinteren.
Dorte Holm: Reparationen koster omkring 60.000 kroner ifølge tilbuddet fra tømreren.
Bente Lind: Så bestiller vi en reparation af taget hos tømreren.
"""
SCRIPT = f"[0]\nBente Lind: Velkommen.\n[1]\n{TALK}[2]\n{TALK}"


def kinds(of_meeting: Style, *of_items: Style | None) -> list[set[StatementKind]]:
    of = meeting(PEOPLE, ["Velkomst", "Taget (B)", "Taget igen (B)"], style=of_meeting)
    items = (of.items[0], *(replace(item, style=style) for item, style in zip(of.items[1:], of_items, strict=True)))
    of = replace(of, items=items)
    spoken, aligned = conversation(of, SCRIPT)
    return [{one.kind for one in item.statements} for item in draft(spoken, aligned, of, DraftOptions()).items[1:]]


def test_an_item_of_decisions_only_in_an_extended_referat() -> None:
    first, second = kinds(Style.EXTENDED, Style.DECISIONS, None)

    assert first == {StatementKind.DECISION}
    assert {StatementKind.DECISION, StatementKind.REMARK} <= second


def test_an_extended_item_in_a_referat_of_decisions() -> None:
    first, second = kinds(Style.DECISIONS, Style.EXTENDED, None)

    assert {StatementKind.DECISION, StatementKind.REMARK} <= first
    assert second == {StatementKind.DECISION}


def written(folder: Path, line: str) -> Path:
    (folder / "moede.vtt").write_text("WEBVTT\n", encoding="utf-8")
    (folder / "meeting.toml").write_text(
        'title = "Møde"\nlanguage = "da"\ntranscript = "moede.vtt"\n'
        f'[[attendee]]\nname = "Bente Lind"\n[[item]]\ntitle = "Taget"\n{line}\n[[item]]\ntitle = "Andet"\n',
        encoding="utf-8",
    )
    return folder


def test_the_style_of_an_item_is_read(tmp_path: Path) -> None:
    items = load_meeting(written(tmp_path, 'style = "decisions"')).items

    assert [item.style for item in items] == [Style.DECISIONS, None]


def test_another_style_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="style"):
        load_meeting(written(tmp_path, 'style = "kort"'))
