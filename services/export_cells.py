"""Cells of a CSV file: written so that no spreadsheet runs them, and read back exactly as they were.

A cell that a spreadsheet would take for a formula gets an apostrophe in front; so does a cell that begins
with an apostrophe of its own. Reading takes one leading apostrophe away, which undoes both.
"""

import json
import unicodedata
from collections.abc import Mapping
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_FORMULA_SIGNS = frozenset("=+-@")
_CONTROLS = frozenset("\t\r\n")
_PLAIN_START = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ[{")
_GUARD = "'"
_BETWEEN = ";"


def to_cell(value: Any) -> str:
    """The cell of a row's value: none is empty, a list is joined by semicolons or, where it must be, JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return guard(_list_cell(value))
    if isinstance(value, Mapping):
        return guard(_ENCODER.encode(value))
    return guard(str(value))


def parse_list(cell: str) -> list[Any]:
    """The list of a cell that `to_cell` wrote, its guard taken away; ValueError for broken JSON."""
    if not cell.startswith("["):
        return cell.split(_BETWEEN) if cell else []
    kept: list[Any] = json.loads(cell)
    return kept


def guard(text: str) -> str:
    """The text as a spreadsheet shows it and does not run it."""
    return _GUARD + text if text.startswith(_GUARD) or _may_run(text) else text


def unguard(cell: str) -> str:
    """The text that was guarded; any other text as it is."""
    return cell.removeprefix(_GUARD)


def _list_cell(values: list[Any]) -> str:
    if all(isinstance(value, int) for value in values):
        return _BETWEEN.join(map(str, values))
    if all(isinstance(value, str) for value in values):
        joined = _BETWEEN.join(values)
        if values == parse_list_or_none(joined):
            return joined
    return _ENCODER.encode(values)


def parse_list_or_none(cell: str) -> list[Any] | None:
    """The list of a cell, None where it is no list at all."""
    try:
        return parse_list(cell)
    except ValueError:
        return None


def _may_run(text: str) -> bool:
    """Whether what a spreadsheet sees first, white space and invisible signs aside, begins a formula."""
    if not text or text[0] in _PLAIN_START:
        return False
    if text[0] in _CONTROLS:
        return True
    for sign in text:
        if sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc"}:
            continue
        # Full-width and small forms of the signs are taken for the signs themselves.
        return unicodedata.normalize("NFKC", sign)[0] in _FORMULA_SIGNS
    return False
