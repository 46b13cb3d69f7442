"""What editors decide, over HTTP: figures and alerts follow, and strangers change nothing."""

from tests.flow.whole_bot.newsroom import ALERTS_CHAT, Newsroom

GOVERNOR_POST = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
LIVE = "SELECT sum(low) FROM claims WHERE live = 1"


async def test_unverified_text_accepted_by_an_editor_counts_and_is_announced(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.boris.forward(newsroom.unlisted.post(GOVERNOR_POST))
        (receipt,) = await newsroom.said(newsroom.boris.id)
        assert "Post № 1" in receipt
        assert newsroom.rows(LIVE) == [(None,)]
        newsroom.pass_time(seconds=5)
        newsroom.boris.send("/review")
        _, queue = await newsroom.said(newsroom.boris.id, at_least=2)
        newsroom.pass_time(seconds=5)
        newsroom.boris.send("/accept 1 I called them")
        *_, told = await newsroom.said(newsroom.boris.id, at_least=3)
        (alert,) = await newsroom.said(ALERTS_CHAT)
    assert "1 open doubt" in queue
    assert "origin is not verified" in queue
    assert "№ 1: accepted" in told
    assert "no claims on record → 11" in told
    assert "/undo 1" in told
    assert "11" in alert
    assert newsroom.rows(LIVE) == [(11,)]


async def test_rejected_claim_strikes_the_alert_and_undo_restores_it(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.said(newsroom.anna.id)
        await newsroom.said(ALERTS_CHAT)
        newsroom.pass_time(minutes=1)
        newsroom.anna.send("/reject 1.1 это было вчера")
        _, told = await newsroom.said(newsroom.anna.id, at_least=2)
        struck = await newsroom.edited(ALERTS_CHAT)
        assert newsroom.rows(LIVE) == [(None,)]
        newsroom.pass_time(minutes=1)
        newsroom.anna.send("/undo")
        *_, back = await newsroom.said(newsroom.anna.id, at_least=3)
        restored = await newsroom.edited(ALERTS_CHAT, times=2)
    assert "11 → заявлений не найдено" in told
    assert "снято редактором: это было вчера" in struck
    assert "Отменено: № 1.1: отклонено" in back
    assert "снято" not in restored
    alert, *replies = newsroom.telegram.sent(ALERTS_CHAT)
    assert {reply.reply_to for reply in replies} <= {alert.message_id}
    assert newsroom.rows(LIVE) == [(11,)]


async def test_post_is_named_by_a_reply_to_it_or_to_its_receipt(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        forwarded = newsroom.boris.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.said(newsroom.boris.id)
        (receipt,) = newsroom.telegram.sent(newsroom.boris.id)
        messages = newsroom.telegram.world.messages[newsroom.boris.id]
        newsroom.pass_time(seconds=5)
        newsroom.boris.send("/fix 9 a slip of the pen", reply_to_message=forwarded)
        *_, fixed = await newsroom.said(newsroom.boris.id, at_least=2)
        newsroom.pass_time(seconds=5)
        newsroom.boris.send("/move .1 Bryansk", reply_to_message=messages[receipt.message_id])
        *_, moved = await newsroom.said(newsroom.boris.id, at_least=3)
        newsroom.pass_time(seconds=5)
        newsroom.boris.send("/decisions 1")
        *_, history = await newsroom.said(newsroom.boris.id, at_least=4)
    assert "№ 1.1: count: 9" in fixed
    assert "a slip of the pen" in fixed
    assert "11 → 9" in fixed
    assert "place: Bryansk" in moved
    assert newsroom.rows("SELECT region FROM claim_regions WHERE live = 1") == [("RU-BRY",)]
    assert history.index("count: 9") < history.index("place: Bryansk")


async def test_stranger_decides_nothing_and_learns_nothing_of_the_queue(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.said(newsroom.anna.id)
        for number, command in enumerate(("/reject 1", "/review", "/undo", "/decisions 1", "/FIX 1.1 5"), 1):
            newsroom.pass_time(seconds=5)
            newsroom.stranger.send(command)
            answers = await newsroom.said(newsroom.stranger.id, at_least=number)
    assert len(answers) == 5
    assert all("Only editors decide" in answer for answer in answers)
    assert newsroom.rows("SELECT count(*) FROM decisions") == [(0,)]
    assert newsroom.rows(LIVE) == [(11,)]


async def test_order_that_is_not_understood_is_answered_with_how_to_write_it(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.boris.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.said(newsroom.boris.id)
        wrong = ("/fix", "/fix 1.1 nonsense", "/move 1.1 Atlantis", "/reject 77", "/undo 5", "/fix 1.1 0")
        for number, command in enumerate(wrong, 2):
            newsroom.pass_time(seconds=5)
            newsroom.boris.send(command)
            answers = await newsroom.said(newsroom.boris.id, at_least=number)
    usage, nonsense, nowhere, no_post, no_decision, nought = answers[1:]
    assert "/fix 17.2 12" in usage
    assert "/fix 17.2 12" in nonsense
    assert "No region is known by the name “Atlantis”" in nowhere
    assert "no post № 77" in no_post
    assert "no decision № 5" in no_decision
    assert "no count of drones" in nought
    assert newsroom.rows("SELECT count(*) FROM decisions") == [(0,)]
