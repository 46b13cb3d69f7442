"""Tables of what people did with facts: decisions, doubts waiting for them, figures changed and shown."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Table

from storage.columns import BigKey, Instant, JsonText, Name, Words
from storage.tables import metadata

# Append-only. What a decision is about lies in `post_id` and `subject` (a claim's id, or "post").
decisions = Table(
    "decisions",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("post_id", ForeignKey("posts.id"), nullable=False, index=True),
    Column("subject", Name, nullable=False),
    Column("action", Name, nullable=False),
    Column("value", JsonText, nullable=False),
    Column("editor", Name, nullable=False),
    Column("reason", Name, nullable=False),
    Column("undoes", ForeignKey("decisions.id"), unique=True),
    # The post of the second claim, where a decision binds two: its edit must be seen here.
    Column("other_post_id", ForeignKey("posts.id"), index=True),
    Column("decided_at", Instant, nullable=False, index=True),
    Index(None, "editor", "id"),
)

# The review queue: one row for each thing in the text in force that a person should look at.
doubts = Table(
    "doubts",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("post_id", ForeignKey("posts.id"), nullable=False),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("subject", Name, nullable=False),
    Column("reason", Name, nullable=False),
    Column("detail", Words, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("decision_id", ForeignKey("decisions.id")),
    Index(None, "closed_at", "id"),
    Index(None, "post_id", "closed_at"),
)

# The change log: a figure before and after, and what changed it ("post:ID", "decision:ID", "rebuild").
figure_changes = Table(
    "figure_changes",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("changed_at", Instant, nullable=False),
    Column("day", Date, nullable=False),
    Column("region", Name, nullable=False),
    Column("before", JsonText),
    Column("after", JsonText),
    Column("cause", Name, nullable=False),
    Index(None, "day", "region", "id"),
)

# What was told to whom: the figures of receipts, answers, alerts and digests.
shown_figures = Table(
    "shown_figures",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("shown_at", Instant, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("occasion", Name, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("region", Name, nullable=False),
    Column("figure", JsonText, nullable=False),
    Index(None, "shown_at"),
    Index(None, "region", "last_on"),
)

# Stretches of a scope whose clusters an import has not yet recomputed.
stale_scopes = Table(
    "stale_scopes",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("scope", Name, nullable=False),
    Column("start_at", Instant, nullable=False),
    Column("end_at", Instant, nullable=False),
    Index(None, "scope", "start_at"),
)
