"""Posts, versions and claims as they are kept: the nouns that storage hands to the use cases."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from domain.claim import Claim, Relation


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
class Bond:
    """An editor's word that a claim is `part_of` another stored claim (its id), or `adds_to` it."""

    relation: Relation
    other: str


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
    bonds: tuple[Bond, ...] = ()

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def number(self) -> str:
        """How people name the claim, "17.2": the second of post 17's text in force."""
        return f"{self.post_id}.{self.ordinal + 1}"


@dataclass(frozen=True, slots=True)
class ClusterPart:
    """One independent group of touching claims of a scope, reconciled: what the cache keeps.

    `scope` is a region key. Floors, ceilings and bests of parts add up. `shared`: how many of the claims are
    counts that the scope shares with other regions, `most_shared` the greatest best of those. `standing`: its
    floor and best without what its sources took back themselves, if they did.
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
    shared: int = 0
    most_shared: int | None = None
    standing: tuple[int, int] | None = None

    @property
    def month(self) -> int:
        """The month of its end in UTC, 202611: with whose other parts it is added up."""
        end_at = self.end_at.astimezone(UTC)
        return end_at.year * 100 + end_at.month


@dataclass(frozen=True, slots=True)
class ClusterSum:
    """Parts of a scope added up; `claims` says over how many claims, `flags` those of any part.

    `standing`: floor and best without what sources took back themselves; elsewhere the same two again.
    """

    floor: int
    ceiling: int | None
    best: int
    standing: tuple[int, int]
    claims: int
    unnumbered: int
    shared: int = 0
    most_shared: int | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionClaims:
    """The claims read from a version, each with its day. `live`: the version is in force and may count."""

    post: StoredPost
    version_id: int
    dated: tuple[tuple[Claim, date], ...]
    live: bool


@dataclass(frozen=True, slots=True)
class StaleStretch:
    """Hours of a scope whose clusters an import has not yet reconciled again; both ends aware UTC."""

    scope: str
    start_at: datetime
    end_at: datetime
