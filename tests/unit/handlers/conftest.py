"""Updates as Telegram sends them, a bot without a network, and a desk with memory."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiogram import Bot, Dispatcher
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import Message, Update, User

from domain.answers import Comparison, Disputes, RegionStory, Statement
from domain.change import ChangeLog
from domain.post import IncomingPost
from domain.screen import Buttons
from domain.source import Issuer, Source
from domain.tally import Tally, TallyState
from domain.totals import Explanation, Period, SourceStanding, Totals, TotalsRow
from handlers.routes import include_routes

EDITOR, STRANGER, CHANNEL, OTHER_CHANNEL = 11, 22, -1001, -1002
AT = 1762929600
"""2025-11-12 06:40 UTC."""


class MemoryDesk:
    """Answers with eleven for everything and remembers what it was asked."""

    def __init__(self) -> None:
        sources = {CHANNEL: Source("kaluga", Issuer.GOVERNOR, "RU-KLU", chat_id=CHANNEL)}
        self.rules = SimpleNamespace(zone=ZoneInfo("Europe/Moscow"), sources=sources)
        self.submitted: list[tuple[IncomingPost, int | None]] = []
        self.asked: list[tuple[Any, ...]] = []
        self.noted: list[tuple[Any, ...]] = []
        self.chats: list[tuple[int, str]] = []
        self.regions: dict[str, list[str]] = {"калуга": ["RU-KLU"], "киров": ["RU-KIR", "RU-KLU"]}
        self.regions["московский регион"] = ["RU-MOS", "RU-MOW"]
        self.failure: Exception | None = None

    async def submit(self, post: IncomingPost, update_id: int | None = None) -> None:
        if self.failure is not None:
            raise self.failure
        self.submitted.append((post, update_id))

    async def totals(
        self,
        period: Period,
        *,
        regions: Collection[str] | None = None,
        by: str = "region",
        strict: bool = False,
        as_of: datetime | None = None,
    ) -> Totals:
        narrowed = (strict, as_of) if strict or as_of else ()
        self.asked.append((period, tuple(regions) if regions else None, by, *narrowed))
        return Totals(period, (), _eleven("all"), strict=strict, as_of=as_of)

    async def compare(self, period: Period, region: str | None) -> Comparison:
        self.asked.append((period, region))
        return Comparison(period, region, ())

    async def find_disputes(self, period: Period, region: str | None) -> Disputes:
        self.asked.append((period, region))
        return Disputes(period, ())

    async def state_figure(self, period: Period, region: str | None) -> Statement:
        self.asked.append((period, region))
        return Statement(period, region, _eleven("all"), ("mod",))

    async def read_log(self, period: Period, region: str | None) -> ChangeLog:
        self.asked.append((period, region))
        return ChangeLog(period, region, ())

    async def region_story(self, region: str, period: Period) -> RegionStory:
        return RegionStory(region, period, (), ())

    def near_regions(self, name: str) -> list[str]:
        return []

    def note_answer(self, chat_id: int, totals: Totals, region: str | None) -> None:
        self.noted.append((chat_id, totals.period, region))

    async def all_time(self, region: str) -> TotalsRow | None:
        return _eleven(region)

    async def explain(self, period: Period, region: str | None) -> Explanation:
        self.asked.append((period, region))
        return Explanation(region, period, _eleven("all"), ())

    async def sources(self) -> list[SourceStanding]:
        return [SourceStanding("kaluga", "Калуга", "governor", "RU-KLU", CHANNEL, 0, None)]

    async def remember_chat(self, chat_id: int, kind: str) -> None:
        self.chats.append((chat_id, kind))

    def today(self) -> date:
        return date(2025, 11, 12)

    def find_regions(self, name: str) -> list[str]:
        return self.regions.get(name.casefold(), [])

    def hash_submitter(self, user_id: int) -> str:
        return f"hash-{user_id}"

    def is_editor(self, user_id: int | None) -> bool:
        return user_id == EDITOR


def _eleven(key: str) -> TotalsRow:
    return TotalsRow(key, Tally(11, 11, 11, 11, 11, TallyState.EXACT), 1, 0)


@dataclass
class MemoryReplies:
    """Keeps what would be sent."""

    sent: list[SimpleNamespace] = field(default_factory=list)
    edited: list[SimpleNamespace] = field(default_factory=list)
    acknowledged: list[tuple[str, str, bool]] = field(default_factory=list)

    def send(
        self,
        chat_id: int,
        text: str,
        *,
        thread_id: int | None = None,
        reply_to: int | None = None,
        buttons: Buttons = (),
        attached: object = None,
    ) -> None:
        told = SimpleNamespace(chat_id=chat_id, text=text, thread_id=thread_id, reply_to=reply_to)
        told.buttons, told.attached = buttons, attached
        self.sent.append(told)

    def acknowledge(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        self.acknowledged.append((query_id, text, alert))

    def edit(self, chat_id: int, message_id: int, text: str, *, buttons: Buttons = (), **_: object) -> None:
        self.edited.append(
            SimpleNamespace(chat_id=chat_id, message_id=message_id, text=text, buttons=buttons)
        )

    @property
    def only(self) -> SimpleNamespace:
        assert len(self.sent) == 1, self.sent
        return self.sent[0]


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk()


@pytest.fixture
def replies() -> MemoryReplies:
    return MemoryReplies()


@pytest.fixture
def bot() -> Bot:
    """A bot that knows its own name, as it does after the start, and needs no network."""
    made = Bot("123456:TEST")
    made._me = User(id=123456, is_bot=True, first_name="Dozor", username="dozor_bot")
    return made


Feed = Callable[..., Awaitable[object]]


@pytest.fixture
def feed(bot: Bot, desk: MemoryDesk, replies: MemoryReplies) -> Feed:
    """Feed one update, given as the Bot API writes it, through all routes."""
    dispatcher = Dispatcher(desk=desk, replies=replies, dialogs=MemoryStorage())
    include_routes(dispatcher)

    async def feed_one(update: dict[str, Any], **data: Any) -> object:
        parsed = Update.model_validate(update, context={"bot": bot})
        return await dispatcher.feed_update(bot, parsed, **data)

    return feed_one


def message_json(text: str | None = None, **fields: Any) -> dict[str, Any]:
    """A message of an editor in a private chat, unless the fields say otherwise."""
    made: dict[str, Any] = {
        "message_id": 7,
        "date": AT,
        "chat": {"id": EDITOR, "type": "private", "first_name": "A"},
        "from": {"id": EDITOR, "is_bot": False, "first_name": "A", "language_code": "ru"},
    }
    if text is not None:
        made["text"] = text
    return made | fields


@pytest.fixture
def make_update() -> Callable[..., dict[str, Any]]:
    """An update with one message; `kind` is the update's field, `user` and `group` change who and where."""

    def make(
        text: str | None = None,
        *,
        kind: str = "message",
        user: int = EDITOR,
        language: str | None = "ru",
        group: bool = False,
        **fields: Any,
    ) -> dict[str, Any]:
        sender = {"id": user, "is_bot": False, "first_name": "A"}
        if language is not None:
            sender["language_code"] = language
        chat = {"id": user, "type": "private", "first_name": "A"}
        if group:
            chat = {"id": -100500, "type": "supergroup", "title": "Desk"}
        given = {"from": sender, "chat": chat} | fields
        return {"update_id": 900, kind: message_json(text, **given)}

    return make


