"""The toll of a post, gathered sentence by sentence."""

from dataclasses import dataclass

from domain.report import Consequences


@dataclass(slots=True)
class Toll:
    """What has been read so far; `treated` counts those in care, used only if no one is said to be hurt."""

    killed: int | None = None
    injured: int | None = None
    treated: int | None = None
    none_killed: bool = False
    none_injured: bool = False
    damage: bool = False
    no_damage: bool = False

    def add(self, count: int, *, killed: bool) -> None:
        """Adds people of another sentence or clause."""
        if killed:
            self.killed = (self.killed or 0) + count
        else:
            self.injured = (self.injured or 0) + count

    def settle(self) -> Consequences:
        """The three answers: a stated number beats "none", damage beats "no damage"."""
        killed = self.killed if self.killed is not None else (0 if self.none_killed else None)
        injured = self.injured if self.injured is not None else self.treated
        if injured is None and self.none_injured:
            injured = 0
        damage = True if self.damage else (False if self.no_damage else None)
        return Consequences(killed=killed, injured=injured, damage=damage)
