"""What was held for listeners in quiet hours or a mute: told when these have ended, and nothing is lost."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.live import Course, HeldBy
from domain.outbox import OutboxMessage
from domain.subscription import ChatSettings, Heard, Listener, place_of_subject
from rendering.i18n import words_for
from rendering.live import render_mute_over
from services.hearing import GONE
from services.live_lines import LiveLines
from services.live_messages import LiveMessages, message_key, release_kind
from services.ports import Transaction
from services.rules import CountingRules
from services.spread_news import AT_ONCE, WatchPolicy


def release_held(
    tx: Transaction, rules: CountingRules, policy: WatchPolicy, now: datetime, *, at_once: int = AT_ONCE
) -> int:
    """Queue what waits for listeners whose time is quiet no more, and the notes that a mute has ended.

    Returns how many chats and topics were served; as many as `at_once` mean that more may wait.
    """
    over = set(tx.chats.read_mutes_over(now))
    holding = tx.heard.read_holding()
    settings = tx.chats.read_settings({*over, *(one.chat_id for one in holding)})
    free = {
        chat_id
        for chat_id, chosen in settings.items()
        if chosen.suspended_at is None and not chosen.holds(now, rules.zone)
    }
    due = [one for one in holding if one.chat_id in free][:at_once]
    release = _Release(tx, rules, policy, now)
    told = {
        one.chat_id
        for one in due
        if release.tell(one, settings[one.chat_id], HeldBy.MUTE if one.chat_id in over else HeldBy.QUIET)
    }
    ended = 0
    if len(due) < at_once:
        for chat_id in sorted(over & free):
            tx.chats.set_muted(chat_id, None)
            ended += 1
            if chat_id not in told:
                _note_end(tx, settings[chat_id], rules, now)
    return len(due) + ended


class _Release:
    def __init__(self, tx: Transaction, rules: CountingRules, policy: WatchPolicy, now: datetime) -> None:
        self._tx = tx
        self._policy = policy
        self._now = now
        self._lines = LiveLines(tx, rules)
        self._messages = LiveMessages(tx, rules, now)

    def tell(self, to: Listener, settings: ChatSettings, why: HeldBy) -> bool:
        """Tell a listener what stands of what was held; False where nothing does."""
        held = self._tx.heard.read_held(to)
        untold = self._tell_untold(to, [one for one in held if one.message_key is None], settings, why)
        moved = self._tell_moved(to, [one for one in held if one.message_key is not None], settings)
        return untold or moved

    def _tell_untold(self, to: Listener, held: Sequence[Heard], settings: ChatSettings, why: HeldBy) -> bool:
        """What was taken back meanwhile is not told at all, and may be news again."""
        standing, gone = [], []
        for one in held:
            place = place_of_subject(one.subject)
            line = self._lines.of_place(*place) if place is not None else None
            if line is not None and line.stands:
                standing.append((one, line))
            else:
                gone.append(one.subject)
        self._tx.heard.forget(to, gone)
        if not standing:
            return False
        key = message_key(release_kind(why), self._now.isoformat(), to)
        self._messages.tell(key, to, [line for _, line in standing], settings)
        self._tx.heard.put(
            [
                replace(
                    one,
                    message_key=key,
                    low=line.low,
                    high=line.high,
                    said=self._lines.mark_of(line),
                    held=False,
                )
                for one, line in standing
            ]
        )
        return True

    def _tell_moved(self, to: Listener, held: Sequence[Heard], settings: ChatSettings) -> bool:
        """Figures told before that went on meanwhile; their messages have the new words already."""
        courses: dict[str, list[Course]] = {}
        for one in held:
            place = place_of_subject(one.subject)
            if place is None or one.message_key is None:
                continue
            line = self._lines.of_place(*place)
            low = line.low if line.stands else GONE
            if low < one.low or low >= one.low + self._policy.jump or GONE == one.low != low:
                courses.setdefault(one.message_key, []).append(Course(line, one.low, one.high))
            high = line.high if line.stands else 0
            self._tx.heard.put([replace(one, low=low, high=high, held=False)])
        for key, members in courses.items():
            self._messages.tell_course(key, f"{self._now:%Y%m%dT%H%M%S}", to, members, settings)
        return bool(courses)


def _note_end(tx: Transaction, settings: ChatSettings, rules: CountingRules, now: datetime) -> None:
    text = render_mute_over(words_for(settings.language or rules.alerts.language))
    key = message_key("mute", now.isoformat(), Listener(settings.chat_id))
    tx.outbox.add(OutboxMessage(key=key, chat_id=settings.chat_id, text=text, silent=True, priority=6), now)
