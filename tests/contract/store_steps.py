"""What the bot asks of each store, method by method: with each post, and for its answers."""

from collections.abc import Callable

from domain.alert import Alert, AlertState, Badge
from domain.change import FigureChange, Occasion, ShownFigure, parse_cause
from domain.correction import Correction
from domain.doubt import Doubt, DoubtReason
from domain.instance import Holder
from domain.pace import Pace
from domain.record import StaleStretch
from domain.report import PostKind, Report, Summary
from domain.tally import NOTHING
from domain.totals import Period, TotalsRow
from storage.transaction import SqlTransaction
from tests.contract.makers import (
    DAY,
    KALUGA,
    NOON,
    add_post,
    add_version,
    claim,
    incoming,
    message,
    part,
)
from tests.contract.replica_steps import REPLICA_STEPS
from tests.contract.subscribing_steps import SUBSCRIBING_STEPS

Step = Callable[[SqlTransaction], object]
CODES = ["RU-KLU", "RU-BRY"]
METRICS = {"downed", "debris"}
PERIOD = Period(DAY, DAY)
ALERT = Alert(DAY, "RU-KLU", 1, 1, Badge.NEW_TODAY, AlertState.ACTIVE, "alert:1")
ROW = TotalsRow("RU-KLU", NOTHING, 1, 0)
CHANGE = FigureChange(NOON, DAY, "RU-KLU", None, ROW, parse_cause("post:1"))
CORRECTION = Correction(NOON, DAY, "RU-KLU", None, ROW, parse_cause("post:1"))
SHOWN = ShownFigure(NOON, 0, Occasion.ANSWER, PERIOD, "RU-KLU", ROW)
ME = Holder("me", "here", 1, NOON, NOON)
DOUBT = Doubt(1, 1, "post", DoubtReason.UNVERIFIED)


def decide(tx: SqlTransaction) -> int:
    return tx.decisions.add(
        post_id=1, subject="post", action="reject", value={}, editor="hashed", reason="", at=NOON
    )


