"""The `tally` verb: claims and questions as JSON lines, reconciled with no database."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, NonNegativeInt, ValidationError

from domain.claim import Count
from domain.errors import RefusedLineError, RelationCycleError
from domain.source import MOSCOW
from domain.tally import Tally, WeighedClaim
from domain.window import Span, day_of
from reconciliation import tally

Answer = dict[str, Any]
_ZONE = ZoneInfo(MOSCOW)


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ClaimLine(_Line):
    """A claim; ids are those of the same case."""

    id: str
    case: str | int | None = None
    originator: str
    regions: tuple[str, ...]
    low: NonNegativeInt
    best: NonNegativeInt | None = None
    high: NonNegativeInt | None
    outer: tuple[AwareDatetime, AwareDatetime]
    inner: tuple[AwareDatetime, AwareDatetime] | None = None
    adds_to: frozenset[str] = frozenset()
    includes: frozenset[str] = frozenset()
    part_of: frozenset[str] = frozenset()


class _Query(_Line):
    """Regions (null: the country) and a period: days, both included, or instants, by the window's end."""

    regions: frozenset[str] | None = None
    first: date | AwareDatetime | None = None
    last: date | AwareDatetime | None = None


class _QueryLine(_Line):
    case: str | int | None = None
    query: dict[str, Any]


@dataclass(slots=True)
class _Case:
    claims: list[WeighedClaim] = field(default_factory=list)
    queries: list[_Query] = field(default_factory=list)


def answer_lines(lines: Iterable[str]) -> Iterator[Answer]:
    """Refusals first, as they are met; then for each case, in order of appearance, its answers.

    A case without a query gets one answer over everything. Answers repeat their case's name.
    """
    cases: dict[str | int | None, _Case] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            _take(line, cases)
        except RefusedLineError as refused:
            yield {"error": f"line {number}: {refused.reason}"}
    for name, case in cases.items():
        for query in case.queries or [_Query()]:
            yield _answer(name, case.claims, query)


def _take(line: str, cases: dict[str | int | None, _Case]) -> None:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise RefusedLineError(f"not JSON: {error}") from None
    if not isinstance(found, dict):
        raise RefusedLineError("expected a JSON object")
    try:
        if "query" in found:
            asked = _QueryLine.model_validate(found)
            query = _parse_query(asked.query)
            cases.setdefault(asked.case, _Case()).queries.append(query)
        else:
            given = _ClaimLine.model_validate(found)
            case = cases.setdefault(given.case, _Case())
            if any(claim.id == given.id for claim in case.claims):
                raise RefusedLineError(f"a claim with id {given.id!r} was given before")
            case.claims.append(_weigh(given))
    except ValidationError as error:
        raise RefusedLineError(_first_fault(error)) from None
    except ValueError as error:
        raise RefusedLineError(str(error)) from None


def _parse_query(found: dict[str, Any]) -> _Query:
    renamed = {{"from": "first", "to": "last"}.get(key, key): value for key, value in found.items()}
    return _Query.model_validate(renamed)


def _weigh(given: _ClaimLine) -> WeighedClaim:
    best = given.low if given.best is None else given.best
    return WeighedClaim(
        id=given.id,
        originator=given.originator,
        regions=frozenset(given.regions),
        count=Count(given.low, best, given.high),
        outer=Span(*given.outer),
        inner=Span(*given.inner) if given.inner else None,
        adds_to=given.adds_to,
        includes=given.includes,
        part_of=given.part_of,
    )


def _answer(name: str | int | None, claims: list[WeighedClaim], query: _Query) -> Answer:
    head: Answer = {} if name is None else {"case": name}
    try:
        figure = tally([claim for claim in claims if _in_period(claim, query)], regions=query.regions)
    except RelationCycleError as circle:
        return {**head, "error": f"claims include one another in a circle: {circle}"}
    return {**head, **_told(figure)}


def _in_period(claim: WeighedClaim, query: _Query) -> bool:
    """By the day the claim belongs to (a Moscow date), or by the instant its window ends."""
    return _at_or_after(claim, query.first) and _at_or_before(claim, query.last)


def _at_or_after(claim: WeighedClaim, first: date | datetime | None) -> bool:
    if isinstance(first, datetime):
        return claim.outer.end > first
    return first is None or day_of(claim.outer.end, _ZONE) >= first


def _at_or_before(claim: WeighedClaim, last: date | datetime | None) -> bool:
    if isinstance(last, datetime):
        return claim.outer.end <= last
    return last is None or day_of(claim.outer.end, _ZONE) <= last


def _told(figure: Tally) -> Answer:
    return {
        "floor": figure.floor,
        "ceiling": figure.ceiling,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "state": figure.state.value,
        "counted": list(figure.counted),
        "folded": {one: list(into) for one, into in figure.folded.items()},
        **({"flags": list(figure.flags)} if figure.flags else {}),
    }


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where}: {fault['msg']}" if where else fault["msg"]
