"""Exports of Telegram Desktop: the channel posts of `result.json`, of one chat or of a whole account.

Read as a stream: an export of years is never held whole. A post gets the key it has when it is forwarded to
the bot, so the two are one post.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

import ijson
from pydantic import BaseModel, ConfigDict, ValidationError

from domain.errors import RefusedFileError, RefusedLineError
from domain.post import channel_key, channel_link, text_hash
from domain.source import Source
from services.extract_lines import TEXT_LIMIT
from services.import_posts import ImportPost

_CHATS = ("chats.list.item", "left_chats.list.item")
_MESSAGES = frozenset({"messages.item", *(f"{chat}.messages.item" for chat in _CHATS)})
_PREFIXES = ("", *(f"{chat}." for chat in _CHATS))
_HEAD = {prefix + name: name for prefix in _PREFIXES for name in ("type", "name", "id")}
_CHANNELS = frozenset({"public_channel", "private_channel"})
_BOT_API_OFFSET = 1_000_000_000_000
_FIRST = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp())
_LAST = int(datetime(2200, 1, 1, tzinfo=UTC).timestamp()) - 1


class _Message(BaseModel):
    """What is read of a message; everything else is left unread."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: int
    date_unixtime: int | None = None
    edited_unixtime: int | None = None
    text: str | list[Any] = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Message `number` of the file, counted from 1: a post, or the reason why something is refused."""

    number: int
    post: ImportPost | None = None
    refusal: str | None = None


@dataclass(slots=True)
class _Chat:
    """The head of a chat, as far as it is read. `alone`: the export is of this chat only."""

    alone: bool
    type: str = ""
    name: str | None = None
    id: int | None = None

    @property
    def is_channel(self) -> bool:
        return self.type in _CHANNELS and self.id is not None

    @property
    def chat_id(self) -> int:
        """The channel's id as the Bot API gives it; an export leaves its prefix out."""
        return -(_BOT_API_OFFSET + (self.id or 0))


class TelegramExport:
    """One export to read. `sources` by chat id; `vouched`: whose the one channel is, by the operator's word.

    As it is read, `skipped` counts by reason the messages passed over, and `strangers` names the channels, by
    chat id, that are no sources.
    """

    def __init__(self, file: BinaryIO, sources: Mapping[int, Source], vouched: Source | None) -> None:
        self.skipped: Counter[str] = Counter()
        self.strangers: dict[int, str] = {}
        self._file = file
        self._sources = sources
        self._vouched = vouched

    def read(self, after: int = 0) -> Iterator[Found]:
        """Every post and refusal beyond the message of that number, in the order of the file.

        Raises RefusedFileError where the export is not what `vouched` says.
        """
        number = 0
        used = False
        try:
            for chat, message in _walk(self._file):
                number += 1
                source = self._source_of(chat)
                used = used or source is not None
                if source is not None and number > after:
                    yield from self._take(number, chat, source, message)
        except ijson.JSONError:
            where = f"after message {number}, near byte {position_of(self._file)}"
            yield Found(number, refusal=f"the file is broken or cut off {where}; what stands before is kept")
        if self.strangers and not used:
            yield Found(number, refusal=self._advice())

    def _source_of(self, chat: _Chat) -> Source | None:
        if not chat.is_channel:
            self.skipped["in chats that are no channels"] += 1
            return None
        listed = self._sources.get(chat.chat_id)
        source = listed if self._vouched is None else self._checked(self._vouched, chat, listed)
        if source is None:
            self.skipped["in channels that are no sources"] += 1
            self.strangers[chat.chat_id] = chat.name or ""
        return source

    def _checked(self, vouched: Source, chat: _Chat, listed: Source | None) -> Source:
        if not chat.alone:
            raise RefusedFileError("holds many chats; --source and --issuer are for an export of one channel")
        if listed is not None and listed.name != vouched.name:
            raise RefusedFileError(f"its channel {chat.chat_id} is listed as the source {listed.name}")
        if vouched.chat_id not in (None, chat.chat_id):
            raise RefusedFileError(
                f"its channel is {chat.chat_id}, and the source {vouched.name} is listed as {vouched.chat_id}"
            )
        return vouched

    def _take(self, number: int, chat: _Chat, source: Source, message: Mapping[str, Any]) -> Iterator[Found]:
        if message.get("type") != "message":
            self.skipped["of the service itself"] += 1
        elif "forwarded_from" in message or "forwarded_from_id" in message:
            # The number and the time of the original are not in an export, so it cannot be told apart.
            self.skipped["forwarded from elsewhere"] += 1
        else:
            try:
                post = _post_of(chat, source, message)
            except RefusedLineError as refused:
                yield Found(number, refusal=refused.reason)
            else:
                if post is None:
                    self.skipped["without words"] += 1
                else:
                    yield Found(number, post)

    def _advice(self) -> str:
        (chat_id, name), *more = self.strangers.items()
        which = f'the channel "{name}" ({chat_id})' if not more else f"none of its {len(more) + 1} channels"
        verb = "is no source" if not more else "is a source"
        return (
            f"{which} {verb}: list it under [[sources]] of the configuration with its chat_id, or say whose "
            "the export of one channel is: --source NAME, or --issuer and --home-region"
        )


