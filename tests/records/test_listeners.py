"""What listeners are told of the news they want: once, truly, and until the end."""

from datetime import timedelta

import pytest

from domain.decision import Action
from domain.subscription import Listener, Subscription
from services.mark_seen import RESTORED, begin_announcing
from tests.records.audience import BORIS, CLARA, TOPIC, Audience
from tests.records.editors_desk import EditorsDesk
from tests.records.newsdesk import GOVERNOR, MINISTRY, of_the_ministry, over

KALUGA, BRYANSK = "Калужской области", "Брянской области"
BOTH = of_the_ministry(
    f"18 украинских БПЛА: 10 – над территорией {KALUGA}, восемь – над территорией {BRYANSK}"
)
ELEVEN = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."


@pytest.fixture
def audience(desk: EditorsDesk) -> Audience:
    return Audience(desk)


def test_each_listener_is_told_of_the_regions_he_wants_and_of_no_others(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, "RU-KLU")
    audience.subscribe(CLARA, "central")
    audience.subscribe(TOPIC, "*")
    audience.subscribe(Listener(603), "RU-TA", "volga")
    desk.hand_in(BOTH, by=MINISTRY)
    audience.spread()
    assert audience.texts(BORIS) == [
        (
            "Новый регион, 11 июня\n• Калужская область: 10, впервые за всё время наблюдений\n"
            "Заявляет: Минобороны РФ, Ведомство"
        )
    ]
    (both,) = audience.texts(CLARA)
    assert both.startswith("Новых регионов: 2, 11 июня")
    assert "Калужская область: 10" in both
    assert "Брянская область: 8" in both
    assert audience.texts(TOPIC) == [both]
    assert audience.got(Listener(603)) == []


def test_post_that_nobody_wants_leaves_no_news_behind(desk: EditorsDesk, audience: Audience) -> None:
    audience.subscribe(BORIS, "RU-TA")
    desk.hand_in(BOTH, by=MINISTRY)
    assert desk.rows("SELECT count(*) FROM news") == [(0,)]
    assert audience.spread() == 0


def test_same_post_handed_in_again_tells_nobody_again(desk: EditorsDesk, audience: Audience) -> None:
    audience.subscribe(BORIS, "*")
    for _ in range(3):
        desk.hand_in(BOTH, by=MINISTRY)
        audience.spread()
    assert [one.edits for one in audience.got(BORIS)] == [0]


def test_message_follows_its_figure_in_silence_and_a_leap_is_told_in_a_reply(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, "RU-KLU")
    desk.hand_in(ELEVEN)
    audience.spread()
    desk.pass_time(minutes=10)
    desk.hand_in("Сбиты ещё 5 БПЛА над Боровским округом.", number=2, posted_at=desk.now)
    audience.spread()
    (live,) = audience.got(BORIS)
    assert "Калужская область</b>: 16" in live.text
    assert live.edits == 1
    desk.pass_time(minutes=10)
    desk.hand_in("Сбиты ещё 7 БПЛА над Боровским округом.", number=3, posted_at=desk.now)
    audience.spread()
    live, reply = audience.got(BORIS)
    assert "Калужская область</b>: 23" in live.text
    assert (reply.replies_to, reply.silent) == (live.key, True)
    assert audience.texts(BORIS)[1] == "Калужская область, 11 июня: было 11, стало 23"


def test_nobody_hears_of_a_region_before_its_figure_is_what_he_asked_for(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, Subscription("RU-KLU", minimum=15))
    desk.hand_in(ELEVEN)
    audience.spread()
    assert audience.got(BORIS) == []
    desk.pass_time(minutes=10)
    desk.hand_in("Сбиты ещё 5 БПЛА над Боровским округом.", number=2, posted_at=desk.now)
    audience.spread()
    assert ": 16" in audience.texts(BORIS)[0]


