"""What claims say of one another in words: `adds_to`, `includes`, `part_of`. Words beat hours.

A relation to an id that is not among the claims at hand says nothing and is passed over.
"""

from collections.abc import Iterable, Mapping, Sequence

from domain.errors import RelationCycleError
from domain.tally import WeighedClaim


def is_related(claim: WeighedClaim) -> bool:
    """Whether the claim speaks of any other claim."""
    return bool(claim.adds_to or claim.includes or claim.part_of)


def adds(one: WeighedClaim, other: WeighedClaim) -> bool:
    """Whether either claim says that it comes on top of the other."""
    return other.id in one.adds_to or one.id in other.adds_to


def contains(whole: WeighedClaim, part: WeighedClaim) -> bool:
    """Whether the first says it includes the second, or the second that it is part of the first."""
    return part.id in whole.includes or whole.id in part.part_of


def named_pairs(claims: Sequence[WeighedClaim]) -> Iterable[tuple[str, str]]:
    """Every (speaker, named claim) pair of ids among the claims, unknown ids left out."""
    speaking = [claim for claim in claims if is_related(claim)]
    ids = {claim.id for claim in claims} if speaking else set()
    for claim in speaking:
        named = (claim.adds_to | claim.includes | claim.part_of) & ids
        yield from ((claim.id, other) for other in sorted(named))


def refuse_circles(claims: Sequence[WeighedClaim]) -> None:
    """Raise RelationCycleError where claims contain one another in a circle (or one contains itself)."""
    speaking = [claim for claim in claims if claim.includes or claim.part_of]
    ids = {claim.id for claim in claims} if speaking else set()
    parts: dict[str, set[str]] = {}
    for claim in speaking:
        parts.setdefault(claim.id, set()).update(claim.includes & ids)
        for whole in claim.part_of & ids:
            parts.setdefault(whole, set()).add(claim.id)
    circle = _find_circle(parts)
    if circle is not None:
        raise RelationCycleError(circle)


def _find_circle(parts: Mapping[str, set[str]]) -> tuple[str, ...] | None:
    done: set[str] = set()
    for root in sorted(parts):
        path: list[str] = []
        on_path: set[str] = set()
        steps = [(root, False)]
        while steps:
            node, is_leaving = steps.pop()
            if is_leaving:
                on_path.discard(path.pop())
                done.add(node)
            elif node in on_path:
                return tuple(path[path.index(node) :])
            elif node not in done:
                path.append(node)
                on_path.add(node)
                steps.append((node, True))
                steps.extend((part, False) for part in sorted(parts.get(node, ()), reverse=True))
    return None
