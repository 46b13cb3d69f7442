"""Which hours of the day claims name: counted by claims, for drones have no hours of their own."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.record import StoredClaim
from domain.totals import HoursNamed
from domain.window import Window
from services.ports import Transaction
from services.read_totals import TotalsQuery

LONGEST_H = 12
"""A window longer than half a day says little of any hour."""


def read_hours_named(tx: Transaction, query: TotalsQuery) -> HoursNamed:
    """The hours that the claims of a period name: the same claims that its totals are made of."""
    period = query.period
    claims = tx.claims.read_live(period.first_on, period.last_on, regions=query.regions, as_of=query.as_of)
    return count_hours(claims, query.zone)


def count_hours(claims: Iterable[StoredClaim], zone: ZoneInfo) -> HoursNamed:
    """A claim counts once in every hour that its outer window touches."""
    counts, silent = [0] * 24, 0
    for stored in claims:
        if _tells_hours(stored.claim.window):
            for hour in _hours(stored.claim.window, zone):
                counts[hour] += 1
        else:
            silent += 1
    return HoursNamed(tuple(counts), silent, LONGEST_H)


def _tells_hours(window: Window) -> bool:
    """Words like "today" leave the hour open: such a window is sure of no minute."""
    length = window.outer.end - window.outer.start
    return window.inner is not None and length <= timedelta(hours=LONGEST_H)


def _hours(window: Window, zone: ZoneInfo) -> set[int]:
    """Hours by the clock; one that a window only ends with is not touched."""
    start, end = window.outer.start, window.outer.end
    last = max(start, end - timedelta(microseconds=1))
    # Steps along real time: the clock may be set forward or back within the window.
    moment = _hour_begins(start, zone)
    hours = set()
    while moment <= last:
        hours.add(moment.astimezone(zone).hour)
        moment += timedelta(hours=1)
    return hours


def _hour_begins(at: datetime, zone: ZoneInfo) -> datetime:
    local = at.astimezone(zone)
    return at - timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
