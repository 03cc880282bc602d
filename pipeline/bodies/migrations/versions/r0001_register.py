"""Bodies, their members and meetings, the numbers given, the actions agreed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "body",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("name_key", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("template", sa.String, nullable=False),
        sa.Column("template_sha256", sa.String, nullable=False),
        sa.Column("item_restart", sa.String, nullable=False),
        sa.Column("item_form", sa.String, nullable=False),
        sa.Column("meeting_restart", sa.String, nullable=False),
        sa.Column("meeting_form", sa.String, nullable=False),
        sa.Column("first_item_series", sa.Integer, nullable=False),
        sa.Column("first_item_value", sa.Integer, nullable=False),
        sa.Column("first_meeting_series", sa.Integer, nullable=False),
        sa.Column("first_meeting_value", sa.Integer, nullable=False),
        sa.Column("approval_item", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_body"),
        sa.UniqueConstraint("name_key", name="uq_body_name_key"),
    )
    op.create_table(
        "member",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("body_id", sa.Integer, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("organisation", sa.String, nullable=False),
        sa.Column("group", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("since", sa.Date),
        sa.Column("until", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_member_body_id", ondelete="CASCADE"),
    )
    op.create_index("ix_member_body_id", "member", ["body_id"])
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("body_id", sa.Integer, nullable=False),
        sa.Column("folder", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("approved_on", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
        sa.UniqueConstraint("folder", name="uq_meeting_folder"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_meeting_body_id", ondelete="CASCADE"),
    )
    op.create_index("ix_meeting_body_id", "meeting", ["body_id"])
    op.create_table(
        "number",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("body_id", sa.Integer, nullable=False),
        sa.Column("meeting_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("series", sa.Integer, nullable=False),
        sa.Column("value", sa.Integer, nullable=False),
        sa.Column("printed", sa.String, nullable=False),
        sa.Column("used", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_number"),
        sa.UniqueConstraint("body_id", "kind", "series", "value", name="uq_number_body_id_kind_series_value"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_number_body_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_number_meeting_id", ondelete="CASCADE"),
    )
    op.create_index("ix_number_meeting_id", "number", ["meeting_id"])
    op.create_table(
        "action",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("body_id", sa.Integer, nullable=False),
        sa.Column("meeting_id", sa.Integer, nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("deadline", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("confidential", sa.Boolean, nullable=False),
        sa.Column("closed_on", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_action"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name="fk_action_body_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_action_meeting_id", ondelete="CASCADE"),
    )
    op.create_index("ix_action_body_id", "action", ["body_id"])
    op.create_index("ix_action_meeting_id", "action", ["meeting_id"])


def downgrade() -> None:
    """Drop them all."""
    for table in ("action", "number", "meeting", "member", "body"):
        op.drop_table(table)
