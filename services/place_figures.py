"""The figures of the places that a post names: on its days, and over all time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from domain.claim import Claim
from domain.record import StoredClaim
from domain.region import region_key
from domain.totals import RegionFigures, TotalsRow
from services.all_time import all_time_rows
from services.ports import Transaction
from services.read_totals import row_of
from services.weigh_claims import counts

Place = tuple[date, str]
"""A day and a region key."""

DayClaims = Mapping[date, Sequence[StoredClaim]]
"""The live claims of each day about the regions in question, in order of id."""

_ROWS_KNOWN = 128


def places_named(dated: Iterable[tuple[Claim, date]]) -> tuple[Place, ...]:
    """The days and regions whose figures the claims may change, in the order the post names them."""
    return tuple(
        dict.fromkeys((day, key) for claim, day in dated if counts(claim) for key in region_keys(claim))
    )


def region_keys(claim: Claim) -> tuple[str, ...]:
    """The keys under which a claim's regions are told: each its own, the composite as one."""
    return (region_key(claim.regions),) if claim.composite else claim.regions


def claims_of_places(tx: Transaction, places: Sequence[Place]) -> DayClaims:
    """What the figures of these places are made of, as it stands; one read for each day."""
    return {
        day: tx.claims.read_live(day, day, regions=regions) for day, regions in _regions_asked(places).items()
    }


def with_changes(
    claims: DayClaims, places: Sequence[Place], removed: Iterable[StoredClaim], added: Iterable[StoredClaim]
) -> DayClaims:
    """What `claims_of_places` would read after a version's claims gave way to those of another."""
    gone = {c.id for c in removed}
    come = [c for c in added if c.live and counts(c.claim)]
    changed: dict[date, list[StoredClaim]] = {}
    for day, regions in _regions_asked(places).items():
        new = [c for c in come if c.day == day and not regions.isdisjoint(c.claim.regions)]
        changed[day] = sorted((*(c for c in claims[day] if c.id not in gone), *new), key=_by_id)
    return changed


def rows_of_claims(places: Sequence[Place], claims: DayClaims) -> list[TotalsRow]:
    """The row of each place, in the same order."""
    return [
        _row(key, tuple(c for c in claims[day] if not codes.isdisjoint(c.claim.regions)), codes)
        for day, key in places
        for codes in (_codes(key),)
    ]


def rows_of_places(tx: Transaction, places: Sequence[Place]) -> list[TotalsRow]:
    """The rows as they stand now, in the same order."""
    return rows_of_claims(places, claims_of_places(tx, places))


def figures_of_places(
    tx: Transaction,
    places: Sequence[Place],
    before: Sequence[TotalsRow] | None = None,
    after: Sequence[TotalsRow] | None = None,
) -> tuple[RegionFigures, ...]:
    """Each place before and after (read now, if not given); without `before`, nothing has changed."""
    if not places:
        return ()
    now = rows_of_places(tx, places) if after is None else after
    ever = all_time_rows(tx, list(dict.fromkeys(key for _, key in places)))
    return tuple(
        RegionFigures(region, day, earlier if earlier.claims else None, row, ever[region])
        for (day, region), earlier, row in zip(places, before or now, now, strict=True)
    )


# What stood before a post is what stood after the last one about the same place: reckoned once.
@lru_cache(maxsize=_ROWS_KNOWN)
def _row(key: str, claims: tuple[StoredClaim, ...], regions: frozenset[str]) -> TotalsRow:
    return row_of(key, claims, regions)


def _by_id(stored: StoredClaim) -> tuple[int, int, int]:
    return stored.post_id, stored.version_id, stored.ordinal


def _regions_asked(places: Sequence[Place]) -> dict[date, frozenset[str]]:
    asked: dict[date, frozenset[str]] = {}
    for day, key in places:
        asked[day] = asked.get(day, frozenset()) | _codes(key)
    return asked


def _codes(key: str) -> frozenset[str]:
    return frozenset(key.split("+"))
