"""The real clock, the only place that asks the machine for the time."""

from datetime import UTC, datetime


def system_clock() -> datetime:
    """The present instant, aware UTC."""
    return datetime.now(UTC)  # noqa: TID251  this is the clock that everything else is given
