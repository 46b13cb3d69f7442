"""A long answer in pages, each of which fits one message: what is changed in its place cannot be split."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rendering.html import lines
from rendering.i18n import Words

_ROOM: Final = 4000
"""UTF-16 units of a page, below the 4096 of Telegram."""
_TAG: Final = re.compile(r"<[^>]*>")
_ENTITY: Final = re.compile(r"&[a-z]+;")


@dataclass(frozen=True, slots=True)
class Page:
    """Page `number` of `pages`, from 1."""

    text: str
    number: int = 1
    pages: int = 1


def paged(
    head: Sequence[str],
    body: Sequence[str],
    foot: Sequence[str],
    number: int,
    which: Callable[[int, int], str],
    most: int = 1000,
) -> Page:
    """The head, as many parts of the body as fit (at most `most`), the foot.

    A number beyond the last is the last page. `which` words "page 2 of 3", where there are several.
    """
    room = _ROOM - _width("\n".join((*head, *foot, which(99, 99))))
    chunks = _chunks(body, room, most) or [[]]
    number, pages = min(max(number, 1), len(chunks)), len(chunks)
    told = which(number, pages) if pages > 1 else None
    return Page(lines(*head, *chunks[number - 1], told, *foot), number, pages)


def page_of_lines(text: str, words: Words, number: int) -> Page:
    """A whole answer in pages: its first line stands over each, a last one in italics under each."""
    told = text.split("\n")
    ends_with_caveat = len(told) > 1 and told[-1].startswith("<i>")
    last = len(told) - 1 if ends_with_caveat else len(told)
    return paged(told[:1], told[1:last], told[last:], number, page_line(words))


def page_line(words: Words) -> Callable[[int, int], str]:
    """The plain words for `paged`."""
    told = words.gettext("Page {page} of {pages}")
    return lambda page, pages: told.format(page=page, pages=pages)


def _chunks(body: Sequence[str], room: int, most: int) -> list[list[str]]:
    chunks: list[list[str]] = []
    left = 0
    for part in body:
        width = _width(part) + 1
        if not chunks or width > left or len(chunks[-1]) >= most:
            chunks.append([])
            left = room
        chunks[-1].append(part)
        left -= width
    return chunks


def _width(text: str) -> int:
    """As it is shown: tags take no room, and a character written as an entity that of one."""
    text = _ENTITY.sub("x", _TAG.sub("", text))
    return len(text.encode("utf-16-le")) // 2
