"""Words for whoever runs the bot, and for a message that may come twice."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.incident import Incident
from rendering.html import bold, code, escape, italic, lines
from rendering.i18n import Words
from rendering.times import render_instant


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


def render_incidents(incidents: Sequence[Incident], words: Words) -> str:
    """Told to the admin chat: errors since the last such message; what was said by whom is in none of it."""
    times = sum(one.times for one in incidents)
    return lines(
        words.ngettext("{n} error was logged:", "{n} errors were logged:", times),
        *(_incident_line(one, words) for one in incidents),
    )


def _incident_line(incident: Incident, words: Words) -> str:
    told = f"{code(incident.kind)} {code(incident.where)} × {words.number(incident.times)}"
    if not incident.ids:
        return told
    label = words.gettext("incident")
    return f"{told}, {label} {', '.join(code(one) for one in incident.ids)}"


def render_source_silent(title: str, last: datetime, now: datetime, zone: ZoneInfo, words: Words) -> str:
    """Told to the admin chat: a listed source has published nothing for longer than it may."""
    return words.ngettext(
        "{source} has been silent for {n} hour, since {instant}.",
        "{source} has been silent for {n} hours, since {instant}.",
        _whole_hours(now - last),
        source=bold(escape(title)),
        instant=render_instant(last, zone, words),
    )


def render_source_speaks(title: str, silence: timedelta, words: Words) -> str:
    """Told to the admin chat: the source has published again."""
    return words.ngettext(
        "{source} publishes again, after {n} hour of silence.",
        "{source} publishes again, after {n} hours of silence.",
        _whole_hours(silence),
        source=bold(escape(title)),
    )


def _whole_hours(length: timedelta) -> int:
    return int(length.total_seconds()) // 3600
