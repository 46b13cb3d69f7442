"""Chat bubbles as SVG: Telegram's few tags become spans, lines are wrapped by an estimate of their width."""

import re
from dataclasses import dataclass
from html import escape, unescape

FONT = "'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif"
FONT_PX, LINE_PX, PAD_PX, GAP_PX, MARGIN_PX = 14, 20, 12, 14, 24
BUBBLE_PX = 470
# An average letter of the widest of those fonts, bold included: lines end early rather than overflow.
LETTER_PX = 8.6
LETTERS_OF_LINE = int((BUBBLE_PX - 2 * PAD_PX) / LETTER_PX)
MINE, THEIRS, INK, FAINT, GROUND = "#e2f4d3", "#ffffff", "#1c2733", "#6b7b8a", "#dfe6ea"
STYLES = {
    "b": "font-weight:600",
    "i": f"fill:{FAINT}",
    "s": "text-decoration:line-through",
    "code": "font-family:monospace",
    "a": "fill:#2678b6",
}


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message: the column it stands in, its Telegram HTML, whether it was written by the person.

    `heading`: a title of its own above it, where the column turns to another place.
    """

    column: int
    html: str
    is_mine: bool = False
    is_edited: bool = False
    heading: str = ""


def draw(titles: tuple[str, ...], bubbles: list[Bubble], *, edited: str) -> str:
    """Columns of bubbles under their titles, in the order given; `edited` is the word under an edit."""
    bottoms = [MARGIN_PX + LINE_PX + GAP_PX] * len(titles)
    parts = [_title(title, _left_of(column)) for column, title in enumerate(titles)]
    for bubble in bubbles:
        if bubble.heading:
            bottoms[bubble.column] += GAP_PX
            parts.append(_title(bubble.heading, _left_of(bubble.column), bottoms[bubble.column]))
            bottoms[bubble.column] += LINE_PX + GAP_PX
        drawn, height = _bubble(bubble, _left_of(bubble.column), bottoms[bubble.column], edited)
        parts.append(drawn)
        bottoms[bubble.column] += height + GAP_PX
    width = _left_of(len(titles)) - GAP_PX * 2 + MARGIN_PX
    height = max(bottoms) + MARGIN_PX - GAP_PX
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="{FONT}" font-size="{FONT_PX}">\n'
        f'<rect width="{width}" height="{height}" rx="12" fill="{GROUND}"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _left_of(column: int) -> int:
    return MARGIN_PX + column * (BUBBLE_PX + GAP_PX * 2)


def _title(text: str, left: int, top: int = MARGIN_PX) -> str:
    return f'<text x="{left}" y="{top + FONT_PX}" fill="{FAINT}" font-weight="600">{escape(text)}</text>'


def _bubble(bubble: Bubble, left: int, top: int, edited: str) -> tuple[str, int]:
    lines = [line for text in bubble.html.split("\n") for line in _wrapped(text)]
    if bubble.is_edited:
        lines.append([(edited, "i")])
    height = len(lines) * LINE_PX + 2 * PAD_PX - LINE_PX + FONT_PX
    fill = MINE if bubble.is_mine else THEIRS
    rows = [
        f'<text x="{left + PAD_PX}" y="{top + PAD_PX + FONT_PX - 2 + number * LINE_PX}" fill="{INK}">'
        f"{''.join(_span(words, tag) for words, tag in line)}</text>"
        for number, line in enumerate(lines)
    ]
    box = f'<rect x="{left}" y="{top}" width="{BUBBLE_PX}" height="{height}" rx="10" fill="{fill}"/>'
    return "\n".join([box, *rows]), height


def _span(words: str, tag: str | None) -> str:
    style = STYLES.get(tag or "")
    text = escape(words, quote=False)
    return f'<tspan style="{style}" xml:space="preserve">{text}</tspan>' if style else text


def _wrapped(html: str) -> list[list[tuple[str, str | None]]]:
    """One line of Telegram HTML as lines of (words, tag) that fit a bubble."""
    lines: list[list[tuple[str, str | None]]] = [[]]
    used, tag = 0, None
    for piece in re.findall(r"</?[a-z]+[^>]*>|\s+|[^<\s]+", html):
        if piece.startswith("<"):
            tag = None if piece.startswith("</") else re.match(r"<([a-z]+)", piece)[1]  # type: ignore[index]  # the pattern above
            continue
        word = unescape(piece)
        if used + len(word) > LETTERS_OF_LINE and word.strip():
            lines.append([])
            used = 0
        if word.strip() or used:
            lines[-1].append((" " if word.isspace() else word, tag))
            used += len(word)
    return lines
