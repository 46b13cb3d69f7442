"""Answers that set claims side by side: comparisons, disputes, and a figure ready to publish."""

from dataclasses import dataclass
from datetime import date

from domain.claim import Place
from domain.record import StoredClaim
from domain.totals import Period, TotalsRow


@dataclass(frozen=True, slots=True)
class Side:
    """What one originator says of a place and a day; `claims` are those its figure rests on."""

    originator: str
    row: TotalsRow
    claims: tuple[StoredClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Standoff:
    """A place on a day with what each originator says of it, and all of it reconciled in `whole`.

    `region` is a region key, None for the country.
    """

    day: date
    region: str | None
    whole: TotalsRow
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Originators side by side by day and region; `alone`: places of which a single one spoke, left out."""

    period: Period
    region: str | None
    places: tuple[Standoff, ...]
    alone: int = 0


@dataclass(frozen=True, slots=True)
class Disputes:
    """Places and days of a period where the floor is above the ceiling."""

    period: Period
    places: tuple[Standoff, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure of a place (None: the country) and a period, and whose claims it rests on."""

    period: Period
    region: str | None
    row: TotalsRow
    originators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionStory:
    """What lies behind a region's figure of a period.

    `places`: each place within it with how many counted claims name it, the most named first. `latest`:
    the last claims about it, newest first.
    """

    region: str
    period: Period
    places: tuple[tuple[Place, int], ...]
    latest: tuple[StoredClaim, ...]
