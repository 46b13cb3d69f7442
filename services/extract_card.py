"""The `extract` verb without --json: a plain text in, a card for a person at a terminal out."""

from domain.claim import Claim
from domain.report import Report
from domain.source import MOSCOW, Issuer, Source

UNKNOWN_SOURCE = Source(name="unknown", issuer=Issuer.OTHER, zone=MOSCOW)
"""A text pasted by hand says nothing of where it is from."""


def render_card(report: Report, text: str) -> str:
    """What was understood of a text, line by line, with the words that every figure was read from."""
    summary = report.summary
    lines = [f"kind: {report.kind.value}" + (f" ({report.reason})" if report.reason else "")]
    if summary.is_incident:
        lines.append(
            f"total: {_known(summary.total)} ({summary.total_kind.value}{_tail(summary.total_qualifier)})"
        )
        if summary.cumulative_total is not None:
            lines.append(f"running total: {summary.cumulative_total}")
    where = [f"{key} {_known(count)}" for key, count in (*summary.regions.items(), *summary.seas.items())]
    if where:
        lines.append("where: " + "; ".join(where))
    if summary.places:
        lines.append("places: " + ", ".join(f"{place.name} ({place.kind})" for place in summary.places))
    if summary.window is not None:
        window = summary.window
        lines.append(
            f"time: {window.start.isoformat()} - {window.end.isoformat()} ({summary.precision.value})"
        )
    lines.append(
        f"killed: {_known(summary.consequences.killed)}, injured: {_known(summary.consequences.injured)}, "
        f"damage: {_yes_no(summary.consequences.damage)}"
    )
    lines += [f"claim {at}: {_claim_line(claim)}" for at, claim in enumerate(report.claims, 1)]
    for unresolved in report.unresolved:
        candidates = ", ".join(unresolved.candidates)
        quote = text[unresolved.start : unresolved.end]
        lines.append(f'not settled: "{quote}"' + (f" -> {candidates}?" if candidates else ""))
    return "\n".join(lines)


def _claim_line(claim: Claim) -> str:
    count = claim.count
    figure = (
        str(count.low)
        if count.high == count.low
        else f"{count.low}-{'' if count.high is None else count.high}"
    )
    where = "+".join(claim.regions) or "+".join(claim.seas) or "whole country"
    flags = f" [{', '.join(claim.flags)}]" if claim.flags else ""
    words = " … ".join(" ".join(evidence.text.split()) for evidence in claim.evidence)
    relation = (
        f" {claim.relation.value} {[t + 1 for t in claim.targets] or 'earlier'}" if claim.relation else ""
    )
    what = f"{claim.metric.value} {claim.weapon.value} {figure} {where}"
    return f"{claim.originator}: {what}{relation}{flags} <- {words}"


def _known(value: int | None) -> str:
    return "not stated" if value is None else str(value)


def _tail(qualifier: str | None) -> str:
    return f", {qualifier}" if qualifier else ""


def _yes_no(value: bool | None) -> str:
    return "not stated" if value is None else ("yes" if value else "no")
