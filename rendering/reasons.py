"""Why a number is what it is: each claim counted, folded or not counted, with its words and its post."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from domain.claim import Flag, Metric, Relation, Weapon, is_doubtful
from domain.record import StoredClaim
from domain.tally import TallyState
from domain.totals import Explanation, Reason, Role, TotalsRow
from rendering.figures import render_figure
from rendering.html import bold, escape, lines
from rendering.i18n import Words
from rendering.kinds import metric_name, weapon_name
from rendering.names import region_name
from rendering.pages import Page, paged
from rendering.quotes import render_claim, render_quote
from rendering.times import period_as_asked, render_period
from rendering.totals import render_caveat

PAGE = 25
"""Claims of one page at most: as many as fit one message."""


def render_why(explanation: Explanation, words: Words, zone: ZoneInfo, *, page: int = 1) -> str:
    """The text of a page of `why_page`."""
    return why_page(explanation, words, zone, page=page).text


def why_page(explanation: Explanation, words: Words, zone: ZoneInfo, *, page: int = 1) -> Page:
    """The figure and what it rests on, then one entry for each claim of the page (from 1).

    An entry: who, how many, when, what became of it, and its words. A page beyond the last is the last.
    """
    reasons, scope = explanation.reasons, explanation.scope
    ordinals = {reason.claim.id: n for n, reason in enumerate(reasons, start=1)}
    entries = [lines(*_entry(reason, ordinals, scope, words, zone)) for reason in reasons]
    head = (bold(_headline(explanation, words)), *_remarks(explanation.row, words))
    return paged(head, entries, [render_caveat(words)], page, _which(explanation, words), PAGE)


def _headline(explanation: Explanation, words: Words) -> str:
    scope = explanation.scope
    return words.gettext("{place}, {period}: {figure}").format(
        place=region_name(scope, words) if scope else words.gettext("In all"),
        period=render_period(explanation.period, words),
        figure=render_figure(explanation.row, words),
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


def _entry(
    reason: Reason, ordinals: Mapping[str, int], scope: str | None, words: Words, zone: ZoneInfo
) -> list[str]:
    head = f"{ordinals[reason.claim.id]}. {render_claim(reason.claim, scope, words, zone)}"
    quote = render_quote(reason.claim.claim, words)
    return [head, f"— {_role(reason, ordinals, scope, words)}", *([quote] if quote else [])]


def _role(reason: Reason, ordinals: Mapping[str, int], scope: str | None, words: Words) -> str:
    match reason.role:
        case Role.COUNTED:
            return _counted(reason, ordinals, scope, words)
        case Role.FOLDED:
            return _folded(reason, ordinals, words)
        case Role.IGNORED:
            return words.gettext("not counted: {why}").format(why=_why_ignored(reason, words))


def _counted(reason: Reason, ordinals: Mapping[str, int], scope: str | None, words: Words) -> str:
    claim = reason.claim.claim
    if scope and not claim.composite and not set(claim.regions) <= set(scope.split("+")):
        return words.gettext("counted as at least 1 here: the count is shared by several regions")
    apart = _bound(reason.claim, Relation.ADDS_TO, ordinals)
    if not apart:
        return words.gettext("counted")
    return words.gettext("counted: an editor holds it apart from {others}").format(others=apart)


def _folded(reason: Reason, ordinals: Mapping[str, int], words: Words) -> str:
    into = ", ".join(str(ordinals[claim_id]) for claim_id in reason.into if claim_id in ordinals)
    if not into:
        return words.gettext("not added: may speak of the same drones as the others")
    bound = _bound(reason.claim, Relation.PART_OF, ordinals)
    if bound:
        return words.gettext("not added: an editor holds it to be the same drones as {into}").format(
            into=bound
        )
    told = {
        "part_of": words.gettext("not added: by its own words a part of {into}"),
        "includes": words.gettext("not added: by their own words contained in {into}"),
        "window": words.gettext("not added: its time lies inside {into}"),
    }.get(reason.rule, words.gettext("not added: may speak of the same drones as {into}"))
    return told.format(into=into)


def _bound(stored: StoredClaim, relation: Relation, ordinals: Mapping[str, int]) -> str:
    """The entries that an editor bound this claim to, by their numbers."""
    others = {bond.other for bond in stored.bonds if bond.relation is relation}
    return ", ".join(
        str(ordinals[other]) for other in sorted(others & set(ordinals), key=ordinals.__getitem__)
    )


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
