"""Incident ids: what a person is shown and the log line carries, so that the two can be brought together."""

from secrets import token_hex


def new_incident_id() -> str:
    """A short random id."""
    return token_hex(4)
