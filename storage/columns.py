"""Column types: instants as whole microseconds, JSON as text, identifiers that hold Telegram's numbers."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Row, String, Text
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

BigKey = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit key. SQLite gives only the type named INTEGER its own fast row number."""

Name = String().with_variant(String(collation="C"), "postgresql")
"""A short text. It sorts by its bytes in every database: what is listed in order is the same everywhere."""


def instant_to_microseconds(at: datetime) -> int:
    """Microseconds since 1970 of an aware instant, exactly; ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError(f"naive time is not an instant: {at}")
    since = at - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def instant_or_none(at: datetime | None) -> int | None:
    """The same for a column that may be empty."""
    return None if at is None else instant_to_microseconds(at)


def instant_of(microseconds: int) -> datetime:
    """The aware instant, in UTC, of `instant_to_microseconds`."""
    return EPOCH + timedelta(microseconds=microseconds)


def day_of_row(kept: str | date) -> date:
    """A date as a driver gives it: that of SQLite knows text only."""
    return date.fromisoformat(kept) if isinstance(kept, str) else kept


AnyRow = Row[*tuple[Any, ...]]
"""A row as a statement gives it; who reads it knows the columns asked for."""


class Instant(TypeDecorator[datetime]):
    """An aware instant in, the same instant in UTC out; compares and sorts as an integer."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
        return instant_or_none(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else instant_of(value)


class JsonText(TypeDecorator[Any]):
    """JSON kept as text, so that what is read has the order and the bytes of what was written."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else to_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else json.loads(value)


class Words(TypeDecorator[str]):
    """Text of other people's, which may hold anything.

    PostgreSQL keeps no NUL; the sign for what cannot be shown, as long as it, stands in its place there.
    """

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None] | None:
        return without_nul if dialect.name == "postgresql" else None


def without_nul(text: str | None) -> str | None:
    """The text as PostgreSQL can keep it: of the same length, so that what points into it still does."""
    return text.replace("\0", "\ufffd") if text and "\0" in text else text


def to_json(value: Any) -> str:
    """Compact JSON in the order given, Cyrillic as itself."""
    return _ENCODER.encode(value)
