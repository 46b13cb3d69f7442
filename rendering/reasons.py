"""Why a number is what it is: each claim counted, folded or not counted, with its words and its post."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.claim import Flag, Metric, Relation, Weapon, is_doubtful
from domain.tally import TallyState
from domain.totals import Explanation, Reason, Role, TotalsRow
from domain.window import Window
from rendering.figures import render_figure
from rendering.html import bold, escape, lines
from rendering.i18n import Words
from rendering.kinds import metric_name, weapon_name
from rendering.names import region_name
from rendering.pages import Page, paged
from rendering.quotes import render_claim, render_quote
from rendering.times import period_as_asked, render_certain, render_period
from rendering.totals import render_caveat

PAGE = 25
"""Claims of one page at most: as many as fit one message."""
_MOST_ENTRIES = 8
"""Entries named beside one that is folded into more."""


def render_why(explanation: Explanation, words: Words, zone: ZoneInfo, *, page: int = 1) -> str:
    """The text of a page of `why_page`."""
    return why_page(explanation, words, zone, page=page).text


def why_page(explanation: Explanation, words: Words, zone: ZoneInfo, *, page: int = 1) -> Page:
    """The figure and what it rests on, then one entry for each claim of the page (from 1).

    An entry: who, how many, when, what became of it, and its words. A page beyond the last is the last.
    """
    reasons = explanation.reasons
    ordinals = {reason.claim.id: n for n, reason in enumerate(reasons, start=1)}
    told = _Told(explanation, {reason.claim.id: reason for reason in reasons}, ordinals, words, zone)
    entries = [lines(*_entry(reason, told)) for reason in reasons]
    head = (bold(_headline(explanation, words)), *_remarks(explanation.row, words))
    return paged(head, entries, [render_caveat(words, why=False)], page, _which(explanation, words), PAGE)


def _headline(explanation: Explanation, words: Words) -> str:
    scope = explanation.scope
    return words.gettext("{place}, {period}: {figure}").format(
        place=region_name(scope, words) if scope else words.gettext("In all"),
        period=render_period(explanation.period, words),
        figure=render_figure(explanation.row, words, scope=scope),
    )


def _remarks(row: TotalsRow, words: Words) -> list[str]:
    """What the figure's form does not say by itself."""
    _ = words.gettext
    tally = row.tally
    told = []
    if Flag.REVISED in tally.flags:
        told.append(_("A later total of the same source is below its parts: the source corrects itself."))
    elif tally.state is TallyState.DISPUTED:
        told.append(
            _("The claims cannot all be true: those counted together exceed a total that holds them.")
        )
    if row.shared_count is not None:
        told.append(_("Named only together with other regions; a shared count is not divided."))
    if Flag.BOUNDED in tally.flags:
        told.append(_("too many entangled claims: the figures are safe bounds"))
    return told


@dataclass(frozen=True, slots=True)
class _Told:
    """An explanation as it is being told: its entries by claim, and in whose words and hours."""

    explanation: Explanation
    reasons: Mapping[str, Reason]
    ordinals: Mapping[str, int]
    words: Words
    zone: ZoneInfo

    def bound(self, reason: Reason, relation: Relation) -> list[str]:
        """The claims that an editor bound this one to, in the order of the entries."""
        others = {bond.other for bond in reason.claim.bonds if bond.relation is relation}
        return sorted(others & set(self.ordinals), key=self.ordinals.__getitem__)

    def entries(self, claim_ids: Iterable[str]) -> str:
        """ "entry 10", "entries 3, 4": a bare number would be taken for a count. Nothing for none."""
        numbers = [str(self.ordinals[one]) for one in claim_ids if one in self.ordinals]
        if not numbers:
            return ""
        more = ["…"] if len(numbers) > _MOST_ENTRIES else []
        listed = ", ".join([*numbers[:_MOST_ENTRIES], *more])
        # One or several is all that matters: «пункты» also of twenty-one.
        return self.words.ngettext("entry {list}", "entries {list}", min(len(numbers), 2), list=listed)


def _entry(reason: Reason, told: _Told) -> list[str]:
    claim = reason.claim
    line = render_claim(claim, told.explanation.scope, told.words, told.zone)
    quote = render_quote(claim.claim, told.words)
    return [
        f"{told.ordinals[claim.id]}. {line}",
        f"— {_role(reason, told)}",
        *([quote] if quote else []),
    ]


def _role(reason: Reason, told: _Told) -> str:
    match reason.role:
        case Role.COUNTED:
            return _counted(reason, told)
        case Role.FOLDED:
            return _folded(reason, told)
        case Role.IGNORED:
            return told.words.gettext("not counted: {why}").format(why=_why_ignored(reason, told.words))


