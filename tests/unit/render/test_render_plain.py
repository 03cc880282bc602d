"""html, md and json: what the data holds stays data."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render_meetings import conversation, danish_draft, danish_meeting, findings

from pipeline.meeting import AgendaItem, Attendee
from pipeline.minutes import Draft
from pipeline.render import RenderOptions
from pipeline.render.plain import escape_markdown, html, markdown, to_json
from pipeline.render.text import clean
from pipeline.render.view import build_fields

HOSTILE = "<script>alert('x')</script> {{ 7*7 }} {% raw %} O'Neill & Søn"


def fields(meeting=None, draft=None, **options):
    return build_fields(
        meeting or danish_meeting(),
        draft or danish_draft(),
        findings(),
        conversation(),
        RenderOptions(**options),
        evidence=True,
    )


class Reader(HTMLParser):
    """Collects elements with attributes, and the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


def hostile_meeting(text: str = HOSTILE):
    return danish_meeting(
        title=text, place=text, attendees=(Attendee("a1", text, text, text, text),), items=(AgendaItem(0, text, text),)
    )


def test_html_asks_for_nothing_outside_itself():
    page = read(html(fields(playback="moede.mp4")))
    addresses = [
        value for _, attributes in page.elements for name, value in attributes.items() if name in {"src", "href"}
    ]
    assert addresses
    assert all(address.startswith(("#", "moede.mp4#t=")) for address in addresses)
    assert not {"script", "link", "img", "iframe", "object", "base"} & {tag for tag, _ in page.elements}
    assert not re.search(r"url\(|@import", html(fields()))


def test_html_ties_each_statement_to_its_evidence():
    page = read(html(fields(playback="moede.mp4")))
    tied = {a["data-statements"]: a for _, a in page.elements if "data-statements" in a}
    assert tied["s006 s008"]["data-evidence"] == "u0006 u0008"
    assert tied["s012"]["class"] == "doubted"
    assert ("a", "moede.mp4#t=120.0") in [(tag, a.get("href")) for tag, a in page.elements]
    assert {"s001", "s014", "s030"} <= set(tied)


def test_html_without_a_recording_to_open_has_times_but_no_links():
    page = read(html(fields()))
    assert ("span", "120.0") in [(tag, a.get("data-start")) for tag, a in page.elements]
    assert not [a for tag, a in page.elements if tag == "a" and not str(a["href"]).startswith("#")]


def test_html_headings_are_nested_and_the_language_is_told():
    page = read(html(fields()))
    assert page.elements[0] == ("html", {"lang": "da"})
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_hostile_names_are_text_in_html():
    page = read(html(fields(hostile_meeting(), Draft("da", ()))))
    assert "script" not in {tag for tag, _ in page.elements}
    assert HOSTILE in "".join(page.text)


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_title_comes_back_as_it_was(text):
    page = read(html(fields(hostile_meeting(text), Draft("da", ()))))
    plain = read(html(fields(hostile_meeting("x"), Draft("da", ()))))
    shown = clean(text)
    if shown:
        assert shown in " ".join("".join(page.text).split()) or shown in "".join(page.text)
        assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab 1.*_`#<>[]|\\-+~="), min_size=1, max_size=20))
def test_markdown_signs_in_data_are_escaped(text):
    escaped = str(escape_markdown(clean(text)))
    assert re.sub(r"\\(?=[\\`*_\[\]<>|~#+=.)-])", "", escaped.replace("\\\\", "\0")).replace("\0", "\\") == clean(text)
    assert not re.match(r"(#{1,6}|[-+]|\d+[.)])(\s|$)", escaped)


def test_markdown_has_the_form_of_the_referat():
    text = markdown(fields())
    assert text.startswith(
        "# 4. møde i bestyrelsen for Det Fælles Magasin\n\n**Referat – UDKAST**\n\n## Dato og sted\n"
    )
    assert "## Pkt. 22/25 Status for indflytning i det nye magasin (O)\n\n*v/Jørgen Ravn-Holm*\n" in text
    assert "herunder om:\n\n- Flytning af glasplader" in text
    assert "\n\n\n" not in text
    assert text.endswith("kl. 9:30.\n")


def test_markdown_in_english():
    text = markdown(fields(danish_meeting(language="en")))
    assert "**Minutes – DRAFT**" in text
    assert "*By Rikke Thyholm, Søren Ærbødig and Karen Bæk*" in text


def test_json_is_the_fields():
    told = json.loads(to_json(fields()))
    assert told["items"][1]["number"] == "22/25"
    assert told["next_meeting"]["text"].startswith("Næste møde")


@pytest.mark.parametrize("writer", [html, markdown, to_json])
def test_four_hundred_attendees_are_all_printed(writer):
    people = tuple(Attendee(f"a{i}", f"Deltager {i:03d}", "medlem", "Rådet " * 30) for i in range(400))
    text = writer(fields(danish_meeting(attendees=people)))
    assert all(f"Deltager {i:03d}" in text for i in range(400))
