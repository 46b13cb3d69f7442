"""Who the admins of a group are, over HTTP of the local Bot API."""

from datetime import UTC, datetime, timedelta

import pytest

from delivery.chat_admins import TelegramAdmins
from delivery.connection import make_bot
from sandbox.faults import Fault, bad_gateway, refused, server_error, too_many
from sandbox.server import SandboxServer

TOKEN = "1000003:flow-tests"
GROUP, ADMIN, MEMBER = -1005, 7, 8
START = datetime(2026, 6, 11, 5, 30, tzinfo=UTC)


async def test_admins_are_known_for_some_minutes_and_asked_for_again() -> None:
    now = [START]
    async with SandboxServer(TOKEN) as telegram:
        group, admin = telegram.group(GROUP), telegram.user(ADMIN, "Admin")
        group.appoint(admin)
        bot = make_bot(TOKEN, telegram.api_base)
        admins = TelegramAdmins(bot, lambda: now[0])
        try:
            assert await admins.is_admin(GROUP, ADMIN)
            assert not await admins.is_admin(GROUP, MEMBER)
            group.appoint(telegram.user(MEMBER, "Member"))
            assert not await admins.is_admin(GROUP, MEMBER)
            now[0] += timedelta(minutes=6)
            assert await admins.is_admin(GROUP, MEMBER)
        finally:
            await bot.session.close()
        assert len(telegram.calls("getChatAdministrators")) == 2


@pytest.mark.parametrize(
    "fault", [server_error(), server_error(None), bad_gateway(), too_many(30), refused("no")]
)
async def test_nobody_is_an_admin_where_telegram_cannot_be_asked(fault: Fault) -> None:
    async with SandboxServer(TOKEN) as telegram:
        telegram.group(GROUP).appoint(telegram.user(ADMIN, "Admin"))
        telegram.fail("getChatAdministrators", fault)
        bot = make_bot(TOKEN, telegram.api_base)
        admins = TelegramAdmins(bot, lambda: START)
        try:
            assert not await admins.is_admin(GROUP, ADMIN)
            assert await admins.is_admin(GROUP, ADMIN)
        finally:
            await bot.session.close()
