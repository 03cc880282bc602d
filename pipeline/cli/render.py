"""``referat render``, ``actions`` and ``archive``: further documents from what a run left; nothing is computed."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console

from pipeline.cli.surroundings import set_surroundings
from pipeline.errors import InputError
from pipeline.intake import load_meeting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.meeting import Meeting
    from pipeline.path import MeetingPath
    from pipeline.render import Approval, RenderOptions

MeetingDir = Annotated[Path, typer.Argument(metavar="MEETING_DIR", help="Folder that holds meeting.toml.")]
Results = Annotated[Path | None, typer.Option(help="What `referat run` wrote (its --out). (default: MEETING_DIR/out)")]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="The configuration of that run. (default: the one that comes along)")
]
Item = Annotated[str | None, typer.Option(help="Number of the agenda item, as printed: an extract of it alone.")]
Template = Annotated[Path | None, typer.Option(help="The house's own Word template. (default: the body's, or ours)")]
AudienceName = Literal["confidential", "public"]
AudienceOption = Annotated[AudienceName, typer.Option(help="public: closed items are a heading and nothing else.")]
FORMATS = ("docx", "odt", "pdf", "html", "md", "json")
ACTION_FORMATS = ("docx", "csv", "ics", "md")
ARCHIVE_FORMATS = ("docx", "pdf")


class _Source:
    """A meeting and what a run made of it."""

    def __init__(self, meeting: Meeting, path: MeetingPath, results: Path) -> None:
        self.meeting = meeting
        self.path = path
        self.results = results

    def options(self, **given: Any) -> RenderOptions:
        """The options of the configuration, with what the command line says instead."""

        template = given.pop("template", None) or self.meeting.body.template or self.path.config.render.template
        options: RenderOptions = replace(self.path.config.render, template=template, **given)
        return options


def render(
    meeting_dir: MeetingDir,
    out: Annotated[Path, typer.Option(help="Where the documents go.")],
    results: Results = None,
    config_file: ConfigFile = None,
    document: Annotated[
        Literal["referat", "decisions", "extract"] | None,
        typer.Option(help="The whole referat, its decisions only, or one item of it. (default: referat)"),
    ] = None,
    item: Item = None,
    edition: Annotated[
        Literal["draft", "approved"], typer.Option(help="draft is marked as one; approved carries no evidence.")
    ] = "draft",
    audience: AudienceOption = "confidential",
    formats: Annotated[
        str, typer.Option("--format", help="Any of docx, odt, pdf, html, md, json, with commas between.")
    ] = "docx,pdf",
    template: Template = None,
    *,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Where in the recording each statement was said: footnotes or margin.")
    ] = False,
) -> None:
    """Write the referat, its decisions or an extract anew, for whom it is meant."""
    chosen = _formats(formats, FORMATS)
    if evidence and (edition, audience) != ("draft", "confidential"):
        raise InputError("--evidence", f"not in the {edition} {audience} edition", "only a confidential draft has it")
    if document not in (None, "extract") and item is not None:
        raise InputError("--item", f'"{item}" of a document "{document}"', "only an extract is of one item")
    if document == "extract" and item is None:
        raise InputError("--item", "missing", "an extract is of one item: give its number as printed")
    source = _source(meeting_dir, results, config_file)
    index = _item(source.meeting, item, meeting_dir) if item is not None else None
    from pipeline.render import Audience, Document, Edition

    options = source.options(
        document=Document(document or ("referat" if item is None else "extract")),
        item=index,
        edition=Edition(edition),
        audience=Audience(audience),
        evidence=evidence,
        evidence_print=evidence,
        formats=chosen,
        template=template,
    )
    with _made(out):
        written = _render(source, options, out)
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if edition == "approved":
        _warn(source, console)
    for path in written:
        console.print(str(path))


def actions(
    meeting_dir: MeetingDir,
    out: Annotated[Path, typer.Option(help="Where the lists go.")],
    results: Results = None,
    config_file: ConfigFile = None,
    audience: AudienceOption = "confidential",
    formats: Annotated[str, typer.Option("--format", help="Any of docx, csv, ics, md, with commas between.")] = (
        "docx,csv,ics"
    ),
    template: Annotated[Path | None, typer.Option(help="The house's own Word template for the list.")] = None,
) -> None:
    """Write who does what by when, as a list, a table and calendar tasks."""
    chosen = _formats(formats, ACTION_FORMATS)
    source = _source(meeting_dir, results, config_file)
    from pipeline.render import Audience, write_actions

    options = replace(source.path.config.render, audience=Audience(audience), template=template)
    assert source.path.draft is not None
    with _made(out):
        written = write_actions(source.meeting, source.path.draft.value, options, out, chosen)
    for path in written:
        Console(highlight=False, markup=False, soft_wrap=True).print(str(path))


def archive(
    meeting_dir: MeetingDir,
    out: Annotated[Path, typer.Option(help="The package to write (.zip).")],
    results: Results = None,
    config_file: ConfigFile = None,
    case_number: Annotated[str, typer.Option(help="Number of the case in the records system.")] = "",
    confidentiality: Annotated[AudienceName, typer.Option(help="Which edition is archived.")] = "confidential",
    approved_by: Annotated[
        list[str] | None,
        typer.Option(help='Who approved it: "Name" or "Name, role"; may be said again. Nobody: a draft.'),
    ] = None,
    approved_at: Annotated[
        datetime | None,
        typer.Option(help="When, in local time. (default: now)", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    ] = None,
    formats: Annotated[
        str, typer.Option("--format", help="Any of docx, odt, pdf, html, md, json, with commas between.")
    ] = "docx,pdf",
    template: Template = None,
) -> None:
    """Pack the referat, its metadata and a list of digests for a records system."""
    chosen = _formats(formats, FORMATS)
    source = _source(meeting_dir, results, config_file)
    from pipeline.render import ArchiveMetadata, Audience, Edition, write_archive

    approvals = _approvals(approved_by or [], approved_at)
    edition = Edition.APPROVED if approvals else Edition.DRAFT
    options = source.options(
        edition=edition, audience=Audience(confidentiality), evidence=False, formats=chosen, template=template
    )
    meeting = source.meeting
    metadata = ArchiveMetadata(
        title=meeting.title,
        body=meeting.body.name,
        meeting_date=meeting.start.date().isoformat() if meeting.start else "",
        language=meeting.language,
        meeting_number=meeting.number,
        case_number=case_number,
        confidentiality=confidentiality,
        status=edition.value,
        approvals=approvals,
    )
    with tempfile.TemporaryDirectory(prefix="referat-") as scratch:
        written = _render(source, options, Path(scratch))
        out.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_archive(out, written, metadata)
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if approvals:
        _warn(source, console)
    console.print(str(out))


def _formats(said: str, known: tuple[str, ...]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip().casefold().lstrip(".") for part in said.split(",") if part.strip()))
    wrong = [part for part in chosen if part not in known]
    if wrong or not chosen:
        raise InputError("--format", f'"{wrong[0] if wrong else said}" is none', f"there are: {', '.join(known)}")
    return chosen


def _source(meeting_dir: Path, results: Path | None, config_file: Path | None) -> _Source:
    meeting = load_meeting(meeting_dir)
    set_surroundings()
    from pipeline.cli.finished import finished

    results = results or meeting_dir / "out"
    return _Source(meeting, finished(meeting, results, config_file), results)


def _item(meeting: Meeting, number: str, meeting_dir: Path) -> int:
    """Index of the item with this number."""
    found = [item.index for item in meeting.items if item.number == number.strip()]
    if not found:
        known = ", ".join(item.number for item in meeting.items)
        raise InputError(meeting_dir / "meeting.toml", f'there is no item "{number}"', f"there are: {known}")
    return found[0]


def _approvals(said: list[str], at: datetime | None) -> tuple[Approval, ...]:
    from pipeline.render import Approval

    when = (at or datetime.now()).astimezone().isoformat(timespec="seconds")  # noqa: DTZ005 (made local right here)
    approvals = []
    for one in said:
        name, _, role = one.partition(",")
        if not name.strip():
            raise InputError("--approved-by", f'"{one}" names nobody', 'write "Name" or "Name, role"')
        approvals.append(Approval(name.strip(), role.strip(), when))
    return tuple(approvals)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make the folder; it is gone again when nothing can be written into it for a fault of the input."""
    if folder.exists() and not folder.is_dir():
        raise InputError(folder, "is a file", "name a folder")
    existed = folder.exists()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield
    except InputError:
        if not existed:
            folder.rmdir()
        raise


def _render(source: _Source, options: RenderOptions, folder: Path) -> tuple[Path, ...]:
    from pipeline.cli.progress import step_bar
    from pipeline.render import render as write
    from pipeline.render import render_remarks

    path = source.path
    assert path.draft is not None
    assert path.conversation is not None
    errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    with step_bar(errors, "Setting the referat") as hook:
        written = write(
            source.meeting, path.draft.value, path.final_findings, path.conversation.value, options, folder, hook
        )
    for remark in render_remarks(written, options, source.meeting.language):
        errors.print(remark.message)
    return written


def _warn(source: _Source, console: Console) -> None:
    """Say what has not been settled of what is now called approved."""
    from pipeline.minutes import Severity

    blocking = sum(finding.severity is Severity.BLOCKING for finding in source.path.final_findings)
    if blocking:
        console.print(f"To be settled before approval: {blocking} findings in {source.results / 'findings.json'}")
