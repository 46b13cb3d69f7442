"""/log: what a figure was, what it became and why, and where it was shown."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from domain.change import (
    COUNTRY,
    Cause,
    CauseKind,
    ChangeLog,
    FigureChange,
    LoggedChange,
    Occasion,
    ShownFigure,
    parse_cause,
)
from domain.tally import Tally
from domain.totals import Period, TotalsRow
from rendering.changes import render_log
from rendering.i18n import Words

MakeTally = Callable[..., Tally]
MakeRow = Callable[..., TotalsRow]
DAY = Period(date(2025, 11, 12), date(2025, 11, 12))
AT = datetime(2025, 11, 12, 6, 40, tzinfo=UTC)


def _log(row: MakeRow, tally: MakeTally, region: str | None) -> ChangeLog:
    eleven, nine = row("RU-KLU", tally(11, 11)), row("RU-KLU", tally(9, 9))

    def change(before: TotalsRow | None, after: TotalsRow | None, cause: str) -> FigureChange:
        return FigureChange(AT, date(2025, 11, 12), "RU-KLU", before, after, parse_cause(cause))

    return ChangeLog(
        DAY,
        region,
        (
            LoggedChange(change(None, eleven, "post:17"), "https://t.me/kaluga/1", "Губернатор <A>"),
            ShownFigure(AT, 0, Occasion.RECEIPT, DAY, "RU-KLU", eleven),
            LoggedChange(change(eleven, nine, "decision:5")),
            LoggedChange(change(nine, None, "rebuild")),
            ShownFigure(AT, -100, Occasion.DIGEST, DAY, COUNTRY, nine),
        ),
        left_out=3,
    )


def test_a_region_s_log_tells_changes_with_their_cause_and_what_was_shown(
    row: MakeRow, tally: MakeTally, moscow: ZoneInfo, en: Words, ru: Words
) -> None:
    assert render_log(_log(row, tally, "RU-KLU"), en, moscow).splitlines() == [
        "<b>Change log: Kaluga Region, 12 November 2025</b>",
        "3 older entries not shown",
        (
            "12 November 09:40 <b>no claims on record → 11</b>; "
            '<a href="https://t.me/kaluga/1">post № 17, Губернатор &lt;A&gt;</a>'
        ),
        "12 November 09:40 shown (receipt): 11",
        "12 November 09:40 <b>11 → 9</b>; an editor's decision № 5",
        "12 November 09:40 <b>9 → no claims on record</b>; all texts read anew",
        "12 November 09:40 shown (digest, the whole country): 9",
    ]
    russian = render_log(_log(row, tally, "RU-KLU"), ru, moscow)
    assert "12 ноября 09:40 <b>11 → 9</b>; решение редактора № 5" in russian
    assert "показано (квитанция): 11" in russian


def test_the_log_of_all_regions_names_each(
    row: MakeRow, tally: MakeTally, moscow: ZoneInfo, ru: Words
) -> None:
    told = render_log(_log(row, tally, None), ru, moscow)
    assert told.startswith("<b>Журнал изменений: 12 ноября 2025</b>")
    assert told.count("Калужская область: ") == 3
    assert "показано (квитанция, Калужская область): 11" in told
    assert "не показаны" in told


def test_an_empty_log_says_so(moscow: ZoneInfo, en: Words) -> None:
    assert "Nothing changed and nothing was shown." in render_log(ChangeLog(DAY, None, ()), en, moscow)


def test_a_cause_is_kept_as_short_text() -> None:
    for cause in (Cause(CauseKind.POST, 17), Cause(CauseKind.DECISION, 5), Cause(CauseKind.REBUILD)):
        assert parse_cause(str(cause)) == cause
