"""Every update through all the routes: who is answered what, and where."""

import logging
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.totals import Period

Feed = Callable[..., Awaitable[object]]
MakeUpdate = Callable[..., dict[str, Any]]
TODAY = Period(date(2025, 11, 12), date(2025, 11, 12))
WEEK = Period(date(2025, 11, 6), date(2025, 11, 12))
AT_0940 = datetime(2025, 11, 12, 9, 40, tzinfo=ZoneInfo("Europe/Moscow"))
STRANGER = 22


async def test_an_editor_s_forward_is_submitted_with_its_update_and_not_answered_here(
    feed: Feed, make_update: MakeUpdate, from_channel: dict[str, Any], desk: Any, replies: Any
) -> None:
    for group in (False, True):
        await feed(make_update("Сбито 11", forward_origin=from_channel, group=group), update_id=900)
    assert [(post.text, update_id) for post, update_id in desk.submitted] == [("Сбито 11", 900)] * 2
    assert replies.sent == []


async def test_a_forward_is_taken_without_an_update_id_too(
    feed: Feed, make_update: MakeUpdate, from_channel: dict[str, Any], desk: Any
) -> None:
    await feed(make_update("Сбито 11", forward_origin=from_channel))
    assert desk.submitted[0][1] is None


async def test_a_stranger_s_forward_is_refused_in_private_and_passed_over_in_groups(
    feed: Feed, make_update: MakeUpdate, from_channel: dict[str, Any], desk: Any, replies: Any
) -> None:
    forward = {"forward_origin": from_channel, "user": STRANGER}
    await feed(make_update("/today", group=True, **forward))
    assert replies.sent == []
    await feed(make_update("Сбито 11", language="en", **forward))
    assert "editors only" in replies.only.text
    assert str(STRANGER) in replies.only.text
    assert desk.submitted == []


async def test_a_stranger_s_album_is_refused_once(
    feed: Feed, make_update: MakeUpdate, from_channel: dict[str, Any], replies: Any
) -> None:
    photo = [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]
    part = {"photo": photo, "media_group_id": "g", "forward_origin": from_channel, "user": STRANGER}
    await feed(make_update(caption="Сбито 11", **part))
    for _ in range(3):
        await feed(make_update(**part))
    assert len(replies.sent) == 1


async def test_a_forward_without_words_is_explained_in_private_only(
    feed: Feed, make_update: MakeUpdate, from_channel: dict[str, Any], desk: Any, replies: Any
) -> None:
    photo = [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]
    wordless = {"photo": photo, "forward_origin": from_channel}
    await feed(make_update(group=True, **wordless))
    await feed(make_update(media_group_id="g", **wordless))
    assert replies.sent == []
    await feed(make_update(**wordless))
    assert "нет текста" in replies.only.text
    assert desk.submitted == []


async def test_posts_and_edits_of_listed_channels_only_are_taken(
    feed: Feed, channel_update: MakeUpdate, desk: Any, replies: Any
) -> None:
    await feed(channel_update("Сбито 12"))
    await feed(channel_update("Сбито 9", kind="edited_channel_post", edit_date=1762930000))
    await feed(channel_update("Сбито 500", chat_id=-1002))
    assert [post.text for post, _ in desk.submitted] == ["Сбито 12", "Сбито 9"]
    assert [post.edited_at is not None for post, _ in desk.submitted] == [False, True]
    assert replies.sent == []


async def test_an_edited_message_is_ignored(
    feed: Feed, make_update: MakeUpdate, from_channel: dict[str, Any], desk: Any, replies: Any
) -> None:
    await feed(
        make_update("Сбито 9", kind="edited_message", edit_date=1762930000, forward_origin=from_channel)
    )
    await feed(make_update("/today", kind="edited_message", edit_date=1762930000))
    assert desk.submitted == []
    assert replies.sent == []


