"""The people and channels of a long run: posts, edits, questions, strangers; the same for the same seed."""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from bot.bench.posts import synthetic_posts
from sandbox.people import Channel, Chat, User
from sandbox.server import SandboxServer

EDITORS = tuple(range(501, 521))
GOVERNOR, MINISTRY, ALERTS = -1001000000001, -1001000000002, -1001000000003
_GROUPS = tuple(range(-1002000000020, -1002000000000))
_PUBLIC, _FIRST_PERSON = 20_000, 1_000_000
"""People who ask now and then, more than the bot remembers at a time."""
_MARKER = 900_000_000
_PER_DAY = 10
_KEPT = 200
"""Messages of a chat that are kept, the newest: what is edited or answered is among them."""
_QUESTIONS = (
    "/today",
    "/day {day}",
    "/day {day} strict",
    "/week",
    "/region Калужская область",
    "/why Калужская область {day}",
    "/sum Брянская область {day}",
    "/compare Тульская область {day}",
    "/disputed {day}",
    "/sources",
    "/help",
    "/privacy",
    "Сколько сегодня над Калугой?",
)


class Crowd:
    """Does one thing after another on the sandbox; `now` is the day that the posts lead up to."""

    def __init__(self, telegram: SandboxServer, updates: int, now: datetime) -> None:
        self._telegram = telegram
        self._random = Random(1)  # noqa: S311  material for measuring, no secret
        self._posts = synthetic_posts(
            updates, per_day=_PER_DAY, first=now - timedelta(days=updates // 4 // _PER_DAY + 1)
        )
        self._governor: Channel = telegram.channel(GOVERNOR, "Governor")
        self._ministry: Channel = telegram.channel(MINISTRY, "Ministry", bot_is_member=True)
        telegram.channel(ALERTS, "Alerts")
        self._groups: list[Chat] = [telegram.group(chat_id) for chat_id in _GROUPS]
        self._editors = [telegram.user(number) for number in EDITORS]
        self._latest: deque[tuple[Channel, dict[str, Any]]] = deque(maxlen=50)
        self._markers = count(_MARKER)
        self._doings: tuple[tuple[Callable[[], None], ...], tuple[int, ...]] = (
            (self._post, self._edit, self._ask, self._ask_in_group, self._strange),
            (20, 8, 22, 10, 40),
        )

    def do(self, times: int) -> None:
        """So many updates, some of this and some of that."""
        for doing in self._random.choices(*self._doings, k=times):
            doing()

    async def until_answered(self, timeout_s: float) -> None:
        """Until the bot has answered a newcomer who wrote after everybody else."""
        newcomer = self._telegram.user(next(self._markers))
        newcomer.send("/start")
        chat = self._telegram.world.messages
        await self._telegram.wait_for(lambda: len(chat[newcomer.id]) > 1, timeout_s=timeout_s)

    def forget(self) -> None:
        """What the sandbox remembers of long ago, and those of the public who have had their answer."""
        world = self._telegram.world
        world.calls.clear()
        del world.sent[: -10 * _KEPT]
        for chat_id in [one for one in world.chats if one >= _FIRST_PERSON]:
            del world.chats[chat_id]
            world.messages.pop(chat_id, None)
        for chat in world.messages.values():
            for message_id in list(chat)[:-_KEPT]:
                del chat[message_id]

    def _post(self) -> None:
        """A post that an editor forwards, or that the bot receives as a member of the channel."""
        post = next(self._posts)
        channel = self._ministry if post.ministry else self._governor
        shown = channel.post(post.text, date=int(post.posted_at.timestamp()))
        self._latest.append((channel, shown))
        if not channel.bot_is_member:
            self._random.choice(self._editors).forward(shown)

    def _edit(self) -> None:
        """One of the last posts gets other figures."""
        if not self._latest:
            return self._post()
        at = self._random.randrange(len(self._latest))
        channel, post = self._latest[at]
        edited = channel.edit(post, _other_figures(post["text"], self._random))
        self._latest[at] = (channel, edited)
        if not channel.bot_is_member:
            self._random.choice(self._editors).forward(edited)
        return None

    def _ask(self) -> None:
        """About the newest day of which anything is known."""
        day = "12.11.2025"
        if self._latest:
            day = datetime.fromtimestamp(self._latest[-1][1]["date"], UTC).strftime("%d.%m.%Y")
        self._one_of_the_public().send(self._random.choice(_QUESTIONS).format(day=day))

    def _ask_in_group(self) -> None:
        self._one_of_the_public().send("/today", to=self._random.choice(self._groups))

    def _strange(self) -> None:
        """Somebody who may not hand posts in does so, or writes what is no question."""
        stranger = self._one_of_the_public()
        if self._latest and self._random.random() < 0.7:
            stranger.forward(self._latest[-1][1])
        else:
            stranger.send("Привет! " + "как дела? " * self._random.randrange(50))

    def _one_of_the_public(self) -> User:
        return self._telegram.user(_FIRST_PERSON + self._random.randrange(_PUBLIC))


def _other_figures(text: str, random: Random) -> str:
    """The same text with one word of it counted anew."""
    words = text.split(" ")
    at = random.choice([number for number, word in enumerate(words) if word.isdigit()])
    words[at] = str(random.randint(2, 60))
    return " ".join(words)


def sizes_of_waves(updates: int, wave: int) -> Iterator[int]:
    """`updates` in waves of that size; the last may be smaller."""
    while updates > 0:
        yield min(wave, updates)
        updates -= wave
