"""What the use cases ask of the stores of facts; the rest of what they ask for is in services/ports.py."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.alert import Alert, AlertState
from domain.change import FigureChange, ShownFigure
from domain.claim import Claim
from domain.correction import Correction
from domain.post import IncomingPost, Submission
from domain.record import Bond, ClusterPart, ClusterSum, StoredClaim, StoredPost, StoredVersion
from domain.report import Report
from domain.source import Source
from domain.totals import Period, SourceStanding


class PostStore(Protocol):
    """Posts, submissions, versions and reports."""

    def find_post(self, key: str) -> StoredPost | None: ...

    def find_numbered(self, post_id: int) -> StoredPost | None:
        """The post of this id, as people number posts."""
        ...

    def get_post(self, post_id: int) -> StoredPost: ...

    def find_or_add(self, post: IncomingPost, source: Source | None) -> tuple[StoredPost, bool]:
        """The post of this identity, and whether it is new; verified when `source` is given."""
        ...

    def add_submission(self, post_id: int, submission: Submission) -> bool:
        """False when this very chat message was submitted before."""
        ...

    def count_submissions(self, post_id: int) -> int: ...

    def read_submissions(self, post_ids: Collection[int], since: datetime) -> list[Submission]:
        """How these posts were handed in since an instant, oldest first."""
        ...

    def find_version(self, post_id: int, text_hash: str) -> StoredVersion | None: ...

    def get_version(self, version_id: int) -> StoredVersion: ...

    def add_version(self, post_id: int, text: str, text_hash: str, seen_at: datetime) -> StoredVersion: ...

    def set_current_version(self, post_id: int, version_id: int) -> None: ...

    def put_report(self, version_id: int, report: Report, rules_version: str) -> None:
        """Keep or replace the report of a version."""
        ...

    def find_report(self, version_id: int) -> Report | None: ...

    def iterate_posts(self, after_id: int, limit: int) -> list[StoredPost]:
        """Posts with id > after_id in order of id: how `rebuild` and `export` walk everything."""
        ...

    def iterate_versions(self, post_id: int) -> list[StoredVersion]:
        """All versions of a post in order of id."""
        ...


class ClaimStore(Protocol):
    """Claims: append-only facts; only `live` changes when another version becomes current."""

    def add_claims(
        self,
        post: StoredPost,
        version_id: int,
        claims: Sequence[tuple[Claim, date]],
        *,
        live: bool,
        bonds: Mapping[int, tuple[Bond, ...]] | None = None,
    ) -> list[StoredClaim]:
        """Store a version's claims with the day each belongs to; `bonds` by ordinal."""
        ...

    def find_version_live_at(self, post_id: int, at: datetime) -> int | None:
        """The version of a post whose claims could count at that instant."""
        ...

    def read_of_version(self, version_id: int) -> list[StoredClaim]: ...

    def read_by_ids(self, ids: Collection[str]) -> list[StoredClaim]: ...

    def set_live(self, version_id: int, *, live: bool) -> None: ...

    def delete_of_version(self, version_id: int) -> None:
        """Only for `rebuild`, which reads the version again."""
        ...

    def read_live(
        self,
        first_on: date,
        last_on: date,
        *,
        regions: Collection[str] | None = None,
        as_of: datetime | None = None,
    ) -> list[StoredClaim]:
        """Live claims of metric downed and weapon drone whose day lies in the period (both ends included).

        `regions`: only claims that name one of them. Ordered by id. `as_of`: only claims of posts first
        seen by then (their then-current versions).
        """
        ...

    def read_live_between(self, scope: str, start_at: datetime, end_at: datetime) -> list[StoredClaim]:
        """Live downed-drone claims of a scope (region code or "*") whose outer window touches the span."""
        ...

    def read_regions(self) -> list[str]:
        """Every region that any claim on record names."""
        ...

    def read_all_metrics(
        self, first_on: date, last_on: date, regions: Collection[str] | None
    ) -> list[StoredClaim]:
        """Every claim of the period, live or not, of every metric and weapon: what `/why` walks."""
        ...

    def has_live(self, region: str, day: date, metrics: Collection[str]) -> bool:
        """Whether any live claim of one of the metrics names the region on the day."""
        ...

    def last_day_before(self, region: str, day: date, metrics: Collection[str]) -> date | None:
        """The last earlier day with such a claim, None if there never was one."""
        ...


