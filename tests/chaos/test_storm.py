"""A fifth of all calls to Telegram goes wrong and the bot is killed again and again: nothing is lost."""

import sys
from collections.abc import Callable
from contextlib import suppress
from random import Random
from time import monotonic

import pytest

from sandbox import faults
from sandbox.server import NotInTimeError
from tests.chaos.crowd import Crowd
from tests.chaos.ledger import GIVEN_UP, check_all, count_repeats
from tests.chaos.stage import Stage

Tell = Callable[[str], None]

_REFUSED = (faults.too_many(1), faults.server_error(), faults.server_error(None), faults.bad_gateway())
_CUT = (faults.reset(applied=False), faults.reset(applied=True), faults.empty_body(applied=True))
_SLOW = (faults.late(0.5), faults.unanswered(applied=True), faults.unanswered(applied=False))
WAYS = {
    "getupdates": (*_REFUSED, *_CUT, faults.late(0.3)),
    "sendmessage": (*_REFUSED, *_CUT, *_SLOW),
    "editmessagetext": (*_REFUSED, *_CUT, *_SLOW),
    "getme": (*_REFUSED, *_CUT),
    "setmycommands": (*_REFUSED, *_CUT),
}


@pytest.fixture
def speed() -> float:
    return 6.0


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """A line on the terminal, also where output is captured."""

    def line(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{text}\n")

    return line


@pytest.mark.chaos
async def test_two_thousand_updates_survive_a_storm_and_twenty_kills(
    stage: Stage, random: Random, tell: Tell
) -> None:
    await weather(stage, random, tell, updates=2000, kills=20)


async def test_a_hundred_updates_survive_a_storm_and_two_kills(stage: Stage, tell: Tell) -> None:
    await weather(stage, Random(1), lambda _: None, updates=100, kills=2)


async def weather(stage: Stage, random: Random, tell: Tell, *, updates: int, kills: int) -> None:
    """Let the storm rage, then look at what it left."""
    began = monotonic()
    storm = faults.Storm(Random(random.random()), 0.2, WAYS)
    stage.telegram.world.faults.storm = storm
    crowd, caught = Crowd(stage, random), 0
    leg = updates // (kills + 1)
    stage.bot.start()
    for _ in range(kills):
        crowd.act(leg)
        await calls_come_in(stage, random.randrange(1, 2 * leg))
        await stage.bot.kill()
        caught += stage.count("SELECT count(*) FROM outbox WHERE state = 'sending'")
        stage.bot.start()
    crowd.act(updates - crowd.updates)
    await stage.settle(timeout_s=900)
    assert await stage.bot.stop() == 0
    check_all(stage, crowd)
    repeats, lost = count_repeats(stage), stage.bot.heard("the answer was lost")
    tell(
        f"{crowd.updates} updates, {len(stage.telegram.sent())} messages, {len(storm.met)} faults, "
        f"{kills} kills: {repeats.shown} repeats, {repeats.marked} messages marked; {lost} answers lost, "
        f"{stage.bot.heard(GIVEN_UP)} given up, {caught} caught at a kill; {monotonic() - began:.0f} s"
    )
    assert repeats.shown <= repeats.marked
    assert repeats.shown <= lost + caught
    assert not [line for line in stage.bot.errors() if GIVEN_UP not in str(line["event"])]


async def calls_come_in(stage: Stage, calls: int) -> None:
    """So many calls, or what comes of them within some seconds where there is less to do; one at least."""
    made = len(stage.telegram.world.calls)
    await stage.until(lambda: len(stage.telegram.world.calls) > made, timeout_s=60)
    with suppress(NotInTimeError):
        await stage.until(lambda: len(stage.telegram.world.calls) >= made + calls, timeout_s=6)
