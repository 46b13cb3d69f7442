"""What a line of the `tally` verb may hold, what its answers hold, and what is refused."""

import json
from typing import Any

import pytest

from services.tally_lines import answer_lines
from tests.unit.reconciliation.lines import KALUGA, ask, claim, hours, query

BRYANSK = "RU-BRY"


def test_answer_has_the_keys_of_the_contract() -> None:
    [answer] = ask(claim("one", KALUGA, 9))
    assert answer == {
        "floor": 9,
        "ceiling": 9,
        "low": 9,
        "best": 9,
        "high": 9,
        "state": "exact",
        "counted": ["one"],
        "folded": {},
    }


def test_cases_are_independent_and_answered_in_order_of_appearance() -> None:
    lines = [
        {**claim("one", KALUGA, 2), "case": "b"},
        {**claim("one", KALUGA, 3), "case": "a"},
        {**query(KALUGA), "case": "b"},
        {**claim("two", BRYANSK, 5), "case": "b"},
        {**query(), "case": "b"},
        claim("one", KALUGA, 7),
    ]
    assert [(answer.get("case"), answer["low"]) for answer in ask(*lines)] == [
        ("b", 2),
        ("b", 7),
        ("a", 3),
        (None, 7),
    ]
    assert "case" not in ask(*lines)[-1]


def test_days_of_a_question_are_those_on_which_windows_end_in_moscow() -> None:
    claims = [
        claim("midnight", [], 1, window=("11T20:00", "12T00:00")),
        claim("night", [], 2, window=("11T22:00", "12T07:00")),
        claim("next night", [], 4, window=("12T20:00", "13T06:00")),
    ]
    days = [("2026-03-11", "2026-03-11"), ("2026-03-12", "2026-03-12"), ("2026-03-12", "2026-03-13")]
    answers = ask(*claims, *(query(**{"from": since, "to": until}) for since, until in days))
    assert [answer["counted"] for answer in answers] == [["midnight"], ["night"], ["next night", "night"]]


def test_instants_of_a_question_take_what_ends_after_the_first_and_by_the_second() -> None:
    claims = [
        claim("midnight", [], 1, window=("11T20:00", "12T00:00")),
        claim("night", [], 2, window=("11T22:00", "12T07:00")),
        claim("next midnight", [], 4, window=("12T20:00", "13T00:00")),
    ]
    first, last = hours(("12T00:00", "13T00:00"))
    day, since = ask(*claims, query(**{"from": first, "to": last}), query(**{"from": last}))
    assert day["counted"] == ["next midnight", "night"]
    assert since["counted"] == []


def test_best_lies_where_the_line_says_and_at_low_otherwise() -> None:
    with_best, without = ask(
        {**claim("a", KALUGA, 3, high=9, best=5), "case": 1}, {**claim("a", KALUGA, 3, high=9), "case": 2}
    )
    assert (with_best["best"], without["best"]) == (5, 3)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "not an object"),
        (json.dumps({"id": "x"}), "regions: Field required"),
        (json.dumps(claim("x", KALUGA, 3, high=2)), "not a count"),
        (json.dumps(claim("x", KALUGA, -1, high=2)), "low: "),
        (json.dumps(claim("x", KALUGA, 3, window=("12T07:00", "11T20:00"))), "not a span"),
        (json.dumps({**claim("x", KALUGA, 3), "outer": ["yesterday", "today"]}), "outer.0: "),
        (
            json.dumps({**claim("x", KALUGA, 3), "outer": ["2026-03-11T20:00", "2026-03-12T00:00"]}),
            "outer.0: ",
        ),
        (json.dumps({**claim("x", KALUGA, 3), "low": True}), "low: "),
        (json.dumps({**claim("x", KALUGA, 3), "case": []}), "case.str: "),
        (json.dumps(claim("one", KALUGA, 4)), "id one is already another claim's"),
        (json.dumps(query(**{"from": "2026-13-41"})), "month must be in 1..12"),
        (json.dumps({"query": {"region": KALUGA}}), "query.region: "),
    ],
)
def test_line_that_cannot_be_used_is_refused_with_its_number_and_the_rest_goes_on(
    line: str, reason: str
) -> None:
    good = json.dumps(claim("one", KALUGA, 3))
    refused, answer = answer_lines([good, "\n", line, good])
    assert str(refused["error"]).startswith(f"line 3: {reason}")
    assert answer["low"] == 3


def test_claims_in_a_circle_are_an_error_of_their_case_alone() -> None:
    wrong, right = ask(
        {**claim("a", KALUGA, 3, includes=["b"]), "case": "wrong"},
        {**claim("b", KALUGA, 3, includes=["a"]), "case": "wrong"},
        {**claim("a", KALUGA, 3), "case": "right"},
    )
    assert wrong == {"case": "wrong", "error": "claims a, b contain one another in a circle"}
    assert right["low"] == 3


def test_nothing_said_is_nothing_counted() -> None:
    assert ask() == []
    [answer] = ask(query(KALUGA))
    assert (answer["counted"], answer["folded"]) == ([], {})


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("2026-03-11T17:00:00Z", "2026-03-12T04:00:00Z"),
        ("2026-03-11 20:00:00+03:00", "2026-03-12 07:00:00+0300"),
        ("2026-03-11T20:00:00.000000+03:00", "2026-03-12T07:00+03:00"),
        (1773248400, "1773288000"),
    ],
)
def test_instants_of_every_form_are_the_same_instants(begin: Any, end: Any) -> None:
    usual, other = claim("a", KALUGA, 11), claim("a", KALUGA, 11)
    other["outer"] = other["inner"] = [begin, end]
    assert ask(usual, other, claim("b", KALUGA, 3)) == ask(usual, claim("b", KALUGA, 3))


@pytest.mark.parametrize(
    ("end", "why"),
    [
        ("2026-13-12T07:00:00+03:00", "outer.1: "),
        ("2026-03-12T07:00:00", "outer.1: "),
        ("2026-03-11T07:00:00+03:00", "not a span"),
        ("9999-12-31T23:59:59-14:00", "outer: years from"),
    ],
)
def test_hours_that_cannot_be_meant_are_refused_by_their_line(end: str, why: str) -> None:
    wrong = claim("a", KALUGA, 11, inner=None)
    wrong["outer"] = [wrong["outer"][0], end]
    error, _ = ask(claim("b", KALUGA, 3), wrong)
    assert str(error["error"]).startswith(f"line 2: {why}")
