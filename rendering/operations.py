"""Words for whoever runs the bot, and for a message that may come twice."""

from rendering.html import code, italic, lines
from rendering.i18n import Words


def mark_repeat(text: str, words: Words) -> str:
    """The text of a message whose first sending may have arrived: the answer was lost."""
    return lines(text, italic(words.gettext("(possibly a repeat of an earlier message)")))


def render_given_up(key: str, why: str, words: Words) -> str:
    """Told to the admin chat: a message that cannot be delivered. `key` names it in the outbox."""
    return lines(words.gettext("A message could not be delivered:"), code(key), code(why))


def render_unreadable(incident_id: str, words: Words) -> str:
    """Told to the admin chat: an update that was set aside."""
    return words.gettext("An update could not be read and was set aside: incident {id}").format(
        id=code(incident_id)
    )
