"""Buttons under a message to send, and what the bot waits to hear from a person."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column("outbox", sa.Column("buttons", sa.Text()))
    op.create_table(
        "dialogs",
        sa.Column("key", NAME, nullable=False),
        sa.Column("state", NAME),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_dialogs"),
    )
    op.create_index("ix_dialogs_changed_at", "dialogs", ["changed_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("dialogs")
    op.drop_column("outbox", "buttons")
