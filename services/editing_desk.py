"""The editors' part of the desk: what they may decide and look through, each in one transaction."""

import logging
from dataclasses import dataclass
from datetime import datetime

from domain.decision import Decision, standing
from domain.order import Order, Seen, Target
from domain.record import StoredClaim, StoredPost, StoredVersion
from services.alike_claims import find_alike
from services.decide import Outcome, decide, seen_of, undo
from services.decision_drafts import find_post, in_order
from services.ports import Clock, Database, Transaction
from services.review import ReviewPage, read_review
from services.rules import CountingRules

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PostHistory:
    """What is on record of a post: its texts by the moment of each, its claims as they stand, its decisions.

    `standing`: ids of the decisions in force.
    """

    post: StoredPost
    versions: tuple[StoredVersion, ...]
    claims: tuple[StoredClaim, ...]
    decisions: tuple[Decision, ...]
    standing: frozenset[int]

    @property
    def seen(self) -> Seen:
        """How it stands, for buttons that decide on it."""
        return seen_of(self.post, self.decisions)


@dataclass(frozen=True, slots=True)
class EditingDesk:
    """The use cases of editors bound to their database, rules and clock. Whoever asks was let in before."""

    database: Database
    rules: CountingRules
    clock: Clock

    async def decide(self, order: Order) -> Outcome:
        """Take a decision, or DecisionRefusedError with why it cannot be taken."""
        now = self.clock()
        outcome = await self.database.write(lambda tx: decide(tx, order, self.rules, now))
        _tell(outcome)
        return outcome

    async def undo(self, decision_id: int | None, editor: str, reason: str = "") -> Outcome:
        """Take a decision back (None: the editor's own last one), or DecisionRefusedError."""
        now = self.clock()
        outcome = await self.database.write(lambda tx: undo(tx, decision_id, editor, self.rules, now, reason))
        _tell(outcome)
        return outcome

    async def review(self, page: int) -> ReviewPage:
        """A page of the review queue, newest first."""
        return await self.database.read(lambda tx: read_review(tx, page))

    async def history(self, target: Target) -> PostHistory:
        """What is on record of a post; DecisionRefusedError where it is unknown."""
        return await self.database.read(lambda tx: _history(tx, target))

    async def find_alike(self, target: Target) -> list[StoredClaim]:
        """Claims that may speak of the same drones as one; DecisionRefusedError where there are none."""
        return await self.database.read(lambda tx: find_alike(tx, target))

    async def find_post_number(self, key: str) -> int | None:
        """The number of the post of this identity."""
        post = await self.database.read(lambda tx: tx.posts.find_post(key))
        return None if post is None else post.id

    def now(self) -> datetime:
        """The present instant."""
        return self.clock()


def _history(tx: Transaction, target: Target) -> PostHistory:
    post = find_post(tx, target)
    decisions = tx.decisions.read_of_post(post.id)
    claims = tx.claims.read_of_version(post.current_version_id) if post.current_version_id else []
    return PostHistory(
        post,
        tuple(in_order(tx.posts.iterate_versions(post.id))),
        tuple(claims),
        tuple(decisions),
        frozenset(one.id for one in standing(decisions)),
    )


def _tell(outcome: Outcome) -> None:
    decision = outcome.decision
    _log.info(
        "decision",
        extra={"decision": decision.id, "action": decision.action.value, "post": decision.post_id},
    )
