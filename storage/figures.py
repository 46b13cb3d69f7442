"""Figures changed and figures shown: the figure store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from domain.change import FigureChange, Occasion, ShownFigure, parse_cause
from domain.totals import Period, TotalsRow
from storage.columns import AnyRow
from storage.figure_codec import figure_from_json, figure_to_json
from storage.prepared import change_all
from storage.tables_editing import figure_changes, shown_figures

_CHANGE = (
    figure_changes.c.changed_at,
    figure_changes.c.day,
    figure_changes.c.region,
    figure_changes.c.before,
    figure_changes.c.after,
    figure_changes.c.cause,
)
_SHOWN = (
    shown_figures.c.shown_at,
    shown_figures.c.chat_id,
    shown_figures.c.occasion,
    shown_figures.c.first_on,
    shown_figures.c.last_on,
    shown_figures.c.region,
    shown_figures.c.figure,
)
_ADD_CHANGE = insert(figure_changes)
_ADD_SHOWN = insert(shown_figures)
_DAYS = figure_changes.c.day.between(bindparam("first"), bindparam("last"))
_CHANGES = select(*_CHANGE).where(_DAYS).order_by(figure_changes.c.id.desc()).limit(bindparam("most"))
_CHANGES_OF_REGION = (
    select(*_CHANGE)
    .where(_DAYS, figure_changes.c.region == bindparam("wanted"))
    .order_by(figure_changes.c.id.desc())
    .limit(bindparam("most"))
)
_SHOWN_OF_REGION = (
    select(*_SHOWN)
    .where(
        shown_figures.c.region == bindparam("wanted"),
        shown_figures.c.last_on.between(bindparam("first"), bindparam("last")),
    )
    .order_by(shown_figures.c.id.desc())
    .limit(bindparam("most"))
)
_FORGET = delete(shown_figures).where(shown_figures.c.shown_at < bindparam("before"))


class SqlFigureStore:
    """Changes are facts and stay; what was shown is forgotten after a time (`forget_shown`)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_changes(self, changes: Sequence[FigureChange]) -> None:
        """Keep changes of figures."""
        change_all(self._connection, _ADD_CHANGE, [_row_of_change(change) for change in changes])

    def add_shown(self, shown: Sequence[ShownFigure]) -> None:
        """Keep what was shown where."""
        if shown:
            self._connection.execute(_ADD_SHOWN, [_row_of_shown(one) for one in shown])

    def read_changes(self, period: Period, region: str | None, limit: int) -> list[FigureChange]:
        """The newest changes of the days' figures, newest first; of one region key, or of all."""
        asked = {"first": period.first_on, "last": period.last_on, "most": limit}
        if region is None:
            rows = self._connection.execute(_CHANGES, asked)
        else:
            rows = self._connection.execute(_CHANGES_OF_REGION, {**asked, "wanted": region})
        return [_change_of(row) for row in rows]

    def read_shown(self, period: Period, region: str, limit: int) -> list[ShownFigure]:
        """What was shown of a place ("*": the country) for periods that end on these days, newest first."""
        asked = {"first": period.first_on, "last": period.last_on, "most": limit, "wanted": region}
        return [_shown_of(row) for row in self._connection.execute(_SHOWN_OF_REGION, asked)]

    def forget_shown(self, before: datetime) -> int:
        """Delete what was shown before an instant; returns how many rows went."""
        return self._connection.execute(_FORGET, {"before": before}).rowcount


def _row_of_change(change: FigureChange) -> dict[str, Any]:
    return {
        "changed_at": change.changed_at,
        "day": change.day,
        "region": change.region,
        "before": _json_of(change.before),
        "after": _json_of(change.after),
        "cause": str(change.cause),
    }


def _json_of(row: TotalsRow | None) -> dict[str, Any] | None:
    return None if row is None else figure_to_json(row)


def _change_of(row: AnyRow) -> FigureChange:
    changed_at, day, region, before, after, cause = row
    return FigureChange(
        changed_at=changed_at,
        day=day,
        region=region,
        before=None if before is None else figure_from_json(region, before),
        after=None if after is None else figure_from_json(region, after),
        cause=parse_cause(cause),
    )


def _row_of_shown(one: ShownFigure) -> dict[str, Any]:
    return {
        "shown_at": one.shown_at,
        "chat_id": one.chat_id,
        "occasion": str(one.occasion),
        "first_on": one.period.first_on,
        "last_on": one.period.last_on,
        "region": one.region,
        "figure": figure_to_json(one.figure),
    }


def _shown_of(row: AnyRow) -> ShownFigure:
    shown_at, chat_id, occasion, first_on, last_on, region, figure = row
    return ShownFigure(
        shown_at=shown_at,
        chat_id=chat_id,
        occasion=Occasion(occasion),
        period=Period(first_on, last_on),
        region=region,
        figure=figure_from_json(region, figure),
    )
