"""Builds everything from a Config, runs it, and closes it in reverse order.

The loops themselves are built in bot/loops.py.
"""

import asyncio
import logging
import secrets
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack

import aiohttp

from bot.config import Config
from bot.config_errors import ConfigError
from bot.drawing_room import DrawingRoom, fonts_folder
from bot.instance import InstanceLock, open_alone
from bot.introduction import AGAIN_EVERY_S, Introduction
from bot.jobs import Sweeps
from bot.loops import Loops, build_loops, run_loops
from bot.scheduler import JobRow, build_scheduler
from bot.sharing import may_share, open_queues
from bot.warm_up import load_rules, spare_collector
from bot.watch import Watch
from delivery.connection import make_bot
from domain.errors import StorageUnavailableError
from intake.raw_api import TokenRefusedError
from intake.webhook import WebhookRefusedError
from services.desk import Desk
from services.mark_seen import begin_announcing
from services.ports import Clock, Database, Transaction
from storage.database import SqlDatabase
from storage.integrity import check_integrity
from storage.patience import PatientDatabase

_log = logging.getLogger(__name__)

_SUBMITTER_KEY = "submitter_key"
_QUEUES_EVERY_S = 10
_SHOWN_TICK_S = 15
_SILENCE_EVERY_S = 300
_HELD_EVERY_S = 30
_NOTICES_EVERY_S = 15
_UNUSABLE = (TokenRefusedError, WebhookRefusedError)


async def run_until_signalled(config: Config, clock: Clock) -> None:
    """Run until SIGINT or SIGTERM, then finish what is in hand; the outbox keeps what is left."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        await run_app(config, clock, stop, started=spare_collector)
    except ExceptionGroup as failed:
        raise _plain(failed) from failed


def _plain(failed: ExceptionGroup[Exception]) -> Exception:
    """The first error of the loops, out of its groups; what Telegram refuses is a matter of configuration."""
    first: Exception = failed
    while isinstance(first, ExceptionGroup):
        first = first.exceptions[0]
    return ConfigError(str(first)) if isinstance(first, _UNUSABLE) else first


async def run_app(
    config: Config, clock: Clock, stop: asyncio.Event, *, started: Callable[[], None] = lambda: None
) -> None:
    """Open everything, run until `stop`, close everything. `started` is called when all loops run."""
    async with AsyncExitStack() as stack:
        await asyncio.to_thread(check_integrity, config.storage.url, limit_mb=config.storage.check_limit_mb)
        database = await open_alone(config.storage.url, clock, stop)
        if database is None:
            return
        stack.push_async_callback(database.close)
        lock = InstanceLock(database, clock, shares=may_share(config))
        if not await lock.take(stop):
            return
        await stack.enter_async_context(lock.kept())
        bot = make_bot(config.token(), config.telegram.api_base)
        stack.push_async_callback(bot.session.close)
        http = await stack.enter_async_context(aiohttp.ClientSession())
        watch = Watch(config, database, clock)
        await stack.enter_async_context(watch.listening())
        patient = PatientDatabase(database, stop)
        queues = await open_queues(config, patient, lock.name)
        desk = watch.over(await open_desk(config, patient, clock))
        stack.push_async_callback(_write_last_shown, desk)
        drawing = DrawingRoom(fonts_folder(config.storage.url))
        stack.callback(drawing.close)
        loops = build_loops(config, bot, http, desk, queues, watch, drawing)
        introduction = Introduction(bot, config.access.editors)
        again = JobRow("introduction", AGAIN_EVERY_S, introduction.make)
        table = _jobs(config, database, desk, loops, lock)
        jobs = build_scheduler((*table, *watch.jobs(loops.tell_admin), again))
        jobs.start()
        stack.callback(jobs.shutdown, wait=False)
        await introduction.make()
        await asyncio.to_thread(load_rules)
        _log.info("started", extra={"sources": len(config.sources), "editors": len(config.access.editors)})
        await run_loops(loops, stop, started)
        _log.info("stopped")


async def _write_last_shown(desk: Desk) -> None:
    try:
        await desk.write_shown()
    except StorageUnavailableError as error:
        _log.warning("the figures shown last are not in the log: %s", error)


async def open_desk(config: Config, database: Database, clock: Clock) -> Desk:
    """Bring the sources of the configuration to the database and bind the use cases to it."""
    rules = config.counting_rules()
    now = clock()

    def prepare(tx: Transaction) -> bytes:
        tx.sources.sync(rules.sources.values(), now)
        key = tx.meta.find(_SUBMITTER_KEY)
        if key is None:
            key = secrets.token_hex(32)
            tx.meta.put(_SUBMITTER_KEY, key)
        begin_announcing(tx, rules, now)
        return bytes.fromhex(key)

    key = await database.write(prepare)
    return Desk(database, rules, clock, frozenset(config.access.editors), key)


def _jobs(
    config: Config, database: SqlDatabase, desk: Desk, loops: Loops, lock: InstanceLock
) -> tuple[JobRow, ...]:
    sweeps = Sweeps(config, database, desk, loops.outbox.wake, lock.leads)

    async def look_at_queues() -> None:
        """The command line, another process, may have put something back into them."""
        loops.outbox.wake()
        loops.arrived.set()

    return (
        JobRow("queues", _QUEUES_EVERY_S, look_at_queues),
        JobRow("daily digest", 60, sweeps.digest),
        JobRow("nightly backup", 60, sweeps.backup),
        JobRow("pruning", 3600, sweeps.prune),
        JobRow("held alerts", _HELD_EVERY_S, sweeps.release),
        JobRow("corrections", _NOTICES_EVERY_S, sweeps.notices),
        JobRow("silent sources", _SILENCE_EVERY_S, sweeps.silence),
        JobRow("stale clusters", 60, sweeps.settle),
        JobRow("shown figures", _SHOWN_TICK_S, desk.write_shown),
        *loops.subscribers.jobs(),
    )
