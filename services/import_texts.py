"""Texts and claims of an export, a batch at a time, stored with few statements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from domain.claim import Claim, Flag, is_doubtful
from domain.doubt import Doubt
from domain.errors import RefusedLineError
from domain.record import Bond, StoredClaim, StoredPost, StoredVersion
from domain.report import Report
from domain.source import Source
from extraction import RULES_VERSION, read_post
from extraction.doubts import MOST_PLAUSIBLE
from services.export_columns import ClaimAddress, ClaimRow, PostRow
from services.export_parsing import TextRow, check_standing, claim_of, source_of
from services.import_counts import ImportCounts
from services.import_decisions import ExportRun
from services.import_voices import Voices
from services.ingest_post import UNKNOWN_SOURCE, dated_claims
from services.ports import Transaction
from services.review import doubts_of, renew_doubts
from services.rules import CountingRules
from services.settle_scopes import mark_stale
from services.stand_quietly import places_seen, stand_quietly, verify_listed

_JUDGED = frozenset({Flag.IMPLAUSIBLE, Flag.EDITED, Flag.ACCEPTED, Flag.REJECTED})


@dataclass(slots=True)
class _Post:
    """A post of the batch as it stands after the rows so far. `former`: its current version on record.

    `seen_at`: the moment of its current version. `is_decided`: editors have decided on it here.
    """

    post: StoredPost
    source: Source
    is_new: bool = False
    is_decided: bool = False
    former: int | None = None
    seen_at: datetime | None = None
    texts: dict[str, "_Text"] = field(default_factory=dict)


@dataclass(slots=True)
class _Text:
    """A text of the batch. `kept`: ordinals of its claims on record, `was_live`: any of them counts.

    `added`: claims to store; `settled`: those of them that an editor has judged. `asked`: a row names it.
    """

    of: _Post
    version: StoredVersion
    report: Report | None = None
    kept: set[int] = field(default_factory=set)
    was_live: bool = False
    asked: bool = False
    added: dict[int, StoredClaim] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)

    @property
    def is_new(self) -> bool:
        return self.report is not None

    @property
    def in_force(self) -> bool:
        return self.of.post.current_version_id == self.version.id


class TextBatch:
    """The rows of a batch, taken one by one and then stored."""

    def __init__(
        self, tx: Transaction, rows: Sequence[TextRow], rules: CountingRules, run: ExportRun, now: datetime
    ) -> None:
        self._tx = tx
        self._rules = rules
        self._run = run
        self._voices = Voices(tx, rules)
        self._posts: dict[str, _Post] = {}
        self._next_post, self._next_version = tx.bulk.next_ids()
        keys = {row.post for row in rows}
        verify_listed(tx, tx.bulk.find_posts(keys).values(), rules, now)
        self._load(keys)

    def take(self, row: TextRow) -> None:
        """Enter a row; RefusedLineError, and nothing entered, where its columns contradict each other."""
        claim = _claim_told(row) if isinstance(row, ClaimRow) else None
        text = self._text(self._post(row), row)
        text.asked = True
        if isinstance(row, ClaimRow) and claim is not None:
            self._take_claim(text, row, claim)
        elif isinstance(row, PostRow) and text.is_new and row.claims and not self._run.tells_claims:
            self._take_reading(text)

    def counts(self) -> ImportCounts:
        """What the rows brought; each text is one of `posts`."""
        texts = [text for post in self._posts.values() for text in post.texts.values() if text.asked]
        new = sum(post.is_new for post in self._posts.values())
        return ImportCounts(
            posts=len(texts),
            new=new,
            duplicates=sum(not text.is_new and not text.added for text in texts),
            new_versions=sum(text.is_new for text in texts) - new,
            claims=sum(len(text.added) for text in texts),
        )

    def store(self, now: datetime) -> None:
        """Write everything, mark the regions as seen and their clusters as stale."""
        tx, posts = self._tx, list(self._posts.values())
        texts = [text for post in posts for text in post.texts.values()]
        new = sorted((text for text in texts if text.is_new), key=lambda text: text.version.id)
        self._voices.remember(now)
        tx.bulk.add_posts([post.post for post in posts if post.is_new])
        tx.bulk.add_versions([text.version for text in new])
        tx.bulk.add_reports({text.version.id: text.report for text in new if text.report}, RULES_VERSION)
        replaced = [post for post in posts if not post.is_new and post.post.current_version_id != post.former]
        former = [post.former for post in replaced if post.former is not None]
        removed = [claim for version_id in former for claim in tx.claims.read_of_version(version_id)]
        tx.bulk.retire(former)
        tx.bulk.set_current({post.post.id: post.post.current_version_id or 0 for post in replaced})
        added = [claim for text in texts for claim in _as_they_stand(text)]
        tx.pages.add_claims(added)
        lives = {claim.version_id for claim in added if claim.live}
        tx.bulk.begin_lives(sorted(lives - {text.version.id for text in texts if text.was_live}))
        tx.bulk.mark_seen(list(places_seen(added)), now)
        mark_stale(tx, [claim for claim in (*removed, *added) if claim.live])
        self._note_doubts(texts, {post.post.id for post in replaced if post.former is not None}, now)
        for post in posts:
            if post.is_decided and any(text.is_new or text.added for text in post.texts.values()):
                stand_quietly(tx, post.post.id, self._rules, now)

    def _load(self, keys: set[str]) -> None:
        """The posts on record, with their texts and the ordinals of their claims."""
        known = {post.id: post for post in self._tx.bulk.find_posts(keys).values()}
        decided = set(self._tx.decisions.read_decided_posts()) if known else set()
        entries = {
            post.id: _Post(
                post,
                self._voices.of_post(post),
                is_decided=post.id in decided,
                former=post.current_version_id,
            )
            for post in known.values()
        }
        texts: dict[int, _Text] = {}
        for version in self._tx.pages.read_versions(list(known)) if known else ():
            entry = entries[version.post_id]
            text = texts[version.id] = entry.texts[version.text_hash] = _Text(entry, version)
            if text.in_force:
                entry.seen_at = version.seen_at
        for claim in self._tx.pages.read_claims(list(known)) if known else ():
            texts[claim.version_id].kept.add(claim.ordinal)
            texts[claim.version_id].was_live |= claim.live
        self._posts = {entry.post.key: entry for entry in entries.values()}

    def _post(self, row: TextRow) -> _Post:
        entry = self._posts.get(row.post)
        if entry is None:
            told = source_of(row)
            source = self._voices.of_line(told) if told is not None else None
            post = StoredPost(
                id=self._next_post,
                key=row.post,
                source_name=source.name if source is not None else None,
                verified=row.verified,
                posted_at=row.posted_at.astimezone(UTC),
                link=row.link,
                title=row.title,
                current_version_id=None,
            )
            self._next_post += 1
            entry = self._posts[row.post] = _Post(post, source or UNKNOWN_SOURCE, is_new=True)
        return entry

    def _text(self, entry: _Post, row: TextRow) -> _Text:
        """The text of a row; a new one that was in force comes into force, unless a later one is."""
        text = entry.texts.get(row.version)
        if text is None:
            seen_at = row.seen_at.astimezone(UTC)
            version = StoredVersion(self._next_version, entry.post.id, row.text, row.version, seen_at)
            self._next_version += 1
            report = read_post(row.text, source=entry.source, posted_at=entry.post.posted_at)
            text = entry.texts[row.version] = _Text(entry, version, report)
            later = entry.seen_at is None or seen_at > entry.seen_at
            # What editors decided here says which text is in force: `stand_quietly` looks after that.
            if row.current and later and not entry.is_decided:
                entry.post = replace(entry.post, current_version_id=version.id)
                entry.seen_at = seen_at
        return text

    def _take_claim(self, text: _Text, row: ClaimRow, claim: Claim) -> None:
        if row.ordinal in text.kept or row.ordinal in text.added or not self._lacks_claims(text):
            return
        bonds = tuple(Bond(bond.relation, other) for bond in row.bonds if (other := self._find(bond)))
        live = row.live and not is_doubtful(claim)
        stored = replace(_stored(text, row.ordinal, claim, row.day, live=live), bonds=bonds)
        text.added[row.ordinal] = stored
        if row.decisions:
            text.settled.add(stored.id)

    def _take_reading(self, text: _Text) -> None:
        """The claims that present rules read: nobody else tells them."""
        dated = dated_claims(text.report, self._rules) if text.report is not None else []
        for ordinal, (claim, day) in enumerate(dated):
            live = text.of.post.verified and not is_doubtful(claim)
            text.added[ordinal] = _stored(text, ordinal, claim, day, live=live)

    def _lacks_claims(self, text: _Text) -> bool:
        """A text of this run takes what comes; an older one only what it lacks by its own reading.

        Else an export of other rules would put its claims beside those on record.
        """
        if text.is_new or text.version.id > self._run.last_version:
            return True
        report = self._tx.posts.find_report(text.version.id)
        return report is not None and len(text.kept) < len(report.claims)

    def _find(self, address: ClaimAddress) -> str | None:
        """The id of a claim's address, where its text is on record or in the batch."""
        entry = self._posts.get(address.post)
        if entry is not None and (text := entry.texts.get(address.version)) is not None:
            version = text.version
        else:
            post = self._tx.posts.find_post(address.post)
            found = self._tx.posts.find_version(post.id, address.version) if post is not None else None
            if found is None:
                return None
            version = found
        return f"{version.post_id}.{version.id}.{address.ordinal}"

    def _note_doubts(self, texts: Sequence[_Text], changed: set[int], now: datetime) -> None:
        """Open doubts about texts new in force; where a post had claims before, look at it again."""
        doubts: list[Doubt] = []
        for text in texts:
            post = text.of.post
            if not text.in_force or not text.added or text.of.is_decided or post.id in changed:
                continue
            report = text.report or self._tx.posts.find_report(text.version.id)
            if text.kept or report is None:
                changed.add(post.id)
                continue
            found = doubts_of(report, post, list(_as_they_stand(text)))
            doubts += [doubt for doubt in found if not text.settled or doubt.subject not in text.settled]
        if doubts:
            self._tx.doubts.open(doubts, now)
        for post_id in sorted(changed):
            renew_doubts(self._tx, post_id, now)


