"""The change log: which figures were changed by what, and which were shown when."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.tally import Tally
from domain.totals import Period, TotalsRow

COUNTRY = "*"
"""The place of a shown figure that speaks of the whole country."""


class Occasion(StrEnum):
    """Where a figure was shown. Answers to narrowed questions are told apart: theirs is another figure."""

    RECEIPT = "receipt"
    ANSWER = "answer"
    ANSWER_STRICT = "answer_strict"
    ANSWER_AS_OF = "answer_as_of"
    ALERT = "alert"
    DIGEST = "digest"
    NOTICE = "notice"


class CauseKind(StrEnum):
    """What may change a figure: the text of a post, an editor's decision, everything read anew."""

    POST = "post"
    DECISION = "decision"
    REBUILD = "rebuild"


@dataclass(frozen=True, slots=True)
class Cause:
    """What changed a figure: a post or a decision by its id, or a rebuild (then `id` is None)."""

    kind: CauseKind
    id: int | None = None

    def __str__(self) -> str:
        return str(self.kind) if self.id is None else f"{self.kind}:{self.id}"


def parse_cause(text: str) -> Cause:
    """The cause of its text ("post:17", "decision:5", "rebuild"); ValueError for any other."""
    kind, _, number = text.partition(":")
    return Cause(CauseKind(kind), int(number) if number else None)


def as_printed(row: TotalsRow | None) -> object:
    """What a reader sees of a figure, for comparison: the claims behind it may change without it."""
    if row is None or not row.claims:
        return None
    sides = tuple((name, *_bounds(tally)) for name, tally in row.by_originator)
    return (*_bounds(row.tally), row.shared_count, row.unnumbered, sides)


def _bounds(tally: Tally) -> tuple[object, ...]:
    return tally.low, tally.best, tally.high, tally.state, tally.flags


@dataclass(frozen=True, slots=True)
class FigureChange:
    """The figure of a region's day before and after a change; None: no claims on record."""

    changed_at: datetime
    day: date
    region: str
    before: TotalsRow | None
    after: TotalsRow | None
    cause: Cause


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure told in a chat. `chat_id` is 0 for every private chat: who asks is not kept."""

    shown_at: datetime
    chat_id: int
    occasion: Occasion
    period: Period
    region: str
    figure: TotalsRow


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """A change with what a reader may look up of its cause: the address and the title of the post."""

    change: FigureChange
    link: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """What happened to the figures of a place (None: every region, and the country's own) on some days.

    Oldest first; `left_out` older entries were too many to tell.
    """

    period: Period
    region: str | None
    entries: tuple[LoggedChange | ShownFigure, ...]
    left_out: int = 0
