"""Totals of a period: every figure is reconciled anew over the claims of the period, never added up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.claim import SEA, Flag, places_of
from domain.record import StoredClaim
from domain.region import region_key
from domain.tally import Tally, TallyState
from domain.totals import Period, Totals, TotalsRow
from reconciliation import tally
from services.ports import Transaction
from services.weigh_claims import weigh_claims


@dataclass(frozen=True, slots=True)
class TotalsQuery:
    """What is asked: a period, the regions (None: the country), and what the rows are by."""

    period: Period
    regions: frozenset[str] | None = None
    by: str = "region"
    as_of: datetime | None = None


def read_totals(tx: Transaction, query: TotalsQuery) -> Totals:
    """Rows by "region" (seas among them), "day" or "originator", and the row of all.

    Claims over the whole country, without a place, appear in `not_split`.
    """
    claims = tx.claims.read_live(
        query.period.first_on, query.period.last_on, regions=query.regions, as_of=query.as_of
    )
    groups = _GROUPS[query.by](claims)
    rows = [row_of(key, members, _asked(query, key)) for key, members in groups if _is_asked_for(query, key)]
    undivided = [c for c in claims if not c.claim.regions and not c.claim.seas]
    return Totals(
        period=query.period,
        rows=tuple(sorted(rows, key=lambda row: (-row.tally.low, row.key)) if query.by == "region" else rows),
        all=row_of("all", claims, query.regions),
        not_split=row_of("not_split", undivided, None) if undivided and query.regions is None else None,
        as_of=query.as_of,
    )


def row_of(key: str, claims: Sequence[StoredClaim], regions: frozenset[str] | None) -> TotalsRow:
    """One reconciled row over these claims; a region asked for sees only its share of shared counts."""
    weighed = weigh_claims(claims)
    figure = tally(weighed, regions=regions)
    return TotalsRow(
        key=key,
        tally=replace(figure, flags=_flags(claims, figure)),
        claims=len(claims),
        unnumbered=sum(Flag.UNNUMBERED in c.claim.flags for c in claims),
        shared_count=_shared_count(claims, regions),
        by_originator=_by_originator(claims, regions) if figure.state is TallyState.DISPUTED else (),
    )


def _flags(claims: Sequence[StoredClaim], figure: Tally) -> tuple[str, ...]:
    """The tally's own flags and those of the claims it counts that its printed form must show."""
    counted = set(figure.counted)
    shown = {flag for c in claims if c.id in counted for flag in c.claim.flags if flag in _SHOWN}
    return tuple(sorted({*figure.flags, *shown}))


def _shared_count(claims: Sequence[StoredClaim], regions: frozenset[str] | None) -> int | None:
    """The largest shared count, where a region is named in shared counts only."""
    if regions is None or not claims:
        return None
    if not all(len(c.claim.regions) > 1 and not set(c.claim.regions) <= regions for c in claims):
        return None
    return max(c.claim.count.best for c in claims)


def _by_originator(
    claims: Sequence[StoredClaim], regions: frozenset[str] | None
) -> tuple[tuple[str, Tally], ...]:
    return tuple(
        (key, tally(weigh_claims(members), regions=regions)) for key, members in _group_by_originator(claims)
    )


def _is_asked_for(query: TotalsQuery, key: str) -> bool:
    """A shared count names other regions too; only rows of the asked ones are told."""
    return query.by != "region" or query.regions is None or bool(query.regions & set(key.split("+")))


def _asked(query: TotalsQuery, key: str) -> frozenset[str] | None:
    return frozenset(key.split("+")) if query.by == "region" else query.regions


_SHOWN = frozenset({Flag.APPROXIMATE, Flag.INFERRED_FROM_SUM})


def _group_by_region(claims: Sequence[StoredClaim]) -> list[tuple[str, list[StoredClaim]]]:
    keys = sorted({key for c in claims for key in _region_keys(c)})
    return [(key, [c for c in claims if places_of(c.claim) & set(key.split("+"))]) for key in keys]


def _region_keys(stored: StoredClaim) -> list[str]:
    claim = stored.claim
    seas = [SEA + sea for sea in claim.seas]
    if claim.composite:
        return [region_key(claim.regions), *seas]
    return [*claim.regions, *seas]


def _group_by_day(claims: Sequence[StoredClaim]) -> list[tuple[str, list[StoredClaim]]]:
    days = sorted({c.day for c in claims})
    return [(day.isoformat(), [c for c in claims if c.day == day]) for day in days]


def _group_by_originator(claims: Sequence[StoredClaim]) -> list[tuple[str, list[StoredClaim]]]:
    originators = sorted({c.claim.originator for c in claims})
    return [(name, [c for c in claims if c.claim.originator == name]) for name in originators]


_GROUPS = {"region": _group_by_region, "day": _group_by_day, "originator": _group_by_originator}
