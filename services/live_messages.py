"""Messages to listeners in the outbox: sent, edited in silence, and answered when a figure leaps or falls."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.alert import Badge
from domain.live import CountedPost, Course, HeldBy, LiveLine
from domain.outbox import OutboxMessage
from domain.subscription import ChatSettings, Listener
from rendering.i18n import words_for
from rendering.live import render_counted_post, render_course, render_live
from services.ports import Transaction
from services.rules import CountingRules

_LOUD = frozenset({Badge.FIRST_EVER, Badge.FIRST_IN_DAYS})
_RELEASED = {f"released-{why.value}": why for why in HeldBy}
_TELL, _EDIT = 6, 8
"""After receipts (5): who waits for his own answer comes before who waits for news."""
TO_LISTENERS = _TELL
"""What is to be sent with this priority or a lesser one can wait, and may be very much."""


def message_key(kind: str, name: str, listener: Listener) -> str:
    """ "live:12@50", "post:17@-1005/7": unique, and says to whom."""
    topic = f"/{listener.thread_id}" if listener.thread_id else ""
    return f"{kind}:{name}@{listener.chat_id}{topic}"


def held_by(key: str) -> HeldBy | None:
    """Why what a message tells was not told at once, by its key."""
    return _RELEASED.get(key.partition(":")[0])


def release_kind(why: HeldBy) -> str:
    """How the key of a message begins that was held."""
    return f"released-{why.value}"


@dataclass(slots=True)
class LiveMessages:
    """Puts messages into the outbox. Equal texts of one transaction are rendered once."""

    tx: Transaction
    rules: CountingRules
    now: datetime
    _texts: dict[object, str] = field(default_factory=dict)

    def tell(self, key: str, to: Listener, told: Sequence[LiveLine], settings: ChatSettings) -> None:
        """A new message; with sound where a region is first in many days."""
        loud = any(one.line.badge in _LOUD for one in told)
        self._add(key, to, self._live_text(key, told, settings), silent=not loud)

    def edit(
        self, key: str, cause: str, to: Listener, told: Sequence[LiveLine], settings: ChatSettings
    ) -> None:
        """Bring the words of a message up to date."""
        self._edit(key, cause, to, self._live_text(key, told, settings))

    def tell_course(
        self, key: str, cause: str, to: Listener, courses: Sequence[Course], settings: ChatSettings
    ) -> None:
        """A short silent reply to a message."""
        words, zone = self._reader(settings)
        text = render_course(courses, words_for(words), zone)
        self._add(f"moved:{cause}:{key}", to, text, silent=True, replies_to=key)

    def tell_post(self, key: str, to: Listener, post: CountedPost, settings: ChatSettings) -> None:
        """A message of a single post."""
        loud = any(one.is_new for one in post.lines)
        self._add(key, to, self._post_text(post, settings), silent=not loud)

    def edit_post(
        self, key: str, cause: str, to: Listener, post: CountedPost, settings: ChatSettings
    ) -> None:
        """Bring the message of a post up to date."""
        self._edit(key, cause, to, self._post_text(post, settings))

    def _live_text(self, key: str, told: Sequence[LiveLine], settings: ChatSettings) -> str:
        language, zone = self._reader(settings)
        why = held_by(key)
        asked = (language, zone.key, why, *((one.day, one.line.region) for one in told))
        known = self._texts.get(asked)
        if known is None:
            known = self._texts[asked] = render_live(told, words_for(language), zone, held_by=why)
        return known

    def _post_text(self, post: CountedPost, settings: ChatSettings) -> str:
        language, zone = self._reader(settings)
        asked = (language, zone.key, post.post, *((one.day, one.region) for one in post.lines))
        known = self._texts.get(asked)
        if known is None:
            known = self._texts[asked] = render_counted_post(post, words_for(language), zone)
        return known

    def _reader(self, settings: ChatSettings) -> tuple[str, ZoneInfo]:
        return settings.language or self.rules.alerts.language, settings.zone_or(self.rules.zone)

    def _add(self, key: str, to: Listener, text: str, *, silent: bool, replies_to: str | None = None) -> None:
        message = OutboxMessage(
            key=key,
            chat_id=to.chat_id,
            text=text,
            thread_id=to.thread_id or None,
            silent=silent,
            priority=_TELL,
            replies_to=replies_to,
            expires_at=self.now + timedelta(hours=self.rules.alerts.fresh_hours),
        )
        self.tx.outbox.add(message, self.now)

    def _edit(self, key: str, cause: str, to: Listener, text: str) -> None:
        self.tx.outbox.supersede_pending_edit(key)
        message = OutboxMessage(
            key=f"{key}:edit:{cause}", chat_id=to.chat_id, text=text, edits=key, silent=True, priority=_EDIT
        )
        self.tx.outbox.add(message, self.now)
