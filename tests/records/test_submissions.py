"""What one act of handing in changes: identity, versions, trust, and the receipt."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.post import OriginKind
from domain.source import Issuer, Source
from domain.totals import Decision, Period
from rendering.i18n import words_for
from rendering.receipts import render_receipt
from tests.records.newsdesk import (
    GOVERNOR,
    MINISTRY,
    MORNING,
    UNLISTED,
    Newsdesk,
    figure,
    of_the_ministry,
    over,
)

ELEVEN = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
NINE = ELEVEN.replace("11", "9")
KALUGA = "Калужской области"
ALWAYS = Period(date.min, date.max)


def low(newsdesk: Newsdesk) -> int:
    return newsdesk.totals(ALWAYS).all.tally.low


@pytest.mark.parametrize("kind", [kind for kind in OriginKind if kind is not OriginKind.CHANNEL])
def test_only_a_channel_is_a_source_even_where_another_origin_carries_its_id(
    kind: OriginKind, newsdesk: Newsdesk
) -> None:
    receipt = newsdesk.get_receipt(ELEVEN, kind=kind)
    assert receipt.decision is Decision.UNVERIFIED
    assert receipt.unlisted_chat_id is None
    assert low(newsdesk) == 0
    assert newsdesk.rows("SELECT verified, source_name FROM posts") == [(0, None)]


def test_unverified_text_never_raises_a_floor_however_often_it_comes(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(NINE)
    for number in range(3):
        receipt = newsdesk.get_receipt(ELEVEN, by=UNLISTED, number=number)
        assert receipt.decision is Decision.UNVERIFIED or number
        newsdesk.hand_in(f"{ELEVEN} Сбиты ещё 50 БПЛА.", by=UNLISTED, number=number)
    assert low(newsdesk) == 9
    assert newsdesk.rows("SELECT count(*) FROM claims WHERE live AND low > 9") == [(0,)]
    assert newsdesk.rows("SELECT sum(floor) FROM clusters") == [(9,)]
    assert newsdesk.differences() == []


def test_unlisted_channel_is_told_by_its_id(newsdesk: Newsdesk) -> None:
    assert newsdesk.get_receipt(ELEVEN, by=UNLISTED).unlisted_chat_id == UNLISTED
    assert newsdesk.get_receipt(ELEVEN).unlisted_chat_id is None


def test_same_words_in_other_spacing_and_case_are_the_same_text(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    again = newsdesk.get_receipt(f" {ELEVEN.upper()}\n".replace(" ", "  "))
    assert again.decision is Decision.DUPLICATE
    assert newsdesk.rows("SELECT count(*) FROM versions") == [(1,)]


def test_duplicate_changes_no_row_and_tells_how_many_handed_it_in(newsdesk: Newsdesk) -> None:
    facts = "SELECT * FROM posts", "SELECT * FROM versions", "SELECT * FROM claims", "SELECT * FROM clusters"
    facts = (*facts, "SELECT * FROM alerts", "SELECT * FROM reports")
    newsdesk.hand_in(ELEVEN)
    before = [newsdesk.rows(query) for query in facts]
    newsdesk.pass_time(hours=1)
    newsdesk.hand_in(ELEVEN)
    receipt = newsdesk.get_receipt(ELEVEN)
    assert [newsdesk.rows(query) for query in facts] == before
    assert receipt.decision is Decision.DUPLICATE
    assert receipt.submissions == 3
    (told,) = receipt.regions
    assert (figure(told.after), figure(told.all_time)) == ((11, 11), (11, 11))


def test_update_delivered_again_gets_no_second_receipt(newsdesk: Newsdesk) -> None:
    assert newsdesk.hand_in(ELEVEN, message_id=70) is not None
    assert newsdesk.hand_in(ELEVEN, message_id=70) is None
    assert newsdesk.rows("SELECT count(*) FROM submissions") == [(1,)]


def test_unseen_text_of_an_earlier_forward_is_kept_and_not_current(newsdesk: Newsdesk) -> None:
    """Two chats, and the later forward was handled first."""
    newsdesk.hand_in(NINE)
    receipt = newsdesk.get_receipt(ELEVEN, submitted_at=MORNING - timedelta(minutes=1))
    assert receipt.decision is Decision.OLD_VERSION
    assert receipt.regions == ()
    assert (receipt.former, receipt.replaced_at) == (None, None)
    assert low(newsdesk) == 9
    assert newsdesk.rows("SELECT count(*) FROM versions") == [(2,)]
    assert newsdesk.differences() == []


def test_known_text_is_never_a_revert(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.pass_time(minutes=10)
    newsdesk.hand_in(NINE)
    newsdesk.pass_time(minutes=10)
    again = newsdesk.get_receipt(ELEVEN)
    assert (again.decision, again.regions) == (Decision.OLD_VERSION, ())
    newsdesk.pass_time(minutes=10)
    newest = newsdesk.get_receipt(ELEVEN.replace("11", "7"))
    assert newest.former is not None
    assert newest.former.summary.total == 9
    assert low(newsdesk) == 7
    assert newsdesk.differences() == []


def test_correction_tells_what_was_and_until_when_and_recounts_the_region(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    newsdesk.pass_time(minutes=10)
    forwarded_at = newsdesk.now
    newsdesk.pass_time(minutes=1)
    receipt = newsdesk.get_receipt(NINE, submitted_at=forwarded_at)
    assert (receipt.decision, receipt.replaced_at) == (Decision.NEW_VERSION, forwarded_at)
    (told,) = receipt.regions
    assert told.before is not None
    assert (figure(told.before), figure(told.after), figure(told.all_time)) == ((11, 11), (9, 9), (9, 9))
    assert newsdesk.differences() == []


def test_correction_that_drops_a_region_leaves_nothing_of_it_in_all_records(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(over("Брянской области"), by=MINISTRY)
    newsdesk.pass_time(minutes=10)
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    assert newsdesk.rows("SELECT scope, floor FROM clusters") == [("RU-KLU", 10)]
    assert newsdesk.differences() == []


def test_channel_s_own_edit_counts_from_its_moment_not_from_the_post_s(newsdesk: Newsdesk) -> None:
    """The bot reads the channel; an editor forwarded the first text in between."""
    own = {"direct": True, "chat_id": GOVERNOR, "submitted_at": MORNING}
    assert newsdesk.get_receipt(ELEVEN, **own).decision is Decision.COUNTED
    newsdesk.pass_time(minutes=20)
    newsdesk.hand_in(ELEVEN.replace("11", "10"))
    receipt = newsdesk.get_receipt(NINE, **own, edited_at=MORNING + timedelta(minutes=5))
    assert receipt.decision is Decision.OLD_VERSION
    newsdesk.hand_in(ELEVEN.replace("11", "8"), **own, edited_at=MORNING + timedelta(minutes=25))
    assert low(newsdesk) == 8
    assert newsdesk.rows("SELECT count(*) FROM submissions") == [(1,)]
    assert newsdesk.rows("SELECT count(*) FROM outbox WHERE chat_id = -1001") == [(0,)]


def test_forward_inside_a_source_s_own_channel_is_counted_and_not_answered_there(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(over(KALUGA), by=MINISTRY, chat_id=GOVERNOR)
    assert low(newsdesk) == 10
    assert newsdesk.rows("SELECT count(*) FROM outbox WHERE key LIKE 'receipt%'") == [(0,)]


def test_receipt_goes_to_its_topic_as_a_reply_in_the_sender_s_language(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN, message_id=41, thread_id=7, language="en")
    newsdesk.hand_in(ELEVEN, message_id=42)
    first, second = newsdesk.rows(
        "SELECT thread_id, reply_to, text FROM outbox WHERE key LIKE 'receipt%' ORDER BY id"
    )
    assert first[:2] == (7, 41)
    assert second[:2] == (None, 42)
    assert "Counted" in first[2]
    assert "submission" not in second[2]


def test_receipt_says_when_nothing_was_counted(newsdesk: Newsdesk) -> None:
    warning = newsdesk.get_receipt("Объявлена беспилотная опасность в Калужской области.")
    fallen = newsdesk.get_receipt("Обломки БПЛА упали в Боровском округе. Пострадавших нет.", number=2)
    assert warning.decision is Decision.NOTHING_COUNTED
    assert fallen.decision is Decision.NOTHING_COUNTED
    assert fallen.regions == ()
    assert "0" not in render_receipt(fallen, words_for("en"), newsdesk.rules.zone).partition("\n")[0]


def test_night_counts_on_the_morning_s_date_and_a_forward_days_later_changes_no_day(
    newsdesk: Newsdesk,
) -> None:
    newsdesk.pass_time(days=3)
    newsdesk.hand_in(over(KALUGA), by=MINISTRY)
    hours = "с 20.00 мск до 24.00 мск 9 июня"
    evening = of_the_ministry(f"3 украинских БПЛА над территорией {KALUGA}", hours=hours)
    newsdesk.hand_in(evening, by=MINISTRY, number=2, posted_at=MORNING - timedelta(hours=30))
    newsdesk.hand_in("Сбит один БПЛА над Боровским округом.", number=3)
    days = newsdesk.rows("SELECT DISTINCT day, originator FROM claims ORDER BY day, originator")
    assert days == [("2026-06-09", "mod"), ("2026-06-11", "governor:RU-KLU"), ("2026-06-11", "mod")]


def test_receipt_of_several_days_and_regions_gives_each_its_own_figures(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in("Ночью сбиты 3 БПЛА. Ранее, 3 июня, над областью были сбиты 20 БПЛА.")
    receipt = newsdesk.get_receipt(
        of_the_ministry(
            "12 украинских БПЛА: 10 – над территорией Брянской области, два – над Московским регионом"
        ),
        by=MINISTRY,
    )
    assert [(told.region, told.before, figure(told.after)) for told in receipt.regions] == [
        ("RU-BRY", None, (10, 10)),
        ("RU-MOW+RU-MOS", None, (2, 2)),
    ]
    kaluga = newsdesk.get_receipt("Ночью сбиты 3 БПЛА. Ранее, 3 июня, над областью были сбиты 20 БПЛА.")
    assert [(told.day.day, figure(told.after), figure(told.all_time)) for told in kaluga.regions] == [
        (11, (3, 3), (23, 23)),
        (3, (20, 20), (23, 23)),
    ]


def test_region_without_a_past_is_told_as_such_beside_one_that_has_it(newsdesk: Newsdesk) -> None:
    newsdesk.hand_in(ELEVEN)
    both = of_the_ministry(
        "18 украинских БПЛА: 10 – над территорией Калужской области, восемь – над Брянской областью"
    )
    told = {one.region: one.before for one in newsdesk.get_receipt(both, by=MINISTRY).regions}
    assert told["RU-BRY"] is None
    assert told["RU-KLU"] is not None


def test_posts_of_an_imported_source_are_read_as_its_own_ever_after(newsdesk: Newsdesk) -> None:
    """The source stands in the records only: it was described by the lines of the import."""
    source = Source("governor:RU-TUL", Issuer.GOVERNOR, "RU-TUL")
    newsdesk.rules = replace(newsdesk.rules, registry={**newsdesk.rules.registry, source.name: source})
    newsdesk.bring_from_history("Ночью сбиты 7 БПЛА.", MORNING, source.name)
    newsdesk.rules = replace(newsdesk.rules, registry={})
    assert newsdesk.differences() == []
    assert newsdesk.totals(by="originator").rows[0].key == "governor:RU-TUL"
