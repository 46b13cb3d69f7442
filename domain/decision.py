"""Decisions: what editors said of posts and claims, each a new fact, in force until it is undone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.claim import Claim

POST = "post"
"""The subject of a decision on a whole post; any other subject is a claim's id."""


class Action(StrEnum):
    """What an editor may decide; `undo` is a decision about another decision."""

    ACCEPT = "accept"
    REJECT = "reject"
    FIX = "fix"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    CHOOSE_VERSION = "choose_version"
    UNDO = "undo"


BONDS = frozenset({Action.MERGE, Action.SPLIT})
"""Actions that speak of a second claim."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision on record. `subject` is POST or a claim's id ("post.version.ordinal").

    `value` is plain JSON: the version a word about a post is about, the quote that a claim was known by,
    and what was set. `editor` is a keyed hash. `undoes` is the decision that this one takes back.
    """

    id: int
    post_id: int
    subject: str
    action: Action
    value: Mapping[str, Any]
    editor: str
    reason: str
    undoes: int | None
    decided_at: datetime

    @property
    def version_id(self) -> int | None:
        """The version it is about: a word about a claim or a text goes no further than that text."""
        if self.subject != POST:
            return int(self.subject.split(".")[1])
        version_id = self.value.get("version_id")
        return version_id if isinstance(version_id, int) else None

    @property
    def ordinal(self) -> int | None:
        """The claim of that version it is about; None for the whole post."""
        return None if self.subject == POST else int(self.subject.rpartition(".")[2])


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Those in force, oldest first: neither an undo, nor undone by an undo that is itself in force."""
    told = sorted(decisions, key=lambda one: one.id)
    undone = _undone(told)
    return [one for one in told if one.action is not Action.UNDO and one.id not in undone]


def last_word(decisions: Iterable[Decision], decision_id: int) -> tuple[Decision, bool]:
    """The end of the chain of undos that begins with a decision, and whether it leaves that one undone.

    The chain: the decision itself, its undo, the undo of that… KeyError when it is not among them.
    """
    by_id = {one.id: one for one in decisions}
    undo_of = {one.undoes: one for one in by_id.values() if one.undoes is not None}
    last, is_undone = by_id[decision_id], False
    while (later := undo_of.get(last.id)) is not None:
        last, is_undone = later, not is_undone
    return last, is_undone


def _undone(told: Sequence[Decision]) -> set[int]:
    """An undo is always later than what it undoes, so the newest are settled first."""
    undone: set[int] = set()
    for one in reversed(told):
        if one.undoes is not None and one.id not in undone:
            undone.add(one.undoes)
    return undone


def quote_of(claim: Claim) -> str:
    """The words a claim was read from: what a decision knows it by, beside its place in the text."""
    return " … ".join(evidence.text for evidence in claim.evidence)
