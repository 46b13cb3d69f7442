"""Plays the demonstration: the whole bot over HTTP against a local Bot API, then ends by itself."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr
from rich.console import Console

from bot.app import run_app
from bot.config import (
    AccessSection,
    BackupSection,
    ChannelSection,
    Config,
    SourceSection,
    StorageSection,
    TelegramSection,
)
from bot.demo import script
from bot.demo.transcript import Transcript
from domain.source import Issuer
from sandbox.people import Channel, User
from sandbox.server import SandboxServer

TOKEN = "1000001:demonstration-only"  # noqa: S105  a token of the local Bot API only
_PATIENCE_S = 10.0


@dataclass(slots=True)
class Stage:
    """The local Bot API with its people, and what has been shown of each chat so far."""

    telegram: SandboxServer
    transcript: Transcript
    anna: User
    boris: User
    stranger: User
    governor: Channel
    ministry: Channel
    shown: dict[int, int] = field(default_factory=dict)

    async def act(
        self, what: str, do: Callable[[], object], chat: int, *, answers: int = 1, alerts: int = 0
    ) -> None:
        """Do something, wait for the bot's words, and show them. `alerts`: new words in the channel."""
        self.transcript.act(what)
        wanted = {
            chat: self._written(chat) + answers,
            script.ALERTS_CHAT: self._written(script.ALERTS_CHAT) + alerts,
        }
        do()
        await self.telegram.wait_for(
            lambda: all(self._written(place) >= count for place, count in wanted.items()),
            timeout_s=_PATIENCE_S,
        )
        self.transcript.show(self._news(chat), self._news(script.ALERTS_CHAT))

    def _written(self, chat: int) -> int:
        """How many texts a chat has seen, counting each edit as one."""
        return sum(1 + len(one.edits) for one in self.telegram.sent(chat))

    def _news(self, chat: int) -> list[str]:
        seen, now = self.shown.get(chat, 0), []
        for number, text in enumerate(_texts(self.telegram, chat)):
            if number >= seen:
                now.append(text)
        self.shown[chat] = seen + len(now)
        return now


def _texts(telegram: SandboxServer, chat: int) -> list[str]:
    """Every text of a chat: the first words of each message, then the messages as they were edited."""
    messages = telegram.sent(chat)
    first = [one.edits[0] if one.edits else one.text for one in messages]
    edited = [f"(edited) {text}" for one in messages for text in [*one.edits[1:], one.text][: len(one.edits)]]
    return [*first, *edited]


async def play(keep: Path | None) -> None:
    """Run the script; the database is kept in `keep` where that is given."""
    console = Console()
    started = time.monotonic()

    def clock() -> datetime:
        return script.MORNING + timedelta(seconds=time.monotonic() - started)

    with TemporaryDirectory() as folder:
        database = (keep or Path(folder)) / "demo.db"
        async with SandboxServer(TOKEN, clock=lambda: clock().timestamp()) as telegram:
            stage = _set_up(telegram, Transcript(console))
            await _with_bot(_config(telegram.api_base, database), clock, _perform(stage))
    console.print()
    console.print(f"Played in {time.monotonic() - started:.1f} s.", style="dim")
    if keep is not None:
        console.print(
            f"The database is in {database}; try: python -m bot totals --database sqlite:///{database}"
        )


async def _with_bot(
    config: Config, clock: Callable[[], datetime], scenes: Coroutine[None, None, None]
) -> None:
    ready, stop = asyncio.Event(), asyncio.Event()

    async def perform() -> None:
        await ready.wait()
        try:
            await scenes
        finally:
            stop.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(run_app(config, clock, stop, started=ready.set))
        group.create_task(perform())


def _set_up(telegram: SandboxServer, transcript: Transcript) -> Stage:
    telegram.channel(script.ALERTS_CHAT, "Dozor: alerts", bot_is_member=True)
    return Stage(
        telegram,
        transcript,
        anna=telegram.user(script.ANNA, "Anna", language="ru"),
        boris=telegram.user(script.BORIS, "Boris", language="en"),
        stranger=telegram.user(script.STRANGER, "Stranger", language="en"),
        governor=telegram.channel(script.GOVERNOR_CHAT, "Губернатор", username="demo_governor"),
        ministry=telegram.channel(script.MINISTRY_CHAT, "Ведомство", username="demo_ministry"),
    )


def _config(api_base: str, database: Path) -> Config:
    return Config(
        telegram=TelegramSection(token=SecretStr(TOKEN), api_base=api_base),
        access=AccessSection(editors=(script.ANNA, script.BORIS)),
        channel=ChannelSection(chat_id=script.ALERTS_CHAT),
        sources=(
            SourceSection(
                chat_id=script.GOVERNOR_CHAT,
                name="demo_governor",
                issuer=Issuer.GOVERNOR,
                home_region="RU-KLU",
            ),
            SourceSection(chat_id=script.MINISTRY_CHAT, name="demo_ministry", issuer=Issuer.MINISTRY),
        ),
        storage=StorageSection(url=f"sqlite:///{database}"),
        backup=BackupSection(enabled=False),
    )


async def _perform(stage: Stage) -> None:
    anna, boris = stage.anna, stage.boris
    posted = int(script.MORNING.timestamp()) - 1800
    governor = stage.governor.post(script.GOVERNOR_POST, date=posted)
    ministry = stage.ministry.post(script.MINISTRY_POST, date=posted + 600)
    await stage.act(
        "Anna forwards a governor's post: 11 over Kaluga region",
        lambda: anna.forward(governor),
        anna.id,
        alerts=1,
    )
    await stage.act("Boris forwards the same post", lambda: boris.forward(governor), boris.id)
    await stage.act(
        "Boris forwards the ministry's post: 20, of them 10 over Kaluga region",
        lambda: boris.forward(ministry),
        boris.id,
        alerts=2,
    )
    corrected = stage.ministry.edit(ministry, script.MINISTRY_CORRECTED)
    await stage.act(
        "The ministry corrects its post to 19; Anna forwards it again",
        lambda: anna.forward(corrected),
        anna.id,
        alerts=1,
    )
    unnumbered = stage.governor.post(script.UNNUMBERED_POST, date=posted + 900)
    await stage.act("A post without a number", lambda: anna.forward(unnumbered), anna.id)
    await stage.act("A stranger forwards a post", lambda: stage.stranger.forward(governor), stage.stranger.id)
    await stage.act("Boris asks /today", lambda: boris.send("/today"), boris.id)
    await stage.act("Anna asks /region Калуга", lambda: anna.send("/region Калужская область"), anna.id)
    await stage.act("Anna asks /why Калужская область", lambda: anna.send("/why Калужская область"), anna.id)
