"""SIGTERM while everything is full: the bot ends within ten seconds and the next start loses nothing."""

from random import Random

import pytest

from sandbox import faults
from sandbox.faults import Fault
from tests.chaos.crowd import Crowd
from tests.chaos.ledger import check_all, count_repeats
from tests.chaos.stage import Stage

pytestmark = pytest.mark.chaos

PENDING = "SELECT count(*) FROM outbox WHERE state = 'pending'"
SENDING = "SELECT count(*) FROM outbox WHERE state = 'sending'"
OPEN = "SELECT count(*) FROM inbox WHERE state = 'open'"


@pytest.mark.parametrize(
    "fault", [faults.late(1.0), faults.unanswered(applied=True)], ids=["slow answers", "no answers"]
)
async def test_sigterm_under_load_ends_within_ten_seconds_and_loses_nothing(
    stage: Stage, random: Random, fault: Fault
) -> None:
    crowd = Crowd(stage, random)
    ways = {"sendmessage": [fault], "editmessagetext": [fault]}
    stage.telegram.world.faults.storm = faults.Storm(Random(1), 1.0, ways)
    stage.bot.start()
    crowd.act(200)
    await stage.until(lambda: len(stage.telegram.calls("sendMessage")) >= 16, timeout_s=90)
    await stage.until(lambda: stage.count(PENDING) >= 20, timeout_s=90)
    # However fast the first were taken in, it is stopped with these still coming.
    crowd.act(200)
    assert await stage.bot.stop(within_s=10) == 0
    unsettled = stage.count(SENDING)
    assert stage.telegram.waiting_updates + stage.count(OPEN) >= 20

    stage.telegram.world.faults.storm = None
    stage.bot.start()
    await stage.settle()
    assert await stage.bot.stop() == 0
    check_all(stage, crowd)
    repeats = count_repeats(stage)
    assert repeats.shown <= min(unsettled + stage.bot.heard("the answer was lost"), repeats.marked)
    assert unsettled == 0 or fault.gate is not None, "a slow answer is waited for before the end"
    assert not stage.bot.errors()
