"""What one listener is to hear of a region's day: pure, and the same in whatever order news come."""

from dataclasses import dataclass
from enum import StrEnum

from domain.subscription import Heard, Subscription

GONE = -1
"""The figure kept of a region's day of which was told that nothing supports it any more."""


class Step(StrEnum):
    """`tell`: a message with sound where it is due. `jump` and `correct`: a short reply besides the edit."""

    NOTHING = "nothing"
    TELL = "tell"
    EDIT = "edit"
    JUMP = "jump"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Standing:
    """A region's day as it stands: its figure, whether anything supports it, a mark of its words.

    `fresh`: the news of it is young enough for who has not heard of it.
    """

    low: int
    said: str
    stands: bool
    fresh: bool


def choose_step(now: Standing, heard: Heard | None, wish: Subscription | None, jump: int) -> Step:
    """What a listener is to hear. `jump`: so many more than told last are worth a reply.

    Who has heard of a region hears of it to the end, whether he still wants it or not: a message of ours
    must not stay false.
    """
    if heard is None:
        wanted = wish is not None and now.stands and now.fresh and now.low >= wish.minimum
        return Step.TELL if wanted else Step.NOTHING
    if heard.message_key is None or heard.said == now.said:
        return Step.NOTHING
    if heard.low == GONE:
        return Step.JUMP if now.stands else Step.EDIT
    if not now.stands or now.low < heard.low:
        return Step.CORRECT
    return Step.JUMP if now.low >= heard.low + jump else Step.EDIT
