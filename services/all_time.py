"""The figures of a region over everything on record: sums of its clusters, whatever the length of history."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime

import reconciliation
from domain.record import ClusterPart, ClusterSum
from domain.tally import TallyState
from domain.totals import TotalsRow
from reconciliation import combine
from services.ports import Transaction
from services.read_totals import row_of
from services.recount import OPEN_RELATION


def all_time(tx: Transaction, key: str) -> TotalsRow | None:
    """The row of one region key; see `all_time_rows`. Where sources differ it says who says what.

    Of a very long history only the two ends of a dispute are told: to read it all would take too long.
    """
    row = all_time_rows(tx, [key])[key]
    if row is None or row.tally.state is not TallyState.DISPUTED or row.by_originator:
        return row
    if row.claims > MOST_FROM_CLAIMS:
        return row
    return _from_claims(tx, key)


def all_time_rows(tx: Transaction, keys: Collection[str]) -> dict[str, TotalsRow | None]:
    """The rows of region keys over everything on record.

    A disputed row need not say who says what, and no row names its claims: for that ask for a period. Where
    an import has left clusters to be recomputed, the row is reconciled from the claims themselves, or is None
    until they are, if there are too many claims for that: no answer comes from sums known to be behind.
    """
    sums = tx.clusters.read_sums(keys)
    return {key: _row(key, sums[key]) if key in sums else _from_few_claims(tx, key) for key in keys}


def _from_few_claims(tx: Transaction, key: str) -> TotalsRow | None:
    begin = datetime.min.replace(tzinfo=UTC)
    many = (tx.stale.find_end_of(code, begin, MOST_FROM_CLAIMS + 1) for code in key.split("+"))
    return None if any(many) else _from_claims(tx, key)


MOST_FROM_CLAIMS = 2000
"""Claims of a region up to which all of them are read for one answer: about a tenth of a second."""


def _row(key: str, known: ClusterSum) -> TotalsRow:
    part = reconciliation.ClusterPart(
        known.floor, known.ceiling, known.best, standing=known.standing, flags=known.flags
    )
    return TotalsRow(
        key=key,
        tally=combine([part] if known.claims else [], heed_corrections=True),
        claims=known.claims,
        unnumbered=known.unnumbered,
        shared_count=known.most_shared if known.shared == known.claims else None,
    )


def _from_claims(tx: Transaction, key: str) -> TotalsRow:
    regions = frozenset(key.split("+"))
    return row_of(key, tx.claims.read_live(date.min, date.max, regions=regions), regions)


def sum_of(parts: Sequence[ClusterPart]) -> ClusterSum:
    """What the cache must hold for these parts."""
    ceilings = [part.ceiling for part in parts]
    return ClusterSum(
        floor=sum(part.floor for part in parts),
        ceiling=None if None in ceilings else sum(filter(None, ceilings)),
        best=sum(part.best for part in parts),
        standing=(
            sum((part.standing or (part.floor, part.best))[0] for part in parts),
            sum((part.standing or (part.floor, part.best))[1] for part in parts),
        ),
        claims=sum(len(part.claim_ids) for part in parts),
        unnumbered=sum(part.unnumbered for part in parts),
        shared=sum(part.shared for part in parts),
        most_shared=max((p.most_shared for p in parts if p.most_shared is not None), default=None),
        flags=tuple(sorted({flag for part in parts for flag in part.flags} - {OPEN_RELATION})),
    )


def sums_by_month(parts: Iterable[ClusterPart]) -> dict[int, ClusterSum]:
    """What the cache must hold for a scope with these parts."""
    by_month: dict[int, list[ClusterPart]] = {}
    for part in parts:
        by_month.setdefault(part.month, []).append(part)
    return {month: sum_of(members) for month, members in sorted(by_month.items())}
