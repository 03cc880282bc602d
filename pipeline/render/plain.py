"""Writes html, md and json: text formats, from templates of our own."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.render.resources import folder, watermark

if TYPE_CHECKING:
    from pipeline.render.fields import Fields

DASH = "–\u2002"
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~])")
_NUMBERED_HEADING = re.compile(r"^(#+ \d+)\\(?=[.)])", re.MULTILINE)  # a list cannot begin there: nothing to escape
_BLOCK_START = re.compile(r"^(#{1,6}|[-+=]+|\d+[.)])(?=\s|$)")


def html(fields: Fields) -> str:
    """The referat as one html file that asks for nothing outside itself."""
    return _html(fields, screen=True, dash="")


def html_for_paper(fields: Fields) -> str:
    """The same to be set as pages.

    It has what the setting of a long pdf is faster without: a dash is typed in front of each bullet instead of a list
    marker, and the parts are not nested in sections (the headings tell them).
    """
    return _html(fields, screen=False, dash=DASH)


def _html(fields: Fields, *, screen: bool, dash: str) -> str:
    environment = _environment(autoescape=True)
    style = (folder() / "referat.css").read_text(encoding="utf-8")
    ours = {"stylesheet": Markup(style), "screen": screen, "dash": dash}  # noqa: S704 (our own file)
    return environment.get_template("referat.html").render(asdict(fields), **ours)


def markdown(fields: Fields) -> str:
    """The referat as CommonMark; what the data holds of its signs is escaped."""
    text = _environment(autoescape=False).get_template("referat.md").render(asdict(fields))
    return _NUMBERED_HEADING.sub(r"\1", text).strip() + "\n"


def to_json(fields: Fields) -> str:
    """The fields themselves (docs/templates.md describes them)."""
    return json.dumps(asdict(fields), ensure_ascii=False, indent=1) + "\n"


def draft_style(fields: Fields) -> str:
    """The page style that marks a pdf as a draft."""
    picture = b64encode(watermark(fields.language).read_bytes()).decode("ascii")
    return _environment(autoescape=False).get_template("draft.css").render(asdict(fields), watermark=picture)


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
