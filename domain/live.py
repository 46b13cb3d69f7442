"""What a message to a listener says: regions' days as they stand, how a figure went on, a counted post."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.alert import AlertLine
from domain.totals import TotalsRow


class HeldBy(StrEnum):
    """Why what a message tells was not told at once."""

    QUIET = "quiet"
    MUTE = "mute"


@dataclass(frozen=True, slots=True)
class PostLink:
    """A post as a message names it."""

    title: str
    link: str | None


@dataclass(frozen=True, slots=True)
class LiveLine:
    """A region's day as it stands; the figure of `line` is reconciled over all claims, `others` are sides.

    `stands`: whether any claim supports it still. `originators`: whose claims; `posts`: the newest of them.
    """

    line: AlertLine
    day: date
    stands: bool
    originators: tuple[str, ...]
    posts: tuple[PostLink, ...]

    @property
    def low(self) -> int:
        """At least so many are told."""
        return self.line.row.tally.low if self.line.row.claims else 0

    @property
    def high(self) -> int | None:
        """At most so many; None: no limit."""
        return self.line.row.tally.high if self.line.row.claims else 0


@dataclass(frozen=True, slots=True)
class Course:
    """How a figure went on since it was told, as `low` and `high` (None: no limit).

    `low` below 0: what was told last is that nothing supports it.
    """

    now: LiveLine
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class PostLine:
    """A region in a counted post, with the post's own figure; `is_new`: the post brought the region."""

    region: str
    day: date
    own: TotalsRow
    is_new: bool


@dataclass(frozen=True, slots=True)
class CountedPost:
    """A post that counts, as it stands; without lines nothing is left of it that was told."""

    post: PostLink
    originator: str
    posted_at: datetime
    lines: tuple[PostLine, ...]
