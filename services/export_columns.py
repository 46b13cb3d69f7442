"""The columns of an export: the shape of each row, with the meaning of every column.

These models are the one definition: the writer follows their order, docs/EXPORT.md lists them (a test
compares), and an import reads foreign rows through them.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, get_origin

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from domain.claim import Metric, Relation, Weapon
from domain.decision import Action
from domain.source import Issuer
from domain.tally import TallyState
from domain.window import Precision

_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def _meant(at: Any) -> Any:
    """An instant or a day of a year that can be meant."""
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError(f"the year {at.year} cannot be meant")
    return at


Whole = Annotated[int, Field(ge=0, le=10**15)]
Ordinal = Annotated[int, Field(ge=0, lt=1 << 16)]
Instant = Annotated[AwareDatetime, AfterValidator(_meant)]
Day = Annotated[date, AfterValidator(_meant)]
Name = Annotated[str, StringConstraints(min_length=1)]
Sea = Annotated[str, StringConstraints(pattern=r"^\w[\w\s-]*$")]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def _told(meaning: str, default: Any = ...) -> Any:
    """A column with its meaning; without a default it may not be empty."""
    return Field(default, description=meaning)


class PlaceCell(BaseModel):
    """A district, city or settlement; `region` is none where it could not be settled."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    kind: str
    region: str | None = None


class ClaimAddress(BaseModel):
    """A claim as every database knows it: its post, the text's hash, its place among the text's claims."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    post: Name
    version: Hash
    ordinal: Ordinal


class BondCell(ClaimAddress):
    """An editor's word on how a claim stands to the one addressed."""

    relation: Relation


