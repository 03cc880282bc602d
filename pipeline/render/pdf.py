"""Writes the accessible pdf (PDF/UA-1) from the html, with WeasyPrint and a font that is shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.errors import ResourceError
from pipeline.remark import Remark
from pipeline.render.plain import draft_style, html
from pipeline.render.resources import folder

if TYPE_CHECKING:
    from pipeline.render.fields import Fields

_MISSING = {
    "da": "PDF kunne ikke dannes, fordi programbiblioteket Pango mangler på maskinen; de øvrige formater er dannet.",
    "en": "No PDF was made because the library Pango is missing on this machine; the other formats were.",
}


class PdfUnavailable(ResourceError):  # noqa: N818 (a state of the machine, told to the reviewer; not a failure)
    """The pdf cannot be written: the library Pango is missing (Debian: libpango-1.0-0, libpangoft2-1.0-0)."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


def pdf_remark(language: str) -> Remark:
    """What the reviewer is told when the pdf is left out."""
    return Remark("render", "pdf-unavailable", _MISSING["da" if language == "da" else "en"])


def pdf(fields: Fields) -> bytes:
    """The referat as a tagged pdf with title and language.

    Raises
    ------
    PdfUnavailable
        Pango is missing.
    """
    weasyprint = _weasyprint()
    fonts = weasyprint.text.fonts.FontConfiguration()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols={"file", "data"}, allow_redirects=False)
    styles = [weasyprint.CSS(filename=folder() / "print.css", url_fetcher=fetcher, font_config=fonts)]
    if fields.is_draft:
        styles.append(weasyprint.CSS(string=draft_style(fields), url_fetcher=fetcher, font_config=fonts))
    document = weasyprint.HTML(string=html(fields), base_url=None, url_fetcher=_OnlyData(fetcher))
    written = document.write_pdf(
        stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1", pdf_identifier=None, uncompressed_pdf=False
    )
    return bytes(written)


class _OnlyData:
    """Lets the document itself fetch nothing but what it carries."""

    def __init__(self, fetcher: Any) -> None:
        self._fetcher = fetcher

    def __call__(self, url: str) -> Any:
        if not url.startswith("data:"):
            raise ValueError(f"not fetched: {url}")
        return self._fetcher.fetch(url)


def _weasyprint() -> Any:
    try:
        import weasyprint
        import weasyprint.text.fonts
        import weasyprint.urls
    except OSError as error:
        raise PdfUnavailable from error
    return weasyprint
