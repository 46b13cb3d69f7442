"""Whether several bots share the database, and how the inbox and the outbox then work."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.config import Config
from delivery.pacing import Limits, Pacing
from delivery.turns import LocalTurns, SharedTurns, Turns
from intake.claims import Claims
from intake.strays import give_lanes
from services.ports import Clock, Database
from storage.calls import Channel
from storage.location import parse_url
from storage.patience import PatientDatabase
from storage.server import Server
from storage.transaction import SqlTransaction

T = TypeVar("T")


class Calls(Protocol):
    """Hears the calls of other bots until it is told to stop."""

    async def run(self, stop: asyncio.Event) -> None: ...


def may_share(config: Config) -> bool:
    """Only who is posted his updates can be one of several, and only a server is asked by several at once."""
    return config.telegram.mode == "webhook" and isinstance(parse_url(config.storage.url), Server)


class Beside:
    """Meets services.ports.Database: does not wait for who writes facts, where the database is a server.

    For inbox and outbox alone, which decide by rows that they lock.
    """

    def __init__(self, database: PatientDatabase) -> None:
        self._database = database

    async def write(self, work: Callable[[SqlTransaction], T]) -> T:
        """In a transaction of its own."""
        return await self._database.write_beside(work)

    async def read(self, work: Callable[[SqlTransaction], T]) -> T:
        """As ever."""
        return await self._database.read(work)


@dataclass(frozen=True, slots=True)
class Queues:
    """The parts that differ between a bot that is alone and one of several, which is called `name`."""

    database: Database
    server: Server | None
    name: str
    shared: bool

    def turns(self, clock: Clock, limits: Limits) -> Turns:
        """Who keeps Telegram's limits."""
        if self.shared:
            return SharedTurns(self.database, clock, limits)
        return LocalTurns(self.database, clock, Pacing(limits))

    def claims(self, clock: Clock) -> Claims | None:
        """What tells whose an update is; None for a bot that is alone."""
        return Claims(self.database, clock, self.name) if self.shared else None

    def listening(self, called: Mapping[Channel, Callable[[], None]]) -> Calls | None:
        """What hears the calls of the others; None for a bot that is alone."""
        if not self.shared or self.server is None:
            return None
        from storage.listening import Listening  # noqa: PLC0415 - its driver is loaded where it is used

        return Listening(self.server, called)


async def open_queues(config: Config, database: PatientDatabase, name: str) -> Queues:
    """The queues of this bot, which is called `name`; what was left by a bot that was alone is made ready."""
    place = parse_url(config.storage.url)
    if not isinstance(place, Server):
        return Queues(database, None, name, shared=False)
    queues = Queues(Beside(database), place, name, shared=may_share(config))
    if queues.shared:
        await give_lanes(database)
    return queues
