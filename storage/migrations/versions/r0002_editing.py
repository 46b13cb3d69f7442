"""Decisions with their posts, the review queue, the change log, figures shown, and stale clusters."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NEW_TABLES = ("doubts", "decisions", "figure_changes", "shown_figures", "stale_scopes", "cluster_months")
NEW_OF_CLUSTERS = ("claims", "shared", "most_shared", "standing_floor", "standing_best")
SUMS = ("floor", "ceiling", "best", "standing_floor", "standing_best")
MOSCOW = ("RU-MOW", "RU-MOS")


def upgrade() -> None:
    """Make the tables. `decisions` is made anew: no release has written a row of it."""
    op.drop_table("decisions")
    _create_decisions()
    _create_doubts()
    _create_figures()
    _create_stale_scopes()
    _widen_clusters()


def downgrade() -> None:
    """Drop them; `decisions` goes back to its first shape, empty. Clusters stay true."""
    op.execute(sa.text("DELETE FROM clusters WHERE scope = :scope").bindparams(scope="+".join(MOSCOW)))
    for name in NEW_OF_CLUSTERS:
        op.drop_column("clusters", name)
    for name in NEW_TABLES:
        op.drop_table(name)
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


def _create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("post_id", KEY, nullable=False),
        sa.Column("subject", NAME, nullable=False),
        sa.Column("action", NAME, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("editor", NAME, nullable=False),
        sa.Column("reason", NAME, nullable=False),
        sa.Column("undoes", KEY),
        sa.Column("other_post_id", KEY),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_decisions_post_id"),
        sa.ForeignKeyConstraint(["undoes"], ["decisions.id"], name="fk_decisions_undoes"),
        sa.ForeignKeyConstraint(["other_post_id"], ["posts.id"], name="fk_decisions_other_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sa.UniqueConstraint("undoes", name="uq_decisions_undoes"),
    )
    op.create_index("ix_decisions_post_id", "decisions", ["post_id"])
    op.create_index("ix_decisions_other_post_id", "decisions", ["other_post_id"])
    op.create_index("ix_decisions_decided_at", "decisions", ["decided_at"])
    op.create_index("ix_decisions_editor_id", "decisions", ["editor", "id"])


def _create_doubts() -> None:
    op.create_table(
        "doubts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("post_id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("subject", NAME, nullable=False),
        sa.Column("reason", NAME, nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger()),
        sa.Column("decision_id", KEY),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_doubts_post_id"),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name="fk_doubts_version_id"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_doubts_decision_id"),
        sa.PrimaryKeyConstraint("id", name="pk_doubts"),
    )
    op.create_index("ix_doubts_closed_at_id", "doubts", ["closed_at", "id"])
    op.create_index("ix_doubts_post_id_closed_at", "doubts", ["post_id", "closed_at"])


def _create_figures() -> None:
    op.create_table(
        "figure_changes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("region", NAME, nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.Column("cause", NAME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_figure_changes"),
    )
    op.create_index("ix_figure_changes_day_region_id", "figure_changes", ["day", "region", "id"])
    op.create_table(
        "shown_figures",
        sa.Column("id", KEY, nullable=False),
        sa.Column("shown_at", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("occasion", NAME, nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("region", NAME, nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shown_figures"),
    )
    op.create_index("ix_shown_figures_shown_at", "shown_figures", ["shown_at"])
    op.create_index("ix_shown_figures_region_last_on", "shown_figures", ["region", "last_on"])


def _create_stale_scopes() -> None:
    op.create_table(
        "stale_scopes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("scope", NAME, nullable=False),
        sa.Column("start_at", sa.BigInteger(), nullable=False),
        sa.Column("end_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stale_scopes"),
    )
    op.create_index("ix_stale_scopes_scope_start_at", "stale_scopes", ["scope", "start_at"])


def _widen_clusters() -> None:
    """Clusters learn of shared counts and get their sums by month; those on record are marked as stale.

    The composite Moscow region becomes a scope of its own.
    """
    for name in ("claims", "shared"):
        op.add_column("clusters", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("clusters", sa.Column("most_shared", sa.BigInteger()))
    for name in ("standing_floor", "standing_best"):
        op.add_column("clusters", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    counts = ("open_parts", "unnumbered", "claims", "shared")
    flags = ("approximate", "inferred_from_sum", "bounded", "revised")
    op.create_table(
        "cluster_months",
        sa.Column("scope", NAME, nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in SUMS),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in (*counts, *flags)),
        sa.Column("most_shared", sa.BigInteger()),
        sa.PrimaryKeyConstraint("scope", "month", name="pk_cluster_months"),
        sqlite_with_rowid=False,
    )
    mark = "INSERT INTO stale_scopes (scope, start_at, end_at) SELECT "
    op.execute(mark + "region, MIN(start_at), MAX(end_at) FROM claim_regions GROUP BY region")
    both = "SELECT MIN(start_at) AS first, MAX(end_at) AS last FROM claim_regions"
    of_moscow = "WHERE region IN ('RU-MOW', 'RU-MOS')"
    op.execute(
        f"{mark}'RU-MOW+RU-MOS', first, last FROM ({both} {of_moscow}) AS moscow WHERE first IS NOT NULL"
    )
