"""Pictures of what is on record: they show the figures that the answers in words print, and no others."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeVar

import pytest

from domain.totals import Period
from domain.view import PICTURES, Face, View
from rendering.i18n import words_for
from rendering.picture import BarsSpec, HoursSpec, MapSpec, PictureSpec, Theme
from services.pictures import Asked, PictureDesk
from services.ports import Transaction
from tests.records.newsdesk import MINISTRY, TODAY, Newsdesk, over

T = TypeVar("T")
WEEK = Period(TODAY.last_on - timedelta(days=6), TODAY.last_on)
EN = words_for("en")


@dataclass
class Onlooker:
    """Reads the newsdesk's records, and keeps what would be drawn."""

    newsdesk: Newsdesk
    specs: list[PictureSpec] = field(default_factory=list)

    async def read(self, work: Callable[[Transaction], T]) -> T:
        return self.newsdesk.records.write(work)

    async def write(self, work: Callable[[Transaction], T]) -> T:
        return self.newsdesk.records.write(work)

    async def draw(self, spec: PictureSpec, theme: Theme) -> bytes:
        self.specs.append(spec)
        return theme.value.encode()


@pytest.fixture
def onlooker(newsdesk: Newsdesk) -> Onlooker:
    newsdesk.hand_in(over("Калужской области"), by=MINISTRY)
    newsdesk.hand_in(over("Брянской области", "8"), by=MINISTRY, number=2)
    newsdesk.hand_in("Ночью над областью сбиты беспилотники.")
    return Onlooker(newsdesk)


@pytest.fixture
def pictures(onlooker: Onlooker) -> PictureDesk:
    newsdesk = onlooker.newsdesk
    return PictureDesk(onlooker, lambda: newsdesk.now, newsdesk.rules.zone, onlooker)


async def test_map_shows_the_figures_of_the_day(pictures: PictureDesk, onlooker: Onlooker) -> None:
    picture = await pictures.show_map(TODAY, EN, Asked(theme=Theme.DARK))
    (spec,) = onlooker.specs
    assert isinstance(spec, MapSpec)
    assert {mark.code: mark.label for mark in spec.marks} == {"RU-KLU": "≥10", "RU-BRY": "8"}
    assert picture.totals == onlooker.newsdesk.totals()
    assert picture.png == b"dark"
    assert picture.caption.startswith("<b>Downed drones, 11 June 2026</b>\n")


async def test_bars_show_the_figures_of_each_day(pictures: PictureDesk, onlooker: Onlooker) -> None:
    picture = await pictures.show_days(WEEK, EN, Asked(region="RU-BRY"))
    (spec,) = onlooker.specs
    assert isinstance(spec, BarsSpec)
    assert [bar.text for bar in spec.bars] == [*["no claims"] * 6, "8"]
    assert picture.totals.all.tally.low == 8
    assert "Bryansk Region" in picture.caption


async def test_hours_count_each_claim_in_the_hours_it_names(
    pictures: PictureDesk, onlooker: Onlooker
) -> None:
    picture = await pictures.show_hours(WEEK, EN)
    (spec,) = onlooker.specs
    assert isinstance(spec, HoursSpec)
    # The ministry: 22.00 to 6.00, twice. "Overnight", 20:00 to 08:30 at most, is longer than half a day.
    assert [hour for hour, count in enumerate(spec.counts) if count] == [0, 1, 2, 3, 4, 5, 22, 23]
    assert set(spec.counts) == {0, 2}
    assert spec.frame.notes[-1] == "Left out: 1 claim with no hours, or longer than 12 hours"
    assert picture.totals.all.claims == 3


async def test_period_too_long_for_a_picture_is_refused(pictures: PictureDesk) -> None:
    long = Period(TODAY.last_on - timedelta(days=366), TODAY.last_on)
    with pytest.raises(ValueError, match="at most 62 days"):
        await pictures.show_days(long, EN)
    with pytest.raises(ValueError, match="at most 366 days"):
        await pictures.show_calendar(long, EN)
    assert await pictures.show_calendar(Period(long.first_on + timedelta(days=1), long.last_on), EN)


async def test_view_of_history_is_drawn_from_what_was_known_and_stamped_so(
    pictures: PictureDesk, onlooker: Onlooker
) -> None:
    known = onlooker.newsdesk.now
    onlooker.newsdesk.now += timedelta(hours=1)
    onlooker.newsdesk.hand_in(over("Тульской области", "5"), by=MINISTRY, number=3)
    for face in PICTURES:
        view = View(face, TODAY, "en", as_of=known)
        assert (await pictures.show(view)).totals.all.tally.low == 18
        assert (await pictures.show(replace(view, as_of=None))).totals.all.tally.low == 23
        then, now = onlooker.specs[-2:]
        assert then.frame.stamp == "As of 11 June 2026, 08:30 MSK"
        assert now.frame.stamp == "As of 11 June 2026, 09:30 MSK"
        assert "as known at 11 June 2026, 08:30 MSK" in then.frame.title.replace("\N{NO-BREAK SPACE}", " ")


async def test_map_asked_for_under_a_region_tells_the_region_s_own_figure(pictures: PictureDesk) -> None:
    picture = await pictures.show(View(Face.MAP, TODAY, "en", region="RU-BRY"))
    assert "\nBryansk Region: 8" in picture.caption
    assert picture.caption.startswith("<b>Downed drones, 11 June 2026</b>\n<b>In all: ")
    with pytest.raises(ValueError, match="d"):
        await pictures.show(View(Face.DAY, TODAY, "en"))
