"""Any decisions and undos in any order: what is on record is always the fold of texts and decisions."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.claim import Count, Metric
from domain.decision import Action
from domain.errors import DecisionRefusedError
from domain.order import Target
from tests.records.editors_desk import EditorsDesk
from tests.records.newsdesk import MINISTRY, MORNING, UNLISTED, Newsdesk, figure, of_the_ministry, over

KALUGA, BRYANSK = "Калужской области", "Брянской области"
POSTS = 4
REGIONS = (("RU-KLU",), ("RU-BRY",), ("RU-MOW", "RU-MOS"), ("RU-TUL", "RU-ORL"), ())


def fill(desk: EditorsDesk) -> None:
    """A governor and the ministry over one night, a breakdown, an edited post, words of nobody we know."""
    desk.hand_in("Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов.")
    desk.hand_in(
        of_the_ministry(f"18 украинских БПЛА: 10 – над территорией {KALUGA}, восемь – над {BRYANSK}"),
        by=MINISTRY,
    )
    desk.pass_time(minutes=1)
    desk.hand_in(over(BRYANSK, "8"), by=MINISTRY, number=2)
    desk.pass_time(minutes=1)
    desk.hand_in(over(BRYANSK, "7"), by=MINISTRY, number=2)
    desk.hand_in("Сегодня ночью силами ПВО сбиты 99999 БПЛА над Калужской областью.", by=UNLISTED)


@pytest.fixture
def desk(tmp_path: Path, make_url: Callable[[], str]) -> Iterator[EditorsDesk]:
    opened = EditorsDesk(tmp_path, make_url())
    fill(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that decisions are tried on, made once."""
    folder = tmp_path_factory.mktemp("filled")
    opened = EditorsDesk(folder)
    fill(opened)
    opened.close()
    return folder / "newsdesk.db"


@pytest.fixture
def open_filled(filled: Path, make_url: Callable[[], str]) -> Callable[[], EditorsDesk]:
    """Each call opens a desk on another such database, some minutes later."""

    def open_another() -> EditorsDesk:
        url = make_url()
        if url.startswith("sqlite"):
            shutil.copy(filled, url.removeprefix("sqlite:///"))
        else:
            made = EditorsDesk(filled.parent, url)
            fill(made)
            made.close()
        desk = EditorsDesk(filled.parent, url)
        desk.pass_time(minutes=10)
        return desk

    return open_another


def some_order(dice: random.Random) -> dict[str, Any]:
    """An order that may well be refused."""
    action = dice.choice([one for one in Action if one is not Action.UNDO])
    post = dice.randint(1, POSTS)
    number = f"{post}.{dice.randint(1, 3)}" if dice.random() < 0.7 else str(post)
    low = dice.randint(1, 30)
    wishes: dict[Action, dict[str, Any]] = {
        Action.FIX: dice.choice(
            [
                {"count": Count(low, low, dice.choice([None, low, low + 5]))},
                {"day": MORNING.date().replace(day=dice.randint(8, 11))},
                {"metric": dice.choice(list(Metric))},
                {"originator": dice.choice(["mod", "governor:RU-BRY"])},
            ]
        ),
        Action.MOVE: {"regions": dice.choice(REGIONS)},
        Action.MERGE: {"other": Target(dice.randint(1, POSTS), dice.randint(1, 2))},
        Action.SPLIT: {"other": Target(dice.randint(1, POSTS), dice.randint(1, 2))},
        Action.CHOOSE_VERSION: {"version": dice.randint(1, 3)},
    }
    return {"action": action, "number": number, **wishes.get(action, {})}


def try_some(desk: EditorsDesk, dice: random.Random, times: int) -> list[int]:
    """Orders and undos at random; the ids of the decisions taken."""
    taken: list[int] = []
    for _ in range(times):
        try:
            if taken and dice.random() < 0.3:
                taken.append(desk.undo(dice.choice(taken)).decision.id)
            else:
                taken.append(desk.order(**some_order(dice)).decision.id)
        except DecisionRefusedError:
            continue
    return taken


