"""The `tally` verb: claims and questions as JSON lines → reconciled figures, with no database."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    TypeAdapter,
    ValidationError,
)

from domain.claim import Count
from domain.errors import RefusedLineError, RelationCycleError
from domain.source import MOSCOW
from domain.tally import Tally, WeighedClaim
from domain.window import Span
from reconciliation import tally

_Number = Annotated[int, Field(strict=True, ge=0)]
_Name = Annotated[str, Field(min_length=1)]
_INSTANT = TypeAdapter(AwareDatetime)
_DATE_LENGTH = len("2025-03-01")
_ZONE = ZoneInfo(MOSCOW)


_FIRST_YEAR, _LAST_YEAR = 1900, 2199


class _Line(BaseModel):
    """What every line may carry; keys that no line knows are left unread."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    case: StrictStr | StrictInt | None = None


_Instant = TypeVar("_Instant")


class _ClaimLine(_Line, Generic[_Instant]):
    """A claim; the ids it names are those of its own case. Its instants are read, or still texts."""

    id: _Name
    originator: str = "unknown"
    regions: frozenset[_Name]
    low: _Number
    best: _Number | None = None
    high: _Number | None
    outer: tuple[_Instant, _Instant]
    inner: tuple[_Instant, _Instant] | None = None
    adds_to: frozenset[str] = frozenset()
    includes: frozenset[str] = frozenset()
    part_of: frozenset[str] = frozenset()
    composite: bool = False


_ReadLine = _ClaimLine[AwareDatetime]
_USUAL = r"^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}(Z|[+-][01][0-9]:[0-5][0-9])$"
_TextLine = _ClaimLine[Annotated[str, Field(strict=True, pattern=_USUAL)]]
"""Instants of the usual form are left as texts: they repeat from claim to claim, and each is read once."""


