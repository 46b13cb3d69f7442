"""What two editors, a stranger and a channel see, over HTTP."""

from sandbox.origins import hidden_user_origin, unknown_origin
from tests.flow.whole_bot.newsroom import ALERTS_CHAT, GOVERNOR_CHAT, Newsroom

GOVERNOR_POST = (
    "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов. "
    "По предварительной информации, пострадавших и разрушений нет."
)


async def test_post_forwarded_by_two_editors_is_one_post_with_two_receipts_and_one_alert(
    newsroom: Newsroom,
) -> None:
    post = newsroom.governor.post(GOVERNOR_POST)
    async with newsroom.bot_runs():
        newsroom.anna.forward(post)
        newsroom.boris.forward(post)
        (to_anna,) = await newsroom.said(newsroom.anna.id)
        (to_boris,) = await newsroom.said(newsroom.boris.id)
        (alert,) = await newsroom.said(ALERTS_CHAT)
    assert "11" in to_anna
    assert "Калужская" in to_anna
    assert "Kaluga" in to_boris
    assert "Калужская" in alert
    assert "11" in alert
    assert newsroom.rows("SELECT count(*) FROM posts") == [(1,)]
    assert newsroom.rows("SELECT count(*) FROM submissions") == [(2,)]
    assert newsroom.rows("SELECT count(*) FROM alerts") == [(1,)]


async def test_edited_text_forwarded_later_changes_the_tally_and_edits_the_alert(newsroom: Newsroom) -> None:
    post = newsroom.governor.post(GOVERNOR_POST)
    async with newsroom.bot_runs():
        newsroom.anna.forward(post)
        await newsroom.said(ALERTS_CHAT)
        newsroom.pass_time(minutes=10)
        newsroom.anna.forward(newsroom.governor.edit(post, GOVERNOR_POST.replace("11 БПЛА", "9 БПЛА")))
        alert = await newsroom.edited(ALERTS_CHAT)
        _, receipt = await newsroom.said(newsroom.anna.id, at_least=2)
        newsroom.pass_time(seconds=5)
        newsroom.boris.send("/today")
        (today,) = await newsroom.said(newsroom.boris.id)
    assert "9" in alert
    assert "11" not in alert.replace("11 июня", "")
    assert "11" in receipt
    assert "9" in receipt
    assert "Kaluga" in today
    assert "9" in today


async def test_older_copy_forwarded_late_is_kept_and_never_a_revert(newsroom: Newsroom) -> None:
    post = newsroom.governor.post(GOVERNOR_POST)
    async with newsroom.bot_runs():
        newsroom.anna.forward(post)
        await newsroom.said(newsroom.anna.id)
        newsroom.pass_time(minutes=10)
        newsroom.anna.forward(newsroom.governor.edit(post, GOVERNOR_POST.replace("11 БПЛА", "9 БПЛА")))
        await newsroom.said(newsroom.anna.id, at_least=2)
        newsroom.pass_time(minutes=10)
        newsroom.boris.forward(post)
        await newsroom.said(newsroom.boris.id)
        assert newsroom.rows("SELECT sum(low) FROM claims WHERE live = 1") == [(9,)]


