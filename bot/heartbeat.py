"""A sign of life: a small file beside the database, touched while the bot works."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

HEARTBEAT_EVERY_S = 15
HEARTBEAT_LIMIT = timedelta(seconds=60)


def heartbeat_path(database_url: str) -> Path:
    """Beside an SQLite file, else in data/."""
    if database_url.startswith("sqlite:///"):
        return Path(database_url.removeprefix("sqlite:///")).parent / "heartbeat"
    return Path("data/heartbeat")


def beat(path: Path, now: datetime) -> None:
    """Write the present instant down."""
    path.write_text(now.isoformat(), encoding="ascii")


def heartbeat_age(path: Path, now: datetime) -> timedelta | None:
    """How long ago the last beat was; None without one."""
    try:
        return now - datetime.fromisoformat(path.read_text(encoding="ascii")).astimezone(UTC)
    except (OSError, ValueError):
        return None
