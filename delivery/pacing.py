"""When a chat may be written to again: Telegram's limits as plain arithmetic.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this (30 messages a
second overall, one a second per chat with short bursts, 20 a minute per group or channel).
"""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.pace import ALL_CHATS, Pace

_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)
_TOO_FAR = timedelta(minutes=1)
"""Nothing that was sent holds a chat for longer: an instant further away is of a clock that was wrong."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages: a second overall, a second in one chat (after a burst), a minute in a group."""

    overall_per_second: int = 30
    chat_per_second: float = 1.0
    group_per_minute: int = 20
    chat_burst: int = 3


@dataclass(slots=True)
class _Chat:
    """`full_at`: when the chat's whole burst is there again. `sent`: group messages of the last minute."""

    full_at: datetime
    held_until: datetime
    sent: deque[datetime] = field(default_factory=deque)


class Pacing:
    """Remembers what was sent; the present instant always comes from the caller, aware UTC."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._rest = _SECOND / self._limits.chat_per_second
        self._seen_at: datetime | None = None
        self._recent: deque[datetime] = deque(maxlen=self._limits.overall_per_second)
        self._chats: dict[int, _Chat] = {}

    def next_free_at(self, chat_id: int, now: datetime) -> datetime:
        """The first instant, not before `now`, at which a message may go to the chat."""
        self._notice_clock(now)
        free_at = now
        if len(self._recent) == self._limits.overall_per_second:
            free_at = max(free_at, self._recent[0] + _SECOND)
        chat = self._chats.get(chat_id)
        if chat is None:
            return free_at
        free_at = max(free_at, chat.held_until, chat.full_at - self._rest * (self._limits.chat_burst - 1))
        if len(chat.sent) >= self._limits.group_per_minute:
            free_at = max(free_at, chat.sent[-self._limits.group_per_minute] + _MINUTE)
        return free_at

    def room_at(self, now: datetime) -> tuple[int, datetime]:
        """How many messages may go out at once to chats that are free, and when the next one may."""
        self._notice_clock(now)
        most = self._limits.overall_per_second
        lately = [at for at in self._recent if at > now - _SECOND]
        return most - len(lately), now if len(lately) < most else lately[0] + _SECOND

    def note_sent(self, chat_id: int, at: datetime) -> None:
        """A message goes to the chat at this instant; told before the call, so that calls may overlap."""
        self._recent.append(at)
        chat = self._chat(chat_id, at)
        chat.full_at = max(chat.full_at, at) + self._rest
        if chat_id < 0:
            chat.sent.append(at)
            while chat.sent[0] <= at - _MINUTE:
                chat.sent.popleft()

    def hold(self, chat_id: int, until: datetime) -> None:
        """Telegram asked for silence in the chat (retry_after)."""
        chat = self._chat(chat_id, until)
        chat.held_until = max(chat.held_until, until)

    def forget_idle(self, now: datetime) -> None:
        """Drop chats about which nothing is left to remember."""
        idle = [
            chat_id
            for chat_id, chat in self._chats.items()
            if max(chat.full_at, chat.held_until) <= now and (not chat.sent or chat.sent[-1] <= now - _MINUTE)
        ]
        for chat_id in idle:
            del self._chats[chat_id]

    def load_overall(self, overall: Pace, now: datetime) -> None:
        """Begin with what is remembered of all chats together."""
        self._recent.extend(sorted(at for at in overall.sent if at <= now + _TOO_FAR))

    def load_chats(self, chats: Sequence[Pace], now: datetime) -> None:
        """Take over what is remembered of some chats."""
        for one in chats:
            sent = deque(at for at in one.sent if at <= now + _TOO_FAR)
            self._chats[one.chat_id] = _Chat(min(one.full_at, now + _TOO_FAR), one.held_until, sent)

    def dump(self, chat_ids: Collection[int], now: datetime) -> list[Pace]:
        """What is to be remembered of these chats and of all together."""
        known = [(chat_id, self._chats[chat_id]) for chat_id in sorted(chat_ids) if chat_id in self._chats]
        paces = [Pace(chat_id, one.full_at, one.held_until, tuple(one.sent)) for chat_id, one in known]
        return [Pace(ALL_CHATS, now, now, tuple(self._recent)), *paces]

    def _notice_clock(self, now: datetime) -> None:
        """A clock that was set back would hold every chat until it is again where it was."""
        if self._seen_at is not None and now < self._seen_at - _SECOND:
            self._recent.clear()
            self._chats.clear()
        self._seen_at = now

    def _chat(self, chat_id: int, at: datetime) -> _Chat:
        if chat_id not in self._chats:
            self._chats[chat_id] = _Chat(full_at=at, held_until=at)
        return self._chats[chat_id]
