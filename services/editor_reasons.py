"""Why a claim or an alert does not stand, in the words of the editor who said so."""

from collections.abc import Sequence

from domain.alert import Alert
from domain.claim import Claim, Flag
from domain.decision import POST, Action, standing
from domain.record import StoredClaim
from domain.region import region_key
from services.ports import Transaction
from services.standing import chosen_version


def editor_reason(tx: Transaction, alert: Alert) -> str | None:
    """The reason of the decision that took an alert's region from its post ("" where none was given).

    None: no editor did. It was one where the text in force still names the region, or where he chose it.
    """
    decisions = tx.decisions.read_of_post(alert.post_id)
    current = tx.posts.get_post(alert.post_id).current_version_id
    if not decisions or current is None:
        return None
    report = tx.posts.find_report(current)
    naming = {n for n, claim in enumerate(report.claims) if _names(claim, alert.region)} if report else set()
    if naming:
        about = [one for one in decisions if one.ordinal is None or one.ordinal in naming]
        return about[-1].reason if about else None
    chosen = chosen_version(decisions)
    return chosen.reason if chosen is not None and chosen.version_id == current else None


def _names(claim: Claim, region: str) -> bool:
    return region in claim.regions or region == region_key(claim.regions)


def rejections(tx: Transaction, claims: Sequence[StoredClaim]) -> dict[str, str]:
    """Why each rejected claim was rejected, by the claim's id."""
    rejected = [claim for claim in claims if Flag.REJECTED in claim.claim.flags]
    decisions = {
        post_id: [one for one in standing(tx.decisions.read_of_post(post_id)) if one.action is Action.REJECT]
        for post_id in {claim.post_id for claim in rejected}
    }
    return {
        claim.id: one.reason
        for claim in rejected
        for one in decisions[claim.post_id]
        if one.subject == claim.id or (one.subject == POST and one.version_id == claim.version_id)
    }
