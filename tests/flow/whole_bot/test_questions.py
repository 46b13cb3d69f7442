"""Questions that show the honest total, asked over HTTP of the whole bot."""

from datetime import timedelta

from tests.flow.whole_bot.newsroom import ALERTS_CHAT, Newsroom

GOVERNOR_POST = (
    "С 23.00 до 5.00 мск силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
)
MINISTRY_POST = (
    "В период с 23.00 мск 10 июня до 6.00 мск 11 июня дежурными средствами ПВО уничтожены 18 украинских "
    "БПЛА: 10 – над территорией Калужской области, 8 – над территорией Брянской области."
)


async def _hand_in(newsroom: Newsroom, *texts: tuple[str, str]) -> None:
    """Anna forwards posts of the governor and the ministry and waits for her receipts."""
    for number, (source, text) in enumerate(texts, 1):
        channel = newsroom.governor if source == "governor" else newsroom.ministry
        newsroom.anna.forward(channel.post(text))
        await newsroom.said(newsroom.anna.id, at_least=number)


async def _ask(newsroom: Newsroom, question: str, *, by: str = "boris") -> str:
    person = getattr(newsroom, by)
    before = len(newsroom.telegram.sent(person.id))
    newsroom.pass_time(seconds=5)
    person.send(question)
    return (await newsroom.said(person.id, at_least=before + 1))[-1]


async def test_strict_answer_leaves_out_the_night_and_says_so(newsroom: Newsroom) -> None:
    morning = "С 1.00 мск до 3.00 мск 11 июня уничтожены 8 украинских БПЛА над территорией Брянской области."
    async with newsroom.bot_runs():
        await _hand_in(newsroom, ("governor", GOVERNOR_POST), ("ministry", morning))
        today = await _ask(newsroom, "/today")
        strict = await _ask(newsroom, "/today strict")
        russian = await _ask(newsroom, "/day 11.06 строго", by="anna")
    assert "Kaluga Region: 11*" in today
    assert "* some of the hours begin the day before" in today
    assert "hours within it only" in strict
    assert "Bryansk Region: 8\n" in strict
    assert "Left out: 1 claim whose hours cross the edge of the period (Kaluga Region)" in strict
    assert "Исключено: 1 заявление" in russian


async def test_day_is_told_as_it_was_known_at_an_instant(newsroom: Newsroom) -> None:
    post = newsroom.governor.post(GOVERNOR_POST)
    async with newsroom.bot_runs():
        newsroom.anna.forward(post)
        await newsroom.said(newsroom.anna.id)
        newsroom.pass_time(minutes=30)
        newsroom.anna.forward(newsroom.governor.edit(post, GOVERNOR_POST.replace("11 БПЛА", "9 БПЛА")))
        await newsroom.said(newsroom.anna.id, at_least=2)
        now = await _ask(newsroom, "/day 11.06")
        then = await _ask(newsroom, "/day 2026-06-11 as of 2026-06-11 08:40")
        russian = await _ask(newsroom, "/day 11.06 на 08:40", by="anna")
        earlier = await _ask(newsroom, "/day 11.06 as of 08:29")
    assert "Kaluga Region: 9" in now
    assert "as known at 11 June 2026, 08:40 MSK" in then
    assert "Kaluga Region: 11" in then
    assert "как было известно на 11 июня 2026, 08:40 мск" in russian
    assert "Калужская область: 11" in russian
    assert "no claims on record" in earlier


