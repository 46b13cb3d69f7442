"""A PostgreSQL database: where it is, and how it is named without its password."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a server. What is None is left to the driver: PGUSER, PGPASSWORD, ~/.pgpass, a socket.

    `host`: a name, an address, or the folder of a unix socket.
    """

    database: str
    host: str | None = None
    port: int | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    sslmode: str | None = None

    def __str__(self) -> str:
        """As people are told of it, never with the password."""
        user = f"{self.user}@" if self.user else ""
        host = f"[{self.host}]" if self.host and ":" in self.host else self.host or ""
        if host.startswith("/"):
            return f"postgresql://{user}/{self.database}?host={host}"
        port = f":{self.port}" if self.port else ""
        return f"postgresql://{user}{host}{port}/{self.database}"

    def driver_arguments(self) -> dict[str, Any]:
        """What asyncpg.connect takes."""
        named = {
            "database": self.database,
            "host": self.host,
            "port": self.port,
            "user": self.user,
            "password": self.password,
            "ssl": self.sslmode,
        }
        return {name: value for name, value in named.items() if value is not None}

    def environment(self) -> dict[str, str]:
        """What PostgreSQL's own programs read, so that nothing stands on a command line for all to see."""
        named = {
            "PGDATABASE": self.database,
            "PGHOST": self.host,
            "PGPORT": None if self.port is None else str(self.port),
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
            "PGSSLMODE": self.sslmode,
        }
        return {name: value for name, value in named.items() if value is not None}
