"""Rows of an export that somebody has edited: no false figure comes of them, and no stop."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.config_errors import ConfigError
from domain.errors import DomainError
from tests.records.editors_desk import ELEVEN, EditorsDesk
from tests.records.exports import Archivist, claims_of

HUGE = {"low": 10**9, "best": 10**9, "high": 10**9}


def claim_of(desk: EditorsDesk, archivist: Archivist) -> dict[str, Any]:
    desk.hand_in(ELEVEN)
    told = (archivist.export(desk.url) / "claims.jsonl").read_text(encoding="utf-8")
    (row,) = map(json.loads, told.splitlines())
    return dict(row)


def edit(archivist: Archivist, row: Mapping[str, Any]) -> Path:
    file = archivist.folder / "edited.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        ({"confidence": "NaN"}, "confidence: "),
        ({"confidence": -5}, "confidence: "),
        ({"originator": ""}, "originator: "),
        ({"seas": ["=1+1"]}, "seas.0: "),
        ({"day": "2030-01-01"}, "day: not the day on which the hours end"),
        ({"verified": False}, "live: the post is not verified"),
        ({"inner_start": "2020-01-01T00:00:00Z", "inner_end": "2030-01-01T00:00:00Z"}, "inner_start"),
        ({"low": -1}, "low: "),
        ({"low": 20, "best": 10, "high": 5}, "not a count"),
        ({"best": 10**16, "high": 10**16}, "best: "),
    ],
)
def test_row_that_contradicts_itself_is_refused_with_its_reason(
    edits: dict[str, Any], reason: str, desk: EditorsDesk, archivist: Archivist
) -> None:
    row = claim_of(desk, archivist)
    copy = archivist.url("copy")
    code, out = archivist.type("import", str(edit(archivist, row | edits)), "--database", copy)
    assert (code, json.loads(out)["refused"]) == (1, 1)
    assert f"line 1: {reason}" in archivist.told
    assert [one["low"] for one in archivist.totals(copy)["region"]] == [0]


@pytest.mark.parametrize("flags", [[], ["implausible"], ["rejected"]])
def test_count_beyond_belief_waits_for_an_editor_and_enters_no_number(
    flags: list[str], desk: EditorsDesk, archivist: Archivist
) -> None:
    row = claim_of(desk, archivist)
    copy = archivist.url("copy")
    archivist.bring(copy, edit(archivist, row | HUGE | {"flags": flags}))
    assert [(one["low"], one["claims"]) for one in archivist.totals(copy)["region"]] == [(0, 0)]


def test_count_that_an_editor_put_there_comes_back_as_it_is(desk: EditorsDesk, archivist: Archivist) -> None:
    row = claim_of(desk, archivist)
    told = {"flags": ["edited"], "decisions": ["fix"]}
    copy = archivist.url("copy")
    archivist.bring(copy, edit(archivist, row | HUGE | told))
    assert archivist.totals(copy)["region"][-1]["low"] == 10**9


@pytest.mark.parametrize("option", ["--day", "--from", "--to", "--region"])
@pytest.mark.parametrize("verb", ["totals", "log"])
def test_empty_day_or_region_never_means_all_of_them(
    verb: str, option: str, desk: EditorsDesk, archivist: Archivist
) -> None:
    desk.hand_in(ELEVEN)
    with pytest.raises((ConfigError, DomainError)):
        archivist.type(verb, option, "", "--database", desk.url)


def test_log_limit_beyond_any_log_is_refused_as_wrong_usage(desk: EditorsDesk, archivist: Archivist) -> None:
    desk.hand_in(ELEVEN)
    assert archivist.type("log", "--limit", str(2**63 - 1), "--database", desk.url)[0] == 2


def test_two_rows_that_tell_one_claim_differently_refuse_the_post_and_name_themselves(
    desk: EditorsDesk, archivist: Archivist
) -> None:
    row = claim_of(desk, archivist)
    file = edit(archivist, row)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(row | {"low": 7, "best": 7, "high": 7}) + "\n")
    copy = archivist.url("copy")
    code, out = archivist.type("import", str(file), "--database", copy)
    assert (code, json.loads(out)["posts"], json.loads(out)["refused"]) == (1, 0, 2)
    assert archivist.told.count("ordinal: rows 1 and 2 are both claim 0 of one text") == 2
    assert claims_of(copy) == []


def test_row_told_twice_in_the_same_words_is_one_claim(desk: EditorsDesk, archivist: Archivist) -> None:
    row = claim_of(desk, archivist)
    file = edit(archivist, row)
    file.write_text(2 * (json.dumps(row) + "\n"), encoding="utf-8")
    counts = archivist.bring(archivist.url("copy"), file)
    assert (counts["claims"], counts["refused"]) == (1, 0)