@pytest.mark.parametrize(
    ("command", "asked"),
    [
        ("/today", (TODAY, None, "region")),
        ("/today@dozor_bot", (TODAY, None, "region")),
        ("/TODAY", (TODAY, None, "region")),
        ("/yesterday", (Period(date(2025, 11, 11), date(2025, 11, 11)), None, "region")),
        ("/day 11.11", (Period(date(2025, 11, 11), date(2025, 11, 11)), None, "region")),
        ("/week", (Period(date(2025, 11, 6), date(2025, 11, 12)), None, "day")),
        ("/why", (TODAY, None)),
        ("/why Калуга 11.11", (Period(date(2025, 11, 11), date(2025, 11, 11)), "RU-KLU")),
        ("/why Московский регион", (TODAY, "RU-MOW+RU-MOS")),
        ("/why #2", (TODAY, None)),
        ("/today strict", (TODAY, None, "region", True, None)),
        ("/today строго", (TODAY, None, "region", True, None)),
        ("/today на 09:40", (TODAY, None, "region", False, AT_0940)),
        ("/day 2025-11-12 as of 2025-11-12 09:40", (TODAY, None, "region", False, AT_0940)),
        ("/day 12.11 Калуга", (TODAY, ("RU-KLU",), "region")),
        ("/week strict", (WEEK, None, "day", True, None)),
        ("/today 11.11", (Period(date(2025, 11, 11), date(2025, 11, 11)), None, "region")),
        ("/today Калуга вчера", (Period(date(2025, 11, 11), date(2025, 11, 11)), ("RU-KLU",), "region")),
        ("/yesterday 10.11", (Period(date(2025, 11, 10), date(2025, 11, 10)), None, "region")),
        ("/yesterday Калуга", (Period(date(2025, 11, 11), date(2025, 11, 11)), ("RU-KLU",), "region")),
        ("/week 11.11", (Period(date(2025, 11, 5), date(2025, 11, 11)), None, "day")),
        ("/week 10.11-12.11", (Period(date(2025, 11, 10), date(2025, 11, 12)), None, "day")),
        ("/region Калуга строго", (TODAY, ("RU-KLU",), "region", True, None)),
        ("/region Калуга неделя", (WEEK, ("RU-KLU",), "day")),
        ("/region Калуга на 09:40", (TODAY, ("RU-KLU",), "region", False, AT_0940)),
        ("Калуга неделя", (WEEK, ("RU-KLU",), "day")),
        ("вчера", (Period(date(2025, 11, 11), date(2025, 11, 11)), None, "region")),
        ("неделя", (WEEK, None, "day")),
        ("12.11 строго", (TODAY, None, "region", True, None)),
        ("/sum Калуга", (TODAY, "RU-KLU")),
        ("/sum неделя", (WEEK, None)),
    ],
)
async def test_anyone_may_ask_for_numbers(
    command: str, asked: tuple[Any, ...], feed: Feed, make_update: MakeUpdate, desk: Any, replies: Any
) -> None:
    await feed(make_update(command, user=STRANGER))
    assert desk.asked == [asked]
    assert "11" in replies.only.text
    assert replies.only.chat_id == STRANGER
    assert replies.only.reply_to is None
    assert [chat_id for chat_id, *_ in desk.noted] == [STRANGER]


@pytest.mark.parametrize(
    ("command", "asked", "words"),
    [
        ("/compare", (TODAY, None), "Кто что заявляет"),
        ("/compare Калуга неделя", (WEEK, "RU-KLU"), "Кто что заявляет: Калужская область"),
        ("/disputed 6–12 ноября", (WEEK, None), "друг другу не противоречат"),
        ("/log Калуга 12.11", (TODAY, "RU-KLU"), "Журнал изменений"),
    ],
)
async def test_anyone_may_set_claims_side_by_side(
    command: str,
    asked: tuple[Any, ...],
    words: str,
    feed: Feed,
    make_update: MakeUpdate,
    desk: Any,
    replies: Any,
) -> None:
    await feed(make_update(command, user=STRANGER))
    assert desk.asked == [asked]
    assert words in replies.only.text


