"""A batch of posts from files, stored with few statements: the same facts as one by one, and no alerts.

Clusters are not reconciled here: what a batch changes is marked stale (services/settle_scopes.py).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from domain.doubt import Doubt
from domain.record import StoredClaim, StoredPost, StoredVersion, VersionClaims
from domain.report import Report
from domain.source import Source
from extraction import RULES_VERSION, read_post
from services.import_counts import ImportCounts
from services.import_posts import ImportPost
from services.import_voices import Voices
from services.ingest_post import Text, dated_claims, record_version
from services.ports import Transaction
from services.review import doubts_of, renew_doubts
from services.rules import CountingRules
from services.settle_scopes import mark_stale
from services.stand_quietly import places_seen, verify_listed

Unread = tuple[str, Source, datetime]
"""A text, whose it is and when it was posted: all that reading asks for."""

Readings = Mapping[Unread, Report]


@dataclass(slots=True)
class _Entry:
    """A post of the batch as it stands after the lines so far. `seen_at`: of its current version."""

    post: StoredPost
    source: Source
    texts: set[str]
    seen_at: datetime | None = None
    former: int | None = None
    is_new: bool = False


@dataclass(slots=True)
class _Ledger:
    """The posts of a batch by key: those on record as they stand, the others as the batch brings them."""

    voices: Voices
    entries: dict[str, _Entry] = field(default_factory=dict)

    def enter(self, post: ImportPost, post_id: int = 0) -> _Entry:
        """The entry of a post; a new one gets the id given."""
        entry = self.entries.get(post.key)
        if entry is None:
            source = self.voices.of_line(post.source)
            title = post.title or source.title or None
            new = StoredPost(post_id, post.key, source.name, True, post.posted_at, post.link, title, None)
            entry = self.entries[post.key] = _Entry(new, source, set(), is_new=True)
        return entry


def _open_ledger(tx: Transaction, posts: Iterable[ImportPost], rules: CountingRules) -> _Ledger:
    ledger = _Ledger(Voices(tx, rules))
    known = tx.bulk.find_posts({post.key for post in posts})
    seen_at = tx.bulk.read_seen_at({v for p in known.values() if (v := p.current_version_id) is not None})
    texts: dict[int, set[str]] = {}
    for post_id, text_hash in tx.bulk.find_texts({post.id for post in known.values()}):
        texts.setdefault(post_id, set()).add(text_hash)
    for key, post in known.items():
        current = post.current_version_id
        ledger.entries[key] = _Entry(
            post,
            ledger.voices.of_post(post),
            texts.get(post.id, set()),
            seen_at[current] if current is not None else None,
            current,
        )
    return ledger


def find_unread(
    tx: Transaction, posts: Sequence[ImportPost], rules: CountingRules
) -> tuple[list[ImportPost], list[Unread]]:
    """The posts whose text is not on record, and what is to be read of them, for `import_posts`."""
    ledger = _open_ledger(tx, posts, rules)
    unseen, unread = [], []
    for post in posts:
        entry = ledger.enter(post)
        if post.text_hash not in entry.texts:
            entry.texts.add(post.text_hash)
            unseen.append(post)
            unread.append((post.text, entry.source, entry.post.posted_at))
    return unseen, unread


def read_texts(unread: Iterable[Unread]) -> Readings:
    """The reports of texts."""
    return {one: _read(one) for one in unread}


def import_posts(
    tx: Transaction,
    posts: Sequence[ImportPost],
    rules: CountingRules,
    now: datetime,
    readings: Readings | None = None,
) -> ImportCounts:
    """Store the posts in their order. `readings`: texts read beforehand; what lacks there is read here."""
    ledger = _open_ledger(tx, posts, rules)
    if verify_listed(tx, [entry.post for entry in ledger.entries.values()], rules, now):
        ledger = _open_ledger(tx, posts, rules)
    decided = _decided(tx, ledger)
    plain = [post for post in posts if post.key not in decided]
    # The ids of a batch begin after those of the posts that are recorded one by one.
    counts = _import_decided(tx, ledger, [post for post in posts if post.key in decided], rules, now)
    batch = _Batch(tx.bulk.next_ids(), ledger, rules, readings or {})
    for post in plain:
        batch.take(post)
    batch.store(tx, now)
    return counts.plus(batch.counts())


def _decided(tx: Transaction, ledger: _Ledger) -> set[str]:
    """Keys of posts on which editors have decided, or to which they have bound others: not for a batch."""
    decided = set(tx.decisions.read_decided_posts()) if ledger.entries else set()
    if not decided:
        return set()
    return {
        key
        for key, entry in ledger.entries.items()
        if entry.post.id in decided or tx.decisions.read_binding(entry.post.id)
    }


def _import_decided(
    tx: Transaction, ledger: _Ledger, posts: Sequence[ImportPost], rules: CountingRules, now: datetime
) -> ImportCounts:
    counts = ImportCounts(posts=len(posts))
    for post in posts:
        entry = ledger.entries[post.key]
        if post.text_hash in entry.texts:
            counts = counts.plus(ImportCounts(duplicates=1))
            continue
        entry.texts.add(post.text_hash)
        stored = tx.posts.get_post(entry.post.id)
        receipt = record_version(tx, stored, Text(post.text, post.seen_at, live=False), rules, now)
        counts = counts.plus(ImportCounts(new_versions=1, claims=len(receipt.report.claims)))
    return counts


class _Batch:
    """The rows of a batch, gathered line by line and then stored."""

    def __init__(
        self, ids: tuple[int, int], ledger: _Ledger, rules: CountingRules, readings: Readings
    ) -> None:
        self._next_post, self._next_version = ids
        self._ledger = ledger
        self._rules = rules
        self._readings = readings
        self._versions: list[StoredVersion] = []
        self._reports: dict[int, Report] = {}
        self._owners: dict[int, _Entry] = {}
        self._posts = self._new = 0

    def take(self, post: ImportPost) -> None:
        """Enter the next line; its text becomes current unless the post has a later one."""
        self._posts += 1
        entry = self._ledger.enter(post, self._next_post)
        if entry.post.id == self._next_post:
            self._next_post += 1
            self._new += 1
        if post.text_hash in entry.texts:
            return
        entry.texts.add(post.text_hash)
        version = StoredVersion(self._next_version, entry.post.id, post.text, post.text_hash, post.seen_at)
        self._next_version += 1
        unread = (post.text, entry.source, entry.post.posted_at)
        self._versions.append(version)
        self._owners[version.id] = entry
        self._reports[version.id] = self._readings.get(unread) or _read(unread)
        if entry.seen_at is None or post.seen_at >= entry.seen_at:
            entry.post = replace(entry.post, current_version_id=version.id)
            entry.seen_at = post.seen_at

    def counts(self) -> ImportCounts:
        """What the lines brought."""
        return ImportCounts(
            posts=self._posts,
            new=self._new,
            duplicates=self._posts - len(self._versions),
            new_versions=len(self._versions) - self._new,
            claims=sum(len(report.claims) for report in self._reports.values()),
        )

    def store(self, tx: Transaction, now: datetime) -> None:
        """Write everything, mark the regions as seen and their clusters as stale."""
        entries = self._ledger.entries.values()
        replaced = {
            entry.former: entry.post
            for entry in entries
            if entry.former is not None and entry.post.current_version_id != entry.former
        }
        self._ledger.voices.remember(now)
        tx.bulk.add_posts([entry.post for entry in entries if entry.is_new])
        tx.bulk.add_versions(self._versions)
        tx.bulk.add_reports(self._reports, RULES_VERSION)
        removed = [claim for version_id in replaced for claim in tx.claims.read_of_version(version_id)]
        tx.bulk.retire(list(replaced))
        tx.bulk.set_current({post.id: post.current_version_id or 0 for post in replaced.values()})
        read = [self._claims_of(version) for version in self._versions]
        added = tx.bulk.add_claims(read)
        tx.bulk.begin_lives([one.version_id for one in read if one.live and one.dated])
        tx.bulk.mark_seen(list(places_seen(added)), now)
        mark_stale(tx, [claim for claim in (*removed, *added) if claim.live])
        tx.doubts.open(list(self._doubts(added)), now)
        for post in replaced.values():
            renew_doubts(tx, post.id, now)

    def _doubts(self, added: Iterable[StoredClaim]) -> Iterator[Doubt]:
        """What a person should look at in the texts of the new posts."""
        for version_id, claims in groupby(added, key=lambda claim: claim.version_id):
            entry = self._owners[version_id]
            if entry.is_new and entry.post.current_version_id == version_id:
                yield from doubts_of(self._reports[version_id], entry.post, list(claims))

    def _claims_of(self, version: StoredVersion) -> VersionClaims:
        post = self._owners[version.id].post
        live = post.verified and post.current_version_id == version.id
        dated = dated_claims(self._reports[version.id], self._rules)
        return VersionClaims(post, version.id, tuple(dated), live)


def _read(unread: Unread) -> Report:
    text, source, posted_at = unread
    return read_post(text, source=source, posted_at=posted_at)
