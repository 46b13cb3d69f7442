"""From the words after a command to what can be answered; what cannot is asked back here, once for all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aiogram.filters import CommandObject
from aiogram.types import Message

from domain.region import MOSCOW_REGION, region_key, region_table
from domain.totals import Period
from domain.view import YEARS, Face, View, days_of, days_to
from handlers.answers import answer, words_of
from handlers.questions import MOST_DAYS, Asked, parse_asked
from handlers.subscription_words import find_stray_word
from rendering.asking_back import render_no_region, render_not_taken, render_which_region
from rendering.buttons import choice_buttons
from rendering.guidance import render_bad_date, render_bad_instant, render_long_period
from rendering.i18n import ENGLISH, RUSSIAN, Words, words_for
from rendering.names import region_name
from services.desk import Desk
from services.ports import Replies

_WEEK = 7
_BOTH: Final = region_key(MOSCOW_REGION)
_NAMES_OF_BOTH: Final = frozenset(
    (
        _BOTH.casefold(),
        *(region_name(_BOTH, words_for(language)).casefold() for language in (RUSSIAN, ENGLISH)),
    )
)
"""As it is printed by us it can be asked for."""


@dataclass(frozen=True, slots=True)
class Takes:
    """What a command takes besides a region and days. Anything else is asked back and never passed over."""

    strict: bool = False
    as_of: bool = False
    page: bool = False


FIGURES: Final = Takes(strict=True, as_of=True, page=True)
CLAIMS: Final = Takes(page=True)
PLACE_AND_DAYS: Final = Takes()


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question understood. `region` is a region key, None for the country; `is_dated`: it names days."""

    region: str | None
    period: Period
    is_dated: bool = True
    strict: bool = False
    as_of: datetime | None = None
    page: int = 1

    def view(self, face: Face, language: str) -> View:
        """The answer of a kind to this question."""
        return View(face, self.period, language, self.region, self.strict, self.page, self.as_of)

    def region_view(self, language: str) -> View:
        """What is told of a region: its own screen for a day, else its figures as they were asked for."""
        if days_of(self.period) > 1:
            return self.view(Face.WEEK, language)
        plainly = not self.strict and self.as_of is None
        return self.view(Face.REGION if plainly else Face.DAY, language)


async def understand(
    message: Message,
    command: CommandObject,
    desk: Desk,
    replies: Replies,
    *,
    face: Face,
    takes: Takes = FIGURES,
    needs_day: bool = False,
) -> Inquiry | None:
    """The question behind a command; None where it was asked back, with buttons that show `face`.

    Today is meant where no day is named, unless the command needs one.
    """
    today, words = desk.today(), words_of(message)
    asked = parse_asked(command.args or "", today, desk.rules.zone)
    problem = _not_taken(asked, takes, command.command, words) or _problem(asked, words, needs_day=needs_day)
    if problem is not None:
        answer(message, replies, problem)
        return None
    regions = find_places(desk, asked.place) if asked.place else []
    inquiry = inquiry_of(asked, Period(today, today), regions[0] if regions else None)
    if asked.place and not names_one(desk, asked.place, regions):
        view = inquiry.view(face, words.language)
        await ask_which(message, desk, replies, view, asked.place, regions)
        return None
    return inquiry


def inquiry_of(asked: Asked, today: Period, region: str | None) -> Inquiry:
    """What was asked, of today where no day was named."""
    is_dated = asked.period is not None
    return Inquiry(region, asked.period or today, is_dated, asked.strict, asked.as_of, asked.page)


async def ask_which(
    message: Message, desk: Desk, replies: Replies, view: View, name: str, regions: list[str]
) -> None:
    """No region by that name, or several: the nearest are offered, else those of the last days."""
    words, near = words_of(message), regions or desk.near_regions(name)
    if near:
        answer(message, replies, render_which_region(name, words), choice_buttons(view, near, words))
        return
    told = await regions_told_of(desk, view.period)
    text = render_no_region(name, words, offered=bool(told))
    answer(message, replies, text, choice_buttons(view, told, words))


async def regions_told_of(desk: Desk, period: Period) -> list[str]:
    """Regions of the week that ends with a period, the greatest figure first."""
    totals = await desk.totals(week_to(period))
    return [row.key for row in totals.rows if set(row.key.split("+")) <= region_table().keys()]


def find_places(desk: Desk, name: str) -> list[str]:
    """Region keys that a name may mean; the city and the oblast of Moscow together are one place."""
    if name.casefold() in _NAMES_OF_BOTH:
        return [_BOTH]
    found = desk.find_regions(name)
    return [_BOTH] if set(found) == set(MOSCOW_REGION) else found


def names_one(desk: Desk, name: str, regions: list[str]) -> bool:
    """Whether words are the name of one region and nothing else."""
    return len(regions) == 1 and (regions == [_BOTH] or find_stray_word(name, desk.find_regions) is None)


def week_to(period: Period) -> Period:
    """The seven days that end with a period."""
    return days_to(period, _WEEK)


def is_answerable(period: Period | None) -> bool:
    """Whether days are near enough to our time and few enough; none at all are today."""
    if period is None:
        return True
    return days_of(period) <= MOST_DAYS and {period.first_on.year, period.last_on.year} <= set(YEARS)


def _not_taken(asked: Asked, takes: Takes, command: str, words: Words) -> str | None:
    """Words that the command has no use for."""
    as_of = asked.as_of is not None or asked.bad_instant is not None
    left = (
        ("strict", asked.strict and not takes.strict),
        ("as of", as_of and not takes.as_of),
        (f"#{asked.page}", asked.page != 1 and not takes.page),
    )
    found = [what for what, is_left in left if is_left]
    return render_not_taken(found, command, words) if found else None


def _problem(asked: Asked, words: Words, *, needs_day: bool) -> str | None:
    if asked.bad_instant is not None:
        return render_bad_instant(asked.bad_instant, words)
    if asked.as_of is not None and asked.as_of.year not in YEARS:
        return render_bad_instant(f"{asked.as_of:%Y-%m-%d %H:%M}", words)
    if asked.bad_day is not None or (needs_day and asked.period is None):
        return render_bad_date(asked.bad_day or asked.place or "", words)
    period = asked.period
    if period and days_of(period) > MOST_DAYS:
        return render_long_period(MOST_DAYS, words)
    if period and not is_answerable(period):
        return render_bad_date(str(period.last_on), words)
    return None
