"""Long texts in parts that Telegram accepts, each with its markup whole."""

import re
from dataclasses import dataclass

TEXT_LIMIT = 4096
"""Characters of one message after entity parsing (https://core.telegram.org/bots/api#sendmessage)."""
CAPTION_LIMIT = 1024
"""Characters under a picture or a file (https://core.telegram.org/bots/api#sendphoto)."""

_PIECE = re.compile(r"<(/?)([a-zA-Z0-9-]+)[^>]*>|&(?:lt|gt|amp|quot|#[0-9]+|#[xX][0-9a-fA-F]+);|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place to end a part: before piece `at`, with these start tags open. Higher rank is better."""

    at: int
    rank: int
    open_tags: tuple[str, ...]


def split_html(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Parts of at most `limit` visible UTF-16 units, cut at line ends outside tags where there are any.

    Where a tagged stretch alone is longer than a part, it is cut at a line end, a space or anywhere, and
    its tags are closed and opened again. Text that is short enough comes back as it is.
    """
    if _utf16_width(text) <= limit:
        return [text]
    pieces = [match.group() for match in _PIECE.finditer(text)]
    parts: list[str] = []
    start = 0
    carried: tuple[str, ...] = ()
    while True:
        cut = _find_cut(pieces, start, carried, limit)
        prefix = "".join(carried)
        if cut is None:
            parts.append(prefix + "".join(pieces[start:]))
            return [part for part in parts if _is_visible(part)] or parts[:1]
        body = "".join(pieces[start : cut.at]).rstrip()
        parts.append(prefix + body + "".join(f"</{_name(tag)}>" for tag in reversed(cut.open_tags)))
        start, carried = cut.at, cut.open_tags
        while start < len(pieces) and pieces[start] == "\n":
            start += 1


def _find_cut(pieces: list[str], start: int, carried: tuple[str, ...], limit: int) -> _Cut | None:
    """The best place to end the part that begins at `start`; None if the rest fits."""
    open_tags, width, best = carried, 0, _Cut(start + 1, -1, carried)
    for at in range(start, len(pieces)):
        piece = pieces[at]
        if _is_tag(piece):
            open_tags = open_tags[:-1] if piece.startswith("</") else (*open_tags, piece)
            continue
        width += _width(piece)
        if width > limit:
            return best
        rank = _rank(piece, open_tags)
        if rank >= best.rank:
            best = _Cut(at + 1, rank, open_tags)
    return None


def _rank(piece: str, open_tags: tuple[str, ...]) -> int:
    if piece == "\n":
        return 2 if open_tags else 3
    return 1 if piece.isspace() else 0


def _is_tag(piece: str) -> bool:
    return len(piece) > 1 and piece.startswith("<")


def _is_visible(part: str) -> bool:
    return bool(re.sub(r"<[^>]*>", "", part).strip())


def _name(tag: str) -> str:
    found = re.match(r"<([a-zA-Z0-9-]+)", tag)
    return found.group(1) if found else ""


def _utf16_width(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _width(piece: str) -> int:
    """An entity is one character (two units at most: above U+FFFF only)."""
    if len(piece) > 1:
        return 2 if piece.startswith("&#") else 1
    return _utf16_width(piece)
