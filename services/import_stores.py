"""What an import asks of storage: many rows at once, and marks of what is still to be reconciled."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.alert import Alert
from domain.record import StaleStretch, StoredClaim, StoredPost, StoredVersion, VersionClaims
from domain.report import Report


class BulkStore(Protocol):
    """Many posts at once. Ids are given by the caller, from `next_ids`, inside one write transaction."""

    def find_posts(self, keys: Collection[str]) -> dict[str, StoredPost]:
        """The posts on record by key."""
        ...

    def find_texts(self, post_ids: Collection[int]) -> set[tuple[int, str]]:
        """(post id, text hash) of every version of these posts."""
        ...

    def read_seen_at(self, version_ids: Collection[int]) -> Mapping[int, datetime]:
        """The moment whose text each version is."""
        ...

    def next_ids(self) -> tuple[int, int]:
        """The first free post id and version id; theirs and those above stay free in this transaction."""
        ...

    def add_posts(self, posts: Sequence[StoredPost]) -> None:
        """New posts with their ids, each with its current version already named."""
        ...

    def add_versions(self, versions: Sequence[StoredVersion]) -> None: ...

    def add_reports(self, reports: Mapping[int, Report], rules_version: str) -> None:
        """Reports by version id, of versions that have none."""
        ...

    def add_claims(self, versions: Sequence[VersionClaims]) -> list[StoredClaim]:
        """Store the claims of versions that have none; ordinals follow the order given."""
        ...

    def begin_lives(self, version_ids: Sequence[int]) -> None:
        """Note that the claims of these versions, none live before, count from now on."""
        ...

    def retire(self, version_ids: Sequence[int]) -> None:
        """Let the claims of these versions count no longer."""
        ...

    def set_current(self, versions: Mapping[int, int]) -> None:
        """Make versions current, by post id."""
        ...

    def verify(self, sources: Mapping[int, str]) -> None:
        """Let posts be those of a source, by post id and the source's name."""
        ...

    def mark_seen(self, alerts: Sequence[Alert], at: datetime) -> None:
        """Keep regions as seen on their days where they are not on record, or were withdrawn."""
        ...


class StaleStore(Protocol):
    """Stretches of scopes whose clusters an import has left for later."""

    def read_scopes(self) -> list[str]:
        """Scopes with a mark, in order of their code."""
        ...

    def read(self, scope: str) -> list[StaleStretch]:
        """The marks of a scope in order of start."""
        ...

    def put(self, scope: str, stretches: Sequence[StaleStretch]) -> None:
        """Put these marks in the place of the scope's marks."""
        ...

    def find_end_of(self, scope: str, start_at: datetime, claims: int) -> datetime | None:
        """When that many live claims of a scope have ended since `start_at`; None where there are fewer."""
        ...
