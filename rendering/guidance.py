"""What the bot says of itself, and how it answers what it cannot use."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from domain.source import Issuer
from domain.totals import Period, SourceStanding
from rendering.html import bold, code, escape, lines
from rendering.i18n import Words
from rendering.names import region_name, repeats_originator
from rendering.times import render_instant, render_period

_MOST_CANDIDATES = 8
_LONGEST_ECHO = 60


def command_descriptions(words: Words) -> tuple[tuple[str, str], ...]:
    """Commands with what they do, in the order of the menu."""
    _ = words.gettext
    return (
        ("today", _("downed today, by region")),
        ("yesterday", _("downed yesterday, by region")),
        ("day", _("downed on a day: /day 12.11")),
        ("week", _("the last seven days, by day")),
        ("region", _("one region: /region Kaluga")),
        ("sum", _("one sentence to publish: /sum Kaluga 12.11")),
        ("compare", _("who claims what: /compare Kaluga week")),
        ("disputed", _("where claims contradict each other: /disputed week")),
        ("why", _("which claims made the number: /why Kaluga 12.11")),
        ("export", _("figures and claims as files: /export week")),
        ("log", _("what changed and what was shown: /log Kaluga 12.11")),
        ("subscribe", _("what this chat hears of: /subscribe Kaluga from 5")),
        ("unsubscribe", _("no more of it: /unsubscribe Kaluga")),
        ("subscriptions", _("what this chat is subscribed to")),
        ("quiet", _("hours without messages: /quiet 23:00 07:00")),
        ("mute", _("hold everything for a while: /mute 3h")),
        ("digest", _("digests at hours of yours: /digest 09:00 21:00")),
        ("settings", _("language, clock and all that is set here")),
        ("corrections", _("whether corrections are told here: /corrections off")),
        ("sources", _("whose posts are trusted")),
        ("help", _("how to read the numbers")),
        ("privacy", _("what is kept")),
        ("forget_me", _("forget what is kept of you")),
        ("about", _("method, limits and credits")),
    )


def render_start(words: Words, *, editor: bool) -> str:
    """The first words to a person: what the bot does, and what this person may do."""
    _ = words.gettext
    yours = (
        (
            _("You may hand posts in: forward an official post here and read the receipt."),
            _("A post of a governor, the ministry or the emergency service, as it is: do not copy its text."),
            _("Under the receipt are buttons: right, or what is wrong. What waits for you: /review."),
        )
        if editor
        else (
            _("Anyone may ask for totals; posts are handed in by editors only."),
            _("Write the name of a region, or ask with the buttons below."),
            _("To be told of new ones here: /subscribe."),
        )
    )
    return lines(
        bold(_("Dozor counts downed drones from the official posts forwarded to it.")),
        *yours,
        _("Totals of the day: /today. How to read the numbers: /help."),
    )


def render_privacy(words: Words) -> str:
    """What is kept of posts and of people."""
    _ = words.gettext
    return lines(
        bold(_("What is kept")),
        _("Of a post: its text, its channel, its number and time, and what was read from it."),
        _("Of who forwards: a keyed hash of the Telegram id; the chat and number of the copy, to answer it."),
        _("Of corrections: which chats were told, to tell each only once; /corrections off ends them."),
        _("Of decisions by editors: a keyed hash of the Telegram id, the time and the reason."),
        _("Of chats where the bot is started: the chat id."),
        _(
            "Of subscriptions: the chat id, what it hears of and has heard for a month,"
            " its hours, language and clock."
        ),
        _("Of answers: the figures shown, when, and in which group or channel, for some months."),
        _("Names of people are not kept, nor who asked what in a private chat."),
        _("What a stranger forwards is forgotten once it is refused."),
        _("What is kept of you is forgotten by /forget_me; posts and decisions stay, for they are facts."),
    )


def render_corrections_setting(words: Words, *, wanted: bool) -> str:
    """Whether this chat is told of corrections, and how to change it."""
    if wanted:
        return words.gettext("Corrections of figures given here are told here. To end it: /corrections off")
    return words.gettext("Corrections are not told here. To be told: /corrections on")


def render_only_in_private(words: Words) -> str:
    """To a command whose answer is for one person."""
    return words.gettext("Ask me in private: the answer is for you alone.")


def render_about(words: Words) -> str:
    """What the bot is and is not, and whose data it uses."""
    _ = words.gettext
    return lines(
        bold(_("Dozor")),
        _("It reads official posts by rules and reconciles their claims; every number has its words: /why."),
        _("It knows only what was forwarded to it. It predicts nothing and warns of nothing."),
        _("Names of districts and towns: GeoNames, CC BY 4.0, with forms and corrections of our own."),
    )


def render_sources(standings: Sequence[SourceStanding], words: Words, zone: ZoneInfo) -> str:
    """The listed sources, with how many posts came from each and when the last was published."""
    if not standings:
        return words.gettext(
            "No sources are listed: no post is trusted until the configuration names its channel."
        )
    return lines(bold(words.gettext("Sources")), *(_standing(source, words, zone) for source in standings))


def _standing(source: SourceStanding, words: Words, zone: ZoneInfo) -> str:
    title = escape(source.title or source.name)
    owner = {Issuer.MINISTRY: "mod", Issuer.GOVERNOR: f"governor:{source.home_region}"}.get(
        Issuer(source.issuer), ""
    )
    issuer = "" if owner and repeats_originator(title, owner) else f" ({_issuer(source, words)})"
    if source.title in ("", source.name) and issuer:
        # Our own short name says little: who it is comes first.
        title, issuer = _issuer(source, words), f" ({escape(source.name)})"
    posts = (
        words.ngettext("{n} post", "{n} posts", source.posts)
        if source.posts
        else words.gettext("no posts yet")
    )
    last = f", {render_instant(source.last_posted_at, zone, words)}" if source.last_posted_at else ""
    return f"• {title}{issuer}: {posts}{last}"


def _issuer(source: SourceStanding, words: Words) -> str:
    home = source.home_region
    if source.issuer == Issuer.MINISTRY:
        return words.gettext("ministry")
    if source.issuer == Issuer.GOVERNOR:
        if home is None:
            return words.gettext("governor")
        return words.gettext("governor, {region}").format(region=region_name(home, words))
    if source.issuer == Issuer.AGENCY:
        return words.gettext("agency")
    return region_name(home, words) if home else words.gettext("other")


def render_refusal(user_id: int, words: Words) -> str:
    """To a stranger who forwards: politely no, whom to ask, and that nothing was kept."""
    _ = words.gettext
    return lines(
        bold(_("Posts are handed in by editors only; nothing was kept.")),
        _("To become one, give your Telegram id to whoever runs this bot: {id}").format(
            id=code(str(user_id))
        ),
        _("Totals are open to everyone: /today."),
    )


def render_no_text(words: Words) -> str:
    """To a forward without text or caption."""
    return words.gettext(
        "There is no text in it, so nothing to count. Forward the post that carries the words."
    )


def render_not_a_forward(words: Words) -> str:
    """To words of one's own, or a picture, where a forward or a command was expected."""
    _ = words.gettext
    return lines(
        _("Forward an official post itself, do not copy its text: only a forward shows whose it is."),
        _("Totals: /today. All commands: /help."),
    )


