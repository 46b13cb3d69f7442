"""Marks of what an import has left for later: the store of stale stretches."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, false, insert, select, true

from domain.record import StaleStretch
from storage.tables import claim_regions
from storage.tables_editing import stale_scopes

_SCOPES = select(stale_scopes.c.scope).distinct().order_by(stale_scopes.c.scope)
_OF_SCOPE = (
    select(stale_scopes.c.scope, stale_scopes.c.start_at, stale_scopes.c.end_at)
    .where(stale_scopes.c.scope == bindparam("wanted"))
    .order_by(stale_scopes.c.start_at, stale_scopes.c.end_at)
)
_FORGET = delete(stale_scopes).where(stale_scopes.c.scope == bindparam("wanted"))
_ADD = insert(stale_scopes)
_END_OF = (
    select(claim_regions.c.end_at)
    .where(
        claim_regions.c.region == bindparam("wanted"),
        claim_regions.c.live == true(),
        claim_regions.c.is_long == false(),
        claim_regions.c.end_at > bindparam("since"),
    )
    .order_by(claim_regions.c.end_at)
    .limit(1)
    .offset(bindparam("passed"))
)


class SqlStaleStore:
    """Few rows: an import merges its marks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read_scopes(self) -> list[str]:
        """Scopes with a mark, in order of their code."""
        return list(self._connection.scalars(_SCOPES))

    def read(self, scope: str) -> list[StaleStretch]:
        """The marks of a scope in order of start."""
        return [StaleStretch(*row) for row in self._connection.execute(_OF_SCOPE, {"wanted": scope})]

    def put(self, scope: str, stretches: Sequence[StaleStretch]) -> None:
        """Put these marks in the place of the scope's marks."""
        self._connection.execute(_FORGET, {"wanted": scope})
        rows = [{"scope": scope, "start_at": one.start_at, "end_at": one.end_at} for one in stretches]
        if rows:
            self._connection.execute(_ADD, rows)

    def find_end_of(self, scope: str, start_at: datetime, claims: int) -> datetime | None:
        """When that many live claims of a scope have ended since `start_at`; None where there are fewer."""
        asked = {"wanted": scope, "since": start_at, "passed": claims - 1}
        end_at: datetime | None = self._connection.scalar(_END_OF, asked)
        return end_at
