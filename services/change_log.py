"""The change log: what changed a figure, and which figures were shown where and when."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from domain.alert import AlertView
from domain.change import (
    COUNTRY,
    CauseKind,
    ChangeLog,
    FigureChange,
    LoggedChange,
    Occasion,
    ShownFigure,
    as_printed,
    parse_cause,
)
from domain.post import IncomingPost
from domain.region import MOSCOW_REGION, region_key
from domain.totals import Period, Receipt, RegionFigures, Totals, TotalsRow
from services.ports import Transaction
from services.rules import CountingRules

MOST_ENTRIES = 100
"""Entries of one answer; older ones beyond it are only counted."""


def note_changes(tx: Transaction, figures: Sequence[RegionFigures], cause: str, now: datetime) -> None:
    """Keep the figures that read otherwise than before. One statement; none where no figure changed.

    `cause` is "post:17", "decision:5" or "rebuild"; ValueError for any other.
    """
    note_rows(tx, [(one.day, one.region, one.before, one.after) for one in figures], cause, now)


def note_rows(
    tx: Transaction,
    rows: Iterable[tuple[date, str, TotalsRow | None, TotalsRow | None]],
    cause: str,
    now: datetime,
) -> None:
    """The same for (day, region key, row before, row after)."""
    told = parse_cause(cause)
    tx.figures.add_changes(
        [
            FigureChange(now, day, region, _on_record(before), _on_record(after), told)
            for day, region, before, after in rows
            if as_printed(before) != as_printed(after)
        ]
    )


def note_shown(tx: Transaction, shown: Sequence[ShownFigure]) -> None:
    """Keep figures that were shown; for what is queued in a transaction of its own."""
    tx.figures.add_shown(shown)


def read_log(tx: Transaction, period: Period, region: str | None, *, limit: int = MOST_ENTRIES) -> ChangeLog:
    """What happened to the figures of these days: of a region key, or of all regions and the country.

    Of several regions, those of each and of them all as one place; Moscow region is one place. Of a period's
    shown figures those are told whose own period ends on these days.
    """
    most = limit + 1
    keys = _keys(region)
    entries: list[FigureChange | ShownFigure] = [
        *(one for key in keys for one in reversed(tx.figures.read_changes(period, key, most))),
        *(one for key in keys for one in reversed(tx.figures.read_shown(period, key or COUNTRY, most))),
    ]
    entries.sort(key=_instant)  # what changed stays before what was shown at the same instant
    kept = entries[-limit:]
    return ChangeLog(
        period,
        region,
        tuple(_with_cause(tx, entry) if isinstance(entry, FigureChange) else entry for entry in kept),
        left_out=len(entries) - len(kept),
    )


def figures_shown(
    totals: Totals, region: str | None, chat_id: int, occasion: Occasion, now: datetime
) -> list[ShownFigure]:
    """The figures of an answer: the whole, and each row that is a region's or a day's."""
    whole = ShownFigure(
        now, chat_id, _narrowed(totals, occasion), totals.period, region or COUNTRY, totals.all
    )
    return [whole, *(one for row in totals.rows if (one := _row_shown(whole, row)) is not None)]


def receipt_shown(
    post: IncomingPost, receipt: Receipt, rules: CountingRules, now: datetime
) -> list[ShownFigure]:
    """The figures of a receipt; none where no receipt was sent (a channel's own post)."""
    chat_id = post.submission.chat_id
    if post.direct or chat_id in rules.sources:
        return []
    return [
        ShownFigure(now, chat_id, Occasion.RECEIPT, Period(one.day, one.day), one.region, one.after)
        for one in receipt.regions
    ]


def alert_shown(view: AlertView, chat_ids: Sequence[int], now: datetime) -> list[ShownFigure]:
    """The figures of an alert, or of its newest words: the day's, where others claim the region besides."""
    return [
        ShownFigure(now, chat_id, Occasion.ALERT, Period(line.day, line.day), line.region, figure)
        for chat_id in chat_ids
        for line in view.lines
        for figure in (line.whole or line.row,)
        if figure.claims and line.day is not None
    ]


def _keys(region: str | None) -> list[str | None]:
    """The keys under which figures of an asked place are kept."""
    if region is None or region == _MOSCOW:
        return [region]
    codes = region.split("+")
    parts = [_MOSCOW] if set(codes) > set(MOSCOW_REGION) else []
    return list(dict.fromkeys([region, *parts, *codes]))


_MOSCOW = region_key(MOSCOW_REGION)


def _row_shown(whole: ShownFigure, row: TotalsRow) -> ShownFigure | None:
    if row.key == whole.region:
        return None
    day = _day_of(row.key)
    if day is not None:
        return replace(whole, period=day, figure=row)
    return replace(whole, region=row.key, figure=row)


def _day_of(key: str) -> Period | None:
    try:
        day = date.fromisoformat(key)
    except ValueError:
        return None
    return Period(day, day)


def _narrowed(totals: Totals, occasion: Occasion) -> Occasion:
    if totals.strict:
        return Occasion.ANSWER_STRICT
    return Occasion.ANSWER_AS_OF if totals.as_of is not None else occasion


def _instant(entry: FigureChange | ShownFigure) -> datetime:
    return entry.changed_at if isinstance(entry, FigureChange) else entry.shown_at


def _with_cause(tx: Transaction, change: FigureChange) -> LoggedChange:
    if change.cause.kind is not CauseKind.POST or change.cause.id is None:
        return LoggedChange(change)
    post = tx.posts.get_post(change.cause.id)
    return LoggedChange(change, post.link, post.title)


def _on_record(row: TotalsRow | None) -> TotalsRow | None:
    return row if row is not None and row.claims else None
