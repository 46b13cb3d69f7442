"""Those who write to the bot: users and chats, whose doings become updates."""

from dataclasses import dataclass
from typing import Any

from sandbox.origins import channel_origin
from sandbox.world import SentMessage, World


@dataclass(frozen=True, slots=True)
class Chat:
    """A group or supergroup; `thread` opens a topic in it."""

    world: World
    id: int

    @property
    def as_json(self) -> dict[str, Any]:
        return self.world.chats[self.id]

    def thread(self, thread_id: int) -> int:
        """Open a topic and return its id."""
        self.world.threads.setdefault(self.id, set()).add(thread_id)
        return thread_id

    def appoint(self, user: "User") -> None:
        """Make a user an admin of the chat."""
        self.world.administrators.setdefault(self.id, []).append(user.as_json)

    def bot_becomes(self, status: str, by: "User") -> int:
        """The bot's membership changes to "member", "administrator", "kicked" …; returns the update_id."""
        change = {
            "chat": self.as_json,
            "from": by.as_json,
            "date": self.world.now(),
            "old_chat_member": {"user": self.world.bot, "status": "left"},
            "new_chat_member": {"user": self.world.bot, "status": status, **_BANNED.get(status, {})},
        }
        return self.world.updates.push({"my_chat_member": change})


_BANNED: dict[str, dict[str, Any]] = {"kicked": {"until_date": 0}}


@dataclass(frozen=True, slots=True)
class Channel(Chat):
    """A channel; `bot_is_member` decides whether its posts and edits reach the bot by themselves."""

    bot_is_member: bool = False

    def post(self, text: str, *, date: int | None = None, photo: bool = False) -> dict[str, Any]:
        """Publish a post, or a photo with the text as its caption; returns it as the channel shows it.

        `date` in Unix seconds, the present by default.
        """
        content: dict[str, Any] = {"caption": text, "photo": [_PHOTO]} if photo else {"text": text}
        post = self.world.new_message(self.as_json, {"sender_chat": self.as_json, **content})
        if date is not None:
            post["date"] = date
        if self.bot_is_member:
            self.world.updates.push({"channel_post": dict(post)})
        return post

    def edit(self, post: dict[str, Any], text: str) -> dict[str, Any]:
        """Change a post; forwards made before keep their text."""
        worded = "caption" if "caption" in post else "text"
        edited: dict[str, Any] = {**post, worded: text, "edit_date": self.world.now()}
        self.world.messages[self.id][post["message_id"]] = edited
        if self.bot_is_member:
            self.world.updates.push({"edited_channel_post": dict(edited)})
        return edited


@dataclass(frozen=True, slots=True)
class User:
    """A person. Without `to`, the private chat with the bot is meant. Verbs return the message made."""

    world: World
    id: int
    as_json: dict[str, Any]

    def send(
        self, text: str, *, to: Chat | None = None, thread_id: int | None = None, **extra: Any
    ) -> dict[str, Any]:
        """Write a text; a leading /word becomes a bot_command entity. `extra` goes in as it stands."""
        content: dict[str, Any] = {"text": text, **extra}
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return self.write(content, to=to, thread_id=thread_id)

    def forward(
        self, post: dict[str, Any], *, to: Chat | None = None, thread_id: int | None = None
    ) -> dict[str, Any]:
        """Forward a channel's post with the text, caption and photo it has now."""
        origin = channel_origin(post["chat"], post["message_id"], post["date"])
        kept = ("text", "caption", "photo", "media_group_id", "entities", "caption_entities")
        carried = {name: post[name] for name in kept if name in post}
        return self.write({**carried, "forward_origin": origin}, to=to, thread_id=thread_id)

    def forward_from(
        self, origin: dict[str, Any], text: str, *, to: Chat | None = None, thread_id: int | None = None
    ) -> dict[str, Any]:
        """Forward a text from any origin (sandbox.origins)."""
        return self.write({"text": text, "forward_origin": origin}, to=to, thread_id=thread_id)

    def send_album(
        self, caption: str, size: int, *, origin: dict[str, Any] | None = None, to: Chat | None = None
    ) -> list[dict[str, Any]]:
        """Photos in one album, the caption on the first: Telegram sends each as a message of its own."""
        album = f"album-{self.id}-{len(self.world.messages)}-{self.world.updates.confirmed_below}"
        shared: dict[str, Any] = {"media_group_id": album, "photo": [_PHOTO]}
        if origin:
            shared["forward_origin"] = origin
        return [
            self.write({**shared, "caption": caption} if at == 0 else shared, to=to) for at in range(size)
        ]

    def edit(self, message: dict[str, Any], text: str) -> int:
        """Change one's own message; returns the update_id."""
        edited = {**message, "text": text, "edit_date": self.world.now()}
        self.world.messages[message["chat"]["id"]][message["message_id"]] = edited
        return self.world.updates.push({"edited_message": edited})

    def press(self, shown: SentMessage, data: str) -> str:
        """Press a button under the bot's message; returns the callback query's id."""
        message = self.world.messages[shown.chat_id][shown.message_id]
        self.world.taps += 1
        query_id = f"{self.id}-{self.world.taps}"
        query = {"id": query_id, "from": self.as_json, "message": message, "data": data}
        self.world.updates.push({"callback_query": {**query, "chat_instance": str(shown.chat_id)}})
        return query_id

    def tap(self, shown: SentMessage, label: str) -> str:
        """Press the button that shows these words; LookupError where there is none."""
        return self.press(shown, shown.button(label)["callback_data"])

    def ask_inline(self, text: str) -> str:
        """Type @bot text in some chat; returns the inline query's id."""
        self.world.taps += 1
        query_id = f"inline-{self.id}-{self.world.taps}"
        query = {"id": query_id, "from": self.as_json, "query": text, "offset": ""}
        self.world.updates.push({"inline_query": query})
        return query_id

    def write(
        self, content: dict[str, Any], *, to: Chat | None = None, thread_id: int | None = None
    ) -> dict[str, Any]:
        """Put any message content into a chat and queue its update."""
        chat = to.as_json if to else self.world.chats[self.id]
        thread = {} if thread_id is None else {"message_thread_id": thread_id, "is_topic_message": True}
        message = self.world.new_message(chat, {"from": self.as_json, **thread, **content})
        self.world.updates.push({"message": dict(message)})
        return message


_PHOTO = {"file_id": "photo", "file_unique_id": "photo", "width": 90, "height": 90, "file_size": 1}
