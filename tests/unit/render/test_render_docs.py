"""What is generated from the code is up to date."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest
from PIL import Image

from pipeline.render import build_watermark, document_archive, document_fields
from pipeline.render.build_default import build, build_actions
from pipeline.render.check import analyse
from pipeline.render.environment import FieldEnvironment
from pipeline.render.odt import PARTS
from pipeline.render.resources import default_docx, folder, watermark
from pipeline.render.schema import Scalar, records


def test_the_page_of_the_fields_is_up_to_date(repo):
    assert (repo / "docs" / "templates.md").read_text(encoding="utf-8") == document_fields.page()


def test_the_page_of_the_archive_is_up_to_date(repo):
    assert (repo / "docs" / "archive.md").read_text(encoding="utf-8") == document_archive.page()


def test_every_field_is_described():
    described = [(record, field.name) for record, own in records().items() for field in own.values() if field.doc]
    assert len(described) == sum(len(own) for own in records().values()) > 80


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("make", "name"), [(build, "referat"), (build_actions, "actions")])
def test_the_default_template_is_what_the_script_builds(make, name, language, tmp_path):
    make(language).save(str(tmp_path / "built.docx"))
    with zipfile.ZipFile(tmp_path / "built.docx") as built, zipfile.ZipFile(default_docx(language, name)) as committed:
        assert sorted(built.namelist()) == sorted(committed.namelist())
        for name in built.namelist():
            assert built.read(name) == committed.read(name), name


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_watermark_is_what_the_script_builds(language):
    committed = np.asarray(Image.open(watermark(language)).convert("L"), dtype=int)
    built = np.asarray(build_watermark.build(language).convert("L"), dtype=int)
    assert committed.shape == built.shape
    assert np.mean(committed != built) < 0.01, "edges may differ with another version of the font library"


@pytest.mark.parametrize(
    "name", ["referat.html", "referat.md", "draft.css", *(f"odt/{part}" for part in PARTS.values())]
)
def test_our_own_text_templates_name_only_fields(name):
    source = (folder() / name).read_text(encoding="utf-8")
    environment = FieldEnvironment(autoescape=True)
    assert (
        analyse(source, environment, name, dict.fromkeys(("stylesheet", "dash", "watermark", "screen"), Scalar("text")))
        == ()
    )