def _counted(reason: Reason, told: _Told) -> str:
    words, scope, claim = told.words, told.explanation.scope, reason.claim.claim
    if scope and not claim.composite and not set(claim.regions) <= set(scope.split("+")):
        return words.gettext("counted as at least 1 here: the count is shared by several regions")
    apart = told.entries(told.bound(reason, Relation.ADDS_TO))
    if not apart:
        return words.gettext("counted")
    return words.gettext("counted: an editor holds it to be other drones than {others}").format(others=apart)


def _folded(reason: Reason, told: _Told) -> str:
    words, into = told.words, told.entries(reason.into)
    if not into:
        return words.gettext("not added: may speak of the same drones as the others")
    bound = told.entries(told.bound(reason, Relation.PART_OF))
    if bound:
        return words.gettext("not added: an editor holds it to be the same drones as {into}").format(
            into=bound
        )
    if reason.rule == "window":
        return _within(reason, into, told)
    because = {
        "part_of": words.gettext("not added: by its own words a part of {into}"),
        "includes": words.gettext("not added: by their own words contained in {into}"),
    }.get(reason.rule)
    return because.format(into=into) if because else _overlapping(reason, into, told)


def _within(reason: Reason, into: str, told: _Told) -> str:
    others = [told.reasons[other].claim.claim.window for other in reason.into if other in told.reasons]
    if [other.outer for other in others] == [reason.claim.claim.window.outer]:
        return told.words.gettext("not added: speaks of the same hours as {into}").format(into=into)
    return told.words.ngettext(
        "not added: its hours lie wholly within those of {into}",
        "not added: its hours lie wholly within those of {into} together",
        min(len(others), 2),
        into=into,
    )


def _overlapping(reason: Reason, into: str, told: _Told) -> str:
    """Not in the least number; in the most it is, for nothing that is counted certainly covers its hours."""
    words = told.words
    same = words.gettext("not added: may speak of the same drones as {into}").format(into=into)
    others = [told.reasons[other].claim.claim.window for other in reason.into if other in told.reasons]
    is_range = told.explanation.row.tally.state is TallyState.RANGE
    if not is_range or reason.rule != "overlap" or not others:
        return same
    why = (
        _uncovered(others[0], told)
        if len(others) == 1
        else words.gettext("its hours are certainly covered by none")
    )
    certain = render_certain(others[0], told.zone, words)
    return words.gettext("{same}; the greatest number has it, for {why}").format(
        same=same, why=why.format(certain=certain, into=into)
    )


def _uncovered(other: Window, told: _Told) -> str:
    """Why one counted claim is not certain to hold another."""
    words = told.words
    if other.inner is None:
        return words.gettext("{into} gives no hours")
    if not render_certain(other, told.zone, words):
        return words.gettext("its hours reach beyond those that {into} gives")
    return words.gettext("its hours reach beyond {certain}, which alone are certain of {into}")


def _why_ignored(reason: Reason, words: Words) -> str:
    claim = reason.claim.claim
    if Flag.REJECTED in claim.flags:
        return _rejected(reason, words)
    if claim.metric is not Metric.DOWNED:
        return words.gettext("it says “{metric}”, not “downed”").format(
            metric=metric_name(claim.metric, words)
        )
    if claim.weapon is not Weapon.DRONE:
        return words.gettext("it speaks of {weapon}").format(weapon=weapon_name(claim.weapon, words))
    if is_doubtful(claim) and Flag.IMPLAUSIBLE not in claim.flags:
        return words.gettext("read with too little certainty; it waits for an editor")
    if is_doubtful(claim):
        return words.gettext("the number is beyond anything claimed before; it is not counted")
    return words.gettext("not the current text of its post")


def _rejected(reason: Reason, words: Words) -> str:
    if not reason.note:
        return words.gettext("rejected by an editor")
    return words.gettext("rejected by an editor: {reason}").format(reason=escape(reason.note))


def _which(explanation: Explanation, words: Words) -> Callable[[int, int], str]:
    """Which page this is, and how to ask for the next."""
    count = words.ngettext("{n} claim in all", "{n} claims in all", len(explanation.reasons))
    asked = " ".join(filter(None, (explanation.scope, period_as_asked(explanation.period))))

    def which(page: int, pages: int) -> str:
        told = words.gettext("Page {page} of {pages}, {count}.").format(page=page, pages=pages, count=count)
        if page == pages:
            return told
        following = words.gettext("The next: {command}").format(command=f"/why {asked} #{page + 1}")
        return f"{told} {following}"

    return which
