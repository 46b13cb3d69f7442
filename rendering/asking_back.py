"""Questions that cannot be answered as they stand: what is asked back, or said of how to ask."""

from collections.abc import Sequence
from typing import Final

from rendering.html import escape, lines
from rendering.i18n import Words

_LONGEST_ECHO: Final = 60


def render_which_region(name: str, words: Words) -> str:
    """Over the buttons with the regions that a name may mean."""
    return words.gettext("Which region is “{query}”?").format(query=_echo(name))


def render_no_region(name: str, words: Words, *, offered: bool) -> str:
    """No region by that name or near it, and how to name one. `offered`: buttons show some."""
    return lines(
        words.gettext("No region is known by the name “{query}”.").format(query=_echo(name)),
        words.gettext("Write a region, its capital or its code: Kaluga Region, Kaluga, RU-KLU."),
        words.gettext("The buttons show the regions of the last week.") if offered else None,
    )


def render_not_taken(left: Sequence[str], command: str, words: Words) -> str:
    """Words that a command has no use for ("strict", "as of", "#2"), and what it takes. Nothing was told."""
    told = words.listed([words.gettext("“{query}”").format(query=_word(one, words)) for one in left])
    return lines(
        words.gettext("/{command} does not take {words}.").format(command=escape(command), words=told),
        words.gettext("It takes a region and days: /{command} Kaluga 6–12 November").format(
            command=escape(command)
        ),
    )


def render_only_csv(form: str, words: Words) -> str:
    """To another format than the one of files in a chat."""
    return words.gettext("“{query}”: files in a chat are CSV only. Ask: /export week").format(
        query=_echo(form)
    )


def _word(one: str, words: Words) -> str:
    known = {"strict": words.gettext("strict"), "as of": words.gettext("as of")}
    return known.get(one, escape(one))


def _echo(query: str) -> str:
    query = " ".join(query.split())
    return escape(query if len(query) <= _LONGEST_ECHO else f"{query[:_LONGEST_ECHO]}…")
