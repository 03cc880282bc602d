"""Where name plates are in the picture of a video call, and which tile is marked as speaking.

Gallery view: the speaker's tile has a coloured frame; a closed thin outline of saturated colour is looked for, of
whatever colour, so that it does not matter which program drew it. Speaker view: the speaker is the large picture; the
others stand in a strip.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Image = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float64]

MIN_SATURATION = 50  # greatest minus least channel, of 255: greys are below, the frames of all programs above
MIN_TILE = 0.1  # of the picture's width and height
MAX_LINE = 0.02  # of the picture's height: what is thicker is no line
BELOW_PLATE = 0.1  # of the picture's height: so far below the plate the tile ends
MAX_ROW_SPREAD = 25.0  # standard deviation of a channel along a line
SAME_COLOUR = 48  # greatest difference of a channel that compression makes of one colour
MAX_STRIP = 160  # pixels of a line that are looked at to find it
MAX_BREAK = 5  # pixels a line may be interrupted by: less than the gap between two tiles
THUMBNAIL_ROOM, LARGE_ROOM = 0.2, 0.5  # share of the picture above and to the right of a plate, of two
CORNER = 16  # pixels by which a rounded corner may cut a side short
MIN_DRAWN = 0.6  # of a side that must be drawn
STRIP_SHARE = 0.03  # plates in a strip lie on one line within this share of the picture
LARGE_RATIO = 1.5  # the large picture's plate is farther from the strip than its plates are from each other


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, right and bottom exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def centre(self) -> tuple[float, float]:
        """Horizontal and vertical centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, other: Box) -> bool:
        """Tell whether the centre of another rectangle lies inside."""
        x, y = other.centre
        return self.left <= x < self.right and self.top <= y < self.bottom

    @property
    def area(self) -> int:
        """In square pixels."""
        return (self.right - self.left) * (self.bottom - self.top)


