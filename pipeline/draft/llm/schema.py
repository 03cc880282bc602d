"""The answer as a JSON schema: an evidence id that does not exist cannot be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TEXT = 500  # characters of a statement
MOST_EVIDENCE = 8  # utterances that one statement rests on
MOST_STATEMENTS = 200  # of an answer, where the server does not enforce the schema
# Attendance and closing formulas are the extractive engine's: they are fixed words on fixed cues.
KINDS = (
    StatementKind.PRESENTATION,
    StatementKind.REMARK,
    StatementKind.QUESTION,
    StatementKind.ANSWER,
    StatementKind.DECISION,
    StatementKind.VOTE,
    StatementKind.ACTION,
    StatementKind.DISSENT,
)


class Written(BaseModel):
    """One statement as the model wrote it: of the right shape, not yet believed."""

    model_config = ConfigDict(extra="ignore", strict=True)

    kind: Annotated[StatementKind, Field(strict=False)]
    text: Annotated[str, Field(min_length=3, max_length=LONGEST_TEXT)]
    evidence: Annotated[list[str], Field(min_length=1, max_length=MOST_EVIDENCE)]
    answers: Annotated[int, Field(ge=0)] | None = None
    owner: Annotated[str, Field(max_length=120)] | None = None
    deadline: Annotated[str, Field(max_length=80)] | None = None


class Answer(BaseModel):
    """The whole answer; its statements are looked at one by one."""

    model_config = ConfigDict(extra="ignore", strict=True)

    statements: Annotated[list[Any], Field(max_length=MOST_STATEMENTS)]


def answer_schema(utterance_ids: Sequence[str], most: int) -> dict[str, Any]:
    """The schema for one item, or one part of it: its own utterance ids are the only ones that can be written."""
    statement = {
        "type": "object",
        "additionalProperties": False,
        "required": ["kind", "text", "evidence", "answers", "owner", "deadline"],
        "properties": {
            "kind": {"type": "string", "enum": [kind.value for kind in KINDS]},
            "text": {"type": "string", "minLength": 3, "maxLength": LONGEST_TEXT},
            "evidence": {
                "type": "array",
                "minItems": 1,
                "maxItems": MOST_EVIDENCE,
                "items": {"type": "string", "enum": list(utterance_ids)},
            },
            "answers": {"anyOf": [{"type": "integer", "minimum": 0, "maximum": most - 1}, {"type": "null"}]},
            "owner": {"type": "string", "maxLength": 120},
            "deadline": {"type": "string", "maxLength": 80},
        },
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["statements"],
        "properties": {"statements": {"type": "array", "maxItems": most, "items": statement}},
    }
