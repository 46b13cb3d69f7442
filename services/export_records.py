"""The use case `export`: everything on record, or some days and regions of it, as rows of four files.

One read transaction gives all of it, so the files agree with each other. Nothing of who handed a post in, or
in which chat, is in any row.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from domain.decision import Decision, standing
from domain.record import StoredClaim, StoredPost, StoredVersion
from domain.source import Source
from domain.totals import Period
from services.export_rows import (
    OTHER,
    VERSION_KEYS,
    Row,
    claim_row,
    decision_row,
    post_row,
    total_row,
    version_facts,
)
from services.ingest_post import source_on_record
from services.ports import Transaction
from services.read_totals import TotalsQuery, read_totals
from services.rules import CountingRules

EVERYTHING = Period(date.min, date.max)

_PAGE = 500
_EARLIEST, _LATEST = date(1, 1, 3), date(9999, 12, 29)
"""Within these a day has instants in every zone."""

MOST_AT_ONCE = 100_000
"""Figures over all days hold all their claims in memory; beyond this many they are left to `totals`."""


@dataclass(frozen=True, slots=True)
class ExportQuery:
    """What is exported: claims of these days (ends included) that name one of the regions (None: any)."""

    period: Period = EVERYTHING
    regions: frozenset[str] | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.period == EVERYTHING and self.regions is None

    def asks_for(self, claim: StoredClaim) -> bool:
        """Whether the claim is exported."""
        if not self.period.first_on <= claim.day <= self.period.last_on:
            return False
        return self.regions is None or not self.regions.isdisjoint(claim.claim.regions)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much there is to go through, for whoever shows progress."""

    posts: int
    days: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some posts with all their texts, the claims asked for, and what editors decided about them."""

    posts: Mapping[int, StoredPost]
    versions: Mapping[int, StoredVersion]
    heads: Mapping[int, Mapping[str, Any]]
    claims: tuple[StoredClaim, ...]
    decisions: Mapping[int, tuple[Decision, ...]]


def read_extent(tx: Transaction, query: ExportQuery, rules: CountingRules) -> Extent:
    """How many posts and days there are to go through."""
    posts = tx.pages.count_posts() if query.whole else len(_asked_posts(tx, query, rules))
    return Extent(posts, len(tx.pages.read_live_days(query.period.first_on, query.period.last_on)))


def read_pages(tx: Transaction, query: ExportQuery, rules: CountingRules) -> Iterator[Page]:
    """The posts asked for in order of id, some hundred at a time."""
    decided = frozenset(tx.decisions.read_decided_posts())
    sources: dict[str | None, Source | None] = {None: None}
    for ids in _ids(tx, query, rules):
        posts = {post.id: post for post in tx.pages.read_posts(ids)}
        versions = {version.id: version for version in tx.pages.read_versions(ids)}
        for post in posts.values():
            if post.source_name not in sources:
                sources[post.source_name] = source_on_record(tx, post, rules)
        heads = {
            version.id: version_facts(
                posts[version.post_id], version, sources[posts[version.post_id].source_name], rules.zone
            )
            for version in versions.values()
        }
        yield Page(
            posts=posts,
            versions=versions,
            heads=heads,
            claims=tuple(claim for claim in tx.pages.read_claims(ids) if query.asks_for(claim)),
            decisions={post: tuple(tx.decisions.read_of_post(post)) for post in ids if post in decided},
        )


def claim_rows(tx: Transaction, page: Page, rules: CountingRules) -> Iterator[Row]:
    """A row for each claim of a page."""
    in_force = {post_id: standing(decisions) for post_id, decisions in page.decisions.items()}
    for claim in page.claims:
        bonds = [{"relation": bond.relation.value, **_address(tx, bond.other)} for bond in claim.bonds]
        decisions = in_force.get(claim.post_id, ())
        version = page.versions[claim.version_id]
        yield claim_row(claim, page.heads[version.id], version, bonds, decisions, rules.zone)


def post_rows(page: Page) -> Iterator[Row]:
    """A row for each text of a page."""
    claims = Counter(claim.version_id for claim in page.claims)
    for version in page.versions.values():
        yield post_row(page.heads[version.id], version, claims[version.id])


def decision_rows(tx: Transaction, page: Page) -> Iterator[Row]:
    """A row for each decision about a post of a page, oldest first for each post."""
    for post_id, decisions in page.decisions.items():
        for decision in decisions:
            version = page.versions.get(decision.version_id or 0)
            yield decision_row(decision, page.posts[post_id], version, _value(tx, decision))


def total_rows(tx: Transaction, query: ExportQuery) -> Iterator[Row]:
    """Figures of the claims exported: of each day and its regions, then over all days.

    Days are reconciled one at a time. Over all days there are no rows where the claims are too many to hold.
    """
    claims = 0
    for day in tx.pages.read_live_days(query.period.first_on, query.period.last_on):
        found = read_totals(tx, TotalsQuery(Period(day, day), query.regions))
        for row in found.rows:
            yield total_row("day and region", row.key, row, day)
        if found.all.claims:
            yield total_row("day", day.isoformat(), found.all, day)
        claims += found.all.claims
    if claims <= MOST_AT_ONCE:
        yield from _over_all_days(tx, query)


def _over_all_days(tx: Transaction, query: ExportQuery) -> Iterator[Row]:
    by_region = read_totals(tx, TotalsQuery(query.period, query.regions))
    for row in by_region.rows:
        yield total_row("region", row.key, row, None)
    for row in read_totals(tx, TotalsQuery(query.period, query.regions, "originator")).rows:
        yield total_row("originator", row.key, row, None)
    if by_region.all.claims:
        yield total_row("all", "all", by_region.all, None)


def _ids(tx: Transaction, query: ExportQuery, rules: CountingRules) -> Iterator[list[int]]:
    """Ids of the posts asked for, a page of them at a time."""
    if not query.whole:
        asked = sorted(_asked_posts(tx, query, rules))
        yield from (asked[start : start + _PAGE] for start in range(0, len(asked), _PAGE))
        return
    last = 0
    while ids := tx.pages.read_post_ids(last, _PAGE):
        yield ids
        last = ids[-1]


def _asked_posts(tx: Transaction, query: ExportQuery, rules: CountingRules) -> set[int]:
    """Posts with a claim asked for; without regions, also the posts of the days that claim nothing."""
    period = query.period
    claimed = tx.pages.find_claimed(period.first_on, period.last_on, query.regions)
    if query.regions is not None:
        return claimed
    since = datetime.combine(max(period.first_on, _EARLIEST), time.min, rules.zone)
    until = datetime.combine(min(period.last_on, _LATEST), time.max, rules.zone)
    return claimed | tx.pages.find_posted(since, until)


def _address(tx: Transaction, claim_id: str) -> Row:
    """A claim as every database knows it, of its id in this one."""
    post_id, version_id, ordinal = map(int, claim_id.split("."))
    return {
        "post": tx.posts.get_post(post_id).key,
        "version": tx.posts.get_version(version_id).text_hash,
        "ordinal": ordinal,
    }


def _value(tx: Transaction, decision: Decision) -> Row:
    """A decision's value with versions and claims named as everywhere: their numbers are of this database."""
    value = dict(decision.value)
    for name in VERSION_KEYS & value.keys():
        value[name] = tx.posts.get_version(value[name]).text_hash
    if isinstance(other := value.get(OTHER), str):
        value[OTHER] = _address(tx, other)
    return value
