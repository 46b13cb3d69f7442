"""Telegram out of reach for five minutes of the bot's clock: twenty-five seconds, twelve times as fast.

The time it waits for an answer is made shorter too: two seconds for a message, three for updates.
"""

import asyncio
from random import Random

import pytest

from sandbox import faults
from tests.chaos.crowd import Crowd
from tests.chaos.ledger import check_all, count_repeats
from tests.chaos.stage import Stage

pytestmark = pytest.mark.chaos

AWAY_S = 25


@pytest.fixture
def speed() -> float:
    return 12.0


async def check_recovered(stage: Stage, crowd: Crowd, most_repeats: int) -> None:
    crowd.act(20)
    await stage.settle()
    await stage.until_heard("polling works again")
    assert stage.bot.is_alive
    assert await stage.bot.stop() == 0
    check_all(stage, crowd)
    repeats = count_repeats(stage)
    assert repeats.shown <= min(most_repeats, repeats.marked)
    assert not stage.bot.errors()


async def fill_the_outbox(stage: Stage, crowd: Crowd) -> None:
    """Updates are in, and none of their receipts is out yet."""
    stage.telegram.world.faults.storm = faults.Storm(Random(1), 1.0, {"sendmessage": [faults.too_many(5)]})
    crowd.act(60)
    await stage.until(lambda: not stage.telegram.waiting_updates)
    stage.telegram.world.faults.storm = None


async def test_connections_refused_for_five_minutes_lose_nothing(stage: Stage, random: Random) -> None:
    crowd = Crowd(stage, random)
    stage.bot.start()
    await fill_the_outbox(stage, crowd)
    await stage.telegram.go_away()
    crowd.act(40)
    await asyncio.sleep(AWAY_S)
    await stage.until_heard("Telegram cannot be reached")
    await stage.telegram.come_back()
    await check_recovered(stage, crowd, most_repeats=0)


async def test_black_hole_for_five_minutes_loses_nothing_and_brings_no_flood(
    stage: Stage, random: Random
) -> None:
    """Connections are taken and nothing is ever answered. What hung may be repeated, marked; no more."""
    crowd = Crowd(stage, random)
    stage.bot.start()
    await fill_the_outbox(stage, crowd)
    stage.telegram.fall_silent()
    crowd.act(40)
    await asyncio.sleep(AWAY_S)
    await stage.until_heard("Telegram does not answer, nothing is sent")
    stage.telegram.speak_again()
    await stage.until_heard("Telegram answers again")
    await check_recovered(stage, crowd, most_repeats=16)
    assert not stage.bot.heard("given up")
