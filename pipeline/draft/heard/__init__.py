"""What the function model hears and the rules do not: statements in the speaker's own clause, or in the own words."""

from pipeline.draft.heard.actions import hear_actions
from pipeline.draft.heard.attendance import hear_attendance
from pipeline.draft.heard.decisions import hear_decisions
from pipeline.draft.heard.declared import hear_conflicts, hear_dissent, hear_votes
from pipeline.draft.heard.passages import Ear, believed

__all__ = [
    "Ear",
    "believed",
    "hear_actions",
    "hear_attendance",
    "hear_conflicts",
    "hear_decisions",
    "hear_dissent",
    "hear_votes",
]
