"""The bot in a process of its own for the kill tests: CONFIG.json TOKEN NOW [--send-nothing]."""

import asyncio
import signal
import sys
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from pydantic import SecretStr

from bot.app import run_app
from bot.config import Config
from delivery.worker import OutboxWorker


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def read_config(settings: str, token: str) -> Config:
    config = Config.model_validate_json(Path(settings).read_text(encoding="utf-8"))
    telegram = config.telegram.model_copy(update={"token": SecretStr(token)})
    return config.model_copy(update={"telegram": telegram})


async def run(config: Config, now: datetime) -> None:
    if "--send-nothing" in sys.argv:
        OutboxWorker.run = lambda _self, stop: stop.wait()
        OutboxWorker.wake = lambda _self: say("handled")
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await run_app(config, lambda: now, stop, started=lambda: say("started"))


settings, token, now = sys.argv[1:4]
asyncio.run(run(read_config(settings, token), datetime.fromisoformat(now)))
