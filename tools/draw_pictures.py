"""Draws the pictures of docs/images from made-up figures: no real day looked like this.

usage: python tools/draw_pictures.py [OUTPUT_DIRECTORY] [--all]

With --all every picture is drawn in both languages and both themes, to be looked at.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from domain.tally import Tally, TallyState  # noqa: E402 - the path above comes first: tools are run by path
from domain.totals import HoursNamed, Period, Totals, TotalsRow  # noqa: E402 - as above
from rendering.chart_calendar import calendar_spec  # noqa: E402 - as above
from rendering.chart_days import days_spec  # noqa: E402 - as above
from rendering.chart_hours import hours_spec  # noqa: E402 - as above
from rendering.draw import draw_picture  # noqa: E402 - as above
from rendering.i18n import Words, words_for  # noqa: E402 - as above
from rendering.map_picture import map_spec  # noqa: E402 - as above
from rendering.picture import MapView, PictureSpec, Theme  # noqa: E402 - as above

DAY = date(2026, 3, 12)
AT = datetime(2026, 3, 12, 6, 40, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Moscow")
SHOWN = ("map-european.ru.light", "map-european.en.dark", "days-week.en.light", "calendar-three.ru.dark")
FIGURES = """
RU-BRY 41 41|RU-BEL 34 52|RU-KLU 18 18|RU-TUL 12 12|RU-ORL 9 9|RU-RYA 9 14|RU-KRS 27 31|RU-SMO 6 6
RU-VOR 16 16|RU-LIP 5 5|RU-TAM 3 3|RU-ROS 22 22|RU-KDA 11 21|RU-VGG 7 7|RU-SAR 4 4|RU-MOS 8 8
RU-MOW 3 3|RU-TVE 2 2|RU-NGR 1 -|RU-LEN 5 5|RU-SPE 1 1|RU-PSK 1 3|RU-AD 1 1|RU-STA 2 2|RU-TA 2 2
RU-BA 1 1|RU-SVE 1 1|RU-KGD 1 1|RU-SAM 3 3|RU-IN 1 1|RU-CE 2 2|RU-SE 1 1|UA-43 14 14|UA-40 4 6
UA-14 5 5|UA-65 2 -|RU-MUR 1 1|RU-TYU 1 1|RU-YAR 2 2|sea:Черное море 6 6
"""


def row(key: str, low: int, high: int | None, claims: int = 1, **more: object) -> TotalsRow:
    """A row with these ends."""
    state = TallyState.OPEN if high is None else TallyState.EXACT if low == high else TallyState.RANGE
    return TotalsRow(key, Tally(low, high, low, low, high, state), claims, 0, **more)  # type: ignore[arg-type]


def disputed(key: str, low: int, high: int) -> TotalsRow:
    """A row whose claims contradict each other."""
    return TotalsRow(key, Tally(high, low, low, low, high, TallyState.DISPUTED), 2, 0)


def silent(key: str) -> TotalsRow:
    """A row of a claim without a number."""
    return TotalsRow(key, Tally(1, None, 1, 1, None, TallyState.OPEN), 1, 1)


def day_totals() -> Totals:
    """A night with everything in it."""
    rows = [
        row(key, int(low), None if high == "-" else int(high))
        for entry in FIGURES.replace("\n", "|").split("|")
        if entry.strip()
        for key, low, high in [entry.rsplit(" ", 2)]
    ]
    rows += [disputed("RU-NIZ", 4, 7), silent("RU-VLA"), silent("RU-CU")]
    rows.append(row("RU-UD", 0, 12, shared_count=14))
    return Totals(Period(DAY, DAY), tuple(rows), row("all", 338, 377), row("not_split", 21, 21))


def calm_totals() -> Totals:
    """A night of three regions, two of them named as one place."""
    rows = (row("RU-KLU", 2, 2), row("RU-MOW+RU-MOS", 5, 5), row("UA-43", 1, 1))
    return Totals(Period(DAY, DAY), rows, row("all", 8, 8))


def by_day(days: int) -> Totals:
    """So many days that end with DAY, by a fixed rule; some quiet, one disputed, one without a number."""
    rows = []
    for n in range(days):
        day = (DAY - timedelta(days=days - 1 - n)).isoformat()
        low = (n * n * 7 + n * 13 + 5) % 97
        match n % 9:
            case 2:
                continue
            case 4:
                rows.append(disputed(day, low + 2, low + 11))
            case 6:
                rows.append(silent(day))
            case 5:
                rows.append(row(day, low, low + 24))
            case 8:
                rows.append(row(day, low, None))
            case _:
                rows.append(row(day, low, low) if low else silent(day))
    return Totals(Period(DAY - timedelta(days=days - 1), DAY), tuple(rows), row("all", 31 * days, 37 * days))


def hours() -> HoursNamed:
    """More by night."""
    counts = tuple(max(0, 23 - abs((hour + 20) % 24 - 22) * 3) + hour % 3 for hour in range(24))
    return HoursNamed(counts, 6, 12)


def pictures(words: Words) -> Iterator[tuple[str, PictureSpec]]:
    """Every kind, by the name of its file."""
    told = {"at": AT, "zone": ZONE}
    yield "map-european", map_spec(day_totals(), words, view=MapView.EUROPEAN, **told)
    yield "map-calm", map_spec(calm_totals(), words, view=MapView.EUROPEAN, **told)
    yield (
        "map-empty",
        map_spec(Totals(Period(DAY, DAY), (), row("all", 0, 0)), words, view=MapView.EUROPEAN, **told),
    )
    yield "map-whole", map_spec(day_totals(), words, view=MapView.WHOLE, **told)
    yield "days-week", days_spec(by_day(7), words, **told)
    yield "days-month", days_spec(by_day(31), words, region="RU-KLU", **told)
    yield "days-most", days_spec(by_day(62), words, **told)
    yield "hours", hours_spec(by_day(7), hours(), words, **told)
    yield "calendar-month", calendar_spec(by_day(20), words, **told)
    yield "calendar-three", calendar_spec(by_day(80), words, region="RU-BRY", **told)
    yield "calendar-year", calendar_spec(by_day(366), words, **told)


def draw_all(out: Path, *, everything: bool) -> None:
    """Writes the pictures into `out`."""
    for language in ("ru", "en"):
        for name, spec in pictures(words_for(language)):
            for theme in Theme:
                full = f"{name}.{language}.{theme.value}"
                if everything or full in SHOWN:
                    path = out / f"{full}.png"
                    path.write_bytes(draw_picture(spec, theme))
                    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    given = [one for one in sys.argv[1:] if not one.startswith("--")]
    draw_all(Path(given[0]) if given else ROOT / "docs" / "images", everything="--all" in sys.argv)
