"""New-region alerts, unique by key: the alert store."""

from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select, update

from domain.alert import Alert, AlertState, Badge
from storage.columns import AnyRow
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
_IN_ORDER = (alerts.c.day, alerts.c.region, alerts.c.generation)
_OF_MESSAGE = select(*_ALERT).where(alerts.c.message_key == bindparam("wanted")).order_by(*_IN_ORDER)
_OF_POST = select(*_ALERT).where(alerts.c.post_id == bindparam("wanted")).order_by(*_IN_ORDER)
_CHANGED_AT = select(alerts.c.changed_at).where(alerts.c.key == bindparam("wanted"))
_SET_STATE = (
    update(alerts)
    .where(alerts.c.key == bindparam("wanted"))
    .values(state=bindparam("becomes"), changed_at=bindparam("at"))
)


class SqlAlertStore:
    """Lists are in order of day, region and generation."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, alert: Alert, at: datetime) -> bool:
        """False, and nothing stored, when the key is there already."""
        facts = {
            "key": alert.key,
            "day": alert.day,
            "region": alert.region,
            "generation": alert.generation,
            "post_id": alert.post_id,
            "badge": alert.badge.value,
            "state": alert.state.value,
            "message_key": alert.message_key,
            "added_at": at,
            "changed_at": at,
        }
        statement = insert_unless_known(self._connection, alerts, "key")
        return self._connection.execute(statement, facts).one_or_none() is not None

    def find_latest(self, day: date, region: str) -> Alert | None:
        """The alert of the greatest generation for a day and region."""
        row = self._connection.execute(_LATEST, {"on": day, "code": region}).one_or_none()
        return None if row is None else _alert_of(row)

    def read_of_message(self, message_key: str) -> list[Alert]:
        """The alerts that one message announced."""
        return [_alert_of(row) for row in self._connection.execute(_OF_MESSAGE, {"wanted": message_key})]

    def read_of_post(self, post_id: int) -> list[Alert]:
        """The alerts that one post raised."""
        return [_alert_of(row) for row in self._connection.execute(_OF_POST, {"wanted": post_id})]

    def set_state(self, key: str, state: AlertState, at: datetime) -> None:
        """Change what became of an alert."""
        self._connection.execute(_SET_STATE, {"wanted": key, "becomes": state.value, "at": at})

    def get_changed_at(self, key: str) -> datetime:
        """When an alert got the state it is in."""
        changed_at: datetime = self._connection.execute(_CHANGED_AT, {"wanted": key}).scalar_one()
        return changed_at


def _alert_of(row: AnyRow) -> Alert:
    day, region, generation, post_id, badge, state, message_key = row
    return Alert(day, region, generation, post_id, Badge(badge), AlertState(state), message_key)
