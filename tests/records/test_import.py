"""Importing history: the same archive gives the same figures, in whatever order and however often."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.rebuild import rebuild
from storage.sync_writer import SyncWriter, open_sync
from tests.records.archive import ARCHIVE, NOW, RULES, differences, figures, line, put


def test_archive_is_counted_with_overlaps_folded(records: SyncWriter) -> None:
    """The governor's 11 lie within the hours of the ministry's 10: disputed, and never 21."""
    put(records, ARCHIVE)
    found = figures(records)
    assert found["RU-KLU"] == (10, 10, 11)
    assert found["RU-BRY"][0] == 8 + 12
    assert found["RU-ORL"] == (1, 1, 28)
    assert found["2026-06-11"] == (10 + 8 + 2 + 7, 10 + 8 + 2 + 7, 11 + 8 + 2 + 7)


def test_importing_twice_changes_nothing(records: SyncWriter) -> None:
    first = put(records, ARCHIVE)
    before = figures(records)
    again = put(records, ARCHIVE)
    assert (first.posts, first.new, first.duplicates) == (8, 8, 0)
    assert (again.posts, again.new, again.duplicates, again.claims) == (8, 0, 8, 0)
    assert figures(records) == before


def test_import_alerts_nobody_and_marks_regions_as_seen(records: SyncWriter) -> None:
    put(records, ARCHIVE)
    counts = records.read(lambda tx: tx.outbox.count_by_state())
    assert sum(counts.values()) == 0


def test_changed_text_under_the_same_id_is_a_new_version(records: SyncWriter) -> None:
    put(records, ARCHIVE[:2])
    changed = ARCHIVE[1].replace("11 БПЛА", "9 БПЛА")
    counts = put(records, [changed])
    assert (counts.new, counts.new_versions) == (0, 1)
    assert figures(records)["RU-KLU"] == (10, 10, 10)
    assert differences(records) == []


def test_bad_lines_are_refused_with_reasons_and_the_rest_is_imported(records: SyncWriter) -> None:
    no_time = '{"source": "mod", "text": "Сбит БПЛА"}'
    counts = put(records, ["{", no_time, "[]", ARCHIVE[0], line(9, "mod", "yesterday", "Сбит БПЛА")])
    assert counts.new == 1
    assert [number for number, _ in counts.refused] == [1, 2, 3, 5]
    assert all(reason for _, reason in counts.refused)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, int, int | None]]:
    path = tmp_path_factory.mktemp("expected") / "dozor.db"
    with open_sync(f"sqlite:///{path}", clock=lambda: NOW) as records:
        put(records, ARCHIVE)
        return figures(records)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.permutations(ARCHIVE), repeated=st.lists(st.sampled_from(ARCHIVE), max_size=4))
def test_order_and_duplicates_never_change_a_figure(
    lines: list[str],
    repeated: list[str],
    expected: dict[str, tuple[int, int, int | None]],
    open_records: Callable[[], SyncWriter],
) -> None:
    records = open_records()
    put(records, [*lines, *repeated])
    assert figures(records) == expected
    assert differences(records) == []


def test_rebuild_finds_a_false_cache_and_mends_it(records: SyncWriter) -> None:
    put(records, ARCHIVE)
    before = figures(records)
    parts = records.read(lambda tx: tx.clusters.read_scope("RU-KLU"))
    records.write(lambda tx: tx.clusters.replace("RU-KLU", parts, []))
    assert differences(records) == ["region RU-KLU"]
    records.write(lambda tx: list(rebuild(tx, RULES, check=False, now=NOW)))
    assert differences(records) == []
    assert figures(records) == before
