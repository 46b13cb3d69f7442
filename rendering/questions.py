"""What an editor is asked before a decision: which claim, and what is to be set."""

from domain.record import StoredClaim
from rendering.html import bold, lines
from rendering.i18n import Words
from rendering.quotes import render_count, render_quote


def render_ask_post(words: Words) -> str:
    """The first question of /fix."""
    return lines(
        bold(words.gettext("What is to be fixed?")),
        words.gettext("Write the number of the post or the claim: 17 or 17.2. At once: /fix 17.2 12"),
    )


def render_ask_claim(words: Words) -> str:
    return words.gettext("Which claim is meant?")


def render_ask_alike(claim: StoredClaim, words: Words) -> str:
    return lines(_of(claim, words), words.gettext("Which claim speaks of the same drones?"))


def render_ask_whose(claim: StoredClaim, words: Words) -> str:
    return lines(_of(claim, words), words.gettext("Whose claim is it?"))


def render_ask_value(what: str, claim: StoredClaim, words: Words, *, replying: bool) -> str:
    """ "place", "number", or "anything" that can be set. `replying`: in a group only a reply is heard."""
    _ = words.gettext
    anything = _("Write what is right: 12, at least 10, 2025-11-12, 22:00-06:00, ministry, governor Kaluga.")
    asked = {
        "place": _("Write the region, several with commas, or “country”."),
        "number": _("Write the number: 12, 10-12, at least 10, about 10."),
    }.get(what, anything)
    return lines(_of(claim, words), asked, _("Write it as a reply to this message.") if replying else None)


def render_cancelled(words: Words) -> str:
    return words.gettext("Nothing is asked any more; nothing was changed.")


def _of(claim: StoredClaim, words: Words) -> str:
    head = f"№ {claim.number}: {render_count(claim.claim, words)}"
    return lines(bold(head), render_quote(claim.claim, words))
