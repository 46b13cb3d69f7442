"""Finding by index what touches a stretch of time.

An index can bound the end of a window from below, but its start only by reading on; so rows are marked as
long or not. A row that is not long and starts by the end of the stretch must end within LONG after it,
which bounds the index on both sides. Long rows are few.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam, false, or_, true

LONG = timedelta(days=3)
_LAST = datetime.max.replace(tzinfo=UTC)


def is_long(start_at: datetime, end_at: datetime) -> bool:
    """Whether a row of this stretch goes with the few long ones."""
    return end_at - start_at > LONG


def touching(table: Table) -> ColumnElement[bool]:
    """Rows with start_at ≤ :until and end_at ≥ :since; give `stretch(...)` as parameters."""
    return and_(
        or_(
            and_(
                table.c.is_long == false(),
                table.c.end_at >= bindparam("since"),
                table.c.end_at <= bindparam("reach"),
            ),
            and_(table.c.is_long == true(), table.c.end_at >= bindparam("since")),
        ),
        table.c.start_at <= bindparam("until"),
    )


def stretch(start_at: datetime, end_at: datetime) -> dict[str, Any]:
    """The parameters of `touching`."""
    return {"since": start_at, "until": end_at, "reach": min(end_at, _LAST - LONG) + LONG}
