"""Decisions of editors: each changes what stands, is told, and can be taken back."""

from datetime import UTC, date, datetime, time

import pytest

from domain.claim import Count, Metric, Weapon
from domain.decision import Action
from domain.errors import DecisionRefusedError, Refusal
from domain.totals import Decision
from services.explain_number import explain_number
from tests.records.editors_desk import BOTH, ELEVEN, KALUGA, WILD, EditorsDesk
from tests.records.newsdesk import MINISTRY, TODAY, UNLISTED, over


def test_unverified_text_counts_from_the_moment_an_editor_accepts_it(desk: EditorsDesk) -> None:
    desk.hand_in(ELEVEN, by=UNLISTED)
    assert desk.low() == 0
    before = desk.now
    outcome = desk.order(Action.ACCEPT, "1")
    assert desk.low() == 11
    assert desk.low(as_of=before) == 0
    assert desk.low(as_of=desk.now) == 11
    assert [(one.region, one.before, one.after.tally.low) for one in outcome.regions] == [
        ("RU-KLU", None, 11)
    ]
    assert desk.differences() == []


def test_region_of_an_accepted_text_is_announced_and_struck_when_that_is_undone(desk: EditorsDesk) -> None:
    desk.hand_in(ELEVEN, by=UNLISTED)
    desk.order(Action.ACCEPT, "1")
    assert len(desk.sent()) == 1
    desk.undo()
    assert "<s>" in desk.edits()[-1]
    assert "редактором" in desk.edits()[-1]
    assert desk.low() == 0
    assert desk.differences() == []


def test_later_text_of_an_accepted_unverified_post_counts_only_when_it_is_accepted_too(
    desk: EditorsDesk,
) -> None:
    desk.hand_in(ELEVEN, by=UNLISTED)
    desk.order(Action.ACCEPT, "1")
    desk.pass_time(minutes=1)
    desk.hand_in(ELEVEN.replace("11", "9"), by=UNLISTED)
    assert desk.low() == 0
    assert ("post", "unverified") in desk.doubts()
    assert desk.differences() == []
    desk.order(Action.ACCEPT, "1")
    assert desk.low() == 9
    assert desk.doubts() == []


def test_accepted_text_handed_in_again_is_a_duplicate_and_no_longer_unverified(desk: EditorsDesk) -> None:
    assert desk.get_receipt(ELEVEN, by=UNLISTED).decision is Decision.UNVERIFIED
    desk.order(Action.ACCEPT, "1")
    assert desk.get_receipt(ELEVEN, by=UNLISTED).decision is Decision.DUPLICATE


def test_rejected_claim_leaves_the_number_strikes_the_alert_and_stays_on_record(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA), by=MINISTRY)
    desk.order(Action.REJECT, "1.1", "это другой регион")
    assert desk.low() == 0
    assert desk.rows("SELECT count(*) FROM claims") == [(1,)]
    assert "<s>Калужская" in desk.edits()[-1]
    assert "снято редактором: это другой регион" in desk.edits()[-1]
    assert [state for *_, state in desk.alerts()] == ["withdrawn"]
    assert desk.differences() == []


def test_undo_of_a_rejection_lets_the_struck_alert_stand_as_it_was(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA), by=MINISTRY)
    desk.order(Action.REJECT, "1.1")
    desk.undo()
    assert desk.low() == 10
    assert len(desk.sent()) == 1
    assert "<s>" not in desk.edits()[-1]
    assert [(generation, state) for _, _, generation, _, state in desk.alerts()] == [(0, "active")]
    assert desk.differences() == []


def test_rejected_post_takes_all_its_claims_along_and_says_so_in_as_of_answers(desk: EditorsDesk) -> None:
    desk.hand_in(BOTH, by=MINISTRY)
    before = desk.now
    desk.order(Action.REJECT, "1")
    assert desk.low() == 0
    assert desk.low(as_of=before) == 18
    assert desk.low(as_of=desk.now) == 0


