"""Each method of the stores of replicas once, for those who look at query plans."""

from collections.abc import Callable
from datetime import timedelta

from domain.pace import Pace
from storage.transaction import SqlTransaction
from tests.contract.makers import NOON

LATER = NOON + timedelta(minutes=1)

REPLICA_STEPS: dict[str, Callable[[SqlTransaction], object]] = {
    "paces.take_all": lambda tx: tx.paces.take_all(),
    "paces.read": lambda tx: tx.paces.read([50, 60]),
    "paces.put": lambda tx: tx.paces.put([Pace(50, NOON, NOON)]),
    "inbox.claim_open": lambda tx: tx.inbox.claim_open("me", NOON, LATER, 10),
    "inbox.hold_on": lambda tx: tx.inbox.hold_on([1, 2], "me", LATER),
    "inbox.let_go": lambda tx: tx.inbox.let_go("me", [1]),
    "inbox.let_go of all": lambda tx: tx.inbox.let_go("me"),
    "inbox.read_strays": lambda tx: tx.inbox.read_strays(0, 10),
    "inbox.set_lanes": lambda tx: tx.inbox.set_lanes({1: 50}),
}
