"""Turns html into a pdf in a process of its own: ``python -m pipeline.render.typeset`` < job.json.

A long referat makes millions of small objects; here they need no garbage collector (an eighth of the time) and are gone
at the end.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path

from pipeline.render.resources import folder

UNAVAILABLE = 4


def typeset(html: str, style: str, output: Path) -> None:
    """Write the pdf: variant PDF/UA-1 (ISO 14289-1), fonts embedded. Raises OSError where Pango is missing."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fonts = FontConfiguration()
    ours = URLFetcher(allowed_protocols={"file"}, allow_redirects=False)
    carried = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)  # the document fetches nothing else
    styles = [CSS(filename=folder() / "print.css", url_fetcher=ours, font_config=fonts)]
    if style:
        styles.append(CSS(string=style, url_fetcher=carried, font_config=fonts))
    document = HTML(string=html, url_fetcher=carried)
    document.write_pdf(output, stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1")


def main() -> int:
    """Do the job on standard input."""
    job = json.load(sys.stdin)
    gc.disable()
    try:
        import weasyprint.text.ffi  # noqa: F401 (this import opens Pango)
    except OSError:
        return UNAVAILABLE
    typeset(job["html"], job["style"], Path(job["output"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
