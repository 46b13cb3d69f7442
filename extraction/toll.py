"""The toll of a post, gathered sentence by sentence, and settled into three answers."""

from domain.report import Consequences
from extraction.drafts import make_consequences


class Toll:
    """What has been read so far.

    `killed` and `injured` hold the counts in the order told; `details` may be parts of the first of the
    injured. `treated` counts those in care, `sought` those who asked for it: the injured told of before,
    unless there are none. `all_*` is a total («всего пострадали 19»). `first_*` say where the injured were
    first told of, `words` how many words of harm were looked at, `dead_at` the sentence that gave a number of
    the dead, `dead_told` how many of them were told of after it.
    """

    __slots__ = (
        *("killed", "injured", "details", "treated", "sought", "all_killed", "all_injured"),
        *("none_killed", "none_injured", "damage", "no_damage", "grass_burnt", "last_killed", "last_person"),
        *("first_at", "first_on_spot", "words", "dead_at", "dead_told", "_in_care", "_in_details"),
    )

    def __init__(self) -> None:
        self.killed: list[int] = []
        self.injured: list[int] = []
        self.details: list[int] = []
        self.treated = self.sought = self.words = self.dead_told = 0
        self.all_killed: int | None = None
        self.all_injured: int | None = None
        self.grass_burnt = False
        self.none_killed = self.none_injured = self.damage = self.no_damage = False
        self.last_killed = self.first_on_spot = self._in_care = self._in_details = False
        self.last_person = ""
        self.first_at = self.dead_at = -1

    def add(self, count: int, *, killed: bool) -> None:
        """People said to be killed or hurt, beside those of other clauses."""
        self._in_care = self._in_details = False
        self.last_killed = killed
        (self.killed if killed else self.injured).append(count)

    def is_of_the_dead(self, count: int) -> bool:
        """«Два погибших … Водитель скончался на месте»: one of them, as long as they are not more."""
        if self.dead_at >= 0 and self.killed[0] > 1 and self.dead_told + count <= self.killed[0]:
            self.dead_told += count
            return True
        return False

    def bury(self) -> None:
        """«Он скончался»: the one hurt person told of before is among the dead now."""
        if self.injured == [1] and not self.details:
            self.injured.clear()
            self.treated = self.sought = 0

    def detail(self, count: int) -> None:
        """People hurt who may be those told of before: they are, unless they are more."""
        self._in_care, self._in_details = False, True
        self.details.append(count)

    def treat(self, count: int, *, more: bool) -> None:
        """People in care; «ещё 11 помощь оказана» right after the hurt adds to them."""
        if more and self._in_details:
            self.details.append(count)
            return
        if more and not self._in_care and (self.injured or self.killed):
            self.injured.append(count)
            return
        self._in_care = True
        self.treated += count

    def total(self, count: int, *, killed: bool) -> None:
        """A figure over all that the post tells; the last one said stands."""
        if killed:
            self.all_killed = count
        else:
            self.all_injured = count

    def deny(self, *, dead_only: bool) -> None:
        """Nobody was killed or, unless only that was said, hurt."""
        self.none_killed = True
        if not dead_only:
            self.none_injured = True

    def settle(self) -> Consequences:
        """The three answers: a stated number beats "none", damage beats "no damage"."""
        killed = self.all_killed if self.all_killed is not None else _sum(self.killed)
        injured = self.all_injured
        treated = max(self.treated, self.sought)
        if injured is None and (self.injured or treated):
            injured = max(self._hurt(), treated)
        if killed is None and self.none_killed:
            killed = 0
        if injured is None and self.none_injured:
            injured = 0
        damage = True if self.damage else (False if self.no_damage else None)
        return make_consequences(killed, injured, damage)

    def _hurt(self) -> int:
        """Those hurt: details within the first figure are its parts."""
        details = sum(self.details)
        return (_sum(self.injured) or 0) + (details if not self.injured or details > self.injured[0] else 0)


def _sum(counts: list[int]) -> int | None:
    """The sum; a first count that the two or more after it add up to is their total («трое: двое и один»)."""
    if not counts:
        return None
    if len(counts) > 2 and sum(counts[1:]) == counts[0]:
        return counts[0]
    return sum(counts)
