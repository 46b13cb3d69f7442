"""Pacing never writes faster than Telegram allows, and never slower than it must."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from delivery.pacing import Limits, Pacing

NOW = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
ANNA, DESK = 7, -1005


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def send_all(pacing: Pacing, chats: list[int], pauses: list[float]) -> list[tuple[int, datetime]]:
    """Send to each chat in turn, as soon as it is free, with a pause before each."""
    now, sent = NOW, []
    for chat_id, pause in zip(chats, pauses, strict=True):
        now = pacing.next_free_at(chat_id, now + seconds(pause))
        pacing.note_sent(chat_id, now)
        sent.append((chat_id, now))
    return sent


def most_within(instants: list[datetime], width: timedelta) -> int:
    return max((sum(start <= one < start + width for one in instants) for start in instants), default=0)


chats_and_pauses = st.lists(
    st.tuples(st.sampled_from([ANNA, DESK, 8, 9, -12]), st.floats(0, 2)), min_size=1, max_size=150
)


@given(chats_and_pauses)
def test_no_limit_is_ever_exceeded(plan: list[tuple[int, float]]) -> None:
    sent = send_all(Pacing(), [chat for chat, _ in plan], [pause for _, pause in plan])
    assert most_within([at for _, at in sent], seconds(1)) <= 30
    for chat_id in {chat for chat, _ in plan}:
        own = [at for chat, at in sent if chat == chat_id]
        assert most_within(own, seconds(10)) <= 3 + 10
        if chat_id < 0:
            assert most_within(own, seconds(60)) <= 20


@given(st.integers(31, 100))
def test_thirty_messages_a_second_go_to_different_chats(count: int) -> None:
    sent = send_all(Pacing(), list(range(1, count + 1)), [0.0] * count)
    assert [at for _, at in sent[:30]] == [NOW] * 30
    assert sent[30][1] == NOW + seconds(1)


def test_short_burst_goes_at_once_then_one_a_second() -> None:
    sent = send_all(Pacing(), [ANNA] * 6, [0.0] * 6)
    assert [(at - NOW).total_seconds() for _, at in sent] == [0, 0, 0, 1, 2, 3]


def test_group_gets_twenty_a_minute() -> None:
    sent = send_all(Pacing(), [DESK] * 21, [0.0] * 21)
    assert sent[19][1] < NOW + seconds(20)
    assert sent[20][1] == NOW + seconds(60)


def test_chat_told_to_be_silent_is_held_and_others_are_not() -> None:
    pacing = Pacing()
    pacing.hold(ANNA, NOW + seconds(30))
    pacing.hold(ANNA, NOW + seconds(5))
    assert pacing.next_free_at(ANNA, NOW) == NOW + seconds(30)
    assert pacing.next_free_at(DESK, NOW) == NOW


@given(chats_and_pauses)
def test_forgetting_idle_chats_changes_no_answer(plan: list[tuple[int, float]]) -> None:
    tidy, plain = Pacing(), Pacing()
    now = NOW
    for chat_id, pause in plan:
        now += seconds(pause)
        tidy.forget_idle(now)
        assert tidy.next_free_at(chat_id, now) == plain.next_free_at(chat_id, now)
        tidy.note_sent(chat_id, now)
        plain.note_sent(chat_id, now)


def test_pace_of_a_chat_is_the_one_that_is_set() -> None:
    sent = send_all(Pacing(Limits(chat_per_second=0.5, chat_burst=1)), [ANNA] * 3, [0.0] * 3)
    assert [at - NOW for _, at in sent] == [seconds(0), seconds(2), seconds(4)]


def test_clock_set_back_holds_nobody() -> None:
    pacing = Pacing()
    pacing.hold(ANNA, NOW + seconds(30))
    pacing.next_free_at(ANNA, NOW)
    earlier = NOW - timedelta(hours=1)
    assert pacing.next_free_at(ANNA, earlier) == earlier
