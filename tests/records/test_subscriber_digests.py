"""Digests at hours of a chat's own: each once a day, through restarts and changes of the clock."""

from datetime import timedelta

import pytest

from domain.subscription import DigestSlot, Listener, next_due
from services.subscriber_digests import queue_due_digests
from tests.records.audience import BORIS, TOPIC, ZONE, Audience, at
from tests.records.editors_desk import BOTH, ELEVEN, EditorsDesk
from tests.records.newsdesk import MINISTRY

NINE, EVENING = 9 * 60, 21 * 60


@pytest.fixture
def audience(desk: EditorsDesk) -> Audience:
    return Audience(desk)


def ask(audience: Audience, who: Listener, *minutes: int) -> None:
    slots = [DigestSlot(who, one, next_due(one, ZONE, audience.desk.now)) for one in minutes]
    audience.write(lambda tx: tx.subscriptions.put_slots(slots))


def sweep(audience: Audience) -> int:
    desk = audience.desk
    return desk.records.write(lambda tx: queue_due_digests(tx, desk.rules, desk.now))


def test_digest_comes_once_at_its_hour_and_tells_the_day_so_far(
    desk: EditorsDesk, audience: Audience
) -> None:
    ask(audience, BORIS, NINE, EVENING)
    desk.bring_from_history("Сбиты 2 БПЛА над Боровским округом.", desk.now - timedelta(days=1))
    desk.hand_in(BOTH, by=MINISTRY)
    assert sweep(audience) == 0
    at(desk, "09:00")
    assert [sweep(audience) for _ in range(3)] == [1, 0, 0]
    at(desk, "21:30")
    assert [sweep(audience) for _ in range(3)] == [1, 0, 0]
    morning, evening = audience.texts(BORIS)
    assert morning.startswith("Сводка: сбито БПЛА к этому часу, 11 июня 2026\nВсего: 18")
    assert morning.endswith("Накануне, 10 июня. Всего: 2")
    assert "Накануне" not in evening
    assert audience.got(BORIS)[0].silent


def test_bot_that_was_down_for_days_sends_one_digest_and_the_next_at_its_hour(
    desk: EditorsDesk, audience: Audience
) -> None:
    ask(audience, BORIS, NINE)
    desk.pass_time(days=5, hours=7)
    assert [sweep(audience) for _ in range(2)] == [1, 0]
    at(desk, "08:59")
    desk.pass_time(days=1)
    assert sweep(audience) == 0
    desk.pass_time(minutes=1)
    assert sweep(audience) == 1


def test_digest_tells_the_regions_that_the_listener_follows(desk: EditorsDesk, audience: Audience) -> None:
    audience.subscribe(TOPIC, "RU-BRY")
    ask(audience, TOPIC, EVENING)
    desk.hand_in(BOTH, by=MINISTRY)
    at(desk, "21:00")
    sweep(audience)
    (told,) = audience.texts(TOPIC)
    assert "Всего: 18" in told
    assert "Брянская область: 8" in told
    assert "Калужская" not in told
    assert desk.rows("SELECT DISTINCT chat_id, occasion FROM shown_figures WHERE occasion = 'digest'") == [
        (TOPIC.chat_id, "digest")
    ]


def test_whom_a_private_digest_told_is_not_kept(desk: EditorsDesk, audience: Audience) -> None:
    ask(audience, BORIS, EVENING)
    desk.hand_in(ELEVEN)
    at(desk, "21:00")
    sweep(audience)
    assert len(audience.got(BORIS)) == 1
    assert desk.rows("SELECT count(*) FROM shown_figures WHERE occasion = 'digest'") == [(0,)]


def test_muted_chat_gets_its_digest_after_the_mute(desk: EditorsDesk, audience: Audience) -> None:
    ask(audience, BORIS, NINE)
    until = at(desk, "08:00") + timedelta(hours=3)
    audience.write(lambda tx: tx.chats.set_muted(BORIS.chat_id, until))
    at(desk, "09:00")
    assert sweep(audience) == 0
    at(desk, "11:00")
    assert [sweep(audience) for _ in range(2)] == [1, 0]


def test_digest_keeps_its_hour_by_the_chat_s_own_clock(desk: EditorsDesk, audience: Audience) -> None:
    audience.write(lambda tx: tx.chats.set_zone(BORIS.chat_id, "Europe/Berlin"))
    ask(audience, BORIS, NINE)
    at(desk, "09:00")
    sweep(audience)
    ((due,),) = desk.rows("SELECT due_at FROM digest_slots")
    assert due == int(desk.now.replace(hour=10).timestamp() * 1_000_000)
