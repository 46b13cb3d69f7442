"""Totals of a period: every figure is reconciled anew over the claims of the period, never added up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from domain.claim import SEA, Flag, places_of
from domain.record import StoredClaim
from domain.region import region_key
from domain.source import MOSCOW
from domain.tally import TallyState
from domain.totals import Period, Totals, TotalsRow
from reconciliation import tally
from services.dispute_sides import disputed_places, opposed_figures, own_figures, shown_flags
from services.past_standing import as_known_at
from services.ports import Transaction
from services.weigh_claims import weigh_claims

_MOSCOW = ZoneInfo(MOSCOW)


@dataclass(frozen=True, slots=True)
class TotalsQuery:
    """What is asked: a period, the regions (None: the country), and what the rows are by.

    `as_of`: as known at that instant. `strict`: without claims whose hours cross the edge of the period.
    `by_originator`: every row with each originator's own figure, not the disputed ones alone. `zone`: the
    zone that days are counted in.
    """

    period: Period
    regions: frozenset[str] | None = None
    by: str = "region"
    as_of: datetime | None = None
    strict: bool = False
    by_originator: bool = False
    zone: ZoneInfo = _MOSCOW


def read_totals(tx: Transaction, query: TotalsQuery) -> Totals:
    """Rows by "region" (seas among them), "day" or "originator", and the row of all.

    Claims over the whole country, without a place, appear in `not_split`.
    """
    claims = tx.claims.read_live(
        query.period.first_on, query.period.last_on, regions=query.regions, as_of=query.as_of
    )
    if query.as_of is not None:
        claims = as_known_at(tx, claims, query.period, query.regions, query.as_of)
    groups = _GROUPS[query.by](claims)
    rows = [_row(query, key, members, _asked(query, key)) for key, members in groups if _is_asked(query, key)]
    undivided = [c for c in claims if not c.claim.regions and not c.claim.seas]
    return Totals(
        period=query.period,
        rows=tuple(sorted(rows, key=lambda row: (-row.tally.low, row.key)) if query.by == "region" else rows),
        all=_row(query, "all", claims, query.regions),
        not_split=_row(query, "not_split", undivided, None) if undivided and query.regions is None else None,
        as_of=query.as_of,
        strict=query.strict,
        region=region_key(query.regions) if query.regions else None,
    )


def _row(
    query: TotalsQuery, key: str, members: Sequence[StoredClaim], regions: frozenset[str] | None
) -> TotalsRow:
    """`row_of` as the question wants it."""
    inside = _wholly_inside(members, query) if query.strict else members
    row = row_of(key, inside, regions, by_originator=query.by_originator, zone=query.zone)
    left_out = len(members) - len(inside)
    straddling = row.straddling if query.by == "day" and key != "all" else count_straddling(inside, query)
    return replace(row, left_out=left_out, straddling=straddling)


def count_straddling(claims: Iterable[StoredClaim], query: TotalsQuery) -> int:
    """How many claims of a period have hours that begin before its first day."""
    if query.period.first_on == date.min:
        return 0
    midnight = _midnight(query.period.first_on, query.zone)
    return sum(c.claim.window.outer.start < midnight for c in claims)


def row_of(
    key: str,
    claims: Sequence[StoredClaim],
    regions: frozenset[str] | None,
    *,
    by_originator: bool = False,
    zone: ZoneInfo = _MOSCOW,
) -> TotalsRow:
    """One reconciled row over these claims; a region asked for sees only its share of shared counts.

    Where sources corrected themselves, low and high heed it. A disputed row has the figures of those who
    stand against each other, if any can be set side by side; with `by_originator` any row has each
    originator's own. `zone` is the one days are in.
    """
    figure = tally(weigh_claims(claims), regions=regions, heed_corrections=True, traced=False)
    is_disputed = figure.state is TallyState.DISPUTED
    if by_originator:
        sides = own_figures(claims, regions)
    else:
        sides = opposed_figures(claims, regions, figure) if is_disputed else ()
    return TotalsRow(
        key=key,
        tally=replace(figure, flags=shown_flags(claims, figure)),
        claims=len(claims),
        unnumbered=sum(Flag.UNNUMBERED in c.claim.flags for c in claims),
        shared_count=_shared_count(claims, regions),
        by_originator=sides,
        straddling=_straddling(claims, zone),
        disputed_in=disputed_places(claims, regions)
        if is_disputed or (len(claims) <= _MOST_LOOKED_THROUGH and figure.state is not TallyState.EXACT)
        else (),
    )


def _straddling(claims: Iterable[StoredClaim], zone: ZoneInfo) -> int:
    """How many claims have hours that begin before the day they count on."""
    midnights: dict[date, datetime] = {}
    found = 0
    for stored in claims:
        midnight = midnights.get(stored.day)
        if midnight is None:
            midnight = midnights[stored.day] = _midnight(stored.day, zone)
        found += stored.claim.window.outer.start < midnight
    return found


def _wholly_inside(claims: Iterable[StoredClaim], query: TotalsQuery) -> list[StoredClaim]:
    """The claims all of whose hours lie in the period, from its first midnight to its last."""
    period = query.period
    # Days without a first or a last one have no edge to cross.
    since = _midnight(period.first_on, query.zone) if period.first_on > date.min else None
    until = _midnight(period.last_on + _DAY, query.zone) if period.last_on < date.max else None
    return [
        c
        for c in claims
        if (since is None or since <= c.claim.window.outer.start)
        and (until is None or c.claim.window.outer.end <= until)
    ]


@lru_cache(maxsize=64)
def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day begins; in UTC, for it is compared with the hours of many claims."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


_DAY = timedelta(days=1)
_MOST_LOOKED_THROUGH = 300
"""Claims up to which a figure that is not disputed says where contradictions are hidden in it: about 1 ms."""


def _shared_count(claims: Sequence[StoredClaim], regions: frozenset[str] | None) -> int | None:
    """The largest shared count, where a region is named in shared counts only."""
    if regions is None or not claims:
        return None
    if not all(len(c.claim.regions) > 1 and not set(c.claim.regions) <= regions for c in claims):
        return None
    return max(c.claim.count.best for c in claims)


def _is_asked(query: TotalsQuery, key: str) -> bool:
    """A shared count names other regions too; only rows of the asked ones are told."""
    return query.by != "region" or query.regions is None or bool(query.regions & set(key.split("+")))


def _asked(query: TotalsQuery, key: str) -> frozenset[str] | None:
    return frozenset(key.split("+")) if query.by == "region" else query.regions


def _group_by_region(claims: Sequence[StoredClaim]) -> list[tuple[str, list[StoredClaim]]]:
    groups: dict[str, list[StoredClaim]] = {key: [] for key in sorted({k for c in claims for k in _keys(c)})}
    rows: dict[str, list[str]] = {}
    for key in groups:
        for place in key.split("+"):
            rows.setdefault(place, []).append(key)
    for stored in claims:
        for key in dict.fromkeys(key for place in places_of(stored.claim) for key in rows[place]):
            groups[key].append(stored)
    return list(groups.items())


def _keys(stored: StoredClaim) -> list[str]:
    """The rows that a claim itself makes; a part of a composite place is in the row of the whole as well."""
    claim = stored.claim
    seas = [SEA + sea for sea in claim.seas]
    if claim.composite:
        return [region_key(claim.regions), *seas]
    return [*claim.regions, *seas]


def _group_by_day(claims: Sequence[StoredClaim]) -> list[tuple[str, list[StoredClaim]]]:
    return _grouped((c.day.isoformat(), c) for c in claims)


def _group_by_originator(claims: Sequence[StoredClaim]) -> list[tuple[str, list[StoredClaim]]]:
    return _grouped((c.claim.originator, c) for c in claims)


def _grouped(keyed: Iterable[tuple[str, StoredClaim]]) -> list[tuple[str, list[StoredClaim]]]:
    groups: dict[str, list[StoredClaim]] = {}
    for key, stored in keyed:
        groups.setdefault(key, []).append(stored)
    return sorted(groups.items())


_GROUPS = {"region": _group_by_region, "day": _group_by_day, "originator": _group_by_originator}
