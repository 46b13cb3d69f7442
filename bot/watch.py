"""What watches the running bot: counters, checks, error reports, and the pages that tell of them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.config import Config
from bot.error_reports import ErrorReports
from bot.health import Health
from bot.heartbeat import HEARTBEAT_EVERY_S, beat, heartbeat_of
from bot.metrics import Metrics
from bot.scheduler import JobRow
from bot.status_pages import StatusPages, serve
from rendering.i18n import words_for
from rendering.operations import render_incidents
from services.desk import Desk
from services.ports import Clock, Database
from storage.location import parse_url
from storage.server import Server

_REPORTS_EVERY_S = 5


class Watch:
    """The watching parts over one database; made before the parts that they watch."""

    def __init__(self, config: Config, database: Database, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        self.metrics = Metrics()
        self.health = Health(database, clock, polls=config.telegram.mode == "polling")
        self.reports = ErrorReports(clock, self.metrics.note_error)
        place = parse_url(config.storage.url)
        file = None if isinstance(place, Server) else place
        self._pages = StatusPages(self.metrics, self.health, database, clock, file)

    def over(self, desk: Desk) -> Desk:
        """The same desk, whose posts are counted."""
        return replace(desk, taken_in=self.metrics.note_post)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Gather errors, and answer on the port of [metrics], until the block ends."""
        settings = self._config.metrics
        with self.reports.listening():
            if settings.enabled and settings.port:
                async with serve(self._pages, settings.host, settings.port):
                    yield
            else:
                yield

    def jobs(self, tell_admin: Callable[[str], None]) -> tuple[JobRow, ...]:
        """The sign of life, given at once and then every quarter of a minute, and the reports of errors."""
        sign = heartbeat_of(self._config)
        words = words_for(self._config.channel.language)

        async def give_sign_of_life() -> None:
            self.health.note_tick()
            failing = [f"{one.name}: {one.told}" for one in await self.health.check() if not one.ok]
            beat(sign, self._clock(), failing)

        async def report_errors() -> None:
            incidents = self.reports.take()
            if incidents:
                tell_admin(render_incidents(incidents, words))

        beat(sign, self._clock())
        return (
            JobRow("sign of life", HEARTBEAT_EVERY_S, give_sign_of_life),
            JobRow("error reports", _REPORTS_EVERY_S, report_errors),
        )
