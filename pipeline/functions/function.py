"""The functions a sentence can have in a meeting."""

from __future__ import annotations

from enum import StrEnum


class Function(StrEnum):
    """What a sentence does; the labels of the dialogues that the model is fitted to.

    ``ABSENT`` to ``PRESENT`` (is there in an unusual way) say which change of attendance it is.
    ``NONE``: courtesy, procedure, thinking aloud: nothing that a referat reports.
    """

    DECISION = "decision"
    PROPOSAL = "proposal"
    ACTION = "action"
    QUESTION = "question"
    ANSWER = "answer"
    VOTE = "vote"
    DISSENT = "dissent"
    CONFLICT = "conflict"
    ATTENDANCE = "attendance"
    ABSENT = "absent"
    LATE = "late"
    ARRIVES = "arrives"
    LEAVES = "leaves"
    RETURNS = "returns"
    SUBSTITUTE = "substitute"
    PRESENT = "present"
    PRESENTATION = "presentation"
    REMARK = "remark"
    CLOSING = "closing"
    NONE = "none"
