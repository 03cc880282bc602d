"""Writes html, md and json: text formats, from templates of our own."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.render.resources import folder

if TYPE_CHECKING:
    from pipeline.render.fields import Fields

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~])")
_NUMBERED_HEADING = re.compile(r"^(#+ \d+)\\(?=[.)])", re.MULTILINE)  # a list cannot begin there: nothing to escape
_BLOCK_START = re.compile(r"^(#{1,6}|[-+=]+|\d+[.)])(?=\s|$)")


def html(fields: Fields, dash: str = "") -> str:
    """The referat as one html file that asks for nothing outside itself.

    Parameters
    ----------
    dash : str
        Written in front of each bullet instead of a list marker.
    """
    environment = _environment(autoescape=True)
    style = (folder() / "referat.css").read_text(encoding="utf-8")
    return environment.get_template("referat.html").render(asdict(fields), stylesheet=Markup(style), dash=dash)  # noqa: S704 (our own file)


def markdown(fields: Fields) -> str:
    """The referat as CommonMark; what the data holds of its signs is escaped."""
    text = _environment(autoescape=False).get_template("referat.md").render(asdict(fields))
    return _NUMBERED_HEADING.sub(r"\1", text).strip() + "\n"


def to_json(fields: Fields) -> str:
    """The fields themselves (docs/templates.md describes them)."""
    return json.dumps(asdict(fields), ensure_ascii=False, indent=1) + "\n"


def draft_style(fields: Fields) -> str:
    """The page style that marks a pdf as a draft."""
    return _environment(autoescape=False).get_template("draft.css").render(asdict(fields))


def escape_markdown(value: object) -> object:
    r"""Escape what Markdown would read as a sign.

    Examples
    --------
    >>> escape_markdown("<b> 1*2")
    '\\<b\\> 1\\*2'
    >>> escape_markdown("1. maj")
    '1\\. maj'
    """
    if not isinstance(value, str):
        return value
    escaped = _MARKDOWN.sub(r"\\\1", value)
    start = _BLOCK_START.match(escaped)
    if start:
        sign = start.end() - 1
        escaped = f"{escaped[:sign]}\\{escaped[sign:]}" if start.group()[0].isdigit() else f"\\{escaped}"
    return escaped


@lru_cache(maxsize=2)
def _environment(*, autoescape: bool) -> Environment:
    return Environment(
        loader=FileSystemLoader(folder()),
        autoescape=autoescape,  # noqa: S701 (Markdown has its own escape)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=None if autoescape else escape_markdown,
    )
