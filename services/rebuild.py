"""Everything again from the stored texts: after rules grew, or to prove that the caches are true."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.claim import is_doubtful
from domain.record import StoredClaim, StoredPost, StoredVersion
from extraction import RULES_VERSION, read_post
from services.ingest_post import dated_claims, source_on_record
from services.ports import Transaction
from services.recount import parts_of
from services.rules import CountingRules

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing on record that reading and reconciling anew would change."""

    subject: str
    what: str


def rebuild(tx: Transaction, rules: CountingRules, *, check: bool) -> Iterator[Difference]:
    """Yield each difference and, unless only checking, write the new reading over the old one."""
    for post in _posts(tx):
        for version in tx.posts.iterate_versions(post.id):
            yield from _rebuild_version(tx, post, version, rules, check=check)
    yield from _rebuild_clusters(tx, check=check)


def _posts(tx: Transaction) -> Iterator[StoredPost]:
    after = 0
    while page := tx.posts.iterate_posts(after, _PAGE):
        yield from page
        after = page[-1].id


def _rebuild_version(
    tx: Transaction, post: StoredPost, version: StoredVersion, rules: CountingRules, *, check: bool
) -> Iterator[Difference]:
    source = source_on_record(tx, post, rules)
    report = read_post(version.text, source=source, posted_at=post.posted_at)
    dated = dated_claims(report, rules)
    live = post.verified and version.id == post.current_version_id
    kept = tx.claims.read_of_version(version.id)
    same_claims = [(c.claim, c.day, c.live) for c in kept] == [
        (claim, day, live and not is_doubtful(claim)) for claim, day in dated
    ]
    if same_claims and tx.posts.find_report(version.id) == report:
        return
    yield Difference(f"post {post.key}", f"{len(kept)} claims on record, {len(dated)} when read anew")
    if not check:
        tx.posts.put_report(version.id, report, RULES_VERSION)
        tx.claims.delete_of_version(version.id)
        tx.claims.add_claims(post, version.id, dated, live=live)


def _rebuild_clusters(tx: Transaction, *, check: bool) -> Iterator[Difference]:
    for scope in sorted({*tx.clusters.read_scopes(), *tx.claims.read_regions()}):
        kept = tx.clusters.read_scope(scope)
        anew = parts_of(scope, _claims_of(tx, scope))
        if kept == anew:
            continue
        yield Difference(f"region {scope}", f"{len(kept)} clusters on record, {len(anew)} when counted anew")
        if not check:
            tx.clusters.replace(scope, kept, anew)


def _claims_of(tx: Transaction, scope: str) -> list[StoredClaim]:
    return tx.claims.read_live(date.min, date.max, regions={scope})
