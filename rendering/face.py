"""How the bot presents itself before anything is said: name, descriptions, menus. Plain text."""

from rendering.editing_guidance import editor_command_descriptions
from rendering.guidance import command_descriptions
from rendering.i18n import Words

_PRIVATE_ONLY = frozenset({"start", "privacy", "forget_me"})


def bot_name(words: Words) -> str:
    """At most 64 characters (https://core.telegram.org/bots/api#setmyname)."""
    return words.gettext("Dozor: drones downed")


def bot_short_description(words: Words) -> str:
    """On the bot's page, at most 120 characters."""
    return words.gettext("Counts the drones that officials say were downed, by day and region, with sources.")


def bot_description(words: Words) -> str:
    """In an empty chat with the bot, at most 512 characters."""
    return words.gettext(
        "I count the drones that Russian officials say were downed: by day and region, with whose claim it "
        "is and why it counts.\n\nAsk /today, /week or /region Kaluga. Editors forward posts of governors "
        "and the ministry and get a receipt.\n\nEvery figure is a claim of a party to the war."
    )


def private_menu(words: Words) -> tuple[tuple[str, str], ...]:
    """Commands of a private chat, with what they do."""
    return command_descriptions(words)


def group_menu(words: Words) -> tuple[tuple[str, str], ...]:
    """Commands of a group: without those that concern one person."""
    return tuple(one for one in command_descriptions(words) if one[0] not in _PRIVATE_ONLY)


def editor_menu(words: Words) -> tuple[tuple[str, str], ...]:
    """Commands of an editor's private chat: what only he may do first."""
    return (*editor_command_descriptions(words), *command_descriptions(words))