def is_sound(row: ClaimRow) -> bool:
    """Whether the columns of a row do not contradict each other."""
    try:
        _claim_told(row)
    except RefusedLineError:
        return False
    return True


def _claim_told(row: ClaimRow) -> Claim:
    """A count beyond belief is held back, as when it is read, unless an editor has had a word on it."""
    check_standing(row)
    claim = claim_of(row)
    if claim.count.best <= MOST_PLAUSIBLE or not _JUDGED.isdisjoint(claim.flags):
        return claim
    return replace(claim, flags=(*claim.flags, Flag.IMPLAUSIBLE.value))


def _stored(text: _Text, ordinal: int, claim: Claim, day: date, *, live: bool) -> StoredClaim:
    post, version = text.of.post, text.version
    return StoredClaim(
        id=f"{post.id}.{version.id}.{ordinal}",
        post_id=post.id,
        version_id=version.id,
        ordinal=ordinal,
        day=day,
        live=live,
        posted_at=post.posted_at,
        source_name=post.source_name,
        link=post.link,
        claim=claim,
    )


def _as_they_stand(text: _Text) -> Iterator[StoredClaim]:
    """The claims to store; only those of a text in force may count."""
    for claim in text.added.values():
        yield claim if text.in_force else replace(claim, live=False)