def test_narrowest_subscription_decides(desk: EditorsDesk, audience: Audience) -> None:
    audience.subscribe(BORIS, Subscription("*", minimum=50), Subscription("RU-KLU", minimum=5))
    audience.subscribe(CLARA, "*", Subscription("central", minimum=50))
    desk.hand_in(BOTH, by=MINISTRY)
    audience.spread()
    (told,) = audience.texts(BORIS)
    assert "Калужская" in told
    assert "Брянская" not in told
    assert audience.got(CLARA) == []


def test_region_taken_back_is_struck_and_told_and_told_again_when_it_stands(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, "RU-KLU")
    desk.hand_in(ELEVEN)
    audience.spread()
    desk.order(Action.REJECT, "1", "не о сбитых")
    audience.spread()
    live, reply = audience.got(BORIS)
    assert "<s>Калужская область" in live.text
    assert reply.text.endswith("снято редактором: не о сбитых")
    desk.undo()
    audience.spread()
    live, _, again = audience.got(BORIS)
    assert "Калужская область</b>: 11" in live.text
    assert "снова в силе" in again.text


def test_figure_that_falls_is_told_unless_the_chat_wants_no_corrections(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, "RU-KLU")
    audience.subscribe(CLARA, "RU-KLU")
    audience.write(lambda tx: tx.chats.set_corrections(CLARA.chat_id, wanted=False))
    desk.hand_in(ELEVEN)
    audience.spread()
    desk.pass_time(minutes=5)
    desk.hand_in(ELEVEN.replace("11 БПЛА", "9 БПЛА"))
    audience.spread()
    assert audience.texts(BORIS)[1] == "Калужская область, 11 июня: было 11, стало 9"
    (live,) = audience.got(CLARA)
    assert "Калужская область</b>: 9" in live.text


def test_who_unsubscribes_still_hears_what_becomes_of_what_he_was_told(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, "*")
    desk.hand_in(ELEVEN)
    audience.spread()
    audience.write(lambda tx: tx.subscriptions.remove(BORIS))
    desk.hand_in(ELEVEN.replace("11 БПЛА", "9 БПЛА"))
    desk.hand_in(over(BRYANSK), by=MINISTRY)
    audience.spread()
    live, _ = audience.got(BORIS)
    assert "Калужская область</b>: 9" in live.text


def test_every_post_is_told_by_itself_and_its_message_follows_it(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, Subscription("RU-KLU", every_post=True))
    desk.hand_in(ELEVEN)
    desk.hand_in(BOTH, by=MINISTRY)
    audience.spread()
    governor, ministry = audience.texts(BORIS)
    assert governor.startswith("Губернатор, 11 июня 2026, 08:30 мск\n• Калужская область, 11 июня: 11")
    assert "Калужская область, 11 июня: 10" in ministry
    assert "Брянская" not in ministry
    desk.hand_in(ELEVEN.replace("11 БПЛА", "9 БПЛА"))
    audience.spread()
    assert "Калужская область, 11 июня: 9" in audience.texts(BORIS)[0]
    desk.order(Action.REJECT, "1", "")
    audience.spread()
    assert "уже не учитывается" in audience.texts(BORIS)[0]
    assert len(audience.got(BORIS)) == 2


def test_stale_post_is_no_news_but_mends_what_was_told(desk: EditorsDesk, audience: Audience) -> None:
    audience.subscribe(BORIS, "*")
    desk.hand_in(ELEVEN)
    audience.spread()
    desk.pass_time(hours=13)
    desk.hand_in(BOTH, by=MINISTRY, posted_at=desk.now - timedelta(hours=13))
    audience.spread()
    (live,) = audience.texts(BORIS)
    assert "Калужская область: 11–21" in live
    assert "Брянская" not in live


