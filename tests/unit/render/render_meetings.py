"""Made-up meetings for the tests of render, in words of our own."""

from __future__ import annotations

import re
import zipfile
import zlib
from datetime import datetime
from pathlib import Path

from pypdf import PdfReader

from pipeline.meeting import AgendaItem, Attendance, Attendee, Body, ItemKind, Meeting, Role, Style
from pipeline.minutes import (
    Block,
    BlockKind,
    Draft,
    Finding,
    FindingKind,
    ItemDraft,
    Severity,
    Statement,
    StatementKind,
)
from pipeline.transcript import Conversation, Utterance, Word

SECRET = "Hemmelighedskræmmeriet"


def utterance(number: int, start_s: float | None) -> Utterance:
    end = None if start_s is None else start_s + 4
    return Utterance(f"u{number:04d}", "A", (Word("ja", start_s, end),), start_s, end)


def conversation(n: int = 60, *, timed: bool = True) -> Conversation:
    return Conversation(
        tuple(utterance(i, i * 20.0 if timed else None) for i in range(n)), (), n * 20.0 if timed else None
    )


def statement(number: int, kind: StatementKind, text: str, **more: object) -> Statement:
    return Statement(f"s{number:03d}", kind, text, evidence=(f"u{number:04d}",), **more)  # type: ignore[arg-type]


def attendees() -> tuple[Attendee, ...]:
    board, office = "Fra bestyrelsen", "Fra bestyrelsens sekretariat"
    return (
        Attendee("a01", "Åse Brøgger", "direktør", "Fællesbiblioteket", board, Role.CHAIR),
        Attendee("a02", "Jørgen Ravn-Holm", "udviklingschef", "Vestkystens Museer", board, Role.DEPUTY),
        Attendee("a03", "Mads O'Connor", "arkivar", "Byarkivet", board, attendance=Attendance.APOLOGIES),
        Attendee("a04", "Søren Ærbødig", "formand for", "Brugerrådet", board),
        Attendee("a05", "Signe Løvstrøm", "arkivassistent", "Byarkivet", board, substitute_for="Mads O'Connor"),
        Attendee("a06", "Rikke Thyholm", "specialkonsulent", "Sekretariatet", office, Role.SECRETARIAT),
        Attendee("a07", "Nils Vad", "", "Sekretariatet", office, Role.SECRETARIAT, Attendance.LEFT),
        Attendee("a08", "Karen Bæk", "arkitekt", "Tegnestuen Nord", "", Role.GUEST),
    )


def danish_meeting(**changes: object) -> Meeting:
    values: dict[str, object] = {
        "title": "4. møde i bestyrelsen for Det Fælles Magasin",
        "language": "da",
        "start": datetime(2025, 9, 2, 9, 30),  # noqa: DTZ001 (meeting.toml has local time)
        "end": datetime(2025, 9, 2, 11, 0),  # noqa: DTZ001
        "place": "mødelokale 3, Havnegade 12",
        "style": Style.EXTENDED,
        "body": Body("Bestyrelsen for Det Fælles Magasin", "21/25"),
        "attendees": attendees(),
        "items": (
            AgendaItem(0, "21/25", "Velkomst", ItemKind.NONE, ("Åse Brøgger",)),
            AgendaItem(
                1, "22/25", "Status for indflytning i det nye magasin", ItemKind.ORIENTATION, ("Jørgen Ravn-Holm",)
            ),
            AgendaItem(
                2,
                "23/25",
                "Budget for 2026 og fordeling af udgifterne mellem de deltagende institutioner",
                ItemKind.DECISION,
                ("Rikke Thyholm", "Søren Ærbødig", "Karen Bæk"),
                documents=("bilag-1.pdf",),
            ),
            AgendaItem(
                3, "24/25", "Personalesag", ItemKind.DISCUSSION, ("Nils Vad",), closed=True, documents=("løn.pdf",)
            ),
            AgendaItem(4, "25/25", "Eventuelt", ItemKind.NONE, ("Åse Brøgger",)),
        ),
    }
    return Meeting(**{**values, **changes})  # type: ignore[arg-type]


def danish_draft() -> Draft:
    kind = StatementKind
    return Draft(
        "da",
        (
            ItemDraft(
                0,
                (Block(BlockKind.OPENING, (statement(1, kind.PRESENTATION, "Åse Brøgger bød velkommen til mødet."),)),),
            ),
            ItemDraft(1, _status()),
            ItemDraft(2, _budget()),
            ItemDraft(
                3, (Block(BlockKind.OUTCOME, (statement(20, kind.ACTION, f"{SECRET} drøftes igen.", owner=SECRET),)),)
            ),
            ItemDraft(4, ()),
        ),
        next_meeting=statement(30, kind.CLOSING, "Næste møde holdes tirsdag den 2. december 2025 kl. 9:30."),
    )


