"""Where a database is: a URL checked and taken apart."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import DatabaseFolderError, DatabaseUrlError
from storage.server import Server

EXPECTED = "expected sqlite:///PATH (relative), sqlite:////PATH (absolute) or postgresql://USER:PASSWORD@HOST/DATABASE"
_SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_LONGEST_PORT = 65_535


def parse_url(url: str) -> Path | Server:
    """The file or the server of a database URL; DatabaseUrlError says what is wrong, without any password."""
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        raise DatabaseUrlError(f"not a database URL; {EXPECTED}") from None
    if parts.drivername in {"postgresql", "postgres", "postgresql+asyncpg"}:
        return _server(parts)
    shown = parts.set(query={}).render_as_string(hide_password=True)
    if parts.drivername != "sqlite" or parts.host or parts.query:
        raise DatabaseUrlError(f"{shown}: {EXPECTED}")
    if parts.database in (None, "", ":memory:"):
        raise DatabaseUrlError(f"{shown}: a database in memory keeps nothing; {EXPECTED}")
    return Path(str(parts.database))


def parse_file_url(url: str) -> Path:
    """The same where only a file will do."""
    place = parse_url(url)
    if isinstance(place, Server):
        raise DatabaseUrlError(f"{place}: is on a server; expected sqlite:///PATH")
    return place


def make_folder(path: Path) -> None:
    """Create the folder of a database file; DatabaseFolderError when that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseFolderError(path, error.strerror or str(error)) from error
    if path.is_dir():
        raise DatabaseFolderError(path, "is a folder, not a file")


def _server(parts: URL) -> Server:
    """What stands after the question mark is host, port or sslmode: a typing error must not go unseen."""
    if not parts.database:
        raise DatabaseUrlError(f"the address names no database on the server; {EXPECTED}")
    asked = dict(parts.query)
    host, port, sslmode = (asked.pop(name, None) for name in ("host", "port", "sslmode"))
    server = Server(
        database=parts.database,
        host=_single(host) or parts.host or None,
        port=_port(_single(port)) or parts.port,
        user=parts.username or None,
        password=None if parts.password is None else str(parts.password),
        sslmode=_single(sslmode),
    )
    if asked:
        raise DatabaseUrlError(f"{server}: {min(asked)} is not known; expected host, port or sslmode")
    if server.sslmode not in (None, *_SSL_MODES):
        raise DatabaseUrlError(f"{server}: sslmode is one of {', '.join(_SSL_MODES)}")
    return server


def _single(value: str | tuple[str, ...] | None) -> str | None:
    if isinstance(value, tuple):
        raise DatabaseUrlError("the database URL names one thing twice; expected one server")
    return value


def _port(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or not 0 < int(text) <= _LONGEST_PORT:
        raise DatabaseUrlError("the port in the database URL: expected a number from 1 to 65535")
    return int(text)
