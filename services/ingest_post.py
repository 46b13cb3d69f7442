"""One forwarded post: stored, read, counted, announced and acknowledged in one transaction."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.claim import Claim
from domain.outbox import OutboxMessage
from domain.post import IncomingPost, OriginKind, text_hash
from domain.record import StoredPost, StoredVersion
from domain.report import Report
from domain.source import Issuer, Source
from domain.totals import Decision, Receipt
from domain.window import day_of
from extraction import RULES_VERSION, read_post
from rendering.i18n import words_for
from rendering.receipts import render_receipt
from services.announce import Occasion, announce_regions
from services.channel_title import title_of
from services.place_figures import figures_of_places, places_named, rows_of_places
from services.ports import Transaction
from services.recount import recount
from services.rules import CountingRules
from services.weigh_claims import counts

UNKNOWN_SOURCE = Source("unverified", Issuer.OTHER)
"""Who speaks in a text without a listed origin: nobody we know."""


def ingest_post(tx: Transaction, post: IncomingPost, rules: CountingRules, now: datetime) -> Receipt | None:
    """Take in one submission and leave its receipt in the outbox; None when it was taken in before."""
    source = source_of(post, rules)
    stored = tx.posts.find_post(post.key) or tx.posts.add_post(post, source)
    if not post.direct and not tx.posts.add_submission(stored.id, post.submission):
        return None
    known = tx.posts.find_version(stored.id, text_hash(post.text))
    seen_at = post.edited_at or post.submission.submitted_at
    if known is None:
        receipt = record_version(tx, stored, Text(post.text, seen_at), rules, now)
    else:
        receipt = _known_text(tx, stored, known, rules)
    if source is None and post.origin.kind is OriginKind.CHANNEL:
        receipt = replace(receipt, unlisted_chat_id=post.origin.chat_id)
    if not post.direct and post.submission.chat_id not in rules.sources:
        _acknowledge(tx, post, receipt, rules, now)
    return receipt


@dataclass(frozen=True, slots=True)
class Text:
    """A text not seen before under its post, and the moment whose text it is. `live`: not an import."""

    text: str
    seen_at: datetime
    live: bool = True


def source_of(post: IncomingPost, rules: CountingRules) -> Source | None:
    """The listed source of a post, matched by chat id only: titles and names can be forged."""
    if post.origin.kind is not OriginKind.CHANNEL or post.origin.chat_id is None:
        return None
    return rules.sources.get(post.origin.chat_id)


def record_version(
    tx: Transaction, post: StoredPost, text: Text, rules: CountingRules, now: datetime
) -> Receipt:
    """Read and count an unseen text of a post; an older text than the current one is kept, not counted."""
    former = tx.posts.get_version(post.current_version_id) if post.current_version_id else None
    current = former is None or text.seen_at >= former.seen_at
    version = tx.posts.add_version(post.id, text.text, text_hash(text.text), text.seen_at)
    source = source_on_record(tx, post, rules)
    report = read_post(text.text, source=source, posted_at=post.posted_at)
    tx.posts.put_report(version.id, report, RULES_VERSION)
    dated = dated_claims(report, rules)
    removed = tx.claims.read_of_version(former.id) if current and former is not None else []
    touched = [*dated, *((c.claim, c.day) for c in removed)]
    places = places_named(touched) if text.live and current and post.verified else ()
    before = rows_of_places(tx, places)
    if current and former is not None:
        tx.claims.set_live(former.id, live=False)
    added = tx.claims.add_claims(post, version.id, dated, live=current and post.verified)
    if current:
        tx.posts.set_current_version(post.id, version.id)
    if current and post.verified:
        recount(tx, [*removed, *added])
        occasion = Occasion(post, version.id, now, text.live)
        announce_regions(tx, occasion, added, rules, removed=removed)
    return Receipt(
        decision=_decision(post, report, former, current=current),
        source_title=title_of(post, source),
        posted_at=post.posted_at,
        link=post.link,
        report=report,
        regions=figures_of_places(tx, places, before),
        submissions=tx.posts.count_submissions(post.id),
        former=tx.posts.find_report(former.id) if former is not None and current else None,
        replaced_at=text.seen_at if former is not None and current else None,
    )


def source_on_record(tx: Transaction, post: StoredPost, rules: CountingRules) -> Source:
    """Who speaks in a post: as configured now, else as recorded by the import that brought it."""
    name = post.source_name
    if name is None:
        return UNKNOWN_SOURCE
    return rules.registry.get(name) or tx.sources.find(name) or UNKNOWN_SOURCE


def dated_claims(report: Report, rules: CountingRules) -> list[tuple[Claim, date]]:
    """The claims of a report with the day each belongs to."""
    return [(claim, day_of(claim.window.outer.end, rules.zone)) for claim in report.claims]


def _decision(post: StoredPost, report: Report, former: StoredVersion | None, *, current: bool) -> Decision:
    if not post.verified:
        return Decision.UNVERIFIED
    if not current:
        return Decision.OLD_VERSION
    if former is not None:
        return Decision.NEW_VERSION
    return Decision.COUNTED if any(counts(claim) for claim in report.claims) else Decision.NOTHING_COUNTED


def _decision_again(post: StoredPost, version: StoredVersion) -> Decision:
    """A text met again is a duplicate only where it is the text in force."""
    if not post.verified:
        return Decision.UNVERIFIED
    return Decision.DUPLICATE if version.id == post.current_version_id else Decision.OLD_VERSION


def _known_text(tx: Transaction, post: StoredPost, version: StoredVersion, rules: CountingRules) -> Receipt:
    """A text on record: no figure changes; the figures of the current text's places are told as they are."""
    report = tx.posts.find_report(version.id)
    if report is None:
        raise LookupError(f"version {version.id} has no report")
    current = post.verified and version.id == post.current_version_id
    places = places_named(dated_claims(report, rules)) if current else ()
    return Receipt(
        decision=_decision_again(post, version),
        source_title=title_of(post, source_on_record(tx, post, rules)),
        posted_at=post.posted_at,
        link=post.link,
        report=report,
        regions=figures_of_places(tx, places),
        submissions=tx.posts.count_submissions(post.id),
    )


def _acknowledge(
    tx: Transaction, post: IncomingPost, receipt: Receipt, rules: CountingRules, now: datetime
) -> None:
    submission = post.submission
    tx.outbox.add(
        OutboxMessage(
            key=f"receipt:{submission.chat_id}:{submission.message_id}",
            chat_id=submission.chat_id,
            text=render_receipt(receipt, words_for(submission.language), rules.zone),
            thread_id=submission.thread_id,
            reply_to=submission.message_id,
        ),
        now,
    )
