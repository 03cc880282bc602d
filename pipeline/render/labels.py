"""The fixed words of the referat, in Danish and in English. A template may use them or write its own."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.meeting import ActionStatus, Attendance, ItemKind, Role
from pipeline.render.fields import Labels


@dataclass(frozen=True, slots=True)
class Wording:
    """All that depends on the language when the fields are filled."""

    locale: str
    labels: Labels
    documents: dict[str, str]
    roles: dict[Role, str]
    attendance: dict[Attendance, str]
    statuses: dict[ActionStatus, str]
    kinds: dict[ItemKind, str]
    kind_words: dict[ItemKind, str]
    groups: dict[Role, str]
    conjunction: str
    time_prefix: str
    date_pattern: str
    apology: str
    instead: str
    substitutes: str
    owner_deadline: tuple[str, str]
    other_business: tuple[str, ...]
    titled: str
    prepositions: tuple[str, ...]
    recording: str


DANISH = Wording(
    locale="da_DK",
    labels=Labels(
        document="Referat",
        draft="UDKAST",
        when_and_where="Dato og sted",
        participants="Deltagere",
        item="Pkt.",
        by="v/",
        next_meeting="Næste møde",
        actions="Opfølgning",
        owner="Ansvarlig",
        deadline="Frist",
        action="Opgave",
        open_actions="Opfølgning fra tidligere møder",
        meeting="Møde",
        agreed="Aftalt",
        no_actions="Ingen opgaver.",
        status="Status",
        page="Side",
        of="af",
        closed="lukket punkt",
        closed_text="Punktet er lukket og gengives ikke i den offentlige udgave.",
        nothing="Intet at referere.",
        nothing_decided="Ingen beslutning.",
        nothing_other="Intet til eventuelt.",
        listen="Lyt til optagelsen fra",
        review="Til gennemsyn",
        blocking="skal afklares",
    ),
    documents={"referat": "Referat", "decisions": "Beslutningsprotokol", "extract": "Uddrag af referat"},
    roles={Role.CHAIR: "Formand", Role.DEPUTY: "Næstformand"},
    attendance={
        Attendance.APOLOGIES: "afbud",
        Attendance.LATE: "deltog i en del af mødet",
        Attendance.LEFT: "deltog i en del af mødet",
    },
    statuses={ActionStatus.OPEN: "åben", ActionStatus.DONE: "udført", ActionStatus.DROPPED: "frafaldet"},
    kinds={ItemKind.ORIENTATION: "O", ItemKind.DISCUSSION: "D", ItemKind.DECISION: "B"},
    kind_words={
        ItemKind.ORIENTATION: "orientering",
        ItemKind.DISCUSSION: "drøftelse",
        ItemKind.DECISION: "beslutning",
    },
    groups={Role.MEMBER: "Medlemmer", Role.SECRETARIAT: "Fra sekretariatet", Role.GUEST: "Gæster"},
    conjunction="og",
    time_prefix="kl. ",
    date_pattern="EEEE 'den' d. MMMM y",
    apology="Der var afbud fra {person}.",
    instead="I stedet deltog {person}.",
    substitutes="i stedet for {person}",
    owner_deadline=("ansvarlig: {owner}", "frist: {deadline}"),
    other_business=("eventuelt", "evt", "evt."),
    titled="{title} i {organisation}",
    recording="Optagelsen",
    prepositions=("i", "for", "ved", "på", "hos", "af", "fra", "til"),
)

ENGLISH = Wording(
    locale="en_GB",
    labels=Labels(
        document="Minutes",
        draft="DRAFT",
        when_and_where="Date and place",
        participants="Participants",
        item="Item",
        by="By ",
        next_meeting="Next meeting",
        actions="Actions",
        owner="Responsible",
        deadline="Deadline",
        action="Action",
        open_actions="Follow-up from earlier meetings",
        meeting="Meeting",
        agreed="Agreed",
        no_actions="No actions.",
        status="Status",
        page="Page",
        of="of",
        closed="closed item",
        closed_text="This item is closed and is not part of the public edition.",
        nothing="Nothing to record.",
        nothing_decided="No decision.",
        nothing_other="There was no other business.",
        listen="Listen to the recording from",
        review="For review",
        blocking="must be settled",
    ),
    documents={"referat": "Minutes", "decisions": "Record of decisions", "extract": "Extract from the minutes"},
    roles={Role.CHAIR: "Chair", Role.DEPUTY: "Deputy chair"},
    attendance={
        Attendance.APOLOGIES: "apologies",
        Attendance.LATE: "present for part of the meeting",
        Attendance.LEFT: "present for part of the meeting",
    },
    statuses={ActionStatus.OPEN: "open", ActionStatus.DONE: "done", ActionStatus.DROPPED: "dropped"},
    kinds={
        ItemKind.ORIENTATION: "for information",
        ItemKind.DISCUSSION: "for discussion",
        ItemKind.DECISION: "for decision",
    },
    kind_words={
        ItemKind.ORIENTATION: "information",
        ItemKind.DISCUSSION: "discussion",
        ItemKind.DECISION: "decision",
    },
    groups={Role.MEMBER: "Members", Role.SECRETARIAT: "Secretariat", Role.GUEST: "Guests"},
    conjunction="and",
    time_prefix="at ",
    date_pattern="EEEE d MMMM y",
    apology="Apologies were received from {person}.",
    instead="{person} attended instead.",
    substitutes="in place of {person}",
    owner_deadline=("responsible: {owner}", "deadline: {deadline}"),
    other_business=("any other business", "aob", "other business", "a.o.b."),
    titled="{title}, {organisation}",
    recording="Recording",
    prepositions=(),
)


def wording(language: str) -> Wording:
    """Return the words for a language: Danish for ``da``, English for every other."""
    return DANISH if language.lower().split("-")[0] == "da" else ENGLISH
