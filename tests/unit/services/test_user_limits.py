"""How often one person is answered."""

from datetime import UTC, datetime, timedelta

from services.user_limits import Kind, UserLimits, Verdict

NOW = datetime(2026, 6, 11, 9, tzinfo=UTC)


class Time:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def verdicts(limits: UserLimits, times: int, user: int = 1, kind: Kind = Kind.ANSWER) -> list[Verdict]:
    return [limits.ask(user, kind) for _ in range(times)]


def test_so_many_are_answered_then_it_is_told_once_then_there_is_silence() -> None:
    limits = UserLimits(Time(), answers=30, refusals=5)
    assert verdicts(limits, 33) == [Verdict.GO] * 30 + [Verdict.TELL, Verdict.SILENCE, Verdict.SILENCE]


def test_refusals_have_a_smaller_bucket_of_their_own() -> None:
    limits = UserLimits(Time(), answers=30, refusals=5)
    assert verdicts(limits, 6, kind=Kind.REFUSAL)[5] is Verdict.TELL
    assert limits.ask(1, Kind.ANSWER) is Verdict.GO


def test_one_person_s_flood_takes_nothing_from_another() -> None:
    limits = UserLimits(Time(), answers=2, refusals=1)
    verdicts(limits, 10)
    assert verdicts(limits, 2, user=2) == [Verdict.GO, Verdict.GO]


def test_bucket_fills_again_with_time_and_is_never_more_than_full() -> None:
    time = Time()
    limits = UserLimits(time, answers=30, refusals=5)
    verdicts(limits, 31)
    time.now += timedelta(seconds=2)
    assert verdicts(limits, 2) == [Verdict.GO, Verdict.SILENCE]
    time.now += timedelta(days=1)
    assert verdicts(limits, 32) == [Verdict.GO] * 30 + [Verdict.TELL, Verdict.SILENCE]


def test_clock_set_back_neither_gives_nor_takes() -> None:
    time = Time()
    limits = UserLimits(time, answers=2, refusals=1)
    limits.ask(1, Kind.ANSWER)
    time.now -= timedelta(hours=1)
    assert verdicts(limits, 2) == [Verdict.GO, Verdict.TELL]


def test_any_number_of_people_is_remembered_in_bounded_memory() -> None:
    limits = UserLimits(Time(), answers=2, refusals=1)
    for user in range(25_000):
        limits.ask(user, Kind.ANSWER)
    assert limits.known == 10_000


def test_who_was_quiet_for_a_minute_is_forgotten() -> None:
    time = Time()
    limits = UserLimits(time, answers=2, refusals=1)
    for user in range(100):
        verdicts(limits, 3, user=user)
    time.now += timedelta(minutes=1)
    assert limits.ask(1, Kind.ANSWER) is Verdict.GO
    assert limits.known == 1
