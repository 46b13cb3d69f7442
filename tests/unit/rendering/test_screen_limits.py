"""With every region, every originator and hostile names active, no screen exceeds what Telegram takes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from delivery.keyboards import keyboard
from delivery.splitting import TEXT_LIMIT, split_html
from domain.claim import Claim, Count
from domain.decision import POST, Action
from domain.doubt import Doubt, DoubtReason, OpenDoubt
from domain.order import Seen, Target
from domain.record import StoredClaim
from domain.region import MOSCOW_REGION, region_key, region_table
from domain.screen import Button, Buttons
from domain.tally import Tally
from domain.totals import Explanation, Period, Reason, Role, Totals, TotalsRow
from domain.view import AS_KNOWN, PICTURES, Face, View, days_to
from handlers.taps import AskTap, CardTap, HelpTap, QueueTap, SetTap, UndoTap, VerdictTap, ViewTap
from rendering.buttons import choice_buttons, figure_buttons, label, start_buttons
from rendering.decision_buttons import (
    alike_buttons,
    card_buttons,
    claim_buttons,
    decision_buttons,
    originator_buttons,
    queue_buttons,
    region_buttons,
    undo_buttons,
)
from rendering.help import COMMANDS, EDITORS, FIRST, NUMBERS, help_buttons, render_help
from rendering.i18n import Words, words_for
from rendering.pages import page_of_lines
from rendering.reasons import why_page
from rendering.totals import totals_page
from sandbox.buttons import check_markup
from sandbox.markup import parse_html, utf16_length

TODAY = date(2025, 11, 12)
DAY = Period(TODAY, TODAY)
GREAT = 10**10 - 1
"""Posts and versions: a million a year for ten thousand years."""
SEEN = Seen(GREAT, 99_999)
TARGET = Target(GREAT, 9_999)
ORIGINATORS = ("mod", "agency:<b>&Ко", *(f"governor:{code}" for code in list(region_table())[:12]))
TAPS = (ViewTap, VerdictTap, AskTap, SetTap, UndoTap, QueueTap, CardTap, HelpTap)
LANGUAGES = pytest.mark.parametrize("language", ["ru", "en"])

MakeTally = Callable[..., Tally]
MakeRow = Callable[..., TotalsRow]


def all_buttons(buttons: Buttons) -> Iterator[Button]:
    return (one for row in buttons for one in row)


def check(buttons: Buttons) -> None:
    """The sandbox refuses what Telegram refuses; every tap is read again by exactly one reader."""
    markup = keyboard(buttons)
    check_markup(markup and markup.model_dump(exclude_none=True))
    for button in all_buttons(buttons):
        assert utf16_length(button.label) <= 64
        if button.data is not None:
            assert len(_readers(button.data)) == 1, button


def _readers(data: str) -> list[Any]:
    read = []
    for kind in TAPS:
        try:
            read.append(kind.unpack(data))
        except (TypeError, ValueError):
            continue
    return read


@LANGUAGES
@pytest.mark.parametrize("originators", [1, 4, 14])
def test_day_of_all_regions_fits_page_by_page_and_loses_none(
    language: str, originators: int, tally: MakeTally, row: MakeRow
) -> None:
    words, zone = words_for(language), ZoneInfo("Europe/Moscow")
    sides = tuple((name, tally(10_000 + n, 10_000 + n)) for n, name in enumerate(ORIGINATORS[:originators]))
    figures = tuple(row(code, tally(99_999, 9), 20, 3, by_originator=sides) for code in region_table())
    assert len(figures) == 89
    totals = Totals(DAY, figures, row("all", tally(99_999, 9), by_originator=sides))
    first = totals_page(totals, words, zone)
    pages = [totals_page(totals, words, zone, n).text for n in range(1, first.pages + 1)]
    assert all(utf16_length(_visible(page)) <= TEXT_LIMIT for page in pages)
    assert all(split_html(page) == [page] for page in pages)
    names = [one.name_ru if language == "ru" else one.name_en for one in region_table().values()]
    assert all(any(f"\n{name}: " in page for page in pages) for name in names)
    view = View(Face.DAY, DAY, language)
    check(figure_buttons(replace(view, page=first.pages), TODAY, words, first.pages))


def _visible(html: str) -> str:
    return parse_html(html)[0]


@LANGUAGES
def test_story_of_a_number_fits_page_by_page(
    language: str,
    claim: Callable[..., Claim],
    stored: Callable[..., StoredClaim],
    row: MakeRow,
    tally: MakeTally,
) -> None:
    words, zone = words_for(language), ZoneInfo("Europe/Moscow")
    codes = tuple(region_table())
    made = [claim(Count(1, 1, 1), codes, originator=name) for name in ORIGINATORS * 5]
    reasons = tuple(
        Reason(stored(f"{n}.1.0", one), Role.IGNORED, "rejected", note="<" * 500)
        for n, one in enumerate(made)
    )
    told = Explanation(None, DAY, row("all", tally(1, 9)), reasons)
    pages = why_page(told, words, zone).pages
    for page in range(1, pages + 1):
        assert utf16_length(_visible(why_page(told, words, zone, page=page).text)) <= TEXT_LIMIT


@LANGUAGES
@pytest.mark.parametrize("face", list(Face))
def test_buttons_of_figures_fit_and_come_back_as_they_were_meant(language: str, face: Face) -> None:
    words = words_for(language)
    country = [] if face in (Face.REGION, Face.POSTS) else [None]
    for region in (*country, "RU-KLU", region_key(MOSCOW_REGION)):
        for first_on in (TODAY, TODAY - timedelta(days=6), TODAY - timedelta(days=30)):
            view = View(face, Period(first_on, TODAY), language, region, page=2)
            buttons = figure_buttons(view, TODAY + timedelta(days=40), words, pages=3)
            check(buttons)
            views = [ViewTap.unpack(one.data or "").view for one in all_buttons(buttons)]
            assert replace(view, page=3) in views
            assert {one.language for one in views} == {language}
    check(start_buttons(TODAY, words))
    for chapter in (FIRST, COMMANDS, NUMBERS, EDITORS):
        check(help_buttons(words, chapter, editor=True))
        assert utf16_length(_visible(render_help(words, chapter))) <= TEXT_LIMIT
    check(choice_buttons(View(Face.REGION, DAY, language), list(region_table()), words))


@LANGUAGES
@pytest.mark.parametrize("face", sorted(AS_KNOWN))
def test_button_of_history_is_of_its_instant_and_leads_only_to_what_can_be_told_of_it(
    language: str, face: Face
) -> None:
    at = datetime(2025, 11, 12, 5, 40, 7, tzinfo=UTC)
    view = View(face, days_to(DAY, 7), language, region_key(MOSCOW_REGION), strict=True, as_of=at)
    buttons = figure_buttons(view, TODAY, words_for(language), pages=3)
    check(buttons)
    views = [ViewTap.unpack(one.data or "").view for one in all_buttons(buttons)]
    assert {one.as_of for one in views} == {at, None}
    assert [one.face for one in views if one.as_of is None] == [face]
    assert {one.face for one in views} <= AS_KNOWN


@LANGUAGES
@pytest.mark.parametrize("face", list(Face))
def test_button_speaks_of_the_days_and_the_place_that_are_shown(language: str, face: Face) -> None:
    """Only those that name another length or another place leave what is shown."""
    for days, region in ((1, "RU-KLU"), (7, "RU-KLU"), (31, "RU-KLU")):
        view = View(face, days_to(DAY, days), language, region)
        views = [
            ViewTap.unpack(one.data or "").view
            for one in all_buttons(figure_buttons(view, TODAY, words_for(language)))
        ]
        drawn = [one for one in views if one.face in PICTURES and one.face is not face]
        assert {(one.period, one.region) for one in drawn} <= {(view.period, region)}
        assert all(one.region == region or one.face in (Face.DAY, Face.WEEK) for one in views)
        (why,) = [one for one in views if one.face is Face.WHY and one.period.last_on == TODAY][:1]
        assert (why.period, why.region) == (view.period, region)


@pytest.mark.parametrize(
    ("face", "days", "first_on"),
    [
        (Face.BARS, 1, date(2025, 10, 13)),
        (Face.BARS, 7, date(2025, 11, 6)),
        (Face.HOURS, 1, TODAY),
        (Face.MAP, 7, date(2025, 11, 6)),
        (Face.CALENDAR, 1, date(2025, 9, 1)),
        (Face.CALENDAR, 62, date(2025, 9, 1)),
    ],
)
def test_picture_draws_the_days_shown_and_more_only_where_one_says_nothing(
    face: Face, days: int, first_on: date
) -> None:
    view = View(face, days_to(DAY, days), "en")
    assert view.drawn == Period(first_on, TODAY)


def test_long_answer_in_lines_keeps_its_first_and_its_caveat_on_each_page(en: Words) -> None:
    told = "\n".join(["<b>Log</b>", *(f"line {n} {'x' * 90}" for n in range(200)), "<i>caveat</i>"])
    first = page_of_lines(told, en, 1)
    pages = [page_of_lines(told, en, n).text for n in range(1, first.pages + 1)]
    assert first.pages > 4
    assert all(utf16_length(_visible(page)) <= TEXT_LIMIT for page in pages)
    assert all(page.startswith("<b>Log</b>\n") and page.endswith("<i>caveat</i>") for page in pages)
    assert [line for page in pages for line in page.split("\n") if line.startswith("line")] == told.split(
        "\n"
    )[1:-1]


@LANGUAGES
def test_buttons_of_editors_fit_with_the_greatest_numbers(
    language: str, claim: Callable[..., Claim], stored: Callable[..., StoredClaim]
) -> None:
    words, codes = words_for(language), tuple(region_table())
    made = [claim(Count(1, 9_999, None), codes, originator=name) for name in ORIGINATORS * 14]
    great = [replace(stored(f"{n}.1.0", one), post_id=GREAT, ordinal=9_998) for n, one in enumerate(made)]
    doubt = Doubt(GREAT, 1, POST, DoubtReason.UNSURE)
    doubts = [(OpenDoubt(GREAT, doubt, kept.posted_at), kept) for kept in great]
    for buttons in (
        decision_buttons(TARGET, SEEN, words),
        undo_buttons(GREAT, words),
        claim_buttons("anything", great, SEEN, words),
        alike_buttons(TARGET, great, SEEN, words),
        originator_buttons(TARGET, great[0], SEEN, words),
        region_buttons(TARGET, codes, SEEN, words),
        queue_buttons(doubts[:10], 99_999, 100_000),
        card_buttons(TARGET, SEEN, 99_999, words),
    ):
        check(buttons)
    verdict = VerdictTap.unpack(decision_buttons(TARGET, SEEN, words)[0][1].data or "")
    assert (verdict.action, verdict.target, verdict.seen) == (Action.REJECT, TARGET, SEEN)
    chosen = SetTap.unpack(originator_buttons(TARGET, great[0], SEEN, words)[0][0].data or "")
    assert chosen.chosen in {"mod", f"governor:{codes[0]}", f"governor:{codes[1]}"}


def test_button_reads_as_its_name_and_loses_its_direction_marks(en: Words) -> None:
    assert label("&lt;b&gt;&amp;Co") == "<b>&Co"
    assert len(label("x" * 100)) == 40
    with pytest.raises(ValueError, match="one thing"):
        Button("both", data="1", url="https://t.me/x")
