"""A claim in one line with its words below it: who, how many, where, when, and the post."""

from zoneinfo import ZoneInfo

from domain.claim import Claim, Flag, is_doubtful
from domain.record import StoredClaim
from rendering.html import bold, escape, link
from rendering.i18n import Words
from rendering.names import originator_name, region_name, sea_name
from rendering.times import render_window

_LONGEST_QUOTE = 160
_MOST_REGIONS = 3


def render_claim(stored: StoredClaim, scope: str | None, words: Words, zone: ZoneInfo) -> str:
    """ "11: governor, Kaluga Region; 12 November, 00:00–05:00 MSK; post".

    Told within a region (`scope`), its place is named only where it speaks of more than that.
    """
    claim = stored.claim
    within = scope is not None and (claim.composite or len(claim.regions) <= 1)
    parts = [
        originator_name(claim.originator, words),
        "" if within or _is_at_home(claim) else _place(claim, words),
        render_window(claim.window, zone, words),
        link(words.gettext("post № {n}").format(n=_number(stored)), stored.link),
    ]
    return f"{bold(render_count(claim, words))}: {'; '.join(part for part in parts if part)}"


def _is_at_home(claim: Claim) -> bool:
    """Whether a governor speaks of his own region alone: his name has said which."""
    return not claim.seas and [f"governor:{code}" for code in claim.regions] == [claim.originator]


def _number(stored: StoredClaim) -> str:
    """What an editor calls it by; a claim of a text no longer in force has no number of its own."""
    return stored.number if stored.live or is_doubtful(stored.claim) else str(stored.post_id)


def render_count(claim: Claim, words: Words) -> str:
    """The count as the claim makes it."""
    if Flag.UNNUMBERED in claim.flags:
        return words.gettext("no number given")
    low = words.number(claim.count.low)
    if claim.count.high is None:
        return words.gettext("at least {n}").format(n=low)
    high, best = words.number(claim.count.high), words.number(claim.count.best)
    if low != high:
        return f"≈{best} ({low}–{high})"
    return f"≈{best}" if Flag.APPROXIMATE in claim.flags else best


def render_quote(claim: Claim, words: Words) -> str | None:
    """The words of the post that gave the claim, in its order and shortened; None where none were kept."""
    in_order = sorted(claim.evidence, key=lambda evidence: evidence.start)
    quoted = " … ".join(dict.fromkeys(evidence.text for evidence in in_order))
    if not quoted:
        return None
    shown = quoted if len(quoted) <= _LONGEST_QUOTE else f"{quoted[: _LONGEST_QUOTE - 1]}…"
    return words.gettext("“{text}”").format(text=escape(shown))


def _place(claim: Claim, words: Words) -> str:
    regions = claim.regions
    if claim.composite:
        return region_name("+".join(regions), words)
    if len(regions) > _MOST_REGIONS:
        return words.ngettext("{n} region together", "{n} regions together", len(regions))
    named = [*(region_name(code, words) for code in regions), *(sea_name(sea, words) for sea in claim.seas)]
    return ", ".join(named) or words.gettext("not split by region")
