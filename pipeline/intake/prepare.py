"""From the secretary's papers to a meeting that only needs to be confirmed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.intake.agenda import read_agenda
from pipeline.intake.conform import MAX_ENTRIES, conform
from pipeline.intake.head import read_head
from pipeline.intake.line import Line, clean
from pipeline.intake.members import joined
from pipeline.intake.people import merged, read_people
from pipeline.intake.prepared import Doubt, FoundPerson, Guess, Head, Leftover, Prepared
from pipeline.intake.presence import same_day
from pipeline.intake.read import read_lines
from pipeline.intake.recognised import recognised
from pipeline.intake.sections import opens_agenda, opens_people
from pipeline.intake.teams import is_report, read_report
from pipeline.meeting import Attendance, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.intake.prepared import FoundItem

_MEDIA = frozenset(".mp4 .mkv .webm .mov .avi .wmv .m4a .mp3 .ogg .opus .flac .wav .vtt".split())
_DANISH = frozenset("og i af til for på med er den det de der som fra ved om en et møde dagsorden deltagere".split())
_ENGLISH = frozenset("and in of to for on with is the a an at by from meeting agenda participants minutes".split())


@dataclass
class _Paper:
    """A file, which of its lines were read, and what of those was not; it may serve as agenda and as list."""

    name: str
    lines: tuple[Line, ...]
    used: set[int] = field(default_factory=set)
    rest: dict[int, str] = field(default_factory=dict)
    below: dict[int, str] = field(default_factory=dict)

    def leftovers(self) -> Iterator[Leftover]:
        """List the lines that nobody read, and the parts of lines."""
        for index, line in enumerate(self.lines):
            text = self.rest.get(index) or (line.whole if index not in self.used else "")
            if text:
                yield Leftover(self.name, line.place, clean(text), self.below.get(index, ""))


@dataclass
class _Papers:
    """What the papers have given so far. ``ocr``: whether scanned pages are read."""

    ocr: bool = False
    papers: dict[Path, _Paper] = field(default_factory=dict)
    heads: list[Head] = field(default_factory=list)
    left: list[Leftover] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    def paper(self, path: Path) -> _Paper:
        """Read the file, once."""
        resolved = path.resolve()
        if resolved not in self.papers:
            self.papers[resolved] = _Paper(clean(path.name), read_lines(path, ocr=self.ocr))
            self.sources.append(clean(path.name))
        return self.papers[resolved]

    @property
    def words(self) -> list[str]:
        """All words, to tell the language from."""
        texts = (line.text for paper in self.papers.values() for line in paper.lines)
        return [word for text in texts for word in re.findall(r"[^\W\d_]+", text.casefold())]

    @property
    def leftovers(self) -> tuple[Leftover, ...]:
        """Everything that was not understood."""
        return (*self.left, *(left for paper in self.papers.values() for left in paper.leftovers()))


def prepare(
    agenda: Path,
    *,
    attendees: Path | None = None,
    invitation: Path | None = None,
    previous: Path | None = None,
    body: str = "",
    media: str = "",
    day: date | None = None,
    members: Callable[[date | None], Sequence[FoundPerson]] | None = None,
    ocr: bool = False,
) -> Prepared:
    """Read the papers of a meeting.

    Parameters
    ----------
    agenda : Path
        Word, PDF, OpenDocument, Markdown or text.
    attendees : Path, optional
        A list in any of these, csv, xlsx, or an attendance report of Teams. Without it the people are those of the
        agenda, else of the previous referat, else of the invitation.
    invitation : Path, optional
        A calendar file (.ics): what it says of title, time and place comes before what the agenda says.
    previous : Path, optional
        The last referat: its people, and what it knows of those on the list.
    body : str
        Name of the body.
    media : str
        Name of the recording in the meeting's folder.
    day : date, optional
        When the meeting is, whatever the papers say.
    members : callable, optional
        Returns who belongs to the body on the day of the meeting: they are taken over, and what the papers of this
        meeting say of them (who is absent, who substitutes) comes first.
    ocr : bool
        Whether scanned pages are read by text recognition; all that is read so is marked as a guess.

    Raises
    ------
    InputError
        A paper cannot be read, the agenda has no items or is two agendas, or there are more than 500 of something.
    """
    papers = _Papers(ocr)
    items, own = _agenda(agenda, papers)
    invited = _invitation(invitation, papers) if invitation else []
    listed = _attendees(attendees, papers) if attendees else []
    head = _head(papers.heads, day)
    belonging = list(members(head.start.date() if head.start else None)) if members else []
    before = _previous(previous, papers, chosen=not (listed or own or belonging)) if previous else []
    told = listed or own or ([] if belonging else before) or invited
    people = joined(belonging, told) if belonging else told
    for others, said in ((own, True), (before, False), (invited, True)):
        people = _enriched(people, others) if others is not people else people
        if said and listed:
            _missing(people, others, agenda if others is own else invitation, papers)
    if len(items) > MAX_ENTRIES or len(people) > MAX_ENTRIES:
        raise InputError(agenda, f"{len(items)} items and {len(people)} people", f"at most {MAX_ENTRIES} of each")
    people = _of_the_day(people, head, attendees, papers)
    language, sure = _language(papers.words)
    guesses = () if sure else (Guess("language", Doubt.WORDS),)
    found = Prepared(
        head=head,
        language=language,
        body=clean(body),
        items=items,
        people=tuple(people),
        leftovers=papers.leftovers,
        guesses=guesses,
        media=media,
        sources=tuple(papers.sources),
    )
    return conform(found)


def list_people(path: Path) -> tuple[tuple[FoundPerson, ...], tuple[Leftover, ...]]:
    """Read who belongs to a body from a list or a referat; return them, and what was not understood.

    Substitutes and guests do not belong; of a referat only the list is read.

    Raises
    ------
    InputError
        The paper cannot be read, or nobody is named in it.
    """
    papers = _Papers()
    if _items_of(papers.paper(path).lines):
        del papers.papers[path.resolve()]
        found = _previous(path, papers, chosen=True)
    else:
        found = [person for person in _attendees(path, papers) if not person.substitute_for]
    return tuple(person for person in found if person.role is not Role.GUEST), papers.leftovers


def find_media(folder: Path) -> str:
    """Return the name of the recording or WebVTT transcript in `folder`; empty unless there is exactly one."""
    if not folder.is_dir():
        return ""
    found = [path.name for path in folder.iterdir() if path.is_file() and path.suffix.lower() in _MEDIA]
    return found[0] if len(found) == 1 else ""


def _agenda(path: Path, papers: _Papers) -> tuple[tuple[FoundItem, ...], list[FoundPerson]]:
    paper = papers.paper(path)
    agenda = read_agenda(path, paper.lines)
    first = min(agenda.starts)
    people = read_people(paper.lines, agenda.starts, whole=False)
    head, told = read_head(paper.lines, first)
    papers.heads.append(recognised(head, paper.lines))
    paper.used |= agenda.used | people.used | told
    paper.used |= {i for i, line in enumerate(paper.lines[:first]) if opens_agenda(line.text)}
    paper.rest |= people.rest | agenda.rest
    paper.below |= agenda.below
    items = tuple(recognised(item, paper.lines) for item in agenda.items)
    return items, [recognised(person, paper.lines) for person in people.people]


def _attendees(path: Path, papers: _Papers) -> list[FoundPerson]:
    paper = papers.paper(path)
    if is_report(paper.lines):
        report = read_report(paper.lines)
        people = list(report.people)
        paper.used |= report.used
        papers.heads.append(report.head)
    else:
        found = read_people(paper.lines, _items_of(paper.lines), whole=True)
        people = [recognised(person, paper.lines) for person in found.people]
        paper.used |= found.used
        paper.rest |= found.rest
    if not people:
        raise InputError(path, "nobody is named in it", "one person a line, as in: Per Holm, direktør i Region Nord")
    return people


def _items_of(lines: tuple[Line, ...]) -> frozenset[int]:
    """Where the items of a referat begin, when the list of people is part of one."""
    if not any(opens_people(line.text) for line in lines):
        return frozenset()
    try:
        return read_agenda(Path(), lines).starts
    except InputError:  # a list of people needs no agenda
        return frozenset()


def _previous(path: Path, papers: _Papers, *, chosen: bool) -> list[FoundPerson]:
    """Return who belongs to the body; whoever came for somebody else or as a guest is only listed.

    What else the last referat holds is not of this meeting: its other lines are not listed.
    """
    lines = read_lines(path, ocr=papers.ocr)
    papers.sources.append(clean(path.name))
    found = read_people(lines, _items_of(lines), whole=False)
    people = []
    for person in found.people:
        if person.substitute_for or person.role is Role.GUEST:
            papers.left.append(Leftover(clean(path.name), "Deltagere", person.name))
            continue
        known = [key for key in ("title", "organisation", "group", "role") if getattr(person, key)]
        guesses = tuple(Guess(key, Doubt.LAST_MEETING) for key in ("attendance", *known))
        person = replace(person, attendance=Attendance.PRESENT, guesses=guesses)
        people.append(recognised(person, lines))
    if chosen and not people:
        raise InputError(path, 'there is no list of people under "Deltagere"', "give the list with --attendees")
    return people


def _invitation(path: Path, papers: _Papers) -> list[FoundPerson]:
    from pipeline.intake.invitation import read_invitation  # heavy, and seldom needed

    found = read_invitation(path)
    papers.sources.append(clean(path.name))
    papers.heads.insert(0, found.head)
    papers.left += found.leftovers
    return list(found.people)


def _enriched(people: list[FoundPerson], others: list[FoundPerson]) -> list[FoundPerson]:
    """Fill what the list leaves open of a person from another paper that names the same person once."""
    names = [other.name.casefold() for other in others]
    result = []
    for person in people:
        if names.count(person.name.casefold()) == 1:
            other = others[names.index(person.name.casefold())]
            empty = [key for key in ("title", "organisation", "group", "role") if not getattr(person, key)]
            taken = {key: getattr(other, key) for key in empty if getattr(other, key)}
            guesses = tuple(guess for guess in other.guesses if guess.field in taken)
            person = replace(person, **taken, guesses=(*person.guesses, *guesses))
        result.append(person)
    return merged(result)


def _missing(people: list[FoundPerson], others: list[FoundPerson], path: Path | None, papers: _Papers) -> None:
    """List who is named in another paper but not on the list."""
    names = {person.name.casefold() for person in people}
    if path is not None:
        strangers = [other for other in others if other.name.casefold() not in names]
        papers.left += [Leftover(clean(path.name), "Deltagere", other.name) for other in strangers]


def _of_the_day(people: list[FoundPerson], head: Head, path: Path | None, papers: _Papers) -> list[FoundPerson]:
    """Leave out the times of a report of another day; dates that can be read two ways are read as the meeting's."""
    if path is None or head.start is None:
        return people
    result = []
    for person in people:
        spans = person.presence
        if spans and not same_day(spans[0][0], head.start) and any(g.field == "presence" for g in person.guesses):
            spans = tuple((_other_way(begin), _other_way(end)) for begin, end in spans)
        kept = tuple(span for span in spans if same_day(span[0], head.start))
        if spans and not kept:
            told = f"{person.name}: {person.presence[0][0]} - {person.presence[-1][1]}"
            papers.left.append(Leftover(clean(path.name), "", told))
        # the report's clock has no zone: it is that of the meeting
        zoned = tuple(
            (begin.replace(tzinfo=head.start.tzinfo), end.replace(tzinfo=head.start.tzinfo)) for begin, end in kept
        )
        result.append(replace(person, presence=zoned))
    return result