def render_too_many(per_minute: int, words: Words) -> str:
    """To somebody who asks too often, once; then the bot is silent to him for a while."""
    return words.ngettext(
        "Too many messages: {n} answer a minute at most. What comes before a minute has passed is not done.",
        "Too many messages: {n} answers a minute at most. What comes before a minute has passed is not done.",
        per_minute,
    )


def render_unknown_command(words: Words) -> str:
    return words.gettext("There is no such command. All commands: /help.")


def render_export(period: Period, region: str | None, words: Words, *, name: str) -> str:
    """Under an exported file: what this one is. `name` is the file's, "totals_…" or "claims_…"."""
    place = region_name(region, words) if region else words.gettext("In all")
    about = f"{place}, {render_period(period, words)}"
    if name.startswith("totals"):
        told = words.gettext(
            "{about}: totals by region, by day and by source, from low to high. Do not add the rows up:"
            " they may speak of the same drones. Every figure is somebody's claim."
        )
    else:
        told = words.gettext(
            "{about}: the claims behind the totals, one in each row: whose, how many, where, when,"
            " its words and the link to its post."
        )
    return told.format(about=about)


def render_export_too_large(words: Words) -> str:
    return words.gettext("That is more than fits into a file here. Ask for fewer days or one region.")


def render_stale_tap(words: Words) -> str:
    """To the tap of a button that does nothing any more; plain, at most 200 characters."""
    return words.gettext("This button is out of date, nothing was changed. Ask anew: /today or /review.")


def render_error(incident_id: str, words: Words) -> str:
    """A fault of the program, with the id that finds it in the log."""
    return words.gettext("Something broke on our side; it is written down under the number {id}.").format(
        id=code(incident_id)
    )


def render_ask_region(words: Words) -> str:
    return words.gettext("Name a region: /region Kaluga")


def render_unknown_region(query: str, candidates: Sequence[str], words: Words) -> str:
    """No region, or several, by that name; `candidates` are region keys to choose from."""
    echo = escape(_shortened(query))
    if not candidates:
        return words.gettext("No region is known by the name “{query}”.").format(query=echo)
    names = "; ".join(region_name(key, words) for key in candidates[:_MOST_CANDIDATES])
    return words.gettext("Which region is “{query}”? {names}?").format(query=echo, names=names)


def render_bad_date(query: str, words: Words) -> str:
    """A day that is no day, or none at all, with the forms that are understood."""
    forms = words.gettext("A day is written as 2025-11-12, 12.11, 12.11.2025, 12 November or yesterday.")
    if not query.strip():
        return forms
    not_a_day = words.gettext("“{query}” is not a day.").format(query=escape(_shortened(query)))
    return f"{not_a_day} {forms}"


def render_bad_instant(query: str, words: Words) -> str:
    """What stood after "as of" is no instant, with the forms that are understood."""
    return words.gettext(
        "“{query}” is not a moment. Write: as of 09:40, as of 12.11 09:40, or as of 2025-11-12 09:40."
    ).format(query=escape(_shortened(query)))


def render_long_period(most_days: int, words: Words) -> str:
    return words.ngettext("Ask about {n} day at most.", "Ask about {n} days at most.", most_days)


def _shortened(query: str) -> str:
    query = " ".join(query.split())
    return query if len(query) <= _LONGEST_ECHO else f"{query[:_LONGEST_ECHO]}…"