@pytest.fixture
def channel_update() -> Callable[..., dict[str, Any]]:
    """A post of a channel itself; `kind` is channel_post or edited_channel_post."""

    def make(
        text: str, *, kind: str = "channel_post", chat_id: int = CHANNEL, **fields: Any
    ) -> dict[str, Any]:
        post = {
            "message_id": 55,
            "date": AT,
            "chat": {"id": chat_id, "type": "channel", "title": "Калуга", "username": "kaluga"},
            "sender_chat": {"id": chat_id, "type": "channel", "title": "Калуга"},
            "text": text,
        }
        return {"update_id": 901, kind: post | fields}

    return make


@pytest.fixture
def make_message(make_update: Callable[..., dict[str, Any]]) -> Callable[..., Message]:
    def make(text: str | None = None, **fields: Any) -> Message:
        message = Update.model_validate(make_update(text, **fields)).message
        assert message is not None
        return message

    return make


@pytest.fixture
def from_channel() -> dict[str, Any]:
    """The origin of a forwarded channel post, an hour before the forward."""
    return {
        "type": "channel",
        "date": AT - 3600,
        "message_id": 41,
        "chat": {"id": CHANNEL, "type": "channel", "title": "Калуга", "username": "kaluga"},
    }


@pytest.fixture
def forwarded_at() -> datetime:
    return datetime.fromtimestamp(AT, UTC)