def _other_way(moment: datetime) -> datetime:
    """Put the day where the month is, if there is such a day."""
    return moment if moment.day > 12 else moment.replace(day=moment.month, month=moment.day)


def _head(heads: list[Head], day: date | None) -> Head:
    """Return the first that is said of each: invitation, agenda, report; begin and end from one paper."""
    timed = [head for head in heads if head.start and (head.end or head.start.time() != time(0))]
    when = next(iter([*timed, *(head for head in heads if head.start)]), Head())
    titled = next((head for head in heads if head.title), Head())
    placed = next((head for head in heads if head.place), Head())
    if day is not None:
        moved = day - when.start.date() if when.start else None
        end = when.end + moved if when.end and moved is not None else None
        start = when.start + moved if when.start and moved is not None else datetime.combine(day, time())
        when = Head(start=start, end=end)
    told = ((titled, ("title",)), (when, ("start", "end")), (placed, ("place",)))
    guesses = tuple(guess for head, names in told for guess in head.guesses if guess.field in names)
    return Head(titled.title, when.start, when.end, placed.place, guesses)


def _language(words: list[str]) -> tuple[str, bool]:
    danish = sum(word in _DANISH or any(letter in "æøå" for letter in word) for word in words)
    english = sum(word in _ENGLISH for word in words)
    return ("en" if english > danish else "da"), max(danish, english) >= 2 * min(danish, english) + 3
