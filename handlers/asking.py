"""From the words after a command to what can be answered; what cannot is asked back here, once for all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiogram.filters import CommandObject
from aiogram.types import Message

from domain.region import MOSCOW_REGION, region_key
from domain.totals import Period
from handlers.answers import answer, words_of
from handlers.questions import MOST_DAYS, Asked, parse_asked
from rendering.guidance import (
    render_bad_date,
    render_bad_instant,
    render_long_period,
    render_unknown_region,
)
from rendering.i18n import Words
from services.desk import Desk
from services.ports import Replies


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question understood. `region` is a region key, None for the country."""

    region: str | None
    period: Period
    strict: bool = False
    as_of: datetime | None = None
    page: int = 1


def understand(
    message: Message, command: CommandObject, desk: Desk, replies: Replies, *, needs_day: bool = False
) -> Inquiry | None:
    """The question behind a command; None where it was asked back.

    Today is meant where no day is named, unless the command needs one.
    """
    today = desk.today()
    asked = parse_asked(command.args or "", today, desk.rules.zone)
    regions = find_places(desk, asked.place) if asked.place else []
    problem = _problem(asked, regions, words_of(message), needs_day=needs_day)
    if problem is not None:
        answer(message, replies, problem)
        return None
    return Inquiry(
        regions[0] if regions else None,
        asked.period or Period(today, today),
        strict=asked.strict,
        as_of=asked.as_of,
        page=asked.page,
    )


def find_places(desk: Desk, name: str) -> list[str]:
    """Region keys that a name may mean; the city and the oblast of Moscow together are one place."""
    found = desk.find_regions(name)
    return [region_key(MOSCOW_REGION)] if set(found) == set(MOSCOW_REGION) else found


def week_to(period: Period) -> Period:
    """The seven days that end with a period."""
    return Period(period.last_on - timedelta(days=6), period.last_on)


def _problem(asked: Asked, regions: list[str], words: Words, *, needs_day: bool) -> str | None:
    if asked.bad_instant is not None:
        return render_bad_instant(asked.bad_instant, words)
    if asked.bad_day is not None or (needs_day and asked.period is None):
        return render_bad_date(asked.bad_day or asked.place or "", words)
    if asked.place and len(regions) != 1:
        return render_unknown_region(asked.place, regions, words)
    if asked.period and (asked.period.last_on - asked.period.first_on).days >= MOST_DAYS:
        return render_long_period(MOST_DAYS, words)
    return None
