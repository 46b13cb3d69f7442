"""Colours of the two themes: a sequence of one hue that people who confuse red and green can order too."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import matplotlib as mpl
from matplotlib.colors import to_hex, to_rgb

from rendering.picture import Standing, Theme, Tint

# Looked up once: every look-up gives a copy that builds its table anew.
_SCALE: Final = mpl.colormaps["YlOrBr"]


@cache
def _on_scale(at: float) -> str:
    return to_hex(_SCALE(at))


@dataclass(frozen=True, slots=True)
class Palette:
    """`weakest`, `strongest`: the ends of the shades on matplotlib's scale YlOrBr."""

    page: str
    ink: str
    faint: str
    water: str
    land: str
    nothing: str
    silent: str
    border: str
    mark: str
    weakest: float
    strongest: float

    def shade(self, shade: int | None, of: int) -> str:
        """The colour of a shade among so many."""
        share = 0.5 if shade is None else shade / max(1, of - 1)
        return _on_scale(self.weakest + (self.strongest - self.weakest) * share)

    def fill(self, tint: Tint) -> dict[str, Any]:
        """How a field of this standing is filled, bordered and hatched."""
        style: dict[str, Any] = {"edgecolor": self.border, "linewidth": 1.0}
        match tint.standing:
            case Standing.NOTHING:
                return {**style, "facecolor": self.nothing}
            case Standing.SILENT:
                return {**style, "facecolor": self.silent, "edgecolor": self.mark, "hatch": ".."}
            case Standing.COUNTED:
                return {**style, "facecolor": self.shade(tint.shade, tint.of)}
            case Standing.DISPUTED:
                face = self.silent if tint.shade is None else self.shade(tint.shade, tint.of)
                return {**style, "facecolor": face, "edgecolor": self.hatch_on(face), "hatch": "xx"}

    @property
    def contested(self) -> dict[str, Any]:
        """The mark of territories of disputed status, the same over any fill."""
        return {
            "facecolor": "none",
            "edgecolor": self.faint,
            "hatch": "//",
            "linewidth": 1.6,
            "linestyle": (0, (3, 2)),
        }

    def ink_on(self, face: str) -> str:
        """Letters that can be read on a fill."""
        return "#16191d" if _is_light(face) else "#ffffff"

    def hatch_on(self, face: str) -> str:
        """Lines that can be seen on a fill and do not drown the letters."""
        return "#3b434c" if _is_light(face) else "#d8c9bd"


def _is_light(color: str) -> bool:
    red, green, blue = to_rgb(color)
    return 0.299 * red + 0.587 * green + 0.114 * blue > 0.55


PALETTES: Mapping[Theme, Palette] = {
    Theme.LIGHT: Palette(
        page="#ffffff",
        ink="#1a1e23",
        faint="#59626d",
        water="#dde8f1",
        land="#f4f2ee",
        nothing="#d5d9de",
        silent="#ffffff",
        border="#ffffff",
        mark="#3b434c",
        weakest=0.16,
        strongest=0.92,
    ),
    Theme.DARK: Palette(
        page="#14181d",
        ink="#f0f3f6",
        faint="#aab4bf",
        water="#0d1722",
        land="#20252b",
        nothing="#3a424c",
        silent="#14181d",
        border="#14181d",
        mark="#c5ccd4",
        weakest=0.88,
        strongest=0.08,
    ),
}
