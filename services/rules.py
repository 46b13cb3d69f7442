"""The small policy object that the use cases get: what the configuration decides about counting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from domain.alert import AlertPolicy
from domain.source import Source


@dataclass(frozen=True, slots=True)
class CountingRules:
    """Which channels are sources (by chat id), in which zone days are, and what is announced where.

    `registry` knows sources by name, for imports and for attributing; only `sources` are trusted.
    """

    sources: Mapping[int, Source]
    zone: ZoneInfo
    alerts: AlertPolicy
    registry: Mapping[str, Source] = field(default_factory=dict)
