"""Plays the demonstration: the whole bot over HTTP against a local Bot API, then ends by itself."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from pydantic import SecretStr
from rich.console import Console

from bot.app import run_app
from bot.config import (
    AccessSection,
    BackupSection,
    Config,
    SourceSection,
    StorageSection,
    TelegramSection,
)
from bot.config_channel import ChannelSection, CorrectionsSection
from bot.config_running import MetricsSection
from bot.demo import script
from bot.demo.transcript import Transcript
from domain.source import Issuer
from rendering.demonstration import (
    render_asking,
    render_edited,
    render_kept,
    render_played,
    render_scenes,
)
from rendering.i18n import Words, words_for
from sandbox.people import Channel, User
from sandbox.server import SandboxServer

TOKEN = "1000001:demonstration-only"  # noqa: S105  a token of the local Bot API only
_PATIENCE_S = 10.0


Language = Literal["ru", "en"]


def language_of(locale: str) -> Language:
    """The demonstration's language for a POSIX locale, such as "en_GB.UTF-8"; Russian where it names none."""
    return "en" if locale.lower().startswith("en") else "ru"


@dataclass(slots=True)
class Stage:
    """The local Bot API with its people, and what has been shown of each chat so far."""

    telegram: SandboxServer
    transcript: Transcript
    words: Words
    anna: User
    boris: User
    stranger: User
    governor: Channel
    bryansk: Channel
    tula: Channel
    ministry: Channel
    shown: dict[tuple[int, int], int] = field(default_factory=dict)

    async def play(self, scene: str, do: Callable[[], object], chat: int, *, alerts: int = 0) -> None:
        """Act a scene of `render_scenes`."""
        await self.act(render_scenes(self.words)[scene], do, chat, alerts=alerts)

    async def act(self, what: str, do: Callable[[], object], chat: int, *, alerts: int = 0) -> None:
        """Do something, wait for the bot's words, and show them. `alerts`: new words in the channel."""
        self.transcript.act(what)
        wanted = {
            chat: self._written(chat) + 1,
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
        """Each message's texts not shown yet: its first words, then what it was edited to."""
        now: list[str] = []
        for number, one in enumerate(self.telegram.sent(chat)):
            texts = [*one.edits, one.text]
            seen = self.shown.get((chat, number), 0)
            now += [
                text if at == 0 else render_edited(text, self.words)
                for at, text in enumerate(texts)
                if at >= seen
            ]
            self.shown[chat, number] = len(texts)
        return now


async def play(keep: Path | None, language: Language = "ru", port: int = 0) -> None:
    """Run the script in Russian or in English; the database is kept in `keep` where that is given.

    `port`: where /health and /metrics are answered meanwhile; 0: nowhere.
    """
    console, words = Console(), words_for(language)
    started = time.monotonic()

    def clock() -> datetime:
        return script.MORNING + timedelta(seconds=time.monotonic() - started)

    with TemporaryDirectory() as folder:
        database = (keep or Path(folder)) / "demo.db"
        async with SandboxServer(TOKEN, clock=lambda: clock().timestamp()) as telegram:
            stage = _set_up(telegram, Transcript(console, words), words)
            config = _config(telegram.api_base, database, language, port)
            await _with_bot(config, clock, _perform(stage))
    console.print()
    console.print(render_played(time.monotonic() - started, words), style="dim")
    if keep is not None:
        console.print(render_kept(f"sqlite:///{database}", words))


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


def _set_up(telegram: SandboxServer, transcript: Transcript, words: Words) -> Stage:
    """In Russian, Boris and the stranger read English all the same: each is answered in his own tongue."""
    telegram.channel(script.ALERTS_CHAT, "Dozor: alerts", bot_is_member=True)
    return Stage(
        telegram,
        transcript,
        words,
        anna=telegram.user(script.ANNA, "Anna", language=words.language),
        boris=telegram.user(script.BORIS, "Boris", language="en"),
        stranger=telegram.user(script.STRANGER, "Stranger", language="en"),
        governor=telegram.channel(script.GOVERNOR_CHAT, "Губернатор", username="demo_governor"),
        bryansk=telegram.channel(script.BRYANSK_CHAT, "Губернатор, Брянск", username="demo_bryansk"),
        tula=telegram.channel(script.TULA_CHAT, "Губернатор, Тула", username="demo_tula"),
        ministry=telegram.channel(script.MINISTRY_CHAT, "Ведомство", username="demo_ministry"),
    )


def _config(api_base: str, database: Path, language: Language, port: int) -> Config:
    return Config(
        telegram=TelegramSection(token=SecretStr(TOKEN), api_base=api_base),
        access=AccessSection(editors=(script.ANNA, script.BORIS)),
        # What follows here within seconds is minutes apart in life: nothing is taken together.
        corrections=CorrectionsSection(days=0),
        channel=ChannelSection(chat_id=script.ALERTS_CHAT, group_s=0, language=language),
        sources=(
            _governor(script.GOVERNOR_CHAT, "demo_governor", "RU-KLU"),
            _governor(script.BRYANSK_CHAT, "demo_bryansk", "RU-BRY"),
            _governor(script.TULA_CHAT, "demo_tula", "RU-TUL"),
            SourceSection(chat_id=script.MINISTRY_CHAT, name="demo_ministry", issuer=Issuer.MINISTRY),
        ),
        storage=StorageSection(url=f"sqlite:///{database}"),
        backup=BackupSection(enabled=False),
        metrics=MetricsSection(enabled=port > 0, port=port),
    )


def _governor(chat_id: int, name: str, region: str) -> SourceSection:
    return SourceSection(chat_id=chat_id, name=name, issuer=Issuer.GOVERNOR, home_region=region)


async def _perform(stage: Stage) -> None:
    await _hand_posts_in(stage)
    await _hand_in_what_disagrees(stage)
    await _ask(stage)


async def _hand_posts_in(stage: Stage) -> None:
    anna, boris = stage.anna, stage.boris
    posted = int(script.MORNING.timestamp()) - 1800
    governor = stage.governor.post(script.GOVERNOR_POST, date=posted)
    ministry = stage.ministry.post(script.MINISTRY_POST, date=posted + 600)
    await stage.play("governor", lambda: anna.forward(governor), anna.id, alerts=1)
    await stage.play("again", lambda: boris.forward(governor), boris.id)
    await stage.play("ministry", lambda: boris.forward(ministry), boris.id, alerts=2)
    corrected = stage.ministry.edit(ministry, script.MINISTRY_CORRECTED)
    await stage.play("corrected", lambda: anna.forward(corrected), anna.id, alerts=1)
    unnumbered = stage.governor.post(script.UNNUMBERED_POST, date=posted + 900)
    await stage.play("unnumbered", lambda: anna.forward(unnumbered), anna.id)
    await stage.play("stranger", lambda: stage.stranger.forward(governor), stage.stranger.id)


async def _hand_in_what_disagrees(stage: Stage) -> None:
    anna, boris = stage.anna, stage.boris
    posted = int(script.MORNING.timestamp()) - 900
    bryansk = stage.bryansk.post(script.BRYANSK_POST, date=posted)
    await stage.play("disputed", lambda: anna.forward(bryansk), anna.id, alerts=1)
    tula = stage.tula.post(script.TULA_POST, date=posted)
    await stage.play("morning", lambda: anna.forward(tula), anna.id, alerts=1)
    morning = stage.ministry.post(script.MINISTRY_MORNING, date=posted)
    await stage.play("overlap", lambda: boris.forward(morning), boris.id, alerts=1)


async def _ask(stage: Stage) -> None:
    in_english = stage.words.language == "en"
    kaluga, tula = ("Kaluga", "Tula") if in_english else ("Калужская область", "Тульская область")
    for person, name, question in (
        (stage.boris, "Boris", "/today"),
        (stage.anna, "Anna", f"/region {kaluga}"),
        (stage.anna, "Anna", f"/sum {tula}"),
        (stage.boris, "Boris", "/sum Bryansk Region"),
        (stage.boris, "Boris", "/disputed"),
        (stage.anna, "Anna", f"/why {kaluga}"),
    ):
        send = partial(person.send, question)
        await stage.act(render_asking(name, question, stage.words), send, person.id)
