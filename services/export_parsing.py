"""Rows of an export, read back: foreign until every column has proved itself."""

import csv
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from domain.claim import Claim, Count, Evidence, Place
from domain.errors import RefusedLineError, UnknownRegionError
from domain.post import text_hash
from domain.region import get_region
from domain.source import MOSCOW, Issuer, Source
from domain.window import Span, Window
from services.export_cells import parse_list, unguard
from services.export_columns import (
    ROWS,
    ClaimRow,
    ExportRow,
    PostRow,
    VersionRow,
    list_columns,
    mapping_columns,
    optional_columns,
    required_columns,
)

RECORD = "record"
"""The first column: what a row is."""

TextRow = ClaimRow | PostRow


def record_of(head: bytes) -> str | None:
    """What the rows of a file that begins so are ("claim", "post", …); None for any other file."""
    lines = head.decode("utf-8-sig", errors="replace").splitlines()
    first = next((line for line in lines if line.strip()), "")
    if not first.lstrip().startswith("{"):
        header = next(csv.reader([first]), [])
        return next((name for name, row in ROWS.items() if required_columns(row) <= set(header)), None)
    try:
        record = json.loads(first).get(RECORD)
    except (ValueError, RecursionError):
        return None
    return record if record in ROWS else None


def parse_row(given: Mapping[str, Any]) -> ExportRow:
    """The row with its columns checked; raises RefusedLineError with the first fault."""
    row = ROWS.get(str(given.get(RECORD)))
    if row is None:
        raise RefusedLineError(f"{RECORD}: none of {', '.join(ROWS)}")
    try:
        parsed = row.model_validate(given)
    except ValidationError as error:
        fault = error.errors()[0]
        raise RefusedLineError(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}") from None
    if isinstance(parsed, ClaimRow | PostRow):
        _check_text(parsed)
    return parsed


def values_of_cells(cells: Mapping[str | None, Any]) -> dict[str, Any]:
    """The values of a row of a CSV file, as the `csv` module's DictReader gives its cells.

    An empty cell of a column that may be empty is left out. Raises RefusedLineError for too many cells, or
    a cell that is not what its column holds.
    """
    if None in cells:
        raise RefusedLineError("more cells than columns")
    values: dict[str, Any] = {str(name): unguard(cell or "") for name, cell in cells.items()}
    row = ROWS.get(values.get(RECORD, ""))
    if row is None:
        return values
    for name in [one for one in optional_columns(row) if values.get(one) == ""]:
        del values[name]
    for names, parse in ((list_columns(row), parse_list), (mapping_columns(row), json.loads)):
        for name in names & values.keys():
            try:
                values[name] = parse(values[name])
            except (ValueError, RecursionError) as error:
                raise RefusedLineError(f"{name}: {error}") from None
    return values


def source_of(row: VersionRow) -> Source | None:
    """Whose voice the post is; None where it is not from a listed source."""
    if row.source is None:
        return None
    return Source(row.source, row.issuer or Issuer.OTHER, row.home_region, row.zone or MOSCOW)


def claim_of(row: ClaimRow) -> Claim:
    """The claim of a row; RefusedLineError where its columns contradict each other."""
    try:
        for code in row.regions:
            get_region(code)
        return Claim(
            originator=row.originator,
            metric=row.metric,
            weapon=row.weapon,
            count=Count(row.low, row.best, row.high),
            regions=tuple(row.regions),
            window=Window(_span(row.outer_start, row.outer_end), _inner(row), row.precision),
            rule=row.rule,
            evidence=_evidence(row),
            seas=tuple(row.seas),
            places=tuple(Place(place.name, place.kind, place.region) for place in row.places),
            relation=row.relation,
            targets=tuple(row.targets),
            flags=tuple(row.flags),
            composite=row.composite,
            confidence=row.confidence,
        )
    except (ValueError, UnknownRegionError) as error:
        raise RefusedLineError(str(error)) from None


def check_standing(row: ClaimRow) -> None:
    """RefusedLineError where the columns that decide whether and when a claim counts disagree."""
    # Zones put a window's end at most a day from its date in UTC.
    if abs(row.day - row.outer_end.astimezone(UTC).date()) > timedelta(days=1):
        raise RefusedLineError("day: not the day on which the hours end")
    if row.live and not row.verified and not row.decisions:
        raise RefusedLineError("live: the post is not verified, and no editor accepted it")
    inner = _inner(row)
    if inner is not None and not row.outer_start <= inner.start <= inner.end <= row.outer_end:
        raise RefusedLineError("inner_start, inner_end: beyond the hours that the words allow")


def _check_text(row: TextRow) -> None:
    """The text is the one that was exported, and its source's zone and region exist."""
    if text_hash(row.text) != row.version:
        raise RefusedLineError("text: changed since the export, or `version` is of another one")
    try:
        if row.home_region is not None:
            get_region(row.home_region)
        ZoneInfo(row.zone or MOSCOW)
    except (ValueError, OSError, LookupError, UnknownRegionError) as error:
        raise RefusedLineError(f"source: {error}") from None


def _inner(row: ClaimRow) -> Span | None:
    if row.inner_start is None or row.inner_end is None:
        return None
    return _span(row.inner_start, row.inner_end)


def _span(start: datetime, end: datetime) -> Span:
    return Span(start.astimezone(UTC), end.astimezone(UTC))


def _evidence(row: ClaimRow) -> tuple[Evidence, ...]:
    """Every quote stands where it is said to stand."""
    if len(row.quotes) != len(row.spans):
        raise RefusedLineError("quotes: not as many as `spans`")
    told = zip(row.spans, row.quotes, strict=True)
    evidence = [Evidence(start, end, quote) for (start, end), quote in told]
    if any(row.text[one.start : one.end] != one.text for one in evidence):
        raise RefusedLineError("quotes: not the words of the text at `spans`")
    return tuple(evidence)
