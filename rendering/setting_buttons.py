"""Buttons under the settings and the subscriptions of a chat: a tap changes one thing and shows it."""

from datetime import datetime
from typing import Final

from domain.screen import Button, Buttons
from domain.subscription import Overview
from rendering.buttons import label
from rendering.i18n import ENGLISH, RUSSIAN, Words
from rendering.subscriptions import scope_name
from rendering.tap_data import SEPARATOR

_MOST_SCOPES: Final = 20
_NIGHT: Final = (23 * 60, 7 * 60)
_MORNING, _EVENING = 9 * 60, 21 * 60


def choice_data(what: str, value: str) -> str:
    """Set one thing: "language", "quiet", "mute", "corrections", "digest", or "drop" a scope."""
    return SEPARATOR.join(("w", what, value))


def setting_buttons(overview: Overview, now: datetime, words: Words) -> Buttons:
    """What most chats choose between; the rest is typed after the commands."""
    _, chosen = words.gettext, overview.settings
    muted, quiet = chosen.is_muted(now), (chosen.quiet_from, chosen.quiet_to)
    digests = overview.digests
    return (
        (
            _choice("Русский", "language", RUSSIAN, is_so=chosen.language == RUSSIAN),
            _choice("English", "language", ENGLISH, is_so=chosen.language == ENGLISH),
        ),
        (
            _choice(_("Quiet 23–07"), "quiet", "23-7", is_so=quiet == _NIGHT),
            _choice(_("No quiet hours"), "quiet", "off", is_so=quiet == (None, None)),
        ),
        (
            _choice(_("Mute 1 h"), "mute", "1h", is_so=False),
            _choice(_("Mute 8 h"), "mute", "8h", is_so=False),
            _choice(_("Not muted"), "mute", "off", is_so=not muted),
        ),
        (
            _choice(_("Digest 9"), "digest", "9", is_so=digests == (_MORNING,)),
            _choice(_("Digest 9 and 21"), "digest", "9 21", is_so=digests == (_MORNING, _EVENING)),
            _choice(_("No digests"), "digest", "off", is_so=not digests),
        ),
        (
            _choice(_("Corrections told"), "corrections", "on", is_so=chosen.corrections),
            _choice(_("Not told"), "corrections", "off", is_so=not chosen.corrections),
        ),
    )


def subscription_buttons(overview: Overview, words: Words) -> Buttons:
    """One for each scope, which takes it back."""
    return tuple(
        (Button(f"✕ {label(scope_name(one.scope, words))}", data=choice_data("drop", one.scope)),)
        for one in overview.subscriptions[:_MOST_SCOPES]
    )


def _choice(text: str, what: str, value: str, *, is_so: bool) -> Button:
    return Button(f"· {text} ·" if is_so else text, data=choice_data(what, value))
