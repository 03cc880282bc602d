"""What a body keeps from meeting to meeting: members, numbers, template, open actions."""

from pipeline.bodies.actions import Agreed, actions_of, approve, carried_over, read_agreed, set_status, take
from pipeline.bodies.database import ENVIRONMENT, Register, default_register, register_exists
from pipeline.bodies.held import Given, Wanted, cancel, claim, find_meeting, meetings_of, move, upcoming
from pipeline.bodies.membership import add_body, join, leave, members_of
from pipeline.bodies.numbering import Number, Numbering, Restart, printed_runs
from pipeline.bodies.record import change_body, find_body, get_body, list_bodies, remove_body
from pipeline.bodies.takeover import TakenOver, counting_on, digest_of, members_on, take_over
from pipeline.bodies.values import Action, BodyRecord, HeldMeeting, MeetingState, Member, Rules

__all__ = [
    "ENVIRONMENT",
    "Action",
    "Agreed",
    "BodyRecord",
    "Given",
    "HeldMeeting",
    "MeetingState",
    "Member",
    "Number",
    "Numbering",
    "Register",
    "Restart",
    "Rules",
    "TakenOver",
    "Wanted",
    "actions_of",
    "add_body",
    "approve",
    "cancel",
    "carried_over",
    "change_body",
    "claim",
    "counting_on",
    "default_register",
    "digest_of",
    "find_body",
    "find_meeting",
    "get_body",
    "join",
    "leave",
    "list_bodies",
    "meetings_of",
    "members_of",
    "members_on",
    "move",
    "printed_runs",
    "read_agreed",
    "register_exists",
    "remove_body",
    "set_status",
    "take",
    "take_over",
    "upcoming",
]
