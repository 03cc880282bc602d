"""What a run makes of a body's template, and which stages see what is only printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.config import Config
from pipeline.meeting import AgendaItem, Body, Meeting, OpenAction, Style
from pipeline.path import MeetingPath
from pipeline.render import RenderOptions

HOUSE, OTHER = Path("house.docx"), Path("other.docx")


def meeting(**more: Any) -> Meeting:
    items = (AgendaItem(0, "1", "Budget"),)
    return Meeting("Møde", "da", None, None, "", Style.EXTENDED, Body("Rådet"), (), items, **more)


def path(of: Meeting, config: Config) -> MeetingPath:
    return MeetingPath(of, config, None, None)  # type: ignore[arg-type]  # no stage is run


def test_the_bodys_template_is_used_where_the_configuration_names_none() -> None:
    ours = replace(meeting(), body=Body("Rådet", template=HOUSE))
    assert path(ours, Config()).config.render.template == HOUSE
    assert path(ours, Config(render=RenderOptions(template=OTHER))).config.render.template == OTHER
    assert path(meeting(), Config()).config.render.template is None


def test_what_is_only_printed_reaches_only_the_documents() -> None:
    """Another template or a closed action renders anew; nothing else is computed again."""
    more = replace(meeting(number="12", open_actions=(OpenAction("Gør det"),)), body=Body("Rådet", template=HOUSE))
    seen = path(more, Config())
    assert seen._described == path(meeting(), Config())._described
    assert (seen._printed.number, len(seen._printed.open_actions)) == ("12", 1)
    assert seen._printed.body.template is None, "its content counts, not where it lies"
