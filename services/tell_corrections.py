"""Correction notices: each chat that was given a figure which no longer stands is told so, once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.change import COUNTRY, CauseKind, Occasion, ShownFigure, as_printed
from domain.correction import Correction, NoticeLine, Told
from domain.outbox import OutboxMessage
from domain.totals import Period, TotalsRow
from rendering.corrections import render_corrections
from rendering.i18n import words_for
from services.change_log import note_shown
from services.ports import Transaction
from services.read_totals import row_of
from services.rules import CountingRules
from services.told_figures import find_stood_since, read_told


@dataclass(frozen=True, slots=True)
class NoticePolicy:
    """`days`: how long a figure told is worth correcting, 0: never. `group_s`: how long to wait for more."""

    days: int = 2
    group_s: int = 60


@dataclass(frozen=True, slots=True)
class _Change:
    """Corrections of one figure taken together: before the first, after the last."""

    first: Correction
    last: Correction


def tell_corrections(tx: Transaction, rules: CountingRules, policy: NoticePolicy, now: datetime) -> int:
    """Queue the notices that are due, in the transaction that forgets what they tell; returns how many."""
    oldest = tx.corrections.find_oldest()
    if oldest is None or oldest > now - timedelta(seconds=policy.group_s):
        return 0
    waiting = tx.corrections.read()
    tx.corrections.forget([number for number, _ in waiting])
    since = now - timedelta(days=policy.days)
    notices: dict[int, list[tuple[NoticeLine, Told, TotalsRow]]] = {}
    for change in _together(one for _, one in waiting):
        after = _row_now(tx, change.last.day, change.last.region)
        stood_since = find_stood_since(tx, change.first)
        for told in read_told(tx, change.last, since):
            if stood_since is not None and told.told_at < stood_since:
                continue
            if tx.chats.wants_corrections(told.chat_id) and _is_owed(tx, change, told, after):
                line = _line(tx, change, told, after)
                notices.setdefault(told.chat_id, []).append((line, told, after))
    number = waiting[-1][0]
    return sum(_queue(tx, number, members, rules, now) for _, members in sorted(notices.items()))


def _together(corrections: Iterable[Correction]) -> list[_Change]:
    changes: dict[tuple[date, str], _Change] = {}
    for one in corrections:
        place = (one.day, one.region)
        known = changes.get(place)
        changes[place] = _Change(one, one) if known is None else replace(known, last=one)
    return list(changes.values())


def _row_now(tx: Transaction, day: date, region: str) -> TotalsRow:
    """The figure at this moment: what is told must be what an answer would say."""
    if region == COUNTRY:
        return row_of("all", tx.claims.read_live(day, day), None)
    codes = frozenset(region.split("+"))
    return row_of(region, tx.claims.read_live(day, day, regions=codes), codes)


def _is_owed(tx: Transaction, change: _Change, told: Told, after: TotalsRow) -> bool:
    """Whether what the chat was told last rested on what was taken back, and reads otherwise now."""
    if told.told_at >= change.last.corrected_at or as_printed(told.figure) == as_printed(after):
        return False
    if told.figure is None or (change.first.revised and told.figure.tally.low <= after.tally.low):
        return False
    return not _decided_himself(tx, change, told)


def _decided_himself(tx: Transaction, change: _Change, told: Told) -> bool:
    """An editor who decides is answered at once with the figures before and after."""
    cause = change.last.cause
    if cause.kind is not CauseKind.DECISION or cause.id is None or told.submitter is None:
        return False
    decision = tx.decisions.find(cause.id)
    return decision is not None and decision.editor == told.submitter


def _line(tx: Transaction, change: _Change, told: Told, after: TotalsRow) -> NoticeLine:
    cause, before = change.last.cause, change.first.before
    reason, link, title = None, None, None
    if cause.kind is CauseKind.DECISION and cause.id is not None:
        decision = tx.decisions.find(cause.id)
        reason = decision.reason if decision is not None else ""
    elif cause.id is not None:
        post = tx.posts.get_post(cause.id)
        link, title = post.link, post.title
    grown = as_printed(before) != as_printed(told.figure)
    return NoticeLine(
        day=change.last.day,
        region=change.last.region,
        told=told.figure,
        told_at=told.told_at,
        before=before if grown else None,
        after=after if after.claims else None,
        editor_reason=reason,
        link=link,
        title=title,
    )


def _queue(
    tx: Transaction,
    number: int,
    members: Sequence[tuple[NoticeLine, Told, TotalsRow]],
    rules: CountingRules,
    now: datetime,
) -> bool:
    newest = max((told for _, told, _ in members), key=lambda told: told.told_at)
    language = newest.language or tx.chats.find_language(newest.chat_id) or rules.alerts.language
    text = render_corrections([line for line, _, _ in members], words_for(language), rules.zone)
    is_channel = newest.chat_id in rules.alerts.chat_ids
    message = OutboxMessage(
        key=f"correction:{number}@{newest.chat_id}",
        chat_id=newest.chat_id,
        text=text,
        thread_id=rules.alerts.thread_id if is_channel else newest.thread_id,
        silent=True,
        priority=6,
    )
    note_shown(
        tx,
        [
            ShownFigure(now, newest.chat_id, Occasion.NOTICE, Period(line.day, line.day), line.region, after)
            for line, _, after in members
        ],
    )
    return tx.outbox.add(message, now)
