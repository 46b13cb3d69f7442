"""An alert to very many subscribed chats: each hears it once, nobody else waits for it, and little waits."""

import os
import sys
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest

from bot.config import Config
from services.spread_news import AT_ONCE
from tests.records.newsdesk import CHANNEL, MORNING
from tests.replicas.crowded_house import crowded_house

LISTENERS = int(os.environ.get("FAN_OUT_LISTENERS") or 2500)
"""How many chats; `make replicas` says 100,000."""
ANNA, BORIS = 501, 502
PER_SECOND = Config().delivery.overall_per_second


async def test_alert_reaches_every_listener_once_at_telegrams_pace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    began = monotonic()
    async with crowded_house(tmp_path) as house:
        chats = await house.subscribe("RU-KLU", LISTENERS)
        await house.hand_in("Калужской области", by=ANNA, number=1)
        await house.until_all_is_sent()
        took = house.now - MORNING
        told = sorted(at for chat in chats for at in house.sent[chat])
        with capsys.disabled():
            sys.stdout.write(
                f"\n{LISTENERS} listeners, {PER_SECOND} messages a second: the last was told after "
                f"{told[-1] - MORNING}; at most {house.deepest} messages waited at a time; "
                f"computed in {monotonic() - began:.0f} s\n"
            )
        assert all(len(house.sent[chat]) == 1 for chat in chats)
        assert max(house.per_second.values()) <= PER_SECOND
        assert house.deepest <= 60 * PER_SECOND + AT_ONCE
        assert took <= timedelta(seconds=LISTENERS / PER_SECOND * 1.05 + 10)


async def test_second_alert_its_receipt_and_its_few_listeners_do_not_wait_for_the_first(
    tmp_path: Path,
) -> None:
    async with crowded_house(tmp_path) as house:
        await house.subscribe("RU-KLU", LISTENERS)
        few = await house.subscribe("RU-BRY", 50, first=5_000_000)
        await house.hand_in("Калужской области", by=ANNA, number=1)
        await house.pass_time(20)
        second_at = house.now
        await house.hand_in("Брянской области", by=BORIS, number=2)
        await house.until_all_is_sent()
        channel, (receipt_at,) = house.sent[CHANNEL], house.sent[BORIS]
        assert channel[1] - second_at <= timedelta(seconds=1.5)
        assert receipt_at - second_at <= timedelta(seconds=2)
        first_end = max(
            at for chat, times in house.sent.items() if 10_000 <= chat < 5_000_000 for at in times
        )
        last_of_few = max(house.sent[chat][0] for chat in few)
        # What was written ahead goes first: a minute of sending at most.
        assert last_of_few - second_at <= timedelta(seconds=75)
        assert last_of_few < first_end


async def test_fan_out_goes_on_where_a_kill_has_cut_it_short(tmp_path: Path) -> None:
    async with crowded_house(tmp_path) as house:
        chats = await house.subscribe("RU-KLU", LISTENERS)
        await house.hand_in("Калужской области", by=ANNA, number=1)
        for _ in range(3):
            await house.pass_time(LISTENERS / PER_SECOND / 5)
            house.start_anew()
        await house.until_all_is_sent()
        assert all(len(house.sent[chat]) == 1 for chat in chats)


async def test_who_hears_late_hears_what_stands_then(tmp_path: Path) -> None:
    """The source corrects itself before all have been told: who has not been is told what stands, once."""
    async with crowded_house(tmp_path) as house:
        chats = await house.subscribe("RU-KLU", 6000)
        await house.hand_in("Калужской области", by=ANNA, number=1)
        await house.pass_time(5)
        await house.hand_in("Калужской области", by=ANNA, number=1, count="12")
        await house.until_all_is_sent()
        assert all("12" in house.texts[chat][-1] for chat in chats)
        told_once = [chat for chat in chats if len(house.sent[chat]) == 1]
        # All but those told in the five seconds, and those for whom a minute's messages lay ready.
        assert len(told_once) >= 6000 - 65 * PER_SECOND - AT_ONCE
