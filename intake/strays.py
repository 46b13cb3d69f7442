"""Updates left open by a bot that worked alone: given their chats, so that several can keep their order."""

from functools import partial

from intake.webhook import find_lane
from intake.worker import parse_update
from services.ports import Database, Transaction

_AT_ONCE = 500


async def give_lanes(database: Database) -> None:
    """Look through what is open and has no chat yet; some hundreds in a transaction."""
    after: int | None = -(2**63)
    while after is not None:
        after = await database.write(partial(_give_lanes, after=after))


def _give_lanes(tx: Transaction, after: int) -> int | None:
    """Where to go on, None at the end."""
    rows = tx.inbox.read_strays(after, _AT_ONCE)
    tx.inbox.set_lanes({update_id: find_lane(parse_update(raw)) for update_id, raw in rows})
    return rows[-1][0] if len(rows) == _AT_ONCE else None