async def test_stranger_is_refused_and_nothing_is_stored(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.stranger.forward(newsroom.governor.post(GOVERNOR_POST))
        (refusal,) = await newsroom.said(newsroom.stranger.id)
        await newsroom.telegram.wait_confirmed()
    assert str(newsroom.stranger.id) in refusal
    assert newsroom.rows("SELECT count(*) FROM posts") == [(0,)]
    assert newsroom.rows("SELECT count(*) FROM submissions") == [(0,)]
    assert newsroom.telegram.sent(ALERTS_CHAT) == []


async def test_post_of_a_channel_not_listed_is_stored_marked_and_raises_no_number(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.anna.forward(newsroom.unlisted.post(GOVERNOR_POST))
        (receipt,) = await newsroom.said(newsroom.anna.id)
        newsroom.boris.send("/today")
        (today,) = await newsroom.said(newsroom.boris.id)
    assert "11" not in today.replace("11 June", "").replace("June 11", "")
    assert str(newsroom.unlisted.id) in receipt
    assert newsroom.rows("SELECT verified FROM posts") == [(0,)]
    assert newsroom.telegram.sent(ALERTS_CHAT) == []


async def test_channel_with_the_title_of_a_source_is_no_source(newsroom: Newsroom) -> None:
    forged = newsroom.telegram.channel(-1001000000077, "Губернатор")
    async with newsroom.bot_runs():
        newsroom.anna.forward(forged.post(GOVERNOR_POST))
        await newsroom.said(newsroom.anna.id)
    assert newsroom.rows("SELECT verified FROM posts") == [(0,)]


async def test_stale_post_counts_on_its_day_without_an_alert(
    newsroom: Newsroom,
) -> None:
    post = newsroom.governor.post(GOVERNOR_POST)
    newsroom.pass_time(days=2)
    async with newsroom.bot_runs():
        newsroom.anna.forward(post)
        await newsroom.said(newsroom.anna.id)
    assert newsroom.rows("SELECT day, sum(low) FROM claims WHERE live = 1 GROUP BY day") == [
        ("2026-06-11", 11)
    ]
    assert newsroom.rows("SELECT state FROM alerts") == []
    assert newsroom.telegram.sent(ALERTS_CHAT) == []


async def test_second_originator_on_the_same_region_edits_the_alert_instead_of_sending_another(
    newsroom: Newsroom,
) -> None:
    ministry = (
        "В период с 22.00 мск 10 июня до 6.00 мск 11 июня дежурными средствами ПВО уничтожены 10 украинских "
        "беспилотных летательных аппаратов над территорией Калужской области."
    )
    async with newsroom.bot_runs():
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.said(ALERTS_CHAT)
        newsroom.pass_time(minutes=2)
        newsroom.boris.forward(newsroom.ministry.post(ministry))
        alert = await newsroom.edited(ALERTS_CHAT)
    assert len(newsroom.telegram.sent(ALERTS_CHAT)) == 1
    assert "Минобороны" in alert


async def test_correction_that_drops_a_region_strikes_it_through(newsroom: Newsroom) -> None:
    ministry = (
        "В период с 22.00 мск 10 июня до 6.00 мск 11 июня уничтожены 18 украинских БПЛА: 10 – над "
        "территорией Калужской области, 8 – над территорией Брянской области."
    )
    corrected = (
        "В период с 22.00 мск 10 июня до 6.00 мск 11 июня уничтожены 10 украинских БПЛА над территорией "
        "Калужской области."
    )
    post = newsroom.ministry.post(ministry)
    async with newsroom.bot_runs():
        newsroom.anna.forward(post)
        await newsroom.said(ALERTS_CHAT)
        newsroom.pass_time(minutes=20)
        newsroom.anna.forward(newsroom.ministry.edit(post, corrected))
        await newsroom.edited(ALERTS_CHAT)
        newsroom.pass_time(seconds=5)
        await newsroom.said(ALERTS_CHAT, at_least=2)
    alert, reply = newsroom.telegram.sent(ALERTS_CHAT)
    assert "<s>" in alert.text
    assert reply.reply_to == alert.message_id
    assert reply.plain == "Брянская область: отозвано источником в 08:50"
    assert newsroom.rows("SELECT region, state FROM alerts ORDER BY region") == [
        ("RU-BRY", "withdrawn"),
        ("RU-KLU", "active"),
    ]


async def test_every_command_answers_in_the_language_of_who_asks(newsroom: Newsroom) -> None:
    commands = ["/start", "/help", "/today", "/yesterday", "/day 11.06", "/week", "/region Калуга"]
    commands += ["/sources", "/why", "/privacy", "/about"]
    async with newsroom.bot_runs():
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.said(newsroom.anna.id)
        for number, command in enumerate(commands, 1):
            newsroom.pass_time(seconds=5)
            newsroom.boris.send(command)
            await newsroom.said(newsroom.boris.id, at_least=number)
    answers = newsroom.telegram.texts(newsroom.boris.id)
    assert len(answers) == len(commands)
    assert all(answer.isascii() or "Kaluga" in answer or "–" in answer or "≥" in answer for answer in answers)
    languages = {language for _, language in newsroom.telegram.commands}
    assert {"", "ru"} <= languages


async def test_unreadable_updates_are_set_aside_and_the_rest_is_handled(
    newsroom: Newsroom,
) -> None:
    newsroom.anna.forward_from(hidden_user_origin(newsroom.telegram.world.now(), None), GOVERNOR_POST)
    newsroom.anna.forward_from(unknown_origin(newsroom.telegram.world.now()), GOVERNOR_POST)
    newsroom.boris.forward(newsroom.governor.post(GOVERNOR_POST))
    async with newsroom.bot_runs():
        (receipt,) = await newsroom.said(newsroom.boris.id)
        await newsroom.said(ALERTS_CHAT)
    assert "11" in receipt
    assert newsroom.rows("SELECT count(*) FROM inbox WHERE incident_id IS NOT NULL") == [(2,)]
    assert newsroom.rows("SELECT count(*) FROM posts") == [(1,)]


async def test_edit_in_a_channel_the_bot_reads_needs_no_forward(
    newsroom: Newsroom,
) -> None:
    channel = newsroom.telegram.channel(GOVERNOR_CHAT, "Губернатор", bot_is_member=True)
    async with newsroom.bot_runs():
        post = channel.post(GOVERNOR_POST)
        await newsroom.said(ALERTS_CHAT)
        newsroom.pass_time(minutes=3)
        channel.edit(post, GOVERNOR_POST.replace("11 БПЛА", "9 БПЛА"))
        alert = await newsroom.edited(ALERTS_CHAT)
    assert ": 9" in alert
    assert newsroom.rows("SELECT count(*) FROM submissions") == [(0,)]
    assert newsroom.telegram.sent(GOVERNOR_CHAT) == []


async def test_number_beyond_belief_is_shown_and_changes_nothing(newsroom: Newsroom) -> None:
    post = newsroom.governor.post("Сегодня ночью силами ПВО сбиты 99999 БПЛА над Калужской областью.")
    async with newsroom.bot_runs():
        newsroom.boris.forward(post)
        (receipt,) = await newsroom.said(newsroom.boris.id)
        newsroom.pass_time(seconds=5)
        newsroom.boris.send("/today")
        _, today = await newsroom.said(newsroom.boris.id, at_least=2)
    assert "not counted" in receipt
    assert "99999" not in today
    assert "no claims on record" in today
    assert newsroom.telegram.sent(ALERTS_CHAT) == []


RETRACTION = "Информация о сбитых минувшей ночью беспилотниках не подтвердилась."
MINISTRY_POST = (
    "В период с 0.00 мск до 5.00 мск 11 июня дежурными средствами ПВО уничтожены 10 украинских "
    "беспилотных летательных аппаратов над территорией Калужской области."
)


async def test_retraction_tells_what_the_region_falls_back_to(newsroom: Newsroom) -> None:
    post = newsroom.governor.post(GOVERNOR_POST)
    async with newsroom.bot_runs():
        newsroom.anna.forward(newsroom.ministry.post(MINISTRY_POST))
        newsroom.boris.forward(post)
        await newsroom.said(newsroom.boris.id)
        newsroom.pass_time(minutes=10)
        newsroom.boris.forward(newsroom.governor.edit(post, RETRACTION))
        _, receipt = await newsroom.said(newsroom.boris.id, at_least=2)
    assert "withdrawn its figure (11)" in receipt
    assert "11 → 10" in receipt


async def test_figure_left_after_a_withdrawal_is_told_as_the_others(newsroom: Newsroom) -> None:
    post = newsroom.governor.post(GOVERNOR_POST)
    async with newsroom.bot_runs():
        newsroom.anna.forward(post)
        await newsroom.said(ALERTS_CHAT)
        newsroom.pass_time(minutes=5)
        newsroom.anna.forward(newsroom.ministry.post(MINISTRY_POST))
        await newsroom.edited(ALERTS_CHAT)
        newsroom.pass_time(minutes=5)
        newsroom.anna.forward(newsroom.governor.edit(post, RETRACTION))
        await newsroom.edited(ALERTS_CHAT, times=2)
    (alert,) = newsroom.telegram.sent(ALERTS_CHAT)
    assert "<b>Калужская область</b>: отозвано источником" in alert.text
    assert "также: Минобороны, 10" in alert.text


async def test_unverified_text_is_unverified_however_often_it_comes(newsroom: Newsroom) -> None:
    post = newsroom.unlisted.post(GOVERNOR_POST)
    async with newsroom.bot_runs():
        newsroom.boris.forward(post)
        newsroom.boris.forward(post)
        first, again = await newsroom.said(newsroom.boris.id, at_least=2)
    assert "Unverified" in first
    assert "Unverified" in again


async def test_why_shows_each_claim_with_its_words_and_where_it_went(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.boris.forward(newsroom.governor.post(GOVERNOR_POST))
        newsroom.boris.forward(newsroom.ministry.post(MINISTRY_POST))
        await newsroom.said(newsroom.boris.id, at_least=2)
        newsroom.pass_time(seconds=5)
        newsroom.boris.send("/why Kaluga Region")
        *_, why = await newsroom.said(newsroom.boris.id, at_least=3)
    counted, folded = why.index("— counted"), why.index("— not added")
    assert why.index("1. 11: governor") < counted < why.index("2. 10: Russian MoD") < folded
    assert "11 БПЛА" in why
    assert "Калужской области" in why
