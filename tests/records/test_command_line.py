"""The verbs over records, as they are typed: what they print and how they end."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import make_cli
from bot.clock import system_clock
from bot.heartbeat import beat, heartbeat_path
from domain.errors import DomainError
from storage.errors import DatabaseError
from tests.records.archive import ARCHIVE, line

TOKEN = "123456:" + "A" * 35


class Terminal:
    """A folder with a database, and verbs typed in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder}/dozor.db"
        self._run = CliRunner()

    def type(self, *words: str) -> tuple[int, str]:
        """The exit code and standard output; an error that the last door explains is raised."""
        done = self._run.invoke(make_cli(), list(words))
        if isinstance(done.exception, Exception):
            raise done.exception
        return done.exit_code, done.stdout

    def records(self, verb: str, *words: str) -> tuple[int, str]:
        return self.type(verb, *words, "--database", self.url)

    def bring(self, *lines: str) -> tuple[int, dict[str, Any]]:
        file = self.folder / "history.jsonl"
        file.write_text("\n".join(lines), encoding="utf-8")
        code, out = self.records("import", str(file))
        return code, json.loads(out)

    def totals(self, *words: str) -> dict[str, dict[str, Any]]:
        code, out = self.records("totals", "--format", "json", *words)
        assert code == 0
        return {row["key"]: row for row in json.loads(out)}


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.chdir(tmp_path)
    return Terminal(tmp_path)


def test_import_tells_what_it_brought_and_fails_when_a_line_was_refused(terminal: Terminal) -> None:
    code, counts = terminal.bring(*ARCHIVE)
    assert (code, counts["new"], counts["duplicates"], counts["refused"]) == (0, 8, 0, 0)
    assert counts["claims"] > 8
    code, counts = terminal.bring(*ARCHIVE, "{")
    assert (code, counts["new"], counts["duplicates"], counts["refused"]) == (1, 0, 8, 1)


def test_lines_without_ids_are_told_apart_by_source_time_and_words(terminal: Terminal) -> None:
    given = json.loads(line(1, "governor", "2026-06-11T06:30:00+03:00", "Ночью сбиты 7 БПЛА.", "RU-KLU"))
    del given["id"]
    other_day = given | {"posted_at": "2026-06-12T06:30:00+03:00"}
    other_source = given | {"source": "governor:RU-TUL", "home_region": "RU-TUL"}
    lines = [json.dumps(one, ensure_ascii=False) for one in (given, other_day, other_source, given)]
    assert terminal.bring(*lines)[1]["new"] == 3
    assert terminal.totals()["all"]["low"] == 21


def test_same_id_of_another_source_is_another_post(terminal: Terminal) -> None:
    at = "2026-06-11T06:30:00+03:00"
    terminal.bring(*(line(1, "governor", at, "Ночью сбиты 7 БПЛА.", home) for home in ("RU-KLU", "RU-TUL")))
    assert terminal.totals()["all"]["low"] == 14


def test_totals_are_narrowed_by_days_and_region(terminal: Terminal) -> None:
    terminal.bring(*ARCHIVE)
    assert {"RU-KLU", "RU-TUL", "all"} <= set(terminal.totals())
    assert "RU-TUL" not in terminal.totals("--day", "2026-06-11")
    assert "RU-KLU" not in terminal.totals("--from", "2026-06-12")
    assert "RU-TUL" not in terminal.totals("--to", "2026-06-11")
    assert set(terminal.totals("--region", "RU-KLU")) == {"RU-KLU", "all"}
    assert terminal.totals("--region", "RU-KLU")["all"]["high"] == 11


def test_totals_have_rows_by_day_or_originator(terminal: Terminal) -> None:
    terminal.bring(*ARCHIVE)
    assert {"2026-06-11", "2026-06-12", "all"} == set(terminal.totals("--by", "day"))
    assert {"mod", "governor:RU-KLU"} <= set(terminal.totals("--by", "originator"))


def test_totals_as_of_an_instant_before_everything_are_empty(terminal: Terminal) -> None:
    terminal.bring(*ARCHIVE)
    assert terminal.totals("--as-of", "2020-01-01T00:00:00+03:00")["all"]["claims"] == 0
    for wrong in ("yesterday", "2026-06-11T09:00:00"):
        with pytest.raises(Exception, match=wrong):
            terminal.records("totals", "--as-of", wrong)


