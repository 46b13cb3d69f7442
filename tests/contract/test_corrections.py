"""Corrections that wait to be told, and what a chat wants to hear."""

from dataclasses import replace
from datetime import timedelta

from domain.alert import Alert, AlertState, Badge
from domain.change import COUNTRY, parse_cause
from domain.correction import Correction
from domain.tally import NOTHING
from domain.totals import TotalsRow
from storage.database import SqlDatabase
from tests.contract.makers import DAY, NOON, add_post, incoming

ROW = TotalsRow("RU-KLU", NOTHING, 1, 0)
KALUGA = Correction(NOON, DAY, "RU-KLU", ROW, None, parse_cause("decision:5"))


async def test_corrections_wait_in_their_order_until_they_are_told(database: SqlDatabase) -> None:
    later = replace(
        KALUGA,
        corrected_at=NOON + timedelta(seconds=5),
        region=COUNTRY,
        before=None,
        after=replace(ROW, key=COUNTRY),
        cause=parse_cause("post:2"),
        revised=True,
    )
    assert await database.read(lambda tx: tx.corrections.find_oldest()) is None
    await database.write(lambda tx: tx.corrections.add([KALUGA, later]))
    waiting = await database.read(lambda tx: tx.corrections.read())
    assert [one for _, one in waiting] == [KALUGA, later]
    assert await database.read(lambda tx: tx.corrections.find_oldest()) == NOON
    await database.write(lambda tx: tx.corrections.forget([waiting[0][0]]))
    assert [one for _, one in await database.read(lambda tx: tx.corrections.read())] == [later]


async def test_chat_is_told_of_corrections_unless_it_said_no_also_under_a_new_id(
    database: SqlDatabase,
) -> None:
    assert await database.read(lambda tx: tx.chats.wants_corrections(-5))
    await database.write(lambda tx: tx.chats.set_corrections(-5, wanted=False))
    await database.write(lambda tx: tx.chats.remember(-5, "group", NOON))
    await database.write(lambda tx: tx.chats.remember(-1005, "supergroup", NOON))
    await database.write(lambda tx: tx.chats.migrate(-5, -1005))
    assert not await database.read(lambda tx: tx.chats.wants_corrections(-1005))
    await database.write(lambda tx: tx.chats.set_corrections(-1005, wanted=True))
    assert await database.read(lambda tx: tx.chats.wants_corrections(-1005))


async def test_submissions_of_posts_are_read_from_an_instant_on(database: SqlDatabase) -> None:
    post = await database.write(add_post)
    early = incoming().submission
    later_at = early.submitted_at + timedelta(hours=1)
    late = replace(early, message_id=early.message_id + 1, submitted_at=later_at)
    for one in (late, early):
        await database.write(lambda tx, one=one: tx.posts.add_submission(post.id, one))
    since = early.submitted_at
    assert await database.read(lambda tx: tx.posts.read_submissions([post.id], since)) == [early, late]
    assert await database.read(lambda tx: tx.posts.read_submissions([post.id], later_at)) == [late]
    assert await database.read(lambda tx: tx.posts.read_submissions([], since)) == []


async def test_alerts_announced_lately_are_read_oldest_first_without_those_only_seen(
    database: SqlDatabase,
) -> None:
    post = await database.write(add_post)
    states = {"RU-KLU": AlertState.WITHDRAWN, "RU-BRY": AlertState.ACTIVE, "RU-TUL": AlertState.SEEN}
    for number, (region, state) in enumerate(states.items()):
        made = Alert(DAY, region, 0, post.id, Badge.NEW_TODAY, state, "alert:1")
        at = NOON + timedelta(minutes=number)
        await database.write(lambda tx, made=made, at=at: tx.alerts.add(made, at))
    found = await database.read(lambda tx: tx.alerts.read_announced(DAY, NOON - timedelta(minutes=1)))
    assert [(alert.region, at) for alert, at in found] == [
        ("RU-KLU", NOON),
        ("RU-BRY", NOON + timedelta(minutes=1)),
    ]
    assert await database.read(lambda tx: tx.alerts.read_announced(DAY, NOON + timedelta(minutes=1))) == []
    await database.write(lambda tx: tx.alerts.set_message(found[0][0].key, "alert:9"))
    moved = await database.read(lambda tx: tx.alerts.read_of_message("alert:9"))
    assert [one.region for one in moved] == ["RU-KLU"]
