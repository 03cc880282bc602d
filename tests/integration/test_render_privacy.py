"""Nothing of a closed item is in any byte of the public edition: documents, lists of actions, archive package."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.meeting import OpenAction
from pipeline.minutes import Block, BlockKind, Finding, FindingKind, ItemDraft, Severity, StatementKind
from pipeline.progress import silent
from pipeline.render import (
    ArchiveMetadata,
    Audience,
    Document,
    Edition,
    RenderOptions,
    render,
    write_actions,
    write_archive,
)
from pipeline.render.actions import ACTION_FORMATS
from pipeline.render.options import FORMATS

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "unit" / "render"))
from render_meetings import conversation, danish_draft, danish_meeting, everything, statement

MARKER = "Fortroligtvidnesbyrd"
CLOSED = 3


def told(number, kind, **more):
    return statement(number, kind, f"{MARKER} om en ansat.", **more)


def meeting():
    """A meeting whose closed item has the marker wherever a closed item has text but in its heading."""
    found = danish_meeting()
    closed = replace(found.items[CLOSED], presenters=(f"Bo {MARKER}",), documents=(f"{MARKER}.pdf",))
    items = (*found.items[:CLOSED], closed, *found.items[CLOSED + 1 :])
    return replace(found, items=items, open_actions=(OpenAction(f"{MARKER} igen", MARKER, MARKER, closed=True),))


def draft():
    found = danish_draft()
    question = told(41, StatementKind.QUESTION)
    blocks = (
        Block(BlockKind.PRESENTATION, (told(40, StatementKind.PRESENTATION),), f"{MARKER} blev fremlagt:"),
        Block(BlockKind.REMARKS, (question, told(42, StatementKind.ANSWER, answers=question.id)), MARKER),
        Block(BlockKind.OUTCOME, (told(43, StatementKind.DECISION), told(44, StatementKind.VOTE))),
        Block(BlockKind.ACTIONS, (told(45, StatementKind.ACTION, owner=MARKER, deadline=f"1. maj {MARKER}"),)),
    )
    items = tuple(ItemDraft(CLOSED, blocks) if item.item == CLOSED else item for item in found.items)
    return replace(found, items=items)


FINDINGS = (
    Finding("f1", FindingKind.UNSUPPORTED, Severity.BLOCKING, "x", f"{MARKER}?", statement_id="s043", item=CLOSED),
    Finding("f2", FindingKind.MISSING, Severity.ADVISORY, "x", f"{MARKER} mangler.", item=CLOSED, start_s=3.0),
)


def written(folder, audience, **options):
    chosen = RenderOptions(audience=audience, formats=FORMATS, evidence_print=True, playback="moede.mp4", **options)
    paths = render(meeting(), draft(), FINDINGS, conversation(), chosen, folder, silent)
    if "pdf" not in {path.suffix[1:] for path in paths}:
        pytest.skip("needs Pango")
    return paths


def test_the_search_finds_the_marker_wherever_it_is_printed(tmp_path):
    paths = written(tmp_path, Audience.CONFIDENTIAL)
    paths += write_actions(meeting(), draft(), RenderOptions(), tmp_path)
    paths += (write_archive(tmp_path / "sag.zip", paths, ArchiveMetadata("t", "b", "", "da")),)
    assert len(paths) == len(FORMATS) + len(ACTION_FORMATS) + 1
    for path in paths:
        assert MARKER in everything(path), path.name


DOCUMENTS = [
    {},
    {"edition": Edition.APPROVED},
    {"document": Document.DECISIONS},
    {"document": Document.EXTRACT, "item": CLOSED},
    {"document": Document.EXTRACT, "item": CLOSED, "edition": Edition.APPROVED},
]


@pytest.mark.parametrize("options", DOCUMENTS, ids=lambda options: "-".join(map(str, options.values())) or "draft")
def test_nothing_of_a_closed_item_is_in_a_public_document(tmp_path, options):
    for path in written(tmp_path, Audience.PUBLIC, **options):
        content = everything(path)
        assert "Personalesag" in content, path.name
        assert MARKER.casefold() not in content.casefold(), path.name


def test_nothing_of_a_closed_item_is_in_the_public_lists_and_package(tmp_path):
    paths = written(tmp_path, Audience.PUBLIC, edition=Edition.APPROVED)
    paths += write_actions(meeting(), draft(), RenderOptions(audience=Audience.PUBLIC), tmp_path)
    metadata = ArchiveMetadata("t", "b", "", "da", confidentiality="public")
    for path in (*paths, write_archive(tmp_path / "sag.zip", paths, metadata)):
        assert MARKER.casefold() not in everything(path).casefold(), path.name
