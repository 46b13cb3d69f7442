"""The inbox and the outbox as whoever runs the bot sees them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.inbox import InboxStanding, InboxState, SetAside
from domain.outbox import OutboxRow, OutboxState, Undelivered
from rendering.html import bold, code, lines
from rendering.i18n import Words
from rendering.times import render_instant


def render_inbox(found: InboxStanding, words: Words, zone: ZoneInfo) -> str:
    """Updates waiting, and those set aside with their errors and incident ids; never their content."""
    _ = words.gettext
    counts = {state.value: words.number(found.counts[state]) for state in InboxState}
    told = [_set_aside_line(one, words, zone) for one in found.set_aside]
    return lines(
        bold(_("Inbox")),
        _("Waiting {open}, set aside {set_aside}.").format(**counts),
        *told,
        _("Another try after an upgrade: {command}").format(command=code("python -m bot inbox --retry-all"))
        if any(one.kept for one in found.set_aside)
        else None,
    )


def render_outbox(found: Undelivered, words: Words, zone: ZoneInfo) -> str:
    """Messages by state, and those not delivered with the reason."""
    _ = words.gettext
    counts = {state.value: words.number(found.counts[state]) for state in OutboxState}
    told = [_undelivered_line(row, at, words, zone) for row, at in found.rows]
    return lines(
        bold(_("Outbox")),
        _("Waiting {pending}, being sent {sending}, sent {sent}.").format(**counts),
        _("Given up {dead}, too old to be sent {expired}, without a message to change {moot}.").format(
            **counts
        ),
        *told,
        _("Another try: {command}").format(command=code("python -m bot outbox --retry ID")) if told else None,
    )


def _set_aside_line(one: SetAside, words: Words, zone: ZoneInfo) -> str:
    when = render_instant(one.at, zone, words)
    incident = words.gettext("incident {id}").format(id=code(one.incident_id))
    forgotten = None if one.kept else words.gettext("content forgotten")
    return ", ".join(
        part for part in (f"№ {one.update_id}", when, incident, code(one.error), forgotten) if part
    )


def _undelivered_line(row: OutboxRow, at: datetime, words: Words, zone: ZoneInfo) -> str:
    when = render_instant(at, zone, words)
    return f"№ {row.id}, {when}, {code(row.message.key)}: {code(row.error or row.state.value)}"
