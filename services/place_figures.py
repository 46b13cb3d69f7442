"""The figures of the places that a post names: on its days, and over all time."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.claim import Claim
from domain.region import region_key
from domain.totals import RegionFigures, TotalsRow
from services.ports import Transaction
from services.read_totals import row_of
from services.recount import all_time
from services.weigh_claims import counts

Place = tuple[date, str]
"""A day and a region key."""


def places_named(dated: Iterable[tuple[Claim, date]]) -> tuple[Place, ...]:
    """The days and regions whose figures the claims may change, in the order the post names them."""
    return tuple(
        dict.fromkeys((day, key) for claim, day in dated if counts(claim) for key in region_keys(claim))
    )


def region_keys(claim: Claim) -> tuple[str, ...]:
    """The keys under which a claim's regions are told: each its own, the composite as one."""
    return (region_key(claim.regions),) if claim.composite else claim.regions


def rows_of_places(tx: Transaction, places: Sequence[Place]) -> list[TotalsRow]:
    """The rows as they stand now, in the same order; one read for each day."""
    codes = {
        day: frozenset[str]().union(*(_codes(key) for on, key in places if on == day)) for day, _ in places
    }
    claims = {day: tx.claims.read_live(day, day, regions=wanted) for day, wanted in codes.items()}
    return [
        row_of(key, [c for c in claims[day] if _codes(key) & set(c.claim.regions)], _codes(key))
        for day, key in places
    ]


def figures_of_places(
    tx: Transaction, places: Sequence[Place], before: Sequence[TotalsRow] | None = None
) -> tuple[RegionFigures, ...]:
    """Each place before and after; without `before`, nothing has changed."""
    after = rows_of_places(tx, places)
    return tuple(
        RegionFigures(region, day, earlier if earlier.claims else None, row, all_time(tx, region))
        for (day, region), earlier, row in zip(places, before or after, after, strict=True)
    )


def _codes(key: str) -> frozenset[str]:
    return frozenset(key.split("+"))
