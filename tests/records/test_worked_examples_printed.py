"""The worked examples of SEMANTICS, section 5, from posts handed in to the words that are printed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.totals import Period, TotalsRow
from rendering.figures import render_figure
from rendering.i18n import words_for
from rendering.receipts import render_receipt
from rendering.totals import render_all
from tests.records.newsdesk import GOVERNOR, MINISTRY, Newsdesk

MOSCOW = ZoneInfo("Europe/Moscow")
RUSSIAN, ENGLISH = words_for("ru"), words_for("en")
TWO_DAYS = Period(date(2026, 6, 10), date(2026, 6, 11))
NIGHT = "с 20.00 мск 10 июня до 7.00 мск 11 июня"


@dataclass(frozen=True, slots=True)
class Post:
    """A post of 11 June at an hour of Moscow; `day` moves it."""

    by: int
    text: str
    hour: float = 8.5
    day: int = 11


def governor(text: str, hour: float = 8.5, day: int = 11) -> Post:
    return Post(GOVERNOR, text, hour, day)


def ministry(text: str, hour: float = 8.5, day: int = 11) -> Post:
    return Post(MINISTRY, text, hour, day)


def hand_in(newsdesk: Newsdesk, *posts: Post) -> None:
    for number, post in enumerate(posts, 1):
        midnight = datetime(2026, 6, post.day, tzinfo=MOSCOW)
        newsdesk.hand_in(
            post.text, by=post.by, number=number, posted_at=midnight + timedelta(hours=post.hour)
        )


def kaluga(newsdesk: Newsdesk) -> TotalsRow:
    return newsdesk.totals(regions=frozenset({"RU-KLU"})).all


def _downed(count: str, hours: str = NIGHT, where: str = "") -> str:
    return f"В период {hours} дежурными средствами ПВО уничтожены {count} украинских БПЛА{where}."


OVER_KALUGA = " над территорией Калужской области"
REGION: dict[str, tuple[list[Post], str]] = {
    "four hours inside the day": (
        [
            governor("Сегодня с 8.00 до 20.00 над областью сбиты 11 БПЛА.", 21),
            ministry(_downed("10", "с 12.00 мск до 16.00 мск 11 июня", OVER_KALUGA), 17),
        ],
        "11",
    ),
    "hours that reach beyond the post": (
        [
            governor("Днём над областью сбиты 11 БПЛА.", 20),
            ministry(_downed("10", "с 18.00 мск до 22.00 мск 11 июня", OVER_KALUGA), 22.5),
        ],
        "11–21",
    ),
    "hours after the post": (
        [
            governor("Днём над областью сбиты 11 БПЛА.", 17),
            ministry(_downed("10", "с 18.00 мск до 22.00 мск 11 июня", OVER_KALUGA), 22.5),
        ],
        "21",
    ),
    "no number": ([governor("Ночью над областью сбиты беспилотники.")], "≥1, no number given"),
    "waves and their total": (
        [
            governor("Ночью над областью сбиты 7 БПЛА.", 5),
            governor("Сбиты ещё пять БПЛА.", 6),
            governor("Всего за ночь сбито 12 БПЛА.", 7),
        ],
        "12",
    ),
    "a total below its parts": (
        [
            governor("Ночью над областью сбиты 7 БПЛА.", 5),
            governor("Сбиты ещё пять БПЛА.", 6),
            governor("Всего за ночь сбито 10 БПЛА.", 7),
        ],
        "10, revised by the source",
    ),
    "two totals of one night": (
        [
            governor("С 20.00 до 7.00 мск над областью сбиты 18 БПЛА."),
            ministry(_downed("12", where=OVER_KALUGA)),
        ],
        "disputed: 12 (ministry) / 18 (governor)",
    ),
    "more than ten and a part": (
        [
            governor("С 20.00 до 7.00 мск над областью сбито более 10 БПЛА."),
            ministry(_downed("8", "с 22.00 мск 10 июня до 2.00 мск 11 июня", OVER_KALUGA)),
        ],
        "at least 11",
    ),
    "twelve and nine, five minutes in common": (
        [
            ministry(_downed("12", "с 0.00 мск до 4.05 мск 11 июня", OVER_KALUGA), 5),
            ministry(_downed("9", "с 4.00 мск до 8.00 мск 11 июня", OVER_KALUGA)),
        ],
        "21",
    ),
}
INCLUDING = _downed(
    "221",
    where=", в том числе 85 – над территорией Брянской области, 42 – над территорией Смоленской области, "
    "28 – над территорией Тульской области",
)
COUNTRY: dict[str, tuple[list[Post], str]] = {
    "a breakdown and the governor": (
        [
            ministry(
                _downed(
                    "20",
                    "с 12.00 мск до 16.00 мск 11 июня",
                    ": 10 – над территорией Калужской области, 8 – над территорией Брянской области, "
                    "2 – над территорией Московского региона",
                ),
                17,
            ),
            governor("Сегодня с 8.00 до 20.00 над областью сбиты 11 БПЛА.", 21),
        ],
        "In all: 21",
    ),
    "including": ([ministry(INCLUDING)], "In all: 221, of them not split by region: 66"),
    "including, and the governor the same night": (
        [ministry(INCLUDING), governor("С 20.00 до 7.00 мск над областью сбиты 18 БПЛА.")],
        "In all: 221, of them not split by region: 66",
    ),
    "including, and the governor of other hours": (
        [ministry(INCLUDING), governor("Сегодня с 9.00 до 12.00 над областью сбиты 18 БПЛА.", 13)],
        "In all: 239, of them not split by region: 66",
    ),
    "an evening and a night without hours": (
        [
            ministry(_downed("57", "с 20.00 мск до 23.00 мск 10 июня"), 23.5, 10),
            ministry("Ночью дежурными средствами ПВО уничтожены 173 украинских БПЛА."),
        ],
        "In all: 173–230, not split by region",
    ),
    "an evening and the night that holds it": (
        [ministry(_downed("57", "с 20.00 мск до 23.00 мск 10 июня"), 23.5, 10), ministry(_downed("173"))],
        "In all: 173, not split by region",
    ),
}


@pytest.mark.parametrize("case", REGION)
def test_region_of_a_worked_example_is_printed_as_there(case: str, newsdesk: Newsdesk) -> None:
    posts, printed = REGION[case]
    hand_in(newsdesk, *posts)
    assert render_figure(kaluga(newsdesk), ENGLISH, scope="RU-KLU") == printed


@pytest.mark.parametrize("case", COUNTRY)
def test_country_of_a_worked_example_is_printed_as_there(case: str, newsdesk: Newsdesk) -> None:
    posts, printed = COUNTRY[case]
    hand_in(newsdesk, *posts)
    told = render_all(newsdesk.totals(TWO_DAYS), ENGLISH)
    assert told.replace("<b>", "").replace("</b>", "").replace("*", "") == printed


def test_each_and_together_are_printed_by_region_with_their_bounds(newsdesk: Newsdesk) -> None:
    items = (
        "8 – над территорией Курской области, 4 – над территорией Белгородской области, "
        "три – над территориями Калужской и Брянской областей, два – над территориями Орловской и Тульской "
        "областей, по одному – над территориями Ростовской и Воронежской областей"
    )
    hand_in(newsdesk, ministry(_downed("22", where=f": {items}")))
    totals = newsdesk.totals()
    assert render_figure(totals.all, ENGLISH) == "22"
    printed = {row.key: render_figure(row, ENGLISH) for row in totals.rows}
    assert printed == {
        "RU-KRS": "8",
        "RU-BEL": "4",
        "RU-KLU": "≈3 (1–3)",
        "RU-BRY": "≈3 (1–3)",
        "RU-ORL": "≈1 (1–2)",
        "RU-TUL": "≈1 (1–2)",
        "RU-ROS": "1",
        "RU-VOR": "1",
    }


def test_trailing_total_of_a_night_is_printed_once(newsdesk: Newsdesk) -> None:
    text = (
        "С 20.00 мск до 23.00 мск 10 июня уничтожены 6 украинских БПЛА. С 23.00 мск 10 июня до 7.00 мск "
        "11 июня уничтожены 78 украинских БПЛА. Всего за ночь уничтожены 84 украинских БПЛА."
    )
    hand_in(newsdesk, ministry(text))
    assert render_figure(newsdesk.totals(TWO_DAYS).all, ENGLISH) == "84"


def test_region_of_a_count_shared_by_many_is_told_the_count_and_no_share(newsdesk: Newsdesk) -> None:
    places = (
        "Белгородской, Брянской, Воронежской, Калужской, Курской, Липецкой, Орловской, Ростовской, "
        "Рязанской, Самарской, Саратовской, Тамбовской и Тульской областей"
    )
    hand_in(newsdesk, ministry(_downed("355", where=f" над территориями {places}")))
    totals = newsdesk.totals()
    assert render_figure(totals.all, ENGLISH) == "355"
    assert {render_figure(row, RUSSIAN) for row in totals.rows} == {"назван в общем числе 355"}
    assert len(totals.rows) == 13


def test_edited_post_is_printed_as_it_now_reads_with_what_it_was(newsdesk: Newsdesk) -> None:
    text = "С 20.00 до 7.00 мск над областью сбиты 12 БПЛА."
    newsdesk.hand_in(text)
    newsdesk.pass_time(hours=1, minutes=10)
    receipt = newsdesk.get_receipt(text.replace("12 БПЛА", "9 БПЛА"))
    assert render_figure(kaluga(newsdesk), ENGLISH) == "9"
    assert "was 12 until 09:40, now 9" in render_receipt(receipt, ENGLISH, MOSCOW)
    assert "до 09:40 было 12, стало 9" in render_receipt(receipt, RUSSIAN, MOSCOW)
