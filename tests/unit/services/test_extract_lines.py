"""The lines of the `extract` verb: what they may say, and what comes back."""

import json
from datetime import datetime
from typing import Any

import pytest

from domain.errors import RefusedLineError
from domain.source import Issuer, Source
from services.extract_lines import extract_json, parse_line, read_card

POST = {
    "id": "p1",
    "source": "kaluga",
    "posted_at": "2026-03-05T09:00:00+03:00",
    "text": "Ночью сбиты 3 БПЛА над Боровским районом. Пострадавших нет.",
}
REGISTRY = {"kaluga": Source("kaluga", Issuer.GOVERNOR, "RU-KLU")}


def line(**changes: Any) -> str:
    return json.dumps(POST | changes, ensure_ascii=False)


def test_registry_fills_in_what_a_line_leaves_out() -> None:
    source = parse_line(line(), registry=REGISTRY).source
    assert (source.issuer, source.home_region) == (Issuer.GOVERNOR, "RU-KLU")


def test_name_of_a_governor_says_its_region() -> None:
    source = parse_line(line(source="governor:RU-SAM"), registry={}).source
    assert (source.issuer, source.home_region, source.zone) == (Issuer.GOVERNOR, "RU-SAM", "Europe/Samara")


def test_ministry_speaks_moscow_time() -> None:
    source = parse_line(line(source="m", issuer="mod"), registry={}).source
    assert source.zone == "Europe/Moscow"


def test_unknown_keys_are_left_unread() -> None:
    assert parse_line(line(label={}, lang="ru", note="x"), registry={}).id == "p1"


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        "[]",
        line(posted_at="2026-03-05T09:00:00"),
        line(posted_at="soon"),
        line(home_region="RU-XXX"),
        line(issuer="king"),
        json.dumps({"id": "p1", "source": "kaluga"}),
    ],
)
def test_unusable_line_is_refused_with_a_reason(bad: str) -> None:
    with pytest.raises(RefusedLineError) as refusal:
        parse_line(bad, registry=REGISTRY)
    assert refusal.value.reason
    assert set(extract_json(bad, registry=REGISTRY)) == {"id", "error"}


def test_answer_has_the_shape_of_the_contract() -> None:
    answer = extract_json(line(), registry=REGISTRY)
    assert (answer["id"], answer["kind"]) == ("p1", "incident")
    assert answer["summary"]["regions"] == {"RU-KLU": 3}
    assert answer["summary"]["places"] == [{"name": "Боровский", "kind": "district", "region": "RU-KLU"}]
    assert (answer["summary"]["killed"], answer["summary"]["damage"]) == (0, None)
    (claim,) = answer["claims"]
    assert (claim["low"], claim["best"], claim["high"]) == (3, 3, 3)
    assert all(POST["text"][e["start"] : e["end"]] == e["text"] for e in claim["evidence"])
    assert json.dumps(answer)


def test_card_shows_what_was_understood_and_what_was_not() -> None:
    card = read_card(
        "In Kaluga Region drones were downed over Borovsk, Kirov, Maloyaroslavets, and Qwerov.",
        posted_at=datetime.fromisoformat(POST["posted_at"]),
    )
    assert "RU-KLU" in card
    assert 'not settled: "Qwerov"' in card
