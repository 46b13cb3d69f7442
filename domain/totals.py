"""Answers: totals of a period, receipts, and the reasons behind a number. Pure data for rendering."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.order import Seen
from domain.record import StoredClaim
from domain.report import Report
from domain.tally import Tally


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first_on` to `last_on`, both included, as dates in the configured zone."""

    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """One line: `key` is a region key, a day, an originator or "all". `claims` says how many made it.

    `unnumbered`: how many of them carry no number. `shared_count`: the region is named only in a shared
    count of so many. `by_originator`: of a dispute, the originators whose own figures are its two ends; none
    where no such figures can be set side by side. `straddling`: how many of its claims have hours that begin
    before its first day. `left_out`: how many claims a strict question kept out, because their hours cross
    the edge of the period. `disputed_in`: the places at odds, where a figure is of several.
    """

    key: str
    tally: Tally
    claims: int
    unnumbered: int
    shared_count: int | None = None
    by_originator: tuple[tuple[str, Tally], ...] = ()
    straddling: int = 0
    left_out: int = 0
    disputed_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals of a period. `not_split` is what is known for the country only, not by region.

    `strict`: only claims whose hours lie wholly within the period took part. `region`: the key of the region
    that was asked for, None for the country; all of it is `all`.
    """

    period: Period
    rows: tuple[TotalsRow, ...]
    all: TotalsRow
    not_split: TotalsRow | None = None
    as_of: datetime | None = None
    strict: bool = False
    region: str | None = None


@dataclass(frozen=True, slots=True)
class HoursNamed:
    """How many claims of a period name each hour of the day, 00 to 23, in the zone of the days.

    `silent`: how many name none, or a window of more than `longest` hours, which says little of any hour.
    """

    counts: tuple[int, ...]
    silent: int
    longest: int


class Decision(StrEnum):
    """What became of a forwarded post. `held_text`: an editor holds another text of it in force."""

    COUNTED = "counted"
    DUPLICATE = "duplicate"
    NEW_VERSION = "new_version"
    OLD_VERSION = "old_version"
    UNVERIFIED = "unverified"
    NOTHING_COUNTED = "nothing_counted"
    HELD_TEXT = "held_text"


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """A region named by a post: its figures on the post's day before and after it, and over all time.

    `all_time` is None while the sums of a long history are recomputed after an import.
    """

    region: str
    day: date
    before: TotalsRow | None
    after: TotalsRow
    all_time: TotalsRow | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a forwarder is told. `former` is the report of the version that this one replaced.

    `unlisted_chat_id`: the visible channel of a post that is unverified because nobody listed it.
    `replaced_at`: the instant of the new text (an edit, or a later forward), where a former one gave way.
    `seen`: how the post stands, for buttons that decide on it.
    """

    decision: Decision
    source_title: str | None
    posted_at: datetime
    link: str | None
    report: Report
    regions: tuple[RegionFigures, ...] = ()
    submissions: int = 1
    unlisted_chat_id: int | None = None
    former: Report | None = None
    replaced_at: datetime | None = None
    post_id: int | None = None
    seen: Seen | None = None


class Role(StrEnum):
    """How a claim took part in a number."""

    COUNTED = "counted"
    FOLDED = "folded"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Reason:
    """One claim in the story of a number. `rule` is how it was folded or why it was ignored.

    `note`: the reason an editor gave, where he rejected it.
    """

    claim: StoredClaim
    role: Role
    rule: str
    into: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a number is what it is: `/why`. `scope` is a region code, or None for the country."""

    scope: str | None
    period: Period
    row: TotalsRow
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SourceStanding:
    """A listed source with what came from it."""

    name: str
    title: str
    issuer: str
    home_region: str | None
    chat_id: int | None
    posts: int
    last_posted_at: datetime | None
