"""What an export asks of storage: everything on record, in pages."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.record import StoredClaim, StoredPost, StoredVersion


class PageStore(Protocol):
    """Posts, texts and claims by the page, in order of id."""

    def count_posts(self) -> int: ...

    def read_post_ids(self, after_id: int, limit: int) -> list[int]:
        """Ids of posts greater than `after_id`, in order."""
        ...

    def find_claimed(self, first_on: date, last_on: date, regions: Collection[str] | None) -> set[int]:
        """Ids of posts with a claim, live or not, on these days that names one of the regions (None: any)."""
        ...

    def find_posted(self, since: datetime, until: datetime) -> set[int]:
        """Ids of posts of a stretch of time, ends included."""
        ...

    def read_posts(self, post_ids: Sequence[int]) -> list[StoredPost]: ...

    def read_versions(self, post_ids: Sequence[int]) -> list[StoredVersion]:
        """All texts of these posts."""
        ...

    def read_claims(self, post_ids: Sequence[int]) -> list[StoredClaim]:
        """All claims of all texts of these posts."""
        ...

    def add_claims(self, claims: Sequence[StoredClaim]) -> None:
        """Store claims as they stand, under the ordinals they have."""
        ...

    def read_live_days(self, first_on: date, last_on: date) -> list[date]:
        """The days of a period that have a live claim of any kind."""
        ...
