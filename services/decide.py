"""An editor's decision: kept as a fact, its post stood anew, the figures before and after told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.decision import Action, Decision, last_word, standing
from domain.errors import DecisionRefusedError, Refusal, RelationCycleError
from domain.order import Order, Seen
from domain.record import StoredPost
from domain.totals import RegionFigures
from services.decision_drafts import draft, find_post
from services.ports import Transaction
from services.restanding import CountryFigures, restand
from services.rules import CountingRules

_RECENT = 50
"""How far back among an editor's decisions `undo` looks for one that still stands."""
_ALWAYS_SAY_SOMETHING = frozenset({Action.ACCEPT, Action.CHOOSE_VERSION})
"""Accepting what counts anyway settles its doubts; choosing the text in force holds it against later ones."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision came to. `undone`: the decision it takes back, where it is an undo.

    `restored`: that one was itself an undo, so the decision before it stands again.
    """

    decision: Decision
    post: StoredPost
    regions: tuple[RegionFigures, ...]
    country: tuple[CountryFigures, ...]
    undone: Decision | None = None
    restored: Decision | None = None


def decide(tx: Transaction, order: Order, rules: CountingRules, now: datetime) -> Outcome:
    """Take an editor's decision; DecisionRefusedError says why it cannot be taken."""
    post = find_post(tx, order.target)
    _refuse_late(tx, post, order)
    drafted = draft(tx, post, order, rules)
    decision_id = tx.decisions.add(
        post_id=post.id,
        subject=drafted.subject,
        action=drafted.action.value,
        value=drafted.value,
        editor=order.editor,
        reason=order.reason,
        at=now,
        other_post_id=drafted.other_post_id,
    )
    outcome, changed = _stand(tx, post, decision_id, rules, now)
    if not changed and order.action not in _ALWAYS_SAY_SOMETHING:
        raise DecisionRefusedError(Refusal.ALREADY_SO, str(order.target))
    return outcome


def undo(
    tx: Transaction,
    decision_id: int | None,
    editor: str,
    rules: CountingRules,
    now: datetime,
    reason: str = "",
) -> Outcome:
    """Take a decision back, or, where it is an undo, let the decision before it stand again.

    `decision_id` None: the editor's own last decision that stands. DecisionRefusedError when there is
    none, or it is undone already.
    """
    taken = _find(tx, decision_id) if decision_id is not None else _last_of(tx, editor)
    history = tx.decisions.read_of_post(taken.post_id)
    last, undone = last_word(history, taken.id)
    if undone:
        raise DecisionRefusedError(Refusal.ALREADY_UNDONE, f"{taken.id}, {last.id}")
    post = tx.posts.get_post(taken.post_id)
    new_id = tx.decisions.add(
        post_id=post.id,
        subject=taken.subject,
        action=Action.UNDO.value,
        value={},
        editor=editor,
        reason=reason,
        at=now,
        undoes=last.id,
    )
    outcome, _ = _stand(tx, post, new_id, rules, now, undone=taken)
    return outcome


def _refuse_late(tx: Transaction, post: StoredPost, order: Order) -> None:
    """Whoever taps a button decides on what he saw: a second tap, or a later text, finds nothing to do."""
    if order.seen is not None and order.seen != seen_of(post, tx.decisions.read_of_post(post.id)):
        raise DecisionRefusedError(Refusal.DECIDED_MEANWHILE, str(post.id))


def seen_of(post: StoredPost, decisions: Sequence[Decision]) -> Seen:
    """How a post stands at this moment, for the buttons under what is told of it."""
    return Seen(post.current_version_id or 0, len(decisions))


def _stand(
    tx: Transaction,
    post: StoredPost,
    decision_id: int,
    rules: CountingRules,
    now: datetime,
    undone: Decision | None = None,
) -> tuple[Outcome, bool]:
    decision = _find(tx, decision_id)
    try:
        stood = restand(tx, post, decision, rules, now)
    except RelationCycleError:
        raise DecisionRefusedError(Refusal.CIRCLE) from None
    restored = None
    if undone is not None and undone.undoes is not None:
        restored = _find(tx, undone.undoes)
    return Outcome(decision, post, stood.regions, stood.country, undone, restored), stood.changed


def _find(tx: Transaction, decision_id: int) -> Decision:
    found = tx.decisions.find(decision_id)
    if found is None:
        raise DecisionRefusedError(Refusal.UNKNOWN_DECISION, str(decision_id))
    return found


def _last_of(tx: Transaction, editor: str) -> Decision:
    for decision in tx.decisions.read_of_editor(editor, _RECENT):
        if decision.action is Action.UNDO:
            continue
        if decision in standing(tx.decisions.read_of_post(decision.post_id)):
            return decision
    raise DecisionRefusedError(Refusal.NOTHING_TO_UNDO)
