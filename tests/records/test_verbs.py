"""The verbs over a database, run as a person runs them."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.records.archive import ARCHIVE

ROOT = Path(__file__).parents[2]


def run(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603  our own program


def imported(folder: Path) -> str:
    lines = folder / "archive.jsonl"
    lines.write_text("\n".join(ARCHIVE), encoding="utf-8")
    url = f"sqlite:///{folder}/dozor.db"
    done = run("import", str(lines), "--database", url)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["new"] == len(ARCHIVE)
    return url


def test_totals_of_a_database_that_is_not_there_are_refused_instead_of_zero(tmp_path: Path) -> None:
    done = run("totals", "--database", f"sqlite:///{tmp_path}/typo/typo.db")
    assert done.returncode == 2
    assert "no such database" in done.stderr
    assert not (tmp_path / "typo").exists()


def test_totals_come_as_json_with_the_row_of_all_last(tmp_path: Path) -> None:
    url = imported(tmp_path)
    rows = json.loads(run("totals", "--database", url, "--day", "2026-06-11", "--format", "json").stdout)
    assert rows[-1]["key"] == "all"
    assert {row["key"]: row["low"] for row in rows}["RU-KLU"] == 10
    one = json.loads(run("totals", "--database", url, "--region", "RU-BRY", "--format", "json").stdout)
    assert [row["key"] for row in one] == ["RU-BRY", "all"]


def test_period_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    url = imported(tmp_path)
    done = run("totals", "--database", url, "--from", "2026-06-12", "--to", "2026-06-11")
    assert done.returncode == 2
    assert "is after" in done.stderr


def test_rebuild_check_of_a_true_database_finds_nothing(tmp_path: Path) -> None:
    done = run("rebuild", "--check", "--database", imported(tmp_path))
    assert (done.returncode, done.stdout) == (0, "")


def test_refused_lines_are_named_and_the_exit_code_says_so(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text("{\n" + ARCHIVE[0] + "\n", encoding="utf-8")
    done = run("import", str(lines), "--database", f"sqlite:///{tmp_path}/dozor.db")
    assert done.returncode == 1
    assert json.loads(done.stdout)["refused"] == 1
    assert "line 1:" in done.stderr


def test_backup_can_be_restored_and_is_never_overwritten_unasked(tmp_path: Path) -> None:
    url = imported(tmp_path)
    copy = tmp_path / "copy.db"
    assert run("backup", str(copy), "--database", url).returncode == 0
    assert run("restore", str(copy), "--database", url).returncode == 2
    assert run("restore", str(copy), "--database", url, "--force").returncode == 0


def test_run_without_a_token_says_how_to_get_one(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "@BotFather" in done.stderr
    assert "Traceback" not in done.stderr
