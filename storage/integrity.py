"""Whether a database file is whole, looked at before the bot trusts it."""

import logging
import sqlite3
from contextlib import closing

from storage.engines import plain_errors
from storage.errors import NotADatabaseError
from storage.location import parse_url
from storage.server import Server

_log = logging.getLogger(__name__)

_MEBIBYTE = 2**20


def check_integrity(url: str, *, limit_mb: int) -> bool:
    """Let SQLite look through the file at `url`; False where that was not done.

    It is not done for a file that is not there yet, nor for one larger than `limit_mb` mebibytes, which the
    log says: reading it all would hold up the start; nor on a server, which looks after its files itself.
    NotADatabaseError when the file is damaged.
    """
    path = parse_url(url)
    if isinstance(path, Server) or not path.is_file():
        return False
    size_mb = path.stat().st_size / _MEBIBYTE
    if size_mb > limit_mb:
        _log.info("the database was not checked at start", extra={"mb": round(size_mb), "limit_mb": limit_mb})
        return False
    with plain_errors(path), closing(sqlite3.connect(path)) as opened:
        (verdict,) = opened.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        found = " ".join(verdict.split())
        raise NotADatabaseError(path, f"is damaged: {found}; put a backup in its place (restore --force)")
    return True