class ClusterStore(Protocol):
    """The cache of reconciled clusters; `rebuild` must reproduce it byte for byte."""

    def read_touching(self, scope: str, start_at: datetime, end_at: datetime) -> list[ClusterPart]: ...

    def read_touching_of(
        self, scopes: Collection[str], start_at: datetime, end_at: datetime
    ) -> dict[str, list[ClusterPart]]:
        """`read_touching` for each of the scopes."""
        ...

    def read_scope(self, scope: str) -> list[ClusterPart]:
        """All parts of a scope in order of start."""
        ...

    def read_scopes(self) -> list[str]: ...

    def replace(self, scope: str, old: Sequence[ClusterPart], new: Sequence[ClusterPart]) -> None: ...

    def replace_all(self, changes: Mapping[str, tuple[Sequence[ClusterPart], Sequence[ClusterPart]]]) -> None:
        """`replace` for each scope's (old, new)."""
        ...

    def read_sums(self, scopes: Collection[str]) -> dict[str, ClusterSum]:
        """All parts of each scope added up; left out are scopes whose clusters are marked as stale."""
        ...

    def forget_months(self, scope: str) -> None:
        """Only for `rebuild`, which adds them up again."""
        ...

    def read_months(self, scope: str) -> dict[int, ClusterSum]:
        """The parts of a scope added up by the month of their end in UTC, 202611."""
        ...


class AlertStore(Protocol):
    """New-region alerts, unique by key."""

    def add(self, alert: Alert, at: datetime) -> bool: ...

    def find_latest(self, day: date, region: str) -> Alert | None:
        """The alert of the greatest generation for a day and region."""
        ...

    def read_latest(self, places: Collection[tuple[date, str]]) -> dict[tuple[date, str], Alert]:
        """`find_latest` of each place that has one."""
        ...

    def read_of_message(self, message_key: str) -> list[Alert]: ...

    def read_of_post(self, post_id: int) -> list[Alert]: ...

    def read_announced(self, around: date, since: datetime) -> list[tuple[Alert, datetime]]:
        """Alerts added after an instant that were not merely seen, of days near this one, oldest first."""
        ...

    def set_message(self, key: str, message_key: str) -> None:
        """Move an alert to another message."""
        ...

    def set_state(self, key: str, state: AlertState, at: datetime) -> None: ...

    def get_changed_at(self, key: str) -> datetime:
        """When an alert got the state it is in."""
        ...


class FigureStore(Protocol):
    """The change log: figures changed, kept for good, and figures shown, kept for a time."""

    def add_changes(self, changes: Sequence[FigureChange]) -> None: ...

    def add_shown(self, shown: Sequence[ShownFigure]) -> None: ...

    def read_changes(self, period: Period, region: str | None, limit: int) -> list[FigureChange]:
        """The newest changes of the days' figures, newest first; of one region key, or of all."""
        ...

    def read_shown(self, period: Period, region: str, limit: int) -> list[ShownFigure]:
        """What was shown of a place ("*": the country) for periods that end on these days, newest first."""
        ...

    def forget_shown(self, before: datetime) -> int:
        """Delete what was shown before an instant; returns how many rows went."""
        ...


class CorrectionStore(Protocol):
    """Corrections that nobody has been told of yet."""

    def add(self, added: Sequence[Correction]) -> None: ...

    def find_oldest(self) -> datetime | None:
        """When the correction was made that waits longest."""
        ...

    def read(self) -> list[tuple[int, Correction]]:
        """Every correction that waits, with its id, in the order they were made."""
        ...

    def forget(self, ids: Collection[int]) -> None: ...


class SourceStore(Protocol):
    """The sources that the configuration lists, as last seen."""

    def sync(self, sources: Iterable[Source], at: datetime) -> None:
        """Make the table equal to the configuration; a source no longer listed stays, marked unlisted."""
        ...

    def remember(self, source: Source, at: datetime) -> None:
        """Keep a source that an import named, unlisted, unless its name is known already."""
        ...

    def find(self, name: str) -> Source | None:
        """A source on record by its name, listed or not."""
        ...

    def read_standings(self) -> list[SourceStanding]: ...

    def read_last_posts(self) -> dict[str, datetime | None]:
        """When each listed source last published, by its name; None for one that never has."""
        ...
