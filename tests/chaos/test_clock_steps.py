"""The machine's clock is set an hour forward and back while the bot works."""

from random import Random

import pytest

from tests.chaos.crowd import Crowd
from tests.chaos.ledger import check_all, count_repeats
from tests.chaos.stage import Stage

pytestmark = pytest.mark.chaos


@pytest.mark.parametrize("steps", [(1,), (-1,), (1, -1, -1, 1)], ids=["forward", "back", "to and fro"])
async def test_clock_stepped_by_an_hour_holds_nothing_back(
    stage: Stage, random: Random, steps: tuple[int, ...]
) -> None:
    crowd = Crowd(stage, random)
    stage.bot.start()
    crowd.act(30)
    await stage.settle()
    for hours in steps:
        crowd.act(20)
        stage.bot.step_clock(hours)
        crowd.act(20)
        # Seconds pass between two looks at the clock: 3599, 3600 or some more.
        await stage.until_heard(f"the clock was stepped by {'-3' if hours < 0 else '3'}")
        await stage.settle(timeout_s=60)
    assert await stage.bot.stop() == 0
    check_all(stage, crowd)
    assert count_repeats(stage).shown == 0
    assert not stage.bot.errors()
