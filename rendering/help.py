"""What can be asked and how the numbers read: a short page, and chapters behind it."""

from typing import Final

from domain.screen import Button, Buttons
from rendering.editing_guidance import render_editor_help
from rendering.guidance import command_descriptions
from rendering.html import bold, lines
from rendering.i18n import Words
from rendering.tap_data import help_data

FIRST: Final = "first"
COMMANDS: Final = "commands"
NUMBERS: Final = "numbers"
EDITORS: Final = "editors"


def render_help(words: Words, chapter: str = FIRST) -> str:
    """A chapter of the help; the first page for one that there is not."""
    if chapter == COMMANDS:
        told = (f"/{name}: {what}" for name, what in command_descriptions(words))
        return lines(bold(words.gettext("Commands")), *told)
    if chapter == NUMBERS:
        return _numbers(words)
    return render_editor_help(words) if chapter == EDITORS else _first(words)


def help_buttons(words: Words, chapter: str = FIRST, *, editor: bool) -> Buttons:
    """The other chapters; that for editors is offered to editors."""
    _ = words.gettext
    chapters = [
        (FIRST, _("In short")),
        (COMMANDS, _("All commands")),
        (NUMBERS, _("Numbers")),
        *([(EDITORS, _("For editors"))] if editor else []),
    ]
    return (tuple(Button(name, data=help_data(one)) for one, name in chapters if one != chapter),)


def _first(words: Words) -> str:
    _ = words.gettext
    asking = lines(
        bold(_("What to ask")),
        _("/today, /yesterday, /day 12.11: how many, by region; /week: by day"),
        _("/region Kaluga: one region. In private its name is enough: Kaluga yesterday"),
        _("/why: which claims made the number; /compare, /disputed: who claims what"),
        _("/sum: a sentence to publish; /export: files; /log: what changed"),
        _("After each a region and days may stand: /why Kaluga 12.11, /sum 6–12 November"),
    )
    hearing = lines(
        bold(_("What to hear without asking")),
        _("/subscribe Kaluga: new figures of a region; /unsubscribe, /subscriptions"),
        _("/digest 9:00, /quiet 23-7, /mute 3h, /settings, /corrections: when and how"),
    )
    reading = lines(
        bold(_("How to read the numbers")),
        _("11–21: the fewest and the most; some claims may speak of the same drones."),
        _("disputed: 12 / 18, or 12–18, disputed: the claims contradict each other."),
        _("Every figure is a claim of a party to the war and is not verified."),
        _("Whom we trust: /sources. What we keep: /privacy."),
    )
    return f"{asking}\n\n{hearing}\n\n{reading}"


def _numbers(words: Words) -> str:
    _ = words.gettext
    return lines(
        bold(_("How to read the numbers")),
        _("11: the fewest and the most that fit all the claims are the same."),
        _("11–21: the fewest and the most; some claims may speak of the same drones."),
        _("at least 11: a claim says “more than”, or gives no number."),
        _("≥1, no number given: drones were downed, nobody said how many."),
        _("disputed: 12 / 18, or 12–18, disputed: the claims contradict each other."),
        _("≈3 (1–3): read from the sum, not stated for the region."),
        _("11*: some of the hours begin the day before; /today strict leaves them out."),
        _("A post counts once, however often it is forwarded; an edited post replaces its former figures."),
        _("A night counts on the date of its morning, Moscow time unless set otherwise."),
        _("Only drones downed are totalled; missiles, boats, debris and impacts are kept apart."),
        _("Every figure is a claim of a party to the war and is not verified."),
    )
