"""What the two exact searches share: how long they may take, sets as bit masks, the choice they end in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from reconciliation.stretches import Stretch

SURE = 24
"""Groups up to this size are always solved exactly, however tangled."""
LARGEST = 600
"""Larger groups are cut before any search; those between are searched for as long as patience lasts."""
WORK = 120_000
"""Claims looked at by one search in a group larger than SURE: counted, not timed, so every run ends alike."""
DEPTH = 150
"""Decisions that may hang on one another before a search gives up, well within the interpreter's stack."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The claims that make a figure; `exact`: no other choice is better."""

    members: list[Stretch]
    exact: bool


class OutOfPatienceError(Exception):
    """The search took more steps than it was allowed; its caller falls back to a bound."""


class Patience:
    """Counts the work of one search."""

    def __init__(self, size: int) -> None:
        self._work_left = None if size <= SURE else WORK
        self._depth = 0

    def can_step(self, size: int) -> bool:
        """Whether one more decision, over so many claims, may be made; counts it."""
        if self._work_left is None:
            return True
        self._work_left -= size
        return self._work_left >= 0 and self._depth < DEPTH

    @contextmanager
    def step(self) -> Iterator[None]:
        """Stand around all that hangs on one decision."""
        self._depth += 1
        yield
        self._depth -= 1


def bits(mask: int) -> list[int]:
    """The positions of the set bits, lowest first."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found
