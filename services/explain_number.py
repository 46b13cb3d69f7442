"""Why a number is what it is: each claim of the place and period, counted, folded or ignored."""

from domain.claim import Flag, Metric, Weapon, is_doubtful
from domain.record import StoredClaim
from domain.totals import Explanation, Period, Reason, Role
from reconciliation import explain
from services.editor_reasons import rejections
from services.ports import Transaction
from services.read_totals import row_of
from services.weigh_claims import counts, weigh_claims


def explain_number(tx: Transaction, period: Period, region: str | None) -> Explanation:
    """The story of one number. `region` is a region key ("RU-KLU"), None for the country.

    Unverified texts have no part in it until an editor accepts them: anyone could fill it with rumours.
    """
    regions = frozenset(region.split("+")) if region else None
    claims = [
        c
        for c in tx.claims.read_all_metrics(period.first_on, period.last_on, regions)
        if c.source_name is not None or c.live
    ]
    candidates = [c for c in claims if c.live and counts(c.claim)]
    by_id = {c.id: c for c in candidates}
    told = [
        Reason(by_id[line.id], Role.COUNTED if line.counted else Role.FOLDED, line.rule or "", line.into)
        for line in explain(weigh_claims(candidates), regions=regions, heed_corrections=True)
    ]
    rejected = rejections(tx, claims)
    ignored = [
        Reason(c, Role.IGNORED, _why_ignored(c), note=rejected.get(c.id, ""))
        for c in claims
        if c.id not in by_id
    ]
    return Explanation(region, period, row_of(region or "all", candidates, regions), (*told, *ignored))


def _why_ignored(stored: StoredClaim) -> str:
    if Flag.REJECTED in stored.claim.flags:
        return "rejected"
    if stored.claim.metric is not Metric.DOWNED:
        return f"metric:{stored.claim.metric}"
    if stored.claim.weapon is not Weapon.DRONE:
        return f"weapon:{stored.claim.weapon}"
    return "doubtful" if is_doubtful(stored.claim) else "not_current"
