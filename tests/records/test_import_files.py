"""Files as they are found: cut short, repeated, of strange shapes, or killed half-way; and what is told."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import bot.import_feed
import bot.verbs_import
from domain.errors import DomainError
from services.import_formats import Format, detect_format
from storage.sync_writer import SyncWriter
from tests.records.archive import differences, figures
from tests.records.histories import TEXTS, import_one_by_one, told
from tests.records.import_terminal import ImportTerminal

ROOT = Path(__file__).parents[2]
LINES = [
    told(number, TEXTS[number % len(TEXTS)].format(n=number), day=number // 4) for number in range(1, 61)
]


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_url: Callable[[], str]) -> ImportTerminal:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bot.import_feed, "BATCH", 10)
    return ImportTerminal(tmp_path, make_url())


def test_import_killed_at_five_points_and_run_again_gives_what_one_run_gives(
    terminal: ImportTerminal, records: SyncWriter
) -> None:
    path = terminal.write("history.jsonl", LINES)
    points = random.Random(11)  # noqa: S311  where it dies is no secret
    moments = [f"{points.randint(1, 3)}:{points.choice(('before', 'after'))}" for _ in range(5)]
    died = _import_and_die(terminal, path, moments)
    assert died.returncode == 0, died.stderr
    assert "resuming at line" in died.stderr
    said = terminal.bring(path)
    assert said.counts == {
        "posts": 60,
        "new": 60,
        "duplicates": 0,
        "new_versions": 0,
        "claims": said.counts["claims"],
        "refused": 0,
    }
    import_one_by_one(records, LINES)
    with closing(terminal.records()) as killed:
        assert figures(killed) == figures(records)
        assert differences(killed) == []
        assert killed.read(lambda tx: sum(tx.outbox.count_by_state().values())) == 0
    again = terminal.bring(path)
    assert (again.counts["posts"], again.counts["duplicates"]) == (60, 60)


def _import_and_die(
    terminal: ImportTerminal, path: str, moments: list[str]
) -> subprocess.CompletedProcess[str]:
    script = [sys.executable, "-m", "tests.records.import_process", terminal.url, path, "10", *moments]
    return subprocess.run(script, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  our own script


def test_interrupt_says_how_far_it_came_and_the_next_run_goes_on(
    terminal: ImportTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = terminal.write("history.jsonl", LINES)
    stores = iter(range(100))
    store = bot.verbs_import.ImportRun._store

    def interrupted(self: Any, *given: Any) -> None:
        if next(stores) == 3:
            raise KeyboardInterrupt
        store(self, *given)

    monkeypatch.setattr(bot.verbs_import.ImportRun, "_store", interrupted)
    said = terminal.bring(path)
    assert said.code == 130
    assert "stopped after 30 lines; run the same command again to go on" in said.notes
    said = terminal.bring(path)
    assert "resuming at line 31" in said.notes
    assert (said.code, said.counts["posts"], said.counts["new"]) == (0, 60, 60)


def test_file_with_a_byte_order_mark_windows_line_ends_and_blank_lines_is_read(
    terminal: ImportTerminal,
) -> None:
    content = "\ufeff" + "\r\n\r\n".join([*LINES[:2], "{broken", LINES[2]])
    said = terminal.bring(terminal.write("windows.jsonl", content))
    assert (said.code, said.counts["new"], said.counts["refused"]) == (1, 3, 1)
    assert "windows.jsonl: line 5:" in said.notes


def test_last_line_cut_in_the_middle_is_refused_and_the_rest_is_kept(terminal: ImportTerminal) -> None:
    content = "\n".join(LINES[:5]).encode()
    said = terminal.bring(terminal.write("cut.jsonl", content[:-20]))
    assert (said.code, said.counts["new"], said.counts["refused"]) == (1, 4, 1)


def test_line_of_megabytes_is_refused_by_its_number_and_the_next_is_read(terminal: ImportTerminal) -> None:
    long = told(1, "Сбит БПЛА. " * 400_000)
    said = terminal.bring(terminal.write("long.jsonl", [LINES[0], long, LINES[1]]))
    assert (said.code, said.counts["new"], said.counts["refused"]) == (1, 2, 1)
    assert "line 2: longer than" in said.notes


def test_refused_lines_are_told_up_to_a_hundred(terminal: ImportTerminal) -> None:
    said = terminal.bring(terminal.write("bad.jsonl", ["{"] * 130 + LINES[:1]))
    assert (said.code, said.counts["refused"], said.counts["new"]) == (1, 130, 1)
    assert "line 100:" in said.notes
    assert "line 101:" not in said.notes
    assert "and 30 more" in said.notes


def test_standard_input_is_read_like_a_file(terminal: ImportTerminal) -> None:
    said = terminal.bring("-", typed="\n".join(LINES))
    assert (said.code, said.counts["new"]) == (0, 60)


def test_file_given_twice_is_told_as_new_and_as_duplicates(terminal: ImportTerminal) -> None:
    path = terminal.write("history.jsonl", LINES)
    counts = terminal.bring(path, path).counts
    assert (counts["posts"], counts["new"], counts["duplicates"]) == (120, 60, 60)


def test_a_name_that_nothing_describes_is_warned_of_once(terminal: ImportTerminal) -> None:
    lines = [told(n, "Ночью сбиты 3 БПЛА.", source="somebody") for n in (1, 2)]
    lines += [told(3, "Ночью сбиты 3 БПЛА.", source="described", issuer="other")]
    said = terminal.bring(terminal.write("unknown.jsonl", [*lines, *LINES]))
    assert (said.code, said.notes.count("warning:"), said.notes.count('"somebody"')) == (0, 1, 1)


def test_a_file_in_an_encoding_that_is_not_read_is_refused_in_one_line(terminal: ImportTerminal) -> None:
    path = terminal.write("wide.jsonl", LINES[0].encode("utf-16"))
    with pytest.raises(DomainError, match="UTF-16"):
        terminal.bring(path)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (LINES[0], Format.POSTS),
        ("{", Format.POSTS),
        ("", Format.POSTS),
        ('{"id": 1, "text": "\\"messages\\": [", "source": "mod"}', Format.POSTS),
        ('{\n "name": "Канал",\n "type": "public_channel",\n "id": 1,\n "messages": [\n', Format.TELEGRAM),
        ('{"name":"Канал","type":"public_channel","id":1,"messages":[]}', Format.TELEGRAM),
        ('\ufeff{\r\n "about": "Here is the data you requested.",\r\n', Format.TELEGRAM),
    ],
)
def test_format_is_told_by_the_first_bytes(head: str, expected: Format) -> None:
    assert detect_format(head.encode()) is expected
    assert detect_format(json.dumps(json.loads(LINES[0])).encode()) is Format.POSTS
