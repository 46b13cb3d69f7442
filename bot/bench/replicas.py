"""Several bots on one database, each a process of its own that is posted its updates: posts a second."""

import asyncio
import json
import os
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

from bot.bench.crowd import EDITORS, GOVERNOR, MINISTRY
from bot.bench.figures import Figure, percentile
from bot.bench.history import fill_history
from bot.bench.ingest import echo_rate
from bot.bench.live import TOKEN, last_line, start_verb, stop, write_config
from bot.bench.own_databases import OwnDatabases
from bot.bench.posts import SyntheticPost, synthetic_posts
from bot.clock import system_clock
from domain.backlog import Backlog
from domain.outbox import OutboxState
from intake.webhook import SECRET_HEADER
from sandbox.server import NotInTimeError, SandboxServer
from storage.sync_writer import SyncWriter, open_sync

_WARM = 60
_CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
_LOOK_S = 0.02
_ECHO = "bare aiogram echo"
_PATIENCE_S = 300.0
_SECRET = "bench-only"  # noqa: S105  of a route of this run only
_WEBHOOK = """\
[webhook]
url = "http://127.0.0.1:9"
path = "/telegram"
port = {port}
secret = "{secret}"
"""
_Updates = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Rate:
    """Posts a second from the first request to the last receipt queued, and to the last receipt sent.

    `cpu_ms`: processor time that all the bots took for each post, without that of the server.
    """

    queued: float
    sent: float
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class _Bots:
    """Where they listen, and their processes."""

    ports: Sequence[int]
    pids: Sequence[int]

    def cpu_s(self) -> float:
        """Processor time they have taken since they began (Linux)."""
        stats = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.pids)
        return (
            sum(int(user) + int(system) for _, user, system in (stat[10:13] for stat in stats)) / _CLOCK_TICKS
        )


def measure_replicas(
    databases: OwnDatabases,
    history: str,
    size: int,
    *,
    replicas: Sequence[int] = (1, 2, 3),
    posts: int = 400,
    turns: int = 3,
) -> Iterator[Figure]:
    """The echo, one bot on SQLite and so many on the server take turns; the median of turns counts.

    Each begins with a copy of the database `history` of `size` claims, or of an SQLite file like it.
    """
    echoes: list[float] = []
    rates: dict[str, list[_Rate]] = {}
    with TemporaryDirectory() as folder:
        file = Path(folder) / "history.db"
        fill_history(f"sqlite:///{file}", size)
        for _ in range(turns):
            echoes.append(asyncio.run(_echo_rate()))
            rates.setdefault("1 on SQLite", []).append(_rate_on_file(file, posts))
            for bots in replicas:
                with databases.made(template=history) as url:
                    rate = asyncio.run(_ingest_rate(url, bots, posts))
                rates.setdefault(f"{bots} on PostgreSQL", []).append(rate)
    echo = percentile(echoes, 0.5)
    yield Figure(_ECHO, echo, "updates/s")
    for name, measured in rates.items():
        yield from _figures(f"bots, {name}", measured, echo)


def _figures(name: str, measured: Sequence[_Rate], echo: float) -> Iterator[Figure]:
    queued = percentile([rate.queued for rate in measured], 0.5)
    sent = percentile([rate.sent for rate in measured], 0.5)
    yield Figure(f"{name}: queued", queued, "posts/s", queued / echo, _ECHO)
    yield Figure(f"{name}: sent", sent, "posts/s", sent / echo, _ECHO)
    yield Figure(f"{name}: processor time", percentile([rate.cpu_ms for rate in measured], 0.5), "ms/post")


async def _echo_rate() -> float:
    async with SandboxServer(TOKEN) as telegram:
        return await echo_rate(telegram, [telegram.user(number) for number in EDITORS])


def _rate_on_file(history: Path, many: int) -> _Rate:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/dozor.db"
        with closing(open_sync(f"sqlite:///{history}", clock=system_clock)) as records:
            records.backup(Path(folder) / "dozor.db")
        return asyncio.run(_ingest_rate(url, 1, many))


