"""What comes back at the tap of a button: at most 64 bytes, read again by handlers/taps.py."""

from domain.decision import Action
from domain.order import Seen, Target
from domain.view import View

SEPARATOR = ":"


def view_data(view: View) -> str:
    """Ask for an answer about figures; the instant of one from history in seconds since 1970, else 0."""
    period = view.period
    days, strict = str(view.days), str(int(view.strict))
    told = ("v", view.face, period.last_on.isoformat(), days, view.region or "", strict)
    as_of = int(view.as_of.timestamp()) if view.as_of is not None else 0
    return SEPARATOR.join((*told, str(view.page), view.language, str(as_of)))


def help_data(chapter: str) -> str:
    """A chapter of the help: "first", "commands", "numbers", "editors"."""
    return SEPARATOR.join(("h", chapter))


def verdict_data(action: Action, target: Target, seen: Seen) -> str:
    """Decide at once: accept or reject."""
    return _about("j", action.value, target, seen)


def ask_data(wish: str, target: Target, seen: Seen) -> str:
    """Ask what is to be set: "place", "number", "whose", "same"."""
    return _about("a", wish, target, seen)


def set_data(wish: str, value: str, target: Target, seen: Seen) -> str:
    """Set what was asked: a region, an originator, a claim."""
    return SEPARATOR.join((_about("s", wish, target, seen), value.replace(SEPARATOR, "~")))


def undo_data(decision_id: int) -> str:
    """Take a decision back."""
    return f"u{SEPARATOR}{decision_id}"


def queue_data(page: int) -> str:
    """A page of the review queue."""
    return f"q{SEPARATOR}{page}"


def card_data(doubt_id: int, page: int) -> str:
    """One doubt of the queue, and the page it was on."""
    return SEPARATOR.join(("k", str(doubt_id), str(page)))


def _about(prefix: str, what: str, target: Target, seen: Seen) -> str:
    return SEPARATOR.join((prefix, what, str(target), f"{seen.version_id}.{seen.decisions}"))
