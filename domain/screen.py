"""What stands under a message or is offered in another chat: buttons, and cards to share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """A button with exactly one thing to do.

    `data`: what comes back at the tap, at most 64 bytes. `url`: a web address to open. `inline_query`: words
    put after the bot's name in a chat that the person chooses.
    """

    label: str
    data: str | None = None
    url: str | None = None
    inline_query: str | None = None

    def __post_init__(self) -> None:
        if (self.data, self.url, self.inline_query).count(None) != 2:
            raise ValueError(f"a button does one thing: {self.label!r}")


Buttons = tuple[tuple[Button, ...], ...]
"""Rows of buttons, from the top."""


@dataclass(frozen=True, slots=True)
class Card:
    """An answer that a person may share in any chat: `title` and `about` are plain, `text` is HTML."""

    id: str
    title: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send, by the name it is to have."""

    name: str
    content: bytes
