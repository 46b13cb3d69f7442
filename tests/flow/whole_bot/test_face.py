"""What a stranger meets over HTTP: the bot's face, the first words, inline cards and files."""

from typing import Any

import pytest

from bot.introduction import Introduction
from delivery.connection import make_bot
from handlers.commands import face_steps
from sandbox import faults
from sandbox.server import SandboxServer
from tests.flow.whole_bot.newsroom import ANNA, TOKEN, Newsroom

GOVERNOR_POST = (
    "С 23.00 до 5.00 мск силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
)


async def _put_on_face(telegram: SandboxServer, *editors: int) -> None:
    bot = make_bot(TOKEN, telegram.api_base)
    try:
        for step in face_steps(editors):
            await step(bot)
    finally:
        await bot.session.close()


async def test_face_is_told_in_both_languages_and_each_chat_has_its_menu(newsroom: Newsroom) -> None:
    telegram = newsroom.telegram
    await _put_on_face(telegram, ANNA, 999)
    menus = {key: [one["command"] for one in menu] for key, menu in telegram.commands.items()}
    assert {language for _, language in menus} == {"", "ru", "be", "uk", "kk"}
    assert menus["default", "ru"][:2] == ["today", "yesterday"]
    assert "privacy" not in menus["all_group_chats", "ru"]
    assert menus[f"chat:{ANNA}", "ru"][:2] == ["review", "accept"]
    assert "today" in menus[f"chat:{ANNA}", ""]
    assert all(len(menu) <= 100 for menu in menus.values())
    profile = telegram.world.profile
    assert profile["name", ""] == "Dozor: drones downed"
    assert profile["name", "ru"] == "Дозор: сбитые БПЛА"
    for (field, _), told in profile.items():
        assert 0 < len(told) <= {"name": 64, "short_description": 120, "description": 512}[field]


async def test_name_that_stands_already_is_not_set_again(newsroom: Newsroom) -> None:
    await _put_on_face(newsroom.telegram)
    await _put_on_face(newsroom.telegram)
    assert len(newsroom.telegram.calls("setMyName")) == 5


async def test_name_that_telegram_will_not_take_today_holds_nothing_else_up(newsroom: Newsroom) -> None:
    newsroom.telegram.fail("setMyName", faults.too_many(80_000), times=5)
    await _put_on_face(newsroom.telegram)
    assert newsroom.telegram.world.menu_buttons == {0: {"type": "commands"}}


async def test_menus_are_there_at_start_and_the_rest_follows_where_it_was_left(newsroom: Newsroom) -> None:
    telegram, bot = newsroom.telegram, make_bot(TOKEN, newsroom.telegram.api_base)
    introduction = Introduction(bot, [ANNA])
    try:
        await introduction.make()
        assert {scope for scope, _ in telegram.commands} == {"default"}
        assert telegram.world.profile == {}
        telegram.fail("setMyDescription", faults.server_error())
        await introduction.make()
        assert ("short_description", "kk") not in telegram.world.profile
        await introduction.make()
        told = len(telegram.world.calls)
        await introduction.make()
    finally:
        await bot.session.close()
    assert ("short_description", "kk") in telegram.world.profile
    assert len(telegram.calls("setMyCommands")) == 12
    assert len(telegram.world.calls) == told


async def test_newcomer_learns_what_to_do_and_has_buttons_to_begin_with(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.stranger.send("/start")
        newsroom.anna.send("/start")
        (to_stranger,) = await newsroom.telegram.wait_sent(1, newsroom.stranger.id)
        (to_editor,) = await newsroom.telegram.wait_sent(1, newsroom.anna.id)
        newsroom.stranger.tap(to_stranger, "Today")
        await newsroom.telegram.wait_for(lambda: "11 June 2026" in to_stranger.plain, timeout_s=10)
    assert "пересылайте как есть" in to_editor.plain
    assert to_editor.button("Поделиться…")["switch_inline_query"] == ""


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        ({"text": "Калуга"}, "Downed drones: Kaluga Region"),
        ({"text": "Калужка"}, "Which region is “Калужка”?"),
        ({"text": "Сбиты БПЛА ночью над Калужской областью"}, "Dozor counts downed drones"),
        ({"text": "Сбиты 11 БПЛА над Калужской областью"}, "Dozor counts downed drones"),
        ({"sticker": {"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1, "type": "regular",
                      "is_animated": False, "is_video": False}}, "Dozor counts downed drones"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "Dozor counts downed drones"),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, "Dozor counts downed drones"),
        ({"text": "/nonsense"}, "There is no such command"),
    ],
)  # fmt: skip
async def test_whatever_is_sent_in_private_is_answered_by_what_to_do(
    newsroom: Newsroom, content: dict[str, Any], answer: str
) -> None:
    async with newsroom.bot_runs():
        newsroom.stranger.write(content)
        (said,) = await newsroom.said(newsroom.stranger.id)
    assert answer in said


async def test_card_of_a_region_is_offered_in_the_language_of_its_name(newsroom: Newsroom) -> None:
    telegram = newsroom.telegram
    async with newsroom.bot_runs():
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.said(newsroom.anna.id)
        asked = [
            newsroom.stranger.ask_inline(text) for text in ("калуга", "Kaluga", "", "Atlantis", "калуга 9.06")
        ]
        answers = telegram.world.inline_answers
        await telegram.wait_for(lambda: set(asked) <= answers.keys(), timeout_s=10)
    russian, english, country, nowhere, before = [answers[one]["results"] for one in asked]
    assert russian[0]["title"] == "Калужская область, 11 июня 2026"
    assert "11 июня 2026: 11*" in russian[0]["input_message_content"]["message_text"]
    assert english[0]["title"] == "Kaluga Region, 11 June 2026"
    assert [card["title"] for card in country] == [
        "Всего, по регионам, 11 июня 2026",
        "Всего, по дням, 5–11 июня 2026",
        "In all, by region, 11 June 2026",
        "In all, by day, 5–11 June 2026",
    ]
    assert nowhere == []
    assert before[0]["title"] == "Калужская область, 9 июня 2026"
    assert all(len(card["id"].encode()) <= 64 for card in (*russian, *english, *country))
    assert not any(str(one["is_personal"]).lower() == "true" for one in answers.values())


async def test_week_is_exported_as_files_without_what_nobody_vouches_for(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        newsroom.anna.forward(newsroom.unlisted.post(GOVERNOR_POST.replace("11", "77")))
        await newsroom.said(newsroom.anna.id, at_least=2)
        newsroom.stranger.send("/export week csv")
        totals, claims = await newsroom.telegram.wait_sent(2, newsroom.stranger.id, timeout_s=10)
        newsroom.pass_time(seconds=30)
        newsroom.stranger.send("/export 40.13")
        *_, refused = await newsroom.said(newsroom.stranger.id, at_least=3)
    assert totals.document is not None
    assert claims.document is not None
    assert "day and region,2026-06-11,RU-KLU,11" in totals.document.decode("utf-8-sig")
    told = claims.document.decode("utf-8-sig")
    assert "Боровского" in told
    assert ",77," not in told
    assert "5–11 June 2026" in claims.plain
    assert "is not a day" in refused
