"""Settings of a chat over HTTP of the whole bot: taps change them and say so; a mute ends with one answer."""

import pytest

import bot.subscribers
from tests.flow.whole_bot.conversing import answers
from tests.flow.whole_bot.newsroom import Newsroom

GOVERNOR_POST = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
GROUP = -1001000000500


@pytest.fixture(autouse=True)
def quick_sweeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was held is looked for every second; what is due is still told by the test's own clock."""
    monkeypatch.setattr(bot.subscribers, "HELD_EVERY_S", 1)


async def test_taps_under_settings_and_subscriptions_change_what_they_say(newsroom: Newsroom) -> None:
    stranger = newsroom.stranger
    async with newsroom.bot_runs():
        await answers(newsroom, stranger, "/subscribe Kaluga Volga district", "/subscriptions", "/settings")
        _, listed, shown = newsroom.telegram.sent(stranger.id)
        stranger.press(listed, "w:drop:volga")
        await newsroom.telegram.wait_for(lambda: "Volga" not in listed.plain, timeout_s=10)
        for tap, word in (
            ("quiet:23-7", "23:00–07:00"),
            ("digest:9 21", "09:00, 21:00 —"),
            ("corrections:off", "not told"),
            ("mute:1h", "Muted: 11 June 2026"),
        ):
            newsroom.pass_time(seconds=5)
            stranger.press(shown, f"w:{tap}")
            await newsroom.telegram.wait_for(lambda word=word: word in shown.plain, timeout_s=10)
    assert "Kaluga Region" in listed.plain
    assert "Quiet hours: 23:00–07:00" in shown.plain
    assert "Digests: 09:00, 21:00" in shown.plain
    assert "Corrections: not told" in shown.plain


async def test_settings_are_redrawn_in_the_language_that_is_chosen(newsroom: Newsroom) -> None:
    stranger = newsroom.stranger
    async with newsroom.bot_runs():
        await answers(newsroom, stranger, "/settings")
        (shown,) = newsroom.telegram.sent(stranger.id)
        stranger.tap(shown, "Русский")
        await newsroom.telegram.wait_for(lambda: "Настройки этого чата" in shown.plain, timeout_s=10)
        newsroom.pass_time(seconds=5)
        stranger.tap(shown, "Тихо 23–07")
        await newsroom.telegram.wait_for(lambda: "Тихие часы: 23:00–07:00" in shown.plain, timeout_s=10)
        (again,) = await answers(newsroom, stranger, "/settings")
    for told in (shown.plain, again):
        assert "русский — /settings язык английский" in told
        assert "/mute 3ч" in told
        assert "language" not in told


async def test_button_pressed_again_says_what_is_set(newsroom: Newsroom) -> None:
    stranger, notes = newsroom.stranger, newsroom.telegram.world.callback_answers
    async with newsroom.bot_runs():
        await answers(newsroom, stranger, "/settings")
        (shown,) = newsroom.telegram.sent(stranger.id)
        told = []
        for label in ("Mute 8 h", "Mute 8 h", "Not muted", "English"):
            newsroom.pass_time(seconds=5)
            tap = stranger.tap(shown, label)
            await newsroom.telegram.wait_for(lambda tap=tap: tap in notes, timeout_s=10)
            told.append(notes[tap].get("text"))
            await newsroom.telegram.wait_confirmed(timeout_s=10)
    assert told == ["Muted until 11 June 2026, 16:30 MSK."] * 2 + ["Not muted.", "Saved."]


async def test_end_of_a_mute_is_one_clear_answer(newsroom: Newsroom) -> None:
    stranger, boris = newsroom.stranger, newsroom.boris
    async with newsroom.bot_runs():
        (none,) = await answers(newsroom, stranger, "/mute off")
        await answers(newsroom, stranger, "/subscribe Tula", "/mute 2h")
        (empty,) = await answers(newsroom, stranger, "/mute off")
        await answers(newsroom, boris, "/subscribe everything", "/mute 2h")
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.telegram.wait_for(
            lambda: newsroom.rows("SELECT count(*) FROM heard WHERE held") == [(1,)], timeout_s=10
        )
        boris.send("/mute off")
        *_, ended, told = await newsroom.said(boris.id, at_least=4)
        again = (await answers(newsroom, stranger, "/mute off"))[0]
        newsroom.pass_time(seconds=30)
        await newsroom.telegram.wait_for(
            lambda: newsroom.rows("SELECT count(*) FROM chats WHERE muted_until NOT NULL") == [(0,)],
            timeout_s=10,
        )
    assert none.startswith("Not muted.")
    assert again.startswith("Not muted.")
    assert empty == "The mute has ended; nothing happened meanwhile that you wanted to hear of."
    assert ended == "The mute has ended. What came meanwhile follows."
    assert told.startswith("The mute has ended; meanwhile: 1, 11 June\n• Kaluga Region: 11")
    assert len(newsroom.telegram.sent(stranger.id)) == 5
    assert len(newsroom.telegram.sent(boris.id)) == 4


async def test_tap_of_a_member_who_is_no_admin_changes_nothing(newsroom: Newsroom) -> None:
    group = newsroom.telegram.group(GROUP)
    async with newsroom.bot_runs():
        await answers(newsroom, newsroom.boris, "/subscribe Kaluga", "/subscriptions", to=group)
        listed = newsroom.telegram.sent(GROUP)[-1]
        tap = newsroom.stranger.press(listed, "w:drop:RU-KLU")
        await newsroom.telegram.wait_for(
            lambda: bool(newsroom.telegram.calls("answerCallbackQuery")), timeout_s=10
        )
    (answered,) = newsroom.telegram.calls("answerCallbackQuery")
    assert answered["callback_query_id"] == tap
    assert "Only the admins" in answered["text"]
    assert newsroom.rows("SELECT scope FROM subscriptions") == [("RU-KLU",)]
