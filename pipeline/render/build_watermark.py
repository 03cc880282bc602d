"""Builds the word across the page of a draft: ``python -m pipeline.render.build_watermark``.

The result is committed (``templates/referat/draft.da.png`` and ``draft.en.png``): a picture of the page, so that a pdf
of hundreds of pages holds it once and draws it fast (outlines or text would be set anew on every page), and it is never
read aloud.
"""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from pipeline.render.labels import wording
from pipeline.render.resources import folder, watermark

DOTS_PER_MM = 150 / 25.4
PAGE_MM = (210, 297)
SIZE_MM = 50.0
ANGLE = 50
INK = (0xEC, 0xEE, 0xF1)


def build(language: str) -> Image.Image:
    """Return the page with the word."""
    across, down = (round(side * DOTS_PER_MM) for side in PAGE_MM)
    font = ImageFont.truetype(folder() / "fonts" / "Carlito-Bold.ttf", round(SIZE_MM * DOTS_PER_MM))
    straight = Image.new("L", (down, down), 0)
    place = (down / 2, down / 2)
    ImageDraw.Draw(straight).text(place, wording(language).labels.draft, fill=255, font=font, anchor="mm")
    turned = straight.rotate(ANGLE, resample=Image.Resampling.BICUBIC)
    left = (down - across) // 2
    page = Image.new("RGB", (across, down), (255, 255, 255))
    page.paste(INK, mask=turned.crop((left, 0, left + across, down)))
    return page.quantize(16, dither=Image.Dither.NONE)


def main() -> None:
    """Write both."""
    for language in ("da", "en"):
        build(language).save(watermark(language), optimize=True)


if __name__ == "__main__":
    main()
