"""Quiet hours and mutes: nothing disturbs, nothing is lost, and what was taken back meanwhile is not told."""

from datetime import timedelta

import pytest

from domain.decision import Action
from domain.subscription import Listener, Subscription
from tests.records.audience import BORIS, CLARA, Audience, at
from tests.records.editors_desk import BOTH, ELEVEN, EditorsDesk
from tests.records.newsdesk import MINISTRY

NIGHT, MORNING = 23 * 60, 9 * 60


@pytest.fixture
def audience(desk: EditorsDesk) -> Audience:
    return Audience(desk)


def quiet(audience: Audience, who: Listener = BORIS) -> None:
    audience.write(lambda tx: tx.chats.set_quiet(who.chat_id, NIGHT, MORNING))


def mute(audience: Audience, hours: int, who: Listener = BORIS) -> None:
    until = audience.desk.now + timedelta(hours=hours)
    audience.write(lambda tx: tx.chats.set_muted(who.chat_id, until))


def test_quiet_hours_hold_regions_for_one_message_of_what_stands_then(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, "*")
    quiet(audience)
    desk.hand_in(ELEVEN)
    desk.hand_in(BOTH, by=MINISTRY)
    audience.spread()
    assert audience.release() == 0
    assert audience.got(BORIS) == []
    at(desk, "09:00")
    assert audience.release() == 1
    (told,) = audience.texts(BORIS)
    assert told.startswith("Новых регионов за тихие часы: 2, 11 июня")
    assert "Калужская область: 11–21" in told
    assert "Брянская область: 8" in told
    assert audience.release() == 0
    assert len(audience.got(BORIS)) == 1


def test_message_of_the_quiet_hours_is_kept_up_to_date_afterwards(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, "RU-KLU")
    quiet(audience)
    desk.hand_in(ELEVEN)
    audience.spread()
    at(desk, "09:01")
    audience.release()
    desk.hand_in(ELEVEN.replace("11 БПЛА", "12 БПЛА"))
    audience.spread()
    (told,) = audience.texts(BORIS)
    assert told.startswith("Новых регионов за тихие часы: 1, 11 июня")
    assert "Калужская область: 12" in told


def test_what_was_taken_back_in_the_quiet_hours_is_never_told_and_may_be_news_again(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, "RU-KLU")
    quiet(audience)
    desk.hand_in(ELEVEN)
    audience.spread()
    desk.order(Action.REJECT, "1", "")
    audience.spread()
    at(desk, "09:00")
    audience.release()
    assert audience.got(BORIS) == []
    desk.hand_in(BOTH, by=MINISTRY)
    audience.spread()
    assert "Калужская область: 10" in audience.texts(BORIS)[0]


def test_figure_told_before_the_quiet_hours_is_edited_at_once_and_its_leap_told_after_them(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, "RU-KLU")
    desk.hand_in(ELEVEN)
    audience.spread()
    quiet(audience)
    desk.hand_in(ELEVEN.replace("11 БПЛА", "31 БПЛА"))
    audience.spread()
    (live,) = audience.texts(BORIS)
    assert "Калужская область: 31" in live
    at(desk, "09:00")
    audience.release()
    assert audience.texts(BORIS)[1] == "Калужская область, 11 июня: было 11, стало 31"
    audience.release()
    assert len(audience.got(BORIS)) == 2


def test_leap_that_falls_back_before_the_quiet_hours_end_is_not_told(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, "RU-KLU")
    desk.hand_in(ELEVEN)
    audience.spread()
    quiet(audience)
    for count in ("31 БПЛА", "11 беспилотников"):
        desk.pass_time(minutes=1)
        desk.hand_in(ELEVEN.replace("11 БПЛА", count))
        audience.spread()
    at(desk, "09:00")
    audience.release()
    assert len(audience.got(BORIS)) == 1


def test_mute_ends_with_a_note_of_what_came_meanwhile_or_that_nothing_did(
    desk: EditorsDesk, audience: Audience
) -> None:
    for one in (BORIS, CLARA):
        audience.subscribe(one, "RU-KLU" if one == BORIS else "RU-TA")
        mute(audience, 3, one)
    desk.hand_in(ELEVEN)
    audience.spread()
    desk.pass_time(hours=2, minutes=59)
    assert audience.release() == 0
    desk.pass_time(minutes=1)
    audience.release()
    assert audience.texts(BORIS)[0].startswith("Время без уведомлений закончилось; за это время регионов: 1")
    assert audience.texts(CLARA) == [
        "Время без уведомлений закончилось; за это время ничего из того, на что вы подписаны, не произошло."
    ]
    assert audience.release() == 0
    assert audience.settings(BORIS).muted_until is None


def test_mute_that_ends_within_quiet_hours_is_told_after_them(desk: EditorsDesk, audience: Audience) -> None:
    audience.subscribe(BORIS, "RU-KLU")
    quiet(audience)
    mute(audience, 0)
    desk.hand_in(ELEVEN)
    audience.spread()
    assert audience.release() == 0
    at(desk, "09:00")
    audience.release()
    assert len(audience.got(BORIS)) == 1


def test_who_wants_every_post_gets_one_message_after_the_quiet_hours(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, Subscription("RU-KLU", every_post=True))
    quiet(audience)
    desk.hand_in(ELEVEN)
    desk.hand_in(BOTH, by=MINISTRY)
    audience.spread()
    at(desk, "09:00")
    audience.release()
    (told,) = audience.texts(BORIS)
    assert "Калужская область: 11–21" in told
    desk.hand_in("Сбиты ещё 5 БПЛА над Боровским округом.", number=2, posted_at=desk.now)
    audience.spread()
    live, post = audience.texts(BORIS)
    assert "Калужская область, 11 июня: 5" in post
    assert live != told


def test_quiet_hours_are_the_chat_s_own(desk: EditorsDesk, audience: Audience) -> None:
    audience.subscribe(BORIS, "RU-KLU")
    audience.write(lambda tx: tx.chats.set_zone(BORIS.chat_id, "Asia/Vladivostok"))
    quiet(audience)
    desk.hand_in(ELEVEN)
    audience.spread()
    assert len(audience.got(BORIS)) == 1  # 08:30 in Moscow is 15:30 there


def test_suspended_chat_keeps_what_is_held_until_it_takes_us_again(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, "RU-KLU")
    quiet(audience)
    desk.hand_in(ELEVEN)
    audience.spread()
    audience.write(lambda tx: tx.chats.set_suspended(BORIS.chat_id, desk.now))
    at(desk, "09:00")
    assert audience.release() == 0
    audience.write(lambda tx: tx.chats.set_suspended(BORIS.chat_id, None))
    assert audience.release() == 1
