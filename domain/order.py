"""Orders: what an editor asks for, before it is a decision."""

from dataclasses import dataclass
from datetime import date, time

from domain.claim import Count, Metric, Weapon
from domain.decision import Action


@dataclass(frozen=True, slots=True)
class Target:
    """A post by its number, or a claim of its text in force: `claim` 2 of post 17 is "17.2"."""

    post_id: int
    claim: int | None = None

    def __str__(self) -> str:
        return str(self.post_id) if self.claim is None else f"{self.post_id}.{self.claim}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be set; what is None stays as it is. `hours` are local, in the zone of the days.

    `regions` empty is the whole country. `version` counts the texts of a post from 1, oldest first.
    """

    count: Count | None = None
    approximate: bool = False
    day: date | None = None
    hours: tuple[time, time] | None = None
    originator: str | None = None
    metric: Metric | None = None
    weapon: Weapon | None = None
    regions: tuple[str, ...] | None = None
    other: Target | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What an editor had before him: the text of a post then in force, and how many decisions on it."""

    version_id: int
    decisions: int


@dataclass(frozen=True, slots=True)
class Order:
    """One thing to decide, by whom (hashed) and why.

    `seen`, where a button was tapped: the order is refused once the post stands otherwise.
    """

    action: Action
    target: Target
    editor: str
    reason: str = ""
    wish: Wish = Wish()
    seen: Seen | None = None
