"""Sources that correct themselves: a later total below what its own parts make for certain."""

from collections.abc import Sequence

from reconciliation.floor import find_floor
from reconciliation.searching import Choice
from reconciliation.stretches import Stretch


def find_taken_back(group: Sequence[Stretch]) -> frozenset[str]:
    """Ids of claims that their own originator's total includes and cannot hold."""
    totals = [one for one in group if one.is_related and one.claim.includes and one.amount.high is not None]
    by_id = {one.id: one for one in group} if totals else {}
    taken_back: set[str] = set()
    for total in totals:
        own = sorted(
            by_id[part]
            for part in total.claim.includes
            if part in by_id and by_id[part].claim.originator == total.claim.originator
        )
        high = total.claim.count.high
        # The sum of all is asked first: where it fits, no choice of them can be too much.
        if high is None or sum(one.claim.count.low for one in own) <= high:
            continue
        if sum_low(find_floor(own)) > high:
            taken_back.update(one.id for one in own)
    return frozenset(taken_back)


def sum_low(choice: Choice) -> int:
    """The fewest drones that the chosen claims make."""
    return sum(one.claim.count.low for one in choice.members)


def sum_best(choice: Choice) -> int:
    """The sum of the best single figures of the chosen claims."""
    return sum(one.claim.count.best for one in choice.members)
