"""A post stood anew: its claims folded with the standing decisions, and all that hangs on them follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.claim import Claim
from domain.decision import Decision
from domain.record import StoredClaim, StoredPost
from domain.totals import RegionFigures, TotalsRow
from services.announce import Occasion, announce_regions
from services.change_log import note_changes
from services.owe_corrections import Exchange, owe_corrections
from services.place_figures import figures_of_places, places_named, rows_of_places
from services.ports import Transaction
from services.read_totals import row_of
from services.readings import dated_of_version
from services.recount import recount
from services.review import renew_doubts
from services.rules import CountingRules
from services.standing import Fold, fold_claims, version_in_force
from services.weigh_claims import counts, refuse_circular

_AROUND = timedelta(days=7)
"""How far from a post's days the claims lie that a chain of bonds from it may reach."""


@dataclass(frozen=True, slots=True)
class CountryFigures:
    """The country's figure of a day, for claims that no region's figure shows."""

    day: date
    before: TotalsRow
    after: TotalsRow


@dataclass(frozen=True, slots=True)
class Restanding:
    """What standing a post anew came to. `changed`: any of its claims stands otherwise than before."""

    changed: bool
    regions: tuple[RegionFigures, ...] = ()
    country: tuple[CountryFigures, ...] = ()


def restand(
    tx: Transaction, post: StoredPost, decision: Decision, rules: CountingRules, now: datetime
) -> Restanding:
    """Fold a post anew after a decision on it; alerts, the change log and the review queue follow.

    RelationCycleError when claims would contain one another in a circle.
    """
    decisions = tx.decisions.read_of_post(post.id)
    versions = tx.posts.iterate_versions(post.id)
    current = version_in_force(versions, decisions).id
    folds = {
        version.id: fold_claims(post, version.id, dated_of_version(tx, post, version.id, rules), decisions)
        for version in versions
    }
    kept = {version.id: tx.claims.read_of_version(version.id) for version in versions}
    removed = kept[post.current_version_id] if post.current_version_id is not None else []
    touched = [*((c.claim, c.day) for c in removed), *folds[current].dated()]
    places = places_named(touched)
    days = _days_without_region(touched)
    rows, country = rows_of_places(tx, places), _country_rows(tx, days)
    changed = False
    for version_id, fold in folds.items():
        live = fold.accepted and version_id == current
        if not stands_as(kept[version_id], fold, live=live):
            changed = True
            store_fold(tx, post, version_id, fold, live=live)
    if current != post.current_version_id:
        changed = True
        tx.posts.set_current_version(post.id, current)
    if changed:
        _tell(tx, post, current, decision, removed, rules, now)
    figures = figures_of_places(tx, places, rows)
    cause = f"decision:{decision.id}"
    note_changes(tx, figures, cause, now)
    if changed:
        exchange = Exchange(removed, tx.claims.read_of_version(current), cause)
        owe_corrections(tx, figures, exchange, now)
    renew_doubts(tx, post.id, now, decision.id)
    after = _country_rows(tx, days)
    return Restanding(changed, figures, tuple(map(CountryFigures, days, country, after)))


def stands_as(kept: Sequence[StoredClaim], fold: Fold, *, live: bool) -> bool:
    """Whether the claims on record are the fold."""
    return [(c.claim, c.day, c.live, c.bonds) for c in kept] == [
        (one.claim, one.day, live and one.accepted, one.bonds) for one in fold.claims
    ]


def store_fold(
    tx: Transaction, post: StoredPost, version_id: int, fold: Fold, *, live: bool
) -> list[StoredClaim]:
    """Write a version's claims as they stand, under the ids they had."""
    tx.claims.delete_of_version(version_id)
    return tx.claims.add_claims(post, version_id, fold.dated(), live=live, bonds=fold.bonds())


def _tell(
    tx: Transaction,
    post: StoredPost,
    current: int,
    decision: Decision,
    removed: Sequence[StoredClaim],
    rules: CountingRules,
    now: datetime,
) -> None:
    added = tx.claims.read_of_version(current)
    if any(one.bonds for one in added):
        around = min(one.day for one in added) - _AROUND, max(one.day for one in added) + _AROUND
        refuse_circular(tx.claims.read_live(*around))
    recount(tx, [*removed, *added])
    occasion = Occasion(tx.posts.get_post(post.id), current, now, live=True, decision_id=decision.id)
    announce_regions(tx, occasion, added, rules, removed=removed)


def _days_without_region(touched: Sequence[tuple[Claim, date]]) -> list[date]:
    """Days of claims that count for the country alone."""
    return sorted({day for claim, day in touched if counts(claim) and not claim.regions})


def _country_rows(tx: Transaction, days: Sequence[date]) -> list[TotalsRow]:
    return [row_of("all", tx.claims.read_live(day, day), None) for day in days]
