"""What chats want to hear, what each has heard, and when digests fall due."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.subscription import ChatSettings, DigestSlot, Heard, Listener, NewsPlace, Subscription
from storage.database import SqlDatabase
from storage.transaction import SqlTransaction
from tests.contract.makers import DAY, NOON

ANNA, BORIS, TOPIC, GROUP = Listener(50), Listener(60), Listener(-1005, 7), Listener(-5)
KALUGA, CENTRAL, ALL = Subscription("RU-KLU"), Subscription("central", 5), Subscription("*", 0, True)
SUBJECT, OTHER = "2026-03-14 RU-KLU", "2026-03-14 RU-BRY"
HEARD = Heard(ANNA, SUBJECT, DAY, "live:1@50", 3, None, "3")


async def subscribe(database: SqlDatabase, **wanted: list[Subscription]) -> None:
    names = {"anna": ANNA, "boris": BORIS, "topic": TOPIC, "group": GROUP}

    def work(tx: SqlTransaction) -> None:
        for name, kept in wanted.items():
            tx.subscriptions.put(names[name], kept, NOON)

    await database.write(work)


async def read(database: SqlDatabase, what: Any) -> Any:
    return await database.read(what)


async def test_same_scope_is_kept_anew_and_others_stay(database: SqlDatabase) -> None:
    await subscribe(database, anna=[KALUGA, CENTRAL])
    await subscribe(database, anna=[replace(KALUGA, minimum=9)], topic=[ALL])

    assert await read(database, lambda tx: tx.subscriptions.read(ANNA)) == [
        replace(KALUGA, minimum=9),
        CENTRAL,
    ]
    assert await read(database, lambda tx: tx.subscriptions.read(Listener(-1005))) == []
    assert await read(database, lambda tx: tx.subscriptions.read_of_chats([-1005, 60])) == {TOPIC: [ALL]}
    assert await read(database, lambda tx: tx.subscriptions.count_chats()) == 2


async def test_scopes_are_taken_back_one_by_one_or_all_together(database: SqlDatabase) -> None:
    await subscribe(database, anna=[KALUGA, CENTRAL, ALL], boris=[KALUGA])

    assert await database.write(lambda tx: tx.subscriptions.remove(ANNA, ["central", "RU-BRY"])) == 1
    assert await database.write(lambda tx: tx.subscriptions.remove(ANNA)) == 2
    assert await database.write(lambda tx: tx.subscriptions.remove(ANNA)) == 0
    assert await read(database, lambda tx: tx.subscriptions.read(BORIS)) == [KALUGA]


async def test_listeners_are_found_by_scope_and_by_what_they_heard_in_order_and_in_pages(
    database: SqlDatabase,
) -> None:
    await subscribe(database, anna=[KALUGA, ALL], boris=[CENTRAL], topic=[ALL], group=[Subscription("RU-TA")])
    await database.write(lambda tx: tx.heard.put([replace(HEARD, listener=GROUP), HEARD]))

    async def page(after: Listener | None, limit: int) -> Any:
        scopes = ["RU-KLU", "central", "*"]
        return await read(
            database, lambda tx: tx.subscriptions.read_listeners(scopes, [SUBJECT], after, limit)
        )

    assert await page(None, 10) == [TOPIC, GROUP, ANNA, BORIS]
    assert await page(None, 2) == [TOPIC, GROUP]
    assert await page(GROUP, 10) == [ANNA, BORIS]
    assert await page(BORIS, 10) == []


async def test_topics_of_one_chat_are_listeners_of_their_own(database: SqlDatabase) -> None:
    topics = [Listener(-1005, number) for number in (0, 3, 9)]
    for one in topics:
        await database.write(lambda tx, one=one: tx.subscriptions.put(one, [KALUGA], NOON))

    def after(one: Listener) -> Any:
        return lambda tx: tx.subscriptions.read_listeners(["RU-KLU"], [], one, 10)

    assert await read(database, after(topics[0])) == topics[1:]
    assert await read(database, after(topics[1])) == topics[2:]


async def test_nobody_is_concerned_by_what_nobody_wants_or_has_heard(database: SqlDatabase) -> None:
    await subscribe(database, anna=[CENTRAL])
    await database.write(lambda tx: tx.heard.put([HEARD]))

    def concerned(scopes: list[str], subjects: list[str]) -> Any:
        return lambda tx: tx.subscriptions.concern_anybody(scopes, subjects)

    assert await read(database, concerned(["RU-KLU", "central", "*"], [OTHER])) is True
    assert await read(database, concerned(["RU-TA", "*"], [SUBJECT])) is True
    assert await read(database, concerned(["RU-TA", "*"], [OTHER])) is False


async def test_digest_falls_due_once_it_is_time_and_its_chat_hears_us(database: SqlDatabase) -> None:
    slots = [DigestSlot(one, 540, NOON) for one in (ANNA, BORIS, TOPIC)]
    await database.write(lambda tx: tx.subscriptions.put_slots(slots))
    await database.write(lambda tx: tx.subscriptions.put_slots([DigestSlot(ANNA, 1260, NOON)]))
    await database.write(lambda tx: tx.chats.set_suspended(BORIS.chat_id, NOON))
    await database.write(lambda tx: tx.chats.set_muted(TOPIC.chat_id, NOON + timedelta(hours=1)))

    def due(hours: int) -> Any:
        return lambda tx: [
            (one.listener, one.minute) for one in tx.subscriptions.read_due(NOON + timedelta(hours=hours), 9)
        ]

    assert await read(database, due(-1)) == []
    assert sorted(await read(database, due(0))) == [(ANNA, 540), (ANNA, 1260)]
    assert (TOPIC, 540) in await read(database, due(1))
    assert await read(database, lambda tx: tx.subscriptions.read_slots(ANNA)) == [540, 1260]
    assert await database.write(lambda tx: tx.subscriptions.drop_slots(ANNA)) == 2
    assert await read(database, lambda tx: tx.subscriptions.read_slots_of_chat(ANNA.chat_id)) == []


async def test_news_wait_in_order_until_the_last_listener_is_told(database: SqlDatabase) -> None:
    places = (NewsPlace(DAY, "RU-KLU", fresh=True), NewsPlace(DAY, "RU-MOW+RU-MOS", fresh=False))
    for post_id in (17, 18):
        await database.write(lambda tx, post_id=post_id: tx.news.add(post_id, places, NOON))

    first = await read(database, lambda tx: tx.news.find_oldest())
    assert (first.post_id, first.places, first.added_at, first.reached) == (17, places, NOON, None)
    await database.write(lambda tx: tx.news.set_reached(first.id, TOPIC))
    assert (await read(database, lambda tx: tx.news.find_oldest())).reached == TOPIC
    await database.write(lambda tx: tx.news.forget(first.id))
    assert (await read(database, lambda tx: tx.news.find_oldest())).post_id == 18


async def test_what_was_heard_is_found_by_subject_by_message_and_while_it_is_held(
    database: SqlDatabase,
) -> None:
    held = replace(HEARD, subject=OTHER, message_key=None, held=True)
    await database.write(lambda tx: tx.heard.put([HEARD, held, replace(HEARD, listener=BORIS)]))
    await database.write(lambda tx: tx.heard.put([replace(HEARD, low=9, high=12, said="9-12")]))
    changed = replace(HEARD, low=9, high=12, said="9-12")

    of_subjects = await read(database, lambda tx: tx.heard.read_of_subjects([SUBJECT, OTHER], [ANNA]))
    assert of_subjects == {ANNA: {SUBJECT: changed, OTHER: held}}
    of_message = await read(database, lambda tx: tx.heard.read_of_messages(["live:1@50", "live:9@50"]))
    assert of_message == {"live:1@50": [changed, replace(HEARD, listener=BORIS)]}
    assert await read(database, lambda tx: tx.heard.read_holding()) == [ANNA]
    assert await read(database, lambda tx: tx.heard.read_held(ANNA)) == [held]
    await database.write(lambda tx: tx.heard.forget(ANNA, [OTHER]))
    assert await read(database, lambda tx: tx.heard.read_holding()) == []
    assert await database.write(lambda tx: tx.heard.prune(DAY)) == 0
    assert await database.write(lambda tx: tx.heard.prune(DAY + timedelta(days=1))) == 2


async def test_chat_that_never_chose_has_the_defaults(database: SqlDatabase) -> None:
    assert await read(database, lambda tx: tx.chats.get_settings(5)) == ChatSettings(5)


async def test_each_choice_of_a_chat_stays_beside_the_others(database: SqlDatabase) -> None:
    until = NOON + timedelta(hours=3)
    await database.write(lambda tx: tx.chats.set_zone(5, "Europe/Samara"))
    await database.write(lambda tx: tx.chats.set_quiet(5, 1380, 420))
    await database.write(lambda tx: tx.chats.set_muted(5, until))
    await database.write(lambda tx: tx.chats.set_language(5, "en"))
    await database.write(lambda tx: tx.chats.set_suspended(5, NOON))
    await database.write(lambda tx: tx.chats.remember(5, "private", NOON))

    chosen = ChatSettings(5, "en", "Europe/Samara", True, 1380, 420, until, NOON)
    assert await read(database, lambda tx: tx.chats.read_settings([6, 5])) == {5: chosen, 6: ChatSettings(6)}
    assert await read(database, lambda tx: tx.chats.read_mutes_over(NOON)) == []
    assert await read(database, lambda tx: tx.chats.read_mutes_over(until)) == [5]


@pytest.mark.parametrize("known_before", [False, True])
async def test_chat_takes_everything_to_its_new_id(known_before: bool, database: SqlDatabase) -> None:
    new = Listener(-1009)
    if known_before:
        await database.write(lambda tx: tx.chats.remember(new.chat_id, "supergroup", NOON))
    await subscribe(database, group=[KALUGA, CENTRAL])
    await database.write(lambda tx: tx.subscriptions.put_slots([DigestSlot(GROUP, 540, NOON)]))
    await database.write(lambda tx: tx.heard.put([replace(HEARD, listener=GROUP)]))
    await database.write(lambda tx: tx.chats.set_quiet(GROUP.chat_id, 1380, 420))
    await database.write(lambda tx: tx.chats.set_zone(GROUP.chat_id, "Europe/Samara"))
    await database.write(lambda tx: tx.chats.set_muted(GROUP.chat_id, NOON))

    await database.write(lambda tx: tx.chats.migrate(GROUP.chat_id, new.chat_id))

    assert await read(database, lambda tx: tx.subscriptions.read(new)) == [KALUGA, CENTRAL]
    assert await read(database, lambda tx: tx.subscriptions.read(GROUP)) == []
    assert await read(database, lambda tx: tx.subscriptions.read_slots(new)) == [540]
    told = await read(database, lambda tx: tx.heard.read_of_subjects([SUBJECT], [new]))
    assert told == {new: {SUBJECT: replace(HEARD, listener=new)}}
    settings = await read(database, lambda tx: tx.chats.get_settings(new.chat_id))
    assert settings == ChatSettings(
        new.chat_id, None, "Europe/Samara", quiet_from=1380, quiet_to=420, muted_until=NOON
    )


async def test_forgotten_chat_leaves_nothing(database: SqlDatabase) -> None:
    await subscribe(database, anna=[KALUGA], boris=[KALUGA])
    await database.write(lambda tx: tx.subscriptions.put_slots([DigestSlot(ANNA, 540, NOON)]))
    await database.write(lambda tx: tx.heard.put([HEARD]))
    await database.write(lambda tx: tx.chats.set_language(ANNA.chat_id, "en"))

    await database.write(lambda tx: tx.chats.forget(ANNA.chat_id))

    assert await read(database, lambda tx: tx.subscriptions.read_of_chats([50, 60])) == {BORIS: [KALUGA]}
    assert await read(database, lambda tx: tx.subscriptions.read_slots(ANNA)) == []
    assert await read(database, lambda tx: tx.heard.read_of_messages(["live:1@50"])) == {}
    assert await read(database, lambda tx: tx.chats.find_language(ANNA.chat_id)) is None