def position_of(file: BinaryIO) -> int:
    """How many bytes of a file have been taken; 0 for a stream that cannot tell."""
    return file.tell() if file.seekable() else 0


def _walk(file: BinaryIO) -> Iterator[tuple[_Chat, dict[str, Any]]]:
    """Each message with the head of its chat; messages of chats that are no channels are not built."""
    chat, at = _Chat(alone=True), ""
    builder: ijson.ObjectBuilder | None = None
    for prefix, event, value in ijson.parse(file, use_float=True):
        if builder is not None:
            if chat.is_channel:
                builder.event(event, value)
            if event == "end_map" and prefix == at:
                yield chat, builder.value if chat.is_channel else {}
                builder = None
        elif event == "start_map":
            if prefix in _CHATS:
                chat = _Chat(alone=False)
            elif prefix in _MESSAGES:
                builder, at = ijson.ObjectBuilder(), prefix
                builder.event(event, value)
        elif event in ("string", "number") and (name := _HEAD.get(prefix)) is not None:
            setattr(chat, name, value)


def _post_of(chat: _Chat, source: Source, given: Mapping[str, Any]) -> ImportPost | None:
    """The post of a message; None for one without words."""
    try:
        message = _Message.model_validate(given)
    except ValidationError as error:
        fault = error.errors()[0]
        raise RefusedLineError(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}") from None
    text = "".join(map(_words, message.text))
    if not text.strip():
        return None
    if len(text) > TEXT_LIMIT:
        raise RefusedLineError(f"text: longer than {TEXT_LIMIT} characters")
    if message.date_unixtime is None:
        raise RefusedLineError("date_unixtime is missing: export again with a newer Telegram Desktop")
    posted_at = _instant(message.date_unixtime)
    return ImportPost(
        key=channel_key(chat.chat_id, message.id),
        source=source,
        posted_at=posted_at,
        seen_at=max(posted_at, _instant(message.edited_unixtime or message.date_unixtime)),
        text=text,
        text_hash=text_hash(text),
        link=channel_link(chat.chat_id, message.id, source.username),
        title=chat.name,
    )


def _words(part: Any) -> str:
    """The words of a part of a text: plain, or an entity that carries its own."""
    words = part.get("text") if isinstance(part, dict) else part
    if not isinstance(words, str):
        raise RefusedLineError("text: neither words nor an entity with words")
    return words


def _instant(seconds: int) -> datetime:
    if not _FIRST <= seconds <= _LAST:
        raise RefusedLineError(f"the time {seconds} cannot be meant")
    return datetime.fromtimestamp(seconds, UTC)
