"""Claims that may speak of the same drones as one: offered to an editor who holds it for a repetition."""

from datetime import timedelta

from domain.errors import DecisionRefusedError, Refusal
from domain.order import Target
from domain.record import StoredClaim
from services.decision_drafts import find_claim, find_post
from services.ports import Transaction

_MOST = 8
_A_DAY = timedelta(days=1)


def find_alike(tx: Transaction, target: Target) -> list[StoredClaim]:
    """Counted claims of other posts about the same places within a day, the nearest in time first."""
    meant = find_claim(tx, find_post(tx, target), target)
    regions = set(meant.claim.regions)
    around = tx.claims.read_live(meant.day - _A_DAY, meant.day + _A_DAY, regions=regions or None)
    others = [one for one in around if one.post_id != meant.post_id]
    if not others:
        raise DecisionRefusedError(Refusal.NOTHING_ALIKE, meant.number)
    middle = meant.claim.window.outer.end
    return sorted(others, key=lambda one: (abs(one.claim.window.outer.end - middle), one.id))[:_MOST]
