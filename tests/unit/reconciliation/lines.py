"""Lines of the `tally` verb, written short."""

import json
from typing import Any

from services.tally_lines import answer_lines

KALUGA = "RU-KLU"
NIGHT = ("11T20:00", "12T07:00")
Window = tuple[str, str]


def hours(window: Window) -> list[str]:
    """("11T20:00", "12T07:00") → two instants of March 2026, Moscow time."""
    return [f"2026-03-{instant}:00+03:00" for instant in window]


def claim(
    name: str,
    regions: str | list[str],
    low: int,
    *,
    high: int | None = -1,
    window: Window = NIGHT,
    inner: Window | None = ("same", "same"),
    **more: Any,
) -> dict[str, Any]:
    """A claim line; high defaults to low, the inner window to the outer one."""
    return {
        "id": name,
        "originator": more.pop("originator", "mod"),
        "regions": [regions] if isinstance(regions, str) else regions,
        "low": low,
        "high": low if high == -1 else high,
        "outer": hours(window),
        "inner": None if inner is None else hours(window if inner == ("same", "same") else inner),
        **more,
    }


def query(*regions: str, **more: Any) -> dict[str, Any]:
    """A question about some regions, or about the country."""
    return {"query": {"regions": list(regions) or None, **more}}


def ask(*lines: dict[str, Any]) -> list[dict[str, Any]]:
    return list(answer_lines(json.dumps(line, ensure_ascii=False) for line in lines))
