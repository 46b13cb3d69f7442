"""What could not be handled or delivered is shown to whoever runs the bot, and can be tried again."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import make_cli
from sandbox import faults
from services.desk import Desk
from services.operations_desk import forget_strangers
from storage.sync_writer import open_sync
from tests.contract.makers import NOON, Clock
from tests.flow.whole_bot.newsroom import ALERTS_CHAT, ANNA, GOVERNOR_CHAT, STRANGER, Newsroom

POST = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территорией Боровского округа."
ADMIN_CHAT = -1001000000700


def verb(newsroom: Newsroom, *words: str) -> Result:
    return CliRunner().invoke(make_cli(words[0]), [*words, "--database", newsroom.config.storage.url])


@pytest.fixture
def with_admins(newsroom: Newsroom) -> Newsroom:
    newsroom.telegram.group(ADMIN_CHAT, "Admins")
    access = newsroom.config.access.model_copy(update={"admin_chat": ADMIN_CHAT})
    newsroom.config = newsroom.config.model_copy(update={"access": access})
    return newsroom


async def test_update_whose_handler_failed_is_handled_after_the_upgrade(
    with_admins: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = with_admins

    async def broken(*_args: Any, **_more: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as old_version:
        old_version.setattr(Desk, "submit", broken)
        async with room.bot_runs():
            room.boris.forward(room.governor.post(POST))
            (apology,) = await room.said(room.boris.id)
            room.stranger.send("/inbox", to=room.telegram.group(ADMIN_CHAT, "Admins"))
            *_, shown = await room.said(ADMIN_CHAT)
            room.stranger.send("/inbox")
            (refusal,) = await room.said(room.stranger.id)
    assert "ZeroDivisionError" in shown
    assert "Waiting" in shown
    incident = shown.partition("incident ")[2].split(",")[0]
    assert incident in apology
    assert "Only editors" in refusal

    listed = verb(room, "inbox")
    (entry,) = [json.loads(line) for line in listed.stdout.splitlines()]
    assert (entry["incident"], entry["error"], entry["kept"]) == (incident, "ZeroDivisionError", True)
    assert verb(room, "inbox", "--retry", str(entry["update_id"])).exit_code == 0
    async with room.bot_runs():
        _, receipt = await room.said(room.boris.id, at_least=2)
    assert "11" in receipt
    assert verb(room, "inbox").stdout == ""


async def test_message_that_could_not_be_delivered_is_listed_and_sent_when_asked_for(
    with_admins: Newsroom,
) -> None:
    room = with_admins
    room.telegram.fail("sendMessage", faults.refused("not enough rights"), chat_id=ALERTS_CHAT)
    async with room.bot_runs():
        room.boris.forward(room.governor.post(POST))
        await room.said(room.boris.id)
        (note, *_) = await room.said(ADMIN_CHAT)
        room.pass_time(seconds=5)
        room.boris.send("/outbox")
        *_, shown = await room.said(room.boris.id, at_least=2)
    assert "not enough rights" in note
    assert "not enough rights" in shown
    assert "Given up 1" in shown
    assert room.telegram.texts(ALERTS_CHAT) == []

    (entry,) = [json.loads(line) for line in verb(room, "outbox", "--dead").stdout.splitlines()]
    assert entry["state"] == "dead"
    assert verb(room, "outbox", "--retry", str(entry["id"])).exit_code == 0
    room.pass_time(days=2)
    async with room.bot_runs():
        (alert,) = await room.said(ALERTS_CHAT)
    assert "11" in alert
    again = verb(room, "outbox", "--retry", str(entry["id"]))
    assert "1 of 1 are not given up or too old" in str(again.exception)


def test_content_of_a_stranger_is_forgotten_and_that_of_editors_and_channels_kept(tmp_path: Path) -> None:
    def update(**event: Any) -> str:
        return json.dumps({"update_id": 1, **event}, ensure_ascii=False)

    raw = [
        (1, update(message={"from": {"id": STRANGER}, "chat": {"id": STRANGER}, "text": "private"})),
        (2, update(message={"from": {"id": ANNA}, "chat": {"id": ANNA}})),
        (3, update(channel_post={"chat": {"id": GOVERNOR_CHAT}})),
        (4, update(message={"from": {"id": STRANGER}, "forward_origin": {"chat": {"id": GOVERNOR_CHAT}}})),
    ]
    with open_sync(f"sqlite:///{tmp_path}/dozor.db", clock=Clock()) as records:
        records.write(lambda tx: tx.inbox.add_updates(raw, NOON))
        for update_id, _ in raw:
            records.write(lambda tx, one=update_id: tx.inbox.set_aside(one, "inc", "unreadable", NOON))
        early, late = NOON, NOON + timedelta(seconds=1)
        assert records.write(lambda tx: forget_strangers(tx, {ANNA}, {GOVERNOR_CHAT}, early)) == 0
        assert records.write(lambda tx: forget_strangers(tx, {ANNA}, {GOVERNOR_CHAT}, late)) == 2
        kept = {one.update_id: one.kept for one in records.read(lambda tx: tx.inbox.read_set_aside(10))}
    assert kept == {1: False, 2: True, 3: True, 4: False}
