"""A bot in a process of its own: polls, and writes one outbox row for every message it handles.

Run as `counting_bot.py API_BASE DATABASE_URL`; prints the text of each message once it is written down, and
ends in order on SIGTERM.
"""

import asyncio
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from aiogram import Dispatcher
from aiogram.types import Message

sys.path.insert(0, str(Path(__file__).parents[2]))

from delivery.connection import make_bot
from domain.outbox import OutboxMessage
from intake.poll import PollLoop
from intake.raw_api import RawBotApi
from intake.worker import InboxWorker
from storage.database import SqlDatabase, open_database

TOKEN = "42:sandbox"
START = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


def clock() -> datetime:
    return START


def dispatcher_on(database: SqlDatabase) -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def handle(message: Message) -> None:
        row = OutboxMessage(key=message.text or "", chat_id=message.chat.id, text="seen")
        await database.write(lambda tx: tx.outbox.add(row, START))
        sys.stdout.write(f"{message.text}\n")
        sys.stdout.flush()

    return dispatcher


async def run(api_base: str, url: str) -> None:
    stop, arrived = asyncio.Event(), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    database = await open_database(url, clock=clock)
    bot = make_bot(TOKEN, api_base)
    try:
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
            api = RawBotApi(session, TOKEN, api_base)
            poll = PollLoop(api, database, clock, arrived, random=lambda: 0.5)
            inbox = InboxWorker(
                bot, dispatcher_on(database), database, clock, arrived, incident_ids=lambda: "x"
            )
            group.create_task(poll.run(stop))
            group.create_task(inbox.run(stop))
    finally:
        await bot.session.close()
        await database.close()


if __name__ == "__main__":
    asyncio.run(run(*sys.argv[1:]))
