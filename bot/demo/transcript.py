"""The two windows of the demonstration, side by side: the newsroom's chat and the channel."""

import re
from html import unescape

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from rendering.demonstration import render_silence, render_windows
from rendering.i18n import Words

_TAGS = re.compile(r"<[^>]+>")


class Transcript:
    """Prints each step as it happens: what was done, then what the bot wrote, left chat, right channel."""

    def __init__(self, console: Console, words: Words) -> None:
        self._console = console
        self._words = words

    def act(self, what: str) -> None:
        """A person does something."""
        self._console.print()
        self._console.rule(Text(what, style="bold"), align="left")

    def show(self, chat: list[str], channel: list[str]) -> None:
        """The bot's new messages, in the chat on the left and in the channel on the right."""
        if not chat and not channel:
            self._console.print(Text(render_silence(self._words), style="dim"))
            return
        table = Table.grid(expand=True, padding=(0, 1))
        table.add_column(ratio=3)
        table.add_column(ratio=2)
        chat_title, channel_title = render_windows(self._words)
        table.add_row(_column(chat_title, chat, "cyan"), _column(channel_title, channel, "yellow"))
        self._console.print(table)


def _column(title: str, texts: list[str], colour: str) -> RenderableType:
    return Group(*(Panel(Text(plain(text)), title=title, border_style=colour) for text in texts))


def plain(html: str) -> str:
    """Telegram HTML as it reads; struck words between tildes."""
    struck = html.replace("<s>", "~").replace("</s>", "~")
    return unescape(_TAGS.sub("", struck))