async def test_a_region_is_asked_over_a_day_a_week_and_all_records(
    feed: Feed, make_update: MakeUpdate, desk: Any, replies: Any
) -> None:
    await feed(make_update("/region Московский регион"))
    assert [(period.first_on.isoformat(), regions) for period, regions, _ in desk.asked] == [
        ("2025-11-12", ("RU-MOW", "RU-MOS")),
        ("2025-11-06", ("RU-MOW", "RU-MOS")),
    ]
    assert "Московский регион" in replies.only.text


async def test_a_group_is_answered_in_its_topic_as_a_reply(
    feed: Feed, make_update: MakeUpdate, replies: Any
) -> None:
    await feed(make_update("/today", group=True, message_thread_id=5, is_topic_message=True))
    assert (replies.only.chat_id, replies.only.thread_id, replies.only.reply_to) == (-100500, 5, 7)


async def test_a_command_for_another_bot_is_left_alone_in_groups(
    feed: Feed, make_update: MakeUpdate, replies: Any
) -> None:
    await feed(make_update("/today@other_bot", group=True))
    assert replies.sent == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/start", "Дозор считает"),
        ("/help", "Как читать числа"),
        ("/sources", "Калуга"),
        ("/privacy", "Что мы храним"),
        ("/about", "GeoNames, CC BY 4.0"),
        ("/tomorrow", "Такой команды нет"),
        ("Сбито 11 БПЛА", "Перешлите сам официальный пост"),
    ],
)
async def test_in_private_everything_gets_an_answer(
    text: str, words: str, feed: Feed, make_update: MakeUpdate, desk: Any, replies: Any
) -> None:
    await feed(make_update(text))
    assert words in replies.only.text
    assert desk.submitted == []


@pytest.mark.parametrize("text", ["Сбито 11 БПЛА", "/tomorrow"])
async def test_talk_in_groups_is_not_answered(
    text: str, feed: Feed, make_update: MakeUpdate, replies: Any
) -> None:
    await feed(make_update(text, group=True))
    assert replies.sent == []


async def test_a_note_of_telegram_itself_is_not_answered(
    feed: Feed, make_update: MakeUpdate, replies: Any
) -> None:
    await feed(make_update(delete_chat_photo=True))
    assert replies.sent == []


async def test_start_remembers_the_chat_and_tells_an_editor_what_he_may(
    feed: Feed, make_update: MakeUpdate, desk: Any, replies: Any
) -> None:
    await feed(make_update("/start"))
    await feed(make_update("/start", user=STRANGER))
    assert desk.chats == [(11, "private"), (STRANGER, "private")]
    assert "Вы можете передавать посты" in replies.sent[0].text
    assert "только редакторы" in replies.sent[1].text


async def test_a_fault_is_told_with_its_incident_and_handed_back_to_intake(
    feed: Feed,
    make_update: MakeUpdate,
    from_channel: dict[str, Any],
    desk: Any,
    replies: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    desk.failure = RuntimeError("disk full")
    forward = make_update("Сбито 11", forward_origin=from_channel)
    with caplog.at_level(logging.ERROR), pytest.raises(RuntimeError, match="disk full"):
        await feed(forward, incident_id="ab12")
    assert "<code>ab12</code>" in replies.only.text
    assert "disk full" not in replies.only.text
    record = next(found for found in caplog.records if found.name == "handlers.errors")
    assert record.exc_info is not None
    assert record.__dict__["incident_id"] == "ab12"
    with pytest.raises(RuntimeError):
        await feed(forward)
    assert "<code>u900</code>" in replies.sent[1].text


async def test_a_fault_in_a_channel_is_not_told_in_the_channel(
    feed: Feed, channel_update: MakeUpdate, desk: Any, replies: Any
) -> None:
    desk.failure = RuntimeError("disk full")
    with pytest.raises(RuntimeError):
        await feed(channel_update("Сбито 11"))
    assert replies.sent == []
