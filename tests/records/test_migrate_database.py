"""Everything on record moves from a file to a server and back, and nothing is lost, changed or mixed."""

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.clock import system_clock
from domain.instance import Holder
from storage.holders import this_host
from storage.sync_writer import open_sync
from tests.records.editors_desk import ELEVEN, EditorsDesk
from tests.records.newsdesk import MORNING, Newsdesk

KEPT = (
    "SELECT id, key, verified, posted_at, current_version_id FROM posts ORDER BY id",
    "SELECT id, post_id, text, text_hash, seen_at, stored_at FROM versions ORDER BY id",
    "SELECT number, live, day, originator, low, best, high, start_at, detail FROM claims ORDER BY number",
    "SELECT claim_number, region, live, day, is_long FROM claim_regions ORDER BY 1, 2",
    "SELECT scope, first_claim, floor, ceiling, best, claim_ids, flags FROM clusters ORDER BY 1, 2",
    "SELECT key, day, region, generation, state, message_key FROM alerts ORDER BY key",
    "SELECT id, key, chat_id, text, silent, state, next_try_at FROM outbox ORDER BY id",
    "SELECT id, post_id, subject, action, value, decided_at FROM decisions ORDER BY id",
    "SELECT key, value FROM meta ORDER BY key",
)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The verb as the command line runs it."""
    monkeypatch.setattr("sys.argv", ["dozor", *arguments])
    try:
        return main()
    except SystemExit as ended:
        return int(ended.code or 0)


def migrate(monkeypatch: pytest.MonkeyPatch, source: str, target: str) -> int:
    return run(monkeypatch, "migrate-database", "--from", source, "--to", target)


def facts(desk: Newsdesk) -> list[object]:
    return [*(desk.rows(query) for query in KEPT), desk.totals().all, desk.totals().rows]


@pytest.mark.parametrize("make_url", ["sqlite"], indirect=True)
def test_records_moved_to_a_server_and_back_are_what_they_were(
    busy_desk: EditorsDesk,
    server_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    original = facts(busy_desk)
    busy_desk.close()
    back = f"sqlite:///{tmp_path}/back.db"

    assert migrate(monkeypatch, busy_desk.url, server_url) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rows"] > 100
    served = EditorsDesk(tmp_path, server_url)
    assert facts(served) == original
    served.close()
    assert migrate(monkeypatch, server_url, back) == 0
    returned = EditorsDesk(tmp_path, back)
    assert facts(returned) == original
    assert returned.differences() == []
    returned.close()


@pytest.mark.parametrize("make_url", ["sqlite"], indirect=True)
def test_server_goes_on_where_the_file_ended(
    desk: EditorsDesk, server_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.hand_in(ELEVEN)
    desk.close()
    assert migrate(monkeypatch, desk.url, server_url) == 0
    served = EditorsDesk(tmp_path, server_url)
    (first,) = served.rows("SELECT max(id) FROM posts")[0]
    served.hand_in("Ночью над Калужской областью сбиты 7 БПЛА.", number=77, message_id=4077)
    assert served.rows("SELECT max(id) FROM posts") == [(first + 1,)]
    assert served.differences() == []
    served.close()


@pytest.mark.parametrize("make_url", ["sqlite"], indirect=True)
def test_target_that_holds_anything_is_refused_and_left_as_it_is(
    desk: EditorsDesk,
    server_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk.hand_in(ELEVEN)
    desk.close()
    with open_sync(server_url, clock=lambda: MORNING) as records:
        records.write(lambda tx: tx.meta.put("theirs", "1"))
    assert migrate(monkeypatch, desk.url, server_url) == 2
    assert "not empty" in capsys.readouterr().err
    with open_sync(server_url, clock=lambda: MORNING) as records:
        assert records.read(lambda tx: tx.pages.count_posts()) == 0
        assert records.read(lambda tx: tx.meta.find("theirs")) == "1"


def test_source_that_is_not_there_is_refused_and_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there, absent = f"sqlite:///{tmp_path}/new.db", f"sqlite:///{tmp_path}/absent.db"
    assert migrate(monkeypatch, absent, there) == 2
    assert migrate(monkeypatch, there, there) == 2
    assert "no such database" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("make_url", ["sqlite"], indirect=True)
def test_database_that_a_bot_runs_on_is_not_moved(
    desk: EditorsDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = system_clock()
    parent_of_this_test = 1
    desk.records.write(lambda tx: tx.instance.put(Holder("me", this_host(), parent_of_this_test, now, now)))
    desk.close()
    assert migrate(monkeypatch, desk.url, f"sqlite:///{tmp_path}/new.db") == 2
    assert "stop it first" in capsys.readouterr().err
    assert not (tmp_path / "new.db").exists()