class ExportRow(BaseModel):
    """A row of any file. Columns that somebody added are left unread."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class VersionRow(ExportRow):
    """What every row about a text says of the text and of its post."""

    record: str = _told("what the row is; the same in every row of a file")
    post: Name = _told("the post's identity: `channel:CHAT:MESSAGE`, `text:HASH` or `import:SOURCE:ID`")
    link: str | None = _told("address of the original", None)
    source: str | None = _told("our short name of the source; empty: not from a listed source", None)
    issuer: Issuer | None = _told("whose voice the source is: `mod`, `governor`, `agency`, `other`", None)
    home_region: str | None = _told("the source's own region, ISO 3166-2", None)
    zone: str | None = _told("time zone in which the source's bare hours are read", None)
    title: str | None = _told("the channel's title as Telegram showed it", None)
    verified: bool = _told("the origin is an accepted source; only then may the post raise a number")
    posted_at: Instant = _told("when the original was posted")
    version: Hash = _told("hash of the text, white space and case ignored: which text of the post this is")
    seen_at: Instant = _told("the moment whose text it is: the forward, or the edit")
    current: bool = _told("the text in force; an edited post has older ones too")


class ClaimRow(VersionRow):
    """A row of `claims`: one statement of a text, as recorded."""

    record: Literal["claim"] = _told("`claim`")
    live: bool = _told("may enter a number: of the text in force of an accepted post, and not held back")
    ordinal: Ordinal = _told("place of the claim among those of its text, from 0")
    day: Day = _told("the day it belongs to: the date on which its window ends, in the counting zone")
    originator: Name = _told("whose statement: `mod`, `governor:RU-KLU`, `agency:NAME`, `unknown`")
    metric: Metric = _told("what is said to have happened; only `downed` is totalled")
    weapon: Weapon = _told("what was downed; only `drone` is in the default total")
    low: Whole = _told("the fewest that the words allow")
    best: Whole = _told("the best single figure")
    high: Whole | None = _told("the most that the words allow; empty: no upper limit", None)
    outer_start: Instant = _told("start of all the time that the words allow")
    outer_end: Instant = _told("end of all the time that the words allow")
    inner_start: Instant | None = _told("start of the time certainly covered; empty: none is", None)
    inner_end: Instant | None = _told("end of the time certainly covered; empty: none is", None)
    precision: Precision = _told("how sharply the words give the hours: `minute`, `approx`, `none`")
    regions: list[str] = _told("ISO 3166-2 codes; empty: the whole country, or the seas named", [])
    seas: list[Sea] = _told("seas named", [])
    places: list[PlaceCell] = _told("districts and towns: name, kind, region", [])
    composite: bool = _told("the regions are one place (Moscow region)", default=False)
    relation: Relation | None = _told("`adds_to`, `includes` or `part_of`, by the words themselves", None)
    targets: list[Ordinal] = _told("ordinals of the claims of the same text that the relation speaks of", [])
    bonds: list[BondCell] = _told("relations to claims of other texts that an editor stated", [])
    flags: list[str] = _told("reasons for care, such as `approximate`, `shared`, `unnumbered`", [])
    confidence: Share = _told("how sure the reading is, 0 to 1", 1.0)
    rule: str = _told("the rule that read it")
    quotes: list[str] = _told("the words that gave number, place and hours", [])
    spans: list[tuple[Whole, Whole]] = _told("where these words stand: `text[start:end]`, in characters", [])
    decisions: list[str] = _told("what editors decided about the claim or its post and not undone", [])
    text: str = _told("the whole text")


class PostRow(VersionRow):
    """A row of `posts`: one text of a post, whether it claims anything or not."""

    record: Literal["post"] = _told("`post`")
    claims: Whole = _told("how many claims the text makes")
    text: str = _told("the whole text")


class TotalRow(ExportRow):
    """A row of `totals`: a reconciled figure of the claims exported."""

    record: Literal["total"] = _told("`total`")
    by: Literal["all", "region", "originator", "day", "day and region"] = _told("what the figure is of")
    day: Day | None = _told("the day; empty: all days exported", None)
    key: str = _told("region code, `sea:NAME`, originator, the day again, or `all`")
    low: Whole = _told("the figure to print; of a `disputed` row print both ends, `low` and `high`")
    best: Whole = _told("the best single figure")
    high: Whole | None = _told("the most; empty: no upper limit", None)
    floor: Whole = _told(
        "the fewest drones for which every claim is true; in a `disputed` row it is above `ceiling`, "
        "for the claims cannot all be true, and `low` to `high` run from `ceiling` to `floor`"
    )
    ceiling: Whole | None = _told("the most if the claims leave nothing out; empty: no limit", None)
    state: TallyState = _told("`exact`, `range`, `open` or `disputed`")
    claims: Whole = _told("how many claims made the figure")
    unnumbered: Whole = _told("how many of them give no number")


class DecisionRow(ExportRow):
    """A row of `decisions`: one thing that an editor decided, or undid."""

    record: Literal["decision"] = _told("`decision`")
    number: Whole = _told("number of the decision in this export")
    post: Name = _told("identity of the post it is about")
    version: Hash | None = _told("hash of the text it is about; empty: the post", None)
    ordinal: Ordinal | None = _told("the claim of that text; empty: the post, or the whole text", None)
    action: Action = _told(
        "what was decided: `accept`, `reject`, `fix`, `move`, `merge`, `split`, `choose_version`, `undo`"
    )
    value: dict[str, Any] = _told("what was put in the place of what was read")
    editor: str = _told("an alias, the same for the same editor; no name, number or hash of Telegram's")
    reason: str = _told("the editor's reason")
    undoes: Whole | None = _told("number of the decision that this one undoes", None)
    decided_at: Instant = _told("when it was decided")


FILES: Mapping[str, type[ExportRow]] = {
    "claims": ClaimRow,
    "totals": TotalRow,
    "posts": PostRow,
    "decisions": DecisionRow,
}
"""The files of an export, without their endings, in the order they are written."""

ROWS: Mapping[str, type[ExportRow]] = {
    "claim": ClaimRow,
    "total": TotalRow,
    "post": PostRow,
    "decision": DecisionRow,
}
"""What the first column says a row is."""


def columns_of(row: type[ExportRow]) -> tuple[str, ...]:
    """The names of a file's columns, in their order."""
    return tuple(row.model_fields)


def meanings_of(row: type[ExportRow]) -> dict[str, str]:
    """What each column means."""
    return {name: field.description or "" for name, field in row.model_fields.items()}


@cache
def list_columns(row: type[ExportRow]) -> frozenset[str]:
    """Columns whose cells hold several values."""
    return frozenset(n for n, field in row.model_fields.items() if get_origin(field.annotation) is list)


@cache
def mapping_columns(row: type[ExportRow]) -> frozenset[str]:
    """Columns whose cells hold values by name."""
    return frozenset(n for n, field in row.model_fields.items() if get_origin(field.annotation) is dict)


@cache
def optional_columns(row: type[ExportRow]) -> frozenset[str]:
    """Columns that may be empty."""
    return frozenset(n for n, field in row.model_fields.items() if not field.is_required())


def required_columns(row: type[ExportRow]) -> frozenset[str]:
    """Columns that every row fills."""
    return frozenset(row.model_fields) - optional_columns(row)
