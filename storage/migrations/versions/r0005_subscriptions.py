"""What chats want to hear without asking, what each has heard, and when its digests fall due."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NEW_OF_CHATS = ("zone", "suspended_at")
TABLES = ("heard", "news", "digest_slots", "subscriptions")


def upgrade() -> None:
    """Add the tables and the columns."""
    _create_subscriptions()
    _create_digest_slots()
    _create_news()
    _create_heard()
    op.add_column("chats", sa.Column("zone", NAME))
    op.add_column("chats", sa.Column("suspended_at", sa.BigInteger()))
    op.create_index("ix_chats_muted_until", "chats", ["muted_until"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_chats_muted_until", "chats")
    for name in NEW_OF_CHATS:
        op.drop_column("chats", name)
    for table in TABLES:
        op.drop_table(table)


def _create_subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("scope", NAME, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("every_post", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "chat_id", "thread_id", name="pk_subscriptions"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_subscriptions_chat_id", "subscriptions", ["chat_id"])


def _create_digest_slots() -> None:
    op.create_table(
        "digest_slots",
        sa.Column("chat_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("minute", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", "minute", name="pk_digest_slots"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_digest_slots_due_at", "digest_slots", ["due_at"])


def _create_news() -> None:
    op.create_table(
        "news",
        sa.Column("id", KEY, nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("reached_chat_id", sa.BigInteger()),
        sa.Column("reached_thread_id", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_news"),
        sqlite_autoincrement=True,
    )


def _create_heard() -> None:
    op.create_table(
        "heard",
        sa.Column("subject", NAME, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("message_key", NAME),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger()),
        sa.Column("said", NAME, nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "chat_id", "thread_id", name="pk_heard"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_heard_day", "heard", ["day"])
    op.create_index("ix_heard_message_key", "heard", ["message_key"])
    op.create_index("ix_heard_held_chat_id_thread_id", "heard", ["held", "chat_id", "thread_id"])
    op.create_index("ix_heard_chat_id", "heard", ["chat_id"])
