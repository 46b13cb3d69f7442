"""Reconciled clusters, a cache of the claims: the cluster store."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Connection, Text, bindparam, delete, insert, select, type_coerce

from domain.record import ClusterPart, ClusterSum
from storage import cluster_months as months
from storage.columns import day_of_row, instant_of
from storage.overlap import is_long, stretch, touching
from storage.prepared import Row, change_all, read_rows
from storage.tables import clusters

_KNOWN = 512
"""Parts remembered as they were read: those of the present days."""

# As the driver gives them: what a row says is worked out once for each row, not each time it is read.
_PART = (
    clusters.c.scope,
    type_coerce(clusters.c.start_at, BigInteger),
    type_coerce(clusters.c.end_at, BigInteger),
    type_coerce(clusters.c.first_day, Text),
    type_coerce(clusters.c.last_day, Text),
    clusters.c.floor,
    clusters.c.ceiling,
    clusters.c.best,
    type_coerce(clusters.c.claim_ids, Text),
    clusters.c.unnumbered,
    type_coerce(clusters.c.flags, Text),
    clusters.c.shared,
    clusters.c.most_shared,
    clusters.c.standing_floor,
    clusters.c.standing_best,
)
_NOTHING = ClusterSum(0, 0, 0, (0, 0), 0, 0)
_IN_SCOPE = clusters.c.scope == bindparam("wanted")
_IN_TIME = (clusters.c.start_at, clusters.c.end_at, clusters.c.first_claim)
_TOUCHING = select(*_PART).where(_IN_SCOPE, touching(clusters)).order_by(*_IN_TIME)
_IN_SCOPES = clusters.c.scope.in_(bindparam("scopes", expanding=True))
_TOUCHING_OF = select(*_PART).where(_IN_SCOPES, touching(clusters)).order_by(*_IN_TIME)
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
        return [_part_of(row) for row in read_rows(self._connection, _TOUCHING, asked)]

    def read_touching_of(
        self, scopes: Collection[str], start_at: datetime, end_at: datetime
    ) -> dict[str, list[ClusterPart]]:
        """`read_touching` for each of the scopes."""
        found: dict[str, list[ClusterPart]] = {scope: [] for scope in scopes}
        asked = {"scopes": list(found), **stretch(start_at, end_at)}
        for row in read_rows(self._connection, _TOUCHING_OF, asked):
            found[row[0]].append(_part_of(row))
        return found

    def read_scope(self, scope: str) -> list[ClusterPart]:
        """All parts of a scope."""
        return [_part_of(row) for row in read_rows(self._connection, _OF_SCOPE, {"wanted": scope})]

    def read_scopes(self) -> list[str]:
        """Every scope that has parts, in order of its code."""
        return list(self._connection.scalars(_SCOPES))

    def replace(self, scope: str, old: Sequence[ClusterPart], new: Sequence[ClusterPart]) -> None:
        """Put the new parts in place of the old ones; a part stored twice is an IntegrityError."""
        self.replace_all({scope: (old, new)})

    def replace_all(self, changes: Mapping[str, tuple[Sequence[ClusterPart], Sequence[ClusterPart]]]) -> None:
        """`replace` for each scope's (old, new); the months of all these parts are added up anew."""
        old = [(scope, part) for scope, (gone, _) in changes.items() for part in gone]
        new = [(scope, part) for scope, (_, come) in changes.items() for part in come]
        named = [{"wanted": scope, "named": part.claim_ids[0]} for scope, part in old]
        change_all(self._connection, _DELETE, named)
        change_all(self._connection, _ADD, [_row_of(scope, part) for scope, part in new])
        self._add_up({(scope, part.month) for scope, part in old}, {(s, part.month) for s, part in new})

    def _add_up(self, lost: set[tuple[str, int]], gained: set[tuple[str, int]]) -> None:
        change_all(self._connection, months.FORGET_MONTH, months.months_forgotten(lost, gained))
        anew = months.MONTH_ANEW[self._connection.dialect.name]
        change_all(self._connection, anew, [months.month_of(*one) for one in sorted(lost | gained)])

    def read_sums(self, scopes: Collection[str]) -> dict[str, ClusterSum]:
        """All parts of each scope added up; left out are scopes whose clusters are marked as stale."""
        stale = {scope for (scope,) in read_rows(self._connection, months.STALE, {"scopes": list(scopes)})}
        known = [scope for scope in scopes if scope not in stale]
        rows = read_rows(self._connection, months.OF_SCOPES, {"scopes": known})
        return dict.fromkeys(known, _NOTHING) | {row[0]: months.sum_of(row) for row in rows}

    def forget_months(self, scope: str) -> None:
        """Only for `rebuild`, which adds them up again."""
        self._connection.execute(months.FORGET_SCOPE, {"of_scope": scope})

    def read_months(self, scope: str) -> dict[int, ClusterSum]:
        """The parts of a scope added up by the month of their end, 202611."""
        rows = read_rows(self._connection, months.BY_MONTH, {"wanted": scope})
        return {row[0]: months.sum_of(row) for row in rows}


def _row_of(scope: str, part: ClusterPart) -> dict[str, Any]:
    standing_floor, standing_best = part.standing or (part.floor, part.best)
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
        "claims": len(part.claim_ids),
        "shared": part.shared,
        "most_shared": part.most_shared,
        "standing_floor": standing_floor,
        "standing_best": standing_best,
    }


@lru_cache(maxsize=_KNOWN)
def _part_of(row: Row) -> ClusterPart:
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
        shared,
        most_shared,
        *standing,
    ) = row
    return ClusterPart(
        scope=scope,
        start_at=instant_of(start_at),
        end_at=instant_of(end_at),
        first_day=day_of_row(first_day),
        last_day=day_of_row(last_day),
        floor=floor,
        ceiling=ceiling,
        best=best,
        claim_ids=tuple(json.loads(claim_ids)),
        unnumbered=unnumbered,
        flags=tuple(json.loads(flags)),
        shared=shared,
        most_shared=most_shared,
        standing=None if standing == [floor, best] else tuple(standing),
    )