def test_suspended_chat_is_told_nothing(desk: EditorsDesk, audience: Audience) -> None:
    audience.subscribe(BORIS, "*")
    audience.write(lambda tx: tx.chats.set_suspended(BORIS.chat_id, desk.now))
    desk.hand_in(ELEVEN)
    audience.spread()
    assert audience.got(BORIS) == []
    audience.write(lambda tx: tx.chats.set_suspended(BORIS.chat_id, None))
    desk.hand_in(BOTH, by=MINISTRY)
    audience.spread()
    assert len(audience.got(BORIS)) == 1


def test_many_listeners_are_told_in_batches_each_once(desk: EditorsDesk, audience: Audience) -> None:
    crowd = [Listener(7000 + number) for number in range(9)]
    for one in crowd:
        audience.subscribe(one, *(["*", "RU-KLU"] if one.chat_id % 2 else ["central"]))
    desk.hand_in(BOTH, by=MINISTRY)
    assert audience.spread() == 5
    assert [len(audience.got(one)) for one in crowd] == [1] * 9
    assert desk.rows("SELECT count(*) FROM news") == [(0,)]


def test_channel_is_told_as_ever_beside_its_listeners(desk: EditorsDesk, audience: Audience) -> None:
    audience.subscribe(BORIS, "*")
    desk.hand_in(ELEVEN)
    assert len(desk.sent()) == 1
    audience.spread()
    assert len(audience.got(BORIS)) == 1


def test_each_chat_reads_its_own_language(desk: EditorsDesk, audience: Audience) -> None:
    audience.subscribe(BORIS, "*")
    audience.write(lambda tx: tx.chats.set_language(BORIS.chat_id, "en"))
    desk.hand_in(ELEVEN)
    audience.spread()
    assert audience.texts(BORIS)[0].startswith("New region, 11 June\n• Kaluga Region: 11")


def test_governor_and_ministry_are_one_figure_with_both_named(desk: EditorsDesk, audience: Audience) -> None:
    audience.subscribe(BORIS, "RU-KLU")
    desk.hand_in(ELEVEN, by=GOVERNOR)
    desk.hand_in(over(KALUGA), by=MINISTRY)
    audience.spread()
    (live,) = audience.texts(BORIS)
    assert "Калужская область: 11–21" in live
    assert "губернатор 11; Минобороны 10" in live


def test_topics_of_one_forum_hear_of_what_each_of_them_wants(desk: EditorsDesk, audience: Audience) -> None:
    audience.subscribe(TOPIC, "RU-KLU")
    audience.subscribe(TOPIC._replace(thread_id=0), "RU-BRY")
    desk.hand_in(BOTH, by=MINISTRY)
    audience.spread()
    assert "Калужская" in audience.texts(TOPIC)[0]
    assert "Брянская" in audience.texts(TOPIC._replace(thread_id=0))[0]


def test_news_that_waited_with_the_bot_stopped_are_told_to_nobody_who_has_not_heard(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, "*")
    desk.hand_in(ELEVEN)
    audience.spread()
    audience.subscribe(CLARA, "*")
    desk.hand_in(ELEVEN.replace("11 БПЛА", "12 БПЛА"))
    desk.pass_time(hours=13)
    audience.spread()
    assert "Калужская область: 12" in audience.texts(BORIS)[0]
    assert audience.got(CLARA) == []


def test_restored_database_tells_listeners_nothing_that_waited_in_the_copy(
    desk: EditorsDesk, audience: Audience
) -> None:
    audience.subscribe(BORIS, "*")
    audience.subscribe(CLARA, "*")
    audience.write(lambda tx: tx.chats.set_quiet(CLARA.chat_id, 0, 9 * 60))
    desk.hand_in(ELEVEN)
    audience.spread()
    desk.hand_in(BOTH, by=MINISTRY)
    audience.write(lambda tx: tx.meta.put(RESTORED, ""))
    audience.write(lambda tx: begin_announcing(tx, desk.rules, desk.now))
    audience.spread()
    desk.pass_time(hours=1)
    audience.release()
    assert "Брянская" not in "".join(audience.texts(BORIS))
    assert audience.got(CLARA) == []
