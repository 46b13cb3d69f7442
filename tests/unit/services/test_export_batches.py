"""Rows of an export cut into transactions."""

from typing import Any

from services.export_parsing import RECORD
from services.import_export import Numbered, batches


def rows_of(*told: dict[str, Any]) -> list[Numbered]:
    return list(enumerate(told, 1))


def numbers(rows: list[Numbered], size: int) -> list[list[int]]:
    return [[number for number, _ in batch] for batch in batches(rows, size)]


def test_claims_of_one_text_are_stored_together_however_many_they_are() -> None:
    one, other = {"post": "a", "version": "1"}, {"post": "a", "version": "2"}
    assert numbers(rows_of(one, one, one, other, other), 2) == [[1, 2, 3], [4, 5]]


def test_decisions_on_one_post_are_stored_together_whatever_text_they_are_about() -> None:
    told = [{RECORD: "decision", "post": post, "version": version} for post, version in ("a1", "a2", "b1")]
    assert numbers(rows_of(*told), 1) == [[1, 2], [3]]


def test_claims_bound_to_other_texts_come_when_those_are_there() -> None:
    bound = {"post": "a", "version": "1", "bonds": [{"post": "b"}]}
    later = {"post": "b", "version": "1", "bonds": []}
    assert numbers(rows_of(bound, later, later), 10) == [[2, 3], [1]]
