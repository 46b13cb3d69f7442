"""Everything on record in pages: how an export walks it, and how what it gave away comes back."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, select

from domain.record import StoredClaim, StoredPost, StoredVersion
from storage.claim_rows import CLAIM_COLUMNS, ORDINAL_BITS, claim_row, region_rows, stored_claim
from storage.claim_statements import ADD_CLAIMS, ADD_REGIONS
from storage.tables import claim_regions, claims, posts, versions

_LIVE_OR_NOT = [False, True]  # every index on days begins with `live`
_POST = (
    posts.c.id,
    posts.c.key,
    posts.c.source_name,
    posts.c.verified,
    posts.c.posted_at,
    posts.c.link,
    posts.c.title,
    posts.c.current_version_id,
)
_VERSION = (versions.c.id, versions.c.post_id, versions.c.text, versions.c.text_hash, versions.c.seen_at)
_POST_IDS = (
    select(posts.c.id).where(posts.c.id > bindparam("after")).order_by(posts.c.id).limit(bindparam("most"))
)
_COUNT_POSTS = select(func.count()).select_from(posts)
_POSTS = select(*_POST).where(posts.c.id.in_(bindparam("wanted", expanding=True))).order_by(posts.c.id)
_VERSIONS = (
    select(*_VERSION)
    .where(versions.c.post_id.in_(bindparam("wanted", expanding=True)))
    .order_by(versions.c.post_id, versions.c.id)
)
# A version's claims lie together by number, so each version is one step along the key.
_OF_VERSION = claims.c.number.between(
    versions.c.id * (1 << ORDINAL_BITS), versions.c.id * (1 << ORDINAL_BITS) + ((1 << ORDINAL_BITS) - 1)
)
_CLAIMS = (
    select(*CLAIM_COLUMNS)
    .select_from(versions.join(claims, _OF_VERSION).join(posts, posts.c.id == versions.c.post_id))
    .where(versions.c.post_id.in_(bindparam("wanted", expanding=True)))
    .order_by(versions.c.post_id, claims.c.number)
)
_CLAIMED_IN = (
    select(claims.c.post_id)
    .where(
        claims.c.live.in_(_LIVE_OR_NOT),
        claims.c.day.between(bindparam("first_on"), bindparam("last_on")),
    )
    .distinct()
)
_CLAIMED_OF_REGIONS_IN = (
    select(claims.c.post_id)
    .join_from(claim_regions, claims, claims.c.number == claim_regions.c.claim_number)
    .where(
        claim_regions.c.region.in_(bindparam("regions", expanding=True)),
        claim_regions.c.live.in_(_LIVE_OR_NOT),
        claim_regions.c.day.between(bindparam("first_on"), bindparam("last_on")),
    )
    .distinct()
)
_POSTED_IN = select(posts.c.id).where(posts.c.posted_at.between(bindparam("since"), bindparam("until")))
_LIVE_DAYS = (
    select(claims.c.day)
    .where(
        claims.c.live.in_([True]),
        claims.c.day.between(bindparam("first_on"), bindparam("last_on")),
    )
    .distinct()
    .order_by(claims.c.day)
)


class SqlPageStore:
    """Pages in order of id. Nothing is kept between them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count_posts(self) -> int:
        """How many posts are on record."""
        return self._connection.execute(_COUNT_POSTS).scalar_one()

    def read_post_ids(self, after_id: int, limit: int) -> list[int]:
        """Ids of posts greater than `after_id`, in order."""
        return list(self._connection.scalars(_POST_IDS, {"after": after_id, "most": limit}))

    def find_claimed(self, first_on: date, last_on: date, regions: Collection[str] | None) -> set[int]:
        """Ids of posts with a claim, live or not, on these days that names one of the regions (None: any)."""
        asked = {"first_on": first_on, "last_on": last_on}
        if regions is None:
            return set(self._connection.scalars(_CLAIMED_IN, asked))
        return set(
            self._connection.scalars(_CLAIMED_OF_REGIONS_IN, {**asked, "regions": sorted(set(regions))})
        )

    def find_posted(self, since: datetime, until: datetime) -> set[int]:
        """Ids of posts of a stretch of time, ends included."""
        return set(self._connection.scalars(_POSTED_IN, {"since": since, "until": until}))

    def read_posts(self, post_ids: Sequence[int]) -> list[StoredPost]:
        """These posts."""
        return [StoredPost(*row) for row in self._connection.execute(_POSTS, {"wanted": post_ids})]

    def read_versions(self, post_ids: Sequence[int]) -> list[StoredVersion]:
        """All texts of these posts."""
        return [StoredVersion(*row) for row in self._connection.execute(_VERSIONS, {"wanted": post_ids})]

    def read_claims(self, post_ids: Sequence[int]) -> list[StoredClaim]:
        """All claims of all texts of these posts."""
        return [stored_claim(row) for row in self._connection.execute(_CLAIMS, {"wanted": post_ids})]

    def add_claims(self, claims: Sequence[StoredClaim]) -> None:
        """Store claims as they stand, under the ordinals they have: what an export gave away comes back."""
        if claims:
            self._connection.execute(ADD_CLAIMS, [claim_row(kept) for kept in claims])
        if regions := [row for kept in claims for row in region_rows(kept)]:
            self._connection.execute(ADD_REGIONS, regions)

    def read_live_days(self, first_on: date, last_on: date) -> list[date]:
        """The days of a period that have a live claim of any kind."""
        return list(self._connection.scalars(_LIVE_DAYS, {"first_on": first_on, "last_on": last_on}))