def test_open_upper_limit_is_null_in_json_empty_in_csv_and_a_sign_in_the_table(terminal: Terminal) -> None:
    terminal.bring(line(7, "governor", "2026-06-12T08:00:00+03:00", "Ночью над Тулой сбиты БПЛА.", "RU-TUL"))
    row = terminal.totals()["RU-TUL"]
    assert (row["low"], row["high"], row["state"], row["unnumbered"]) == (1, None, "open", 1)
    _, out = terminal.records("totals", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(one["key"], one["low"], one["high"]) for one in rows] == [("RU-TUL", "1", ""), ("all", "1", "")]
    _, out = terminal.records("totals")
    assert "∞" in out


def test_check_of_a_rebuild_changes_nothing_and_fails_until_it_is_mended(terminal: Terminal) -> None:
    terminal.bring(*ARCHIVE)
    assert terminal.records("rebuild", "--check") == (0, "")
    spoil(terminal)
    for _ in range(2):
        code, out = terminal.records("rebuild", "--check")
        assert (code, out.count("\n")) == (1, 1)
    code, out = terminal.records("rebuild")
    assert (code, out.count("\n")) == (0, 1)
    assert terminal.records("rebuild", "--check") == (0, "")


def spoil(terminal: Terminal) -> None:
    from storage.sync_writer import open_sync  # noqa: PLC0415  only this test reaches behind the verbs

    with open_sync(terminal.url, clock=system_clock) as records:
        parts = records.read(lambda tx: tx.clusters.read_scope("RU-KLU"))
        records.write(lambda tx: tx.clusters.replace("RU-KLU", parts, []))


def test_backup_comes_back_by_restore_which_overwrites_only_by_force(terminal: Terminal) -> None:
    terminal.bring(*ARCHIVE)
    before = terminal.totals()
    copy = str(terminal.folder / "copy.db")
    assert terminal.records("backup", copy)[0] == 0
    terminal.bring(line(20, "mod", "2026-06-13T07:00:00+03:00", "Над Тулой сбиты 40 БПЛА."))
    assert terminal.totals() != before
    with pytest.raises((DatabaseError, DomainError)):
        terminal.records("restore", copy)
    assert terminal.totals() != before
    assert terminal.records("restore", copy, "--force")[0] == 0
    assert terminal.totals() == before


def test_health_is_a_sign_of_life_within_the_minute(terminal: Terminal) -> None:
    config = terminal.folder / "ours.toml"
    config.write_text(f'[storage]\nurl = "{terminal.url}"\n', encoding="utf-8")
    sign = heartbeat_path(terminal.url)
    assert terminal.type("health", "--config", str(config))[0] == 1
    beat(sign, system_clock())
    assert terminal.type("health", "--config", str(config))[0] == 0
    beat(sign, system_clock() - timedelta(seconds=90))
    assert terminal.type("health", "--config", str(config))[0] == 1


def test_health_of_a_living_bot_that_found_something_wrong_says_what(terminal: Terminal) -> None:
    config = terminal.folder / "ours.toml"
    config.write_text(f'[storage]\nurl = "{terminal.url}"\n', encoding="utf-8")
    beat(heartbeat_path(terminal.url), system_clock(), ["database: takes no writes"])
    code, told = terminal.type("health", "--config", str(config))
    assert code == 1
    assert told.splitlines()[1:] == ["database: takes no writes"]


def test_check_of_a_configuration_never_shows_the_token(terminal: Terminal) -> None:
    config = terminal.folder / "ours.toml"
    config.write_text(f'[telegram]\ntoken = "{TOKEN}"\n', encoding="utf-8")
    code, out = terminal.type("check-config", "--config", str(config))
    assert code == 0
    assert "token: given" in out
    assert "A" * 35 not in out


@pytest.mark.parametrize("verb", [("extract", "--json"), ("tally",), ("evaluate",)])
def test_refused_line_makes_the_verb_end_with_one(verb: tuple[str, ...], terminal: Terminal) -> None:
    bad = terminal.folder / "bad.jsonl"
    bad.write_text("{\n", encoding="utf-8")
    assert terminal.type(*verb, str(bad))[0] == 1
