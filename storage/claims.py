"""Claims: append-only facts with a `live` mark, and when each version was live: the claim store."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select

from domain.claim import Claim, is_doubtful
from domain.record import Bond, StoredClaim, StoredPost
from storage import claim_statements as statements
from storage.claim_rows import (
    claim_row,
    in_order,
    new_claim,
    numbers_of_version,
    parse_claim_id,
    region_rows,
    stored_claim,
)
from storage.overlap import stretch
from storage.prepared import change, change_all, read_rows

COUNTRY = "*"


class SqlClaimStore:
    """Lists are in order of id (post, version, ordinal as numbers). Figures are never changed in place."""

    def __init__(self, connection: Connection, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._clock = clock

    def add_claims(
        self,
        post: StoredPost,
        version_id: int,
        claims: Sequence[tuple[Claim, date]],
        *,
        live: bool,
        bonds: Mapping[int, tuple[Bond, ...]] | None = None,
    ) -> list[StoredClaim]:
        """Store a version's claims with the day each belongs to; ordinals follow the order given.

        `bonds`: by ordinal, where an editor bound a claim to others.
        """
        bound = bonds or {}
        added = [
            new_claim(
                post,
                version_id,
                ordinal,
                claim,
                day,
                live=live and not is_doubtful(claim),
                bonds=bound.get(ordinal, ()),
            )
            for ordinal, (claim, day) in enumerate(claims)
        ]
        if added:
            change_all(self._connection, statements.ADD_CLAIMS, [claim_row(kept) for kept in added])
        regions = [row for kept in added for row in region_rows(kept)]
        change_all(self._connection, statements.ADD_REGIONS, regions)
        if added:
            self._mark_life(version_id, live=live)
        return added

    def read_of_version(self, version_id: int) -> list[StoredClaim]:
        """All claims of a version, live or not."""
        return self._read(statements.OF_VERSION, **numbers_of_version(version_id))

    def read_by_ids(self, ids: Collection[str]) -> list[StoredClaim]:
        """The claims of these ids that are on record."""
        return self._read(statements.BY_NUMBERS, numbers=[parse_claim_id(text) for text in ids])

    def set_live(self, version_id: int, *, live: bool) -> None:
        """Let the claims of a version count from now on, or no longer."""
        which = {**numbers_of_version(version_id), "now_live": live}
        change(self._connection, statements.SET_LIVE, which)
        change(self._connection, statements.SET_REGIONS_LIVE, which)
        self._mark_life(version_id, live=live)

    def delete_of_version(self, version_id: int) -> None:
        """Only for `rebuild`, which reads the version again. When it was live stays on record."""
        self._connection.execute(statements.DELETE_REGIONS, numbers_of_version(version_id))
        self._connection.execute(statements.DELETE_CLAIMS, numbers_of_version(version_id))

    def read_live(
        self,
        first_on: date,
        last_on: date,
        *,
        regions: Collection[str] | None = None,
        as_of: datetime | None = None,
    ) -> list[StoredClaim]:
        """Live downed-drone claims of the days, of claims that name one of `regions` if given.

        `as_of`: those that were live at that instant, by what had been stored by then.
        """
        asked: dict[str, Any] = {"first_on": first_on, "last_on": last_on}
        if regions is not None:
            asked["regions"] = sorted(set(regions))
        if as_of is None:
            return self._read(statements.LIVE if regions is None else statements.LIVE_OF_REGIONS, **asked)
        statement = statements.LIVE_AT if regions is None else statements.LIVE_OF_REGIONS_AT
        return [replace(kept, live=True) for kept in self._read(statement, **asked, as_of=as_of)]

    def read_live_between(self, scope: str, start_at: datetime, end_at: datetime) -> list[StoredClaim]:
        """Live downed-drone claims of a scope whose outer window touches the span, ends included."""
        if scope == COUNTRY:
            return self._read(statements.LIVE_TOUCHING, **stretch(start_at, end_at))
        return self._read(statements.LIVE_OF_REGION_TOUCHING, scope=scope, **stretch(start_at, end_at))

    def read_regions(self) -> list[str]:
        """Every region that any claim on record names, live or not, in order of its code."""
        return list(self._connection.scalars(statements.REGIONS))

    def read_all_metrics(
        self, first_on: date, last_on: date, regions: Collection[str] | None
    ) -> list[StoredClaim]:
        """Every claim of the days, live or not, of every metric and weapon."""
        period = {"first_on": first_on, "last_on": last_on}
        if regions is None:
            return self._read(statements.EVERY, **period)
        return self._read(statements.EVERY_OF_REGIONS, **period, regions=sorted(set(regions)))

    def has_live(self, region: str, day: date, metrics: Collection[str]) -> bool:
        """Whether any live claim of one of the metrics names the region on the day."""
        asked = {"region": region, "day": day, "metrics": sorted(metrics)}
        return bool(read_rows(self._connection, statements.NAMED_ON, asked))

    def last_day_before(self, region: str, day: date, metrics: Collection[str]) -> date | None:
        """The last earlier day with such a claim, None if there never was one."""
        asked = {"region": region, "day": day, "metrics": sorted(metrics)}
        rows = read_rows(self._connection, statements.LAST_NAMED_BEFORE, asked)
        return rows[0][0] if rows else None

    def find_version_live_at(self, post_id: int, at: datetime) -> int | None:
        """The version of a post whose claims could count at that instant."""
        asked = {"post": post_id, "at": at}
        found: int | None = self._connection.scalar(statements.VERSION_LIVE_AT, asked)
        return found

    def _mark_life(self, version_id: int, *, live: bool) -> None:
        statement = statements.BEGIN_LIFE if live else statements.END_LIFE
        change(self._connection, statement, {"version": version_id, "at": self._clock()})

    def _read(self, statement: Select[Any], **asked: Any) -> list[StoredClaim]:
        # A claim that names two of the regions asked for is found twice and is one claim.
        rows = read_rows(self._connection, statement, asked)
        found = {kept.id: kept for kept in map(stored_claim, rows)}
        return in_order(iter(found.values()))
