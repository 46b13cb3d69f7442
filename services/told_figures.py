"""Who was given a figure: by a receipt, an answer in a group, a digest, or an earlier notice.

Alerts are not among them: their own message is edited when their figure changes. Nor are answers in private
chats: who asks there is not kept.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from domain.change import COUNTRY, Cause, CauseKind, FigureChange, Occasion
from domain.claim import Metric
from domain.correction import Correction, Told
from domain.outbox import OutboxState
from domain.totals import Period, TotalsRow
from services.ports import Transaction

_MOST = 5000
"""Rows of one place and day looked through, the newest first."""
_KEPT_TOLD = frozenset({Occasion.RECEIPT, Occasion.ANSWER, Occasion.DIGEST, Occasion.NOTICE})
_NOT_TOLD = frozenset({OutboxState.DEAD, OutboxState.EXPIRED, OutboxState.MOOT})


def read_told(tx: Transaction, correction: Correction, since: datetime) -> list[Told]:
    """What each chat was told last, since an instant, of a corrected figure; by number of the chat."""
    latest: dict[int, Told] = {}
    receipts = () if correction.region == COUNTRY else _receipts(tx, correction, since)
    for told in (*receipts, *_shown(tx, correction.day, correction.region, since)):
        known = latest.get(told.chat_id)
        if known is None:
            latest[told.chat_id] = told
        elif told.told_at > known.told_at:
            latest[told.chat_id] = Told(
                told.chat_id,
                told.told_at,
                told.figure,
                told.thread_id or known.thread_id,
                told.language or known.language,
                told.submitter or known.submitter,
            )
    return [latest[chat_id] for chat_id in sorted(latest)]


def _shown(tx: Transaction, day: date, region: str, since: datetime) -> Iterator[Told]:
    for shown in tx.figures.read_shown(Period(day, day), region, _MOST):
        of_the_day = shown.period == Period(day, day)
        if shown.chat_id and of_the_day and shown.occasion in _KEPT_TOLD and shown.shown_at >= since:
            yield Told(shown.chat_id, shown.shown_at, shown.figure)


def _receipts(tx: Transaction, correction: Correction, since: datetime) -> Iterator[Told]:
    """The figure that a receipt told is the one on record when it was queued."""
    day, region = correction.day, correction.region
    changes = tx.figures.read_changes(Period(day, day), region, _MOST)
    for submission in tx.posts.read_submissions(_posts_naming(tx, correction), since):
        receipt = tx.outbox.find(f"receipt:{submission.chat_id}:{submission.message_id}")
        if receipt is None or receipt.added_at is None or receipt.state in _NOT_TOLD:
            continue
        private = submission.chat_id > 0
        yield Told(
            submission.chat_id,
            receipt.added_at,
            _figure_at(changes, receipt.added_at),
            submission.thread_id,
            submission.language,
            submission.submitter if private else None,
        )


def find_stood_since(tx: Transaction, correction: Correction) -> datetime | None:
    """When the post that is corrected last made the figure what it was; None where nothing says it.

    Who was told before was told nothing that rested on what was taken back.
    """
    period, post_id = Period(correction.day, correction.day), _post_of(tx, correction.cause)
    region = None if correction.region == COUNTRY else correction.region
    for change in tx.figures.read_changes(period, region, _MOST):
        if change.changed_at < correction.corrected_at and _post_of(tx, change.cause) == post_id:
            return change.changed_at
    return None


def _post_of(tx: Transaction, cause: Cause) -> int | None:
    if cause.kind is CauseKind.DECISION and cause.id is not None:
        decision = tx.decisions.find(cause.id)
        return decision.post_id if decision is not None else None
    return cause.id


def _posts_naming(tx: Transaction, correction: Correction) -> list[int]:
    """Posts whose receipts told of the place: of any of their texts, but not those that never counted.

    The corrected post is one of them, also where its claim was moved to another place.
    """
    claims = tx.claims.read_all_metrics(correction.day, correction.day, correction.region.split("+"))
    naming = {c.post_id for c in claims if c.claim.metric is Metric.DOWNED}
    corrected = _post_of(tx, correction.cause)
    live = {c.post_id for c in claims if c.live} | ({corrected} if corrected is not None else set())
    return sorted(one for one in naming | live if one in live or tx.posts.get_post(one).verified)


def _figure_at(changes: Sequence[FigureChange], at: datetime) -> TotalsRow | None:
    """`changes`: newest first, the one that is being told among them."""
    for change in changes:
        if change.changed_at <= at:
            return change.after
    return changes[-1].before if changes else None
