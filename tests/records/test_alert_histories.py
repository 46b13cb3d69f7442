"""Any history of posts, edits, decisions and starts: each alert is told once, and its message stays true."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.alert import AlertState
from domain.decision import Action
from domain.errors import DecisionRefusedError
from services.alert_views import ELIGIBLE, text_of, views_of
from services.mark_seen import begin_announcing
from services.release_alerts import release_alerts
from tests.records.editors_desk import EditorsDesk
from tests.records.newsdesk import GOVERNOR, MINISTRY, of_the_ministry

REGIONS = ("Калужской области", "Брянской области", "Тульской области", "Московского региона")
POSTS = tuple((by, number) for by in (MINISTRY, GOVERNOR) for number in (1, 2))
Step = tuple[str, int, int, int]

texts = st.tuples(st.just("post"), st.integers(0, 3), st.integers(0, 15), st.integers(1, 12))
decisions = st.tuples(
    st.sampled_from(["reject", "accept", "undo"]), st.integers(1, 4), st.just(0), st.just(0)
)
pauses = st.tuples(st.just("pause"), st.sampled_from([20, 70, 900]), st.just(0), st.just(0))
starts = st.tuples(st.just("start"), st.just(0), st.just(0), st.just(0))
histories = st.lists(st.one_of(texts, texts, decisions, pauses, starts), min_size=2, max_size=10)


@pytest.fixture
def open_desk(tmp_path: Path, make_url: Callable[[], str]) -> Iterator[Callable[[], EditorsDesk]]:
    """Each call opens a desk on an empty database of its own; files are copied from the first."""
    opened = [EditorsDesk(tmp_path)]
    opened[0].close()

    def open_another() -> EditorsDesk:
        opened[-1].close()
        url = make_url()
        if url.startswith("sqlite"):
            shutil.copy(tmp_path / "newsdesk.db", url.removeprefix("sqlite:///"))
        opened.append(EditorsDesk(tmp_path, url))
        return opened[-1]

    yield open_another
    opened[-1].close()


def take(desk: EditorsDesk, step: Step) -> None:
    what, which, places, count = step
    if what == "post":
        by, number = POSTS[which]
        desk.hand_in(words(places, count), by=by, number=number, posted_at=desk.now)
    elif what == "pause":
        desk.pass_time(seconds=which)
        desk.records.write(lambda tx: release_alerts(tx, desk.rules, desk.now))
    elif what == "start":
        desk.records.write(lambda tx: begin_announcing(tx, desk.rules, desk.now))
    else:
        with suppress(DecisionRefusedError):
            desk.undo() if what == "undo" else desk.order(Action(what), str(which), "так вернее")


def words(places: int, count: int) -> str:
    """A post about those regions whose bits are set; about none, that the night was calm."""
    named = [region for bit, region in enumerate(REGIONS) if places >> bit & 1]
    if not named:
        return "Ночью атак не было, информация уточнена."
    items = ", ".join(f"{count} – над территорией {region}" for region in named)
    return of_the_ministry(f"{count * len(named)} украинских БПЛА: {items}")


def newest_texts(desk: EditorsDesk) -> dict[str, str]:
    """What each message of the channel reads as once everything is sent."""
    newest: dict[str, str] = {}
    for key, edits, text in desk.rows(
        "SELECT key, edits, text FROM outbox WHERE chat_id = -100 AND replies_to IS NULL ORDER BY id"
    ):
        newest[edits or key] = text
    return newest


def present_text(desk: EditorsDesk, message_key: str) -> str:
    views = desk.records.read(lambda tx: views_of(tx, message_key, desk.rules))
    return text_of(message_key, views, desk.rules)


def supported(desk: EditorsDesk, day: str, region: str) -> bool:
    """Whether any live claim names the place."""
    on = date.fromisoformat(day)
    claims = desk.records.read(lambda tx: tx.claims.read_all_metrics(on, on, region.split("+")))
    return any(one.live and one.claim.metric in ELIGIBLE for one in claims)


@pytest.mark.parametrize("quiet", [False, True])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories)
def test_each_alert_is_told_once_and_its_message_says_what_the_claims_say(
    quiet: bool, history: list[Step], open_desk: Callable[[], EditorsDesk]
) -> None:
    desk = open_desk()
    if quiet:
        desk.announce(quiet_from=time(23), quiet_to=time(8, 45))
    for step in history:
        take(desk, step)
    desk.pass_time(hours=1)
    desk.records.write(lambda tx: release_alerts(tx, desk.rules, desk.now))

    by_place: dict[tuple[str, str], list[str]] = {}
    for day, region, generation, _, state in desk.alerts():
        states = by_place.setdefault((day, region), [])
        assert generation == len(states)
        states.append(state)
    assert all(set(states[:-1]) <= {AlertState.WITHDRAWN} for states in by_place.values())
    assert {place for place, states in by_place.items() if states[-1] != AlertState.WITHDRAWN} == {
        (day, region) for day, region in by_place if supported(desk, day, region)
    }

    told = newest_texts(desk)
    keys = desk.rows("SELECT DISTINCT message_key FROM alerts WHERE state != 'seen'")
    for key in {key for (key,) in keys} - {"alert:untold"}:
        assert told.pop(f"{key}@-100") == present_text(desk, key)
    assert told == {}
