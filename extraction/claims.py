"""Claims: the mentions of a post as statements that reconciliation can weigh."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from domain.claim import Claim, Count, Metric, Relation, Weapon
from domain.region import MOSCOW_REGION
from domain.window import Window
from extraction.bare_totals import CORRECTED
from extraction.block import Block
from extraction.claim_parts import (
    by_region,
    count_of,
    evidence_of,
    flags_of,
    is_least,
    places_of,
)
from extraction.confidence import confidence_of
from extraction.drafts import ClaimDraft, relate_claim
from extraction.events import happened, is_background
from extraction.findings import Reading
from extraction.mentions import Mention
from extraction.periods import PeriodMatch, default_window, news_window
from extraction.scope import FINE, Scope, is_within_region, scope_of
from extraction.terms import (
    ADDS_TO,
    ATTACKED,
    BACKGROUND,
    BREAKDOWN_MISMATCH,
    BY_AGENCY,
    BY_OTHER,
    DOWNED,
    DRONE,
    INCLUDES,
    INFERRED_FROM_SUM,
    NOT_SPLIT,
    PART_OF,
)

_NEWS_SENTENCES = 6
_HOURS = ("range", "point", "start_only")


def build_claims(reading: Reading) -> tuple[Claim, ...]:
    """All claims of a post, each with its evidence; ordinals of relations are places in this tuple."""
    builder = _Builder(reading)
    for block in reading.blocks:
        builder.add_block(block)
    builder.add_others()
    return tuple(builder.claims)


@dataclass(slots=True)
class _Tie:
    """How a claim stands to others, with the flags that go with it."""

    relation: Relation | None = None
    targets: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()


_LOOSE = _Tie()


class _Builder:
    """The claims so far; `made` has the ordinals of those of each mention."""

    __slots__ = ("claims", "made", "news", "reading", "undated")

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.claims: list[Claim] = []
        self.made: dict[int, list[int]] = {}
        self.undated: Window | None = None
        self.news = (
            reading.source.issuer in (BY_OTHER, BY_AGENCY) and len(reading.sentences) > _NEWS_SENTENCES
        )

    def add_block(self, block: Block) -> None:
        headline = block.headline
        if headline is None and not block.items:
            self._add_unnumbered(block)
            return
        if headline is None:
            for item in block.items:
                self._add(item, block)
        elif block.items:
            self._add_breakdown(block, headline)
        else:
            self._add(headline, block)
        if block.extras or block.nested or block.unnumbered:
            self._add_beside(block)
        self._stand_to_earlier_posts(block)
        if block.running is not None:
            self._add_running(block, block.running)

    def _add_beside(self, block: Block) -> None:
        """What comes on top of the block's own figures, and what is a part of one of them."""
        main = self._ordinals([block.headline, *block.items])
        for part in block.unnumbered:
            if part.rule == "part_of_count":
                self._add(part, block, _Tie(PART_OF, tuple(self.made.get(id(part.parent)) or main)))
        for extra in block.extras:
            self._add(extra, block, _Tie(ADDS_TO, main))
        for nested in block.nested:
            if self._is_told_nested(nested, block):
                targets = self.made.get(id(nested.parent)) or main
                self._add(nested, block, _Tie(PART_OF, tuple(targets)))

    def _add_unnumbered(self, block: Block) -> None:
        for mention in block.unnumbered:
            whole = self.made.get(id(mention.parent)) if mention.parent is not None else None
            self._add(mention, block, _Tie(PART_OF, tuple(whole)) if whole else _LOOSE)

    def _is_told_nested(self, nested: Mention, block: Block) -> bool:
        headline = block.headline
        again = headline is not None and nested.parent is None and nested.count == headline.count
        return nested.number is not None and not nested.aside and bool(nested.places) and not again

    def _add_breakdown(self, block: Block, headline: Mention) -> None:
        """Items that share out the headline are the claims; inside one region the headline is."""
        inside = is_within_region(block.items, headline, block.home)
        if not (inside or block.inferred or block.mismatch):
            for item in block.items:
                self._add(item, block)
            left = (headline.count or 0) - block.sum_of(block.items)
            if left > 0:
                self._add_remainder(headline, block, left)
            return
        self._add(headline, block, _Tie(flags=(BREAKDOWN_MISMATCH,)) if block.mismatch else _LOOSE)
        whole = tuple(self.made[id(headline)])
        tie = _Tie(PART_OF, whole, (INFERRED_FROM_SUM,) if block.inferred else ())
        for item in block.items:
            self._add_part(item, block, tie)
        if not inside:
            self._relate(whole, INCLUDES, self._ordinals(block.items))

    def _add_remainder(self, headline: Mention, block: Block, left: int) -> None:
        """What the items leave is somewhere in the country, not split by region."""
        whole = copy(headline)
        whole.places, whole.nation, whole.scope = [], True, None
        count = Count(left, left, None if is_least(headline) else left)
        tie = _Tie(ADDS_TO, self._ordinals(block.items), (NOT_SPLIT,))
        self._append(whole, block, Scope(), count, tie)

    def _add_part(self, item: Mention, block: Block, tie: _Tie) -> None:
        """A part of the headline; one whose reading was inferred spans "each" and "together"."""
        if id(item) not in block.split:
            self._add(item, block, tie)
            return
        scope = scope_of(item, block.home)
        number = item.count or 1
        best = number if block.split[id(item)] else 1
        for one in by_region(scope):
            self._append(item, block, one, Count(1, best, number), tie)

    def _stand_to_earlier_posts(self, block: Block) -> None:
        """An increment, a running total or a correction speaks of the originator's earlier posts."""
        lead = block.headline if block.outgrown else block.leading
        if lead is None or lead.number is None:
            return
        contains = lead.running or _puts_right(lead)
        if not (contains or lead.more):
            return
        relation = INCLUDES if contains else None
        if lead.more and not lead.running and not (block.originator == "mod" and block.items):
            relation = ADDS_TO
        if relation is not None:
            loose = [o for o in self.made.get(id(lead), ()) if self.claims[o].relation is None]
            self._relate(loose, relation, ())

    def _add_running(self, block: Block, running: Block) -> None:
        """A wider total after the post's own figure contains all of it."""
        total = running.headline
        if total is None:
            return
        everything = self._ordinals([block.headline, *block.items, *block.extras])
        self._add(total, block, _Tie(INCLUDES, everything))
        whole = tuple(self.made[id(total)])
        for item in running.items:
            self._add(item, block, _Tie(PART_OF, whole))

    def add_others(self) -> None:
        """Falls, hits, attacks, other weapons, other dates; what is told twice is one claim."""
        seen: dict[tuple[str, Metric, Weapon, tuple[tuple[str, ...], ...]], int] = {}
        reading, made = self.reading, self.made
        for mention in reading.mentions:
            if id(mention) in made or not self._is_told(mention):
                continue
            originator, home = mention.originator, reading.home_of(mention.originator)
            key = (originator, mention.metric, mention.weapon, tuple(scope_of(mention, home).regions))
            if key in seen and mention.count is None:
                self._widen(seen[key], mention)
                continue
            seen.setdefault(key, len(self.claims))
            flags = (BACKGROUND,) if is_background(mention) else ()
            whole = made.get(id(mention.parent)) if mention.parent is not None else None
            tie = _Tie(PART_OF, tuple(whole), flags) if whole else _Tie(flags=flags) if flags else _LOOSE
            self._add(mention, Block(originator, home), tie)

    def _is_told(self, mention: Mention) -> bool:
        if mention.weapon is not DRONE:
            return mention.metric is DOWNED
        if is_background(mention):
            return _has_own_day(mention)
        if mention.metric is DOWNED or not happened(mention):
            return False
        bare = mention.metric is ATTACKED and mention.count is None and not mention.places
        return not bare or self.reading.home_of(mention.originator) is not None

    def _widen(self, ordinal: int, mention: Mention) -> None:
        claim = self.claims[ordinal]
        fresh = tuple(place for place in places_of(mention, claim.regions) if place not in claim.places)
        if fresh:
            self.claims[ordinal] = replace(claim, places=claim.places + fresh)

    def _add(self, mention: Mention, block: Block, tie: _Tie = _LOOSE) -> None:
        scope, number = scope_of(mention, block.home), mention.count
        if mention.each or block.split:
            if scope.spots > 1 and block.is_each(mention):
                for one in by_region(scope):
                    self._append(mention, block, one, count_of(mention, number), tie)
                return
            if scope.spots < 2 and number is not None:
                number = block.worth(mention)
        self._append(mention, block, scope, count_of(mention, number), tie)

    def _append(self, mention: Mention, block: Block, scope: Scope, count: Count, tie: _Tie) -> None:
        regions, composite = scope.regions, False
        if len(regions) == 1:
            codes = regions[0]
            composite = len(codes) > 1 and codes == MOSCOW_REGION
        else:
            codes = tuple(dict.fromkeys(code for one in regions for code in one)) if regions else ()
        claim: Any = ClaimDraft()
        claim.originator = originator = block.originator
        claim.metric, claim.weapon, claim.rule = mention.metric, mention.weapon, mention.rule
        claim.count, claim.regions, claim.composite = count, codes, composite
        claim.window = self._window(mention.period)
        claim.evidence = evidence_of(mention, self.reading.text, self.reading.tokens)
        claim.seas = tuple(scope.seas) if scope.seas else ()
        claim.places = places_of(mention, codes) if mention.places else ()
        claim.relation, claim.targets = tie.relation, tie.targets
        claim.flags = flags = flags_of(mention, scope, composite) + tie.flags
        claim.confidence = confidence_of(scope, count, flags, originator)
        claim.__class__ = Claim
        self.made.setdefault(id(mention), []).append(len(self.claims))
        self.claims.append(claim)

    def _window(self, period: PeriodMatch | None) -> Window:
        """The mention's own; relative words in a news text («overnight») are the day of publication ± 1."""
        if period is not None and period.window is not None:
            if self.news and not period.dated and period.kind not in _HOURS:
                return news_window(self.reading.posted_at, self.reading.source.zone)
            return period.window
        if self.undated is None:
            self.undated = default_window(self.reading.posted_at)
        return self.undated

    def _ordinals(self, mentions: Sequence[Mention | None]) -> tuple[int, ...]:
        ordinals: list[int] = []
        for mention in mentions:
            if mention is not None:
                ordinals += self.made.get(id(mention), ())
        return tuple(ordinals)

    def _relate(self, ordinals: Sequence[int], relation: Relation, targets: tuple[int, ...]) -> None:
        for ordinal in ordinals:
            self.claims[ordinal] = relate_claim(self.claims[ordinal], relation, targets)


def _puts_right(mention: Mention) -> bool:
    """Whether a figure corrects those of earlier posts: of the whole region, not of a district of it."""
    return mention.rule == CORRECTED and not any(place.kind in FINE for place in mention.places)


def _has_own_day(mention: Mention) -> bool:
    """Whether a figure of another time says when that was: else it would count on the post's own day."""
    period = mention.period
    return period is not None and period.window is not None and (period.background or period.kind == "date")
