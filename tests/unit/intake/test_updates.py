"""What comes as an update and is none: it is set aside before anything is asked of it."""

import json

import pytest

from intake.worker import parse_update


@pytest.mark.parametrize("number", [str(2**63), str(-(2**63) - 1), "9" * 30, "-" + "9" * 5000])
def test_number_that_no_database_keeps_makes_an_update_unreadable(number: str) -> None:
    assert parse_update(f'{{"update_id": 1, "message": {{"chat": {{"id": {number}}}}}}}') == {}


def test_longest_number_that_a_database_keeps_is_read() -> None:
    kept = {"update_id": 1, "message": {"chat": {"id": -(2**63)}}}
    assert parse_update(json.dumps(kept)) == kept
