"""News told to the listeners concerned, some hundreds in a transaction, until each of them has heard.

A hundred thousand listeners take Telegram an hour. So news take turns, and no more messages are written than
go out within a minute: who hears late hears what stands then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.live import Course, LiveLine
from domain.subscription import (
    ChatSettings,
    Heard,
    Listener,
    News,
    NewsPlace,
    Subscription,
    find_wish,
    place_of_subject,
    scopes_of_region,
    subject_of_place,
    subject_of_post,
)
from services.hearing import GONE, Standing, Step, choose_step
from services.live_lines import LiveLines
from services.live_messages import TO_LISTENERS, LiveMessages, message_key
from services.ports import Transaction
from services.rules import CountingRules
from services.tell_posts import PostTelling, tell_post

_CHANGES = frozenset({Step.EDIT, Step.JUMP, Step.CORRECT})
AT_ONCE = 200
"""Listeners of one transaction: some tens of milliseconds, in which nobody else can write."""


@dataclass(frozen=True, slots=True)
class WatchPolicy:
    """`jump`: a figure that has grown by so many since it was told is told in a reply."""

    jump: int = 10


def may_spread(tx: Transaction, most_waiting: int) -> bool:
    """Whether there is news, and fewer messages to listeners wait than that."""
    if tx.news.find_oldest() is None:
        return False
    return not tx.outbox.waits_as_many(most_waiting, TO_LISTENERS)


def spread_news(
    tx: Transaction,
    rules: CountingRules,
    policy: WatchPolicy,
    now: datetime,
    *,
    former_id: int = 0,
    at_once: int = AT_ONCE,
) -> int:
    """Tell the next listeners of the news whose turn it is after `former_id`; its id, 0 where no news waits.

    What they are told is what stands now, so that telling twice, late, or in another order says nothing
    false.
    """
    news = tx.news.find_next(former_id)
    if news is None:
        return 0
    news = _aged(news, now - timedelta(hours=rules.alerts.fresh_hours))
    subjects = [
        *(subject_of_place(one.day, one.region) for one in news.places),
        subject_of_post(news.post_id),
    ]
    scopes = dict.fromkeys(scope for one in news.places for scope in scopes_of_region(one.region))
    listeners = tx.subscriptions.read_listeners(list(scopes), subjects, news.reached, at_once)
    if listeners:
        _Round(tx, rules, policy, news, now).tell_all(listeners, subjects)
    if len(listeners) < at_once:
        tx.news.forget(news.id)
    else:
        tx.news.set_reached(news.id, listeners[-1])
    return news.id


def _aged(news: News, limit: datetime) -> News:
    """What waited too long, with the bot stopped, mends what was told and is told to nobody else."""
    if news.added_at >= limit:
        return news
    return replace(news, places=tuple(replace(one, fresh=False) for one in news.places))


@dataclass(frozen=True, slots=True)
class _Ear:
    """A listener with what he wants and has heard of the subjects in question. `holds`: nothing new now."""

    listener: Listener
    settings: ChatSettings
    wishes: Sequence[Subscription]
    heard: Mapping[str, Heard]
    holds: bool


class _Round:
    """One transaction's share of the listeners of one piece of news."""

    def __init__(
        self, tx: Transaction, rules: CountingRules, policy: WatchPolicy, news: News, now: datetime
    ) -> None:
        self._tx = tx
        self._rules = rules
        self._policy = policy
        self._news = news
        self._now = now
        self._lines = LiveLines(tx, rules)
        self._messages = LiveMessages(tx, rules, now)
        self._told: dict[str, list[Heard]] = {}
        self._changed: list[Heard] = []

    def tell_all(self, listeners: Sequence[Listener], subjects: Sequence[str]) -> None:
        """Queue what each of them is to get, and keep what each has heard."""
        chats = {one.chat_id for one in listeners}
        settings = self._tx.chats.read_settings(chats)
        wishes = self._tx.subscriptions.read_of_chats(chats)
        heard = self._tx.heard.read_of_subjects(subjects, listeners)
        keys = {one.message_key for known in heard.values() for one in known.values() if one.message_key}
        self._told = self._tx.heard.read_of_messages(keys)
        for one in listeners:
            chosen = settings[one.chat_id]
            if chosen.suspended_at is None:
                holds = chosen.holds(self._now, self._rules.zone)
                self._tell(_Ear(one, chosen, wishes.get(one, ()), heard.get(one, {}), holds))
        self._tx.heard.put(self._changed)

    def _tell(self, ear: _Ear) -> None:
        telling = PostTelling(self._lines, self._messages, self._news, holds=ear.holds)
        by_post, told_so = tell_post(telling, ear.listener, ear.settings, ear.wishes, ear.heard)
        self._changed.extend(told_so)
        new: list[LiveLine] = []
        touched: dict[str, list[Course]] = {}
        for place in self._news.places:
            line, known, step = self._choose(ear, place)
            told = (place.day, place.region) in by_post
            if step is Step.TELL and not told:
                new.append(line)
            elif step in _CHANGES and known is not None and known.message_key is not None:
                moved = not told and self._is_worth_a_reply(step, ear)
                self._changed.append(_as_told(known, line, self._said(line), moved=moved, holds=ear.holds))
                courses = touched.setdefault(known.message_key, [])
                courses.extend([Course(line, known.low, known.high)] if moved and not ear.holds else [])
        if new:
            self._tell_new(ear, new)
        for key, courses in touched.items():
            self._bring_up_to_date(key, ear, courses)

    def _choose(self, ear: _Ear, place: NewsPlace) -> tuple[LiveLine, Heard | None, Step]:
        line = self._lines.of_place(place.day, place.region)
        known = ear.heard.get(subject_of_place(place.day, place.region))
        standing = Standing(line.low, self._said(line), stands=line.stands, fresh=place.fresh)
        wish = find_wish(ear.wishes, place.region)
        return line, known, choose_step(standing, known, wish, self._policy.jump)

    def _is_worth_a_reply(self, step: Step, ear: _Ear) -> bool:
        return step is Step.JUMP or (step is Step.CORRECT and ear.settings.corrections)

    def _said(self, line: LiveLine) -> str:
        return self._lines.mark_of(line)

    def _tell_new(self, ear: _Ear, new: Sequence[LiveLine]) -> None:
        key = None if ear.holds else message_key("live", str(self._news.id), ear.listener)
        if key is not None:
            self._messages.tell(key, ear.listener, new, ear.settings)
        for line in new:
            subject = subject_of_place(line.day, line.line.region)
            told = Heard(
                ear.listener, subject, line.day, key, line.low, line.high, self._said(line), ear.holds
            )
            self._changed.append(told)

    def _bring_up_to_date(self, key: str, ear: _Ear, courses: Sequence[Course]) -> None:
        cause = str(self._news.id)
        lines = lines_of_message(self._told[key], self._lines)
        self._messages.edit(key, cause, ear.listener, lines, ear.settings)
        if courses:
            self._messages.tell_course(key, cause, ear.listener, courses, ear.settings)


def lines_of_message(told: Sequence[Heard], lines: LiveLines) -> list[LiveLine]:
    """The regions that a message tells, as they stand, in order of day and region."""
    places = (place_of_subject(one.subject) for one in told)
    return [lines.of_place(*place) for place in places if place is not None]


def _as_told(known: Heard, line: LiveLine, said: str, *, moved: bool, holds: bool) -> Heard:
    """What the listener knows after a step. A reply that is held is told by what was known before it."""
    if moved and holds:
        return replace(known, said=said, held=True)
    if not moved and line.stands:
        return replace(known, said=said, low=min(known.low, line.low) if known.low != GONE else known.low)
    return replace(
        known, said=said, low=line.low if line.stands else GONE, high=line.high if line.stands else 0
    )
