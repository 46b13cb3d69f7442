"""Faults on request: the ways in which a call to Telegram goes wrong."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sandbox.answers import Refusal, bad_request

_GATEWAY_PAGE = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1>"
    b"</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to go wrong.

    `applied`: the call is carried out although its answer is lost or bad. `refusal`: the Bot API's own
    refusal. `body`: an answer that is not the Bot API's, with `status`. `resets`: the connection is
    cut instead of an answer. `gate`: the answer waits until the gate is set, then `refusal` or `body`,
    if any, else the true answer. `delay_s`: it waits for so many seconds.
    """

    applied: bool = False
    refusal: Refusal | None = None
    body: bytes | None = None
    status: int = 200
    resets: bool = False
    gate: asyncio.Event | None = None
    delay_s: float = 0.0

    @property
    def loses_an_answer(self) -> bool:
        """The call is carried out, and whoever made it does not hear so."""
        told = self.refusal is None and self.body is None and not self.resets and self.gate is None
        return self.applied and not told


def too_many(retry_after: int) -> Fault:
    """429 with retry_after in seconds."""
    return Fault(
        refusal=Refusal(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
    )


def server_error(description: str | None = "Internal Server Error") -> Fault:
    """500; None leaves the description out, as the real server does at times."""
    return Fault(refusal=Refusal(500, description))


def bad_gateway() -> Fault:
    """502 with a proxy's HTML page."""
    return Fault(body=_GATEWAY_PAGE, status=502)


def empty_body(*, applied: bool = False) -> Fault:
    """200 with nothing in it."""
    return Fault(body=b"", applied=applied)


def reset(*, applied: bool) -> Fault:
    """The connection is cut, before or after the call was carried out."""
    return Fault(resets=True, applied=applied)


def slow(gate: asyncio.Event) -> Fault:
    """The call is carried out at once, its answer comes when the gate is set."""
    return Fault(applied=True, gate=gate)


def late(delay_s: float) -> Fault:
    """The call is carried out at once, its answer comes so many seconds later."""
    return Fault(applied=True, delay_s=delay_s)


def unanswered(*, applied: bool) -> Fault:
    """No answer ever comes: the caller has to lose patience."""
    return Fault(applied=applied, gate=asyncio.Event())


def blocked() -> Fault:
    """403: the user has blocked the bot."""
    return Fault(refusal=Refusal(403, "Forbidden: bot was blocked by the user"))


def refused(reason: str) -> Fault:
    """400 with a reason."""
    return Fault(refusal=bad_request(reason))


def migrated(to_chat_id: int) -> Fault:
    """400: the group has become a supergroup with another id."""
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    return Fault(refusal=Refusal(400, text, {"migrate_to_chat_id": to_chat_id}))


@dataclass(slots=True)
class _Planned:
    method: str
    fault: Fault
    times: int
    chat_id: int | None


@dataclass(slots=True)
class Storm:
    """A share of all calls goes wrong, each in one of the ways given for its method (lower case).

    `random` decides which, so that the same seed and the same calls meet the same faults. `met` keeps the
    faults that were met, each with its method.
    """

    random: Random
    share: float
    ways: Mapping[str, Sequence[Fault]]
    met: list[tuple[str, Fault]] = field(default_factory=list)

    def draw(self, method: str) -> Fault | None:
        """The fault for a call, for most calls none."""
        ways = self.ways.get(method.lower())
        if not ways or self.random.random() >= self.share:
            return None
        fault = self.random.choice(ways)
        self.met.append((method.lower(), fault))
        return fault


@dataclass(slots=True)
class FaultPlan:
    """Faults waiting for their calls, first planned first met; then those of the storm, if there is one."""

    planned: list[_Planned] = field(default_factory=list)
    storm: Storm | None = None

    def add(self, method: str, fault: Fault, times: int, chat_id: int | None) -> None:
        self.planned.append(_Planned(method.lower(), fault, times, chat_id))

    def take(self, method: str, params: Mapping[str, Any]) -> Fault | None:
        """The fault for this call, used up once."""
        for one in self.planned:
            here = one.chat_id is None or str(params.get("chat_id")) == str(one.chat_id)
            if one.method == method.lower() and here and one.times > 0:
                one.times -= 1
                return one.fault
        return self.storm.draw(method) if self.storm else None
