"""The review queue as an editor sees it, and why a decision was refused."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from domain.claim import Claim
from domain.doubt import Doubt, DoubtReason
from domain.errors import DecisionRefusedError, DomainError, Refusal, UnclearPlaceError
from domain.record import StoredClaim, StoredPost
from rendering.editing_guidance import render_usage
from rendering.guidance import render_unknown_region
from rendering.html import bold, escape, lines, link
from rendering.i18n import Words
from rendering.quotes import render_claim, render_quote
from rendering.times import render_instant

_MOST_CLAIMS = 12
_OF_A_NUMBER = frozenset({Refusal.UNKNOWN_POST, Refusal.UNKNOWN_VERSION, Refusal.UNKNOWN_DECISION})
"""Refusals of a number; where none was given there is nothing to quote."""


def render_review(
    doubts: Iterable[tuple[Doubt, StoredPost, StoredClaim | None]],
    *,
    total: int,
    page: int,
    pages: int,
    words: Words,
    zone: ZoneInfo,
) -> str:
    """A page of the queue, newest first: what, why, whose post, and the words it is about."""
    if total == 0:
        return words.gettext("Nothing waits for review.")
    more = (
        words.gettext("The next: {command}").format(command=f"/review {page + 1}") if page < pages else None
    )
    return lines(
        bold(words.ngettext("{n} open doubt", "{n} open doubts", total)),
        *(line for doubt, post, claim in doubts for line in _entry(doubt, post, claim, words, zone)),
        more,
        words.gettext("Decide: /accept 17, /reject 17.2 reason, /fix 17.2 12, /move 17.2 Kaluga."),
    )


def render_card(
    doubt: Doubt,
    post: StoredPost,
    claim: StoredClaim | None,
    claims: Iterable[StoredClaim],
    words: Words,
    zone: ZoneInfo,
) -> str:
    """One doubt with what can be decided on it: the claim meant, or every claim of the post."""
    meant = [claim] if claim is not None else list(claims)
    told = [f"{kept.number}. {render_claim(kept, None, words, zone)}" for kept in meant[:_MOST_CLAIMS]]
    more = len(meant) - _MOST_CLAIMS
    return lines(
        *_entry(doubt, post, claim, words, zone),
        *told,
        words.ngettext("… and {n} claim more", "… and {n} claims more", more) if more > 0 else None,
    )


def render_stale_card(words: Words) -> str:
    """To the tap on a doubt that is settled; plain."""
    return words.gettext("That doubt is settled already.")


def render_decision_refusal(refused: DomainError, words: Words) -> str:
    """Why a decision was not taken, and what would be understood instead."""
    if isinstance(refused, UnclearPlaceError):
        return render_unknown_region(refused.query, refused.candidates, words)
    if not isinstance(refused, DecisionRefusedError) or refused.why is Refusal.NOT_UNDERSTOOD:
        return render_usage(words)
    if not refused.detail and refused.why in _OF_A_NUMBER:
        return render_usage(words)
    return _refusals(words)[refused.why].format(detail=escape(refused.detail))


def _entry(
    doubt: Doubt, post: StoredPost, claim: StoredClaim | None, words: Words, zone: ZoneInfo
) -> list[str]:
    number = claim.number if claim is not None else str(post.id)
    title = escape(post.title) if post.title else words.gettext("no visible origin")
    at = render_instant(post.posted_at, zone, words)
    head = f"{bold(f'№ {number}')}: {_reason(doubt, words)}; {link(title, post.link)}, {at}"
    quote = _quote(claim.claim, words) if claim is not None else None
    return [head, *([quote] if quote else [])]


def _quote(claim: Claim, words: Words) -> str | None:
    return render_quote(claim, words)


def _reason(doubt: Doubt, words: Words) -> str:
    _ = words.gettext
    told = {
        DoubtReason.UNVERIFIED: _("the origin is not verified; it raises no number"),
        DoubtReason.IMPLAUSIBLE: _("the number is beyond anything claimed before; it is not counted"),
        DoubtReason.UNSURE: _("read with too little certainty; it waits for an editor"),
        DoubtReason.UNRESOLVED_PLACE: _("a place is not settled: “{detail}”"),
        DoubtReason.MISSPELT_PLACE: _("a place name looks misspelt: “{detail}”"),
        DoubtReason.BREAKDOWN_MISMATCH: _(
            "the parts do not add up to the total; the total stands for the country"
        ),
        DoubtReason.DECISION_UNFIT: _(
            "decision № {detail} no longer fits the text in force: /decisions {post}"
        ),
        DoubtReason.NEWER_TEXT: _(
            "a newer text came; decision № {detail} holds another in force: /decisions {post}"
        ),
    }[doubt.reason]
    return told.format(detail=escape(doubt.detail), post=doubt.post_id)


def _refusals(words: Words) -> dict[Refusal, str]:
    _ = words.gettext
    return {
        Refusal.UNKNOWN_POST: _("There is no post № {detail}."),
        Refusal.UNKNOWN_CLAIM: _("There is no claim № {detail} in the text in force."),
        Refusal.WHICH_CLAIM: _("Which claim is meant: {detail}?"),
        Refusal.UNKNOWN_VERSION: _("There is no text № {detail} of this post; /decisions lists its texts."),
        Refusal.UNKNOWN_DECISION: _("There is no decision № {detail}."),
        Refusal.NOTHING_TO_UNDO: _("You have no decision that could be taken back."),
        Refusal.ALREADY_UNDONE: _(
            "Decision № {detail}: already taken back. To let it stand again, undo the second number."
        ),
        Refusal.ALREADY_SO: _("№ {detail} stands so already; nothing was changed."),
        Refusal.POST_UNVERIFIED: _("The post is not verified: first accept it whole, /accept {detail}."),
        Refusal.AFTER_THE_POST: _("A claim cannot speak of time after its post: {detail}."),
        Refusal.NOT_A_COUNT: _("“{detail}” is no count of drones; to leave a claim out, /reject it."),
        Refusal.ITSELF: _("№ {detail} cannot be bound to itself."),
        Refusal.NOT_COUNTED: _("№ {detail} does not speak of downed drones."),
        Refusal.TOO_FAR_APART: _("№ {detail} are more than a day apart: they are counted apart anyway."),
        Refusal.DECIDED_MEANWHILE: _(
            "Post № {detail} stands otherwise by now; nothing was changed. How it stands: /decisions {detail}"
        ),
        Refusal.NOTHING_ALIKE: _("№ {detail}: no other post speaks of that place within a day of it."),
        Refusal.CIRCLE: _("The claims would contain one another in a circle; nothing was changed."),
    }
