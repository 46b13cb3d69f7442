"""The loops of the bot, around one database. Only here, and where they are run, tasks are started.

Intake fills the inbox, the inbox worker hands updates to the handlers, outbox worker and replies send.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import random

import aiohttp
from aiogram import Bot, Dispatcher

from bot.config import Config
from bot.entrance import Intake, make_intake
from bot.incidents import new_incident_id
from bot.sharing import Calls, Queues
from bot.subscribers import Subscribers
from bot.watch import Watch
from delivery.chat_admins import TelegramAdmins
from delivery.pacing import Limits
from delivery.replies import MemoryReplies
from delivery.sending import Sender
from delivery.worker import OutboxPolicy, OutboxWorker
from domain.outbox import OutboxRow
from handlers.dialog_storage import DatabaseDialogs
from handlers.middlewares import limit_users
from handlers.routes import include_routes
from intake.worker import InboxWorker
from rendering.i18n import words_for
from rendering.operations import mark_repeat, render_given_up, render_unreadable
from services.desk import Desk
from services.pictures import PictureDesk
from services.ports import Clock, Drawing
from services.user_limits import UserLimits
from storage.calls import INBOX, OUTBOX

_MOST_READ = 200
"""Open updates that a bot alone has in hand."""
_MOST_CLAIMED = 40
"""The same of one of several: what one has in hand the others cannot take."""


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
    calls: Calls | None


def build_loops(
    config: Config,
    bot: Bot,
    http: aiohttp.ClientSession,
    desk: Desk,
    queues: Queues,
    watch: Watch,
    drawing: Drawing,
) -> Loops:
    """Bind them to what they work on and to each other."""
    arrived = asyncio.Event()
    delivery, words = config.delivery, words_for(config.channel.language)
    sender = Sender(bot, timeout_s=delivery.answer_timeout_s)
    limits = Limits(delivery.overall_per_second, delivery.chat_per_second, delivery.group_per_minute)
    turns = queues.turns(desk.clock, limits)
    replies = MemoryReplies(sender, desk.clock, turns, random=random)

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
        queues.database,
        desk.clock,
        turns,
        mark_repeat=lambda text: mark_repeat(text, words),
        gave_up=gave_up,
        sent=watch.metrics.note_sent,
        random=random,
        policy=OutboxPolicy(lease_s=2 * delivery.answer_timeout_s + 10, shared=queues.shared),
        facts=desk.database,
    )
    subscribers = Subscribers(config, desk, outbox.wake, watch.metrics.note_subscribed)
    dispatcher = _make_dispatcher(config, bot, desk, replies, drawing)
    make_inbox = _inbox_of(bot, dispatcher, queues, desk.clock)
    inbox = make_inbox(arrived, handled=outbox.wake, unreadable=unreadable)
    intake = make_intake(config, http, queues.database, desk.clock, arrived, watch.health.note_poll)
    calls = queues.listening({INBOX: arrived.set, OUTBOX: outbox.wake})
    return Loops(intake, arrived, inbox, outbox, replies, tell_admin, subscribers, calls)


def _inbox_of(bot: Bot, dispatcher: Dispatcher, queues: Queues, clock: Clock) -> Callable[..., InboxWorker]:
    """An inbox worker but for what wakes it and what it sets off."""
    return partial(
        InboxWorker,
        bot,
        dispatcher,
        queues.database,
        clock,
        incident_ids=new_incident_id,
        claims=queues.claims(clock),
        limit=_MOST_CLAIMED if queues.shared else _MOST_READ,
    )


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


async def run_loops(loops: Loops, stop: asyncio.Event, started: Callable[[], None]) -> None:
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
        if loops.calls is not None:
            group.create_task(loops.calls.run(taken_in))
        started()
