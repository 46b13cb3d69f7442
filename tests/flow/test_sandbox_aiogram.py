"""What the bot's own library asks of the Bot API, the sandbox answers so that the library can read it."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter, TelegramServerError
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Update,
)

from sandbox import faults
from sandbox.server import SandboxServer


async def test_photo_goes_up_as_a_file_with_its_caption(bot: Bot, telegram: SandboxServer) -> None:
    telegram.user(1)
    picture = BufferedInputFile(b"\x89PNG picture", "chart.png")
    message = await bot.send_photo(1, picture, caption="<b>11</b>", parse_mode="HTML")
    (shown,) = telegram.sent(1)
    assert (shown.photo, shown.plain, message.caption) == (b"\x89PNG picture", "11", "11")
    with pytest.raises(TelegramBadRequest, match="caption is too long"):
        await bot.send_photo(1, picture, caption="x" * 1025)


async def test_pressed_button_comes_back_with_its_message_and_is_answered(
    bot: Bot, telegram: SandboxServer
) -> None:
    anna = telegram.user(1)
    button = InlineKeyboardButton(text="Accept", callback_data="accept")
    await bot.send_message(1, "Accept?", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))
    query_id = anna.press(telegram.sent(1)[0], "accept")
    update = Update.model_validate(telegram.world.updates.peek(1)[0], context={"bot": bot})
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    await update.callback_query.answer("Accepted")
    assert telegram.world.callback_answers[query_id]["text"] == "Accepted"


async def test_account_calls_are_read_by_the_library(bot: Bot, telegram: SandboxServer) -> None:
    telegram.channel(-1001, "Governor", username="gov")
    assert (await bot.get_me()).username == "dozor_bot"
    assert (await bot.get_chat("@gov")).title == "Governor"
    assert await bot.send_chat_action(-1001, "typing")
    await bot.set_my_name("Dozor", language_code="en")
    await bot.set_my_description("Counts")
    assert (await bot.get_my_name(language_code="en")).name == "Dozor"
    assert (await bot.get_my_description()).description == "Counts"
    scope = BotCommandScopeChat(chat_id=5)
    await bot.set_my_commands([BotCommand(command="why", description="Why")], scope=scope)
    assert [one.command for one in await bot.get_my_commands(scope=scope)] == ["why"]
    await bot.set_webhook("http://127.0.0.1:9/hook", secret_token="word")
    assert (await bot.get_webhook_info()).url == "http://127.0.0.1:9/hook"
    await bot.delete_webhook(drop_pending_updates=True)
    assert (await bot.get_webhook_info()).url == ""


async def test_deleted_message_is_gone(bot: Bot, telegram: SandboxServer) -> None:
    telegram.user(1)
    message = await bot.send_message(1, "soon gone")
    await bot.delete_message(1, message.message_id)
    assert telegram.texts(1) == []
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await bot.delete_message(1, message.message_id)


async def test_faults_reach_the_library_as_its_own_errors(bot: Bot, telegram: SandboxServer) -> None:
    telegram.user(1)
    telegram.fail("sendMessage", faults.too_many(3))
    telegram.fail("sendMessage", faults.server_error())
    telegram.fail("sendMessage", faults.server_error(None))
    with pytest.raises(TelegramRetryAfter):
        await bot.send_message(1, "x")
    with pytest.raises(TelegramServerError):
        await bot.send_message(1, "x")
    with pytest.raises(TypeError):
        await bot.send_message(1, "x")
