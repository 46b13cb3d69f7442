"""What several bots on one database must know of each other: whose an update is, and when a chat is free."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NEW_OF_INBOX = ("lane", "held_by", "held_until")
OPEN = sa.text("state = 'open' AND lane <> 0")
PENDING = sa.text("state = 'pending'")


def upgrade() -> None:
    """Add the table and the columns; an update on record belongs to no lane and nobody."""
    op.add_column("inbox", sa.Column("lane", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("inbox", sa.Column("held_by", NAME))
    op.add_column("inbox", sa.Column("held_until", sa.BigInteger()))
    op.create_index("ix_inbox_lane", "inbox", ["lane", "update_id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["state", "priority", "id"],
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
    op.create_table(
        "paces",
        sa.Column("chat_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("full_at", sa.BigInteger(), nullable=False),
        sa.Column("held_until", sa.BigInteger(), nullable=False),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_paces"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("paces")
    op.drop_index("ix_outbox_waiting", "outbox")
    op.drop_index("ix_inbox_lane", "inbox")
    for name in NEW_OF_INBOX:
        op.drop_column("inbox", name)
