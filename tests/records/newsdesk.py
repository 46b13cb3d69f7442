"""Posts handed in on a real database by the use case itself: nothing stands between a test and a rule."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain.alert import AlertPolicy
from domain.post import IncomingPost, Origin, OriginKind, Submission
from domain.source import Issuer, Source
from domain.totals import Period, Receipt, Totals, TotalsRow
from services.import_history import import_lines
from services.ingest_post import ingest_post
from services.read_totals import TotalsQuery, read_totals
from services.rebuild import rebuild
from services.rules import CountingRules
from storage.sync_writer import open_sync
from tests.servers import rows_of

MORNING = datetime(2026, 6, 11, 5, 30, tzinfo=UTC)
"""08:30 in Moscow."""
TODAY = Period(date(2026, 6, 11), date(2026, 6, 11))
GOVERNOR, MINISTRY, UNLISTED, CHANNEL = -1001, -1002, -1009, -100
ANNA = 501
SOURCES = {
    GOVERNOR: Source("governor", Issuer.GOVERNOR, "RU-KLU", chat_id=GOVERNOR, title="Губернатор"),
    MINISTRY: Source("ministry", Issuer.MINISTRY, chat_id=MINISTRY, title="Ведомство"),
}


def of_the_ministry(words: str, *, hours: str = "с 22.00 мск 10 июня до 6.00 мск 11 июня") -> str:
    return f"В период {hours} дежурными средствами ПВО уничтожены {words}."


def over(place: str, count: str = "10") -> str:
    """A post of the ministry about one place, of the night of 11 June."""
    return of_the_ministry(f"{count} украинских БПЛА над территорией {place}")


class Newsdesk:
    """Sources, a channel for alerts and a clock that stands still until it is moved."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        """On an empty database; without its URL, on a file in the folder."""
        self.now = MORNING
        self.url = url or f"sqlite:///{folder}/newsdesk.db"
        self.path = Path(self.url.removeprefix("sqlite:///"))
        self.records = open_sync(self.url, clock=lambda: self.now)
        registry = {source.name: source for source in SOURCES.values()}
        self.rules = CountingRules(SOURCES, ZoneInfo("Europe/Moscow"), AlertPolicy((CHANNEL,)), registry)
        self.records.write(lambda tx: tx.sources.sync(SOURCES.values(), self.now))
        self._messages = 0

    def close(self) -> None:
        self.records.close()

    def announce(self, **policy: Any) -> None:
        """Change what is announced, and where."""
        self.rules = replace(self.rules, alerts=replace(self.rules.alerts, **policy))

    def pass_time(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)

    def hand_in(
        self,
        text: str,
        *,
        by: int = GOVERNOR,
        number: int = 1,
        posted_at: datetime = MORNING,
        kind: OriginKind = OriginKind.CHANNEL,
        direct: bool = False,
        edited_at: datetime | None = None,
        **submission: Any,
    ) -> Receipt | None:
        """Hand in post `number` of a channel; each call is a message of its own unless it is numbered."""
        self._messages += 1
        facts: dict[str, Any] = {
            "chat_id": ANNA,
            "message_id": self._messages,
            "submitter": "hashed",
            "submitted_at": self.now,
        }
        origin = Origin(kind, posted_at, by, number, "Канал")
        handed_in = Submission(**(facts | submission))
        post = IncomingPost(text, origin, handed_in, direct=direct, edited_at=edited_at)
        return self.records.write(lambda tx: ingest_post(tx, post, self.rules, self.now))

    def get_receipt(self, text: str, **how: Any) -> Receipt:
        """The receipt of a post handed in for the first time in its chat."""
        receipt = self.hand_in(text, **how)
        assert receipt is not None
        return receipt

    def bring_from_history(self, text: str, posted_at: datetime, source: str = "governor") -> None:
        """Import one post."""
        given = {"source": source, "posted_at": posted_at.isoformat(), "text": text}
        line = json.dumps(given, ensure_ascii=False)
        counts = self.records.write(lambda tx: import_lines(tx, [(1, line)], self.rules, self.now))
        assert counts.new == 1, counts

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Through a second connection: what is on the disk."""
        if not self.url.startswith("sqlite"):
            return rows_of(self.url, query)
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(query).fetchall()

    def alerts(self) -> list[tuple[Any, ...]]:
        """(day, region, generation, badge, state) of every alert on record."""
        return self.rows(
            "SELECT day, region, generation, badge, state FROM alerts ORDER BY day, region, generation"
        )

    def sent(self) -> list[str]:
        """The texts of the channel's messages, without their edits and the replies to them."""
        return [text for chat_id, text in self.rows(_SENT) if chat_id == CHANNEL]

    def edits(self) -> list[str]:
        """The texts that are to replace messages of the channel."""
        return [text for chat_id, text in self.rows(_EDITS) if chat_id == CHANNEL]

    def replies(self) -> list[str]:
        """The texts of the short replies to messages of the channel."""
        return [text for chat_id, text in self.rows(_REPLIES) if chat_id == CHANNEL]

    def totals(self, period: Period = TODAY, **asked: Any) -> Totals:
        return self.records.read(lambda tx: read_totals(tx, TotalsQuery(period, **asked)))

    def differences(self) -> list[str]:
        """What `rebuild --check` finds."""
        return self.records.write(
            lambda tx: [one.subject for one in rebuild(tx, self.rules, check=True, now=self.now)]
        )


_SENT = "SELECT chat_id, text FROM outbox WHERE edits IS NULL AND replies_to IS NULL ORDER BY id"
_REPLIES = "SELECT chat_id, text FROM outbox WHERE replies_to IS NOT NULL ORDER BY id"
_EDITS = "SELECT chat_id, text FROM outbox WHERE edits IS NOT NULL ORDER BY id"


def figure(row: TotalsRow) -> tuple[int, int | None]:
    """Low and high."""
    return row.tally.low, row.tally.high


def keys(rows: Iterable[TotalsRow]) -> list[str]:
    return [row.key for row in rows]
