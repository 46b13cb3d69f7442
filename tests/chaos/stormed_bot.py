"""What a process of the bot runs in the fault runs; the fork server has imported it once for all of them."""

import asyncio
import multiprocessing
import os
import signal
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import wait
from pathlib import Path

from pydantic import SecretStr

from bot.app import run_until_signalled
from bot.config import Config
from bot.logs import setup_logs
from intake import raw_api
from intake.poll import PollLoop

BASE = datetime(2026, 6, 11, 5, 30, tzinfo=UTC)
_STDERR = 2


@dataclass(slots=True)
class Tempo:
    """A clock that the bot and Telegram share: BASE at `epoch`, `speed` times as fast as the machine's.

    The bot's own can be stepped by `stepped_s`.
    """

    speed: float = 1.0
    epoch: float = field(default_factory=time.time)
    stepped_s: float = 0.0

    def unix_seconds(self) -> float:
        return BASE.timestamp() + (time.time() - self.epoch) * self.speed + self.stepped_s

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self.unix_seconds(), UTC)

    def step(self, hours: int) -> None:
        self.stepped_s += hours * timedelta(hours=1).total_seconds()


def run_bot(settings: str, token: str, tempo: Tempo, log: Path) -> None:
    """Run the bot until SIGTERM, its log in a file. SIGUSR1 sets its clock an hour forward, SIGUSR2 back."""
    with log.open("ab") as opened:
        os.dup2(opened.fileno(), _STDERR)
    threading.Thread(target=end_with_the_tests, daemon=True).start()
    signal.signal(signal.SIGUSR1, lambda *_: tempo.step(1))
    signal.signal(signal.SIGUSR2, lambda *_: tempo.step(-1))
    # A poll that hangs is given up after three seconds instead of sixty-five, so that minutes become seconds.
    raw_api._ANSWER_MARGIN_S = 1
    (PollLoop.__init__.__kwdefaults__ or {})["poll_timeout_s"] = 2
    config = Config.model_validate_json(settings)
    telegram = config.telegram.model_copy(update={"token": SecretStr(token)})
    setup_logs("info", "json")
    asyncio.run(run_until_signalled(config.model_copy(update={"telegram": telegram}), tempo))


def end_with_the_tests() -> None:
    """A test run that was killed leaves no bot behind."""
    tests = multiprocessing.parent_process()
    if tests is not None:
        wait([tests.sentinel])
        os.kill(os.getpid(), signal.SIGKILL)
