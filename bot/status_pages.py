"""/health and /metrics over HTTP, on the loopback unless told otherwise, on the bot's own event loop."""

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aiohttp import web

from bot.backups import find_last_backup
from bot.health import Check, Health, is_well
from bot.metrics import CONTENT_TYPE, Metrics
from domain.backlog import Backlog
from domain.errors import DomainError
from services.ports import Clock, Database, Transaction

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What a scrape asks of the database, in one read."""

    backlog: Backlog
    last_posts: Mapping[str, datetime | None]
    received: Mapping[int, datetime]
    backed_up_at: datetime | None
    size_bytes: int | None


class StatusPages:
    """The two pages, made anew for each request. `file`: the database's, None where it is on a server."""

    def __init__(
        self, metrics: Metrics, health: Health, database: Database, clock: Clock, file: Path | None
    ) -> None:
        self._metrics = metrics
        self._health = health
        self._database = database
        self._clock = clock
        self._file = file
        self._backed_up_at: datetime | None = None
        self._size_bytes = 0

    def app(self) -> web.Application:
        """An application with GET /health and GET /metrics."""
        app = web.Application()
        app.router.add_get("/health", self._tell_health)
        app.router.add_get("/metrics", self._tell_metrics)
        return app

    async def _tell_health(self, _: web.Request) -> web.Response:
        """200 when every check passes, else 503; the body names each."""
        checks = await self._health.check()
        status = 200 if is_well(checks) else 503
        return web.json_response(told_checks(checks), status=status)

    async def _tell_metrics(self, _: web.Request) -> web.Response:
        await self._gather()
        return web.Response(body=self._metrics.render(), headers={"Content-Type": CONTENT_TYPE})

    async def _gather(self) -> None:
        """Bring the gauges up to date; a database that cannot be read leaves its own as they were."""
        checks, now = await self._health.check(), self._clock()
        alerts = self._metrics.take_alerts()

        def work(tx: Transaction) -> _Gathered:
            return _Gathered(
                backlog=tx.backlog.read(now),
                last_posts=tx.sources.read_last_posts(),
                received=tx.backlog.read_received([update_id for update_id, _ in alerts]),
                backed_up_at=find_last_backup(tx),
                size_bytes=tx.backlog.read_size(),
            )

        try:
            found = await self._database.read(work)
        except DomainError as error:
            _log.warning("the database cannot be read: %s", error)
        else:
            self._backed_up_at = found.backed_up_at
            self._size_bytes = found.size_bytes or 0
            self._metrics.set_backlog(found.backlog, now)
            self._metrics.set_last_posts(found.last_posts)
            self._metrics.note_latencies(alerts, found.received)
        self._metrics.set_state(
            size_bytes=self._size_bytes if self._file is None else size_of(self._file),
            backed_up_at=self._backed_up_at,
            polled_at=self._health.polled_at,
            healthy=is_well(checks),
        )


def told_checks(checks: Sequence[Check]) -> dict[str, object]:
    """The body of /health."""
    told = {one.name: {"ok": one.ok, "told": one.told} for one in checks}
    return {"status": "ok" if is_well(checks) else "failing", "checks": told}


def size_of(file: Path) -> int:
    """Bytes of a database and its journal."""
    parts = (file, file.with_name(file.name + "-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


@asynccontextmanager
async def serve(pages: StatusPages, host: str, port: int) -> AsyncIterator[None]:
    """Answer on host:port until the block ends. A port that cannot be had is logged, and the bot goes on."""
    # No access log: a scrape every few seconds would be most of all lines.
    runner = web.AppRunner(pages.app(), access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            _log.warning(
                "no /health and no /metrics: %s:%d cannot be used (%s); see [metrics] in the configuration",
                host,
                port,
                error.strerror,
            )
        yield
    finally:
        await runner.cleanup()
