"""Every screen of the bot, in both languages, looks as it did before: commands and taps, over HTTP."""

import pytest

from sandbox.people import User
from sandbox.world import SentMessage
from tests.flow.whole_bot.newsroom import Newsroom
from tests.snapshot import FOLDER, assert_looks_as_before, picture_of

GOVERNOR_POST = (
    "С 23.00 до 5.00 мск силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов. "
    "Предварительно, пострадавших нет."
)
MINISTRY_POST = (
    "В период с 23.00 мск 10 июня до 6.00 мск 11 июня дежурными средствами ПВО уничтожены 18 украинских "
    "БПЛА: 10 – над территорией Калужской области, 8 – над территорией Брянской области."
)
COMMANDS = {
    "start": "/start", "help": "/help", "help_commands": "/help commands", "help_numbers": "/help numbers",
    "help_editors": "/help editors", "plain_region": "калуга вчера", "region_unknown": "/region Атлантида",
    "not_taken": "/sum строго", "as_of": "/today на 08:31", "settings": "/settings", "mute_off": "/mute off",
    "today": "/today", "yesterday": "/yesterday",
    "day": "/day 11.06 strict", "week": "/week", "region": "/region Калуга",
    "region_near": "/region Калужка", "region_none": "/region", "why": "/why Калуга", "compare": "/compare",
    "disputed": "/disputed", "sum": "/sum Калуга", "log": "/log Калуга", "sources": "/sources",
    "privacy": "/privacy", "about": "/about", "export": "/export", "corrections": "/corrections",
    "unknown_command": "/nonsense", "unknown_words": "абракадабра", "review": "/review",
    "decisions": "/decisions 1", "fix": "/fix", "cancel": "/cancel", "refused": "/reject 77",
}  # fmt: skip
TAPS = {"tap_same": 2, "tap_place": 3, "tap_number": 4, "tap_whose": 5, "tap_reject": 1}
"""Buttons of a receipt by their places; the last one decides."""
EXPORTED_FILES = 2


class Visitor:
    """An editor of one language who looks at everything."""

    def __init__(self, newsroom: Newsroom, person: User, language: str) -> None:
        self.newsroom, self.person, self.language = newsroom, person, language
        self.seen: list[str] = []

    @property
    def messages(self) -> list[SentMessage]:
        return self.newsroom.telegram.sent(self.person.id)

    async def next_message(self, before: int) -> SentMessage:
        await self.newsroom.said(self.person.id, at_least=before + 1)
        return self.messages[before]

    async def forward(self, text: str) -> SentMessage:
        channel = self.newsroom.governor if text == GOVERNOR_POST else self.newsroom.ministry
        before = len(self.messages)
        self.person.forward(channel.post(text))
        return await self.next_message(before)

    async def look(self, name: str, words: str) -> None:
        self.newsroom.pass_time(seconds=20)
        before = len(self.messages)
        self.person.send(words)
        if name == "export":
            await self.next_message(before + EXPORTED_FILES - 1)
        self.note(name, await self.next_message(before))

    async def tap(self, name: str, shown: SentMessage, at: int) -> None:
        self.newsroom.pass_time(seconds=20)
        before = len(self.messages)
        self.person.press(shown, shown.buttons[at]["callback_data"])
        self.note(name, await self.next_message(before))

    def note(self, name: str, shown: SentMessage) -> None:
        self.seen.append(f"{name}.{self.language}")
        assert_looks_as_before(self.seen[-1], picture_of(shown))


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_every_screen_looks_as_before(newsroom: Newsroom, language: str) -> None:
    person = newsroom.anna if language == "ru" else newsroom.boris
    visitor = Visitor(newsroom, person, language)
    async with newsroom.bot_runs():
        receipt = await visitor.forward(GOVERNOR_POST)
        visitor.note("receipt", receipt)
        visitor.note("receipt_ministry", await visitor.forward(MINISTRY_POST))
        unverified = newsroom.unlisted.post("Сбито 5 БПЛА над Тульской областью <b>&")
        before = len(visitor.messages)
        person.forward(unverified)
        visitor.note("receipt_unverified", await visitor.next_message(before))
        for name, words in COMMANDS.items():
            await visitor.look(name, words)
        for name, at in TAPS.items():
            await visitor.tap(name, receipt, at)
    kept = {path.name.removesuffix(".txt") for path in FOLDER.glob(f"*.{language}.txt")}
    assert kept == set(visitor.seen)
