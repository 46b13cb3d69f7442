"""Corrections: figures that what was told of them no longer supports."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.change import Cause
from domain.totals import TotalsRow


@dataclass(frozen=True, slots=True)
class Correction:
    """The figure of a place on a day before and after something was taken back. None: no claims on record.

    `region` is a region key, or "*" for the country. `revised`: nothing was taken back, but a new post gave a
    total below the sum of its parts.
    """

    corrected_at: datetime
    day: date
    region: str
    before: TotalsRow | None
    after: TotalsRow | None
    cause: Cause
    revised: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as a chat was last given it. `figure` None: the chat was told that nothing is on record."""

    chat_id: int
    told_at: datetime
    figure: TotalsRow | None
    thread_id: int | None = None
    language: str | None = None
    submitter: str | None = None
    """A keyed hash of who was told, where it was one person in private."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One corrected figure as a chat reads it: what it was told and when, what it is now, and why.

    `before`: the figure just before the correction, where it had grown since it was told. `editor_reason`
    None: the source changed its own post, which has `link` and `title`.
    """

    day: date
    region: str
    told: TotalsRow | None
    told_at: datetime
    before: TotalsRow | None
    after: TotalsRow | None
    editor_reason: str | None = None
    link: str | None = None
    title: str | None = None
