"""What waits for an editor: the doubt store."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from domain.doubt import Doubt, DoubtReason, OpenDoubt
from storage.columns import AnyRow
from storage.tables_editing import doubts

_DOUBT = (
    doubts.c.id,
    doubts.c.post_id,
    doubts.c.version_id,
    doubts.c.subject,
    doubts.c.reason,
    doubts.c.detail,
    doubts.c.opened_at,
)
_IS_OPEN = doubts.c.closed_at.is_(None)
_OPEN = insert(doubts)
_CLOSE = (
    update(doubts)
    .where(doubts.c.id.in_(bindparam("ids", expanding=True)))
    .values(closed_at=bindparam("at"), decision_id=bindparam("decision"))
)
_OF_POST = select(*_DOUBT).where(doubts.c.post_id == bindparam("wanted"), _IS_OPEN).order_by(doubts.c.id)
_PAGE = (
    select(*_DOUBT)
    .where(_IS_OPEN)
    .order_by(doubts.c.id.desc())
    .limit(bindparam("most"))
    .offset(bindparam("passed"))
)
_COUNT = select(func.count()).select_from(doubts).where(_IS_OPEN)


class SqlDoubtStore:
    """A doubt is opened once and closed once; one that comes back is another row."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, doubts: Sequence[Doubt], at: datetime) -> None:
        """Put doubts into the queue."""
        if doubts:
            self._connection.execute(_OPEN, [{**_row_of(doubt), "opened_at": at} for doubt in doubts])

    def close(self, ids: Collection[int], at: datetime, decision_id: int | None = None) -> None:
        """Take doubts out of the queue; `decision_id` is the decision that settled them, if any did."""
        if ids:
            self._connection.execute(_CLOSE, {"ids": sorted(ids), "at": at, "decision": decision_id})

    def read_open_of_post(self, post_id: int) -> list[OpenDoubt]:
        """What is open about a post, oldest first."""
        return [_open_doubt(row) for row in self._connection.execute(_OF_POST, {"wanted": post_id})]

    def read_open(self, limit: int, offset: int) -> list[OpenDoubt]:
        """A page of the queue, newest first."""
        rows = self._connection.execute(_PAGE, {"most": limit, "passed": offset})
        return [_open_doubt(row) for row in rows]

    def count_open(self) -> int:
        """How long the queue is."""
        return self._connection.execute(_COUNT).scalar_one()


def _row_of(doubt: Doubt) -> dict[str, object]:
    return {
        "post_id": doubt.post_id,
        "version_id": doubt.version_id,
        "subject": doubt.subject,
        "reason": doubt.reason.value,
        "detail": doubt.detail,
    }


def _open_doubt(row: AnyRow) -> OpenDoubt:
    doubt_id, post_id, version_id, subject, reason, detail, opened_at = row
    return OpenDoubt(doubt_id, Doubt(post_id, version_id, subject, DoubtReason(reason), detail), opened_at)
