"""The tables of the register. A change here needs a migration in ``migrations/versions``: a test compares them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)

body = Table(
    "body",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("name_key", String, nullable=False, unique=True),  # how the name is compared
    Column("language", String, nullable=False),
    Column("template", String, nullable=False),
    Column("template_sha256", String, nullable=False),
    Column("item_restart", String, nullable=False),
    Column("item_form", String, nullable=False),
    Column("meeting_restart", String, nullable=False),  # empty: meetings have no number
    Column("meeting_form", String, nullable=False),
    Column("first_item_series", Integer, nullable=False),
    Column("first_item_value", Integer, nullable=False),
    Column("first_meeting_series", Integer, nullable=False),
    Column("first_meeting_value", Integer, nullable=False),
    Column("approval_item", Boolean, nullable=False),
)


def _of_body() -> Column[int]:
    return Column("body_id", Integer, ForeignKey("body.id", ondelete="CASCADE"), nullable=False, index=True)


member = Table(
    "member",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_body(),
    Column("place", Integer, nullable=False),  # in the order of the list
    Column("name", String, nullable=False),
    Column("title", String, nullable=False),
    Column("organisation", String, nullable=False),
    Column("group", String, nullable=False),
    Column("role", String, nullable=False),
    Column("since", Date),
    Column("until", Date),
)

meeting = Table(
    "meeting",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_body(),
    Column("folder", String, nullable=False, unique=True),
    Column("day", Date, nullable=False),
    Column("title", String, nullable=False),
    Column("state", String, nullable=False),
    Column("approved_on", Date),
)

number = Table(
    "number",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("body_id", Integer, ForeignKey("body.id", ondelete="CASCADE"), nullable=False),
    Column("meeting_id", Integer, ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String, nullable=False),  # "item" or "meeting"
    Column("series", Integer, nullable=False),
    Column("value", Integer, nullable=False),
    Column("printed", String, nullable=False),  # as it was given: the form may change later
    Column("used", Boolean, nullable=False),  # False: a gap that this meeting answers for
    UniqueConstraint("body_id", "kind", "series", "value"),  # given once, whatever else happens
)

action = Table(
    "action",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_body(),
    Column("meeting_id", Integer, ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("item", String, nullable=False),
    Column("text", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("deadline", String, nullable=False),
    Column("status", String, nullable=False),
    Column("confidential", Boolean, nullable=False),
    Column("closed_on", Date),
)