def frame_around(image: Image, plate: Box) -> Box | None:
    """Find the coloured frame of the tile that a name plate stands in.

    From the plate down to a thin line of one colour, along it to both corners, up both sides, and over the top.

    Parameters
    ----------
    image : ndarray
        shape = (height, width, 3), RGB
    plate : Box
        The plate's text; the bottom of its tile is near below.

    Returns
    -------
    Box or None
        The outline, lines included.
    """
    height, width = image.shape[:2]
    for bottom, colour in _lines_below(image, plate):
        left, right = _along(_is_colour(image[bottom], colour), (plate.left + plate.right) // 2)
        if right - left < MIN_TILE * width:
            continue
        sides = [_upward(image[: bottom + 1, max(0, edge - CORNER) : edge + CORNER], colour) for edge in (left, right)]
        tall = max(sides)
        if min(sides) < MIN_TILE * height or tall - min(sides) > 2 * CORNER:
            continue
        top = max(0, bottom - tall)
        roof = _is_colour(image[max(0, top - 4) : top + CORNER, left:right], colour).any(axis=0)
        box = Box(left, top, right, bottom + 1)
        if roof.mean() >= MIN_DRAWN and _hollow(image, box, colour):
            return box
    return None


def _is_colour(pixels: Image, colour: Floats) -> npt.NDArray[np.bool_]:
    """Tell which pixels have a colour. ``pixels``: shape = (..., 3)"""
    low, high = np.clip([colour - SAME_COLOUR, colour + SAME_COLOUR], 0, 255).astype(np.uint8)
    close: npt.NDArray[np.bool_] = ((pixels >= low) & (pixels <= high)).all(axis=-1)
    return close


def _hollow(image: Image, box: Box, colour: Floats) -> bool:
    """Tell whether the colour is that of an outline, and not of everything in the tile."""
    inset = max(CORNER, round(MAX_LINE * image.shape[0]) + 4)
    columns = image[box.top + inset : box.bottom - inset, [box.left + inset, box.right - 1 - inset]]
    return columns.size > 0 and float(_is_colour(columns, colour).mean(axis=0).max()) <= 1 - MIN_DRAWN


def _lines_below(image: Image, plate: Box) -> list[tuple[int, Floats]]:
    """Find thin lines of saturated colour under a plate: the row of their middle, and their colour."""
    height = image.shape[0]
    first = max(0, plate.bottom - 3)
    right = min(plate.right, plate.left + MAX_STRIP)
    strip = image[first : min(height, plate.bottom + round(BELOW_PLATE * height)), plate.left : right].astype(
        np.float32
    )
    if strip.size == 0:
        return []
    colours = strip.mean(axis=1).astype(np.float64)  # shape: (n_rows, 3)
    saturated = np.ptp(colours, axis=1) >= MIN_SATURATION
    if not saturated.any():
        return []
    fits = saturated.copy()
    fits[saturated] = strip[saturated].std(axis=1).max(axis=1) <= MAX_ROW_SPREAD
    lines: list[tuple[int, Floats]] = []
    begin = 0
    for row in range(1, len(fits) + 1):
        ends = row == len(fits) or fits[row] != fits[begin] or bool(np.abs(colours[row] - colours[row - 1]).max() > 24)
        if not ends:
            continue
        if fits[begin] and row - begin <= max(4, MAX_LINE * height):
            middle = (begin + row - 1) // 2
            lines.append((first + middle, colours[middle]))
        begin = row
    return lines


def _along(drawn: npt.NDArray[np.bool_], start: int) -> tuple[int, int]:
    """Follow a line both ways over short breaks. Returns the first pixel and the one behind the last."""
    ahead = _reach(drawn[start:])
    behind = _reach(drawn[start::-1])
    return start - behind + 1, start + ahead


def _reach(drawn: npt.NDArray[np.bool_]) -> int:
    """Return how many pixels a line goes on from the start, breaks of at most ``MAX_BREAK`` allowed."""
    at = np.flatnonzero(drawn)
    if len(at) == 0 or at[0] > MAX_BREAK:
        return 0
    wide = np.flatnonzero(np.diff(at) > MAX_BREAK)
    return int(at[wide[0]] if len(wide) else at[-1]) + 1


def _upward(pixels: Image, colour: Floats) -> int:
    """Return how far a side goes up from the bottom line; the side is one of the columns."""
    if pixels.shape[0] <= CORNER or pixels.shape[1] == 0:
        return 0
    drawn = _is_colour(pixels[-CORNER - 1 :: -1], colour)  # from behind a rounded corner upwards
    reach = _reach(drawn[:, int(drawn.sum(axis=0).argmax())])
    return CORNER + reach if reach else 0


def framed_plate(image: Image, plates: Sequence[Box]) -> int | None:
    """Return which plate stands in a coloured frame, or None.

    A frame that holds several plates is not a tile's. Two tiles with frames: nobody is told.
    """
    marked = set()
    for at, plate in enumerate(plates):
        frame = frame_around(image, plate)
        if frame is not None and sum(frame.holds(other) for other in plates) == 1:
            marked.add(at)
    return marked.pop() if len(marked) == 1 else None


def large_plate(plates: Sequence[Box], height: int, width: int) -> int | None:
    """Return which plate belongs to the large picture of speaker view, or None.

    The others stand in a strip, on one line across or down, and it stands off that line.
    """
    if len(plates) < 3:
        return None
    centres = np.array([plate.centre for plate in plates])  # shape: (n_plates, 2)
    scale = np.array([width, height])
    for at in range(len(plates)):
        others = np.delete(centres, at, axis=0) / scale
        spread = others.max(axis=0) - others.min(axis=0)
        across = int(spread.argmax())
        if spread[1 - across] > STRIP_SHARE:
            continue
        off = abs(centres[at] / scale - others.mean(axis=0))[1 - across]
        step = spread[across] / (len(others) - 1)
        if off > max(LARGE_RATIO * STRIP_SHARE, 0.2) and (off > LARGE_RATIO * step or len(others) > 3):
            return at
    return None


def large_of_two(plates: Sequence[Box], height: int, width: int) -> int | None:
    """Return which of two plates can only belong to the large picture of speaker view, or None.

    A plate stands at the lower left of its tile, so that the tile reaches no farther than the upper and the right edge
    of the picture: the thumbnail has little room there, and the large picture has much. A gallery of which only two
    plates can be read may look so too; there the same one is returned however the speakers change.
    """
    room = [plate.bottom / height * (1 - plate.left / width) for plate in plates]
    if len(plates) != 2 or min(room) > THUMBNAIL_ROOM or max(room) < LARGE_ROOM:
        return None
    return int(np.argmax(room))
