"""What a person was asked is kept until he answers or a day has passed, and buttons go with their message."""

from dataclasses import replace
from datetime import timedelta

from domain.screen import Button
from storage.database import SqlDatabase
from tests.contract.makers import NOON, message


async def test_dialog_stands_where_it_was_left_until_it_is_forgotten(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.dialogs.put("1:2", "fix", {"target": "17.2"}, NOON))
    await database.write(lambda tx: tx.dialogs.put("1:2", "fix.count", {"target": "17.2", "n": 9}, NOON))
    kept = await database.read(lambda tx: tx.dialogs.find("1:2", NOON))
    assert kept == ("fix.count", {"target": "17.2", "n": 9})
    assert await database.read(lambda tx: tx.dialogs.read_keys()) == ["1:2"]
    tomorrow = NOON + timedelta(days=1)
    assert await database.read(lambda tx: tx.dialogs.find("1:2", tomorrow)) is None
    await database.write(lambda tx: tx.dialogs.forget("1:2"))
    assert await database.read(lambda tx: tx.dialogs.find("1:2", NOON)) is None


async def test_only_dialogs_that_nobody_has_touched_for_long_are_dropped(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.dialogs.put("old", "fix", {}, NOON))
    await database.write(lambda tx: tx.dialogs.put("new", "fix", {}, NOON + timedelta(hours=2)))
    assert await database.write(lambda tx: tx.dialogs.prune(NOON + timedelta(hours=1))) == 1
    assert await database.read(lambda tx: tx.dialogs.read_keys()) == ["new"]


async def test_buttons_of_a_message_come_back_as_they_were_given(database: SqlDatabase) -> None:
    rows = (
        (Button("верно", data="d:1"), Button("The post", url="https://t.me/x/1")),
        (Button("Share", inline_query=""),),
    )
    await database.write(lambda tx: tx.outbox.add(replace(message("key"), buttons=rows), NOON))
    await database.write(lambda tx: tx.outbox.add(message("plain"), NOON))
    kept = await database.read(lambda tx: [tx.outbox.find(key) for key in ("key", "plain")])
    assert [row and row.message.buttons for row in kept] == [rows, ()]
