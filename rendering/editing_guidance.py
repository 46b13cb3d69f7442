"""What editors may write, and how."""

from rendering.html import bold, lines
from rendering.i18n import Words


def editor_command_descriptions(words: Words) -> tuple[tuple[str, str], ...]:
    """Commands of editors with what they do, in the order of /help."""
    _ = words.gettext
    return (
        ("review", _("what waits for an editor, newest first: /review 2")),
        ("accept", _("let a post or a claim count: /accept 17, /accept 17.2")),
        ("reject", _("leave a post or a claim out: /reject 17.2 reason")),
        ("fix", _("count, day, hours, whose or what it is: /fix 17.2 12, /fix 17.2 2025-11-12 22:00-06:00")),
        ("cancel", _("answer no question that was asked back")),
        ("move", _("another region: /move 17.2 Kaluga")),
        ("merge", _("the same drones as another claim: /merge 17.2 21.1")),
        ("split", _("other drones than another claim: /split 17.2 21.1")),
        ("version", _("which text of a post is in force: /version 17 1")),
        ("undo", _("take a decision back, the last of your own or by its number: /undo 5")),
        ("decisions", _("texts, claims and decisions of a post: /decisions 17")),
        ("test_alert", _("what an alert would look like")),
        ("inbox", _("updates that could not be handled")),
        ("outbox", _("messages that could not be delivered")),
    )


def render_editor_help(words: Words) -> str:
    """The commands of editors, and how posts and claims are named."""
    _ = words.gettext
    told = (f"/{name}: {what}" for name, what in editor_command_descriptions(words))
    return lines(
        bold(_("For editors")),
        *told,
        _("17 is the post, 17.2 the second claim of its text in force; in a reply .2 is enough."),
        _("Every decision is kept with its time and reason, and can be taken back."),
    )


def render_usage(words: Words) -> str:
    """To an order that was not understood."""
    _ = words.gettext
    return lines(
        _("Not understood. For example:"),
        _("/fix 17.2 12, /fix 17.2 at least 10, /fix 17.2 2025-11-12, /fix 17.2 ministry"),
        _("/move 17.2 Kaluga, /merge 17.2 21.1, /reject 17 reason, /version 17 1"),
        _("In a reply to the post or its receipt the number of the post is left out: /fix .2 12"),
    )


def render_editors_only(words: Words) -> str:
    """To a stranger's command that only editors may give."""
    return words.gettext("Only editors decide; nothing was changed. Totals are open to everyone: /today.")
