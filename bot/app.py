"""Builds everything from a Config, runs it, and closes it in reverse order.

The whole bot is four loops around one database: intake fills the inbox, the inbox worker hands updates to
the handlers, the outbox worker and the replies send. Only here tasks are started.
"""

import asyncio
import logging
import secrets
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from random import random

import aiohttp
from aiogram import Bot, Dispatcher

from bot.config import Config
from bot.config_errors import ConfigError
from bot.drawing_room import DrawingRoom, fonts_folder
from bot.entrance import Intake, make_intake
from bot.incidents import new_incident_id
from bot.instance import InstanceLock, open_alone
from bot.introduction import AGAIN_EVERY_S, Introduction
from bot.jobs import Sweeps
from bot.scheduler import JobRow, build_scheduler
from bot.subscribers import Subscribers
from bot.watch import Watch
from delivery.chat_admins import TelegramAdmins
from delivery.connection import make_bot
from delivery.pacing import Limits, Pacing
from delivery.replies import MemoryReplies
from delivery.sending import Sender
from delivery.worker import OutboxPolicy, OutboxWorker
from domain.errors import StorageUnavailableError
from domain.outbox import OutboxRow
from handlers.dialog_storage import DatabaseDialogs
from handlers.middlewares import limit_users
from handlers.routes import include_routes
from intake.raw_api import TokenRefusedError
from intake.webhook import WebhookRefusedError
from intake.worker import InboxWorker
from rendering.i18n import words_for
from rendering.operations import mark_repeat, render_given_up, render_unreadable
from services.desk import Desk
from services.mark_seen import begin_announcing
from services.pictures import PictureDesk
from services.ports import Clock, Database, Drawing, Transaction
from services.user_limits import UserLimits
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


@dataclass(frozen=True, slots=True)
class Loops:
    """The parts that run side by side until they are told to stop."""

    intake: Intake
    arrived: asyncio.Event
    inbox: InboxWorker
    outbox: OutboxWorker
    replies: MemoryReplies
    tell_admin: Callable[[str], None]
    subscribers: Subscribers


async def run_until_signalled(config: Config, clock: Clock) -> None:
    """Run until SIGINT or SIGTERM, then finish what is in hand; the outbox keeps what is left."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        await run_app(config, clock, stop)
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
        lock = InstanceLock(database, clock)
        if not await lock.take(stop):
            return
        await stack.enter_async_context(lock.kept())
        bot = make_bot(config.token(), config.telegram.api_base)
        stack.push_async_callback(bot.session.close)
        http = await stack.enter_async_context(aiohttp.ClientSession())
        watch = Watch(config, database, clock)
        await stack.enter_async_context(watch.listening())
        desk = watch.over(await open_desk(config, PatientDatabase(database, stop), clock))
        stack.push_async_callback(_write_last_shown, desk)
        drawing = DrawingRoom(fonts_folder(config.storage.url))
        stack.callback(drawing.close)
        loops = _build_loops(config, bot, http, desk, watch, drawing)
        introduction = Introduction(bot, config.access.editors)
        again = JobRow("introduction", AGAIN_EVERY_S, introduction.make)
        jobs = build_scheduler((*_jobs(config, database, desk, loops), *watch.jobs(loops.tell_admin), again))
        jobs.start()
        stack.callback(jobs.shutdown, wait=False)
        await introduction.make()
        _log.info("started", extra={"sources": len(config.sources), "editors": len(config.access.editors)})
        await _run_loops(loops, stop, started)
        _log.info("stopped")


async def _write_last_shown(desk: Desk) -> None:
    try:
        await desk.write_shown()
    except StorageUnavailableError as error:
        _log.warning("the figures shown last are not in the log: %s", error)


async def _run_loops(loops: Loops, stop: asyncio.Event, started: Callable[[], None]) -> None:
    """Intake stops first; what sends goes on until the update in hand has queued its answer."""
    taken_in = asyncio.Event()

    async def take_in() -> None:
        try:
            async with asyncio.TaskGroup() as intake:
                intake.create_task(loops.intake.run(stop))
                intake.create_task(loops.inbox.run(stop))
        finally:
            taken_in.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(take_in())
        group.create_task(loops.outbox.run(taken_in))
        group.create_task(loops.replies.run(taken_in))
        started()


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


def _build_loops(
    config: Config, bot: Bot, http: aiohttp.ClientSession, desk: Desk, watch: Watch, drawing: Drawing
) -> Loops:
    arrived = asyncio.Event()
    delivery, words = config.delivery, words_for(config.channel.language)
    sender = Sender(bot, timeout_s=delivery.answer_timeout_s)
    pacing = Pacing(Limits(delivery.overall_per_second, delivery.chat_per_second, delivery.group_per_minute))
    replies = MemoryReplies(sender, desk.clock, pacing, random=random)

    def tell_admin(text: str) -> None:
        if config.access.admin_chat is not None:
            replies.send(config.access.admin_chat, text)

    def gave_up(row: OutboxRow, why: str) -> None:
        watch.metrics.note_given_up()
        suspended = subscribers.note_refusal(row, why)
        if row.message.chat_id != config.access.admin_chat and not suspended:
            tell_admin(render_given_up(row.message.key, why, words))

    def unreadable(_chat_id: int, incident_id: str) -> None:
        tell_admin(render_unreadable(incident_id, words))

    outbox = OutboxWorker(
        sender,
        desk.database,
        desk.clock,
        pacing,
        mark_repeat=lambda text: mark_repeat(text, words),
        gave_up=gave_up,
        sent=watch.metrics.note_sent,
        random=random,
        policy=OutboxPolicy(lease_s=2 * delivery.answer_timeout_s + 10),
    )
    subscribers = Subscribers(config, desk, outbox.wake, watch.metrics.note_subscribed)
    dispatcher = _make_dispatcher(config, bot, desk, replies, drawing)
    inbox = InboxWorker(
        bot,
        dispatcher,
        desk.database,
        desk.clock,
        arrived,
        incident_ids=new_incident_id,
        handled=outbox.wake,
        unreadable=unreadable,
    )
    intake = make_intake(config, http, desk, arrived, watch.health.note_poll)
    return Loops(intake, arrived, inbox, outbox, replies, tell_admin, subscribers)


def _make_dispatcher(
    config: Config, bot: Bot, desk: Desk, replies: MemoryReplies, drawing: Drawing
) -> Dispatcher:
    # The library would look for a dialog at each update; the few routes that have one look themselves.
    dispatcher = Dispatcher(
        disable_fsm=True,
        desk=desk,
        replies=replies,
        pictures=PictureDesk(desk.database, desk.clock, desk.rules.zone, drawing),
        admins=TelegramAdmins(bot, desk.clock),
        admin_chat=config.access.admin_chat,
        dialogs=DatabaseDialogs(desk.database, desk.clock),
    )
    include_routes(dispatcher)
    limit_users(dispatcher, _limits(config, desk))
    return dispatcher


def _limits(config: Config, desk: Desk) -> UserLimits:
    access = config.access
    return UserLimits(desk.clock, answers=access.per_user_per_minute, refusals=access.refusals_per_minute)


def _jobs(config: Config, database: SqlDatabase, desk: Desk, loops: Loops) -> tuple[JobRow, ...]:
    sweeps = Sweeps(config, database, desk, loops.outbox.wake)

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
