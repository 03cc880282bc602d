"""Builds the word across the page of a draft: ``python -m pipeline.render.build_watermark``.

The result is committed (``templates/referat/draft.da.svg`` and ``draft.en.svg``): outlines, not text, so that it is
drawn fast on each of hundreds of pages, is the same on every machine, and is never read aloud.
"""

from __future__ import annotations

from fontTools.pens.boundsPen import BoundsPen  # type: ignore[import-untyped]
from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from pipeline.render.labels import wording
from pipeline.render.resources import folder, watermark

PAGE_MM = (210, 297)
SIZE_MM = 50.0
ANGLE = -50
INK = "#eceef1"


def build(language: str) -> str:
    """Return the page with the word as svg."""
    font = TTFont(folder() / "fonts" / "Carlito-Bold.ttf")
    glyphs, names, advances = font.getGlyphSet(), font.getBestCmap(), font["hmtx"]
    scale = SIZE_MM / font["head"].unitsPerEm
    word = [names[ord(letter)] for letter in wording(language).labels.draft]
    width = sum(advances[name][0] for name in word)
    bounds = BoundsPen(glyphs)
    glyphs[word[0]].draw(bounds)
    pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:.2f}".rstrip("0").rstrip("."))
    left, middle = -scale * width / 2, scale * bounds.bounds[3] / 2
    for name in word:
        glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, left, middle)))
        left += scale * advances[name][0]
    across, down = PAGE_MM
    place = f"translate({across / 2} {down / 2}) rotate({ANGLE})"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}">'
        f'<path transform="{place}" fill="{INK}" d="{pen.getCommands()}"/></svg>\n'
    )


def main() -> None:
    """Write both."""
    for language in ("da", "en"):
        watermark(language).write_text(build(language), encoding="utf-8")


if __name__ == "__main__":
    main()
