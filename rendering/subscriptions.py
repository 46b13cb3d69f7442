"""What a chat hears without asking: how that is set, and how what was asked for is understood."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.region import RegionGroup
from domain.subscription import EVERYWHERE, ChatSettings, Overview, Subscription, Unmuted
from rendering.html import bold, code, escape, lines
from rendering.i18n import RUSSIAN, Words
from rendering.names import region_name
from rendering.times import render_instant

_LONGEST_ECHO: Final = 60
_MOST_CANDIDATES: Final = 8
_MOST_LINES: Final = 30
_GROUPS: Final = frozenset(RegionGroup)


def render_subscriptions(overview: Overview, words: Words) -> str:
    """What a listener hears of, one line for each scope, and the commands that change it."""
    _ = words.gettext
    if not overview.subscriptions:
        return lines(bold(_("No subscriptions here.")), render_subscribe_help(words))
    return lines(
        bold(_("This chat hears of:")),
        *_listed(_in_order(overview.subscriptions, words), words),
        _digest_line(overview, words),
        _("Change it: /subscribe, /unsubscribe, /quiet, /mute, /digest, /settings."),
    )


def render_subscribe_help(words: Words) -> str:
    """How to say what one wants."""
    _ = words.gettext
    return lines(
        _("Name regions, federal districts or everything, and if you like the least number:"),
        code(_("/subscribe Kaluga Bryansk from 5")),
        code(_("/subscribe Central district")),
        code(_("/subscribe everything every post")),
        _("One message tells of a region's day and is kept up to date; “every post” tells of each post."),
    )


def render_subscribed(overview: Overview, words: Words) -> str:
    """The answer to a subscription that was taken."""
    return lines(words.gettext("Subscribed."), render_subscriptions(overview, words))


def render_unsubscribed(removed: int, overview: Overview, words: Words) -> str:
    """The answer to a subscription taken back; `removed`: how many there were."""
    if not removed:
        told = words.gettext(
            "There is no such subscription here; a region that comes with its district stays."
        )
        return lines(told, render_subscriptions(overview, words))
    told = words.gettext("Unsubscribed. What was told here is still kept up to date.")
    if not overview.subscriptions:
        return lines(told, words.gettext("This chat hears of nothing more: /subscribe"))
    return lines(told, render_subscriptions(overview, words))


def render_not_understood(unknown: str, candidates: Sequence[str], words: Words) -> str:
    """A word that is no region, or may be several; `candidates` are region keys. Nothing was changed."""
    echo = escape(unknown if len(unknown) <= _LONGEST_ECHO else f"{unknown[:_LONGEST_ECHO]}…")
    if candidates:
        names = "; ".join(region_name(key, words) for key in candidates[:_MOST_CANDIDATES])
        asked = words.gettext("Which region is “{query}”? {names}?").format(query=echo, names=names)
    else:
        asked = words.gettext("“{query}” is no region, district or number.").format(query=echo)
    return lines(asked, words.gettext("Nothing was changed."), render_subscribe_help(words))


def render_admins_only(words: Words) -> str:
    """To a member of a group who may not decide for it."""
    return words.gettext(
        "Only the admins of this group decide what it is told. Ask me in private for yourself."
    )


def render_told_by_configuration(words: Words) -> str:
    """To the chat that the configuration names."""
    return words.gettext("This chat is told by the bot's configuration; subscriptions are for other chats.")


def render_quiet(settings: ChatSettings, words: Words, counting: ZoneInfo) -> str:
    """The quiet hours, and how to set them."""
    zone = settings.zone_or(counting).key
    if settings.quiet_from is None or settings.quiet_to is None:
        return words.gettext("No quiet hours. To set them: {command}").format(
            command=code(words.gettext("/quiet 23:00 07:00"))
        )
    return lines(
        words.gettext(
            "Quiet hours: {hours} ({zone}). What comes then is told afterwards, in one message."
        ).format(hours=_hours(settings.quiet_from, settings.quiet_to), zone=escape(zone)),
        words.gettext("To end them: {command}").format(command=code(words.gettext("/quiet off"))),
    )


def render_mute(settings: ChatSettings, now: datetime, words: Words, counting: ZoneInfo) -> str:
    """Until when everything is held, and how to mute."""
    if settings.muted_until is None or not settings.is_muted(now):
        return words.gettext("Not muted. To hold everything for a while: {command}").format(
            command=code(words.gettext("/mute 3h"))
        )
    until = render_instant(settings.muted_until, settings.zone_or(counting), words)
    return lines(
        words.gettext("Muted until {instant}. Then you are told what came meanwhile.").format(instant=until),
        words.gettext("To end it now: {command}").format(command=code(words.gettext("/mute off"))),
    )


def render_unmuted(end: Unmuted, words: Words) -> str:
    """The answer to the end of a mute: that it ended and what follows, or that there was none."""
    if not end.was_muted:
        return words.gettext("Not muted. To hold everything for a while: {command}").format(
            command=code(words.gettext("/mute 3h"))
        )
    if end.waits:
        return words.gettext("The mute has ended. What came meanwhile follows.")
    return words.gettext("The mute has ended; nothing happened meanwhile that you wanted to hear of.")


def render_digests(overview: Overview, words: Words, counting: ZoneInfo) -> str:
    """When digests come, and how to set them."""
    if not overview.digests:
        return words.gettext("No digests. To get them: {command}").format(
            command=code(words.gettext("/digest 09:00 21:00"))
        )
    return lines(
        _digest_line(overview, words),
        words.gettext("By the clock of {zone}. To end them: {command}").format(
            zone=escape(overview.settings.zone_or(counting).key), command=code(words.gettext("/digest off"))
        ),
    )


def render_settings(overview: Overview, now: datetime, words: Words, counting: ZoneInfo) -> str:
    """Everything that a chat may set, how it is set, and the command for each."""
    _ = words.gettext
    chosen = overview.settings
    quiet = chosen.quiet_from is not None and chosen.quiet_to is not None
    hours = _hours(chosen.quiet_from or 0, chosen.quiet_to or 0) if quiet else _("none")
    muted = chosen.is_muted(now) and chosen.muted_until is not None
    until = render_instant(chosen.muted_until or now, chosen.zone_or(counting), words) if muted else _("no")
    told = (
        (_("Language of what is told here"), _language(chosen.language, words), _("/settings language ru")),
        (_("Clock"), escape(chosen.zone_or(counting).key), _("/settings zone Europe/Samara")),
        (_("Quiet hours"), hours, _("/quiet 23:00 07:00")),
        (_("Muted"), until, _("/mute 3h")),
        (_("Digests"), _clocks(overview.digests) or _("none"), _("/digest 09:00 21:00")),
        (_("Corrections"), _("told") if chosen.corrections else _("not told"), _("/corrections off")),
        (_("Subscriptions"), words.number(len(overview.subscriptions)), "/subscriptions"),
    )
    return lines(
        bold(_("Settings of this chat")),
        *(f"{name}: {value} — {code(command)}" for name, value, command in told),
    )


def render_unknown_setting(query: str, words: Words) -> str:
    """What stood after /settings is none of them."""
    return lines(
        words.gettext("“{query}” is no setting.").format(query=escape(query[:_LONGEST_ECHO])),
        code(words.gettext("/settings language ru")),
        code(words.gettext("/settings zone Europe/Samara")),
    )


def render_setting_saved(
    what: str, overview: Overview, now: datetime, words: Words, counting: ZoneInfo
) -> str:
    """The note to a tap under the settings: plain, and said also where nothing looks different."""
    chosen = overview.settings
    if what == "mute" and chosen.muted_until is not None and chosen.is_muted(now):
        until = render_instant(chosen.muted_until, chosen.zone_or(counting), words)
        return words.gettext("Muted until {instant}.").format(instant=until)
    return words.gettext("Not muted.") if what == "mute" else words.gettext("Saved.")


def render_bad_clock(query: str, example: str, words: Words) -> str:
    """What stood after a command is no time; `example` is one that would be understood."""
    return words.gettext("“{query}” is not understood. Write: {example}").format(
        query=escape(query[:_LONGEST_ECHO]), example=code(example)
    )


def render_forgotten(*, editor: bool, words: Words) -> str:
    """What was forgotten of a person, what stays, and why."""
    _ = words.gettext
    return lines(
        bold(
            _("Forgotten: your subscriptions, settings, digests and language, and the answers kept for you.")
        ),
        _("Posts that you handed in stay, without a trace of who handed them in: they are public facts."),
        _("Your decisions as an editor stay with a keyed hash: a figure must show how it came about.")
        if editor
        else None,
        _("Nightly backups keep a copy until the oldest is removed."),
        _("What groups are subscribed to is theirs and stays."),
    )


def group_name(group: RegionGroup, words: Words) -> str:
    """A federal district, or the territories that stand apart."""
    _ = words.gettext
    return {
        RegionGroup.CENTRAL: _("Central Federal District"),
        RegionGroup.NORTHWESTERN: _("Northwestern Federal District"),
        RegionGroup.SOUTHERN: _("Southern Federal District"),
        RegionGroup.NORTH_CAUCASIAN: _("North Caucasian Federal District"),
        RegionGroup.VOLGA: _("Volga Federal District"),
        RegionGroup.URAL: _("Ural Federal District"),
        RegionGroup.SIBERIAN: _("Siberian Federal District"),
        RegionGroup.FAR_EASTERN: _("Far Eastern Federal District"),
        RegionGroup.CONTESTED: _("Territories of disputed status"),
    }[group]


def scope_name(scope: str, words: Words) -> str:
    """A region, a federal district, or all of them."""
    if scope == EVERYWHERE:
        return words.gettext("every region")
    return group_name(RegionGroup(scope), words) if scope in _GROUPS else region_name(scope, words)


def _listed(wanted: Sequence[Subscription], words: Words) -> list[str]:
    """One line for each; very many are told together, so that all of them fit into a message."""
    if len(wanted) <= _MOST_LINES:
        return [f"• {_with_wish(bold(scope_name(one.scope, words)), one, words)}" for one in wanted]
    alike: dict[tuple[int, bool], list[Subscription]] = {}
    for one in wanted:
        alike.setdefault((one.minimum, one.every_post), []).append(one)
    return [
        f"• {_with_wish('; '.join(scope_name(one.scope, words) for one in members), members[0], words)}"
        for members in alike.values()
    ]


def _with_wish(told: str, one: Subscription, words: Words) -> str:
    if one.minimum > 0:
        told = words.gettext("{scope}, from {n}").format(scope=told, n=words.number(one.minimum))
    return words.gettext("{scope}, every post").format(scope=told) if one.every_post else told


def _in_order(subscriptions: Sequence[Subscription], words: Words) -> list[Subscription]:
    """The widest first, then by name."""

    def width(one: Subscription) -> tuple[bool, bool, str]:
        return one.scope != EVERYWHERE, one.scope not in _GROUPS, scope_name(one.scope, words)

    return sorted(subscriptions, key=width)


def _digest_line(overview: Overview, words: Words) -> str | None:
    if not overview.digests:
        return None
    return words.gettext("Digest at {times}.").format(times=_clocks(overview.digests))


def _clocks(minutes: Sequence[int]) -> str:
    return ", ".join(_clock(one) for one in minutes)


def _hours(first: int, last: int) -> str:
    return f"{_clock(first)}–{_clock(last)}"


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _language(language: str | None, words: Words) -> str:
    if language is None:
        return words.gettext("not chosen")
    return "русский" if language == RUSSIAN else "English"
