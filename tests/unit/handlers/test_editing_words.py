"""What editors write after a command, in either language, with the number given or known from a reply."""

from datetime import date, time
from typing import Any

import pytest

from domain.claim import Count, Metric, Weapon
from domain.decision import Action
from domain.errors import DecisionRefusedError, Refusal, UnclearPlaceError
from domain.order import Target, Wish
from extraction.region_names import find_region_by_name
from handlers.editing_words import Writer, parse_order, parse_target, parse_whole

TODAY = date(2025, 11, 14)


def writer(replied: int | None = None) -> Writer:
    return Writer("hashed", replied, TODAY, find_region_by_name)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("12", {"count": Count(12, 12, 12)}),
        ("от 10", {"count": Count(10, 10, None)}),
        ("не менее 10", {"count": Count(10, 10, None)}),
        ("at least 10", {"count": Count(10, 10, None)}),
        ("более 10", {"count": Count(11, 11, None)}),
        ("more than 10", {"count": Count(11, 11, None)}),
        ("около 10", {"count": Count(10, 10, 10), "approximate": True}),
        ("10-12", {"count": Count(10, 10, 12)}),
        ("10–12", {"count": Count(10, 10, 12)}),
        ("2025-11-12", {"day": date(2025, 11, 12)}),
        ("12.11", {"day": date(2025, 11, 12)}),
        ("12 ноября", {"day": date(2025, 11, 12)}),
        ("вчера", {"day": date(2025, 11, 13)}),
        ("22:00-06:00", {"hours": (time(22), time(6))}),
        ("20.00–24.00", {"hours": (time(20), time(0))}),
        ("2025-11-12 22:00-06:00", {"day": date(2025, 11, 12), "hours": (time(22), time(6))}),
        ("12 12 ноября", {"count": Count(12, 12, 12), "day": date(2025, 11, 12)}),
        ("минобороны", {"originator": "mod"}),
        ("Ministry", {"originator": "mod"}),
        ("губернатор Калужская область", {"originator": "governor:RU-KLU"}),
        ("governor Kaluga", {"originator": "governor:RU-KLU"}),
        ("обломки", {"metric": Metric.DEBRIS}),
        ("ракета", {"weapon": Weapon.MISSILE}),
    ],
)
def test_what_is_to_be_fixed_is_read_as_people_write_it(text: str, wish: dict[str, Any]) -> None:
    order = parse_order(Action.FIX, f"17.2 {text} так в оригинале", writer())
    assert (order.target, order.wish) == (Target(17, 2), Wish(**wish))
    assert order.reason == "так в оригинале"
    assert order.editor == "hashed"


@pytest.mark.parametrize("text", ["17.2 0", "17.2 12-10", "17.2 от 0"])
def test_nought_is_no_count_and_a_range_does_not_run_backwards(text: str) -> None:
    with pytest.raises(DecisionRefusedError) as refused:
        parse_order(Action.FIX, text, writer())
    assert refused.value.why is Refusal.NOT_A_COUNT


@pytest.mark.parametrize(
    ("text", "regions", "reason"),
    [
        ("17.2 Калужская", ("RU-KLU",), ""),
        ("17.2 Калужская область перепутано", ("RU-KLU",), "перепутано"),
        ("17.2 RU-BRY", ("RU-BRY",), ""),
        ("17.2 Калужская, Брянская область причина", ("RU-KLU", "RU-BRY"), "причина"),
        ("17.2 Московский регион", ("RU-MOW", "RU-MOS"), ""),
        ("17.2 страна не делится", (), "не делится"),
    ],
)
def test_claim_is_moved_to_regions_by_their_names(text: str, regions: tuple[str, ...], reason: str) -> None:
    order = parse_order(Action.MOVE, text, writer())
    assert (order.target, order.wish.regions, order.reason) == (Target(17, 2), regions, reason)


