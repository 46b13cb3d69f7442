"""Scores of readings against labels."""

import json
from typing import Any

from services.evaluate_lines import compare, evaluate, score_lines

LABEL: dict[str, Any] = {
    "is_incident": True,
    "total": 3,
    "total_kind": "exact",
    "regions": {"RU-MOS": 3},
    "places": [{"name": "Щёлково", "kind": "city"}],
    "window": {
        "start": "2026-03-05T01:00:00+03:00",
        "end": "2026-03-05T04:00:00+03:00",
        "precision": "minute",
    },
    "killed": 0,
}
SUMMARY = LABEL | {"regions": {"RU-MOW+RU-MOS": 3}, "places": [{"name": "Щелково"}]}


def test_equal_reading_is_right_in_every_field() -> None:
    assert all(compare(LABEL, SUMMARY).values())


def test_window_to_the_minute_allows_one_minute() -> None:
    window = LABEL["window"] | {"end": "2026-03-05T04:02:00+03:00"}
    assert not compare(LABEL, SUMMARY | {"window": window})["window"]


def test_approximate_window_allows_an_hour() -> None:
    label = LABEL | {"window": LABEL["window"] | {"precision": "approx"}}
    found = SUMMARY | {"window": label["window"] | {"end": "2026-03-05T05:00:00+03:00"}}
    assert compare(label, found)["window"]


def test_post_without_incident_asks_only_for_silence() -> None:
    quiet = {"is_incident": False}
    assert compare(quiet, {"is_incident": False}) == {"is_incident": True, "silent": True}
    assert not compare(quiet, {"is_incident": True, "total": 2})["silent"]


def test_scores_name_the_wrong_fields() -> None:
    line = {"id": "p1", "text": "…", "label": LABEL}
    scores = score_lines([(line, SUMMARY), (line, SUMMARY | {"killed": None, "regions": {}})])
    ratios = scores.as_ratios()
    assert (ratios["post_right"], ratios["killed"], ratios["regions_recall"]) == (0.5, 0.5, 0.5)
    assert set(scores.wrong[0].differences) == {"killed", "region_names", "region_counts"}
    assert "killed: label 0, read None" in str(scores.wrong[0])


def test_line_without_a_label_is_refused() -> None:
    line = {"source": "x", "posted_at": "2026-03-05T09:00:00+03:00", "text": "…"}
    evaluation = evaluate([json.dumps(line), "", "junk"], registry={})
    assert [number for number, _ in evaluation.refused] == [1, 3]
    assert evaluation.scores["posts"] == 0