class _Query(BaseModel):
    """A question: which regions (none: the whole country), and since and until when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    regions: frozenset[_Name] | None = None
    since: str | None = Field(default=None, alias="from")
    until: str | None = Field(default=None, alias="to")


class _QueryLine(_Line):
    query: _Query


@dataclass(frozen=True, slots=True)
class _Question:
    """A query with its bounds read, as instants after which (`since`) and by which (`until`) windows end.

    So midnight to midnight is one day: 24:00 belongs to the day that ends.
    """

    regions: frozenset[str] | None = None
    since: datetime | None = None
    until: datetime | None = None

    def select(self, claims: Iterable[WeighedClaim]) -> list[WeighedClaim]:
        since, until = self.since, self.until
        return [
            claim
            for claim in claims
            if (since is None or claim.outer.end > since) and (until is None or claim.outer.end <= until)
        ]


@dataclass(frozen=True, slots=True)
class _Case:
    """Claims that know of one another, and the questions asked of them, in order."""

    claims: dict[str, WeighedClaim] = field(default_factory=dict)
    questions: list[_Question] = field(default_factory=list)


def answer_lines(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """One answer per question, case by case in order of first appearance; without a question, one over all.

    A line that cannot be used gives {"error": "line N: why"}, before any answer, and the others go on. A
    case whose claims contain one another in a circle gives an error for each of its questions.
    """
    cases: dict[str | int | None, _Case] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            _take(line, cases)
        except RefusedLineError as error:
            yield {"error": f"line {number}: {error.reason}"}
    for name, case in cases.items():
        label = {} if name is None else {"case": name}
        for question in case.questions or [_Question()]:
            yield {**label, **_answer(case, question)}


def _answer(case: _Case, question: _Question) -> dict[str, object]:
    try:
        return _told(tally(question.select(case.claims.values()), regions=question.regions))
    except RelationCycleError as error:
        return {"error": f"claims {', '.join(error.claim_ids)} contain one another in a circle"}


def _told(figure: Tally) -> dict[str, object]:
    answer: dict[str, object] = {
        "floor": figure.floor,
        "ceiling": figure.ceiling,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "state": figure.state.value,
        "counted": list(figure.counted),
        "folded": {one: list(into) for one, into in figure.folded.items()},
    }
    if figure.flags:
        answer["flags"] = list(figure.flags)
    return answer


def _take(line: str, cases: dict[str | int | None, _Case]) -> None:
    """Put the line where it belongs; raises RefusedLineError with the reason when it cannot be used."""
    try:
        if '"query"' in line:
            _take_either(line, cases)
        else:
            given = _TextLine.model_validate_json(line)
            begin, end = given.outer
            outer = Span(_instant_of(begin), _instant_of(end))
            inner: Span | None = outer
            # Hours that are certain as written are one span: it is laid out once.
            if given.inner != given.outer:
                inner = Span(*map(_instant_of, given.inner)) if given.inner else None
            _take_claim(given, outer, inner, cases)
    except (ValueError, OverflowError):
        # Read again by the slower reader, whose words for a fault are told; what only it reads is taken.
        _take_either(line, cases)


def _take_either(line: str, cases: dict[str | int | None, _Case]) -> None:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RefusedLineError(f"not JSON: {error}") from None
    if not isinstance(given, dict):
        raise RefusedLineError("not an object")
    try:
        if "query" in given:
            _take_question(_QueryLine.model_validate(given), cases)
        else:
            claim = _ReadLine.model_validate(given)
            inner = Span(*claim.inner) if claim.inner else None
            _take_claim(claim, Span(*claim.outer), inner, cases)
    except ValidationError as error:
        raise RefusedLineError(_first_fault(error)) from None
    except ValueError as error:
        raise RefusedLineError(str(error)) from None


_REMEMBERED = 1 << 16
"""Readings kept of each kind, the last ones: hours of one raid, counts and places come again and again."""


@lru_cache(_REMEMBERED)
def _instant_of(text: str) -> datetime:
    """An instant, in UTC, where instants are quickest to compare; raises ValueError and OverflowError."""
    return datetime.fromisoformat(text).astimezone(UTC)


_count_of = lru_cache(_REMEMBERED)(Count)


@lru_cache(_REMEMBERED)
def _regions_of(regions: frozenset[str]) -> frozenset[str]:
    return regions


def _take_claim(
    given: _ClaimLine[Any], outer: Span, inner: Span | None, cases: dict[str | int | None, _Case]
) -> None:
    if outer.start.year < _FIRST_YEAR or outer.end.year > _LAST_YEAR:
        raise RefusedLineError(f"outer: years from {_FIRST_YEAR} to {_LAST_YEAR} only")
    claim = WeighedClaim(
        given.id,
        given.originator,
        _regions_of(given.regions),
        _count_of(given.low, given.low if given.best is None else given.best, given.high),
        outer,
        inner,
        given.adds_to,
        given.includes,
        given.part_of,
        given.composite,
    )
    case = cases.get(given.case)
    if case is None:
        case = cases[given.case] = _Case()
    # The same line twice is a duplicate, and a duplicate never changes anything.
    known = case.claims.setdefault(claim.id, claim)
    if known is not claim and known != claim:
        raise RefusedLineError(f"id {claim.id} is already another claim's")


def _take_question(given: _QueryLine, cases: dict[str | int | None, _Case]) -> None:
    query = given.query
    question = _Question(query.regions or None, _parse_since(query.since), _parse_until(query.until))
    cases.setdefault(given.case, _Case()).questions.append(question)


def _parse_since(text: str | None) -> datetime | None:
    bound = _parse_bound(text)
    return bound if bound is None or isinstance(bound, datetime) else _midnight(bound)


def _parse_until(text: str | None) -> datetime | None:
    bound = _parse_bound(text)
    if bound is None or isinstance(bound, datetime):
        return bound
    return None if bound.year == MAXYEAR else _midnight(bound + timedelta(days=1))


def _parse_bound(text: str | None) -> date | datetime | None:
    """A day or an instant, told apart by how they are written: midnight is an instant too."""
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == _DATE_LENGTH else _INSTANT.validate_python(text)


def _midnight(day: date) -> datetime:
    """The instant at which a Moscow day begins."""
    return datetime.combine(day, time(), _ZONE)


def _first_fault(error: ValidationError) -> str:
    fault: dict[str, Any] = dict(error.errors()[0])
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where}: {fault['msg']}" if where else str(fault["msg"])