@pytest.mark.parametrize("text", ["17.2 Атлантида", "17.2 Атлантида, Калужская"])
def test_unknown_region_is_asked_back(text: str) -> None:
    with pytest.raises(UnclearPlaceError) as unclear:
        parse_order(Action.MOVE, text, writer())
    assert unclear.value.query == "Атлантида"


@pytest.mark.parametrize(
    ("action", "text", "target", "wish", "reason"),
    [
        (Action.REJECT, "17 это не они", Target(17), Wish(), "это не они"),
        (Action.REJECT, "№ 17.2", Target(17, 2), Wish(), ""),
        (Action.REJECT, "№17.2, дубль", Target(17, 2), Wish(), "дубль"),
        (Action.MERGE, "17.2 21.1 одни и те же", Target(17, 2), Wish(other=Target(21, 1)), "одни и те же"),
        (Action.MERGE, "17 21", Target(17), Wish(other=Target(21)), ""),
        (Action.SPLIT, "17.2 №21.1", Target(17, 2), Wish(other=Target(21, 1)), ""),
        (Action.CHOOSE_VERSION, "17 2 опечатка в новом", Target(17), Wish(version=2), "опечатка в новом"),
    ],
)
def test_posts_and_claims_are_named_by_their_numbers(
    action: Action, text: str, target: Target, wish: Wish, reason: str
) -> None:
    order = parse_order(action, text, writer())
    assert (order.target, order.wish, order.reason) == (target, wish, reason)


@pytest.mark.parametrize(
    ("action", "text", "target", "wish", "reason"),
    [
        (Action.REJECT, "17 аппаратов там не было", Target(30), Wish(), "17 аппаратов там не было"),
        (Action.REJECT, ".2 дубль", Target(30, 2), Wish(), "дубль"),
        (Action.REJECT, "30.2 дубль", Target(30, 2), Wish(), "дубль"),
        (Action.REJECT, "", Target(30), Wish(), ""),
        (Action.FIX, "12", Target(30), Wish(count=Count(12, 12, 12)), ""),
        (Action.FIX, ".2 12", Target(30, 2), Wish(count=Count(12, 12, 12)), ""),
        (Action.FIX, "12.11", Target(30), Wish(day=date(2025, 11, 12)), ""),
        (Action.FIX, "30.2 9", Target(30, 2), Wish(count=Count(9, 9, 9)), ""),
        (Action.MERGE, "21.1 те же", Target(30), Wish(other=Target(21, 1)), "те же"),
        (Action.MERGE, ".2 21.1", Target(30, 2), Wish(other=Target(21, 1)), ""),
        (Action.CHOOSE_VERSION, "2", Target(30), Wish(version=2), ""),
        (Action.MOVE, "Калужская", Target(30), Wish(regions=("RU-KLU",)), ""),
    ],
)
def test_in_a_reply_the_post_is_the_one_replied_to(
    action: Action, text: str, target: Target, wish: Wish, reason: str
) -> None:
    order = parse_order(action, text, writer(replied=30))
    assert (order.target, order.wish, order.reason) == (target, wish, reason)


@pytest.mark.parametrize("text", ["", "причина", ".2", "Калужская", "99999999999999"])
def test_without_a_number_and_without_a_reply_no_post_is_meant(text: str) -> None:
    with pytest.raises(DecisionRefusedError) as refused:
        parse_order(Action.REJECT, text, writer())
    assert refused.value.why is Refusal.UNKNOWN_POST


def test_question_about_a_post_takes_its_number_or_the_reply() -> None:
    assert parse_target("№ 17", None) == Target(17)
    assert parse_target("", 30) == Target(30)


@pytest.mark.parametrize(
    ("text", "number"), [("5", 5), ("№ 5 причина", 5), ("", None), ("пять", None), ("5.1", None), ("²", None)]
)
def test_number_of_a_decision_or_a_page_stands_alone(text: str, number: int | None) -> None:
    assert parse_whole(text) == number
