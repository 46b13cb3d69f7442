"""Alerts, chats, decisions, meta and sources."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from domain.alert import Alert, AlertState, Badge
from domain.source import Issuer, Source
from domain.totals import SourceStanding
from storage.database import SqlDatabase
from tests.contract.makers import DAY, KALUGA, NOON, add_post

MINISTRY = Source("mod", Issuer.MINISTRY, chat_id=-1002, title="Министерство")


async def test_alert_is_stored_once_and_found_by_day_message_and_post(database: SqlDatabase) -> None:
    post = await database.write(add_post)
    first = Alert(DAY, "RU-KLU", 1, post.id, Badge.FIRST_EVER, AlertState.ACTIVE, "alert:1")
    second = replace(first, region="RU-BRY", badge=Badge.NEW_TODAY)

    assert await database.write(lambda tx: tx.alerts.add(first, NOON))
    assert not await database.write(lambda tx: tx.alerts.add(replace(first, badge=Badge.NEW_TODAY), NOON))
    assert await database.write(lambda tx: tx.alerts.add(second, NOON))

    assert await database.read(lambda tx: tx.alerts.find_latest(DAY, "RU-KLU")) == first
    assert await database.read(lambda tx: tx.alerts.find_latest(DAY + timedelta(days=1), "RU-KLU")) is None
    assert await database.read(lambda tx: tx.alerts.read_of_message("alert:1")) == [second, first]
    assert await database.read(lambda tx: tx.alerts.read_of_post(post.id)) == [second, first]
    assert await database.read(lambda tx: tx.alerts.read_of_post(post.id + 1)) == []


async def test_latest_alert_is_of_the_greatest_generation(database: SqlDatabase) -> None:
    post = await database.write(add_post)
    for generation in (1, 10, 2):
        made = Alert(DAY, "RU-KLU", generation, post.id, Badge.NEW_TODAY, AlertState.ACTIVE, "alert:1")
        await database.write(lambda tx, made=made: tx.alerts.add(made, NOON))
    await database.write(lambda tx: tx.alerts.set_state(made.key, AlertState.WITHDRAWN, NOON))

    latest = await database.read(lambda tx: tx.alerts.find_latest(DAY, "RU-KLU"))

    assert latest is not None
    assert (latest.generation, latest.state) == (10, AlertState.ACTIVE)
    states = [one.state for one in await database.read(lambda tx: tx.alerts.read_of_message("alert:1"))]
    assert states == [AlertState.ACTIVE, AlertState.WITHDRAWN, AlertState.ACTIVE]


async def test_alert_of_a_post_not_on_record_is_refused(database: SqlDatabase) -> None:
    made = Alert(DAY, "RU-KLU", 1, 99, Badge.NEW_TODAY, AlertState.SEEN, "alert:1")

    with pytest.raises(IntegrityError):
        await database.write(lambda tx: tx.alerts.add(made, NOON))


async def test_chat_keeps_its_language_when_it_is_seen_again(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.chats.set_language(5, "en"))
    await database.write(lambda tx: tx.chats.remember(5, "group", NOON))
    await database.write(lambda tx: tx.chats.remember(6, "private", NOON))

    assert await database.read(lambda tx: tx.chats.find_language(5)) == "en"
    assert await database.read(lambda tx: tx.chats.find_language(6)) is None
    assert await database.read(lambda tx: tx.chats.find_language(7)) is None


@pytest.mark.parametrize(("chosen_before", "language"), [(None, "en"), ("ru", "ru")])
async def test_chat_takes_its_language_to_its_new_id(
    chosen_before: str | None, language: str, database: SqlDatabase
) -> None:
    await database.write(lambda tx: tx.chats.set_language(-5, "en"))
    if chosen_before is not None:
        await database.write(lambda tx: tx.chats.set_language(-1005, chosen_before))

    await database.write(lambda tx: tx.chats.migrate(-5, -1005))

    assert await database.read(lambda tx: tx.chats.find_language(-1005)) == language
    assert await database.read(lambda tx: tx.chats.find_language(-5)) is None


async def test_new_id_known_without_a_language_takes_the_old_one(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.chats.set_language(-5, "en"))
    await database.write(lambda tx: tx.chats.remember(-1005, "supergroup", NOON))

    await database.write(lambda tx: tx.chats.migrate(-5, -1005))

    assert await database.read(lambda tx: tx.chats.find_language(-1005)) == "en"


async def test_meta_keeps_the_last_value_of_a_key(database: SqlDatabase) -> None:
    assert await database.read(lambda tx: tx.meta.find("digest_due_at")) is None

    await database.write(lambda tx: tx.meta.put("digest_due_at", "1"))
    await database.write(lambda tx: tx.meta.put("digest_due_at", "2"))

    assert await database.read(lambda tx: tx.meta.find("digest_due_at")) == "2"


async def test_source_no_longer_listed_stays_unlisted(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.sources.sync([MINISTRY, KALUGA], NOON))
    assert await _titles_listed(database) == ["Губернатор", "Министерство"]

    renamed = replace(KALUGA, title="Новый губернатор")
    await database.write(lambda tx: tx.sources.sync([renamed], NOON))
    assert await _titles_listed(database) == ["Новый губернатор"]

    await database.write(lambda tx: tx.sources.sync([], NOON))
    assert await _titles_listed(database) == []


async def test_source_named_by_an_import_is_known_but_not_listed(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.sources.sync([KALUGA], NOON))
    await database.write(lambda tx: tx.sources.remember(MINISTRY, NOON))
    await database.write(lambda tx: tx.sources.remember(replace(KALUGA, title="Другой"), NOON))

    assert await database.read(lambda tx: tx.sources.find("mod")) == MINISTRY
    assert await database.read(lambda tx: tx.sources.find("kaluga")) == KALUGA
    assert await database.read(lambda tx: tx.sources.find("nobody")) is None
    assert await _titles_listed(database) == ["Губернатор"]


async def _titles_listed(database: SqlDatabase) -> list[str]:
    return [one.title for one in await database.read(lambda tx: tx.sources.read_standings())]


async def test_standings_show_listed_sources_with_their_posts(database: SqlDatabase) -> None:
    await database.write(lambda tx: tx.sources.sync([MINISTRY, KALUGA], NOON))
    await database.write(add_post)

    assert await database.read(lambda tx: tx.sources.read_standings()) == [
        SourceStanding("kaluga", "Губернатор", "governor", "RU-KLU", -1001, 1, NOON),
        SourceStanding("mod", "Министерство", "mod", None, -1002, 0, None),
    ]
