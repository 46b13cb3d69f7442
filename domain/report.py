"""Reports: all that was understood from one version of a post."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.claim import Claim, Place
from domain.window import Precision, Span


class PostKind(StrEnum):
    """What a post is; only an incident makes claims that count."""

    INCIDENT = "incident"
    DIGEST = "digest"
    WARNING = "warning"
    ALL_CLEAR = "all_clear"
    ADVISORY = "advisory"
    OTHER = "other"


class TotalKind(StrEnum):
    """How the post's own total stands to its earlier posts."""

    EXACT = "exact"
    UNSPECIFIED = "unspecified"
    CUMULATIVE = "cumulative"
    INCREMENT = "increment"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that was seen but not settled; `candidates` are shown to a person, never used."""

    text: str
    start: int
    end: int
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequences:
    """Stated consequences. Zero only when the words say so; None when they are silent."""

    killed: int | None = None
    injured: int | None = None
    damage: bool | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What the post itself says was downed in its own window (CONTRACTS `summary`).

    `regions` maps a region key ("RU-KLU", "RU-MOW+RU-MOS") to its own count, None where named without one.
    """

    is_incident: bool
    total: int | None = None
    total_kind: TotalKind = TotalKind.UNSPECIFIED
    total_qualifier: str | None = None
    cumulative_total: int | None = None
    regions: Mapping[str, int | None] = field(default_factory=dict)
    seas: Mapping[str, int | None] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    window: Span | None = None
    precision: Precision = Precision.NONE
    consequences: Consequences = Consequences()


@dataclass(frozen=True, slots=True)
class Report:
    """The reading of one version; `reason` says why nothing was counted, when nothing was."""

    kind: PostKind
    summary: Summary
    claims: tuple[Claim, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    flags: tuple[str, ...] = ()
    reason: str | None = None
