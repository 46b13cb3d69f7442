"""Three bots on one PostgreSQL behind a balancer, killed at random: as if there were one that never dies."""

import asyncio
import os
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import pytest

from domain.region import region_table
from domain.subscription import Listener, Subscription
from domain.totals import Period
from sandbox import faults
from sandbox.server import SandboxServer
from services.ports import Transaction
from services.read_totals import TotalsQuery, read_totals
from storage.sync_writer import open_sync
from tests.chaos.crowd import Crowd
from tests.chaos.ledger import check_all, count_repeats, unmarked
from tests.chaos.stage import TOKEN
from tests.chaos.stormed_bot import BASE, Tempo
from tests.replicas.post_office import PATH
from tests.replicas.stage import PUBLIC, ReplicaStage, make_stage
from tests.servers import own_database

UPDATES = int(os.environ.get("REPLICAS_UPDATES") or 100)
"""How many updates; `make replicas` says 5,000."""
KILLS = max(2, UPDATES // 250)
LISTENERS = 300
DONE = "SELECT count(*) FROM inbox WHERE state != 'open'"


async def test_posts_of_three_killed_replicas_are_stored_once_and_told_once(
    url: str,
    random: Random,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    began, folder_of_one = monotonic(), tmp_path_factory.mktemp("alone")
    async with SandboxServer(TOKEN, clock=Tempo().unix_seconds) as telegram:
        stage = make_stage(telegram, url, tmp_path, replicas=3)
        crowd: Any = Crowd(stage, random)  # type: ignore[arg-type]  # it asks for no more than this stage has
        crowd.act(UPDATES)
        updates = stage.take_updates()
        office = stage.office(random)
        try:
            for bot in stage.bots:
                bot.start()
            await stage.until_listening()
            posting_began = monotonic()
            async with asyncio.TaskGroup() as group:
                group.create_task(office.post(updates))
                group.create_task(kill_now_and_then(stage, random))
            await stage.settle(timeout_s=120 + UPDATES / 10)
            took_s = monotonic() - posting_began
            for bot in stage.bots:
                assert await bot.stop() == 0
            check_all(stage, crowd)  # type: ignore[arg-type]
            repeats = count_repeats(stage)  # type: ignore[arg-type]
            with capsys.disabled():
                sys.stdout.write(
                    f"\n{len(updates)} updates ({office.doubled} posted twice), {KILLS} kills, "
                    f"{len(telegram.sent())} messages: {repeats.shown} repeats, {repeats.marked} marked; "
                    f"{took_s:.0f} s, {len(updates) / took_s:.0f} a second; all {monotonic() - began:.0f} s\n"
                )
            assert repeats.shown <= repeats.marked
        finally:
            await stage.end()
    with own_database() as alone:
        assert await totals_of_one(alone, updates, folder_of_one, random) == read_all(url)


async def kill_now_and_then(stage: ReplicaStage, random: Random) -> None:
    """Each time some updates have been done with, one replica dies in the middle of whatever it does."""
    legs = UPDATES // (KILLS + 1)
    for number in range(KILLS):
        wanted = (number + 1) * legs - random.randrange(legs // 2)
        await stage.until(lambda wanted=wanted: stage.count(DONE) >= wanted, timeout_s=120 + legs)
        victim = random.choice(stage.bots)
        await victim.kill()
        victim.start()


async def totals_of_one(
    url: str, updates: list[dict[str, Any]], folder: Path, random: Random
) -> list[tuple[Any, ...]]:
    """What one replica makes of the same updates, each posted once."""
    async with SandboxServer(TOKEN, clock=Tempo().unix_seconds) as telegram:
        stage = make_stage(telegram, url, folder, replicas=1)
        try:
            stage.bots[0].start()
            await stage.until_listening()
            await stage.office(random).post(updates)
            await stage.settle(timeout_s=120 + UPDATES / 10)
            assert await stage.bots[0].stop() == 0
        finally:
            await stage.end()
    return read_all(url)


def read_all(url: str) -> list[tuple[Any, ...]]:
    """Every row of the totals by day and by region, of all that is on record."""
    today = BASE.date()
    period = Period(today.replace(year=today.year - 1), today.replace(year=today.year + 1))
    with open_sync(url, clock=lambda: BASE) as records:
        found = [
            records.read(lambda tx, by=by: read_totals(tx, TotalsQuery(period, None, by)))
            for by in ("day", "region", "originator")
        ]
    # Which of several equal claims counted is a matter of their numbers, and so of the order of arrival.
    return [
        (row.key, replace(row.tally, counted=(), folded={}), row.claims)
        for totals in found
        for row in totals.rows
    ]


async def test_alert_to_many_subscribers_reaches_each_once_though_replicas_die(
    url: str, random: Random, tmp_path: Path
) -> None:
    async with SandboxServer(TOKEN, clock=Tempo().unix_seconds) as telegram:
        stage = make_stage(telegram, url, tmp_path, replicas=3)
        chats = subscribe(stage, LISTENERS)
        try:
            telegram.fail("setWebhook", faults.too_many(1), times=2)
            for bot in stage.bots:
                bot.start()
            await stage.until_listening()
            stage.editors[0].forward(stage.governors[0].post("Силами ПВО за ночь сбито БПЛА: 7."))
            await stage.office(random).post(stage.take_updates())
            for heard in (1, LISTENERS // 4, LISTENERS // 2):
                await telegram.wait_for(lambda heard=heard: len(told(stage)) >= heard, timeout_s=120)
                victim = random.choice(stage.bots)
                await victim.kill()
                victim.start()
            await stage.settle(timeout_s=180)
            assert set(told(stage)) == set(chats)
            marked = [one for one in telegram.sent() if unmarked(one.text) != one.text]
            assert len(told(stage)) <= len(chats) + len(marked)
            # What else each chat was told is no more than a repeat that says so.
            plain = [one.chat_id for one in telegram.sent() if one.chat_id in chats and one not in marked]
            assert len(plain) == len(set(plain))
            assert telegram.world.webhook["url"] == PUBLIC + PATH
        finally:
            await stage.end()


def subscribe(stage: ReplicaStage, many: int) -> set[int]:
    """So many people subscribed to the region of the first governor."""
    people = {stage.telegram.user(7_000_000 + number).id for number in range(many)}
    region = next(code for code, region in region_table().items() if region.group != "contested")

    def work(tx: Transaction) -> None:
        for chat_id in people:
            tx.subscriptions.put(Listener(chat_id), [Subscription(region)], BASE)

    with open_sync(stage.url, clock=lambda: BASE) as records:
        records.write(work)
    return people


def told(stage: ReplicaStage) -> list[int]:
    """The chats of subscribers, once for each message."""
    return [one.chat_id for one in stage.telegram.sent() if one.chat_id >= 7_000_000]
