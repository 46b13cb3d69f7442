"""Telegram in trouble at start: the bot runs all the same, and sets its menus later."""

import pytest
from aiogram import Bot

from bot.config_errors import ConfigError
from bot.introduction import Introduction
from delivery.connection import make_bot
from sandbox import faults
from sandbox.faults import Fault
from sandbox.server import SandboxServer


@pytest.mark.parametrize(
    "fault",
    [
        faults.bad_gateway(),
        faults.server_error(None),
        faults.empty_body(),
        faults.reset(applied=False),
        faults.too_many(3),
    ],
    ids=["page", "bare 500", "empty", "cut", "429"],
)
@pytest.mark.parametrize("method", ["getMe", "setMyCommands"])
async def test_menus_that_could_not_be_set_at_start_are_set_later_and_once(
    bot: Bot, telegram: SandboxServer, method: str, fault: Fault
) -> None:
    introduction = Introduction(bot)
    telegram.fail(method, fault)
    await introduction.make()
    assert ("default", "ru") not in telegram.commands
    await introduction.make()
    assert ("default", "ru") in telegram.commands
    asked = len(telegram.world.calls)
    await introduction.make()
    assert len(telegram.world.calls) == asked


async def test_wrong_token_is_a_matter_of_configuration(telegram: SandboxServer) -> None:
    stranger = make_bot("43:another", telegram.api_base)
    try:
        with pytest.raises(ConfigError, match="BotFather"):
            await Introduction(stranger).make()
    finally:
        await stranger.session.close()
