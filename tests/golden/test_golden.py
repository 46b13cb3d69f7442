"""Posts of our own in the officials' manner, with the reading expected of each.

develop: the rules were written beside them. negative: nothing in them may count. caught: read wrongly at
first sight, then mended by a general rule. unsolved: known to be read wrongly; what comes right must move.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from services.evaluate_lines import compare
from services.extract_lines import extract_json

FOLDER = Path(__file__).parent


def posts(name: str) -> list[Any]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(line, id=json.loads(line)["id"]) for line in lines]


def wrong_fields(line: str) -> dict[str, tuple[Any, Any]]:
    label = json.loads(line)["label"]
    summary = extract_json(line, registry={})["summary"]
    keys = {"region_names": "regions", "region_counts": "regions", "qualifier": "total_qualifier"}
    fields = [name for name, is_right in compare(label, summary).items() if not is_right]
    return {name: (label.get(keys.get(name, name)), summary.get(keys.get(name, name))) for name in fields}


@pytest.mark.parametrize("line", [*posts("develop"), *posts("caught")])
def test_post_is_read_as_labelled(line: str) -> None:
    assert wrong_fields(line) == {}


@pytest.mark.parametrize("line", posts("negative"))
def test_post_without_an_incident_counts_nothing(line: str) -> None:
    result = extract_json(line, registry={})
    assert result["kind"] != "incident"
    assert result["reason"]
    assert result["claims"] == []
    assert wrong_fields(line) == {}


@pytest.mark.xfail(strict=True, reason="known to be read wrongly: a place or a window beyond the rules")
@pytest.mark.parametrize("line", posts("unsolved"))
def test_unsolved_post_is_still_read_wrongly(line: str) -> None:
    assert wrong_fields(line) == {}
