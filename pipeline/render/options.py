"""What the caller chooses about the documents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

FORMATS = ("docx", "html", "pdf", "md", "json", "odt")
BY_DEFAULT = FORMATS[:-1]


class Edition(StrEnum):
    """A draft is marked as one and may carry its evidence; the approved edition carries none."""

    DRAFT = "draft"
    APPROVED = "approved"


class Audience(StrEnum):
    """The public edition holds of closed items nothing but the heading; the confidential one holds everything."""

    CONFIDENTIAL = "confidential"
    PUBLIC = "public"


class Document(StrEnum):
    """The whole referat, its decisions only, or one item of it."""

    REFERAT = "referat"
    DECISIONS = "decisions"
    EXTRACT = "extract"


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """Which documents to write, for whom.

    Attributes
    ----------
    document : Document
        What is written; it also names the files: ``referat.docx``, ``decisions.pdf``, ``extract-90-20.md``.
    item : int or None
        Index of the agenda item of an extract, from 0; None for every other document.
    edition : Edition
        ``draft`` is marked UDKAST/DRAFT.
    audience : Audience
        ``public`` leaves out closed items.
    evidence : bool
        Whether the html draft ties each statement to its place in the recording. Ignored unless the edition is
        a confidential draft.
    evidence_print : bool
        The same for docx and odt (footnotes) and pdf (in the margin).
    formats : tuple of str
        Any of ``docx``, ``html``, ``pdf``, ``md``, ``json``, ``odt``; at least one. All but ``odt`` when not said.
    template : Path or None
        The house's own Word template; None: the default one in the language of the meeting.
    playback : str
        Relative link from the html to the recording, so that a time opens it there; empty: times are not links.
    template_cpu_s, template_timeout_s : float
        What filling in a Word template may cost, in seconds of processor and of wall time; in (0, 600].
    template_memory_mb : int
        The memory it may take, in MB; at least 256.
    pdf_timeout_s : float
        What typesetting the pdf may cost, in seconds of wall time; in (0, 3600].
    """

    document: Document = Document.REFERAT
    item: int | None = None
    edition: Edition = Edition.DRAFT
    audience: Audience = Audience.CONFIDENTIAL
    evidence: bool = True
    evidence_print: bool = False
    formats: tuple[str, ...] = BY_DEFAULT
    template: Path | None = None
    playback: str = ""
    template_cpu_s: float = 60.0
    template_timeout_s: float = 120.0
    template_memory_mb: int = 1024
    pdf_timeout_s: float = 600.0

    def __post_init__(self) -> None:
        if not self.formats or not set(self.formats) <= set(FORMATS):
            raise ValueError(f"formats: {self.formats!r}; choose at least one of {', '.join(FORMATS)}")
        if (self.document is Document.EXTRACT) != (self.item is not None):
            raise ValueError(f"item: {self.item!r}; an extract, and nothing else, is of one item")
        if self.item is not None and self.item < 0:
            raise ValueError(f"item: {self.item!r}; an index from 0")
        for name in ("template_cpu_s", "template_timeout_s"):
            seconds = getattr(self, name)
            if not 0 < seconds <= 600:
                raise ValueError(f"{name}: {seconds!r}; more than 0 and at most 600 seconds")
        if not 0 < self.pdf_timeout_s <= 3600:
            raise ValueError(f"pdf_timeout_s: {self.pdf_timeout_s!r}; more than 0 and at most 3600 seconds")
        if self.template_memory_mb < 256:
            raise ValueError(f"template_memory_mb: {self.template_memory_mb!r}; at least 256 MB")
        if ":" in self.playback or self.playback.startswith(("/", "\\")):
            raise ValueError(f"playback: {self.playback!r}; a relative link to a file, without a scheme")

    @property
    def shows_evidence(self) -> bool:
        """Whether evidence may appear at all: only in a draft for those who may hear the recording."""
        return self.edition is Edition.DRAFT and self.audience is Audience.CONFIDENTIAL
