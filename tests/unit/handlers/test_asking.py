"""What cannot be answered is asked back, and no word is passed over."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest

from domain.totals import Period

Feed = Callable[..., Awaitable[object]]
MakeUpdate = Callable[..., dict[str, Any]]
WEEK = Period(date(2025, 11, 6), date(2025, 11, 12))


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/region Киров", "Какой регион имеется в виду: «Киров»?"),
        ("/why Калуга 31.13", "«31.13» — не день"),
        ("/day", "День пишется так"),
        ("/day завтра", "«завтра» — не день"),
        ("/today на 25:61", "«25:61» — не время"),
        ("/compare 12.11.2025-6.11.2025", "«12.11.2025 - 6.11.2025» — не день"),
        ("/disputed 2025-01-01 – 2025-11-12", "не более чем о 31 дне"),
        ("/sum Киров", "Какой регион имеется в виду: «Киров»?"),
        ("/why строго", "/why не принимает «строго»"),
        ("/compare 12.11 на 09:40", "/compare не принимает «на момент»"),
        ("/sum Калуга строго #2", "/sum не принимает «строго» и «#2»"),
        ("/export неделя строго", "/export не принимает «строго»"),
        ("/export jsonl", "только файлы CSV"),
        ("/day 0001-01-01", "не день"),
        ("/today as of 1500-01-01 09:40", "не время"),
    ],
)
async def test_what_cannot_be_answered_is_asked_back(
    command: str, words: str, feed: Feed, make_update: MakeUpdate, desk: Any, replies: Any
) -> None:
    await feed(make_update(command))
    assert words in replies.only.text
    assert desk.asked == []


@pytest.mark.parametrize("command", ["/region Атлантида", "/why Атлантида 12.11", "/today Атлантида"])
async def test_region_that_nobody_knows_gets_a_hint_and_those_of_the_week(
    command: str, feed: Feed, make_update: MakeUpdate, desk: Any, replies: Any
) -> None:
    await feed(make_update(command))
    assert "«Атлантида» мы не знаем" in replies.only.text
    assert "Напишите регион, его столицу или код" in replies.only.text
    assert desk.asked == [(WEEK, None, "region")]


async def test_names_that_may_be_meant_are_told_on_buttons_alone(
    feed: Feed, make_update: MakeUpdate, replies: Any
) -> None:
    await feed(make_update("/why Киров 11.11"))
    assert "область" not in replies.only.text
    named = [(one.label, one.data) for row in replies.only.buttons for one in row]
    assert named[0] == ("Кировская область", "v:y:2025-11-11:1:RU-KIR:0:1:ru:0")
    assert [label for label, _ in named] == ["Кировская область", "Калужская область"]


async def test_region_without_a_name_is_asked_for_after_a_look_at_the_week(
    feed: Feed, make_update: MakeUpdate, desk: Any, replies: Any
) -> None:
    await feed(make_update("/region"))
    assert "Назовите регион" in replies.only.text
    assert desk.asked == [(Period(date(2025, 11, 6), date(2025, 11, 12)), None, "region")]
