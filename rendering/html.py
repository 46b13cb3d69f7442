"""The one door to Telegram HTML: nobody else escapes text or builds tags.

Every function returns HTML. `escape` takes foreign text; the others take HTML made by these functions,
except where they say otherwise. A tag never spans a line, so a long message can be cut at any line end.
"""

import re
from html import unescape
from typing import Final

_TAG: Final = re.compile(r"<[^>]*>")
_LINE_BREAKS: Final = (*range(0x20), 0x7F, 0x85, 0x2028, 0x2029)
_DIRECTION_MARKS: Final = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SURROGATES: Final = range(0xD800, 0xE000)
_NEUTRALISED: Final[dict[int, str | None]] = {
    **dict.fromkeys(_LINE_BREAKS, " "),
    # A title with a direction override could turn our own figures round on the reader's screen.
    **dict.fromkeys(_DIRECTION_MARKS),
    # Half a character cannot be sent as UTF-8.
    **dict.fromkeys(_SURROGATES, "\ufffd"),
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
}


def escape(text: str) -> str:
    """Foreign text on one line: markup, line breaks and direction marks lose their power."""
    return text.translate(_NEUTRALISED)


def plain(html: str) -> str:
    """What HTML made here reads as, for places without markup: a button, a title."""
    return unescape(_TAG.sub("", html))


def bold(html: str) -> str:
    return f"<b>{html}</b>"


def italic(html: str) -> str:
    return f"<i>{html}</i>"


def struck(html: str) -> str:
    return f"<s>{html}</s>"


def code(text: str) -> str:
    """Foreign text shown as it is typed."""
    return f"<code>{escape(text)}</code>"


def link(html: str, address: str | None) -> str:
    """The HTML as a link; without a web address it stays as it is."""
    if address is None or not address.startswith(("https://", "http://")):
        return html
    return f'<a href="{escape(address)}">{html}</a>'


def lines(*parts: str | None) -> str:
    """The parts that are there, each on its own line."""
    return "\n".join(part for part in parts if part)
