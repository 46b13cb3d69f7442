"""Buttons by which editors decide: under receipts, in the review queue, after a decision."""

from collections.abc import Iterable, Sequence

from domain.decision import Action
from domain.doubt import OpenDoubt
from domain.order import Seen, Target
from domain.record import StoredClaim
from domain.region import region_key
from domain.screen import Button, Buttons
from domain.totals import Decision, Receipt
from rendering.buttons import label
from rendering.i18n import Words
from rendering.names import originator_name, region_name
from rendering.quotes import render_count
from rendering.tap_data import ask_data, card_data, queue_data, set_data, undo_data, verdict_data

_OF_ANOTHER_TEXT = frozenset({Decision.OLD_VERSION, Decision.HELD_TEXT})
"""What was handed in is not the text in force, so there is nothing in it to decide on."""
_IN_A_ROW = 5
_MOST_CLAIMS = 30
_MOST_CHOICES = 8


def receipt_buttons(receipt: Receipt, words: Words) -> Buttons:
    """Under a receipt, where there is something to decide on."""
    undecided = receipt.decision not in _OF_ANOTHER_TEXT and bool(receipt.report.claims)
    if not undecided or receipt.post_id is None or receipt.seen is None:
        return ()
    return decision_buttons(Target(receipt.post_id), receipt.seen, words)


def decision_buttons(target: Target, seen: Seen, words: Words) -> Buttons:
    """Right, wrong, and what about it is wrong."""
    _ = words.gettext
    return (
        (
            Button(_("Right"), data=verdict_data(Action.ACCEPT, target, seen)),
            Button(_("Not an incident"), data=verdict_data(Action.REJECT, target, seen)),
            Button(_("Duplicate"), data=ask_data("same", target, seen)),
        ),
        (
            Button(_("Place"), data=ask_data("place", target, seen)),
            Button(_("Number"), data=ask_data("number", target, seen)),
            Button(_("Whose"), data=ask_data("whose", target, seen)),
        ),
    )


def not_an_incident(words: Words) -> str:
    """The reason kept with a rejection by button; plain."""
    return words.gettext("not an incident")


def undo_buttons(decision_id: int, words: Words) -> Buttons:
    """After a decision, and after an undo, which can itself be taken back."""
    told = words.gettext("Take back № {id}").format(id=decision_id)
    return ((Button(told, data=undo_data(decision_id)),),)


def claim_buttons(wish: str, claims: Sequence[StoredClaim], seen: Seen, words: Words) -> Buttons:
    """Which of a post's claims is meant."""
    return tuple(
        (
            Button(
                label(f"{kept.number}: {_claim(kept, words)}"),
                data=ask_data(wish, Target(kept.post_id, kept.ordinal + 1), seen),
            ),
        )
        for kept in claims[:_MOST_CLAIMS]
    )


def alike_buttons(target: Target, alike: Iterable[StoredClaim], seen: Seen, words: Words) -> Buttons:
    """Claims that may speak of the same drones."""
    return tuple(
        (
            Button(
                label(
                    f"{kept.number}: {_claim(kept, words)}, {originator_name(kept.claim.originator, words)}"
                ),
                data=set_data("same", kept.number, target, seen),
            ),
        )
        for kept in list(alike)[:_MOST_CHOICES]
    )


def originator_buttons(target: Target, claim: StoredClaim, seen: Seen, words: Words) -> Buttons:
    """The ministry, and the governor of each region that the claim names."""
    speakers = ["mod", *(f"governor:{code}" for code in claim.claim.regions)][:_MOST_CHOICES]
    others = [one for one in speakers if one != claim.claim.originator]
    return tuple(
        (Button(label(originator_name(one, words)), data=set_data("whose", one, target, seen)),)
        for one in others
    )


def region_buttons(target: Target, codes: Iterable[str], seen: Seen, words: Words) -> Buttons:
    """Regions that a name may have meant."""
    return tuple(
        (Button(label(region_name(code, words)), data=set_data("place", code, target, seen)),)
        for code in list(codes)[:_MOST_CHOICES]
    )


def cancel_buttons(words: Words) -> Buttons:
    """Under a question that waits for words."""
    return ((Button(words.gettext("Cancel"), data="x"),),)


def queue_buttons(doubts: Sequence[tuple[OpenDoubt, StoredClaim | None]], page: int, pages: int) -> Buttons:
    """A card for each doubt of a page, and the pages."""
    cards = [
        Button(
            f"№ {claim.number if claim is not None else one.doubt.post_id}",
            data=card_data(one.id, page),
        )
        for one, claim in doubts
    ]
    rows = [tuple(cards[at : at + _IN_A_ROW]) for at in range(0, len(cards), _IN_A_ROW)]
    turns = [
        Button(told, data=queue_data(number))
        for told, number in ((f"‹ {page - 1}/{pages}", page - 1), (f"{page + 1}/{pages} ›", page + 1))
        if 1 <= number <= pages
    ]
    return (*rows, *([tuple(turns)] if turns else []))


def card_buttons(target: Target, seen: Seen, page: int, words: Words) -> Buttons:
    """What can be decided on a doubt, and the way back."""
    back = Button(words.gettext("‹ The queue"), data=queue_data(page))
    return (*decision_buttons(target, seen, words), (back,))


def _claim(kept: StoredClaim, words: Words) -> str:
    claim = kept.claim
    keys = [region_key(claim.regions)] if claim.composite else claim.regions[:2]
    place = ", ".join(region_name(key, words) for key in keys)
    return f"{render_count(claim, words)} {place or words.gettext('not split by region')}"
