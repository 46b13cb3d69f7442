"""What was exported, brought back: the same claims, the same totals, whatever is there already."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from bot.clock import system_clock
from services.import_export import begin_run, import_rows
from storage.sync_writer import open_sync
from tests.records.editors_desk import EditorsDesk
from tests.records.exports import (
    BRYANSK,
    ELEVEN,
    FILES,
    Archivist,
    claims_of,
    decide_on_everything,
    decisions_of,
    rows_of,
)
from tests.records.newsdesk import MINISTRY, over


@pytest.mark.parametrize("output", ["csv", "jsonl"])
def test_export_brought_into_an_empty_database_gives_the_same_claims_and_totals(
    output: str, busy_desk: EditorsDesk, archivist: Archivist
) -> None:
    folder = archivist.export(busy_desk.url, output)
    copy = archivist.url("copy")
    counts = archivist.bring(copy, *(folder / f"{name}.{output}" for name in FILES))
    assert counts["refused"] == 0
    assert claims_of(copy) == claims_of(busy_desk.url)
    assert archivist.totals(copy) == archivist.totals(busy_desk.url)
    assert archivist.differences(copy) == ""


@pytest.mark.parametrize("output", ["csv", "jsonl"])
def test_claims_alone_give_the_same_totals(output: str, busy_desk: EditorsDesk, archivist: Archivist) -> None:
    folder = archivist.export(busy_desk.url, output)
    copy = archivist.url("copy")
    archivist.bring(copy, folder / f"claims.{output}")
    assert claims_of(copy) == claims_of(busy_desk.url)
    assert archivist.totals(copy) == archivist.totals(busy_desk.url)
    assert archivist.differences(copy) == ""


def test_files_may_be_given_in_any_order(busy_desk: EditorsDesk, archivist: Archivist) -> None:
    folder = archivist.export(busy_desk.url)
    expected = claims_of(busy_desk.url)
    for number, names in enumerate(permutations(FILES[:3])):
        copy = archivist.url(f"copy{number}")
        archivist.bring(copy, *(folder / f"{name}.jsonl" for name in names))
        assert claims_of(copy) == expected, names


def test_posts_alone_are_read_by_present_rules(busy_desk: EditorsDesk, archivist: Archivist) -> None:
    folder = archivist.export(busy_desk.url)
    copy = archivist.url("copy")
    archivist.bring(copy, folder / "posts.jsonl")
    assert archivist.totals(copy) == archivist.totals(busy_desk.url)
    assert archivist.differences(copy) == ""


def test_what_was_decided_comes_back_with_its_decisions(busy_desk: EditorsDesk, archivist: Archivist) -> None:
    decide_on_everything(busy_desk)
    assert any(bonds for *_, bonds in claims_of(busy_desk.url))
    folder = archivist.export(busy_desk.url)
    for number, names in enumerate([FILES, FILES[::-1]]):
        copy = archivist.url(f"copy{number}")
        archivist.bring(copy, *(folder / f"{name}.jsonl" for name in names))
        assert claims_of(copy) == claims_of(busy_desk.url)
        assert archivist.totals(copy) == archivist.totals(busy_desk.url)
        assert archivist.differences(copy) == ""
        assert decisions_of(archivist.export(copy, out=f"again{number}")) == decisions_of(folder)
        assert archivist.bring(copy, folder / "decisions.jsonl")["refused"] == 0
        assert len(rows_of(archivist.export(copy) / "decisions.jsonl")) == len(decisions_of(folder))


def test_claims_alone_keep_what_editors_made_of_them(busy_desk: EditorsDesk, archivist: Archivist) -> None:
    decide_on_everything(busy_desk)
    folder = archivist.export(busy_desk.url, "csv")
    copy = archivist.url("copy")
    archivist.bring(copy, folder / "claims.csv")
    assert claims_of(copy) == claims_of(busy_desk.url)
    assert archivist.totals(copy) == archivist.totals(busy_desk.url)


def test_decisions_brought_to_posts_on_record_change_what_stands_there(
    busy_desk: EditorsDesk, archivist: Archivist
) -> None:
    undecided = archivist.export(busy_desk.url, out="before")
    decide_on_everything(busy_desk)
    folder = archivist.export(busy_desk.url)
    copy = archivist.url("copy")
    archivist.bring(copy, *(undecided / f"{name}.jsonl" for name in FILES))
    assert archivist.totals(copy) != archivist.totals(busy_desk.url)
    archivist.bring(copy, folder / "decisions.jsonl")
    assert archivist.totals(copy) == archivist.totals(busy_desk.url)
    assert claims_of(copy) == claims_of(busy_desk.url)
    assert archivist.differences(copy) == ""


def test_import_of_an_export_twice_changes_nothing(busy_desk: EditorsDesk, archivist: Archivist) -> None:
    decide_on_everything(busy_desk)
    folder = archivist.export(busy_desk.url)
    files = [folder / f"{name}.jsonl" for name in FILES]
    before = claims_of(busy_desk.url), archivist.totals(busy_desk.url)
    for _ in range(2):
        counts = archivist.bring(busy_desk.url, *files)
        assert (counts["new"], counts["new_versions"], counts["claims"]) == (0, 0, 0)
    assert (claims_of(busy_desk.url), archivist.totals(busy_desk.url)) == before
    assert archivist.differences(busy_desk.url) == ""
    assert len(rows_of(archivist.export(busy_desk.url) / "decisions.jsonl")) == len(decisions_of(folder))


def test_import_stopped_between_its_files_is_made_whole_by_the_same_command(
    busy_desk: EditorsDesk, archivist: Archivist
) -> None:
    folder = archivist.export(busy_desk.url)
    copy = archivist.url("copy")
    posts = list(enumerate(rows_of(folder / "posts.jsonl"), 1))
    claims = list(enumerate(rows_of(folder / "claims.jsonl"), 1))
    with open_sync(copy, clock=system_clock) as records:
        run = records.read(lambda tx: begin_run(tx, ["post", "claim"]))
        for rows in (posts, claims[: len(claims) // 2]):
            records.write(lambda tx, rows=rows: import_rows(tx, rows, busy_desk.rules, busy_desk.now, run))  # type: ignore[misc]
    archivist.bring(copy, *(folder / f"{name}.jsonl" for name in FILES))
    assert claims_of(copy) == claims_of(busy_desk.url)
    assert archivist.totals(copy) == archivist.totals(busy_desk.url)
    assert archivist.differences(copy) == ""


def test_import_into_a_database_in_use_adds_what_is_not_there_and_alerts_nobody(
    busy_desk: EditorsDesk, archivist: Archivist, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = EditorsDesk(tmp_path / "other")
    other.announce(chat_ids=(-100,))
    other.hand_in(ELEVEN)
    told = other.rows("SELECT count(*) FROM outbox")
    folder = archivist.export(busy_desk.url)
    archivist.bring(other.url, *(folder / f"{name}.jsonl" for name in FILES))
    other.close()
    assert archivist.totals(other.url) == archivist.totals(busy_desk.url)
    assert archivist.differences(other.url) == ""
    assert other.rows("SELECT count(*) FROM outbox") == told


def test_later_text_on_record_stays_in_force_over_the_one_of_an_export(
    busy_desk: EditorsDesk, archivist: Archivist
) -> None:
    folder = archivist.export(busy_desk.url)
    busy_desk.pass_time(minutes=5)
    busy_desk.hand_in(over(BRYANSK, "6"), by=MINISTRY)
    before = archivist.totals(busy_desk.url)
    archivist.bring(busy_desk.url, *(folder / f"{name}.jsonl" for name in FILES))
    assert archivist.totals(busy_desk.url) == before


def test_later_text_of_an_export_comes_into_force(busy_desk: EditorsDesk, archivist: Archivist) -> None:
    early = archivist.export(busy_desk.url, out="early")
    busy_desk.pass_time(minutes=5)
    busy_desk.hand_in(over(BRYANSK, "6"), by=MINISTRY)
    late = archivist.export(busy_desk.url)
    copy = archivist.url("copy")
    archivist.bring(copy, early / "claims.jsonl")
    archivist.bring(copy, late / "claims.jsonl")
    assert archivist.totals(copy) == archivist.totals(busy_desk.url)
    assert archivist.differences(copy) == ""


def test_old_export_puts_no_claims_beside_those_that_better_rules_read(
    busy_desk: EditorsDesk, archivist: Archivist
) -> None:
    folder = archivist.export(busy_desk.url)
    file = folder / "claims.jsonl"
    rows = [row for row in rows_of(file) if row["current"]]
    more = [row | {"ordinal": 40 + row["ordinal"], "low": 500, "best": 500, "high": 500} for row in rows]
    file.write_text("".join(json.dumps(row) + "\n" for row in more), encoding="utf-8")
    before = archivist.totals(busy_desk.url)
    archivist.bring(busy_desk.url, file)
    assert archivist.totals(busy_desk.url) == before


def test_rest_of_a_narrowed_export_comes_with_the_whole_one(
    busy_desk: EditorsDesk, archivist: Archivist
) -> None:
    copy = archivist.url("copy")
    some = archivist.export(busy_desk.url, "jsonl", "some", "--region", "RU-BRY")
    archivist.bring(copy, some / "claims.jsonl")
    archivist.bring(copy, archivist.export(busy_desk.url) / "claims.jsonl")
    assert claims_of(copy) == claims_of(busy_desk.url)
    assert archivist.differences(copy) == ""


def test_rows_that_were_tampered_with_are_refused_with_their_reasons(
    busy_desk: EditorsDesk, archivist: Archivist
) -> None:
    row = rows_of(archivist.export(busy_desk.url) / "claims.jsonl")[0]
    wrong = [
        row | {"text": row["text"] + " и ещё 50"},
        row | {"low": row["best"] + 1},
        row | {"regions": ["RU-XXX"]},
        row | {"spans": [[0, 1]] * len(row["spans"])},
        row | {"outer_end": "2020-01-01T00:00:00+03:00"},
        row | {"posted_at": "2026-06-11T05:30:00"},
        row | {"record": "clam"},
        {key: value for key, value in row.items() if key != "metric"},
    ]
    file = archivist.folder / "wrong.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in [row, *wrong]), encoding="utf-8")
    code, out = archivist.type("import", str(file), "--database", archivist.url("copy"))
    assert code == 1
    assert json.loads(out) | {"claims": 1, "refused": len(wrong), "new": 1} == json.loads(out)
    for number in range(2, len(wrong) + 2):
        assert f"line {number}: " in archivist.told
