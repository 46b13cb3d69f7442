"""Reconciled clusters, a cache of the claims: the cluster store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from domain.record import ClusterPart
from storage.columns import AnyRow
from storage.overlap import is_long, stretch, touching
from storage.tables import clusters

_PART = (
    clusters.c.scope,
    clusters.c.start_at,
    clusters.c.end_at,
    clusters.c.first_day,
    clusters.c.last_day,
    clusters.c.floor,
    clusters.c.ceiling,
    clusters.c.best,
    clusters.c.claim_ids,
    clusters.c.unnumbered,
    clusters.c.flags,
)
_IN_SCOPE = clusters.c.scope == bindparam("wanted")
_IN_TIME = (clusters.c.start_at, clusters.c.end_at, clusters.c.first_claim)
_TOUCHING = select(*_PART).where(_IN_SCOPE, touching(clusters)).order_by(*_IN_TIME)
_OF_SCOPE = select(*_PART).where(_IN_SCOPE).order_by(*_IN_TIME)
_SCOPES = select(clusters.c.scope).distinct().order_by(clusters.c.scope)
_ADD = insert(clusters)
_DELETE = delete(clusters).where(_IN_SCOPE, clusters.c.first_claim == bindparam("named"))


class SqlClusterStore:
    """Parts of a scope in order of start. A part is named by its first claim within its scope."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read_touching(self, scope: str, start_at: datetime, end_at: datetime) -> list[ClusterPart]:
        """Parts of the scope that share an instant with the span, ends included."""
        asked = {"wanted": scope, **stretch(start_at, end_at)}
        return [_part_of(row) for row in self._connection.execute(_TOUCHING, asked)]

    def read_scope(self, scope: str) -> list[ClusterPart]:
        """All parts of a scope."""
        return [_part_of(row) for row in self._connection.execute(_OF_SCOPE, {"wanted": scope})]

    def read_scopes(self) -> list[str]:
        """Every scope that has parts, in order of its code."""
        return list(self._connection.scalars(_SCOPES))

    def replace(self, scope: str, old: Sequence[ClusterPart], new: Sequence[ClusterPart]) -> None:
        """Put the new parts in place of the old ones; a part stored twice is an IntegrityError."""
        if old:
            named = [{"wanted": scope, "named": part.claim_ids[0]} for part in old]
            self._connection.execute(_DELETE, named)
        if new:
            self._connection.execute(_ADD, [_row_of(scope, part) for part in new])


def _row_of(scope: str, part: ClusterPart) -> dict[str, Any]:
    return {
        "scope": scope,
        "first_claim": part.claim_ids[0],
        "start_at": part.start_at,
        "end_at": part.end_at,
        "is_long": is_long(part.start_at, part.end_at),
        "first_day": part.first_day,
        "last_day": part.last_day,
        "floor": part.floor,
        "ceiling": part.ceiling,
        "best": part.best,
        "claim_ids": part.claim_ids,
        "unnumbered": part.unnumbered,
        "flags": part.flags,
    }


def _part_of(row: AnyRow) -> ClusterPart:
    (
        scope,
        start_at,
        end_at,
        first_day,
        last_day,
        floor,
        ceiling,
        best,
        claim_ids,
        unnumbered,
        flags,
    ) = row
    return ClusterPart(
        scope=scope,
        start_at=start_at,
        end_at=end_at,
        first_day=first_day,
        last_day=last_day,
        floor=floor,
        ceiling=ceiling,
        best=best,
        claim_ids=tuple(claim_ids),
        unnumbered=unnumbered,
        flags=tuple(flags),
    )
