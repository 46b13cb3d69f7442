"""How often one person is answered: token buckets in memory, for a flood must not cost more than it tells.

They are forgotten with the process; what was handed in as a fact is never counted here.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services.ports import Clock

_MINUTE = timedelta(minutes=1)
_MOST_KNOWN = 10_000
"""People remembered at a time; beyond it who was quiet longest is forgotten, and begins anew."""


class Kind(StrEnum):
    """What an answer would be: of use to who asks, or a refusal."""

    ANSWER = "answer"
    REFUSAL = "refusal"


class Verdict(StrEnum):
    """Whether one more is answered. TELL: no, and say so; SILENCE: no, and it has been said."""

    GO = "go"
    TELL = "tell"
    SILENCE = "silence"


@dataclass(slots=True)
class _Bucket:
    left: float
    filled_at: datetime
    told: bool = False


class UserLimits:
    """So many answers, and so many refusals, a minute for one user; a full bucket allows them all at once."""

    def __init__(self, clock: Clock, *, answers: int, refusals: int) -> None:
        self._clock = clock
        self._per_minute = {Kind.ANSWER: answers, Kind.REFUSAL: refusals}
        self._buckets: OrderedDict[tuple[int, Kind], _Bucket] = OrderedDict()

    def ask(self, user_id: int, kind: Kind) -> Verdict:
        """Take one from the user's bucket. That it is empty is told once, until it has been full again."""
        bucket = self._filled(user_id, kind)
        if bucket.left >= 1:
            bucket.left -= 1
            return Verdict.GO
        if bucket.told:
            return Verdict.SILENCE
        bucket.told = True
        return Verdict.TELL

    @property
    def known(self) -> int:
        """How many buckets are remembered."""
        return len(self._buckets)

    def per_minute(self, kind: Kind) -> int:
        """How many of a kind one user gets in a minute."""
        return self._per_minute[kind]

    def _filled(self, user_id: int, kind: Kind) -> _Bucket:
        now, size = self._clock(), self._per_minute[kind]
        self._forget_full(now)
        bucket = self._buckets.setdefault((user_id, kind), _Bucket(size, now))
        self._buckets.move_to_end((user_id, kind))
        if len(self._buckets) > _MOST_KNOWN:
            self._buckets.popitem(last=False)
        # A clock set back gives nothing and takes nothing.
        passed_s = max(0.0, (now - bucket.filled_at).total_seconds())
        bucket.left = min(size, bucket.left + passed_s * size / 60)
        bucket.filled_at = now
        if bucket.left >= size:
            bucket.told = False
        return bucket

    def _forget_full(self, now: datetime) -> None:
        """Who was quiet for a minute has a full bucket, as somebody never seen has."""
        while self._buckets:
            oldest = next(iter(self._buckets))
            if now - self._buckets[oldest].filled_at < _MINUTE:
                return
            del self._buckets[oldest]
