"""Figures as JSON text: what is printed of a row, without the claims behind it."""

from typing import Any

from domain.tally import Tally, TallyState
from domain.totals import TotalsRow


def figure_to_json(row: TotalsRow) -> dict[str, Any]:
    """Everything a reader was shown of a row, and how many claims stood behind it."""
    return {
        **_tally_to_json(row.tally),
        "claims": row.claims,
        "unnumbered": row.unnumbered,
        "shared": row.shared_count,
        "sides": [[name, _tally_to_json(tally)] for name, tally in row.by_originator],
        "at_odds": list(row.disputed_in),
    }


def figure_from_json(key: str, kept: dict[str, Any]) -> TotalsRow:
    """The row as it was printed."""
    return TotalsRow(
        key=key,
        tally=_tally_from_json(kept),
        claims=kept["claims"],
        unnumbered=kept["unnumbered"],
        shared_count=kept["shared"],
        by_originator=tuple((name, _tally_from_json(tally)) for name, tally in kept["sides"]),
        # Rows kept before this was told have no such key.
        disputed_in=tuple(kept.get("at_odds", ())),
    )


def _tally_to_json(tally: Tally) -> dict[str, Any]:
    return {
        "floor": tally.floor,
        "ceiling": tally.ceiling,
        "low": tally.low,
        "best": tally.best,
        "high": tally.high,
        "state": str(tally.state),
        "flags": list(tally.flags),
    }


def _tally_from_json(kept: dict[str, Any]) -> Tally:
    return Tally(
        floor=kept["floor"],
        ceiling=kept["ceiling"],
        low=kept["low"],
        best=kept["best"],
        high=kept["high"],
        state=TallyState(kept["state"]),
        flags=tuple(kept["flags"]),
    )
