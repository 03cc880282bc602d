"""The one set of fields that every template uses: plain text, numbers, lists and records, nothing that can act.

``docs/templates.md`` is generated from the descriptions here (``python -m pipeline.render.document_fields``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


def doc(text: str) -> Any:
    """Describe a field of a record for docs/templates.md."""
    return field(metadata={"doc": text})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the attendee list."""

    name: str = doc("Name.")
    title: str = doc("Title: `departementschef`.")
    organisation: str = doc("Organisation.")
    role: str = doc("`Formand`, `Næstformand`, or empty.")
    position: str = doc("Title, organisation and role as they are printed behind the name.")
    note: str = doc("`afbud`, `deltog i en del af mødet`, or empty.")
    absent: bool = doc("True for somebody who sent apologies.")
    substitute: str = doc("Name of the one who came instead, or empty.")
    substitute_for: str = doc("Name of the one whose place this one takes, or empty.")
    line: str = doc("The whole line: name, position, (afbud), and who came instead.")


@dataclass(frozen=True, slots=True)
class Group:
    """The attendees of one group in the order of the list."""

    name: str = doc("`Fra bestyrelsen`, without colon; empty when nobody is grouped.")
    people: tuple[Person, ...] = doc("Those of the group.")


@dataclass(frozen=True, slots=True)
class Time:
    """A place in the recording that a statement rests on."""

    text: str = doc("`0:12:34`")
    start_s: float = doc("Where it begins, in seconds of the recording.")
    end_s: float = doc("Where it ends.")
    href: str = doc("Relative link to the recording at this time, or empty.")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reviewer has to look at."""

    message: str = doc("One sentence.")
    blocking: bool = doc("True when it must be settled before approval.")
    item_number: str = doc("Number of the agenda item it is about, or empty.")
    statement_id: str = doc("Statement it is about, or empty.")
    time: str = doc("Where to listen: `0:12:34`, or empty.")
    href: str = doc("Relative link to the recording there, or empty.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One bullet or paragraph; a question and its answer are one entry."""

    text: str = doc("What is printed.")
    kind: str = doc(
        "`presentation`, `remark`, `question`, `decision`, `vote`, `action`, `attendance`, `conflict`, `dissent`, "
        "`closing`."
    )
    ids: tuple[str, ...] = doc("Ids of the statements; empty when evidence is not shown.")
    utterances: tuple[str, ...] = doc("Ids of the utterances it rests on; empty when evidence is not shown.")
    times: tuple[Time, ...] = doc("Places in the recording; empty when evidence is not shown.")
    times_text: str = doc("The times in one string: `0:12:34, 0:15:02`.")
    footnote: str = doc("The same for Word; a run in the character style *Evidence* is turned into a footnote.")
    doubts: tuple[Doubt, ...] = doc("What the reviewer has to look at; only in a draft with evidence.")


@dataclass(frozen=True, slots=True)
class Block:
    """Entries that are printed together."""

    kind: str = doc("`opening`, `presentation`, `remarks`, `outcome`, `actions`, `closing`.")
    lead: str = doc("The sentence over the bullets; empty: the entries are paragraphs.")
    entries: tuple[Entry, ...] = doc("Bullets when there is a lead, else paragraphs.")


@dataclass(frozen=True, slots=True)
class Item:
    """An agenda item."""

    number: str = doc("`90/20`")
    title: str = doc("Title as in the agenda.")
    kind: str = doc("`O`, `D`, `B` (English: `for information`, ...), or empty.")
    kind_word: str = doc("`orientering`, `drøftelse`, `beslutning`, or empty.")
    suffix: str = doc("What stands behind the title: `(O)`, `(lukket punkt)`, or empty.")
    heading: str = doc("The whole heading: `Pkt. 90/20 Title (O)`.")
    presenters: tuple[str, ...] = doc("Names.")
    presenters_text: str = doc("The names in one string: `A, B og C`; empty when nobody presents.")
    documents: tuple[str, ...] = doc("Names of the attachments.")
    closed: bool = doc("True for a closed item.")
    hidden: bool = doc("True for a closed item in the public edition: it has a heading and nothing else.")
    blocks: tuple[Block, ...] = doc("What is reported, in order.")
    nothing: str = doc("The line for an item without blocks (`Intet til eventuelt.`), else empty.")


