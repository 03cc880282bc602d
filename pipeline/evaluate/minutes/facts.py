"""The facts that a referat of a meeting must hold, and whether the draft holds them with evidence."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.check.facts import numbers
from pipeline.meeting import Style
from pipeline.minutes import Statement, StatementKind

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.meeting import Meeting
    from pipeline.minutes import Draft
    from pipeline.transcript import Conversation

COUNTED = frozenset({"attendance", "apologies", "substitute", "decision", "vote", "action", "question"})
"""Kinds of facts that F1 is taken over: what a referat is read for."""

_CLAIMS = frozenset(
    {
        StatementKind.ATTENDANCE,
        StatementKind.DECISION,
        StatementKind.VOTE,
        StatementKind.ACTION,
        StatementKind.QUESTION,
    }
)
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the referat must hold.

    Attributes
    ----------
    spans : tuple of (start_s, end_s)
        Where it is said, in seconds of the recording.
    wanted : tuple of tuples of str
        Of each group at least one must stand in the item's statements, in this wording or as this number.
    optional : bool
        True, but a referat may leave it out: it is not missed, and a statement that rests on it is right.
    """

    id: str
    kind: str
    item: int | None
    text: str
    spans: tuple[Span, ...]
    wanted: tuple[tuple[str, ...], ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class FactScore:
    """Counts that add up over meetings.

    Attributes
    ----------
    held, facts : int
        Facts of the counted kinds that the draft holds with evidence, of how many.
    right, claims : int
        Statements of the counted kinds that rest on a fact, of how many.
    missing : tuple of str
        Ids of the facts that are not held, of any kind.
    """

    held: int
    facts: int
    right: int
    claims: int
    missing: tuple[str, ...] = ()

    def __add__(self, other: FactScore) -> FactScore:
        return FactScore(
            self.held + other.held,
            self.facts + other.facts,
            self.right + other.right,
            self.claims + other.claims,
            self.missing + other.missing,
        )

    @property
    def recall(self) -> float:
        """Share of the facts that are held."""
        return self.held / self.facts if self.facts else 1.0

    @property
    def precision(self) -> float:
        """Share of the claims that rest on a fact."""
        return self.right / self.claims if self.claims else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def read_facts(truth: Path) -> tuple[Fact, ...]:
    """Read ``facts.toml`` and ``words.seglst.json`` of an example's ``truth`` folder."""
    segments = json.loads((truth / "words.seglst.json").read_text(encoding="utf-8"))
    times = {segment["utterance_id"]: (segment["start_time"], segment["end_time"]) for segment in segments}
    table = tomllib.loads((truth / "facts.toml").read_text(encoding="utf-8"))
    return tuple(
        Fact(
            id=fact["id"],
            kind=fact["kind"],
            item=fact.get("item"),
            text=fact["text"],
            spans=tuple(times[ref] for ref in fact["utterances"]),
            wanted=tuple(tuple(group.split("|")) for group in fact["referat"]),
            optional=fact.get("optional", False),
        )
        for fact in table["fact"]
    )


def score_facts(facts: tuple[Fact, ...], draft: Draft, conversation: Conversation, meeting: Meeting) -> FactScore:
    """Hold a draft against the facts.

    Of an item in the style "decisions" no question or remark is wanted: its referat has none.
    A fact is held when statements of its item whose evidence overlaps the time at which it is said have, taken
    together, a word of each wanted group.
    """
    heard = {
        u.id: (u.start_s, u.end_s) for u in conversation.utterances if u.start_s is not None and u.end_s is not None
    }
    spans = {
        statement.id: tuple(heard[ref] for ref in statement.evidence if ref in heard) for statement in draft.statements
    }
    held = {fact.id for fact in facts if fact.wanted and _is_held(fact, draft, spans)}
    must = [fact for fact in facts if fact.wanted and not fact.optional and _printed(fact, meeting)]
    counted = [fact for fact in must if fact.kind in COUNTED]
    claims = [statement for statement in draft.statements if statement.kind in _CLAIMS]
    said = tuple(span for fact in facts for span in fact.spans)
    return FactScore(
        held=sum(fact.id in held for fact in counted),
        facts=len(counted),
        right=sum(_overlaps(spans[claim.id], said) for claim in claims),
        claims=len(claims),
        missing=tuple(fact.id for fact in must if fact.id not in held),
    )


_DISCUSSION = frozenset({"question", "remark", "presentation"})


def _printed(fact: Fact, meeting: Meeting) -> bool:
    """Whether the style of the fact's item prints facts of its kind."""
    style = meeting.style
    if fact.item is not None and 0 <= fact.item < len(meeting.items):
        style = meeting.items[fact.item].style or style
    return style is not Style.DECISIONS or fact.kind not in _DISCUSSION


def _is_held(fact: Fact, draft: Draft, spans: dict[str, tuple[Span, ...]]) -> bool:
    if fact.item is None or fact.kind == "next-meeting":
        statements = draft.statements
    else:
        statements = draft.items[fact.item].statements
    text = " ".join(
        _written(statement, draft, fact.item) for statement in statements if _overlaps(spans[statement.id], fact.spans)
    )
    return all(any(_occurs(choice, text, draft.language) for choice in group) for group in fact.wanted)


def _written(statement: Statement, draft: Draft, item: int | None) -> str:
    blocks = draft.items[item].blocks if item is not None else ()
    leads = [block.lead for block in blocks if statement in block.statements]
    return " ".join([*leads, statement.text, statement.owner, statement.deadline])


def _overlaps(some: tuple[Span, ...], others: tuple[Span, ...]) -> bool:
    return any(start < other_end and other_start < end for start, end in some for other_start, other_end in others)


def _occurs(wanted: str, text: str, language: str) -> bool:
    if wanted.casefold() in text.casefold():
        return True
    asked = numbers(wanted, language)
    rest = "".join(part for part in wanted if not part.isdigit()).strip(" .,")
    return bool(asked) and asked <= numbers(text, language) and (not rest or rest.casefold() in text.casefold())
