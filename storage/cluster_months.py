"""The sums of clusters by month: statements that compute them from the parts, and read them added up."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Text,
    bindparam,
    case,
    cast,
    delete,
    false,
    func,
    select,
    true,
    type_coerce,
)
from sqlalchemy.dialects import postgresql, sqlite

from domain.record import ClusterSum
from storage.prepared import Row
from storage.tables import cluster_months, clusters
from storage.tables_editing import stale_scopes

_FLAGS = ("approximate", "inferred_from_sum", "bounded", "revised")
_PLAIN = ("floor", "best", "standing_floor", "standing_best", "unnumbered", "claims", "shared")
_ADDED = ("ceiling", "open_parts", *_PLAIN)
_COLUMNS = ("scope", "month", *_ADDED, "most_shared", *_FLAGS)


def _count_if(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((condition, 1), else_=0))


def _flagged(flag: str) -> ColumnElement[int]:
    """1 where a part has the flag. Most have none, which is asked first: it is cheap."""
    kept = type_coerce(clusters.c.flags, Text)
    return case((kept == "[]", 0), (kept.contains(f'"{flag}"'), 1), else_=0)


def _sums_of_parts() -> dict[str, ColumnElement[Any]]:
    """Each column but the keys, over the parts of one month; an open part has no ceiling to add."""
    return {
        **{name: func.sum(clusters.c[name]) for name in _PLAIN},
        "ceiling": func.coalesce(func.sum(clusters.c.ceiling), 0),
        "open_parts": _count_if(clusters.c.ceiling.is_(None)),
        "most_shared": func.max(clusters.c.most_shared),
        **{flag: func.sum(_flagged(flag)) for flag in _FLAGS},
    }


def _month_anew(dialect: str) -> Any:
    sums = _sums_of_parts()
    parts = (
        select(
            clusters.c.scope,
            bindparam("month", type_=cluster_months.c.month.type).label("month"),
            *(sums[name] for name in _COLUMNS[2:]),
        )
        .where(
            clusters.c.scope == bindparam("scope"),
            clusters.c.is_long.in_([false(), true()]),  # both: so that the index is of use
            clusters.c.end_at >= bindparam("since"),
            clusters.c.end_at < bindparam("until"),
        )
        .group_by(clusters.c.scope)
    )
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(cluster_months).from_select(_COLUMNS, parts)
    return statement.on_conflict_do_update(
        index_elements=("scope", "month"),
        set_={name: statement.excluded[name] for name in _COLUMNS[2:]},
    )


MONTH_ANEW = {dialect: _month_anew(dialect) for dialect in ("sqlite", "postgresql")}
"""By dialect. Parameters: `month_of`. A month without parts is left as it was."""

FORGET_MONTH = delete(cluster_months).where(
    cluster_months.c.scope == bindparam("of_scope"), cluster_months.c.month == bindparam("of_month")
)
FORGET_SCOPE = delete(cluster_months).where(cluster_months.c.scope == bindparam("of_scope"))
_SUMS = (
    # PostgreSQL adds whole numbers up to a decimal one.
    *(cast(func.sum(cluster_months.c[name]), BigInteger).label(name) for name in (*_ADDED, *_FLAGS)),
    func.max(cluster_months.c.most_shared).label("most_shared"),
)
OF_SCOPES = (
    select(cluster_months.c.scope, *_SUMS)
    .where(cluster_months.c.scope.in_(bindparam("scopes", expanding=True)))
    .group_by(cluster_months.c.scope)
)
BY_MONTH = (
    select(cluster_months.c.month, *_SUMS)
    .where(cluster_months.c.scope == bindparam("wanted"))
    .group_by(cluster_months.c.month)
    .order_by(cluster_months.c.month)
)
STALE = (
    select(stale_scopes.c.scope)
    .where(stale_scopes.c.scope.in_(bindparam("scopes", expanding=True)))
    .distinct()
)


def month_of(scope: str, month: int) -> dict[str, Any]:
    """The parameters of MONTH_ANEW."""
    year, number = divmod(month, 100)
    since = datetime(year, number, 1, tzinfo=UTC)
    later = (year + 1, 1) if number == 12 else (year, number + 1)
    return {"scope": scope, "month": month, "since": since, "until": datetime(*later, 1, tzinfo=UTC)}


def sum_of(row: Row) -> ClusterSum:
    """A row of OF_SCOPES or BY_MONTH."""
    _, ceiling, open_parts, floor, best, stands, stands_best, unnumbered, claims, shared, *flagged, most = row
    return ClusterSum(
        floor=floor,
        ceiling=None if open_parts else ceiling,
        best=best,
        standing=(stands, stands_best),
        claims=claims,
        unnumbered=unnumbered,
        shared=shared,
        most_shared=most,
        flags=tuple(sorted(flag for flag, parts in zip(_FLAGS, flagged, strict=True) if parts)),
    )


def months_forgotten(
    touched: Iterable[tuple[str, int]], filled: Iterable[tuple[str, int]]
) -> list[dict[str, Any]]:
    """Parameters of FORGET_MONTH: months that lost a part and got none, so may be empty now."""
    return [{"of_scope": scope, "of_month": month} for scope, month in sorted(set(touched) - set(filled))]
