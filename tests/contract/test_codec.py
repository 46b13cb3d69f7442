"""Reports and claims survive being kept: every field, in equal bytes, and nothing else is read."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.claim import Claim, Count, Evidence, Flag, Metric, Place, Relation, Weapon
from domain.report import Consequences, PostKind, Report, Summary, TotalKind, Unresolved
from domain.window import Precision, Span, Window
from storage.columns import EPOCH, Instant, instant_to_microseconds
from storage.errors import UnreadableRecordError
from storage.report_codec import parse_report, report_to_text

numbers = st.integers(0, 10_000)
maybe_numbers = st.none() | numbers
words = st.text(max_size=12)
zones = st.sampled_from([UTC, timezone(timedelta(hours=3)), timezone(timedelta(hours=-11, minutes=-30))])
instants = st.datetimes(datetime(1990, 1, 2), datetime(2100, 1, 1), timezones=zones)  # noqa: DTZ001 - the zones are given beside
spans = st.tuples(instants, instants).map(lambda both: Span(min(both), max(both)))
counts = st.tuples(st.lists(numbers, min_size=3, max_size=3).map(sorted), st.booleans()).map(
    lambda drawn: Count(drawn[0][0], drawn[0][1], None if drawn[1] else drawn[0][2])
)
evidence = st.builds(Evidence, numbers, numbers, words)
places = st.builds(Place, words, st.sampled_from(["district", "city"]), st.none() | words)
windows = st.builds(Window, spans, st.none() | spans, st.sampled_from(Precision))


def several(one: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(one, max_size=3).map(tuple)


claims = st.builds(
    Claim,
    originator=words,
    metric=st.sampled_from(Metric),
    weapon=st.sampled_from(Weapon),
    count=counts,
    regions=several(words),
    window=windows,
    rule=words,
    evidence=several(evidence),
    seas=several(words),
    places=several(places),
    relation=st.none() | st.sampled_from(Relation),
    targets=several(numbers),
    flags=several(st.sampled_from(Flag).map(str)),
    composite=st.booleans(),
    confidence=st.floats(0, 1),
)
summaries = st.builds(
    Summary,
    is_incident=st.booleans(),
    total=maybe_numbers,
    total_kind=st.sampled_from(TotalKind),
    total_qualifier=st.none() | st.sampled_from(["at_least", "approx"]),
    cumulative_total=maybe_numbers,
    regions=st.dictionaries(words, maybe_numbers, max_size=3),
    seas=st.dictionaries(words, maybe_numbers, max_size=3),
    places=several(places),
    window=st.none() | spans,
    precision=st.sampled_from(Precision),
    consequences=st.builds(Consequences, maybe_numbers, maybe_numbers, st.none() | st.booleans()),
)
reports = st.builds(
    Report,
    kind=st.sampled_from(PostKind),
    summary=summaries,
    claims=several(claims),
    unresolved=several(st.builds(Unresolved, words, numbers, numbers, several(words))),
    flags=several(words),
    reason=st.none() | words,
)


@given(reports)
def test_report_comes_back_equal_and_in_equal_bytes(report: Report) -> None:
    text = report_to_text(report)

    again = parse_report(text)

    assert again == report
    assert report_to_text(again) == text


@given(reports)
def test_order_of_regions_and_types_of_words_are_kept(report: Report) -> None:
    again = parse_report(report_to_text(report))

    assert list(again.summary.regions) == list(report.summary.regions)
    assert [type(claim.metric) for claim in again.claims] == [Metric for _ in report.claims]
    spans = [claim.window.outer for claim in again.claims]
    assert all(span.start.utcoffset() == timedelta(0) for span in spans)


@given(instants)
def test_instant_is_kept_to_the_microsecond(at: datetime) -> None:
    assert EPOCH + timedelta(microseconds=instant_to_microseconds(at)) == at


def test_naive_time_is_not_kept() -> None:
    with pytest.raises(ValueError, match="naive"):
        instant_to_microseconds(datetime(2026, 3, 14))  # noqa: DTZ001 - the point of the test
    assert Instant.cache_ok


GOOD = json.loads(report_to_text(Report(PostKind.INCIDENT, Summary(is_incident=True, total=3))))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        json.dumps(GOOD | {"mood": "calm"}),
        json.dumps(GOOD | {"kind": "rumour"}),
        json.dumps(GOOD | {"summary": {"is_incident": 1}}),
        json.dumps(GOOD | {"summary": GOOD["summary"] | {"total": "3"}}),
        json.dumps(GOOD | {"summary": GOOD["summary"] | {"total": True}}),
        json.dumps(GOOD | {"summary": GOOD["summary"] | {"window": ["2026-03-14T12:00:00"] * 2}}),
        json.dumps(GOOD | {"claims": [{"rule": "only a rule"}]}),
        json.dumps(GOOD | {"claims": [7]}),
        json.dumps({"kind": "incident"}),
    ],
)
def test_any_other_shape_is_refused(text: str) -> None:
    with pytest.raises(UnreadableRecordError):
        parse_report(text)
