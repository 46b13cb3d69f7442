"""What a chat wants to hear without asking, and what it has heard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.errors import UnknownRegionError
from domain.region import RegionGroup, get_region

EVERYWHERE = "*"
"""The scope of who wants to hear of every region."""
MINUTES_OF_A_DAY = 24 * 60


class Listener(NamedTuple):
    """A chat, or one topic of a forum, that is told things; `thread_id` 0: the chat itself."""

    chat_id: int
    thread_id: int = 0


@dataclass(frozen=True, slots=True)
class Subscription:
    """One scope that a listener wants to hear of: a region's code, a federal district, or EVERYWHERE.

    `minimum`: nothing is told before the day's figure of a region is so many. `every_post`: each post that
    counts gets a message of its own, instead of one message for a region's day.
    """

    scope: str
    minimum: int = 0
    every_post: bool = False


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """How a chat wants to be told. `quiet_from` and `quiet_to` are minutes of the day in its own zone.

    `zone` is an IANA name, None: the counting zone. `language` None: not chosen. `suspended_at`: since when
    the chat refuses us, so that nothing is sent there.
    """

    chat_id: int
    language: str | None = None
    zone: str | None = None
    corrections: bool = True
    quiet_from: int | None = None
    quiet_to: int | None = None
    muted_until: datetime | None = None
    suspended_at: datetime | None = None

    def zone_or(self, counting: ZoneInfo) -> ZoneInfo:
        """Whose clock the chat reads; the counting zone's too where this machine does not know the chat's."""
        try:
            return counting if self.zone is None else ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return counting

    def is_muted(self, now: datetime) -> bool:
        return self.muted_until is not None and now < self.muted_until

    def is_quiet(self, now: datetime, counting: ZoneInfo) -> bool:
        """Whether the clock of the chat stands within its quiet hours."""
        if self.quiet_from is None or self.quiet_to is None:
            return False
        clock = now.astimezone(self.zone_or(counting))
        minute = clock.hour * 60 + clock.minute
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= minute < self.quiet_to
        return minute >= self.quiet_from or minute < self.quiet_to

    def holds(self, now: datetime, counting: ZoneInfo) -> bool:
        """Whether what would be told now is held for later."""
        return self.is_muted(now) or self.is_quiet(now, counting)


@dataclass(frozen=True, slots=True)
class DigestSlot:
    """A time of the day, in minutes of the chat's own clock, at which a listener gets a digest."""

    listener: Listener
    minute: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Overview:
    """All that is set for a listener: how his chat is told, of what, and at which minutes a digest comes."""

    settings: ChatSettings
    subscriptions: tuple[Subscription, ...] = ()
    digests: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmuted:
    """What the end of a mute found. `was_muted`: there was one; `waits`: something was held, and follows."""

    was_muted: bool
    waits: bool = False


@dataclass(frozen=True, slots=True)
class NewsPlace:
    """A region's day whose figure may have changed. `fresh`: young enough to be told to who has not heard."""

    day: date
    region: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class News:
    """What a post or a decision changed, until every listener concerned is told.

    `reached`: the last listener told so far, in order of chat and topic.
    """

    id: int
    post_id: int
    places: tuple[NewsPlace, ...]
    added_at: datetime
    reached: Listener | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What a listener was told of a subject: a region's day, or a post.

    `message_key`: the message in the outbox that tells it; None while it is held. `low` and `high`: the
    figure as it was told last (high None: no limit). `said`: a mark of the words that the message has now.
    `held`: something of it waits for quiet hours or a mute to end.
    """

    listener: Listener
    subject: str
    day: date
    message_key: str | None
    low: int
    high: int | None
    said: str
    held: bool = False


def subject_of_place(day: date, region: str) -> str:
    """ "2026-06-11 RU-KLU": the subject of a region's day."""
    return f"{day.isoformat()} {region}"


def place_of_subject(subject: str) -> tuple[date, str] | None:
    """The day and the region of a subject; None for a post."""
    day, _, region = subject.partition(" ")
    return (date.fromisoformat(day), region) if region else None


def subject_of_post(post_id: int) -> str:
    """ "post:17": the subject of a post."""
    return f"post:{post_id}"


def scopes_of_region(region: str) -> tuple[str, ...]:
    """The scopes that take in a region key, the narrowest first: its codes, their districts, everywhere."""
    codes = region.split("+")
    groups = dict.fromkeys(group.value for code in codes if (group := _group_of(code)) is not None)
    return (*codes, *groups, EVERYWHERE)


def find_wish(subscriptions: Iterable[Subscription], region: str) -> Subscription | None:
    """The subscription that speaks of a region key: of several the narrowest."""
    by_scope = {one.scope: one for one in subscriptions}
    return next((by_scope[scope] for scope in scopes_of_region(region) if scope in by_scope), None)


def next_due(minute: int, zone: ZoneInfo, after: datetime) -> datetime:
    """The first instant after another at which the clock of a zone shows a minute of the day.

    A minute that a clock set forward leaps over falls due as much later; one that comes twice, once.
    """
    on = after.astimezone(zone).date()
    while True:
        due = datetime.combine(on, time(minute // 60, minute % 60), zone).astimezone(UTC)
        if due > after:
            return due
        on += timedelta(days=1)


def _group_of(code: str) -> RegionGroup | None:
    try:
        return get_region(code).group
    except UnknownRegionError:
        return None
