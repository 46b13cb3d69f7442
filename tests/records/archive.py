"""A small archive in the officials' manner: overlaps, a shared count, a running total, two nights."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from domain.alert import AlertPolicy
from domain.totals import Period, Totals
from services.import_history import ImportCounts, import_lines
from services.read_totals import TotalsQuery, read_totals
from services.rebuild import rebuild
from services.rules import CountingRules
from storage.sync_writer import SyncWriter

NOW = datetime(2026, 6, 20, 9, tzinfo=UTC)
RULES = CountingRules({}, ZoneInfo("Europe/Moscow"), AlertPolicy(chat_ids=(-100,)))
EVERYTHING = Period(date.min, date.max)


def line(number: int, issuer: str, posted_at: str, text: str, home: str | None = None) -> str:
    return json.dumps(
        {
            "id": f"p{number}",
            "source": f"{issuer}:{home}",
            "issuer": issuer,
            "home_region": home,
            "posted_at": posted_at,
            "text": text,
        },
        ensure_ascii=False,
    )


ARCHIVE = (
    line(
        1,
        "mod",
        "2026-06-11T07:10:00+03:00",
        "В период с 22.00 мск 10 июня до 6.00 мск 11 июня дежурными средствами ПВО уничтожены 20 украинских "
        "БПЛА: 10 – над территорией Калужской области, восемь – над Брянской, два – над Московским регионом.",
    ),
    line(
        2,
        "governor",
        "2026-06-11T06:30:00+03:00",
        "С 23.00 до 5.00 мск силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов.",
        "RU-KLU",
    ),
    line(
        3,
        "governor",
        "2026-06-11T23:10:00+03:00",
        "Вечером силами ПВО сбиты семь БПЛА над Брянской областью.",
        "RU-BRY",
    ),
    line(4, "governor", "2026-06-12T01:00:00+03:00", "Над областью сбиты ещё пять БПЛА.", "RU-BRY"),
    line(5, "governor", "2026-06-12T06:00:00+03:00", "Всего за ночь сбито 12 БПЛА.", "RU-BRY"),
    line(
        6,
        "mod",
        "2026-06-12T07:10:00+03:00",
        "В период с 23.00 мск 11 июня до 6.00 мск 12 июня уничтожены 30 украинских БПЛА над территориями "
        "Брянской, Тульской и Орловской областей.",
    ),
    line(7, "governor", "2026-06-12T08:00:00+03:00", "Ночью над Тулой сбиты беспилотники.", "RU-TUL"),
    line(8, "governor", "2026-06-12T08:05:00+03:00", "Режим беспилотной опасности отменён.", "RU-TUL"),
)


def put(records: SyncWriter, lines: Iterable[str]) -> ImportCounts:
    return records.write(lambda tx: import_lines(tx, list(enumerate(lines, 1)), RULES, NOW))


def totals(records: SyncWriter, by: str = "region", period: Period = EVERYTHING) -> Totals:
    return records.read(lambda tx: read_totals(tx, TotalsQuery(period, None, by)))


def figures(records: SyncWriter) -> dict[str, tuple[int, int, int | None]]:
    """Every figure of the archive by place and by day."""
    rows = [*totals(records).rows, *totals(records, "day").rows, totals(records).all]
    return {row.key: (row.tally.low, row.tally.best, row.tally.high) for row in rows}


def differences(records: SyncWriter) -> list[str]:
    """What `rebuild --check` finds."""
    return records.write(lambda tx: [one.subject for one in rebuild(tx, RULES, check=True, now=NOW)])
