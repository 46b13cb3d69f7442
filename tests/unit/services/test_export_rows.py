"""A claim as a row of an export, in either format, is the same claim when it is read back."""

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.claim import Claim, Count, Evidence, Flag, Metric, Place, Relation, Weapon
from domain.errors import RefusedLineError
from domain.post import text_hash
from domain.record import StoredClaim, StoredPost, StoredVersion
from domain.region import region_table
from domain.window import Precision, Span, Window
from services.export_cells import to_cell
from services.export_columns import ClaimRow, columns_of
from services.export_parsing import claim_of, parse_row, record_of, values_of_cells
from services.export_rows import Row, alias_of, claim_row, version_facts

ZONE = ZoneInfo("Europe/Moscow")
POST = StoredPost(1, "channel:-1001:7", None, True, datetime(2026, 6, 11, tzinfo=UTC), None, None, 1)

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
sea_names = st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=8)
ordinals = st.lists(st.integers(0, 9), max_size=3).map(tuple)
instants = st.datetimes(datetime(1990, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  the zone is given beside
spans = st.tuples(instants, instants).map(lambda both: Span(min(both), max(both)))
counts = st.tuples(st.lists(st.integers(0, 10**6), min_size=3, max_size=3).map(sorted), st.booleans()).map(
    lambda told: Count(told[0][0], told[0][1], None if told[1] else told[0][2])
)


def several(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=3).map(tuple)


@st.composite
def texts_with_claims(draw: st.DrawFn) -> tuple[str, Claim]:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
    cuts = draw(several(st.lists(st.integers(0, len(text)), min_size=2, max_size=2).map(sorted)))
    claim = draw(
        st.builds(
            Claim,
            originator=words,
            metric=st.sampled_from(Metric),
            weapon=st.sampled_from(Weapon),
            count=counts,
            regions=several(st.sampled_from(sorted(region_table()))),
            window=st.builds(Window, spans, st.none() | spans, st.sampled_from(Precision)),
            rule=words,
            evidence=st.just(tuple(Evidence(start, end, text[start:end]) for start, end in cuts)),
            seas=several(sea_names),
            places=several(st.builds(Place, words, st.sampled_from(["district", "city"]), st.none() | words)),
            relation=st.none() | st.sampled_from(Relation),
            targets=ordinals,
            flags=several(st.sampled_from(Flag).map(str)),
            composite=st.booleans(),
            confidence=st.floats(0, 1),
        )
    )
    return text, claim


def row_of(text: str, claim: Claim) -> Row:
    version = StoredVersion(1, 1, text, text_hash(text), POST.posted_at)
    stored = StoredClaim("1.1.0", 1, 1, 0, date(2026, 6, 11), True, POST.posted_at, None, None, claim)
    return claim_row(stored, version_facts(POST, version, None, ZONE), version, [], [], ZONE)


def through_csv(row: Row) -> dict[str, Any]:
    """The row as a file of cells gives it back."""
    columns = columns_of(ClaimRow)
    file = io.StringIO(newline="")
    csv.writer(file).writerows([columns, [to_cell(row[column]) for column in columns]])
    (cells,) = csv.DictReader(io.StringIO(file.getvalue(), newline=""))
    return values_of_cells(cells)


def read(values: dict[str, Any]) -> Claim:
    row = parse_row(values)
    assert isinstance(row, ClaimRow)
    return claim_of(row)


@given(texts_with_claims())
def test_claim_comes_back_from_a_row_of_cells(told: tuple[str, Claim]) -> None:
    text, claim = told
    values = through_csv(row_of(text, claim))
    assert read(values) == claim
    assert values["text"] == text


@given(texts_with_claims())
def test_claim_comes_back_from_a_line(told: tuple[str, Claim]) -> None:
    text, claim = told
    assert read(json.loads(json.dumps(row_of(text, claim)))) == claim


@settings(max_examples=10)
@given(texts_with_claims())
def test_row_has_the_columns_in_their_order(told: tuple[str, Claim]) -> None:
    assert tuple(row_of(*told)) == columns_of(ClaimRow)


def test_alias_of_an_editor_is_stable_and_not_the_hash() -> None:
    alias = alias_of("0123456789abcdef")
    assert "0123" not in alias
    assert alias_of("0123456789abcdef") == alias
    assert alias_of(alias) == alias
    assert alias_of("another") != alias


@pytest.mark.parametrize(
    ("head", "record"),
    [
        (b'\xef\xbb\xbf"record",by,key,low,best,floor,state,claims,unnumbered\r\n', "total"),
        ((",".join(columns_of(ClaimRow)) + "\r\n").encode("utf-8-sig"), "claim"),
        (b'{"record": "decision", "number": 1}\n', "decision"),
        (b'{"record": "note"}\n', None),
        (b'{"source": "mod", "text": "record"}\n', None),
        (b"record,text\n", None),
        (b"", None),
        (b"{", None),
    ],
)
def test_file_of_an_export_is_known_by_its_first_line(head: bytes, record: str | None) -> None:
    assert record_of(head) == record


def test_too_many_cells_are_refused() -> None:
    with pytest.raises(RefusedLineError, match="more cells"):
        values_of_cells({"record": "claim", None: ["surplus"]})
