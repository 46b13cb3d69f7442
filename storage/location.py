"""Where a database is: a URL checked and taken apart."""

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import DatabaseFolderError, DatabaseUrlError

EXPECTED = "expected sqlite:///PATH (relative) or sqlite:////PATH (absolute)"


def parse_url(url: str) -> Path:
    """The file of a database URL; DatabaseUrlError names what is wrong, without any password."""
    try:
        parts = make_url(url)
    except ArgumentError:
        raise DatabaseUrlError(f"not a database URL; {EXPECTED}") from None
    shown = parts.render_as_string(hide_password=True)
    if parts.drivername.startswith("postgres"):
        raise DatabaseUrlError(f"{shown}: PostgreSQL is not supported by this version; {EXPECTED}")
    if parts.drivername != "sqlite" or parts.host or parts.query:
        raise DatabaseUrlError(f"{shown}: {EXPECTED}")
    if parts.database in (None, "", ":memory:"):
        raise DatabaseUrlError(f"{shown}: a database in memory keeps nothing; {EXPECTED}")
    return Path(str(parts.database))


def make_folder(path: Path) -> None:
    """Create the folder of a database file; DatabaseFolderError when that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseFolderError(path, error.strerror or str(error)) from error
    if path.is_dir():
        raise DatabaseFolderError(path, "is a folder, not a file")
