"""Exports: files that can be trusted, and that say nothing of who handed a post in."""

import csv
import json
from typing import Any

import pytest

from bot.config_errors import ConfigError
from bot.export_files import ExportFiles
from bot.totals_output import COLUMNS
from domain.decision import Action
from domain.post import OriginKind
from tests.records.editors_desk import EditorsDesk
from tests.records.exports import FILES, ODD, Archivist, rows_of


def test_totals_of_an_export_are_those_that_totals_prints(
    busy_desk: EditorsDesk, archivist: Archivist
) -> None:
    rows = rows_of(archivist.export(busy_desk.url) / "totals.jsonl")
    printed = archivist.totals(busy_desk.url)
    for by in ("region", "originator", "day"):
        expected = {row["key"]: row for row in printed[by] if row["key"] != "all"}
        assert {row["key"]: figure_of(row) for row in rows if row["by"] == by} == expected
    (whole,) = [row for row in rows if row["by"] == "all"]
    assert figure_of(whole) == printed["region"][-1]
    _, out = archivist.type("totals", "--database", busy_desk.url, "--day", "2026-06-11", "--format", "json")
    days = {row["key"]: row for row in json.loads(out) if row["key"] != "all"}
    assert {row["key"]: figure_of(row) for row in rows if row["by"] == "day and region"} == days


def test_days_and_a_region_narrow_an_export(busy_desk: EditorsDesk, archivist: Archivist) -> None:
    folder = archivist.export(busy_desk.url, "jsonl", "some", "--region", "RU-BRY")
    claims = rows_of(folder / "claims.jsonl")
    assert claims
    assert all("RU-BRY" in row["regions"] for row in claims)
    assert {row["post"] for row in rows_of(folder / "posts.jsonl")} == {row["post"] for row in claims}
    copy = archivist.url("copy")
    archivist.bring(copy, *(folder / f"{name}.jsonl" for name in FILES))
    asked = ("--region", "RU-BRY", "--format", "json")
    assert archivist.type("totals", "--database", copy, *asked) == archivist.type(
        "totals", "--database", busy_desk.url, *asked
    )
    none = archivist.export(busy_desk.url, "jsonl", "none", "--from", "2026-06-12", "--to", "2026-06-30")
    assert [rows_of(none / f"{name}.jsonl") for name in FILES] == [[], [], [], []]


def test_nothing_of_who_handed_a_post_in_is_exported(busy_desk: EditorsDesk, archivist: Archivist) -> None:
    secrets = ("hashed", "hashed-editor", "Групповой чат", '"501"', " 501")
    busy_desk.hand_in("Сбиты 2 БПЛА.", by=-77, number=9, kind=OriginKind.CHAT, submitter="hashed")
    busy_desk.order(Action.REJECT, "1", "ошибка")
    for output in ("csv", "jsonl"):
        folder = archivist.export(busy_desk.url, output)
        whole = "".join(file.read_text(encoding="utf-8") for file in folder.iterdir())
        assert not [secret for secret in secrets if secret in whole]
        assert "-77" not in whole
    (row,) = [row for row in rows_of(folder / "posts.jsonl") if row["post"].startswith("text:")]
    assert (row["title"], row["link"], row["verified"]) == (None, None, False)


def test_export_does_not_overwrite_unasked(busy_desk: EditorsDesk, archivist: Archivist) -> None:
    folder = archivist.export(busy_desk.url, "csv")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    for output in ("csv", "jsonl"):
        with pytest.raises(ConfigError, match="--force"):
            archivist.type("export", "--database", busy_desk.url, "--out", str(folder), "--format", output)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    archivist.export(busy_desk.url, "jsonl")
    assert sorted(file.name for file in folder.iterdir()) == sorted(
        ["README.txt", *(f"{name}.jsonl" for name in FILES)]
    )


def test_export_that_fails_leaves_the_folder_as_it_was(busy_desk: EditorsDesk, archivist: Archivist) -> None:
    folder = archivist.export(busy_desk.url, "csv")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(ZeroDivisionError), ExportFiles(folder, "csv") as files:
        files.write("posts", (1 / 0 for _ in range(1)))  # type: ignore[misc]
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_no_cell_of_an_export_runs_in_a_spreadsheet(busy_desk: EditorsDesk, archivist: Archivist) -> None:
    busy_desk.hand_in("=HYPERLINK(1) Сбиты 3 БПЛА.", number=7)
    folder = archivist.export(busy_desk.url, "csv")
    for name in FILES:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
            cells = [cell for row in csv.reader(lines) for cell in row]
        assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
    texts = {row["text"] for row in rows_of(folder / "posts.csv")}
    assert {"=HYPERLINK(1) Сбиты 3 БПЛА.", ODD} <= texts


def figure_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row of totals as `totals` prints it."""
    return {key: row[key] for key in COLUMNS}
