"""The claims of a version as its text was read, before any decision."""

from datetime import date

from domain.claim import Claim
from domain.record import StoredPost
from domain.window import day_of
from services.ports import Transaction
from services.rules import CountingRules


def dated_of_version(
    tx: Transaction, post: StoredPost, version_id: int, rules: CountingRules
) -> list[tuple[Claim, date]]:
    """The claims of the stored report with their days; LookupError where a version has no report."""
    report = tx.posts.find_report(version_id)
    if report is None:
        raise LookupError(f"version {version_id} of post {post.id} has no report")
    return [(claim, day_of(claim.window.outer.end, rules.zone)) for claim in report.claims]
