"""An import beside a running bot lets it write after each batch, and costs nothing where there is none."""

from pathlib import Path
from tempfile import TemporaryFile

import pytest

from bot.import_run import STDIN, ImportFile, ImportRun
from domain.instance import Holder
from services.import_formats import Format
from services.import_marks import ImportMark
from storage.sync_writer import SyncWriter, open_sync
from tests.records.archive import ARCHIVE, NOW, RULES


def import_archive(records: SyncWriter) -> None:
    run = ImportRun(records, RULES, None, lambda *_: None)
    with TemporaryFile() as file:
        file.write("\n".join(ARCHIVE).encode())
        file.seek(0)
        run.take(ImportFile(STDIN, Format.POSTS, "", None, None), file, ImportMark())
    for _ in run.settle():
        pass


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[float]:
    """How long each break was; another process must be able to write in it at once."""
    taken: list[float] = []

    def sleep(seconds: float) -> None:
        taken.append(seconds)
        with open_sync(
            f"sqlite:///{tmp_path}/0.db", clock=lambda: NOW, migrate=False, busy_timeout_s=0
        ) as other:
            other.write(lambda tx: tx.meta.put("alert", "in time"))

    monkeypatch.setattr("bot.import_run.sleep", sleep)
    return taken


@pytest.mark.parametrize("make_url", ["sqlite"], indirect=True)
def test_bot_that_runs_can_write_after_each_batch_and_each_slice(
    records: SyncWriter, breaks: list[float]
) -> None:
    records.write(lambda tx: tx.instance.put(Holder("bot", "here", 1, NOW, NOW)))
    import_archive(records)
    assert len(breaks) > 1
    # SQLite lets who waits look every tenth of a second.
    assert min(breaks) > 0.1


def test_import_without_a_bot_takes_no_breaks(records: SyncWriter, breaks: list[float]) -> None:
    import_archive(records)
    assert breaks == []