@dataclass(frozen=True, slots=True)
class Action:
    """Something that somebody is to do."""

    item_number: str = doc("Number of the item it was agreed under.")
    item_title: str = doc("Title of that item.")
    text: str = doc("What is to be done.")
    owner: str = doc("Who does it, or empty when it was not said.")
    deadline: str = doc("By when, as it was said, or empty.")


@dataclass(frozen=True, slots=True)
class OpenAction:
    """Something that an earlier meeting left to do, or that has been done since."""

    meeting: str = doc("The meeting it was agreed at: its number, or its date (`2026-03-05`).")
    item_number: str = doc("Number of the item it was agreed under, or empty.")
    agreed: str = doc("Both in one string, for a table: `3 / 90/20`.")
    text: str = doc("What is to be done.")
    owner: str = doc("Who does it, or empty.")
    deadline: str = doc("By when, or empty.")
    status: str = doc("`open`, `done`, `dropped`.")
    status_word: str = doc("The same as printed: `åben`, `udført`, `frafaldet`.")


@dataclass(frozen=True, slots=True)
class Labels:
    """The fixed words of the referat in the language of the meeting."""

    document: str = doc("REFERAT, or what the document is instead: a decisions protocol, an extract.")
    draft: str = doc("UDKAST / DRAFT; empty in the approved edition.")
    when_and_where: str = doc("Heading over date and place.")
    participants: str = doc("Heading over the attendees.")
    item: str = doc("In front of an item's number: Pkt. / Item.")
    by: str = doc("In front of the presenters: v/ or By with its space.")
    next_meeting: str = doc("Heading over the next meeting.")
    actions: str = doc("Heading over the list of actions.")
    owner: str = doc("Who does it.")
    deadline: str = doc("By when.")
    action: str = doc("What is to be done.")
    open_actions: str = doc("Heading over what earlier meetings left to do.")
    meeting: str = doc("The meeting an action was agreed at.")
    agreed: str = doc("Where an action was agreed: meeting and item.")
    no_actions: str = doc("In a list of actions when there is none.")
    status: str = doc("What has become of an action.")
    page: str = doc("In front of the page number.")
    of: str = doc("Between the page number and the number of pages.")
    closed: str = doc("Behind the heading of a closed item.")
    closed_text: str = doc("In place of a closed item in the public edition.")
    nothing: str = doc("For an item of which nothing was found to report.")
    nothing_decided: str = doc("The same in a record of decisions.")
    nothing_other: str = doc("The same for any other business.")
    listen: str = doc("For the links to the recording.")
    review: str = doc("Heading over the doubts to be settled.")
    blocking: str = doc("Of a doubt that must be settled before approval.")


@dataclass(frozen=True, slots=True)
class Fields:
    """The top level: the names a template can use directly."""

    next_meeting: Entry | None = field(metadata={"doc": "What was said of the next meeting, or nothing."})
    labels: Labels = field(metadata={"doc": "The fixed words in the language of the referat."})
    title: str = doc("Title of the meeting.")
    language: str = doc("Language of the referat: `da`, `en`.")
    document: str = doc("`referat`, `decisions`, `extract`.")
    number: str = doc("Number of the meeting, or empty.")
    body: str = doc("Name of the body.")
    is_draft: bool = doc("True in the draft edition, false in the approved one.")
    is_public: bool = doc("True in the public edition.")
    date_line: str = doc("`Tirsdag den 6. oktober 2020 kl. 16:00 – 17:30 (videomøde).`")
    date: str = doc("`tirsdag den 6. oktober 2020`, or empty.")
    date_iso: str = doc("`2020-10-06`, or empty.")
    start_time: str = doc("`16:00`, or empty.")
    end_time: str = doc("`17:30`, or empty.")
    place: str = doc("Where it was held.")
    chair: str = doc("Name of the one who chaired, or empty.")
    groups: tuple[Group, ...] = doc("The attendees, by group, in the order of the list.")
    apologies: tuple[str, ...] = doc("A sentence for each absence: `Der var afbud fra … . I stedet deltog … .`")
    items: tuple[Item, ...] = doc("The agenda items, in order.")
    actions: tuple[Action, ...] = doc("All actions of the items shown.")
    open_actions: tuple[OpenAction, ...] = doc(
        "What earlier meetings left to do, and what was done since; only in a whole referat."
    )
    doubts: tuple[Doubt, ...] = doc("All doubts, those that block first; only in a draft with evidence.")
    show_evidence: bool = doc("True when statements carry their times.")
