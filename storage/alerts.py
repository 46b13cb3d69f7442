"""New-region alerts, unique by key: the alert store."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from domain.alert import Alert, AlertState, Badge
from storage.columns import AnyRow
from storage.prepared import Row, read_rows
from storage.tables import alerts
from storage.upsert import insert_unless_known

_ALERT = (
    alerts.c.day,
    alerts.c.region,
    alerts.c.generation,
    alerts.c.post_id,
    alerts.c.badge,
    alerts.c.state,
    alerts.c.message_key,
)
_LATEST = (
    select(*_ALERT)
    .where(alerts.c.day == bindparam("on"), alerts.c.region == bindparam("code"))
    .order_by(alerts.c.generation.desc())
    .limit(1)
)
_OF_DAY = (
    select(*_ALERT)
    .where(alerts.c.day == bindparam("on"), alerts.c.region.in_(bindparam("codes", expanding=True)))
    .order_by(alerts.c.region, alerts.c.generation)
)
_IN_ORDER = (alerts.c.day, alerts.c.region, alerts.c.generation)
_OF_MESSAGE = select(*_ALERT).where(alerts.c.message_key == bindparam("wanted")).order_by(*_IN_ORDER)
_OF_POST = select(*_ALERT).where(alerts.c.post_id == bindparam("wanted")).order_by(*_IN_ORDER)
# By days, which the unique index leads with: there is no other way to the few new rows among years of them.
_ANNOUNCED = (
    select(*_ALERT, alerts.c.added_at)
    .where(
        alerts.c.day.between(bindparam("since_day"), bindparam("day")),
        alerts.c.added_at > bindparam("since"),
        alerts.c.state != AlertState.SEEN.value,
    )
    .order_by(alerts.c.added_at, *_IN_ORDER)
)
_SET_MESSAGE = (
    update(alerts).where(alerts.c.key == bindparam("wanted")).values(message_key=bindparam("message"))
)
_CHANGED_AT = select(alerts.c.changed_at).where(alerts.c.key == bindparam("wanted"))
_SET_STATE = (
    update(alerts)
    .where(alerts.c.key == bindparam("wanted"))
    .values(state=bindparam("becomes"), changed_at=bindparam("at"))
)

_NEAR = timedelta(days=3)


class SqlAlertStore:
    """Lists are in order of day, region and generation."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, alert: Alert, at: datetime) -> bool:
        """False, and nothing stored, when the key is there already."""
        statement = insert_unless_known(self._connection, alerts, "key")
        return self._connection.execute(statement, alert_row(alert, at)).one_or_none() is not None

    def find_latest(self, day: date, region: str) -> Alert | None:
        """The alert of the greatest generation for a day and region."""
        row = self._connection.execute(_LATEST, {"on": day, "code": region}).one_or_none()
        return None if row is None else _alert_of(row)

    def read_latest(self, places: Collection[tuple[date, str]]) -> dict[tuple[date, str], Alert]:
        """`find_latest` of each place that has one; one read for each day."""
        codes: dict[date, list[str]] = {}
        for day, region in sorted(places):
            codes.setdefault(day, []).append(region)
        found = [
            _alert_of(row)
            for day, regions in codes.items()
            for row in read_rows(self._connection, _OF_DAY, {"on": day, "codes": regions})
        ]
        return {(alert.day, alert.region): alert for alert in found}

    def read_of_message(self, message_key: str) -> list[Alert]:
        """The alerts that one message announced."""
        return [_alert_of(row) for row in self._connection.execute(_OF_MESSAGE, {"wanted": message_key})]

    def read_of_post(self, post_id: int) -> list[Alert]:
        """The alerts that one post raised."""
        return [_alert_of(row) for row in self._connection.execute(_OF_POST, {"wanted": post_id})]

    def read_announced(self, around: date, since: datetime) -> list[tuple[Alert, datetime]]:
        """Alerts added after an instant that were not merely seen, of days near this one, oldest first."""
        asked = {"since_day": around - _NEAR, "day": around + _NEAR, "since": since}
        rows = self._connection.execute(_ANNOUNCED, asked)
        return [(_alert_of(tuple(row)[:-1]), row.added_at) for row in rows]

    def set_message(self, key: str, message_key: str) -> None:
        """Move an alert to another message."""
        self._connection.execute(_SET_MESSAGE, {"wanted": key, "message": message_key})

    def set_state(self, key: str, state: AlertState, at: datetime) -> None:
        """Change what became of an alert."""
        self._connection.execute(_SET_STATE, {"wanted": key, "becomes": state.value, "at": at})

    def get_changed_at(self, key: str) -> datetime:
        """When an alert got the state it is in."""
        changed_at: datetime = self._connection.execute(_CHANGED_AT, {"wanted": key}).scalar_one()
        return changed_at


def alert_row(alert: Alert, added_at: datetime) -> dict[str, Any]:
    """The row of a new alert."""
    return {
        "key": alert.key,
        "day": alert.day,
        "region": alert.region,
        "generation": alert.generation,
        "post_id": alert.post_id,
        "badge": alert.badge.value,
        "state": alert.state.value,
        "message_key": alert.message_key,
        "added_at": added_at,
        "changed_at": added_at,
    }


def _alert_of(row: AnyRow | Row) -> Alert:
    day, region, generation, post_id, badge, state, message_key = row
    return Alert(day, region, generation, post_id, Badge(badge), AlertState(state), message_key)
