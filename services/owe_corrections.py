"""Figures that an edit or a decision took back: kept, so that whoever was told of them hears of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.change import COUNTRY, as_printed, parse_cause
from domain.correction import Correction
from domain.record import StoredClaim
from domain.totals import RegionFigures, TotalsRow
from reconciliation import tally
from services.ports import Transaction
from services.read_totals import row_of
from services.weigh_claims import counts, weigh_claims


@dataclass(frozen=True, slots=True)
class Exchange:
    """Claims that gave way to others, and why ("post:17", "decision:5"). `is_new`: they are a new post's."""

    removed: Sequence[StoredClaim]
    added: Sequence[StoredClaim]
    cause: str
    is_new: bool = False


def owe_corrections(
    tx: Transaction, figures: Sequence[RegionFigures], exchange: Exchange, now: datetime
) -> None:
    """Keep what became of the figures, and of the country's, to be told to the chats that were given them.

    A post that only adds claims corrects nothing, unless it makes a figure smaller: a running total that
    grows is no correction.
    """
    rows = [(one.day, one.region, one.before, one.after) for one in figures]
    if exchange.is_new and not any(_is_less(row[2], row[3]) for row in rows):
        return
    cause = parse_cause(exchange.cause)
    tx.corrections.add(
        [
            Correction(now, day, region, _on_record(before), _on_record(after), cause, exchange.is_new)
            for day, region, before, after in (*rows, *_country_rows(tx, exchange))
            if as_printed(before) != as_printed(after) and (not exchange.is_new or _is_less(before, after))
        ]
    )


def _country_rows(
    tx: Transaction, exchange: Exchange
) -> list[tuple[date, str, TotalsRow | None, TotalsRow | None]]:
    removed = [c for c in exchange.removed if c.live and counts(c.claim)]
    come = {c.id for c in exchange.added}
    rows: list[tuple[date, str, TotalsRow | None, TotalsRow | None]] = []
    for day in sorted({c.day for c in (*removed, *exchange.added)}):
        after = tx.claims.read_live(day, day)
        before = [*(c for c in after if c.id not in come), *(c for c in removed if c.day == day)]
        if exchange.is_new and _low_of(after) >= _low_of(before):
            continue  # it is not owed, and who says what of it need not be found out
        rows.append((day, COUNTRY, row_of("all", before, None), row_of("all", after, None)))
    return rows


def _low_of(claims: Sequence[StoredClaim]) -> int:
    return tally(weigh_claims(claims), heed_corrections=True, traced=False).low


def _is_less(before: TotalsRow | None, after: TotalsRow | None) -> bool:
    return before is not None and after is not None and after.tally.low < before.tally.low


def _on_record(row: TotalsRow | None) -> TotalsRow | None:
    return row if row is not None and row.claims else None
