"""Metrics: documented one and all, named as Prometheus wants it, with no label that could name anybody."""

import re
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics

OPERATIONS = (Path(__file__).parents[2] / "docs/OPERATIONS.md").read_text(encoding="utf-8")
LABELS = {"issuer", "decision", "metric", "kind", "state", "source"}
UNITS = ("_seconds", "_bytes")


def kinds() -> dict[str, str]:
    """Each metric of ours with its type, as a scrape tells them."""
    page = Metrics().render().decode()
    found = re.findall(r"^# TYPE (dozor_\w+) (\w+)$", page, flags=re.MULTILINE)
    # The library tells beside each counter and histogram when it was made.
    return {name: kind for name, kind in found if not name.endswith("_created")}


def test_metrics_and_the_table_of_the_operations_page_are_the_same() -> None:
    rows = re.findall(r"^\| `(dozor_\w+)(?:\{[a-z,]+\})?` \| (\w+) \|", OPERATIONS, flags=re.MULTILINE)
    assert dict(rows) == kinds()
    assert len(rows) == len(kinds())


def test_labels_are_of_the_few_that_cannot_name_a_person() -> None:
    told = {
        label
        for labels in re.findall(r"^\| `dozor_\w+\{([a-z,]+)\}`", OPERATIONS, flags=re.MULTILINE)
        for label in labels.split(",")
    }
    assert told <= LABELS


def test_counters_end_in_total_and_durations_and_sizes_in_their_unit() -> None:
    for name, kind in kinds().items():
        assert name.endswith("_total") == (kind == "counter"), name
        if any(word in name for word in ("_age", "latency", "handling", "timestamp", "size")):
            assert name.endswith(UNITS), name


def test_two_bots_in_one_process_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.note_error("ValueError")
    assert "dozor_errors_total{" in one.render().decode()
    assert "dozor_errors_total{" not in other.render().decode()


def test_every_page_can_be_parsed() -> None:
    assert list(text_string_to_metric_families(Metrics().render().decode()))
