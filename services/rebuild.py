"""Everything again from the stored texts: after rules grew, or to prove that the caches are true."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from domain.claim import Claim
from domain.decision import Decision
from domain.record import StoredClaim, StoredPost, StoredVersion
from domain.totals import TotalsRow
from extraction import RULES_VERSION, read_post
from services.all_time import sums_by_month
from services.change_log import note_rows
from services.ingest_post import dated_claims, source_on_record
from services.mark_seen import mark_seen
from services.place_figures import Place, places_named, rows_of_places
from services.ports import Transaction
from services.recount import parts_of, with_composite
from services.restanding import stands_as, store_fold
from services.review import renew_doubts
from services.rules import CountingRules
from services.standing import fold_claims, version_in_force

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing on record that reading and reconciling anew would change."""

    subject: str
    what: str


@dataclass(frozen=True, slots=True)
class FiguresBefore:
    """The figures of places as they stood before anything about them was rewritten."""

    rows: dict[Place, TotalsRow] = field(default_factory=dict)

    def remember(self, tx: Transaction, claims: Iterable[StoredClaim]) -> None:
        """Keep the figures of the places that these claims count for."""
        self.remember_named(tx, [(c.claim, c.day) for c in claims if c.live])

    def remember_named(self, tx: Transaction, dated: Iterable[tuple[Claim, date]]) -> None:
        """Keep the figures of the places that claims of a day name."""
        fresh = [place for place in places_named(dated) if place not in self.rows]
        self.rows.update(zip(fresh, rows_of_places(tx, fresh), strict=True))

    def compared(self, tx: Transaction) -> Iterator[tuple[date, str, TotalsRow, TotalsRow]]:
        """Day, region key, the row before and the row as it now stands, of each place kept."""
        for (day, region), before in self.rows.items():
            yield day, region, before, rows_of_places(tx, [(day, region)])[0]


def rebuild(tx: Transaction, rules: CountingRules, *, check: bool, now: datetime) -> Iterator[Difference]:
    """Yield each difference and, unless only checking, write the new reading over the old one."""
    decided, figures = set(tx.decisions.read_decided_posts()), FiguresBefore()
    for post in _posts(tx):
        decisions = tx.decisions.read_of_post(post.id) if post.id in decided else []
        yield from _rebuild_post(tx, post, decisions, rules, None if check else figures)
        if not check:
            renew_doubts(tx, post.id, now)
    note_rows(tx, figures.compared(tx), "rebuild", now)
    yield from _rebuild_clusters(tx, check=check)
    if not check:
        mark_seen(tx, rules, now)


def _posts(tx: Transaction) -> Iterator[StoredPost]:
    after = 0
    while page := tx.posts.iterate_posts(after, _PAGE):
        yield from page
        after = page[-1].id


def _rebuild_post(
    tx: Transaction,
    post: StoredPost,
    decisions: Sequence[Decision],
    rules: CountingRules,
    figures: FiguresBefore | None,
) -> Iterator[Difference]:
    """`figures` remembers what will change; None: nothing may change."""
    versions = tx.posts.iterate_versions(post.id)
    if decisions and (current := version_in_force(versions, decisions).id) != post.current_version_id:
        yield Difference(f"post {post.key}", "the text in force is not the one that decisions leave in force")
        if figures is not None:
            former = post.current_version_id
            figures.remember(tx, tx.claims.read_of_version(former) if former is not None else ())
            tx.posts.set_current_version(post.id, current)
        post = replace(post, current_version_id=current)
    for version in versions:
        yield from _rebuild_version(tx, post, version, decisions, rules, figures)


def _rebuild_version(
    tx: Transaction,
    post: StoredPost,
    version: StoredVersion,
    decisions: Sequence[Decision],
    rules: CountingRules,
    figures: FiguresBefore | None,
) -> Iterator[Difference]:
    source = source_on_record(tx, post, rules)
    report = read_post(version.text, source=source, posted_at=post.posted_at)
    fold = fold_claims(post, version.id, dated_claims(report, rules), decisions)
    live = fold.accepted and version.id == post.current_version_id
    kept = tx.claims.read_of_version(version.id)
    if stands_as(kept, fold, live=live) and tx.posts.find_report(version.id) == report:
        return
    yield Difference(f"post {post.key}", f"{len(kept)} claims on record, {len(fold.claims)} when read anew")
    if figures is not None:
        figures.remember(tx, kept)
        figures.remember_named(tx, fold.dated() if live else ())
        tx.posts.put_report(version.id, report, RULES_VERSION)
        store_fold(tx, post, version.id, fold, live=live)


def _rebuild_clusters(tx: Transaction, *, check: bool) -> Iterator[Difference]:
    for scope in sorted({*tx.clusters.read_scopes(), *with_composite(tx.claims.read_regions())}):
        kept = tx.clusters.read_scope(scope)
        anew = parts_of(scope, _claims_of(tx, scope))
        if kept != anew:
            yield Difference(
                f"region {scope}", f"{len(kept)} clusters on record, {len(anew)} when counted anew"
            )
        elif tx.clusters.read_months(scope) != sums_by_month(anew):
            yield Difference(f"region {scope}", "the sums of its months are not those of its clusters")
        else:
            continue
        if not check:
            tx.clusters.forget_months(scope)
            tx.clusters.replace(scope, kept, anew)


def _claims_of(tx: Transaction, scope: str) -> list[StoredClaim]:
    return tx.claims.read_live(date.min, date.max, regions=scope.split("+"))
