"""At which hours of the day: how many claims name each. Drones of one claim are never divided among hours."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.totals import HoursNamed, Totals
from rendering.chart_frame import frame_of
from rendering.i18n import Words
from rendering.picture import HoursSpec
from rendering.times import render_zone


def hours_spec(
    totals: Totals,
    hours: HoursNamed,
    words: Words,
    *,
    at: datetime,
    zone: ZoneInfo,
    region: str | None = None,
) -> HoursSpec:
    """The histogram of the hours that the claims behind these totals name."""
    notes = [words.gettext("A bar tells how many claims cover the hour, not how many drones.")]
    if hours.silent:
        notes.append(
            words.ngettext(
                "Left out: {n} claim with no hours, or longer than {limit} hours",
                "Left out: {n} claims with no hours, or longer than {limit} hours",
                hours.silent,
                limit=words.number(hours.longest),
            )
        )
    return HoursSpec(
        frame=frame_of(
            totals,
            words,
            at=at,
            zone=zone,
            region=region,
            notes=notes,
            # The bars are claims: a number of drones above them would be read as their sum.
            subtitle=words.gettext("Claims: {n}").format(n=words.number(totals.all.claims)),
        ),
        counts=hours.counts,
        axis=words.gettext("hour of the day, {zone}").format(zone=render_zone(at, zone, words)),
    )
