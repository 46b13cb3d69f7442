"""What was read from a text, and what editors decided since, folded into claims as they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.claim import Claim, Flag, Relation, is_doubtful
from domain.decision import POST, Action, Decision, quote_of, standing
from domain.record import Bond, StoredPost, StoredVersion
from services.claim_edits import Dated, edited, flagged
from services.ports import Transaction

_VERDICTS = frozenset({Action.ACCEPT, Action.REJECT})
_RELATIONS = {Action.MERGE: Relation.PART_OF, Action.SPLIT: Relation.ADDS_TO}


class StandingClaim(NamedTuple):
    """A claim as it stands. `accepted`: it may count, if its version is in force."""

    claim: Claim
    day: date
    accepted: bool
    bonds: tuple[Bond, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """The claims of a version as they stand. `accepted`: its post's word counts at all.

    `unfit`: decisions about this version whose claim is no longer where, or what, it was.
    """

    claims: tuple[StandingClaim, ...]
    accepted: bool
    unfit: tuple[Decision, ...] = ()

    def dated(self) -> list[tuple[Claim, date]]:
        """The claims with their days, as the claim store takes them."""
        return [(one.claim, one.day) for one in self.claims]

    def bonds(self) -> dict[int, tuple[Bond, ...]]:
        """The bonds by ordinal, as the claim store takes them."""
        return {ordinal: one.bonds for ordinal, one in enumerate(self.claims) if one.bonds}


def standing_claims(
    tx: Transaction, post: StoredPost, version_id: int, dated: Sequence[tuple[Claim, date]]
) -> list[StandingClaim]:
    """The claims of a version after the decisions that stand now; ordinals are kept."""
    return list(fold_claims(post, version_id, dated, tx.decisions.read_of_post(post.id)).claims)


def fold_claims(
    post: StoredPost,
    version_id: int,
    dated: Sequence[tuple[Claim, date]],
    decisions: Iterable[Decision],
) -> Fold:
    """Apply to a version's claims the standing decisions about it, in the order they were made."""
    bound = [
        one
        for one in standing(decisions)
        if one.version_id == version_id and one.action is not Action.CHOOSE_VERSION
    ]
    words = [one for one in bound if one.subject == POST]
    read = [claim for claim, _ in dated]
    unfit = tuple(one for one in bound if not fits(one, read))
    word = words[-1] if words else None
    accepted = post.verified or (word is not None and word.action is Action.ACCEPT)
    claims = []
    for ordinal, (claim, day) in enumerate(dated):
        own = [one for one in bound if one.ordinal == ordinal and one not in unfit]
        stands = _edited_by(Dated(claim, day), own)
        judged = _judged(stands.claim, word, own)
        may_count = accepted and not is_doubtful(judged)
        claims.append(StandingClaim(judged, stands.day, may_count, _bonds(own)))
    return Fold(tuple(claims), accepted, unfit)


def fits(decision: Decision, claims: Sequence[Claim]) -> bool:
    """Whether the claim a decision is about still stands in its place with its words."""
    ordinal = decision.ordinal
    if ordinal is None:
        return True
    return ordinal < len(claims) and quote_of(claims[ordinal]) == decision.value.get("quote")


def chosen_version(decisions: Iterable[Decision]) -> Decision | None:
    """The standing decision that holds a version in force, if any."""
    chosen = [one for one in standing(decisions) if one.action is Action.CHOOSE_VERSION]
    return chosen[-1] if chosen else None


def version_in_force(versions: Sequence[StoredVersion], decisions: Iterable[Decision]) -> StoredVersion:
    """The version an editor chose, else the text of the latest moment. `versions` must not be empty."""
    chosen = chosen_version(decisions)
    if chosen is not None:
        return next(one for one in versions if one.id == chosen.version_id)
    return max(versions, key=lambda one: (one.seen_at, one.id))


def _edited_by(dated: Dated, own: Iterable[Decision]) -> Dated:
    for decision in own:
        dated = edited(dated, decision)
    return dated


def _judged(claim: Claim, word: Decision | None, own: Sequence[Decision]) -> Claim:
    """The last word on a claim wins; a rejected post takes its claims along, save those accepted since."""
    verdict = next((one for one in reversed(own) if one.action in _VERDICTS), None)
    if verdict is not None and verdict.action is Action.REJECT:
        return flagged(claim, Flag.REJECTED)
    if word is not None and word.action is Action.REJECT and (verdict is None or verdict.id < word.id):
        return flagged(claim, Flag.REJECTED)
    return flagged(claim, Flag.ACCEPTED) if verdict is not None else claim


def _bonds(own: Iterable[Decision]) -> tuple[Bond, ...]:
    """One bond for each other claim: the last word on the pair."""
    bonds = {str(one.value["other"]): _RELATIONS[one.action] for one in own if one.action in _RELATIONS}
    return tuple(Bond(relation, other) for other, relation in bonds.items())