async def _ingest_rate(url: str, replicas: int, many: int) -> _Rate:
    posts = list(synthetic_posts(_WARM + many))
    with TemporaryDirectory() as folder, closing(open_sync(url, clock=system_clock)) as records:
        async with SandboxServer(TOKEN) as telegram:
            warm, counted = _forwarded(telegram, posts[:_WARM]), _forwarded(telegram, posts[_WARM:])
            async with _bots(telegram, Path(folder), url, replicas) as bots:
                await _post(bots.ports, warm)
                await _until(records, lambda waiting: not _unread(waiting) and not _unsent(waiting))
                start, cpu_before = time.perf_counter(), bots.cpu_s()
                await _post(bots.ports, counted)
                await _until(records, lambda waiting: not _unread(waiting))
                queued = time.perf_counter() - start
                await _until(records, lambda waiting: not _unsent(waiting))
                sent, cpu = time.perf_counter() - start, bots.cpu_s() - cpu_before
    return _Rate(many / queued, many / sent, cpu / many * 1000)


def _forwarded(telegram: SandboxServer, posts: Sequence[SyntheticPost]) -> _Updates:
    """The updates of editors who forward these posts, taken out of the hands of the local Telegram."""
    channels = {
        ministry: telegram.channel(MINISTRY if ministry else GOVERNOR, "") for ministry in (True, False)
    }
    editors = [telegram.user(number) for number in EDITORS]
    for number, post in enumerate(posts):
        shown = channels[post.ministry].post(post.text, date=int(post.posted_at.timestamp()))
        editors[number % len(editors)].forward(shown)
    updates = list(telegram.world.updates.peek(len(posts)))
    telegram.world.updates.confirm(updates[-1]["update_id"] + 1)
    return updates


@asynccontextmanager
async def _bots(telegram: SandboxServer, folder: Path, url: str, replicas: int) -> AsyncIterator[_Bots]:
    """So many bots that run over the database until the block ends."""
    ports, pids = _free_ports(replicas), list[int]()
    async with AsyncExitStack() as running:
        for port in ports:
            own = folder / str(port)
            own.mkdir()
            webhook = _WEBHOOK.format(port=port, secret=_SECRET)
            write_config(own / "config.toml", telegram, url, mode="webhook", more=webhook)
            said = running.enter_context((own / "log.jsonl").open("wb"))
            process = await start_verb("run", config=own / "config.toml", said=said)
            running.push_async_callback(stop, process)
            pids.append(process.pid)
        try:
            # Telegram is told the address once the port is open.
            await telegram.wait_for(
                lambda: len(telegram.calls("setWebhook")) >= replicas, timeout_s=_PATIENCE_S
            )
        except NotInTimeError:
            told = [last_line(folder / str(port) / "log.jsonl") for port in ports]
            raise RuntimeError(f"not all of {replicas} bots have started: {told}") from None
        yield _Bots(ports, pids)


def _free_ports(how_many: int) -> list[int]:
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(how_many)]
    ports = [one.getsockname()[1] for one in taken]
    for one in taken:
        one.close()
    return ports


async def _post(ports: Sequence[int], updates: _Updates) -> None:
    """Post each update to the next port. Those of one editor follow one another, as Telegram posts them."""
    turns = cycle(ports)
    async with aiohttp.ClientSession(headers={SECRET_HEADER: _SECRET}) as http, asyncio.TaskGroup() as group:
        for first in range(len(EDITORS)):
            group.create_task(_post_in_order(http, turns, updates[first :: len(EDITORS)]))


async def _post_in_order(http: aiohttp.ClientSession, turns: Iterator[int], updates: _Updates) -> None:
    for update in updates:
        body = json.dumps(update, ensure_ascii=False).encode()
        async with http.post(f"http://127.0.0.1:{next(turns)}/telegram", data=body) as answer:
            answer.raise_for_status()


async def _until(records: SyncWriter, condition: Callable[[Backlog], bool]) -> None:
    """Look into the database now and then until the condition holds."""
    async with asyncio.timeout(_PATIENCE_S):
        while True:
            waiting = await asyncio.to_thread(records.read, lambda tx: tx.backlog.read(system_clock()))
            if waiting.inbox_set_aside:
                raise RuntimeError(f"{waiting.inbox_set_aside} updates were set aside")
            if condition(waiting):
                return
            await asyncio.sleep(_LOOK_S)


def _unread(waiting: Backlog) -> int:
    return waiting.inbox_open


def _unsent(waiting: Backlog) -> int:
    return sum(waiting.outbox[state] for state in (OutboxState.PENDING, OutboxState.SENDING))