PER_POST: dict[str, Step] = {
    **SUBSCRIBING_STEPS,
    **REPLICA_STEPS,
    "find_post": lambda tx: tx.posts.find_post("channel:1:1"),
    "add_post": lambda tx: add_post(tx, 8),
    "find_or_add": lambda tx: tx.posts.find_or_add(incoming(message_id=9), KALUGA),
    "find_numbered": lambda tx: tx.posts.find_numbered(1),
    "get_post": lambda tx: tx.posts.get_post(1),
    "add_submission": lambda tx: tx.posts.add_submission(1, incoming(message_id=99).submission),
    "count_submissions": lambda tx: tx.posts.count_submissions(1),
    "find_version": lambda tx: tx.posts.find_version(1, "hash"),
    "get_version": lambda tx: tx.posts.get_version(1),
    "add_version": lambda tx: add_version(tx, tx.posts.get_post(1), "another text"),
    "iterate_versions": lambda tx: tx.posts.iterate_versions(1),
    "set_current_version": lambda tx: tx.posts.set_current_version(1, 1),
    "put_report": lambda tx: tx.posts.put_report(1, Report(PostKind.OTHER, Summary(False)), "1"),
    "find_report": lambda tx: tx.posts.find_report(1),
    "add_claims": lambda tx: tx.claims.add_claims(
        tx.posts.get_post(1), 2, [(claim("RU-KLU"), DAY)], live=True
    ),
    "read_of_version": lambda tx: tx.claims.read_of_version(1),
    "read_by_ids": lambda tx: tx.claims.read_by_ids(["1.1.0", "1.1.1"]),
    "set_live": lambda tx: tx.claims.set_live(1, live=True),
    "unset_live": lambda tx: tx.claims.set_live(1, live=False),
    "delete_of_version": lambda tx: tx.claims.delete_of_version(2),
    "country touching": lambda tx: tx.claims.read_live_between("*", NOON, NOON),
    "region touching": lambda tx: tx.claims.read_live_between("RU-KLU", NOON, NOON),
    "has_live": lambda tx: tx.claims.has_live("RU-KLU", DAY, METRICS),
    "last_day_before": lambda tx: tx.claims.last_day_before("RU-KLU", DAY, METRICS),
    "find_version_live_at": lambda tx: tx.claims.find_version_live_at(1, NOON),
    "parts of scopes touching": lambda tx: tx.clusters.read_touching_of(CODES, NOON, NOON),
    "sums": lambda tx: tx.clusters.read_sums(CODES),
    "months": lambda tx: tx.clusters.read_months("RU-KLU"),
    "parts touching": lambda tx: tx.clusters.read_touching("*", NOON, NOON),
    "replace": lambda tx: tx.clusters.replace("*", [part("*", "1.1.0")], [part("*", "1.1.0", "1.1.1")]),
    "alerts.add": lambda tx: tx.alerts.add(ALERT, NOON),
    "alerts.read_latest": lambda tx: tx.alerts.read_latest({(DAY, code) for code in CODES}),
    "alerts.get_changed_at": lambda tx: tx.alerts.get_changed_at(ALERT.key),
    "alerts.find_latest": lambda tx: tx.alerts.find_latest(DAY, "RU-KLU"),
    "alerts.read_of_message": lambda tx: tx.alerts.read_of_message("alert:1"),
    "alerts.read_of_post": lambda tx: tx.alerts.read_of_post(1),
    "alerts.read_announced": lambda tx: tx.alerts.read_announced(DAY, NOON),
    "alerts.set_message": lambda tx: tx.alerts.set_message("key", "alert:2"),
    "alerts.set_state": lambda tx: tx.alerts.set_state("key", AlertState.WITHDRAWN, NOON),
    "outbox.add": lambda tx: tx.outbox.add(message("new"), NOON),
    "outbox.find": lambda tx: tx.outbox.find("key"),
    "supersede": lambda tx: tx.outbox.supersede_pending_edit("key"),
    "lease_due": lambda tx: tx.outbox.lease_due(NOON, 60, 10),
    "mark_sent": lambda tx: tx.outbox.mark_sent(1, 7, NOON),
    "mark_retry": lambda tx: tx.outbox.mark_retry(1, NOON, "flood"),
    "part_sent": lambda tx: tx.outbox.mark_part_sent(1, 7, NOON),
    "put_back": lambda tx: tx.outbox.put_back(1, NOON),
    "mark_moot": lambda tx: tx.outbox.mark_moot(1, "deleted", NOON),
    "bring_forward": lambda tx: tx.outbox.bring_forward(NOON, 60),
    "expire_unfinished": lambda tx: tx.outbox.expire_unfinished("restored", NOON),
    "outbox.prune": lambda tx: tx.outbox.prune(NOON, 10),
    "revive": lambda tx: tx.outbox.revive(1, NOON),
    "beat": lambda tx: tx.instance.beat("me", NOON),
    "holder": lambda tx: tx.instance.find(),
    "take": lambda tx: tx.instance.put(ME),
    "release": lambda tx: tx.instance.release("me"),
    "mark_dead": lambda tx: tx.outbox.mark_dead(1, "blocked", NOON),
    "migrate_chat": lambda tx: tx.outbox.migrate_chat(-5, -1005),
    "add_updates": lambda tx: tx.inbox.add_updates([(1, "a"), (2, "b")], NOON),
    "read_open": lambda tx: tx.inbox.read_open(100),
    "inbox.close": lambda tx: tx.inbox.close(1, NOON),
    "inbox.claim_open": lambda tx: tx.inbox.claim_open("me", NOON, NOON, 10),
    "inbox.hold_on": lambda tx: tx.inbox.hold_on([1], "me", NOON),
    "inbox.let_go": lambda tx: tx.inbox.let_go("me", [1]),
    "inbox.let_go all": lambda tx: tx.inbox.let_go("me"),
    "inbox.read_strays": lambda tx: tx.inbox.read_strays(0, 10),
    "inbox.set_lanes": lambda tx: tx.inbox.set_lanes({1: 50}),
    "paces.take_all": lambda tx: tx.paces.take_all(),
    "paces.read": lambda tx: tx.paces.read([50]),
    "paces.put": lambda tx: tx.paces.put([Pace(50, NOON, NOON)]),
    "outbox.waits_as_many": lambda tx: tx.outbox.waits_as_many(100, 6),
    "set_aside": lambda tx: tx.inbox.set_aside(2, "inc", "error", NOON),
    "remember_chat": lambda tx: tx.chats.remember(1, "private", NOON),
    "set_language": lambda tx: tx.chats.set_language(1, "ru"),
    "migrate": lambda tx: tx.chats.migrate(1, 2),
    "wants_corrections": lambda tx: tx.chats.wants_corrections(1),
    "set_corrections": lambda tx: tx.chats.set_corrections(1, wanted=False),
    "find_language": lambda tx: tx.chats.find_language(1),
    "dialogs.find": lambda tx: tx.dialogs.find("1:2", NOON),
    "dialogs.put": lambda tx: tx.dialogs.put("1:2", "asked", {}, NOON),
    "dialogs.forget": lambda tx: tx.dialogs.forget("1:2"),
    "dialogs.prune": lambda tx: tx.dialogs.prune(NOON),
    "meta.find": lambda tx: tx.meta.find("key"),
    "meta.put": lambda tx: tx.meta.put("key", "value"),
    "sources.find": lambda tx: tx.sources.find("kaluga"),
    "sources.remember": lambda tx: tx.sources.remember(KALUGA, NOON),
    "figures.add_changes": lambda tx: tx.figures.add_changes([CHANGE]),
    "figures.add_shown": lambda tx: tx.figures.add_shown([SHOWN]),
    "corrections.add": lambda tx: tx.corrections.add([CORRECTION]),
    "corrections.find_oldest": lambda tx: tx.corrections.find_oldest(),
    "corrections.forget": lambda tx: tx.corrections.forget([1]),
    "read_submissions": lambda tx: tx.posts.read_submissions([1], NOON),
    "doubts.open": lambda tx: tx.doubts.open([DOUBT], NOON),
    "doubts.close": lambda tx: tx.doubts.close([1, 2], NOON),
    "doubts.read_open_of_post": lambda tx: tx.doubts.read_open_of_post(1),
    "decisions.add": decide,
    "decisions.find": lambda tx: tx.decisions.find(1),
    "decisions.read_of_post": lambda tx: tx.decisions.read_of_post(1),
    "decisions.read_binding": lambda tx: tx.decisions.read_binding(1),
    "decisions.read_of_editor": lambda tx: tx.decisions.read_of_editor("hashed", 10),
    "stale.read_scopes": lambda tx: tx.stale.read_scopes(),
    "stale.read": lambda tx: tx.stale.read("RU-KLU"),
    "stale.put": lambda tx: tx.stale.put("RU-KLU", [StaleStretch("RU-KLU", NOON, NOON)]),
    "stale.find_end_of": lambda tx: tx.stale.find_end_of("RU-KLU", NOON, 10),
    "bulk.find_posts": lambda tx: tx.bulk.find_posts(["channel:1:1"]),
    "bulk.find_texts": lambda tx: tx.bulk.find_texts([1]),
    "bulk.read_seen_at": lambda tx: tx.bulk.read_seen_at([1]),
    "bulk.next_ids": lambda tx: tx.bulk.next_ids(),
    "bulk.begin_lives": lambda tx: tx.bulk.begin_lives([2]),
    "bulk.retire": lambda tx: tx.bulk.retire([1]),
    "bulk.set_current": lambda tx: tx.bulk.set_current({1: 1}),
    "bulk.verify": lambda tx: tx.bulk.verify({1: "governor"}),
    "bulk.mark_seen": lambda tx: tx.bulk.mark_seen([ALERT], NOON),
}
ANSWERS: dict[str, Step] = {
    "live": lambda tx: tx.claims.read_live(DAY, DAY),
    "live of regions": lambda tx: tx.claims.read_live(DAY, DAY, regions=CODES),
    "live at": lambda tx: tx.claims.read_live(DAY, DAY, as_of=NOON),
    "live of regions at": lambda tx: tx.claims.read_live(DAY, DAY, regions=CODES, as_of=NOON),
    "every": lambda tx: tx.claims.read_all_metrics(DAY, DAY, None),
    "every of regions": lambda tx: tx.claims.read_all_metrics(DAY, DAY, CODES),
    "regions": lambda tx: tx.claims.read_regions(),
    "scope": lambda tx: tx.clusters.read_scope("RU-KLU"),
    "page of posts": lambda tx: tx.posts.iterate_posts(0, 10),
    "set aside": lambda tx: tx.inbox.read_set_aside(10),
    "reopen": lambda tx: tx.inbox.reopen([1]),
    "reopen all": lambda tx: tx.inbox.reopen(None),
    "contents": lambda tx: tx.inbox.read_contents_set_aside(NOON),
    "forget contents": lambda tx: tx.inbox.forget_contents([1]),
    "undelivered": lambda tx: tx.outbox.read_undelivered(10),
    "backlog.read": lambda tx: tx.backlog.read(NOON),
    "backlog.read_received": lambda tx: tx.backlog.read_received([1, 2]),
    "sources.read_last_posts": lambda tx: tx.sources.read_last_posts(),
    "decisions.read_posts_decided_after": lambda tx: tx.decisions.read_posts_decided_after(NOON),
    "doubts.read_open": lambda tx: tx.doubts.read_open(10, 0),
    "doubts.count_open": lambda tx: tx.doubts.count_open(),
    "figures.read_changes": lambda tx: tx.figures.read_changes(PERIOD, None, 10),
    "figures.read_changes of a region": lambda tx: tx.figures.read_changes(PERIOD, "RU-KLU", 10),
    "figures.read_shown": lambda tx: tx.figures.read_shown(PERIOD, "RU-KLU", 10),
    "figures.forget_shown": lambda tx: tx.figures.forget_shown(NOON),
    "page of ids": lambda tx: tx.pages.read_post_ids(0, 10),
    "pages.find_claimed": lambda tx: tx.pages.find_claimed(DAY, DAY, None),
    "pages.find_claimed of regions": lambda tx: tx.pages.find_claimed(DAY, DAY, CODES),
    "pages.read_posts": lambda tx: tx.pages.read_posts([1, 2]),
    "pages.read_versions": lambda tx: tx.pages.read_versions([1, 2]),
    "pages.read_claims": lambda tx: tx.pages.read_claims([1, 2]),
    "pages.read_live_days": lambda tx: tx.pages.read_live_days(DAY, DAY),
}


def fill(tx: SqlTransaction) -> None:
    tx.sources.sync([KALUGA], NOON)
    post = add_post(tx)
    version = add_version(tx, post, "text")
    add_version(tx, post, "later text")
    tx.claims.add_claims(post, version.id, [(claim("RU-KLU"), DAY)], live=True)
    tx.clusters.replace("*", [], [part("*", "1.1.0")])
    tx.alerts.add(ALERT, NOON)
    decide(tx)
    tx.outbox.add(message("key"), NOON)
    tx.inbox.add_updates([(1, "a")], NOON)
