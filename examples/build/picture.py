"""Draws a video call: a gallery with name plates, and a frame around whoever speaks, as Zoom and Teams draw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from truth import Timed

WIDTH, HEIGHT = 1280, 720
FRAME_RATE = 4
COLUMNS, TILE_W, TILE_H, GAP = 3, 404, 212, 12
TOP = 44
PLATE_SIZE = 21
ACTIVE, QUIET, BACKGROUND = (178, 222, 67), (24, 26, 32), (16, 17, 21)
LAG_S = 0.35  # speech this long before the frame moves to it
HOLD_S = 0.6  # and it stays this long


@dataclass(frozen=True, slots=True)
class Look:
    """How a person's tile looks: wall, skin, hair and clothes as RGB; ``long_hair`` falls to the shoulders."""

    wall: tuple[int, int, int]
    skin: tuple[int, int, int]
    hair: tuple[int, int, int]
    clothes: tuple[int, int, int]
    long_hair: bool = False


def active_speakers(timed: Sequence[Timed], total_s: float) -> list[str | None]:
    """Return whom the frame is around in each picture. ``len = round(total_s * FRAME_RATE)``.

    One at a time: who speaks keeps it until silence; short interjections never get it.
    """
    n_frames = round(total_s * FRAME_RATE)
    shown: list[str | None] = []
    current: str | None = None
    until_s = 0.0
    for index in range(n_frames):
        at_s = index / FRAME_RATE
        speaking = [one for one in timed if one.start_s + LAG_S <= at_s < one.end_s]
        names = [one.line.speaker for one in speaking]
        if current in names:
            until_s = at_s + HOLD_S
        elif names and max(one.end_s - one.start_s for one in speaking) > 2 * LAG_S:
            current, until_s = names[0], at_s + HOLD_S
        elif at_s >= until_s:
            current = None
        shown.append(current)
    return shown


def frames(
    title: str, names: Sequence[str], looks: dict[str, Look], shown: Sequence[str | None]
) -> Iterator[npt.NDArray[np.uint8]]:
    """Yield the pictures. ``shape = (HEIGHT, WIDTH, 3)``"""
    gallery = _gallery(names, looks)
    drawn: dict[str | None, Image.Image] = {}
    for index, name in enumerate(shown):
        if name not in drawn:
            drawn[name] = _framed(gallery, names, name)
        picture = drawn[name].copy()
        _bar(picture, title, index // FRAME_RATE)
        yield np.asarray(picture)


def _places(n: int) -> list[tuple[int, int]]:
    """Upper left corners of the tiles; the last row is centred."""
    places = []
    for row in range(-(-n // COLUMNS)):
        in_row = min(COLUMNS, n - row * COLUMNS)
        left = (WIDTH - in_row * TILE_W - (in_row - 1) * GAP) // 2
        places += [(left + i * (TILE_W + GAP), TOP + row * (TILE_H + GAP)) for i in range(in_row)]
    return places


def _gallery(names: Sequence[str], looks: dict[str, Look]) -> Image.Image:
    picture = Image.new("RGB", (WIDTH, HEIGHT), BACKGROUND)
    for name, place in zip(names, _places(len(names)), strict=True):
        picture.paste(_tile(name, looks[name]), place)
    return picture


def _tile(name: str, look: Look) -> Image.Image:
    scale = 2  # drawn large and made smaller: soft edges
    w, h = TILE_W * scale, TILE_H * scale
    tile = Image.new("RGB", (w, h), look.wall)
    pen = ImageDraw.Draw(tile)
    darker = tuple(round(part * 0.86) for part in look.wall)
    pen.rectangle((0, round(h * 0.78), w, h), fill=darker)
    pen.rectangle((round(w * 0.72), round(h * 0.1), round(w * 0.94), round(h * 0.45)), fill=darker)
    tile = tile.filter(ImageFilter.GaussianBlur(10))
    pen = ImageDraw.Draw(tile)
    x, head = w // 2, round(h * 0.42)
    r = round(h * 0.2)
    if look.long_hair:
        pen.rounded_rectangle((x - r * 1.25, head - r * 1.2, x + r * 1.25, head + r * 1.9), r, fill=look.hair)
    pen.rounded_rectangle((x - r * 2.1, head + r * 1.55, x + r * 2.1, h + r), r, fill=look.clothes)
    pen.rectangle((x - r * 0.4, head + r * 0.6, x + r * 0.4, head + r * 1.8), fill=look.skin)
    pen.ellipse((x - r, head - r * 1.15, x + r, head + r * 1.25), fill=look.skin)
    pen.pieslice((x - r * 1.1, head - r * 1.35, x + r * 1.1, head + r * 0.8), 180, 360, fill=look.hair)
    for side in (-1, 1):
        eye = x + side * r * 0.38
        pen.ellipse((eye - 6, head + 8, eye + 6, head + 20), fill=(40, 34, 32))
    pen.arc((x - r * 0.4, head + r * 0.3, x + r * 0.4, head + r * 0.85), 20, 160, fill=(150, 80, 78), width=6)
    tile = tile.resize((TILE_W, TILE_H), Image.Resampling.LANCZOS)
    _plate(tile, name)
    return tile


def _plate(tile: Image.Image, name: str) -> None:
    font = ImageFont.load_default(PLATE_SIZE)
    width = round(font.getlength(name))
    top = TILE_H - 34
    veil = Image.new("RGBA", (width + 18, 28), (18, 20, 24, 205))
    tile.paste(veil.convert("RGB"), (6, top), veil.getchannel("A"))
    ImageDraw.Draw(tile).text((15, top + 13), name, fill=(255, 255, 255), font=font, anchor="lm")


def _framed(gallery: Image.Image, names: Sequence[str], active: str | None) -> Image.Image:
    picture = gallery.copy()
    if active is not None:
        x, y = _places(len(names))[names.index(active)]
        ImageDraw.Draw(picture).rectangle((x - 5, y - 5, x + TILE_W + 4, y + TILE_H + 4), outline=ACTIVE, width=5)
    return picture


def _bar(picture: Image.Image, title: str, elapsed_s: int) -> None:
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, 32), fill=QUIET)
    font = ImageFont.load_default(16)
    pen.ellipse((16, 11, 26, 21), fill=(224, 62, 62))
    pen.text((34, 16), "REC", fill=(220, 220, 220), font=font, anchor="lm")
    pen.text((WIDTH // 2, 16), title, fill=(220, 220, 220), font=font, anchor="mm")
    clock = f"{elapsed_s // 3600:d}:{elapsed_s // 60 % 60:02d}:{elapsed_s % 60:02d}"
    pen.text((WIDTH - 16, 16), clock, fill=(220, 220, 220), font=font, anchor="rm")
