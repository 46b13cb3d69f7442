"""The stage of the runs with several bots on one PostgreSQL: each a process with a port of its own."""

import asyncio
import json
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bot.config import Config
from sandbox.people import Channel, User
from sandbox.server import SandboxServer
from tests.chaos import stage as chaos
from tests.chaos.stormed_bot import Tempo
from tests.replicas.post_office import PATH, SECRET, PostOffice
from tests.servers import parse_server, run_on

PUBLIC = "http://127.0.0.1:9"
"""Where Telegram is told to post to: nobody listens there, the post office knows better."""


def free_ports(how_many: int) -> list[int]:
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(how_many)]
    ports = [one.getsockname()[1] for one in taken]
    for one in taken:
        one.close()
    return ports


def replica_config(base: Config, url: str, port: int) -> Config:
    """The same bot, posted its updates at a port of its own, over the database of all."""
    sections = base.model_dump(exclude={"telegram": {"token"}})
    sections["telegram"]["mode"] = "webhook"
    sections["webhook"] |= {"url": PUBLIC, "path": PATH, "port": port, "secret": SECRET}
    sections["storage"]["url"] = url
    return Config.model_validate(sections)


class Replica(chaos.BotProcess):
    """Its settings hold the secret of the webhook, which a configuration never shows."""

    def __init__(self, config: Config, tempo: Tempo, folder: Path) -> None:
        super().__init__(config, tempo, folder)
        settings = json.loads(self._settings)
        settings["webhook"]["secret"] = SECRET
        self._settings = json.dumps(settings)


@dataclass(slots=True, repr=False)
class ReplicaStage:
    """Telegram with its people, the database, and the replicas. Meets what tests/chaos asks of a stage."""

    telegram: SandboxServer
    url: str
    editors: list[User]
    strangers: list[User]
    governors: list[Channel]
    unlisted: Channel
    ports: list[int]
    bots: list[chaos.BotProcess] = field(default_factory=list)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return run_on(parse_server(self.url), query)

    def count(self, query: str) -> int:
        return int(self.rows(query)[0][0])

    def waiting(self) -> int:
        """Updates, messages and news not done with."""
        return self.count(
            "SELECT (SELECT count(*) FROM inbox WHERE state = 'open')"
            " + (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending'))"
            " + (SELECT count(*) FROM news)"
        )

    async def settle(self, *, timeout_s: float) -> None:
        """Until nothing waits anywhere."""
        await self.until(lambda: not self.waiting(), timeout_s=timeout_s)

    async def until(self, condition: Callable[[], bool], *, timeout_s: float) -> None:
        try:
            async with asyncio.timeout(timeout_s):
                while not await asyncio.to_thread(condition):  # noqa: ASYNC110  nothing tells of other processes
                    await asyncio.sleep(0.2)
        except TimeoutError:
            heard = [bot.said()[-5:] for bot in self.bots]
            raise AssertionError(f"{self.waiting()} wait after {timeout_s} s; {heard}") from None

    async def until_listening(self) -> None:
        """Until each replica has opened its port."""
        await self.until(lambda: all(map(_is_open, self.ports)), timeout_s=60)

    async def end(self) -> None:
        for bot in self.bots:
            await bot.end()

    def office(self, random: Random) -> PostOffice:
        return PostOffice(self.ports, random)

    def take_updates(self) -> list[dict[str, Any]]:
        """What people have done so far, taken out of Telegram's hands."""
        updates = self.telegram.world.updates.peek(1_000_000)
        if updates:
            self.telegram.world.updates.confirm(updates[-1]["update_id"] + 1)
        return list(updates)


def _is_open(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(("127.0.0.1", port)) == 0


def make_stage(telegram: SandboxServer, url: str, folder: Path, *, replicas: int) -> ReplicaStage:
    """With nobody's bot running yet. Telegram's own deliveries are stopped: the post office delivers."""
    telegram._webhook.cancel()
    tempo = Tempo()
    people = chaos.make_stage(telegram, tempo, folder, folder)
    ports = free_ports(replicas)
    stage = ReplicaStage(
        telegram, url, people.editors, people.strangers, people.governors, people.unlisted, ports
    )
    for number, port in enumerate(ports):
        own = folder / f"replica-{number}"
        own.mkdir()
        config = replica_config(people.config, url, port)
        stage.bots.append(Replica(config, tempo, own))
    return stage
