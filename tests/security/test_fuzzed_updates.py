"""Whatever comes in, the bot goes on, and no fact changes without right.

FUZZ_UPDATES=10000 in the environment: so many of either kind, others each time.
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import User
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.app import open_desk
from delivery.keyboards import keyboard
from domain.screen import Buttons, Card
from handlers.dialog_storage import DatabaseDialogs
from handlers.middlewares import limit_users
from handlers.routes import include_routes
from intake.webhook import parse_posted
from intake.worker import InboxWorker
from sandbox.buttons import check_markup
from sandbox.markup import parse_html
from services.user_limits import UserLimits
from storage.database import SqlDatabase, open_database
from tests.flow.whole_bot.newsroom import ANNA, BORIS, make_config
from tests.security.hostile_updates import AT, as_body, with_right, without_right

NOW = datetime(2026, 6, 11, 5, 30, tzinfo=UTC)
BATCH = 25
UPDATES = int(os.environ.get("FUZZ_UPDATES", "500"))
FACTS = (
    "sources", "posts", "submissions", "versions", "version_lives", "reports", "claims", "claim_regions",
    "clusters", "cluster_months", "alerts", "outbox", "decisions", "doubts", "figure_changes",
    "corrections",
)  # fmt: skip
ALLOWED_TAGS = {"bold", "italic", "strikethrough", "code", "text_link", "blockquote", "spoiler", "pre"}
FUZZING = settings(
    max_examples=max(1, UPDATES // BATCH),
    derandomize="FUZZ_UPDATES" not in os.environ,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Said:
    """Every answer, checked to be markup that Telegram takes."""

    def __init__(self) -> None:
        self.count = 0

    def send(
        self, chat_id: int, text: str, *, buttons: Buttons = (), attached: object = None, **where: int | None
    ) -> None:
        self._check(text, buttons)
        self.count += 1

    def edit(self, chat_id: int, message_id: int, text: str, *, buttons: Buttons = (), **_: object) -> None:
        self._check(text, buttons)

    def acknowledge(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        assert "<b>" not in text

    def offer(self, query_id: str, cards: Sequence[Card], *, cache_s: int) -> None:
        assert len({card.id for card in cards}) == len(cards) <= 50
        for card in cards:
            self._check(card.text, ())
            assert 0 < len(card.id.encode()) <= 64

    def _check(self, text: str, buttons: Buttons) -> None:
        _, entities = parse_html(text)
        assert {one["type"] for one in entities} <= ALLOWED_TAGS, text
        markup = keyboard(buttons)
        check_markup(markup and markup.model_dump(exclude_none=True))


class NobodyElse:
    """Groups in which Telegram knows no admins."""

    async def is_admin(self, chat_id: int, user_id: int) -> bool:
        return False


class FuzzedBot:
    """The bot from its inbox on, with a real database and nothing in front of or behind it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runner = asyncio.Runner()
        self.said = Said()
        self.numbers = iter(range(1, 10**9))
        self.taken = self.refused = 0
        self.runner.run(self._open())

    async def _open(self) -> None:
        config = make_config("http://127.0.0.1:1", self.folder)
        self.database: SqlDatabase = await open_database(config.storage.url, clock=lambda: NOW)
        desk = await open_desk(config, self.database, lambda: NOW)
        bot = Bot("123456:TEST")
        bot._me = User(id=123456, is_bot=True, first_name="Dozor", username="dozor_bot")
        dispatcher = Dispatcher(
            desk=desk,
            replies=self.said,
            admins=NobodyElse(),
            dialogs=DatabaseDialogs(self.database, lambda: NOW),
        )
        include_routes(dispatcher)
        limit_users(dispatcher, UserLimits(lambda: NOW, answers=10**9, refusals=10**9))
        self.arrived, self.stop = asyncio.Event(), asyncio.Event()
        worker = InboxWorker(
            bot, dispatcher, self.database, lambda: NOW, self.arrived, incident_ids=lambda: "i"
        )
        self.group = asyncio.TaskGroup()
        await self.group.__aenter__()
        self.working = self.group.create_task(worker.run(self.stop))

    def take(self, updates: list[dict[str, Any]]) -> None:
        """Take these in as the webhook would, and let all of them be handled."""
        self.runner.run(self._take(updates))

    async def _take(self, updates: list[dict[str, Any]]) -> None:
        rows = []
        for update in updates:
            body = as_body(update, next(self.numbers))
            posted = parse_posted(body)
            if posted is None:
                self.refused += 1
            else:
                rows.append((posted["update_id"], body))
        await self.database.write(lambda tx: tx.inbox.add_updates(rows, NOW))
        self.taken += len(rows)
        self.arrived.set()
        async with asyncio.timeout(60):
            while not self.working.done() and await self._any_open():  # noqa: ASYNC110  no event tells that a row is closed
                await asyncio.sleep(0)
        if self.working.done():
            self.working.result()

    async def _any_open(self) -> bool:
        return bool(await self.database.read(lambda tx: tx.inbox.read_open(1)))

    def close(self) -> None:
        async def end() -> None:
            self.stop.set()
            await self.group.__aexit__(None, None, None)
            await self.database.close()

        self.runner.run(end())
        self.runner.close()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "dozor.db")) as connection:
            return connection.execute(query).fetchall()

    def facts(self) -> dict[str, list[tuple[Any, ...]]]:
        return {table: self.rows(f"SELECT * FROM {table}") for table in FACTS}  # noqa: S608  names of our own

    def crashes(self) -> list[tuple[Any, ...]]:
        """Updates whose handler raised: their error is a class, not the fields that could not be read."""
        return self.rows(
            "SELECT error, content FROM inbox WHERE state = 'set_aside' AND error NOT LIKE '%: %' LIMIT 5"
        )


pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


@pytest.fixture
def fuzzed_bot(tmp_path: Path) -> Iterator[FuzzedBot]:
    made = FuzzedBot(tmp_path)
    made.take([forward_of_anna("Сбиты 11 БПЛА над территорией Боровского округа")])
    yield made
    made.close()


def forward_of_anna(text: str, message_id: int = 1) -> dict[str, Any]:
    origin = {
        "type": "channel",
        "date": AT,
        "message_id": 40 + message_id,
        "chat": {"id": -1001000000001, "type": "channel"},
    }
    anna = {"id": ANNA, "is_bot": False, "first_name": "Anna"}
    where = {"id": ANNA, "type": "private"}
    message = {"message_id": 10**6 + message_id, "date": AT, "chat": where, "from": anna}
    return {"message": {**message, "text": text, "forward_origin": origin}}


def question_of_boris() -> dict[str, Any]:
    boris = {"id": BORIS, "is_bot": False, "first_name": "Boris"}
    where = {"id": BORIS, "type": "private"}
    return {"message": {"message_id": 1, "date": AT, "chat": where, "from": boris, "text": "/today"}}


def fuzz(bot: FuzzedBot, updates: st.SearchStrategy[dict[str, Any]], check: Callable[[], None]) -> None:
    @FUZZING
    @given(st.lists(updates, min_size=BATCH, max_size=BATCH))
    def batch(given_updates: list[dict[str, Any]]) -> None:
        bot.take(given_updates)
        check()
        answered = bot.said.count
        bot.take([question_of_boris()])
        assert bot.said.count == answered + 1, "the bot no longer answers"
        assert bot.crashes() == []

    batch()
    assert bot.taken > UPDATES * 0.9


def test_no_update_without_right_changes_a_fact_or_stops_the_bot(fuzzed_bot: FuzzedBot) -> None:
    before = fuzzed_bot.facts()
    assert len(before["claims"]) == 1

    def check() -> None:
        assert fuzzed_bot.facts() == before

    fuzz(fuzzed_bot, without_right(), check)


def test_no_update_of_an_editor_stops_the_bot_or_gives_a_broken_message(fuzzed_bot: FuzzedBot) -> None:
    def check() -> None:
        for (message,) in fuzzed_bot.rows("SELECT text FROM outbox"):
            parse_html(message)

    fuzz(fuzzed_bot, with_right(), check)


def test_update_of_an_unknown_type_is_closed_without_a_word_of_it_in_the_log(
    fuzzed_bot: FuzzedBot, caplog: pytest.LogCaptureFixture
) -> None:
    fuzzed_bot.take([{"a_type_of_next_year": {"text": "чужие слова", "from": {"id": 5}}}])
    assert fuzzed_bot.rows("SELECT count(*) FROM inbox WHERE content IS NOT NULL") == [(0,)]
    assert "чужие слова" not in caplog.text


def test_post_with_half_a_character_is_taken_in(fuzzed_bot: FuzzedBot) -> None:
    fuzzed_bot.take([forward_of_anna("\ud83d Сбиты 5 БПЛА над территорией Брянской области 🇷🇺", 2)])
    assert fuzzed_bot.rows("SELECT text FROM versions ORDER BY id DESC LIMIT 1") == [
        ("? Сбиты 5 БПЛА над территорией Брянской области 🇷🇺",)
    ]