def test_claim_accepted_after_its_post_was_rejected_counts_alone(desk: EditorsDesk) -> None:
    desk.hand_in(BOTH, by=MINISTRY)
    desk.order(Action.REJECT, "1")
    claims = desk.records.read(lambda tx: tx.claims.read_of_version(1))
    (kaluga,) = [one.number for one in claims if one.claim.regions == ("RU-KLU",)]
    desk.order(Action.ACCEPT, kaluga)
    assert desk.low() == 10


def test_fixed_count_replaces_the_number_that_was_read(desk: EditorsDesk) -> None:
    desk.hand_in(WILD)
    desk.order(Action.FIX, "1.1", count=Count(9, 9, 9))
    assert (desk.low(), desk.totals().all.tally.high) == (9, 9)
    assert desk.doubts() == []
    assert desk.differences() == []


def test_fixed_day_moves_the_claim_to_its_day_and_the_past_knows_it_where_it_was(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA), by=MINISTRY)
    before = desk.now
    desk.order(Action.FIX, "1.1", day=date(2026, 6, 9))
    assert desk.low() == 0
    assert desk.low(as_of=before) == 10
    (day, start, end) = desk.rows("SELECT day, start_at, end_at FROM claims")[0]
    assert day == "2026-06-09"
    assert end - start == 8 * 3600 * 1_000_000
    assert desk.differences() == []


def test_fixed_hours_are_hours_of_the_day_that_end_on_it(desk: EditorsDesk) -> None:
    desk.hand_in(ELEVEN)
    desk.order(Action.FIX, "1.1", hours=(time(22), time(6)))
    (claim,) = desk.records.read(lambda tx: tx.claims.read_of_version(1))
    assert claim.claim.window.outer.start == datetime(2026, 6, 10, 19, tzinfo=UTC)
    assert claim.claim.window.outer.end == datetime(2026, 6, 11, 3, tzinfo=UTC)


def test_claim_cannot_speak_of_time_after_its_post(desk: EditorsDesk) -> None:
    desk.hand_in(ELEVEN)
    with pytest.raises(DecisionRefusedError) as refused:
        desk.order(Action.FIX, "1.1", day=date(2026, 6, 12))
    assert refused.value.why is Refusal.AFTER_THE_POST


def test_fixed_metric_weapon_and_originator_are_those_of_the_claim_from_then_on(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA), by=MINISTRY)
    desk.order(Action.FIX, "1.1", originator="governor:RU-KLU")
    assert [row.key for row in desk.totals(by="originator").rows] == ["governor:RU-KLU"]
    desk.order(Action.FIX, "1.1", metric=Metric.DEBRIS)
    assert desk.low() == 0
    desk.undo()
    desk.order(Action.FIX, "1.1", weapon=Weapon.MISSILE)
    assert desk.low() == 0
    assert desk.differences() == []


def test_moved_claim_is_told_of_its_new_region_and_the_old_alert_is_struck(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA), by=MINISTRY)
    outcome = desk.order(Action.MOVE, "1.1", "перепутаны области", regions=("RU-BRY",))
    assert [row.key for row in desk.totals().rows] == ["RU-BRY"]
    told = {one.region: (one.before is not None, one.after.tally.low) for one in outcome.regions}
    assert told == {"RU-KLU": (True, 0), "RU-BRY": (False, 10)}
    assert "перепутаны области" in desk.edits()[-1]
    assert [(region, state) for _, region, _, _, state in desk.alerts()] == [
        ("RU-BRY", "active"),
        ("RU-KLU", "withdrawn"),
    ]
    assert len(desk.sent()) == 2
    desk.undo()
    assert [row.key for row in desk.totals().rows] == ["RU-KLU"]
    assert [(region, state) for _, region, _, _, state in desk.alerts()] == [
        ("RU-BRY", "withdrawn"),
        ("RU-KLU", "active"),
    ]
    assert desk.differences() == []


def test_chosen_version_stays_in_force_and_the_newer_text_waits_for_review(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA, "10"), by=MINISTRY)
    desk.pass_time(minutes=5)
    desk.hand_in(over(KALUGA, "9"), by=MINISTRY)
    desk.order(Action.CHOOSE_VERSION, "1", version=1)
    assert desk.low() == 10
    assert desk.doubts() == []
    desk.pass_time(minutes=5)
    assert desk.get_receipt(over(KALUGA, "8"), by=MINISTRY).decision is Decision.HELD_TEXT
    assert desk.low() == 10
    assert desk.doubts() == [("post", "newer_text")]
    assert desk.differences() == []
    desk.undo()
    assert desk.low() == 8
    assert desk.doubts() == []
    assert desk.differences() == []


