"""One forwarded post: stored, read, counted, announced and acknowledged in one transaction."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.claim import Claim
from domain.order import Seen
from domain.outbox import OutboxMessage
from domain.post import IncomingPost, OriginKind, text_hash
from domain.record import StoredPost, StoredVersion
from domain.report import Report
from domain.source import Issuer, Source
from domain.totals import Decision, Receipt
from domain.window import day_of
from extraction import RULES_VERSION, read_post
from rendering.decision_buttons import receipt_buttons
from rendering.i18n import words_for
from rendering.receipts import render_receipt
from services.announce import Occasion, announce_regions
from services.change_log import note_changes
from services.channel_title import title_of
from services.decide import seen_of
from services.owe_corrections import Exchange, owe_corrections
from services.place_figures import (
    claims_of_places,
    figures_of_places,
    places_named,
    rows_of_claims,
    with_changes,
)
from services.ports import Transaction
from services.recount import recount
from services.review import note_doubts
from services.rules import CountingRules
from services.standing import chosen_version
from services.weigh_claims import counts

RECEIPT_LIFE = timedelta(hours=24)
"""Whoever forwarded a post and heard nothing for a day has looked at the totals meanwhile."""

UNKNOWN_SOURCE = Source("unverified", Issuer.OTHER)
"""Who speaks in a text without a listed origin: nobody we know."""


def ingest_post(tx: Transaction, post: IncomingPost, rules: CountingRules, now: datetime) -> Receipt | None:
    """Take in one submission and leave its receipt in the outbox; None when it was taken in before."""
    source = source_of(post, rules)
    stored, is_new = tx.posts.find_or_add(post, source)
    if not post.direct and not tx.posts.add_submission(stored.id, post.submission):
        return None
    known = None if is_new else tx.posts.find_version(stored.id, text_hash(post.text))
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
    decisions = tx.decisions.read_of_post(post.id) if former is not None else []
    held = chosen_version(decisions) is not None
    current = former is None or (text.seen_at >= former.seen_at and not held)
    version = tx.posts.add_version(post.id, text.text, text_hash(text.text), text.seen_at)
    source = source_on_record(tx, post, rules)
    report = read_post(text.text, source=source, posted_at=post.posted_at)
    tx.posts.put_report(version.id, report, RULES_VERSION)
    dated = dated_claims(report, rules)
    removed = tx.claims.read_of_version(former.id) if current and former is not None else []
    touched = [*dated, *((c.claim, c.day) for c in removed)]
    # A text that an editor accepted may give way to one that nobody has accepted yet.
    counted = current and (post.verified or any(c.live for c in removed))
    places = places_named(touched) if text.live and counted else ()
    before = claims_of_places(tx, places)
    if current and former is not None:
        tx.claims.set_live(former.id, live=False)
    added = tx.claims.add_claims(post, version.id, dated, live=current and post.verified)
    after = with_changes(before, places, removed, added)
    if current:
        tx.posts.set_current_version(post.id, version.id)
    if counted:
        recount(tx, [*removed, *added], {c.id: c for claims in after.values() for c in claims})
        occasion = Occasion(post, version.id, now, text.live)
        announce_regions(tx, occasion, added, rules, removed=removed)
    note_doubts(tx, post, report, added, now)
    figures = figures_of_places(tx, places, rows_of_claims(places, before), rows_of_claims(places, after))
    cause = f"post:{post.id}"
    note_changes(tx, figures, cause, now)
    if counted and text.live:
        owe_corrections(tx, figures, Exchange(removed, added, cause, is_new=former is None), now)
    return Receipt(
        decision=Decision.HELD_TEXT if held else _decision(post, report, former, current=current),
        source_title=title_of(post, source),
        posted_at=post.posted_at,
        link=post.link,
        report=report,
        regions=figures,
        submissions=tx.posts.count_submissions(post.id) if former is not None else 1,
        former=tx.posts.find_report(former.id) if former is not None and current else None,
        replaced_at=text.seen_at if former is not None and current else None,
        post_id=post.id,
        seen=Seen(version.id if current else post.current_version_id or 0, len(decisions)),
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


def _decision_again(post: StoredPost, version: StoredVersion, *, accepted: bool) -> Decision:
    """A text met again is a duplicate only where it is the text in force."""
    if not accepted:
        return Decision.UNVERIFIED
    return Decision.DUPLICATE if version.id == post.current_version_id else Decision.OLD_VERSION


def _known_text(tx: Transaction, post: StoredPost, version: StoredVersion, rules: CountingRules) -> Receipt:
    """A text on record: no figure changes; the figures of the current text's places are told as they are."""
    report = tx.posts.find_report(version.id)
    if report is None:
        raise LookupError(f"version {version.id} has no report")
    accepted = post.verified or any(c.live for c in tx.claims.read_of_version(version.id))
    current = accepted and version.id == post.current_version_id
    places = places_named(dated_claims(report, rules)) if current else ()
    return Receipt(
        decision=_decision_again(post, version, accepted=accepted),
        source_title=title_of(post, source_on_record(tx, post, rules)),
        posted_at=post.posted_at,
        link=post.link,
        report=report,
        regions=figures_of_places(tx, places),
        submissions=tx.posts.count_submissions(post.id),
        post_id=post.id,
        seen=seen_of(post, tx.decisions.read_of_post(post.id)),
    )


def _acknowledge(
    tx: Transaction, post: IncomingPost, receipt: Receipt, rules: CountingRules, now: datetime
) -> None:
    submission, words = post.submission, words_for(post.submission.language)
    tx.outbox.add(
        OutboxMessage(
            key=f"receipt:{submission.chat_id}:{submission.message_id}",
            chat_id=submission.chat_id,
            text=render_receipt(receipt, words, rules.zone),
            thread_id=submission.thread_id,
            reply_to=submission.message_id,
            expires_at=now + RECEIPT_LIFE,
            buttons=receipt_buttons(receipt, words),
        ),
        now,
    )
