from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from pipeline.identify.layout import Box, frame_around, framed_plate, large_of_two, large_plate

Image = npt.NDArray[np.uint8]
PURPLE, GREEN, YELLOW, GREY = (123, 131, 235), (35, 217, 89), (240, 230, 60), (130, 130, 130)
TILES = [Box(6, 6, 420, 350), Box(432, 6, 846, 350), Box(858, 6, 1272, 350), Box(6, 362, 420, 706)]


def call(frames: dict[int, tuple[int, int, int]], *, thick: int = 4) -> tuple[Image, list[Box]]:
    """Draw tiles on a dark ground, frames around some of them. Returns the picture and the plates."""
    picture = np.full((720, 1280, 3), 28, dtype=np.uint8)
    walls = np.random.default_rng(0).integers(40, 190, (len(TILES), 3))
    plates = []
    for at, tile in enumerate(TILES):
        colour = frames.get(at)
        if colour is not None:
            picture[tile.top : tile.bottom, tile.left : tile.right] = colour
        inset = thick if colour is not None else 0
        picture[tile.top + inset : tile.bottom - inset, tile.left + inset : tile.right - inset] = walls[at]
        plate = Box(tile.left + 14, tile.bottom - 34, tile.left + 150, tile.bottom - 14)
        picture[plate.top : plate.bottom, plate.left : plate.right] = 20
        plates.append(plate)
    return picture, plates


@pytest.mark.parametrize("colour", [PURPLE, GREEN, YELLOW])
@pytest.mark.parametrize("thick", [3, 6])
def test_the_framed_tile_is_found_whatever_its_colour(colour: tuple[int, int, int], thick: int) -> None:
    picture, plates = call({2: colour}, thick=thick)
    assert framed_plate(picture, plates) == 2
    box = frame_around(picture, plates[2])
    assert box is not None
    assert abs(box.left - TILES[2].left) <= 2 and abs(box.top - TILES[2].top) <= 2


def test_coloured_walls_are_no_frames() -> None:
    picture, plates = call({})
    assert framed_plate(picture, plates) is None


def test_a_grey_border_is_no_frame() -> None:
    picture, plates = call({1: GREY})
    assert framed_plate(picture, plates) is None


def test_two_frames_tell_nobody() -> None:
    picture, plates = call({0: PURPLE, 3: PURPLE})
    assert framed_plate(picture, plates) is None


def test_a_frame_around_several_plates_is_no_tiles() -> None:
    picture, plates = call({1: PURPLE})
    assert framed_plate(picture, [*plates, Box(600, 100, 700, 120)]) is None


def test_noise_is_no_frame() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (720, 1280, 3), dtype=np.uint8)
    assert framed_plate(picture, [Box(100, 300, 220, 320), Box(600, 690, 720, 715)]) is None


def test_plates_at_the_edge_of_the_picture_do_no_harm() -> None:
    picture, _ = call({})
    assert frame_around(picture, Box(0, 715, 80, 720)) is None
    assert frame_around(picture, Box(1275, 0, 1280, 4)) is None


def strip(n: int) -> list[Box]:
    return [Box(at * 200 + 10, 96, at * 200 + 120, 118) for at in range(n)]


def test_the_large_picture_stands_off_the_strip() -> None:
    assert large_plate([*strip(5), Box(120, 680, 300, 705)], 720, 1280) == 5


@pytest.mark.parametrize("plates", [strip(6), strip(1), [], [Box(10, 300, 90, 320), Box(650, 300, 700, 320)]])
def test_a_gallery_has_no_large_picture(plates: list[Box]) -> None:
    assert large_plate(plates, 720, 1280) is None


def test_a_gallery_of_two_rows_has_no_large_picture() -> None:
    gallery = [
        Box(col * 420 + 10, row * 350 + 320, col * 420 + 90, row * 350 + 340) for row in (0, 1) for col in range(3)
    ]
    assert large_plate(gallery, 720, 1280) is None
    assert large_plate(gallery[:5], 720, 1280) is None
    assert large_plate(gallery[:4], 720, 1280) is None


@pytest.mark.parametrize(
    "thumbnail", [Box(10, 80, 110, 100), Box(600, 80, 700, 100), Box(1060, 240, 1160, 260), Box(1060, 690, 1160, 710)]
)
def test_of_two_plates_the_one_with_room_is_the_large_pictures(thumbnail: Box) -> None:
    large = Box(60, 690, 240, 712)
    assert large_of_two([large, thumbnail], 720, 1280) == 0
    assert large_of_two([thumbnail, large], 720, 1280) == 1


@pytest.mark.parametrize(
    "plates",
    [
        [Box(10, 690, 90, 710), Box(650, 690, 730, 710)],  # side by side
        [Box(10, 340, 90, 355), Box(10, 690, 90, 710)],  # one above the other
        [Box(10, 690, 90, 710), Box(650, 340, 730, 355)],  # across a gallery of four
        [Box(10, 340, 90, 355), Box(650, 690, 730, 710)],
        strip(2),
        strip(1),
        [],
    ],
)
def test_two_plates_of_a_gallery_have_no_large_picture(plates: list[Box]) -> None:
    assert large_of_two(plates, 720, 1280) is None
