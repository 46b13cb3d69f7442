"""What the bot says of itself, in one language at a time."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.totals import Period, SourceStanding
from rendering.guidance import (
    command_descriptions,
    render_about,
    render_ask_region,
    render_bad_date,
    render_error,
    render_export,
    render_no_text,
    render_not_a_forward,
    render_privacy,
    render_refusal,
    render_sources,
    render_start,
    render_unknown_command,
    render_unknown_region,
)
from rendering.help import COMMANDS, FIRST, NUMBERS, render_help
from rendering.i18n import Words, words_for

STANDINGS = (
    SourceStanding("mod", "", "mod", None, -1001, 0, None),
    SourceStanding("kaluga", "", "governor", "RU-KLU", -1002, 21, datetime(2025, 11, 12, 6, 40, tzinfo=UTC)),
    SourceStanding("wire", "", "agency", None, -1003, 2, None),
    SourceStanding("else", "", "other", "RU-TUL", -1004, 1, None),
)


def _everything(words: Words, zone: ZoneInfo) -> str:
    told = (
        render_start(words, editor=True),
        render_start(words, editor=False),
        *(render_help(words, chapter) for chapter in (FIRST, COMMANDS, NUMBERS)),
        render_privacy(words),
        render_about(words),
        render_refusal(12345, words),
        render_no_text(words),
        render_not_a_forward(words),
        render_unknown_command(words),
        render_error("u5", words),
        render_ask_region(words),
        render_unknown_region("?", (), words),
        render_unknown_region("?", ("RU-KIR", "RU-KLU"), words),
        render_bad_date("", words),
        render_bad_date("31.13", words),
        render_sources((), words, zone),
        render_sources(STANDINGS, words, zone),
    )
    return "\n".join(told)


def test_no_answer_mixes_languages(moscow: ZoneInfo) -> None:
    assert re.findall(r"[а-яё]+", _everything(words_for("en"), moscow), re.IGNORECASE) == []
    russian = re.sub(
        r"</?\w+>|/\w+|\b(?:mod|kaluga|wire|else|u5|off|Dozor|GeoNames|CC BY|Telegram|id)\b",
        "",
        _everything(words_for("ru"), moscow),
    )
    assert re.findall(r"[a-z]+", russian, re.IGNORECASE) == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_telegram_accepts_the_menu(language: str) -> None:
    """A command is 1-32 small letters, a description 1-256 characters (Bot API, BotCommand)."""
    for name, what in command_descriptions(words_for(language)):
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 3 <= len(what) <= 256


def test_a_stranger_learns_whom_to_ask_and_that_nothing_was_kept(en: Words) -> None:
    told = render_refusal(12345, en)
    assert "nothing was kept" in told
    assert "<code>12345</code>" in told


def test_sources_are_listed_with_what_came_from_them(moscow: ZoneInfo, ru: Words) -> None:
    told = render_sources(STANDINGS, ru, moscow).splitlines()
    assert told[1] == "• Минобороны (mod): постов пока нет"
    assert told[2] == "• губернатор, Калужская область (kaluga): 21 пост, 12 ноября 2025, 09:40 мск"


def test_source_whose_title_says_whose_it_is_is_not_explained_again(moscow: ZoneInfo, ru: Words) -> None:
    titled = SourceStanding("kaluga", "Губернатор Калужской области", "governor", "RU-KLU", -1002, 2, None)
    assert render_sources([titled], ru, moscow).splitlines()[1] == "• Губернатор Калужской области: 2 поста"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_each_file_of_an_export_says_what_it_is_and_points_to_no_file_of_ours(language: str) -> None:
    words, day = words_for(language), Period(date(2025, 11, 12), date(2025, 11, 12))
    totals, claims = (
        render_export(day, "RU-KLU", words, name=f"{name}_2025-11-12_2025-11-12.csv")
        for name in ("totals", "claims")
    )
    assert totals != claims
    assert "docs/" not in totals + claims
    assert max(len(totals), len(claims)) < 300
    assert "low" in totals


def test_what_was_asked_is_echoed_as_text_and_shortened(en: Words) -> None:
    assert "&lt;b&gt;" in render_unknown_region("<b>", (), en)
    assert len(render_unknown_region("я" * 5000, (), en)) < 200
    assert "Kirov Region; Kaluga Region" in render_unknown_region("Киров", ("RU-KIR", "RU-KLU"), en)
