"""Name plates of drawn video calls, read by the real character recogniser."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.identify import PlateOptions, PlateReading, read_plates
from pipeline.meeting import Attendee, Body, Meeting, Style
from pipeline.progress import silent
from pipeline.recording import Part, Recording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytestmark = pytest.mark.slow

NAMES = ("Bettina Lundgren", "Per Okkels", "Søren Søndergaard", "Anne-Mette Kjær")
WIDTH, HEIGHT, RATE, HOLD_S = 960, 540, 2, 3
FONT = ImageFont.load_default(20)


def plate(pen: ImageDraw.ImageDraw, left: int, bottom: int, text: str) -> None:
    pen.rectangle((left + 6, bottom - 36, left + 26 + FONT.getlength(text), bottom - 8), fill=(20, 20, 20))
    pen.text((left + 14, bottom - 34), text, font=FONT, fill=(255, 255, 255))


def gallery(labels: Sequence[str], active: int | None) -> Image.Image:
    picture = Image.new("RGB", (WIDTH, HEIGHT), (30, 30, 32))
    pen = ImageDraw.Draw(picture)
    for at, label in enumerate(labels):
        left, top = at % 2 * 480 + 8, at // 2 * 270 + 8
        pen.rectangle((left, top, left + 463, top + 253), fill=(70 + 25 * at, 90, 130 - 20 * at))
        plate(pen, left, top + 254, label)
        if at == active:
            pen.rectangle((left, top, left + 463, top + 253), outline=(123, 131, 235), width=4)
    return picture


def speaker(labels: Sequence[str], active: int | None) -> Image.Image:
    assert active is not None
    picture = Image.new("RGB", (WIDTH, HEIGHT), (30, 30, 32))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100, 130, 860, 530), fill=(80, 96, 84))
    plate(pen, 100, 530, labels[active])
    for place, label in enumerate(label for at, label in enumerate(labels) if at != active):
        plate(pen, place * 240 + 10, 100, label)
    return picture


def record(path: Path, pictures: Sequence[Image.Image]) -> Recording:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE, options={"crf": "24"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for index, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
            frame.pts, frame.time_base = index, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    duration_s = len(pictures) / RATE
    return Recording(path, round(duration_s * 16000), (Part(path, 0.0, duration_s, has_video=True),))


def meeting() -> Meeting:
    people = tuple(Attendee(f"a{at}", name) for at, name in enumerate(NAMES))
    return Meeting("Møde", "da", None, None, "", Style.EXTENDED, Body(), people, ())


def read(tmp_path: Path, pictures: Sequence[Image.Image]) -> tuple[tuple[PlateReading, ...], list[str]]:
    held = [picture for picture in pictures for _ in range(HOLD_S * RATE)]
    found = read_plates(record(tmp_path / "call.mp4", held), meeting(), PlateOptions(n_threads=1), silent)
    assert found is not None
    return found.readings, [remark.code for remark in found.remarks]


def check(readings: Sequence[PlateReading], order: Sequence[int | None], least: float) -> None:
    """No wrong name; at least this share of the seconds in which somebody speaks is right."""
    wanted = [order[min(int(r.at_s // HOLD_S), len(order) - 1)] for r in readings]
    given = [(r.attendee, None if w is None else f"a{w}") for r, w in zip(readings, wanted, strict=True)]
    assert [pair for pair in given if pair[0] is not None and pair[0] != pair[1]] == []
    speaking = [pair for pair in given if pair[1] is not None]
    assert sum(a == b for a, b in speaking) >= least * len(speaking) > 0


def test_gallery_view(tmp_path: Path) -> None:
    order = [0, 1, None, 2, 3]
    labels = [NAMES[0], "Per Okkels (Gæst)", *NAMES[2:]]
    readings, remarks = read(tmp_path, [gallery(labels, at) for at in order])
    check(readings, order, 0.95)
    assert remarks == []


def test_speaker_view(tmp_path: Path) -> None:
    order = [0, 2, 1]
    readings, _ = read(tmp_path, [speaker(NAMES, at) for at in order])
    check(readings, order, 0.6)


def test_plates_that_name_nobody_on_the_list(tmp_path: Path) -> None:
    labels = ["<b>Ole</b>", "Mødelokale 3", "李雷", "Sø"]
    readings, remarks = read(tmp_path, [gallery(labels, at) for at in (0, 1)])
    assert {reading.attendee for reading in readings} == {None}
    assert remarks == ["plates-unreadable"]


def test_speaker_view_of_two(tmp_path: Path) -> None:
    order = [0, 1, 0]
    readings, _ = read(tmp_path, [speaker(NAMES[:2], at) for at in order])
    check(readings, order, 0.6)


def test_two_plates_that_never_change_mark_nobody(tmp_path: Path) -> None:
    """A gallery of which only two plates name somebody on the list looks like a speaker view that stands still."""
    readings, _ = read(tmp_path, [speaker(NAMES[:2], 0) for _ in range(3)])
    assert {reading.attendee for reading in readings} == {None}


def test_a_plate_that_is_cut_off_is_read_or_left_but_never_another(tmp_path: Path) -> None:
    labels = ["Bettina Lundg", "Per O", "Søren Sønderg", "Anne-Mette Kj"]
    order = [0, 1, 2, 3]
    readings, _ = read(tmp_path, [gallery(labels, at) for at in order])
    wanted = {f"a{at}" for at in order}
    given = [(int(r.at_s // HOLD_S), r.attendee) for r in readings if r.attendee is not None]
    assert all(attendee == f"a{order[min(at, 3)]}" for at, attendee in given)
    assert {attendee for _, attendee in given} <= wanted
