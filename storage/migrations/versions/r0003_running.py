"""Who runs the bot, messages that go stale or come in parts, and what a chat is to be told.

Every new column has a value for the rows on record: nothing of theirs changes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NEW_OF_OUTBOX = ("expires_at", "replies_to", "parts_sent")
NEW_OF_CHATS = ("corrections", "quiet_from", "quiet_to", "muted_until")


def upgrade() -> None:
    """Add the tables and the columns."""
    op.create_table(
        "instance_locks",
        sa.Column("name", NAME, nullable=False),
        sa.Column("holder", NAME, nullable=False),
        sa.Column("host", NAME, nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("beat_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_instance_locks"),
    )
    _create_corrections()
    op.add_column("outbox", sa.Column("expires_at", sa.BigInteger()))
    op.add_column("outbox", sa.Column("replies_to", NAME))
    op.add_column("outbox", sa.Column("parts_sent", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("chats", sa.Column("corrections", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("chats", sa.Column("quiet_from", sa.Integer()))
    op.add_column("chats", sa.Column("quiet_to", sa.Integer()))
    op.add_column("chats", sa.Column("muted_until", sa.BigInteger()))


def downgrade() -> None:
    """Drop them."""
    for table, names in (("chats", NEW_OF_CHATS), ("outbox", NEW_OF_OUTBOX)):
        for name in names:
            op.drop_column(table, name)
    op.drop_table("corrections")
    op.drop_table("instance_locks")


def _create_corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", KEY, nullable=False),
        sa.Column("corrected_at", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("region", NAME, nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("cause", NAME, nullable=False),
        sa.Column("revised", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_corrections_corrected_at", "corrections", ["corrected_at"])
