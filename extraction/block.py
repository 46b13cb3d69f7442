"""Block: an originator's counts in one post, as they stand to one another."""

from collections.abc import Sequence

from extraction.mentions import Mention


class Block:
    """What one originator says of one wave.

    `items` share out the headline, or are the whole where there is none. `extras` come on top of it.
    `nested` are parts of items. `split`: for each item of several places whether its number holds for each.
    `total`: how many drones it says were downed, None where it gives none. `leading`: the mention that stands
    for it, its headline, its first item, or a bare statement. `home`: the region meant where none is named.
    `outgrown`: «Число сбитых выросло до 17. Ещё один – утром»: that was told before, the news is more.
    """

    __slots__ = (
        *("originator", "home", "headline", "items", "extras", "nested", "unnumbered", "running"),
        *("inferred", "mismatch", "outgrown", "split", "total", "leading"),
    )

    def __init__(self, originator: str, home: str | None = None) -> None:
        self.originator = originator
        self.home = home
        self.headline: Mention | None = None
        self.items: list[Mention] = []
        self.extras: list[Mention] = []
        self.nested: list[Mention] = []
        self.unnumbered: Sequence[Mention] = ()
        self.running: Block | None = None
        self.inferred = self.mismatch = self.outgrown = False
        self.split: dict[int, bool] = {}
        self.total: int | None = None
        self.leading: Mention | None = None

    def close(self) -> "Block":
        """Settles `total`, `leading` and `outgrown` once everything has its place."""
        headline = self.headline
        if headline is not None:
            self.leading = headline
            self.total = (headline.count or 0) if self.items else self.worth(headline)
            if self.extras:
                self._add_extras(headline, self.total)
        elif self.items:
            self.leading = self.items[0]
            self.total = self.sum_of(self.items)
        elif self.unnumbered:
            self.leading = self.unnumbered[0]
        return self

    def _add_extras(self, headline: Mention, own: int) -> None:
        self.outgrown = (
            headline.rule == "running_total" and not self.items and all(extra.more for extra in self.extras)
        )
        if self.outgrown:
            self.leading, own = self.extras[0], 0
        self.total = own + self.sum_of(self.extras)

    def worth(self, item: Mention) -> int:
        """How many drones an item adds: «по три над А и Б» is six."""
        count = item.count or 0
        if not (item.each or self.split) or not self.is_each(item):
            return count
        return count * max(1, len(spots(item)))

    def sum_of(self, items: Sequence[Mention]) -> int:
        """How many drones the items add together."""
        total = 0
        for item in items:
            total += self.worth(item) if item.each or self.split else item.count or 0
        return total

    def is_each(self, item: Mention) -> bool:
        """Whether an item's number holds for each of its places, by its words or by the sum."""
        return self.split.get(id(item), item.each) if self.split else item.each


def spots(mention: Mention) -> list[tuple[str, ...]]:
    """The separate places of a mention for counting: districts where named, else regions and seas.

    «в селе Муром Шебекинского округа» is one place: what comes right after a name says where it lies.
    """
    named = [place for place in mention.places if place.kind not in ("foreign", "unresolved")]
    fine = [place for place in named if place.kind in ("district", "city", "settlement")]
    if fine and len(fine) >= len(named) - 1:
        fine = [place for at, place in enumerate(fine) if not at or place.first != fine[at - 1].last]
        return [(place.name, *place.regions) for place in fine]
    return [(place.name,) for place in named]
