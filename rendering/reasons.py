"""Why a number is what it is: each claim counted, folded or not counted, with its words and its post."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from domain.claim import Claim, Flag, Metric, Weapon, is_doubtful
from domain.totals import Explanation, Reason, Role
from rendering.figures import render_figure
from rendering.html import bold, escape, lines, link
from rendering.i18n import Words
from rendering.kinds import metric_name, weapon_name
from rendering.names import originator_name, region_name, sea_name
from rendering.times import render_period, render_span
from rendering.totals import render_caveat

_MOST_TOLD = 25
"""Claims told in one answer; beyond that the reader is sent to a single region."""
_LONGEST_QUOTE = 160
_MOST_REGIONS = 3


def render_why(explanation: Explanation, words: Words, zone: ZoneInfo) -> str:
    """The figure, then one entry for each claim: who, how many, when, what became of it, and its words."""
    ordinals = {reason.claim.id: n for n, reason in enumerate(explanation.reasons, start=1)}
    told = explanation.reasons[:_MOST_TOLD]
    return lines(
        bold(_headline(explanation, words)),
        *(line for reason in told for line in _entry(reason, ordinals, explanation.scope, words, zone)),
        _left_out(len(explanation.reasons) - len(told), words),
        render_caveat(words),
    )


def _headline(explanation: Explanation, words: Words) -> str:
    scope = explanation.scope
    return words.gettext("{place}, {period}: {figure}").format(
        place=region_name(scope, words) if scope else words.gettext("In all"),
        period=render_period(explanation.period, words),
        figure=render_figure(explanation.row, words),
    )


def _entry(
    reason: Reason, ordinals: Mapping[str, int], scope: str | None, words: Words, zone: ZoneInfo
) -> list[str]:
    stored = reason.claim
    claim = stored.claim
    parts = [
        originator_name(claim.originator, words),
        *([] if scope else [_place(claim, words)]),
        render_span(claim.window.outer, claim.window.precision, zone, words),
        link(words.gettext("post"), stored.link) if stored.link else "",
    ]
    head = f"{ordinals[stored.id]}. {bold(_count(claim, words))}: {'; '.join(part for part in parts if part)}"
    return [head, f"— {_role(reason, ordinals, words)}", *_quote(claim, words)]


def _count(claim: Claim, words: Words) -> str:
    if Flag.UNNUMBERED in claim.flags:
        return words.gettext("no number given")
    low = words.number(claim.count.low)
    if claim.count.high is None:
        return words.gettext("at least {n}").format(n=low)
    high, best = words.number(claim.count.high), words.number(claim.count.best)
    if low != high:
        return f"≈{best} ({low}–{high})"
    return f"≈{best}" if Flag.APPROXIMATE in claim.flags else best


def _place(claim: Claim, words: Words) -> str:
    regions = claim.regions
    if claim.composite:
        return region_name("+".join(regions), words)
    if len(regions) > _MOST_REGIONS:
        return words.ngettext("{n} region together", "{n} regions together", len(regions))
    named = [*(region_name(code, words) for code in regions), *(sea_name(sea, words) for sea in claim.seas)]
    return ", ".join(named) or words.gettext("not split by region")


def _role(reason: Reason, ordinals: Mapping[str, int], words: Words) -> str:
    match reason.role:
        case Role.COUNTED:
            return words.gettext("counted")
        case Role.FOLDED:
            return _folded(reason, ordinals, words)
        case Role.IGNORED:
            return words.gettext("not counted: {why}").format(why=_why_ignored(reason, words))


def _folded(reason: Reason, ordinals: Mapping[str, int], words: Words) -> str:
    into = ", ".join(str(ordinals[claim_id]) for claim_id in reason.into if claim_id in ordinals)
    if not into:
        return words.gettext("not added: may speak of the same drones as the others")
    told = {
        "part_of": words.gettext("not added: by its own words a part of {into}"),
        "includes": words.gettext("not added: by their own words contained in {into}"),
        "window": words.gettext("not added: its time lies inside {into}"),
    }.get(reason.rule, words.gettext("not added: may speak of the same drones as {into}"))
    return told.format(into=into)


def _why_ignored(reason: Reason, words: Words) -> str:
    claim = reason.claim.claim
    if claim.metric is not Metric.DOWNED:
        return words.gettext("it says “{metric}”, not “downed”").format(
            metric=metric_name(claim.metric, words)
        )
    if claim.weapon is not Weapon.DRONE:
        return words.gettext("it speaks of {weapon}").format(weapon=weapon_name(claim.weapon, words))
    if is_doubtful(claim):
        return words.gettext("the number is beyond anything claimed before; it is not counted")
    return words.gettext("not the current text of its post")


def _quote(claim: Claim, words: Words) -> list[str]:
    quoted = " … ".join(dict.fromkeys(evidence.text for evidence in claim.evidence))
    if not quoted:
        return []
    shown = quoted if len(quoted) <= _LONGEST_QUOTE else f"{quoted[: _LONGEST_QUOTE - 1]}…"
    return [words.gettext("“{text}”").format(text=escape(shown))]


def _left_out(n: int, words: Words) -> str | None:
    if n <= 0:
        return None
    return words.ngettext(
        "and {n} more claim; ask for one region: /why REGION",
        "and {n} more claims; ask for one region: /why REGION",
        n,
    )
