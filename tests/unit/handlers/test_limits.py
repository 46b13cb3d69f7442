"""Nobody is answered without end, and no forwarded post of an editor is lost to a limit."""

from collections.abc import Callable
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import Update

from handlers.middlewares import limit_users
from handlers.routes import include_routes
from services.user_limits import UserLimits
from tests.unit.handlers.conftest import CHANNEL, EDITOR, STRANGER, Feed, MemoryDesk, MemoryReplies

MakeUpdate = Callable[..., dict[str, Any]]


@pytest.fixture
def feed(bot: Bot, desk: MemoryDesk, replies: MemoryReplies, forwarded_at: Any) -> Feed:
    """The routes behind limits of three answers and two refusals a minute, in a minute that does not pass."""
    dispatcher = Dispatcher(desk=desk, replies=replies, dialogs=MemoryStorage())
    include_routes(dispatcher)
    limit_users(dispatcher, UserLimits(lambda: forwarded_at, answers=3, refusals=2))

    async def feed_one(update: dict[str, Any]) -> object:
        return await dispatcher.feed_update(bot, Update.model_validate(update, context={"bot": bot}))

    return feed_one


async def test_flood_of_questions_is_told_once_and_then_met_with_silence(
    feed: Feed, replies: MemoryReplies, desk: MemoryDesk, make_update: MakeUpdate
) -> None:
    for _ in range(10):
        await feed(make_update("/today", user=STRANGER, language="en"))
    assert len(desk.asked) == 3
    assert len(replies.sent) == 4
    assert "3 answers a minute" in replies.sent[-1].text


@pytest.mark.parametrize(
    "fields",
    [{"text": "/reject 1"}, {"text": "/nonsense"}, {"text": "Hello"}, {"text": "x", "forward": True}],
)
async def test_stranger_is_refused_a_few_times_and_then_no_more(
    feed: Feed,
    replies: MemoryReplies,
    make_update: MakeUpdate,
    from_channel: dict[str, Any],
    fields: dict[str, Any],
) -> None:
    given = {"forward_origin": from_channel} if fields.get("forward") else {}
    for _ in range(10):
        await feed(make_update(fields["text"], user=STRANGER, language="en", **given))
    assert len(replies.sent) == 3
    assert "2 answers a minute" in replies.sent[-1].text


async def test_hundred_posts_forwarded_at_once_by_an_editor_are_all_taken(
    feed: Feed, desk: MemoryDesk, make_update: MakeUpdate, from_channel: dict[str, Any]
) -> None:
    for number in range(100):
        await feed(make_update("сбито 11 БПЛА", message_id=number + 1, forward_origin=from_channel))
    assert len(desk.submitted) == 100


async def test_listed_channel_is_never_limited(
    feed: Feed, desk: MemoryDesk, channel_update: MakeUpdate
) -> None:
    for number in range(50):
        await feed(channel_update("сбито 11 БПЛА", chat_id=CHANNEL, message_id=number + 1))
    assert len(desk.submitted) == 50


async def test_talk_in_a_group_uses_nothing_up_and_one_s_flood_silences_nobody_else(
    feed: Feed, desk: MemoryDesk, replies: MemoryReplies, make_update: MakeUpdate
) -> None:
    for _ in range(50):
        await feed(make_update("разговор", user=STRANGER, group=True))
    assert replies.sent == []
    for _ in range(10):
        await feed(make_update("/today", user=STRANGER, group=True))
    for _ in range(3):
        await feed(make_update("/today", user=EDITOR, group=True))
    assert len(desk.asked) == 6