def test_undo_can_be_undone_and_is_refused_where_nothing_stands(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA), by=MINISTRY)
    rejected = desk.order(Action.REJECT, "1").decision.id
    undone = desk.undo(rejected).decision.id
    assert desk.low() == 10
    with pytest.raises(DecisionRefusedError) as refused:
        desk.undo(rejected)
    assert refused.value.why is Refusal.ALREADY_UNDONE
    desk.undo(undone)
    assert desk.low() == 0
    desk.undo()
    assert desk.low() == 10
    with pytest.raises(DecisionRefusedError) as refused:
        desk.undo()
    assert refused.value.why is Refusal.NOTHING_TO_UNDO
    assert desk.differences() == []


def test_undo_without_a_number_takes_back_one_s_own_last_decision_only(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA), by=MINISTRY)
    desk.order(Action.REJECT, "1")
    with pytest.raises(DecisionRefusedError):
        desk.undo(editor="another")
    assert desk.low() == 0


@pytest.mark.parametrize(
    ("action", "number", "wish", "why"),
    [
        (Action.REJECT, "9", {}, Refusal.UNKNOWN_POST),
        (Action.REJECT, "1.9", {}, Refusal.UNKNOWN_CLAIM),
        (Action.FIX, "1", {"count": Count(1, 1, 1)}, Refusal.WHICH_CLAIM),
        (Action.FIX, "1.1", {}, Refusal.NOT_UNDERSTOOD),
        (Action.CHOOSE_VERSION, "1", {"version": 2}, Refusal.UNKNOWN_VERSION),
        (Action.CHOOSE_VERSION, "1", {"version": 1}, None),
    ],
)
def test_order_that_cannot_be_taken_changes_nothing(
    action: Action, number: str, wish: dict[str, object], why: Refusal | None, desk: EditorsDesk
) -> None:
    desk.hand_in(BOTH, by=MINISTRY)
    if why is None:
        desk.order(action, number, **wish)
        return
    with pytest.raises(DecisionRefusedError) as refused:
        desk.order(action, number, **wish)
    assert refused.value.why is why
    assert desk.rows("SELECT count(*) FROM decisions") == [(0,)]


def test_decision_is_told_as_the_cause_of_a_changed_figure(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA), by=MINISTRY)
    desk.order(Action.REJECT, "1")
    causes = desk.rows("SELECT region, cause FROM figure_changes WHERE cause LIKE 'decision:%'")
    assert causes == [("RU-KLU", "decision:1")]


def test_rejected_or_accepted_is_told_by_why(desk: EditorsDesk) -> None:
    desk.hand_in(ELEVEN, by=UNLISTED)
    desk.hand_in(over(KALUGA), by=MINISTRY)
    desk.order(Action.ACCEPT, "1")
    desk.order(Action.REJECT, "2", "дубль")
    told = desk.records.read(lambda tx: explain_number(tx, TODAY, "RU-KLU"))
    assert [(one.claim.number, one.rule, one.note) for one in told.reasons if one.rule == "rejected"] == [
        ("2.1", "rejected", "дубль")
    ]
    assert "1.1" in [one.claim.number for one in told.reasons]


def test_struck_region_keeps_the_reason_of_the_decision_that_took_it(desk: EditorsDesk) -> None:
    desk.announce(language="en")
    desk.hand_in(BOTH, by=MINISTRY)
    claims = {
        one.claim.regions: one.number for one in desk.records.read(lambda tx: tx.claims.read_of_version(1))
    }
    desk.order(Action.REJECT, claims[("RU-KLU",)], "wrong region")
    desk.order(Action.FIX, claims[("RU-BRY",)], "a slip", count=Count(7, 7, 7))
    assert "withdrawn by an editor: wrong region" in desk.edits()[-1]
    assert "a slip" not in desk.edits()[-1]
