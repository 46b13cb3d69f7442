"""What the message of an alert says at present: regions with figures, by the post that told of them."""

from collections.abc import Sequence
from datetime import datetime

from domain.alert import Alert, AlertLine, AlertState, AlertView
from domain.claim import Metric
from rendering.alerts import render_alerts
from rendering.i18n import words_for
from services.channel_title import title_of
from services.editor_reasons import editor_reason
from services.ports import Transaction
from services.read_totals import row_of
from services.rules import CountingRules
from services.weigh_claims import counts

ELIGIBLE = (Metric.DOWNED, Metric.IMPACT, Metric.DEBRIS, Metric.REPELLED)
HELD = "alert:held:"
"""How the key of a message begins that waited for the quiet hours to end."""


def views_of(tx: Transaction, message_key: str, rules: CountingRules) -> list[AlertView]:
    """What a message says now, a view for each post that has regions in it, in order of the posts."""
    by_post: dict[int, list[Alert]] = {}
    for alert in tx.alerts.read_of_message(message_key):
        if alert.state is not AlertState.SEEN:
            by_post.setdefault(alert.post_id, []).append(alert)
    return [_view(tx, post_id, alerts, rules) for post_id, alerts in sorted(by_post.items())]


def text_of(message_key: str, views: Sequence[AlertView], rules: CountingRules) -> str:
    """The words of a message that says this."""
    words = words_for(rules.alerts.language)
    return render_alerts(views, words, rules.zone, after_quiet_hours=message_key.startswith(HELD))


def line_of(tx: Transaction, alert: Alert, rules: CountingRules) -> AlertLine:
    """The region as the alert's own post claims it; the others' figures stand below, also when it is gone.

    Below them stands what all of them come to for the day.
    """
    regions = frozenset(alert.region.split("+"))
    standing = [c for c in tx.claims.read_all_metrics(alert.day, alert.day, regions) if c.live]
    gone = not any(c.post_id == alert.post_id and c.claim.metric in ELIGIBLE for c in standing)
    claims = [c for c in standing if counts(c.claim)]
    own = [c for c in claims if c.post_id == alert.post_id]
    names = sorted({c.claim.originator for c in claims} - {c.claim.originator for c in own})
    others = tuple(
        (name, row_of(name, [c for c in claims if c.claim.originator == name], regions)) for name in names
    )
    return AlertLine(
        region=alert.region,
        badge=alert.badge,
        state=alert.state,
        gap_days=rules.alerts.gap_days,
        row=row_of(alert.region, own, regions),
        others=others,
        withdrawn_at=_withdrawn_at(tx, alert) if gone else None,
        day=alert.day,
        editor_reason=editor_reason(tx, alert) if gone else None,
        whole=row_of(alert.region, claims, regions) if len(claims) > len(own) else None,
    )


def _view(tx: Transaction, post_id: int, alerts: Sequence[Alert], rules: CountingRules) -> AlertView:
    post = tx.posts.get_post(post_id)
    source = tx.sources.find(post.source_name) if post.source_name else None
    return AlertView(
        day=alerts[0].day,
        originator=source.originator if source else "unknown",
        source_title=(title_of(post, source) if source else post.title) or "",
        link=post.link,
        lines=tuple(line_of(tx, alert, rules) for alert in alerts),
    )


def _withdrawn_at(tx: Transaction, alert: Alert) -> datetime | None:
    """When the region was struck, or else when its own source took it back, by the text that now stands."""
    if alert.state is AlertState.WITHDRAWN:
        return tx.alerts.get_changed_at(alert.key)
    current = tx.posts.get_post(alert.post_id).current_version_id
    return tx.posts.get_version(current).seen_at if current is not None else None
