"""The first tables. Instants are microseconds since 1970 UTC; JSON is text (storage/columns.py)."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make every table."""
    _create_posts()
    _create_versions()
    _create_claims()
    _create_claim_regions()
    _create_figures()
    _create_alerts()
    _create_messages()
    _create_rest()


def downgrade() -> None:
    """Drop every table, children first; their indexes go with them."""
    for name in reversed(TABLES):
        op.drop_table(name)


TABLES = (
    "sources",
    "posts",
    "submissions",
    "versions",
    "version_lives",
    "reports",
    "claims",
    "claim_regions",
    "clusters",
    "decisions",
    "alerts",
    "outbox",
    "inbox",
    "chats",
    "meta",
)


def _create_posts() -> None:
    """Sources, posts and how they came in."""
    op.create_table(
        "sources",
        sa.Column("name", NAME, nullable=False),
        sa.Column("issuer", NAME, nullable=False),
        sa.Column("home_region", NAME),
        sa.Column("zone", NAME, nullable=False),
        sa.Column("chat_id", sa.BigInteger()),
        sa.Column("title", NAME, nullable=False),
        sa.Column("username", NAME),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("synced_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sources"),
    )
    op.create_table(
        "posts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", NAME, nullable=False),
        sa.Column("source_name", NAME),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("posted_at", sa.BigInteger(), nullable=False),
        sa.Column("link", NAME),
        sa.Column("title", NAME),
        sa.Column("current_version_id", KEY),
        sa.PrimaryKeyConstraint("id", name="pk_posts"),
        sa.UniqueConstraint("key", name="uq_posts_key"),
    )
    op.create_index("ix_posts_source_name_posted_at", "posts", ["source_name", "posted_at"])
    op.create_table(
        "submissions",
        sa.Column("post_id", KEY, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("submitter", NAME, nullable=False),
        sa.Column("submitted_at", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger()),
        sa.Column("language", NAME, nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_submissions_post_id"),
        sa.PrimaryKeyConstraint("post_id", "chat_id", "message_id", name="pk_submissions"),
        sqlite_with_rowid=False,
    )


def _create_versions() -> None:
    """Texts of posts, their readings, and when each could count."""
    op.create_table(
        "versions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("post_id", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_hash", NAME, nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("stored_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_versions_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.UniqueConstraint("post_id", "text_hash", name="uq_versions_post_id_text_hash"),
    )
    op.create_table(
        "version_lives",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=False),
        sa.Column("live_until", sa.BigInteger()),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_version_lives_version_id"),
        sa.PrimaryKeyConstraint("id", name="pk_version_lives"),
    )
    op.create_index("ix_version_lives_version_id", "version_lives", ["version_id"])
    op.create_table(
        "reports",
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("rules_version", NAME, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_reports_version_id"),
        sa.PrimaryKeyConstraint("version_id", name="pk_reports"),
    )


def _create_claims() -> None:
    """Claims."""
    op.create_table(
        "claims",
        sa.Column("number", KEY, autoincrement=False, nullable=False),
        sa.Column("post_id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("originator", NAME, nullable=False),
        sa.Column("metric", NAME, nullable=False),
        sa.Column("weapon", NAME, nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("best", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger()),
        sa.Column("start_at", sa.BigInteger(), nullable=False),
        sa.Column("end_at", sa.BigInteger(), nullable=False),
        sa.Column("inner_start_at", sa.BigInteger()),
        sa.Column("inner_end_at", sa.BigInteger()),
        sa.Column("is_long", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_claims_post_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_claims_version_id"),
        sa.PrimaryKeyConstraint("number", name="pk_claims"),
    )
    op.create_index("ix_claims_live_day", "claims", ["live", "day"])
    op.create_index("ix_claims_live_is_long_end_at", "claims", ["live", "is_long", "end_at"])


def _create_claim_regions() -> None:
    """Regions that claims name."""
    op.create_table(
        "claim_regions",
        sa.Column("claim_number", KEY, autoincrement=False, nullable=False),
        sa.Column("region", NAME, nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("metric", NAME, nullable=False),
        sa.Column("weapon", NAME, nullable=False),
        sa.Column("start_at", sa.BigInteger(), nullable=False),
        sa.Column("end_at", sa.BigInteger(), nullable=False),
        sa.Column("is_long", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["claim_number"], ["claims.number"], name="fk_claim_regions_claim_number"),
        sa.PrimaryKeyConstraint("claim_number", "region", name="pk_claim_regions"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_claim_regions_region_live_day_metric", "claim_regions", ["region", "live", "day", "metric"]
    )
    op.create_index(
        "ix_claim_regions_region_live_is_long_end_at",
        "claim_regions",
        ["region", "live", "is_long", "end_at"],
    )


def _create_figures() -> None:
    """Reconciled clusters and editors' decisions."""
    op.create_table(
        "clusters",
        sa.Column("scope", NAME, nullable=False),
        sa.Column("first_claim", NAME, nullable=False),
        sa.Column("start_at", sa.BigInteger(), nullable=False),
        sa.Column("end_at", sa.BigInteger(), nullable=False),
        sa.Column("is_long", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("floor", sa.BigInteger(), nullable=False),
        sa.Column("ceiling", sa.BigInteger()),
        sa.Column("best", sa.BigInteger(), nullable=False),
        sa.Column("unnumbered", sa.Integer(), nullable=False),
        sa.Column("claim_ids", sa.Text(), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "first_claim", name="pk_clusters"),
    )
    op.create_index("ix_clusters_scope_is_long_end_at", "clusters", ["scope", "is_long", "end_at"])
    op.create_table(
        "decisions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("subject", NAME, nullable=False),
        sa.Column("action", NAME, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("editor", NAME, nullable=False),
        sa.Column("reason", NAME, nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_subject", "decisions", ["subject"])


def _create_alerts() -> None:
    """New-region alerts."""
    op.create_table(
        "alerts",
        sa.Column("key", NAME, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("region", NAME, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("post_id", KEY, nullable=False),
        sa.Column("badge", NAME, nullable=False),
        sa.Column("state", NAME, nullable=False),
        sa.Column("message_key", NAME, nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_alerts_post_id"),
        sa.PrimaryKeyConstraint("key", name="pk_alerts"),
        sa.UniqueConstraint("day", "region", "generation", name="uq_alerts_day_region_generation"),
    )
    op.create_index("ix_alerts_message_key", "alerts", ["message_key"])
    op.create_index("ix_alerts_post_id", "alerts", ["post_id"])


def _create_messages() -> None:
    """What comes in and what goes out."""
    op.create_table(
        "outbox",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", NAME, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("thread_id", sa.BigInteger()),
        sa.Column("reply_to", sa.BigInteger()),
        sa.Column("edits", NAME),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", NAME, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.BigInteger(), nullable=False),
        sa.Column("telegram_message_id", sa.BigInteger()),
        sa.Column("edited_message_id", sa.BigInteger()),
        sa.Column("possible_repeat", sa.Boolean(), nullable=False),
        sa.Column("error", NAME),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_chat_id_state_id", "outbox", ["chat_id", "state", "id"])
    op.create_index("ix_outbox_edits", "outbox", ["edits"])
    op.create_index("ix_outbox_state_next_try_at", "outbox", ["state", "next_try_at"])
    op.create_table(
        "inbox",
        sa.Column("update_id", KEY, autoincrement=False, nullable=False),
        sa.Column("state", NAME, nullable=False),
        sa.Column("content", sa.Text()),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger()),
        sa.Column("incident_id", NAME),
        sa.Column("error", NAME),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_state_update_id", "inbox", ["state", "update_id"])


def _create_rest() -> None:
    """Chats, and facts about the database itself."""
    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("language", NAME),
        sa.Column("first_seen_at", sa.BigInteger(), nullable=False),
        sa.Column("last_seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_chats"),
    )
    op.create_table(
        "meta",
        sa.Column("key", NAME, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
