"""The whole bot as a process of its own, `run` and all, against the sandbox of this one."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from bot.bench.crowd import ALERTS, EDITORS, GOVERNOR, MINISTRY
from sandbox.server import NotInTimeError, SandboxServer

TOKEN = "1000002:bench-only"  # noqa: S105  a token of the local Bot API only
_ROOT = Path(__file__).parents[2]
_START_S, _END_S = 300.0, 60.0
_CONFIG = """\
[telegram]
token = "{token}"
mode = "{mode}"
api_base = "{api_base}"
[access]
editors = {editors}
{more}
[[sources]]
chat_id = {governor}
name = "governor"
issuer = "governor"
home_region = "RU-KLU"
[[sources]]
chat_id = {ministry}
name = "ministry"
issuer = "mod"
[storage]
url = {url}
[delivery]
# What is measured is the bot, not how long Telegram wants it to wait.
overall_per_second = 100000
chat_per_second = 30
group_per_minute = 100000
[backup]
enabled = false
[metrics]
enabled = false
"""
_CHANNEL = """\
[channel]
chat_id = {alerts}
# All that is told here may alert, however old its day is.
fresh_hours = 1000000
{more}
"""


@dataclass(frozen=True, slots=True)
class LiveBot:
    """A bot that runs. `log` is what it writes to stderr, JSON lines."""

    process: asyncio.subprocess.Process
    config: Path
    log: Path

    @property
    def said_beside(self) -> Path:
        """What the other verb has written."""
        return self.log.with_name("beside.txt")

    async def run_beside(self, *verb: str) -> asyncio.subprocess.Process:
        """Start another verb of the program on the same database."""
        with self.said_beside.open("wb") as said:
            return await start_verb(*verb, config=self.config, said=said)

    def memory_mib(self) -> float:
        """What of the process is in memory at this moment (Linux)."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("the bot has ended early")

    def errors_logged(self) -> int:
        """How many of its log lines tell of an error."""
        with self.log.open() as lines:
            return sum(json.loads(line)["level"] in {"error", "critical"} for line in lines)


@asynccontextmanager
async def live_bot(
    telegram: SandboxServer, folder: Path, database: Path, *, channel: str = ""
) -> AsyncIterator[LiveBot]:
    """Run the bot until the block ends, with its files in the folder. `channel`: more keys of [channel]."""
    config, log = folder / "config.toml", folder / "log.jsonl"
    alerting = _CHANNEL.format(alerts=ALERTS, more=channel)
    write_config(config, telegram, f"sqlite:///{database}", mode="polling", more=alerting)
    with log.open("wb") as said:
        process = await start_verb("run", config=config, said=said)
        try:
            await _until_polling(telegram, log)
            yield LiveBot(process, config, log)
        finally:
            await stop(process)


def write_config(
    path: Path, telegram: SandboxServer, url: str, *, mode: Literal["polling", "webhook"], more: str
) -> None:
    """The configuration of a bot at this Telegram, over the database of a URL. `more`: further sections."""
    config = _CONFIG.format(
        token=TOKEN,
        mode=mode,
        api_base=telegram.api_base,
        editors=list(EDITORS),
        governor=GOVERNOR,
        ministry=MINISTRY,
        url=json.dumps(url),
        more=more,
    )
    path.write_text(config, encoding="utf-8")


async def stop(process: asyncio.subprocess.Process) -> None:
    """Ask a bot to end, and wait until it has."""
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(_END_S):
        await process.wait()


async def _until_polling(telegram: SandboxServer, log: Path) -> None:
    try:
        await telegram.wait_for(lambda: telegram.long_poll.is_waiting, timeout_s=_START_S)
    except NotInTimeError:
        raise RuntimeError(f"the bot has not started: {last_line(log)}") from None


def last_line(log: Path) -> str:
    """What was written last."""
    told = log.read_text(encoding="utf-8").splitlines()
    return told[-1] if told else "it said nothing"


async def start_verb(*words: str, config: Path, said: IO[bytes]) -> asyncio.subprocess.Process:
    """Start a verb of the program; what it says goes into a file, what it leaves beside its configuration."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("DOZOR_")}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words, "--config", str(config)),
        cwd=config.parent,
        env=own | {"PYTHONPATH": str(_ROOT)},
        stdout=said,
        stderr=said,
    )
