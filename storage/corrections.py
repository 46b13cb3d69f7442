"""Corrections of which nobody has been told yet: the correction store."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from domain.change import parse_cause
from domain.correction import Correction
from storage.columns import AnyRow
from storage.figure_codec import figure_from_json, figure_to_json
from storage.prepared import change_all
from storage.tables_running import corrections

_ADD = insert(corrections)
_OLDEST = select(func.min(corrections.c.corrected_at))
_ALL = select(
    corrections.c.id,
    corrections.c.corrected_at,
    corrections.c.day,
    corrections.c.region,
    corrections.c.before,
    corrections.c.after,
    corrections.c.cause,
    corrections.c.revised,
).order_by(corrections.c.id)
_FORGET = delete(corrections).where(corrections.c.id.in_(bindparam("wanted", expanding=True)))


class SqlCorrectionStore:
    """What waits is told within a minute or so and then forgotten: the change log keeps it for good."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, added: Sequence[Correction]) -> None:
        """Keep corrections to be told."""
        change_all(self._connection, _ADD, [_row_of(one) for one in added])

    def find_oldest(self) -> datetime | None:
        """When the correction was made that waits longest."""
        oldest: datetime | None = self._connection.scalar(_OLDEST)
        return oldest

    def read(self) -> list[tuple[int, Correction]]:
        """Every correction that waits, with its id, in the order they were made."""
        return [(row[0], _correction_of(row)) for row in self._connection.execute(_ALL)]

    def forget(self, ids: Collection[int]) -> None:
        """These have been told."""
        self._connection.execute(_FORGET, {"wanted": list(ids)})


def _row_of(one: Correction) -> dict[str, Any]:
    return {
        "corrected_at": one.corrected_at,
        "day": one.day,
        "region": one.region,
        "before": None if one.before is None else figure_to_json(one.before),
        "after": None if one.after is None else figure_to_json(one.after),
        "cause": str(one.cause),
        "revised": one.revised,
    }


def _correction_of(row: AnyRow) -> Correction:
    _, corrected_at, day, region, before, after, cause, revised = row
    return Correction(
        corrected_at=corrected_at,
        day=day,
        region=region,
        before=None if before is None else figure_from_json(region, before),
        after=None if after is None else figure_from_json(region, after),
        cause=parse_cause(cause),
        revised=revised,
    )
