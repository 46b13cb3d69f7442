"""Posts, versions and claims as they are kept: the nouns that storage hands to the use cases."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.claim import Claim


@dataclass(frozen=True, slots=True)
class StoredPost:
    """A post on record. `verified`: its origin is a listed channel; only then may it raise a number."""

    id: int
    key: str
    source_name: str | None
    verified: bool
    posted_at: datetime
    link: str | None
    title: str | None
    current_version_id: int | None


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A text of a post; `seen_at` is the moment whose text it is (the forward, or the edit), aware UTC."""

    id: int
    post_id: int
    text: str
    text_hash: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim on record. `id` is "post.version.ordinal"; `day` is its day in the configured zone.

    `live`: of the current version of an accepted post, so it may count. `link` is the original's address.
    """

    id: str
    post_id: int
    version_id: int
    ordinal: int
    day: date
    live: bool
    posted_at: datetime
    source_name: str | None
    link: str | None
    claim: Claim


@dataclass(frozen=True, slots=True)
class ClusterPart:
    """One independent group of touching claims of a scope, reconciled: what the cache keeps.

    `scope` is a region code or "*" for the country. Floors, ceilings and bests of parts add up.
    """

    scope: str
    start_at: datetime
    end_at: datetime
    first_day: date
    last_day: date
    floor: int
    ceiling: int | None
    best: int
    claim_ids: tuple[str, ...]
    unnumbered: int
    flags: tuple[str, ...] = ()