def state(desk: Newsdesk) -> tuple[Any, ...]:
    """All that is told and all that it rests on."""
    rows = [(row.key, figure(row)) for row in desk.totals().rows]
    claims = desk.rows("SELECT number, live, day, low, best, high, detail FROM claims ORDER BY number")
    regions = desk.rows("SELECT claim_number, region, live, day FROM claim_regions ORDER BY 1, 2")
    clusters = desk.rows("SELECT scope, first_claim, floor, ceiling, best FROM clusters ORDER BY 1, 2")
    current = desk.rows("SELECT id, current_version_id FROM posts ORDER BY id")
    doubts = sorted(desk.rows("SELECT post_id, subject, reason, detail FROM doubts WHERE closed_at IS NULL"))
    return rows, figure(desk.totals().all), claims, regions, clusters, current, doubts


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dice=st.randoms(use_true_random=False))
def test_any_decisions_leave_what_a_rebuild_would_make_and_undoing_all_leaves_nothing_of_them(
    dice: random.Random, open_filled: Callable[[], EditorsDesk]
) -> None:
    desk = open_filled()
    try:
        untouched = state(desk)
        known = [(desk.now, desk.totals())]
        for _ in range(3):
            try_some(desk, dice, 4)
            assert desk.differences() == []
            known.append((desk.now, desk.totals()))
        for at, totals in known:
            then = desk.totals(as_of=at)
            assert (then.all, then.rows) == (totals.all, totals.rows)
        undo_all(desk)
        assert state(desk) == untouched
        assert desk.differences() == []
        for at, totals in known:
            assert desk.totals(as_of=at).all == totals.all
    finally:
        desk.close()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dice=st.randoms(use_true_random=False))
def test_texts_that_come_between_decisions_leave_what_they_would_have_without_them_once_all_is_undone(
    dice: random.Random, open_filled: Callable[[], EditorsDesk]
) -> None:
    decided, plain = open_filled(), open_filled()
    try:
        known = []
        for _ in range(4):
            try_some(decided, dice, 3)
            decided.pass_time(minutes=1)
            plain.now = decided.now
            post, count = dice.randint(1, POSTS), dice.randint(2, 29)
            for desk in (decided, plain):
                bring_another_text(desk, post, count)
            assert decided.differences() == []
            known.append((decided.now, decided.totals()))
            decided.pass_time(minutes=1)
        for at, totals in known:
            assert decided.totals(as_of=at).all == totals.all
        undo_all(decided)
        assert state(decided) == state(plain)
    finally:
        decided.close()
        plain.close()


def bring_another_text(desk: EditorsDesk, post: int, count: int) -> None:
    """A later text of one of the posts, or one known already."""
    words = f"Сегодня ночью силами ПВО сбиты {count} БПЛА над Калужской областью."
    message: dict[str, Any] = {"message_id": 1000 * post + int((desk.now - MORNING).total_seconds())}
    if post == 1:
        desk.hand_in(words, **message)
    elif post == 2:
        shares = f"{count} – над территорией {KALUGA}, восемь – над {BRYANSK}"
        desk.hand_in(of_the_ministry(f"{count + 8} украинских БПЛА: {shares}"), by=MINISTRY, **message)
    elif post == 3:
        desk.hand_in(over(BRYANSK, str(count)), by=MINISTRY, number=2, **message)
    else:
        desk.hand_in(words, by=UNLISTED, **message)


def undo_all(desk: EditorsDesk) -> None:
    """The newest first, as an editor would; a circle that stood in the way of one is gone with the others."""
    while True:
        standing = [one for (one,) in desk.rows(_STANDING)]
        if not standing:
            return
        desk.undo(standing[0])


_STANDING = """
WITH RECURSIVE chain(root, last, depth) AS (
    SELECT id, id, 0 FROM decisions WHERE undoes IS NULL
    UNION ALL SELECT chain.root, decisions.id, depth + 1 FROM chain JOIN decisions ON decisions.undoes = last
)
SELECT root FROM chain GROUP BY root HAVING max(depth) % 2 = 0 ORDER BY root DESC
"""


def test_rebuild_mends_what_was_changed_behind_the_back_of_the_decisions(desk: EditorsDesk) -> None:
    desk.order(Action.REJECT, "1", "не то")
    with_decision = state(desk)
    desk.records.write(lambda tx: tx.claims.delete_of_version(1))
    assert desk.differences() != []
    desk.rebuild()
    assert desk.differences() == []
    assert state(desk) == with_decision


def test_decision_whose_sentence_is_read_otherwise_by_better_rules_waits_for_an_editor(
    desk: EditorsDesk,
) -> None:
    """Better rules read other words for the claim: here the stored text itself is another."""
    taken = desk.order(Action.FIX, "1.1", count=Count(3, 3, 3)).decision.id
    desk.write_over("UPDATE versions SET text = replace(text, 'сбиты 11 БПЛА', 'сбиты 12 БПЛА') WHERE id = 1")
    desk.rebuild()
    assert ("1.1.0", "decision_unfit") in desk.doubts()
    assert desk.rows("SELECT low FROM claims WHERE version_id = 1") == [(12,)]
    assert desk.differences() == []
    desk.undo(taken)
    assert ("1.1.0", "decision_unfit") not in desk.doubts()
