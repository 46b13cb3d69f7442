"""Every table. Migrations (storage/migrations) make them; a contract test proves the two equal.

Portable types only. Instants are aware UTC (columns.Instant); days are dates in the configured zone.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
    true,
)

from storage.columns import BigKey, Instant, JsonText, Name, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

PENDING = text("state = 'pending'")
IN_A_LANE = text("state = 'open' AND lane <> 0")
"""Rows of the indexes of what waits. Who asks writes the same words: a parameter leads to no such index."""

sources = Table(
    "sources",
    metadata,
    Column("name", Name, primary_key=True),
    Column("issuer", Name, nullable=False),
    Column("home_region", Name),
    Column("zone", Name, nullable=False),
    Column("chat_id", BigInteger),
    Column("title", Name, nullable=False),
    Column("username", Name),
    Column("listed", Boolean, nullable=False),
    Column("synced_at", Instant, nullable=False),
)

posts = Table(
    "posts",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("key", Name, nullable=False, unique=True),
    # No foreign key to sources: an import may name a source before the configuration lists it.
    Column("source_name", Name),
    Column("verified", Boolean, nullable=False),
    Column("posted_at", Instant, nullable=False),
    Column("link", Name),
    Column("title", Name),
    # A foreign key here would close a circle with versions; set_current_version checks it instead.
    Column("current_version_id", BigKey),
    Index(None, "source_name", "posted_at"),
)

submissions = Table(
    "submissions",
    metadata,
    Column("post_id", ForeignKey("posts.id"), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True),
    Column("message_id", BigInteger, primary_key=True),
    Column("submitter", Name, nullable=False),
    Column("submitted_at", Instant, nullable=False),
    Column("thread_id", BigInteger),
    Column("language", Name, nullable=False),
    sqlite_with_rowid=False,
)

versions = Table(
    "versions",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("post_id", ForeignKey("posts.id"), nullable=False),
    Column("text", Words, nullable=False),
    Column("text_hash", Name, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("stored_at", Instant, nullable=False),
    UniqueConstraint("post_id", "text_hash"),
)

# When the claims of a version could count. Kept apart from the claims, so that reading a version again
# with better rules does not rewrite what was known at a past instant.
version_lives = Table(
    "version_lives",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False, index=True),
    Column("live_from", Instant, nullable=False),
    Column("live_until", Instant),
)

reports = Table(
    "reports",
    metadata,
    Column("version_id", ForeignKey("versions.id"), primary_key=True),
    Column("rules_version", Name, nullable=False),
    Column("report", Text, nullable=False),
)

# `number` is the version and the ordinal in one key (claim_rows.claim_number): a version's claims lie
# together, and their keys are known before they are stored.
claims = Table(
    "claims",
    metadata,
    Column("number", BigKey, primary_key=True, autoincrement=False),
    Column("post_id", ForeignKey("posts.id"), nullable=False),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("live", Boolean, nullable=False),
    Column("day", Date, nullable=False),
    Column("originator", Name, nullable=False),
    Column("metric", Name, nullable=False),
    Column("weapon", Name, nullable=False),
    Column("low", BigInteger, nullable=False),
    Column("best", BigInteger, nullable=False),
    Column("high", BigInteger),
    Column("start_at", Instant, nullable=False),
    Column("end_at", Instant, nullable=False),
    Column("inner_start_at", Instant),
    Column("inner_end_at", Instant),
    Column("is_long", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("detail", Text, nullable=False),
    Index(None, "live", "day"),
    Index(None, "live", "is_long", "end_at"),
)

# One row for each region that a claim names, with what lookups by region ask for.
claim_regions = Table(
    "claim_regions",
    metadata,
    Column("claim_number", ForeignKey("claims.number"), primary_key=True, autoincrement=False),
    Column("region", Name, primary_key=True),
    Column("live", Boolean, nullable=False),
    Column("day", Date, nullable=False),
    Column("metric", Name, nullable=False),
    Column("weapon", Name, nullable=False),
    Column("start_at", Instant, nullable=False),
    Column("end_at", Instant, nullable=False),
    Column("is_long", Boolean, nullable=False),
    Index(None, "region", "live", "day", "metric"),
    Index(None, "region", "live", "is_long", "end_at"),
    sqlite_with_rowid=False,
)

# A claim is in one part of a scope, so the first claim names the part, and a part stored twice is refused.
clusters = Table(
    "clusters",
    metadata,
    Column("scope", Name, primary_key=True),
    Column("first_claim", Name, primary_key=True),
    Column("start_at", Instant, nullable=False),
    Column("end_at", Instant, nullable=False),
    Column("is_long", Boolean, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("floor", BigInteger, nullable=False),
    Column("ceiling", BigInteger),
    Column("best", BigInteger, nullable=False),
    Column("unnumbered", Integer, nullable=False),
    Column("claim_ids", JsonText, nullable=False),
    Column("flags", JsonText, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("shared", Integer, nullable=False),
    Column("most_shared", BigInteger),
    # The floor and the best figure that stand after corrections: mostly the same two again.
    Column("standing_floor", BigInteger, nullable=False),
    Column("standing_best", BigInteger, nullable=False),
    Index(None, "scope", "is_long", "end_at"),
)

# The parts of a scope that end in a month (UTC, 202611), added up: what all records say is then a sum of few
# rows. Always computed anew from the parts of the month; the last four columns count parts with that flag.
cluster_months = Table(
    "cluster_months",
    metadata,
    Column("scope", Name, primary_key=True),
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("floor", BigInteger, nullable=False),
    Column("ceiling", BigInteger, nullable=False),
    Column("open_parts", Integer, nullable=False),
    Column("best", BigInteger, nullable=False),
    Column("standing_floor", BigInteger, nullable=False),
    Column("standing_best", BigInteger, nullable=False),
    Column("unnumbered", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("shared", Integer, nullable=False),
    Column("most_shared", BigInteger),
    Column("approximate", Integer, nullable=False),
    Column("inferred_from_sum", Integer, nullable=False),
    Column("bounded", Integer, nullable=False),
    Column("revised", Integer, nullable=False),
    sqlite_with_rowid=False,
)

alerts = Table(
    "alerts",
    metadata,
    Column("key", Name, primary_key=True),
    Column("day", Date, nullable=False),
    Column("region", Name, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("post_id", ForeignKey("posts.id"), nullable=False, index=True),
    Column("badge", Name, nullable=False),
    Column("state", Name, nullable=False),
    Column("message_key", Name, nullable=False, index=True),
    Column("added_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    UniqueConstraint("day", "region", "generation"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("key", Name, nullable=False, unique=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("text", Words, nullable=False),
    Column("thread_id", BigInteger),
    Column("reply_to", BigInteger),
    Column("edits", Name, index=True),
    Column("silent", Boolean, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("state", Name, nullable=False),
    Column("attempts", Integer, nullable=False),
    # While a row is `sending` this is the end of its lease: one index finds all that is due.
    Column("next_try_at", Instant, nullable=False),
    Column("telegram_message_id", BigInteger),
    Column("edited_message_id", BigInteger),
    Column("possible_repeat", Boolean, nullable=False),
    Column("error", Name),
    Column("added_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("expires_at", Instant),
    Column("replies_to", Name),
    Column("parts_sent", Integer, nullable=False, server_default="0"),
    Column("buttons", JsonText),
    Index(None, "state", "next_try_at"),
    Index(None, "chat_id", "state", "id"),
    Index("ix_outbox_waiting", "state", "priority", "id", sqlite_where=PENDING, postgresql_where=PENDING),
    sqlite_autoincrement=True,  # an id, once given, never comes back for another message
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigKey, primary_key=True, autoincrement=False),
    Column("state", Name, nullable=False),
    Column("content", Text),
    Column("received_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("incident_id", Name),
    Column("error", Name),
    # The chat it happened in, and which of several bots has it in hand: only where there may be several.
    Column("lane", BigInteger, nullable=False, server_default="0"),
    Column("held_by", Name),
    Column("held_until", Instant),
    Index(None, "state", "update_id"),
    Index("ix_inbox_lane", "lane", "update_id", sqlite_where=IN_A_LANE, postgresql_where=IN_A_LANE),
)

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Name, nullable=False),
    Column("language", Name),
    Column("first_seen_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("corrections", Boolean, nullable=False, server_default=true()),
    # Minutes of the day in the chat's own zone; NULL: the counting zone.
    Column("quiet_from", Integer),
    Column("quiet_to", Integer),
    Column("muted_until", Instant, index=True),
    Column("zone", Name),
    # Since when the chat refuses us.
    Column("suspended_at", Instant),
)

meta = Table(
    "meta",
    metadata,
    Column("key", Name, primary_key=True),
    Column("value", Text, nullable=False),
)