def _status() -> tuple[Block, ...]:
    kind = StatementKind
    points = (
        "Flytning af glasplader og negativer er afsluttet",
        "Klimaanlægget er taget i brug i to af tre haller",
        "Transport af de største genstande udestår",
    )
    return (
        Block(
            BlockKind.PRESENTATION,
            tuple(statement(2 + i, kind.PRESENTATION, text) for i, text in enumerate(points)),
            "Jørgen Ravn-Holm orienterede om status, herunder om:",
        ),
        Block(
            BlockKind.REMARKS,
            (
                statement(6, kind.QUESTION, "Der blev spurgt til, hvornår den sidste hal kan tages i brug?"),
                statement(7, kind.REMARK, "Det blev bemærket, at transporten kræver en ny aftale med vognmanden"),
                statement(8, kind.ANSWER, "Det blev svaret, at hallen ventes klar inden årets udgang.", answers="s006"),
            ),
            "Bestyrelsens medlemmer havde bl.a. følgende bemærkninger:",
        ),
        Block(BlockKind.CLOSING, (statement(9, kind.CLOSING, "Bestyrelsen tog orienteringen til efterretning."),)),
    )


def _budget() -> tuple[Block, ...]:
    kind = StatementKind
    return (
        Block(
            BlockKind.PRESENTATION,
            (
                statement(10, kind.PRESENTATION, "Udgifterne stiger med 2,4 pct."),
                statement(11, kind.PRESENTATION, "Fordelingen følger hyldemeter"),
            ),
            "Rikke Thyholm fremlagde budgettet, herunder:",
        ),
        Block(
            BlockKind.OUTCOME,
            (
                statement(12, kind.VOTE, "Forslaget blev vedtaget med 3 stemmer for og 1 imod."),
                statement(13, kind.DECISION, "Bestyrelsen godkendte budgettet for 2026."),
            ),
        ),
        Block(
            BlockKind.ACTIONS,
            (
                statement(
                    14,
                    kind.ACTION,
                    "Sekretariatet sender det vedtagne budget til institutionerne.",
                    owner="Rikke Thyholm",
                    deadline="den 15. september 2025",
                ),
            ),
        ),
    )


def findings() -> tuple[Finding, ...]:
    return (
        Finding(
            "f1",
            FindingKind.MISSING,
            Severity.ADVISORY,
            "passage",
            "En lang passage er ikke dækket.",
            item=1,
            start_s=130.0,
        ),
        Finding(
            "f2",
            FindingKind.UNSUPPORTED,
            Severity.BLOCKING,
            "vote",
            "Stemmetallene er ikke hørt.",
            statement_id="s012",
            item=2,
            start_s=240.0,
        ),
        Finding(
            "f3", FindingKind.MISSING, Severity.BLOCKING, "closed", f"{SECRET} mangler.", statement_id="s020", item=3
        ),
    )


def everything(path: Path) -> str:
    """All that a file holds, as text: packed entries and streams unpacked, in every encoding text is kept in."""
    raw = path.read_bytes()
    parts = [raw]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            parts += [archive.comment, *(entry.comment + entry.extra for entry in archive.infolist())]
            for name in archive.namelist():
                content = archive.read(name)
                parts += [name.encode(), content]
                if name.endswith((".docx", ".odt", ".pdf")):
                    inner = path.with_name(f"inner-{Path(name).name}")
                    inner.write_bytes(content)
                    parts.append(everything(inner).encode("utf-8", "replace"))
    if raw.startswith(b"%PDF"):
        for stream in re.finditer(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL):
            try:
                parts.append(zlib.decompressobj().decompress(stream[1]))
            except zlib.error:
                parts.append(stream[1])
        reader = PdfReader(path)
        parts += ["\n".join(page.extract_text() for page in reader.pages).encode(), str(reader.metadata).encode()]
        parts += [str(value).encode() for value in (reader.outline, reader.named_destinations, reader.attachments)]
    whole = b"\0".join(parts)
    unfolded = whole.replace(b"\r\n ", b"")  # a calendar breaks its lines anywhere
    forms = [(whole, "utf-8"), (whole, "latin-1"), (whole, "utf-16-be"), (whole[1:], "utf-16-be"), (unfolded, "utf-8")]
    return "\0".join(content.decode(form, "ignore") for content, form in forms)
