"""A batch brings what its lines bring one by one, whatever they are and in whatever order they come."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.alert import AlertState
from domain.decision import Action
from domain.post import channel_key
from domain.record import StaleStretch
from services.all_time import all_time
from services.import_batch import import_posts
from services.rebuild import rebuild
from services.settle_scopes import join_stretches, settle_slice
from storage.sync_writer import SyncWriter
from tests.contract.makers import NOON
from tests.records.archive import NOW, RULES, differences, figures
from tests.records.editors_desk import EditorsDesk
from tests.records.histories import (
    TEXTS,
    facts,
    import_in_batches,
    import_one_by_one,
    posts_of,
    settle,
    told,
)
from tests.records.newsdesk import GOVERNOR

OpenRecords = Callable[[], SyncWriter]
VOICES = (
    {"source": "mod", "issuer": "mod"},
    {"source": "governor:RU-KLU"},
    # One name for two voices: each line is to be read as it says.
    {"source": "governor", "issuer": "governor", "home_region": "RU-KLU"},
    {"source": "governor", "issuer": "governor", "home_region": "RU-BRY"},
)


@st.composite
def lines(draw: st.DrawFn) -> str:
    number = draw(st.integers(1, 4))
    text = draw(st.sampled_from(TEXTS)).format(n=draw(st.sampled_from((3, 7, 12))))
    return told(number, text, day=number % 2, edit=draw(st.integers(0, 3)), **draw(st.sampled_from(VOICES)))


FEW = st.lists(lines(), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_lines=st.lists(lines(), max_size=12), size=st.integers(1, 12), slice_of=st.integers(1, 6))
def test_batches_of_any_size_bring_what_the_lines_bring_one_by_one(
    given_lines: list[str], size: int, slice_of: int, open_records: OpenRecords
) -> None:
    one_by_one, in_batches = open_records(), open_records()
    import_one_by_one(one_by_one, given_lines)
    import_in_batches(in_batches, given_lines, size, slice_of)
    assert facts(in_batches) == facts(one_by_one)
    assert figures(in_batches) == figures(one_by_one)
    assert differences(in_batches) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=FEW, during=FEW, after=FEW)
def test_posts_counted_while_an_import_is_unsettled_leave_true_clusters(
    before: list[str], during: list[str], after: list[str], open_records: OpenRecords
) -> None:
    records = open_records()
    records.write(lambda tx: import_posts(tx, posts_of(before), RULES, NOW))
    import_one_by_one(records, during)
    records.write(lambda tx: import_posts(tx, posts_of(after), RULES, NOW))
    settle(records, 2)
    assert differences(records) == []


HISTORY = [
    told(number, text.format(n=number + 2), day=number // 3, **VOICES[number % 4])
    for number, text in enumerate(TEXTS * 3, 1)
] + [
    told(number, text.format(n=40 + number), day=number // 3, edit=2, **VOICES[number % 4])
    for number, text in islice(enumerate(TEXTS, 1), 5)
]
"""Nine days of posts; the first five are edited at the end."""


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shuffled=st.permutations(HISTORY), size=st.integers(3, 20))
def test_a_history_shuffled_and_told_twice_gives_the_same_facts(
    shuffled: list[str], size: int, open_records: OpenRecords
) -> None:
    straight, other = open_records(), open_records()
    import_in_batches(straight, HISTORY, 100)
    import_in_batches(other, [*shuffled, *HISTORY], size, slice_of=4)
    assert told_by(other) == told_by(straight)
    assert figures(other) == figures(straight)
    assert differences(other) == []


def told_by(records: SyncWriter) -> set[Any]:
    """The facts without the names of sources: the first voice to come gets the plain name."""
    return {tuple(part for part in fact if part not in SHARED_NAME) for fact in facts(records)}


SHARED_NAME = {"governor", *(f"governor (governor:{home})" for home in ("RU-KLU", "RU-BRY"))}


def test_lines_that_share_a_name_are_each_read_in_their_own_region(records: SyncWriter) -> None:
    text = "Ночью силами ПВО сбиты 7 БПЛА."
    import_in_batches(records, [told(n, text, **VOICES[n]) for n in (2, 3)], 2)
    assert {key: low for key, (low, _, _) in figures(records).items() if key.startswith("RU-")} == {
        "RU-KLU": 7,
        "RU-BRY": 7,
    }


def test_a_batch_alerts_nobody_and_marks_every_region_and_day_as_seen(records: SyncWriter) -> None:
    import_in_batches(records, HISTORY, 7)
    assert records.read(lambda tx: sum(tx.outbox.count_by_state().values())) == 0
    named = {(day, region) for region, day in regions_and_days(records)}
    assert named
    for day, region in named:
        alert = records.read(lambda tx, day=day, region=region: tx.alerts.find_latest(day, region))  # type: ignore[misc]
        assert alert is not None
        assert alert.state is AlertState.SEEN


def regions_and_days(records: SyncWriter) -> set[tuple[str, date]]:
    live = records.read(lambda tx: tx.claims.read_live(date.min, date.max))
    return {(region, c.day) for c in live if not c.claim.composite for region in c.claim.regions}


def test_all_time_of_a_region_not_yet_settled_is_told_from_its_claims(records: SyncWriter) -> None:
    records.write(lambda tx: import_posts(tx, posts_of(HISTORY), RULES, NOW))
    before = records.read(lambda tx: all_time(tx, "RU-KLU"))
    settle(records)
    assert records.read(lambda tx: tx.stale.read_scopes()) == []
    after = records.read(lambda tx: all_time(tx, "RU-KLU"))
    assert before.tally.low == after.tally.low > 0
    assert before.claims == after.claims


def test_settling_that_is_cut_short_goes_on_where_it_stopped(records: SyncWriter) -> None:
    records.write(lambda tx: import_posts(tx, posts_of(HISTORY), RULES, NOW))
    left = records.read(lambda tx: {scope: tx.stale.read(scope) for scope in tx.stale.read_scopes()})
    assert records.write(lambda tx: settle_slice(tx, 3))
    now_left = records.read(lambda tx: {scope: tx.stale.read(scope) for scope in tx.stale.read_scopes()})
    first = min(left)
    assert now_left[first][0].start_at > left[first][0].start_at
    assert {scope: now_left[scope] for scope in now_left if scope != first} == {
        scope: left[scope] for scope in left if scope != first
    }
    settle(records, 3)
    assert differences(records) == []


@pytest.mark.parametrize("decided", [False, True])
def test_later_text_of_an_announced_post_is_counted_and_sends_nothing(decided: bool, tmp_path: Path) -> None:
    desk = EditorsDesk(tmp_path)
    with closing(desk):
        desk.hand_in("Ночью над Калужской областью сбиты 7 БПЛА.")
        if decided:
            desk.order(Action.REJECT, "1.1", "ошибка")
        queued = desk.records.read(lambda tx: sum(tx.outbox.count_by_state().values()))
        post = posts_of([told(1, "Ночью над Калужской областью сбиты 9 БПЛА.")])[0]
        later = replace(post, key=channel_key(GOVERNOR, 1), seen_at=desk.now + timedelta(hours=1))
        counts = desk.records.write(lambda tx: import_posts(tx, [later, later], desk.rules, desk.now))
        settle(desk.records)
        assert (counts.posts, counts.new_versions, counts.duplicates) == (2, 1, 1)
        assert desk.low() == 9
        assert desk.records.read(lambda tx: sum(tx.outbox.count_by_state().values())) == queued
        found = desk.records.write(lambda tx: list(rebuild(tx, desk.rules, check=True, now=desk.now)))
        assert found == []


def hours_of(*stretches: tuple[float, float]) -> list[StaleStretch]:
    return [
        StaleStretch("RU-KLU", NOON + timedelta(hours=start), NOON + timedelta(hours=end))
        for start, end in stretches
    ]


def test_marks_near_each_other_become_one_and_those_far_apart_stay_two() -> None:
    assert join_stretches(hours_of((0, 5), (3, 9), (9, 10))) == hours_of((0, 10))
    assert join_stretches(hours_of((2000, 2001), (0, 1))) == hours_of((0, 1), (2000, 2001))


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 1000)), min_size=1, max_size=200))
def test_marks_stay_few_in_order_and_hold_every_stretch(given_hours: list[tuple[int, int]]) -> None:
    stretches = hours_of(*((start, start + long) for start, long in given_hours))
    joined = join_stretches(stretches)
    assert len(joined) <= 50
    assert joined == sorted(joined, key=lambda one: one.start_at)
    assert all(
        any(one.start_at <= kept.start_at and kept.end_at <= one.end_at for one in joined)
        for kept in stretches
    )


@pytest.mark.parametrize("size", [1, 50])
def test_the_text_of_a_later_moment_is_in_force_whenever_it_comes(size: int, records: SyncWriter) -> None:
    first, edited = (
        told(1, f"Ночью над Калужской областью сбиты {n} БПЛА.", edit=edit) for n, edit in ((7, 0), (9, 2))
    )
    import_in_batches(records, [edited, first], size)
    assert figures(records)["RU-KLU"] == (9, 9, 9)
