"""A sheet of pixels, written from the top down: text that fits, fills by theme, PNG at the end."""

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final, Literal

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.patheffects import withStroke
from PIL import Image

from rendering.draw_palette import PALETTES
from rendering.picture import LegendEntry, Theme, Tint

WIDTH: Final = 1080
MARGIN: Final = 36
_DPI: Final = 100
_COLORS: Final = 128
_MARGIN_OF_ERROR: Final = 1.02
_FAST: Final = Image.Quantize.FASTOCTREE
_TITLE, _SUBTITLE, SMALL = 44, 34, 27
_SAMPLE_W, _SAMPLE_H = 46, 28
_LEGEND_ROW: Final = 40
_LEGEND_LINE: Final = 30

# A figure between dollar signs is a sum of money here, not a formula.
mpl.rcParams["text.parse_math"] = False
mpl.rcParams["hatch.linewidth"] = 2.0

_Align = Literal["left", "center", "right"]


class Sheet:
    """Pixels from the top left corner; `y` is where the next part begins. Its height grows with it."""

    def __init__(self, theme: Theme) -> None:
        self.palette = PALETTES[theme]
        self.y = float(MARGIN)
        self._figure = Figure(figsize=(WIDTH / _DPI, WIDTH / _DPI), dpi=_DPI, facecolor=self.palette.page)
        self._canvas = FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, WIDTH)

    def png(self) -> bytes:
        """The sheet down to `y`."""
        height = round(self.y)
        self._figure.set_size_inches(WIDTH / _DPI, height / _DPI)
        self._axes.set_ylim(height, 0)
        self._canvas.draw()
        pixels = Image.frombuffer("RGBA", (WIDTH, height), self._canvas.buffer_rgba()).convert("RGB")
        self._forget()
        out = io.BytesIO()
        # A table of colours makes it a third as large, and faster to send.
        pixels.quantize(_COLORS, _FAST, dither=Image.Dither.NONE).save(out, format="png")
        return out.getvalue()

    def _forget(self) -> None:
        """Figure, canvas and what is on them hold each other: megabytes, until a full collection comes."""
        self._figure.clear()
        vars(self._canvas).clear()

    def add(self, patch: Patch) -> None:
        """A patch in pixels of the sheet."""
        self._axes.add_artist(patch)

    def fill(self, x: float, y: float, width: float, height: float, **style: Any) -> None:
        """A rectangle."""
        self.add(Rectangle((x, y), width, height, **style))

    def line(self, xs: Sequence[float], ys: Sequence[float], **style: Any) -> None:
        """A line through points."""
        self._axes.add_artist(Line2D(xs, ys, **style))

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        color: str | None = None,
        align: _Align = "left",
        bold: bool = False,
        halo: str | None = None,
        rim: float = 0.14,
        zorder: float = 5,
    ) -> None:
        """One line of `size` pixels, its middle at the height `y`. `halo`: the colour of a
        rim around it, as thick as the share `rim` of its size."""
        self._axes.text(
            x,
            y,
            words,
            color=color or self.palette.ink,
            ha=align,
            va="center_baseline",
            fontproperties=_font(size, bold=bold),
            path_effects=[withStroke(linewidth=size * rim, foreground=halo)] if halo else None,
            zorder=zorder,
        )

    def width_of(self, words: str, size: float, *, bold: bool = False) -> float:
        """How many pixels wide a line is, by the widths of its letters: never less than it will be."""
        return sum(_advance(letter, bold=bold) for letter in words) * size * _MARGIN_OF_ERROR

    def wrapped(self, words: str, size: float, width: float, *, bold: bool = False) -> list[str]:
        """Lines that fit a width, broken at spaces; what cannot be broken is cut, with an ellipsis."""
        lines: list[str] = []
        # Word by word, for measuring is the slow part: a line is as wide as its words and spaces.
        space, taken = self.width_of("\N{NO-BREAK SPACE}", size, bold=bold), 0.0
        for word in words.split(" "):
            wide = self.width_of(word, size, bold=bold)
            if lines and taken + space + wide <= width:
                lines[-1] += f" {word}"
                taken += space + wide
            else:
                lines.append(self.cut(word, size, width, bold=bold))
                taken = wide
        return lines

    def cut(self, word: str, size: float, width: float, *, bold: bool = False) -> str:
        """As much of it as fits, with an ellipsis where something is missing."""
        if self.width_of(word, size, bold=bold) <= width:
            return word
        while len(word) > 1 and self.width_of(f"{word}…", size, bold=bold) > width:
            word = word[:-1]
        return f"{word}…"

    def write(
        self, words: str, size: float, *, color: str | None = None, bold: bool = False, gap: float = 0
    ) -> None:
        """A paragraph over the whole width; `gap` pixels of air after it."""
        for line in self.wrapped(words, size, WIDTH - 2 * MARGIN, bold=bold):
            self.text(MARGIN, self.y + size * 0.6, line, size, color=color, bold=bold)
            self.y += size * 1.25
        self.y += gap

    def write_heading(self, title: str, subtitle: str) -> None:
        self.write(title, _TITLE, bold=True, gap=8)
        self.write(subtitle, _SUBTITLE, gap=22)

    def write_closing(self, notes: Iterable[str], caveat: str, stamp: str) -> None:
        """Notes, whose figures they are, and as of when."""
        self.y += 14
        for note in notes:
            self.write(note, SMALL, gap=4)
        for line in (caveat, stamp):
            self.write(line, SMALL, color=self.palette.faint)
        self.y += MARGIN - 12

    def legend_height(self, entries: Sequence[LegendEntry], width: float) -> float:
        """How high `legend` will be."""
        lines = [len(self.wrapped(entry.label, SMALL, width - _SAMPLE_W - 16)) for entry in entries]
        return sum(_LEGEND_ROW + (count - 1) * _LEGEND_LINE for count in lines)

    def legend(self, entries: Sequence[LegendEntry], x: float, y: float, width: float) -> float:
        """Samples with their words, one below the other; returns where they end."""
        for entry in entries:
            self.sample(entry.tint, x, y + (_LEGEND_ROW - _SAMPLE_H) / 2, contested=entry.contested)
            for number, line in enumerate(self.wrapped(entry.label, SMALL, width - _SAMPLE_W - 16)):
                if number:
                    y += _LEGEND_LINE
                self.text(x + _SAMPLE_W + 16, y + _LEGEND_ROW / 2, line, SMALL)
            y += _LEGEND_ROW
        return y

    def legend_columns(self, entries: Sequence[LegendEntry], columns: int) -> None:
        """The legend over the whole width, in columns read from the top down."""
        rows = -(-len(entries) // columns)
        width = (WIDTH - 2 * MARGIN) / columns
        ends = [
            self.legend(entries[n * rows : (n + 1) * rows], MARGIN + n * width, self.y, width - 20)
            for n in range(columns)
        ]
        self.y = max(ends)

    def sample(self, tint: Tint, x: float, y: float, *, contested: bool = False) -> None:
        """A little field filled as on the picture."""
        for style in (
            self.palette.fill(tint),
            *([self.palette.contested] if contested else []),
        ):
            self.fill(x, y, _SAMPLE_W, _SAMPLE_H, zorder=4, **style)


@lru_cache(maxsize=2048)
def _advance(letter: str, *, bold: bool) -> float:
    """How far a letter carries the line, as a share of its size. Measured once: measuring is slow."""
    renderer, font = RendererAgg(1, 1, _DPI), _font(100, bold=bold)
    within, without = (
        renderer.get_text_width_height_descent(text, font, ismath=False)[0] for text in (f"H{letter}H", "HH")
    )
    return float(within - without) / 100


def _font(size: float, *, bold: bool) -> FontProperties:
    return FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal", size=size * 72 / _DPI)
