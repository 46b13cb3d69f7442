"""The sources that the configuration lists, as last seen: the source store."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, true, update

from domain.source import Issuer, Source
from domain.totals import SourceStanding
from storage.columns import AnyRow
from storage.tables import posts, sources
from storage.upsert import insert_or_change, insert_unless_known

_TABLE = sources  # `sync` is given sources of its own under that name
_FACTS = ("issuer", "home_region", "zone", "chat_id", "title", "username", "listed", "synced_at")
_UNLIST_OTHERS = (
    update(sources)
    .where(sources.c.listed == true(), sources.c.name.not_in(bindparam("named", expanding=True)))
    .values(listed=False, synced_at=bindparam("at"))
)
_SOURCE = (
    sources.c.name,
    sources.c.issuer,
    sources.c.home_region,
    sources.c.zone,
    sources.c.chat_id,
    sources.c.title,
    sources.c.username,
)
_NAMED = select(*_SOURCE).where(sources.c.name == bindparam("wanted"))
_OF_SOURCE = posts.c.source_name == sources.c.name
_STANDINGS = (
    select(
        sources.c.name,
        sources.c.title,
        sources.c.issuer,
        sources.c.home_region,
        sources.c.chat_id,
        select(func.count()).select_from(posts).where(_OF_SOURCE).scalar_subquery().label("posts"),
        select(func.max(posts.c.posted_at)).where(_OF_SOURCE).scalar_subquery().label("last_posted_at"),
    )
    .where(sources.c.listed == true())
    .order_by(sources.c.name)
)

_LAST_POSTS = select(
    sources.c.name,
    select(func.max(posts.c.posted_at)).where(_OF_SOURCE).scalar_subquery().label("last_posted_at"),
).where(sources.c.listed == true())


class SqlSourceStore:
    """Lists are in order of name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sync(self, sources: Iterable[Source], at: datetime) -> None:
        """Make the table equal to the configuration; a source no longer listed stays, marked unlisted."""
        rows = [_row_of(source, at, listed=True) for source in sources]
        self._connection.execute(_UNLIST_OTHERS, {"named": [row["name"] for row in rows], "at": at})
        if rows:
            self._connection.execute(insert_or_change(self._connection, _TABLE, ("name",), _FACTS), rows)

    def remember(self, source: Source, at: datetime) -> None:
        """Keep a source that an import named, unlisted, unless its name is known already."""
        statement = insert_unless_known(self._connection, _TABLE, "name")
        self._connection.execute(statement, _row_of(source, at, listed=False))

    def find(self, name: str) -> Source | None:
        """A source on record by its name, listed or not."""
        row = self._connection.execute(_NAMED, {"wanted": name}).one_or_none()
        return None if row is None else _source_of(row)

    def read_standings(self) -> list[SourceStanding]:
        """The listed sources with how many posts came from each, and when the last was posted."""
        return [SourceStanding(*row) for row in self._connection.execute(_STANDINGS)]

    def read_last_posts(self) -> dict[str, datetime | None]:
        """When each listed source last published, by its name; None for one that never has."""
        return {row.name: row.last_posted_at for row in self._connection.execute(_LAST_POSTS)}


def _row_of(source: Source, at: datetime, *, listed: bool) -> dict[str, Any]:
    return {
        "name": source.name,
        "issuer": source.issuer.value,
        "home_region": source.home_region,
        "zone": source.zone,
        "chat_id": source.chat_id,
        "title": source.title,
        "username": source.username,
        "listed": listed,
        "synced_at": at,
    }


def _source_of(row: AnyRow) -> Source:
    name, issuer, home_region, zone, chat_id, title, username = row
    return Source(name, Issuer(issuer), home_region, zone, chat_id, title, username)
