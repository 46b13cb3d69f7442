"""A sign of life: a small file beside the database, touched while the bot works."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.config import Config

HEARTBEAT_EVERY_S = 15
HEARTBEAT_LIMIT = timedelta(seconds=60)


def heartbeat_path(database_url: str) -> Path:
    """Beside an SQLite file, else in data/."""
    if database_url.startswith("sqlite:///"):
        return Path(database_url.removeprefix("sqlite:///")).parent / "heartbeat"
    return Path("data/heartbeat")


def heartbeat_of(config: Config) -> Path:
    """The same; where several bots may share a database on a server, each has its own, by its port."""
    path = heartbeat_path(config.storage.url)
    if config.telegram.mode == "webhook" and config.storage.url.startswith("postgres"):
        return path.with_name(f"{path.name}-{config.webhook.port}")
    return path


def beat(path: Path, now: datetime, failing: Sequence[str] = ()) -> None:
    """Write the present instant down, and below it what is wrong, a line each."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join((now.isoformat(), *failing)), encoding="utf-8")


def heartbeat_age(path: Path, now: datetime) -> timedelta | None:
    """How long ago the last beat was; None without one."""
    try:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        return now - datetime.fromisoformat(first).astimezone(UTC)
    except (OSError, ValueError):
        return None


def read_failing(path: Path) -> list[str]:
    """What was wrong at the last beat; nothing without one."""
    try:
        return path.read_text(encoding="utf-8").splitlines()[1:]
    except (OSError, ValueError):
        return []
