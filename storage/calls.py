"""Calls between bots that share a database: "there is work". PostgreSQL carries them with the commit."""

from typing import Literal

from sqlalchemy import Connection, func, select

Channel = Literal["dozor_inbox", "dozor_outbox"]
INBOX: Channel = "dozor_inbox"
OUTBOX: Channel = "dozor_outbox"


def tell_others(connection: Connection, channel: Channel) -> None:
    """Call whoever listens, once this transaction is committed; on SQLite there is nobody else to call."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_notify(channel, "")))
