"""The period chosen among several, the windows of silence, and what holds for any text."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.window import Precision
from extraction.periods import choose_period, default_window, find_periods, label_window, news_window
from extraction.tokens import tokenize
from extraction.wordsets import phrases
from tests.unit.extraction.period_reading import MOSCOW, POST, at, read


def test_hours_win_over_the_night_they_lie_in() -> None:
    chosen = choose_period(read("Минувшей ночью сбито 9. Всего с 20.00 мск 13 марта до 7.00 мск – 30"))
    assert chosen is not None
    assert chosen.kind == "range"


def test_the_posts_own_time_wins_over_another() -> None:
    chosen = choose_period(read("12 марта 2024 года с 1.00 до 3.00 было сбито 5, а сегодня – 7"))
    assert chosen is not None
    assert chosen.kind == "today"


@pytest.mark.parametrize(
    "text",
    [
        "В 5:30 огонь потушили",
        "Возгорание на складе ликвидировано к 04:20",
        "Аэропорт возобновил работу в 06:10",
        "Полёты ограничивали с 02:10 до 05:25",
        "The blaze was put out by 6:30 a.m.",
    ],
)
def test_hours_of_a_fire_put_out_or_an_airport_time_no_attack(text: str) -> None:
    assert [match.kind for match in read(text)] == ["duration"]


@pytest.mark.parametrize(
    "text", ["В 3:10 сбит БПЛА", "В 3:10 загорелся склад, огонь потушили", "Ликвидированы 3 БПЛА в 5:15"]
)
def test_hours_of_an_attack_stay_its_time_beside_a_fire(text: str) -> None:
    assert [match.kind for match in read(text)] == ["point"]


def test_a_clause_without_time_has_no_period() -> None:
    assert choose_period(read("Силами ПВО сбито три дрона, по состоянию на 9:00")) is None


def test_evidence_spans_the_words_themselves() -> None:
    text = "Над областью в период с 22.00 мск до 5.00 мск сбито 4 дрона"
    tokens = tokenize(text)
    (match,) = find_periods(tokens, datetime.fromisoformat(POST), MOSCOW, ministry=False)
    assert text[slice(*tokens.span(match.first, match.last))] == "в период с 22.00 мск до 5.00 мск"


def test_nothing_said_is_the_day_before_the_post() -> None:
    window = default_window(at("14.03 09:40"))
    assert (window.outer.start, window.outer.end) == (at("13.03 09:40"), at("14.03 09:40"))
    assert window.inner is None
    assert window.precision is Precision.NONE


def test_news_without_a_date_allow_a_day_more() -> None:
    window = news_window(at("14.03 09:40"), MOSCOW)
    assert (window.outer.start, window.outer.end) == (at("13.03 00:00"), at("14.03 09:40"))
    assert window.inner is None


PIECES = st.sampled_from(
    phrases(
        "с; до; по; в; на; ночь; ночью; утром; вечера; дня; часов; сутки; за; минувшие; год назад; тот день",
        "сегодня; вчера; завтра; среду; 11; 12; 29 февраля; 31; 23.20; 24.00; 25.70; мск; марта; 11.03",
        "12.11.2025; 1 января; двадцать первого; третьем часу; полуночи; и; ,; .; (; ); –; :; два; часа",
        "November; 12; 11:23; pm; 7 a.m.; between; and; from; to; overnight; the previous night; same",
        "Monday; since; last; week; start; of the; day; morning; 5pm; 24-hour; GMT; Moscow time; ago; 99999",
    )
)
POSTS = st.datetimes(datetime(2015, 1, 1), datetime(2090, 1, 1))  # noqa: DTZ001 (the zone is set in the test)


@given(
    st.lists(PIECES, max_size=16).map(" ".join) | st.text(max_size=80),
    POSTS,
    st.sampled_from([MOSCOW, "Europe/Samara", "Asia/Kamchatka", "Europe/Kyiv"]),
    st.booleans(),
)
def test_any_text_gives_ordered_windows_that_end_before_the_post(
    text: str, written_at: datetime, zone: str, ministry: bool
) -> None:
    post = written_at.replace(tzinfo=at("14.03 09:40").tzinfo)
    tokens = tokenize(text)
    beyond = 0
    for match in find_periods(tokens, post, zone, ministry):
        assert beyond <= match.first < match.last <= len(tokens)
        beyond = match.last
        if match.window is None:
            assert match.kind in {"status", "duration", "running"}
            continue
        span, sure = match.window.outer, match.window.inner
        assert span.start <= span.end <= post
        assert sure is None or span.start <= sure.start <= sure.end <= span.end
        assert label_window(match)[0] is not None
