"""What a subscription takes in, when a chat is quiet, and when a minute of the day comes next."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.region import RegionGroup, region_table
from domain.subscription import (
    EVERYWHERE,
    ChatSettings,
    Heard,
    Listener,
    Subscription,
    find_wish,
    next_due,
    place_of_subject,
    scopes_of_region,
    subject_of_place,
    subject_of_post,
)
from services.hearing import GONE, Standing, Step, choose_step

MOSCOW = ZoneInfo("Europe/Moscow")
ZONES = st.sampled_from(["Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC"])
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  the library wants bounds without a zone
MINUTES = st.integers(0, 1439)


def test_region_is_taken_in_by_itself_its_district_and_everything() -> None:
    assert scopes_of_region("RU-KLU") == ("RU-KLU", "central", EVERYWHERE)
    assert scopes_of_region("RU-MOW+RU-MOS") == ("RU-MOW", "RU-MOS", "central", EVERYWHERE)
    assert scopes_of_region("UA-43") == ("UA-43", "contested", EVERYWHERE)
    assert scopes_of_region("sea:Черное море") == ("sea:Черное море", EVERYWHERE)


@pytest.mark.parametrize("code", list(region_table()))
def test_every_region_belongs_to_one_of_the_eight_districts_or_stands_apart(code: str) -> None:
    _, group, _ = scopes_of_region(code)
    assert group in {one.value for one in RegionGroup}


def test_narrowest_of_several_subscriptions_speaks_of_a_region() -> None:
    wanted = [Subscription(EVERYWHERE, 50), Subscription("central", 10), Subscription("RU-BRY", 1)]
    assert find_wish(wanted, "RU-BRY") == wanted[2]
    assert find_wish(wanted, "RU-KLU") == wanted[1]
    assert find_wish(wanted, "RU-TA") == wanted[0]
    assert find_wish(wanted[1:], "RU-TA") is None


def test_subject_of_a_place_and_of_a_post_are_told_apart() -> None:
    on = datetime(2026, 6, 11, tzinfo=UTC).date()
    assert place_of_subject(subject_of_place(on, "RU-MOW+RU-MOS")) == (on, "RU-MOW+RU-MOS")
    assert place_of_subject(subject_of_post(17)) is None


@given(first=MINUTES, last=MINUTES, now=INSTANTS, zone=ZONES)
def test_quiet_hours_and_their_complement_share_out_the_day(
    first: int, last: int, now: datetime, zone: str
) -> None:
    hours = ChatSettings(1, zone=zone, quiet_from=first, quiet_to=last)
    others = ChatSettings(1, zone=zone, quiet_from=last, quiet_to=first)
    assert hours.is_quiet(now, MOSCOW) is not others.is_quiet(now, MOSCOW) or first == last
    local = now.astimezone(ZoneInfo(zone))
    assert hours.is_quiet(now, MOSCOW) == any(
        (first + passed) % 1440 == local.hour * 60 + local.minute for passed in range((last - first) % 1440)
    )


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "../etc/passwd", "x" * 400, ""])
def test_chat_whose_zone_this_machine_does_not_know_reads_the_counting_clock(zone: str) -> None:
    assert ChatSettings(1, zone=zone).zone_or(MOSCOW) is MOSCOW


@given(minute=MINUTES, now=INSTANTS, zone=ZONES)
def test_minute_of_the_day_comes_next_within_a_day_and_an_hour_or_two(
    minute: int, now: datetime, zone: str
) -> None:
    due = next_due(minute, ZoneInfo(zone), now)
    assert now < due <= now + timedelta(hours=26)
    local = due.astimezone(ZoneInfo(zone))
    leapt = local.utcoffset() != (due - timedelta(hours=2)).astimezone(ZoneInfo(zone)).utcoffset()
    assert local.hour * 60 + local.minute == minute or leapt


@given(minute=MINUTES, now=INSTANTS, zone=ZONES)
def test_each_local_day_has_each_minute_once(minute: int, now: datetime, zone: str) -> None:
    place = ZoneInfo(zone)
    days = []
    for _ in range(4):
        now = next_due(minute, place, now)
        days.append(now.astimezone(place).date())
    assert days == [days[0] + timedelta(days=n) for n in range(4)]


def test_minute_that_the_clock_leaps_over_falls_due_an_hour_later_and_one_that_comes_twice_once() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    spring = next_due(150, berlin, datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert spring.astimezone(berlin).strftime("%d %H:%M") == "29 03:30"
    autumn = next_due(150, berlin, datetime(2026, 10, 24, 12, tzinfo=UTC))
    assert autumn == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert next_due(150, berlin, autumn) == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


HEARD = Heard(
    Listener(1), "2026-06-11 RU-KLU", datetime(2026, 6, 11, tzinfo=UTC).date(), "live:1@1", 11, 11, "a"
)
ALL = Subscription(EVERYWHERE)


@pytest.mark.parametrize(
    ("now", "wish", "step"),
    [
        (Standing(11, "a", stands=True, fresh=True), ALL, Step.TELL),
        (Standing(11, "a", stands=True, fresh=True), None, Step.NOTHING),
        (Standing(11, "a", stands=True, fresh=False), ALL, Step.NOTHING),
        (Standing(0, "a", stands=False, fresh=True), ALL, Step.NOTHING),
        (Standing(4, "a", stands=True, fresh=True), Subscription("*", 5), Step.NOTHING),
        (Standing(5, "a", stands=True, fresh=True), Subscription("*", 5), Step.TELL),
    ],
)
def test_who_has_not_heard_is_told_what_he_wants_stands_and_is_fresh(
    now: Standing, wish: Subscription | None, step: Step
) -> None:
    assert choose_step(now, None, wish, 10) is step


@pytest.mark.parametrize(
    ("low", "said", "stands", "step"),
    [
        (11, "a", True, Step.NOTHING),
        (11, "b", True, Step.EDIT),
        (20, "b", True, Step.EDIT),
        (21, "b", True, Step.JUMP),
        (10, "b", True, Step.CORRECT),
        (0, "b", False, Step.CORRECT),
    ],
)
@pytest.mark.parametrize("wish", [ALL, None])
@pytest.mark.parametrize("fresh", [True, False])
def test_who_has_heard_hears_what_becomes_of_it(
    low: int, said: str, stands: bool, step: Step, wish: Subscription | None, fresh: bool
) -> None:
    assert choose_step(Standing(low, said, stands=stands, fresh=fresh), HEARD, wish, 10) is step


def test_what_was_taken_back_is_told_again_when_it_stands() -> None:
    gone = Heard(HEARD.listener, HEARD.subject, HEARD.day, HEARD.message_key, GONE, 0, "gone")
    assert choose_step(Standing(2, "b", stands=True, fresh=False), gone, None, 10) is Step.JUMP
    assert choose_step(Standing(0, "gone", stands=False, fresh=False), gone, None, 10) is Step.NOTHING
