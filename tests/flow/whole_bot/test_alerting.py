"""Alerts in company and alerts that an admin has deleted, over HTTP of the whole bot."""

from tests.flow.whole_bot.newsroom import ALERTS_CHAT, Newsroom

NIGHT = "В период с 22.00 мск 10 июня до 6.00 мск 11 июня дежурными средствами ПВО уничтожены"
REGIONS = ["Калуж", "Брян", "Туль", "Орлов", "Кур", "Смолен", "Рязан", "Твер", "Псков", "Пензен", "Тамбов"]


def over(region: str, count: int = 10) -> str:
    return f"{NIGHT} {count} украинских БПЛА над территорией {region}ской области."


async def test_regions_of_two_posts_within_a_minute_are_one_message(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.anna.forward(newsroom.ministry.post(over("Калуж")))
        await newsroom.said(ALERTS_CHAT)
        newsroom.pass_time(seconds=30)
        newsroom.boris.forward(newsroom.ministry.post(over("Брян", 8)))
        told = await newsroom.edited(ALERTS_CHAT)
    assert len(newsroom.telegram.sent(ALERTS_CHAT)) == 1
    assert told.startswith("Новых регионов: 2")
    assert "Калужская область: 10" in told
    assert "Брянская область: 8" in told


async def _alert_of_two(newsroom: Newsroom, governor: str, count: int = 10) -> tuple[str, str]:
    """The alert of the ministry's post after the governor's came, and the governor's receipt."""
    async with newsroom.bot_runs():
        newsroom.anna.forward(newsroom.ministry.post(over("Калуж", count)))
        await newsroom.said(ALERTS_CHAT)
        newsroom.pass_time(minutes=5)
        newsroom.anna.forward(newsroom.governor.post(governor))
        edited = await newsroom.edited(ALERTS_CHAT)
        return edited, (await newsroom.said(newsroom.anna.id, at_least=2))[-1]


async def test_alert_of_two_originators_tells_what_they_come_to_together(newsroom: Newsroom) -> None:
    alert, receipt = await _alert_of_two(newsroom, "Сегодня ночью над областью сбиты 11 БПЛА.")
    assert "• Калужская область: 10, " in alert
    assert "также: губернатор, 11" in alert
    assert "всего за день: 11–21" in alert
    assert "11–21" in receipt


async def test_alert_says_that_claims_contradict_each_other(newsroom: Newsroom) -> None:
    night = "С 22.00 мск 10 июня до 6.00 мск 11 июня силами ПВО сбиты 12 БПЛА над областью."
    alert, _ = await _alert_of_two(newsroom, night)
    assert "также: губернатор, 12" in alert
    assert "всего за день: данные расходятся: 10 (Минобороны) / 12 (губернатор)" in alert


async def test_alert_of_one_originator_grows_with_its_later_posts(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.anna.forward(newsroom.governor.post("С 22 до 24 часов 10 июня сбиты 4 БПЛА над областью."))
        newsroom.anna.forward(newsroom.governor.post("С 1 до 3 часов 11 июня сбиты 7 БПЛА над областью."))
        await newsroom.said(newsroom.anna.id, at_least=2)
        newsroom.pass_time(minutes=5)
        newsroom.anna.forward(newsroom.governor.post("С 4 до 5 часов 11 июня сбиты 3 БПЛА над областью."))
        await newsroom.telegram.wait_for(
            lambda: any("всего за день: 10" in one for one in newsroom.telegram.texts(ALERTS_CHAT)),
            timeout_s=10,
        )
        told = newsroom.telegram.texts(ALERTS_CHAT)
    assert "также" not in "".join(told)


async def test_eleven_regions_in_ten_minutes_are_eight_messages_and_a_digest(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        for number, region in enumerate(REGIONS, 1):
            newsroom.anna.forward(newsroom.ministry.post(over(region)))
            await newsroom.said(newsroom.anna.id, at_least=number)
            await newsroom.said(ALERTS_CHAT, at_least=min(number, 9))
            newsroom.pass_time(seconds=62)
        await newsroom.telegram.wait_for(
            lambda: REGIONS[-1] in newsroom.telegram.texts(ALERTS_CHAT)[-1], timeout_s=10
        )
    digest = newsroom.telegram.texts(ALERTS_CHAT)[-1]
    assert len(newsroom.telegram.sent(ALERTS_CHAT)) == 9
    assert digest.startswith("Новых регионов: 3")
    assert all(f"{region}ская область: 10" in digest for region in REGIONS[8:])


async def test_withdrawal_of_an_alert_that_an_admin_deleted_is_told_alone(newsroom: Newsroom) -> None:
    post = newsroom.ministry.post(over("Калуж"))
    async with newsroom.bot_runs():
        newsroom.anna.forward(post)
        await newsroom.said(ALERTS_CHAT)
        (alert,) = newsroom.telegram.sent(ALERTS_CHAT)
        alert.deleted = True
        newsroom.pass_time(minutes=20)
        newsroom.anna.forward(newsroom.ministry.edit(post, "Информация уточнена, атак не было."))
        await newsroom.said(newsroom.anna.id, at_least=2)
        newsroom.pass_time(seconds=5)
        told = (await newsroom.said(ALERTS_CHAT, at_least=2))[-1]
        await newsroom.telegram.wait_for(
            lambda: newsroom.rows("SELECT count(*) FROM outbox WHERE state = 'pending'") == [(0,)],
            timeout_s=10,
        )
    assert told == "Калужская область: отозвано источником в 08:50"
    assert newsroom.rows("SELECT state FROM outbox WHERE edits NOT NULL") == [("moot",)]
    assert newsroom.rows("SELECT count(*) FROM outbox WHERE state = 'dead'") == [(0,)]
