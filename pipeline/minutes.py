"""The minutes: what falls under which item, the statements with their evidence, and what was found wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.remark import Remark


class Outside(StrEnum):
    """Where speech lies that belongs to no item."""

    BEFORE = "before"
    BREAK = "break"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Boundary:
    """A change of item before an utterance.

    Attributes
    ----------
    utterance_id : str
        First utterance of the new stretch.
    confidence : float
        In [0, 1].
    alternatives : tuple of str
        The next best places: utterance ids, best first.
    """

    utterance_id: str
    item: int | None
    confidence: float
    alternatives: tuple[str, ...] = ()


class LedgerKind(StrEnum):
    """What a stretch of the recording is accounted for as."""

    ITEM = "item"
    OUTSIDE = "outside"
    NO_SPEECH = "no-speech"
    NOT_UNDERSTOOD = "not-understood"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A stretch of the recording in whole milliseconds [start_ms, end_ms), and what it is.

    ``item`` is the index of the agenda item for ``ITEM``; ``reason`` says more: before, break, after,
    or why it was not understood.
    """

    start_ms: int
    end_ms: int
    kind: LedgerKind
    item: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The agenda item of every utterance, and the ledger of every second.

    Attributes
    ----------
    items : dict of str to (int or None)
        Utterance id to index of the agenda item; None: outside the agenda. Every utterance occurs.
    outside : dict of str to Outside
        For each utterance outside, where it lies.
    ledger : tuple of LedgerEntry
        Gapless, in order, summing exactly to the duration; empty for a transcript without times.
    """

    items: dict[str, int | None]
    outside: dict[str, Outside]
    boundaries: tuple[Boundary, ...]
    ledger: tuple[LedgerEntry, ...]
    remarks: tuple[Remark, ...] = ()


class StatementKind(StrEnum):
    """The function of a statement in the referat."""

    PRESENTATION = "presentation"
    REMARK = "remark"
    QUESTION = "question"
    ANSWER = "answer"
    DECISION = "decision"
    VOTE = "vote"
    ACTION = "action"
    ATTENDANCE = "attendance"
    CONFLICT = "conflict"
    DISSENT = "dissent"
    CLOSING = "closing"


class Origin(StrEnum):
    """Who wrote a statement."""

    EXTRACTIVE = "extractive"
    LLM = "llm"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence (or bullet) of the referat and the utterances it rests on.

    Attributes
    ----------
    id : str
        ``"s001"``, unique in the draft.
    evidence : tuple of str
        Ids of utterances. Cannot be empty: a statement without evidence cannot be made.
    who : tuple of str
        Keys of the attendees it speaks of as acting (presenter, dissenter), whether or not they are printed.
    confidence : float
        In [0, 1].
    answers : str or None
        For an answer: the id of the question it is printed with.
    owner, deadline : str
        For an action: who does it and by when, as printed; empty when it was not said.
    """

    id: str
    kind: StatementKind
    text: str
    evidence: tuple[str, ...]
    who: tuple[str, ...] = ()
    confidence: float = 1.0
    origin: Origin = Origin.EXTRACTIVE
    answers: str | None = None
    owner: str = ""
    deadline: str = ""

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"statement {self.id}: no evidence; a statement rests on at least one utterance")
        if not self.text.strip():
            raise ValueError(f"statement {self.id}: no text")


class BlockKind(StrEnum):
    """The parts of an item, in the order in which a referat prints them."""

    OPENING = "opening"
    PRESENTATION = "presentation"
    REMARKS = "remarks"
    OUTCOME = "outcome"
    ACTIONS = "actions"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Block:
    """Statements that are printed together, under a lead when they are bullets.

    Attributes
    ----------
    lead : str
        ``"Bettina Lundgren orienterede om status, herunder om:"``. Rests on the evidence of the block's statements.
        Empty: the statements are paragraphs.
    """

    kind: BlockKind
    statements: tuple[Statement, ...]
    lead: str = ""

    def __post_init__(self) -> None:
        if not self.statements:
            raise ValueError(f"a {self.kind} block without statements asserts what nobody said")


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """The draft of one agenda item; ``item`` is its index in the agenda. No blocks: nothing was found to report."""

    item: int
    blocks: tuple[Block, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements of the item in the order they are printed."""
        return tuple(statement for block in self.blocks for statement in block.statements)


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft referat: one ItemDraft for every agenda item, in order.

    ``next_meeting`` is the date of the next meeting where somebody said it.
    """

    language: str
    items: tuple[ItemDraft, ...]
    next_meeting: Statement | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements of the draft."""
        found = tuple(statement for item in self.items for statement in item.statements)
        return (*found, self.next_meeting) if self.next_meeting else found


class Severity(StrEnum):
    """Whether a finding must be settled before approval."""

    BLOCKING = "blocking"
    ADVISORY = "advisory"


class FindingKind(StrEnum):
    """What sort of doubt a finding is."""

    UNSUPPORTED = "unsupported"
    MISSING = "missing"
    INCONSISTENT = "inconsistent"
    DEGRADED = "degraded"


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt for the reviewer, with the place to listen to.

    Attributes
    ----------
    code : str
        Stable: ``"number-not-heard"``, ``"action-without-owner"``, ``"item-without-outcome"``.
    message : str
        One sentence in the language of the referat.
    statement_id, item : str or int or None
        What it is about: the statement, the index of the agenda item.
    utterance_ids : tuple of str
        The words to read.
    start_s, end_s : float or None
        Where to listen.
    """

    id: str
    kind: FindingKind
    severity: Severity
    code: str
    message: str
    statement_id: str | None = None
    item: int | None = None
    utterance_ids: tuple[str, ...] = ()
    start_s: float | None = None
    end_s: float | None = None
