"""The sandbox answers as the Bot API does, or what runs against it proves nothing."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox import faults, origins
from sandbox.server import NotInTimeError, SandboxServer

Ask = Any


@pytest.fixture
async def ask(telegram: SandboxServer) -> AsyncIterator[Ask]:
    async with aiohttp.ClientSession() as session:

        async def call(method: str, *, token: str = telegram.token, **params: Any) -> dict[str, Any]:
            url = f"{telegram.api_base}/bot{token}/{method}"
            async with session.post(url, json=params) as answer:
                body: dict[str, Any] = await answer.json()
                assert body["ok"] is (answer.status == 200)
                return body

        yield call


def ids(answer: dict[str, Any]) -> list[int]:
    return [update["update_id"] for update in answer["result"]]


async def test_wrong_token_is_refused_with_401(ask: Ask) -> None:
    answer = await ask("getMe", token="42:other")
    assert (answer["error_code"], answer["description"]) == (401, "Unauthorized")


async def test_unknown_method_is_refused_with_404(ask: Ask) -> None:
    assert (await ask("sendTelepathy"))["error_code"] == 404


async def test_method_names_ignore_case(ask: Ask) -> None:
    assert (await ask("getme"))["result"]["username"] == "dozor_bot"


async def test_updates_come_again_until_an_offset_confirms_them(ask: Ask, telegram: SandboxServer) -> None:
    anna = telegram.user(1)
    for text in ("one", "two", "three"):
        anna.send(text)
    first = ids(await ask("getUpdates"))
    assert first == ids(await ask("getUpdates"))
    assert ids(await ask("getUpdates", offset=first[1])) == first[1:]
    assert ids(await ask("getUpdates", offset=first[0])) == first[1:]
    assert ids(await ask("getUpdates", offset=first[2] + 1)) == []
    assert telegram.waiting_updates == 0


async def test_negative_offset_keeps_only_the_last_updates(ask: Ask, telegram: SandboxServer) -> None:
    anna = telegram.user(1)
    for text in ("one", "two", "three"):
        anna.send(text)
    answer = await ask("getUpdates", offset=-1)
    assert [update["message"]["text"] for update in answer["result"]] == ["three"]
    assert telegram.waiting_updates == 1


async def test_limit_bounds_a_batch_and_a_hundred_is_the_most(ask: Ask, telegram: SandboxServer) -> None:
    anna = telegram.user(1)
    for number in range(120):
        anna.send(str(number))
    assert len(ids(await ask("getUpdates", limit=7))) == 7
    assert len(ids(await ask("getUpdates", limit=500))) == 100


async def test_long_poll_answers_as_soon_as_something_comes(ask: Ask, telegram: SandboxServer) -> None:
    anna = telegram.user(1)
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        asking = group.create_task(ask("getUpdates", timeout=30))
        await telegram.wait_for(lambda: telegram.long_poll.is_waiting)
        anna.send("here")
    assert asking.result()["result"][0]["message"]["text"] == "here"


async def test_second_reader_ends_the_wait_of_the_first_with_409(ask: Ask, telegram: SandboxServer) -> None:
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        first = group.create_task(ask("getUpdates", timeout=30))
        await telegram.wait_for(lambda: telegram.long_poll.is_waiting)
        second = group.create_task(ask("getUpdates", timeout=30))
        await asyncio.wait({first})
        telegram.user(1).send("for the second")
    assert first.result()["error_code"] == 409
    assert len(second.result()["result"]) == 1


async def test_getupdates_is_refused_while_a_webhook_is_set(ask: Ask) -> None:
    await ask("setWebhook", url="http://127.0.0.1:9/hook")
    assert "webhook is active" in (await ask("getUpdates"))["description"]
    await ask("deleteWebhook")
    assert ids(await ask("getUpdates")) == []


async def test_kinds_not_allowed_are_not_delivered_afterwards(ask: Ask, telegram: SandboxServer) -> None:
    channel = telegram.channel(-1001, "Governor", bot_is_member=True)
    await ask("getUpdates", allowed_updates=["message"])
    channel.post("not wanted")
    telegram.user(1).send("wanted")
    answer = await ask("getUpdates", allowed_updates=[])
    assert ["message" in update for update in answer["result"]] == [True]


async def test_every_doing_becomes_the_update_telegram_would_send(ask: Ask, telegram: SandboxServer) -> None:
    anna, group = telegram.user(1), telegram.group(-1005, forum=True)
    channel = telegram.channel(-1001, "Governor", username="gov", bot_is_member=True)
    post = channel.post("7 downed")
    channel.edit(post, "9 downed")
    anna.forward(post, to=group, thread_id=group.thread(3))
    anna.forward_from(origins.chat_origin(channel.as_json, 5), "anonymous")
    anna.forward_from(origins.user_origin(anna.as_json, 5), "seen")
    anna.forward_from(origins.hidden_user_origin(5, None), "hidden")
    anna.send_album("an album", 2)
    anna.edit(anna.send("/today now"), "/today")
    group.bot_becomes("member", anna)
    anna.ask_inline("kaluga")
    updates = (await ask("getUpdates"))["result"]
    kinds = [next(kind for kind in update if kind != "update_id") for update in updates]
    assert kinds[:3] == ["channel_post", "edited_channel_post", "message"]
    assert kinds[3:] == ["message"] * 6 + ["edited_message", "my_chat_member", "inline_query"]
    forward = updates[2]["message"]
    assert forward["forward_origin"]["message_id"] == post["message_id"]
    assert (forward["text"], forward["message_thread_id"]) == ("7 downed", 3)
    assert "sender_user_name" not in updates[5]["message"]["forward_origin"]
    assert updates[6]["message"]["media_group_id"] == updates[7]["message"]["media_group_id"]
    assert updates[8]["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<b>open", "can't parse entities"),
        ("a < b", "can't parse entities"),
        ("<table>x</table>", "can't parse entities"),
        ("<b><i>crossed</b></i>", "can't parse entities"),
        ("closed</b>", "can't parse entities"),
        ("<b> </b>", "message text is empty"),
        ("", "message text is empty"),
        ("<b>" + "x" * 4097 + "</b>", "message is too long"),
    ],
)
async def test_text_that_telegram_would_refuse_is_refused(
    ask: Ask, telegram: SandboxServer, text: str, reason: str
) -> None:
    telegram.user(1)
    answer = await ask("sendMessage", chat_id=1, text=text, parse_mode="HTML")
    assert answer["error_code"] == 400
    assert reason in answer["description"]
    assert telegram.sent() == []


async def test_markup_does_not_count_towards_the_limit(ask: Ask, telegram: SandboxServer) -> None:
    telegram.user(1)
    text = "<b>" + "x" * 4090 + "</b> &lt;&amp;&#33;"
    assert (await ask("sendMessage", chat_id=1, text=text, parse_mode="HTML"))["ok"]
    assert telegram.texts(1) == ["x" * 4090 + " <&!"]


async def test_message_keeps_its_edits_and_refuses_empty_ones(ask: Ask, telegram: SandboxServer) -> None:
    telegram.user(1)
    sent = (await ask("sendMessage", chat_id=1, text="7", disable_notification=True))["result"]
    edit = {"chat_id": 1, "message_id": sent["message_id"]}
    assert "is not modified" in (await ask("editMessageText", **edit, text="7"))["description"]
    assert (await ask("editMessageText", **edit, text="9"))["ok"]
    missing = await ask("editMessageText", chat_id=1, message_id=99, text="9")
    assert missing["description"] == "Bad Request: message to edit not found"
    (shown,) = telegram.sent(1)
    assert (shown.text, shown.edits, shown.silent) == ("9", ["7"], True)


async def test_unknown_chat_and_lost_reply_are_refused(ask: Ask, telegram: SandboxServer) -> None:
    telegram.user(1)
    assert "chat not found" in (await ask("sendMessage", chat_id=2, text="x"))["description"]
    lost = {"message_id": 99}
    refused = await ask("sendMessage", chat_id=1, text="x", reply_parameters=lost)
    assert "message to be replied not found" in refused["description"]
    lost_but = {**lost, "allow_sending_without_reply": True}
    assert (await ask("sendMessage", chat_id=1, text="x", reply_parameters=lost_but))["ok"]


async def test_faults_come_as_planned_and_are_used_up(ask: Ask, telegram: SandboxServer) -> None:
    telegram.user(1)
    telegram.user(2)
    telegram.fail("sendMessage", faults.too_many(7), chat_id=1)
    telegram.fail("sendMessage", faults.migrated(-1002), chat_id=1)
    telegram.fail("sendMessage", faults.blocked(), chat_id=1)
    assert (await ask("sendMessage", chat_id=2, text="x"))["ok"]
    assert (await ask("sendMessage", chat_id=1, text="x"))["parameters"] == {"retry_after": 7}
    assert (await ask("sendMessage", chat_id=1, text="x"))["parameters"] == {"migrate_to_chat_id": -1002}
    assert (await ask("sendMessage", chat_id=1, text="x"))["error_code"] == 403
    assert (await ask("sendMessage", chat_id=1, text="x"))["ok"]


@pytest.mark.parametrize("applied", [True, False])
async def test_reset_cuts_the_connection_with_or_without_effect(
    ask: Ask, telegram: SandboxServer, *, applied: bool
) -> None:
    telegram.user(1)
    telegram.fail("sendMessage", faults.reset(applied=applied))
    with pytest.raises(aiohttp.ClientError):
        await ask("sendMessage", chat_id=1, text="x")
    assert len(telegram.sent(1)) == int(applied)


async def test_slow_answer_waits_for_its_gate(ask: Ask, telegram: SandboxServer) -> None:
    telegram.user(1)
    gate = asyncio.Event()
    telegram.fail("sendMessage", faults.slow(gate))
    async with asyncio.TaskGroup() as group:
        asking = group.create_task(ask("sendMessage", chat_id=1, text="x"))
        await telegram.wait_sent(1)
        assert not asking.done()
        gate.set()
    assert asking.result()["ok"]


async def test_commands_are_kept_by_scope_and_language(ask: Ask, telegram: SandboxServer) -> None:
    commands = [{"command": "today", "description": "Today's total"}]
    await ask("setMyCommands", commands=commands, language_code="en")
    await ask("setMyCommands", commands=commands, scope={"type": "chat", "chat_id": 5})
    assert set(telegram.commands) == {("default", "en"), ("chat:5", "")}
    assert (await ask("getMyCommands"))["result"] == []


async def test_waiting_in_vain_says_what_was_sent(ask: Ask, telegram: SandboxServer) -> None:
    telegram.user(1)
    await ask("sendMessage", chat_id=1, text="only this")
    with pytest.raises(NotInTimeError, match="only this"):
        await telegram.wait_sent(2, timeout_s=0.01)