async def test_comparison_marks_where_governor_and_ministry_differ(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        await _hand_in(newsroom, ("governor", GOVERNOR_POST), ("ministry", MINISTRY_POST))
        answer = await _ask(newsroom, "/compare")
        russian = await _ask(newsroom, "/compare Калужская область неделя", by="anna")
    assert "≠ Kaluga Region: 10 (ministry) / 11 (governor)" in answer
    assert "Bryansk" not in answer
    assert "Besides, 1 place of which one side alone spoke" in answer
    assert "≠ 11 июня: 10 (Минобороны) / 11 (губернатор)" in russian


async def test_contradiction_is_quoted_from_both_sides_with_links(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        await _hand_in(newsroom, ("governor", GOVERNOR_POST), ("ministry", MINISTRY_POST))
        answer = await _ask(newsroom, "/disputed")
        sentence = await _ask(newsroom, "/sum Kaluga Region")
    raw = newsroom.telegram.sent(newsroom.boris.id)[0].text
    assert "Kaluga Region, 11 June: 10 (ministry) / 11 (governor)" in answer
    assert "В период с 23.00 мск 10 июня до 6.00 мск 11 июня … 10 … Калужской области" in answer
    assert "С 23.00 до 5.00 мск … 11 БПЛА … Боровского … Жуковского округов" in answer
    assert 'href="https://t.me/governor_of_ours/' in raw
    assert 'href="https://t.me/ministry_of_ours/' in raw
    assert "differ – 10 (ministry) / 11 (governor)." in sentence


async def test_sentence_to_publish_has_its_hedge_and_its_authors(newsroom: Newsroom) -> None:
    hours = MINISTRY_POST.replace("10 –", "более 10 –").replace("18 ", "более 18 ")
    async with newsroom.bot_runs():
        await _hand_in(newsroom, ("governor", GOVERNOR_POST), ("ministry", hours))
        russian = await _ask(newsroom, "/sum Калужская область", by="anna")
        english = await _ask(newsroom, "/sum Kaluga Region 11.06")
        nothing = await _ask(newsroom, "/sum Tula Region")
    assert russian.splitlines()[0] == (
        "Калужская область, 11 июня 2026, включая ночь накануне: по данным Минобороны РФ и губернатора, "
        "сбито не менее 11 беспилотников."
    )
    assert english.splitlines()[0] == (
        "Kaluga Region, 11 June 2026, the night before it included: at least 11 drones downed, "
        "according to the Russian MoD and the governor."
    )
    assert nothing.splitlines()[0] == "Tula Region, 11 June 2026: no claims of drones downed on record."


async def test_log_tells_what_changed_a_figure_and_where_it_was_shown(newsroom: Newsroom) -> None:
    post = newsroom.governor.post(GOVERNOR_POST)
    async with newsroom.bot_runs():
        newsroom.anna.forward(post)
        await newsroom.said(ALERTS_CHAT)
        await newsroom.said(newsroom.anna.id)
        await _ask(newsroom, "/today", by="stranger")
        newsroom.pass_time(minutes=30)
        newsroom.anna.forward(newsroom.governor.edit(post, GOVERNOR_POST.replace("11 БПЛА", "9 БПЛА")))
        await newsroom.said(newsroom.anna.id, at_least=2)
        english = await _ask(newsroom, "/log Kaluga Region 11.06")
        russian = await _ask(newsroom, "/log Калужская область", by="anna")
    told = english.splitlines()
    assert told[0] == "Change log: Kaluga Region, 11 June 2026"
    assert told[1].startswith("11 June 08:30 no claims on record → 11; post № 1")
    assert "11 June 08:30 shown (receipt): 11" in told
    assert "11 June 08:30 shown (alert): 11" in told
    assert "11 June 08:30 shown (answer): 11" in told
    assert any(line.startswith("11 June 09:00 11 → 9; post № 1") for line in told)
    assert "11 → 9; пост № 1" in russian
    assert "показано (квитанция): 9" in russian
    private = newsroom.rows(
        "SELECT DISTINCT chat_id FROM shown_figures WHERE occasion IN ('answer', 'receipt')"
    )
    assert private == [(0,)]


async def test_figures_shown_are_on_the_disk_after_the_bot_has_stopped(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        await _hand_in(newsroom, ("governor", GOVERNOR_POST))
        await _ask(newsroom, "/today")
    occasions = newsroom.rows("SELECT DISTINCT occasion FROM shown_figures ORDER BY occasion")
    assert occasions == [("alert",), ("answer",), ("receipt",)]


async def test_every_comparing_command_answers_in_the_language_of_who_asks(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.pass_time(days=1)
        for question in ("/compare", "/disputed week", "/sum", "/log", "/today strict", "/week as of 09:40"):
            answer = await _ask(newsroom, question)
            assert answer.replace("–", "").replace("№", "").isascii(), answer
    newsroom.pass_time(seconds=int(timedelta(hours=1).total_seconds()))
