"""Any history of posts, edits and decisions: each listener is told once of what he wants, and told true."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.subscription import Listener, Subscription, find_wish, place_of_subject
from rendering.i18n import words_for
from rendering.live import render_live
from services.live_lines import LiveLines
from services.live_messages import held_by
from services.spread_news import lines_of_message
from tests.records.audience import BORIS, CLARA, TOPIC, ZONE, Audience
from tests.records.editors_desk import EditorsDesk
from tests.records.test_alert_histories import Step, histories, supported, take

QUICK = [Phase.explicit, Phase.generate]
WANTED = {
    BORIS: [Subscription("*")],
    CLARA: [Subscription("RU-BRY", minimum=4), Subscription("RU-KLU")],
    TOPIC: [Subscription("central", minimum=2)],
}


@pytest.fixture
def open_audience(tmp_path: Path, make_url: Callable[[], str]) -> Iterator[Callable[[], Audience]]:
    """Each call opens an audience around an empty database of its own; files are copied from the first."""
    opened = [EditorsDesk(tmp_path)]
    opened[0].close()

    def open_another() -> Audience:
        opened[-1].close()
        url = make_url()
        if url.startswith("sqlite"):
            shutil.copy(tmp_path / "newsdesk.db", url.removeprefix("sqlite:///"))
        opened.append(EditorsDesk(tmp_path, url))
        audience = Audience(opened[-1])
        for listener, wanted in WANTED.items():
            audience.subscribe(listener, *wanted)
        return audience

    yield open_another
    opened[-1].close()


def present_texts(audience: Audience) -> dict[str, str]:
    """What each live message should read as now."""

    def read(tx: object) -> dict[str, str]:
        lines = LiveLines(tx, audience.desk.rules)  # type: ignore[arg-type]  the store is the real one
        told = tx.heard.read_of_messages(keys)  # type: ignore[attr-defined]
        words = words_for("ru")
        return {
            key: render_live(lines_of_message(members, lines), words, ZONE, held_by=held_by(key))
            for key, members in told.items()
        }

    keys = [row[0] for row in audience.desk.rows("SELECT DISTINCT message_key FROM heard")]
    return audience.desk.records.read(read)


def heard(audience: Audience, who: Listener) -> dict[tuple[date, str], int]:
    """The places that a listener was told of, with the figure told last; below 0: taken back."""
    rows = audience.desk.rows("SELECT chat_id, thread_id, subject, low, held FROM heard")
    assert not any(held for *_, held in rows)
    places = {place_of_subject(subject): low for *to, subject, low, _ in rows if Listener(*to) == who}
    return {place: low for place, low in places.items() if place is not None}


@pytest.mark.parametrize("quiet", [False, True])
@settings(
    max_examples=12, deadline=None, phases=QUICK, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=histories, at_once=st.booleans())
def test_each_listener_is_told_once_of_what_he_wants_and_his_messages_say_what_the_claims_say(
    quiet: bool, history: list[Step], at_once: bool, open_audience: Callable[[], Audience]
) -> None:
    audience = open_audience()
    desk = audience.desk
    if quiet:
        for one in WANTED:
            audience.write(lambda tx, one=one: tx.chats.set_quiet(one.chat_id, 8 * 60, 8 * 60 + 45))
    for step in history:
        take(desk, step)
        if at_once:
            audience.spread()
    audience.spread()
    desk.pass_time(hours=1)
    audience.release()

    for listener, wanted in WANTED.items():
        told = heard(audience, listener)
        standing = {
            (date.fromisoformat(day), region): supported(desk, day, region)
            for day, region, *_ in desk.alerts()
        }
        for place, low in told.items():
            assert (low >= 0) == standing[place]
        for (day, region), stands in standing.items():
            wish = find_wish(wanted, region)
            if stands and wish is not None and wish.minimum == 0:
                assert (day, region) in told
            if wish is None:
                assert (day, region) not in told
        live = [one for one in audience.got(listener) if one.replies_to is None]
        present = present_texts(audience)
        assert {one.key: one.text for one in live} == {
            key: text for key, text in present.items() if key in {one.key for one in live}
        }
