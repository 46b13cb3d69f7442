"""A button under figures speaks of what is shown: its days, its place, and the instant it is known at."""

from sandbox.world import SentMessage
from tests.flow.whole_bot.conversing import ask
from tests.flow.whole_bot.newsroom import Newsroom

GOVERNOR_POST = "С 23.00 до 5.00 мск силами ПВО сбиты 11 БПЛА над территорией Боровского округа."
MINISTRY_POST = (
    "В период с 23.00 мск 10 июня до 6.00 мск 11 июня дежурными средствами ПВО уничтожены 18 украинских "
    "БПЛА: 10 – над территорией Калужской области, 8 – над территорией Брянской области."
)
WEEK, TODAY = "5–11 June 2026", "11 June 2026"


async def _turn(newsroom: Newsroom, shown: SentMessage, label: str, words: str) -> None:
    """Tap a button and wait until the message in its place says this."""
    newsroom.pass_time(seconds=5)
    newsroom.boris.tap(shown, label)
    await newsroom.telegram.wait_for(lambda: words in shown.plain, timeout_s=30)


async def _turn_to(newsroom: Newsroom, shown: SentMessage, label: str, button: str) -> None:
    """Tap a button and wait until the message has another one."""
    newsroom.pass_time(seconds=5)
    newsroom.boris.tap(shown, label)
    await newsroom.telegram.wait_for(lambda: button in _labels(shown), timeout_s=10)


async def _draw(newsroom: Newsroom, shown: SentMessage, label: str) -> SentMessage:
    """Tap a button under words; the picture that comes."""
    before = len(newsroom.telegram.sent(newsroom.boris.id))
    newsroom.pass_time(seconds=5)
    newsroom.boris.tap(shown, label)
    *_, drawn = await newsroom.telegram.wait_sent(before + 1, newsroom.boris.id, timeout_s=30)
    assert drawn.photo is not None
    return drawn


def _labels(shown: SentMessage) -> list[str]:
    return [one["text"] for one in shown.buttons]


async def _hand_in(newsroom: Newsroom) -> None:
    newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
    newsroom.anna.forward(newsroom.ministry.post(MINISTRY_POST))
    await newsroom.said(newsroom.anna.id, at_least=2)


async def test_pictures_of_a_week_draw_the_week(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        await _hand_in(newsroom)
        week = await ask(newsroom, "/week")
        drawn = await _draw(newsroom, week, "Map")
        maps = drawn.plain
        last = drawn.photo
        for label in ("Chart", "By hour"):
            newsroom.boris.tap(drawn, label)
            await newsroom.telegram.wait_for(lambda last=last: drawn.photo != last, timeout_s=30)
            last = drawn.photo
            assert drawn.plain.startswith(f"Downed drones, {WEEK}")
            assert "buttons below" not in drawn.plain
            newsroom.pass_time(seconds=5)
        await newsroom.telegram.wait_for(lambda: "· By hour ·" in _labels(drawn), timeout_s=10)
    assert maps.startswith(f"Downed drones, {WEEK}")
    assert "· 5–11 Jun ·" in _labels(drawn)
    assert "· Today ·" not in _labels(drawn)


async def test_chart_of_a_day_says_which_days_it_draws_and_stays_of_its_day(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        await _hand_in(newsroom)
        day = await ask(newsroom, "/today")
        drawn = await _draw(newsroom, day, "Chart")
        assert drawn.plain.startswith("Downed drones, 12 May – 11 June 2026")
        assert f"The buttons below belong to {TODAY}." in drawn.plain
        assert {"· Today ·", "· Chart ·"} <= set(_labels(drawn))
        await _turn(newsroom, drawn, "Calendar", "Downed drones, 1 April – 11 June 2026")
        assert f"The buttons below belong to {TODAY}." in drawn.plain
        await _turn(newsroom, drawn, "By hour", f"Downed drones, {TODAY}")
        assert "buttons below" not in drawn.plain
        newsroom.boris.tap(drawn, "Why")
        why = (await newsroom.said(newsroom.boris.id, at_least=3))[-1]
    assert why.startswith(f"In all, {TODAY}: ")


async def test_map_under_a_region_keeps_the_region(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        await _hand_in(newsroom)
        region = await ask(newsroom, "/region Kaluga")
        drawn = await _draw(newsroom, region, "Map")
        assert {"Region", "Posts", "Country", "· Map ·"} <= set(_labels(drawn))
        assert drawn.plain.startswith(f"Downed drones, {TODAY}\nIn all: ")
        assert "\nKaluga Region: " in drawn.plain
        await _turn(newsroom, drawn, "Chart", "Kaluga Region. Downed drones, 12 May – 11 June 2026")
        newsroom.boris.tap(drawn, "Region")
        told = (await newsroom.said(newsroom.boris.id, at_least=3))[-1]
    assert told.startswith("Downed drones: Kaluga Region")


async def test_comparing_answers_lead_on_to_other_days_and_to_each_other(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        await _hand_in(newsroom)
        for question, name in (
            ("/compare Kaluga", "Compare"),
            ("/disputed", "At odds"),
            ("/sum Kaluga", "Sentence"),
            ("/log Kaluga", "Log"),
        ):
            shown = await ask(newsroom, question)
            assert {f"· {name} ·", "· Today ·", "‹ Yesterday", "Same, week", "Why", "Figures"} <= set(
                _labels(shown)
            )
            await _turn_to(newsroom, shown, "Same, week", "Same, day")
            assert {"Same, day", "· 5–11 Jun ·", f"· {name} ·"} <= set(_labels(shown))
            await _turn_to(newsroom, shown, "Same, day", "Same, week")
            await _turn(newsroom, shown, "‹ Yesterday", "10 June 2026")
        await _turn(newsroom, shown, "Today", TODAY)
        await _turn(newsroom, shown, "Compare", "10 (ministry) / 11 (governor)")
        await _turn(newsroom, shown, "Figures", f"Downed drones, {TODAY}")
        assert "Country" in _labels(shown)
        await _turn(newsroom, shown, "Why", "Kaluga Region, 11 June 2026: ")


async def test_answer_from_history_has_pictures_from_history(newsroom: Newsroom) -> None:
    post = newsroom.governor.post(GOVERNOR_POST)
    async with newsroom.bot_runs():
        newsroom.anna.forward(post)
        await newsroom.said(newsroom.anna.id)
        newsroom.pass_time(minutes=30)
        newsroom.anna.forward(newsroom.governor.edit(post, GOVERNOR_POST.replace("11 БПЛА", "9 БПЛА")))
        await newsroom.said(newsroom.anna.id, at_least=2)
        shown = await ask(newsroom, "/day 11.06 as of 08:40")
        assert "Kaluga Region: 11" in shown.plain
        assert not {"Why", "Strictly"} & set(_labels(shown))
        drawn = await _draw(newsroom, shown, "Map")
        assert "as known at 11 June 2026, 08:40 MSK" in drawn.plain
        assert "In all: 11" in drawn.plain
        await _turn(newsroom, drawn, "Chart", "12 May – 11 June 2026, as known at 11 June 2026, 08:40 MSK")
        await _turn(newsroom, drawn, "As known now", "In all: 9")
        assert "as known" not in drawn.plain


async def test_button_drawn_before_a_view_could_be_of_an_instant_still_works(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        await _hand_in(newsroom)
        shown = await ask(newsroom, "/today")
        newsroom.pass_time(seconds=5)
        newsroom.boris.press(shown, "v:w:2026-06-11:7::0:1:en")
        await newsroom.telegram.wait_for(lambda: WEEK in shown.plain, timeout_s=10)
