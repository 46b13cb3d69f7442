"""What the bot says of itself, in one language at a time."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.totals import SourceStanding
from rendering.guidance import (
    command_descriptions,
    render_about,
    render_ask_region,
    render_bad_date,
    render_error,
    render_help,
    render_no_text,
    render_not_a_forward,
    render_privacy,
    render_refusal,
    render_sources,
    render_start,
    render_unknown_command,
    render_unknown_region,
)
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
        render_help(words),
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
    assert told[1] == "• mod (Минобороны): постов пока нет"
    assert told[2] == "• kaluga (губернатор, Калужская область): 21 пост, 12 ноября 2025, 09:40 мск"


def test_what_was_asked_is_echoed_as_text_and_shortened(en: Words) -> None:
    assert "&lt;b&gt;" in render_unknown_region("<b>", (), en)
    assert len(render_unknown_region("я" * 5000, (), en)) < 200
    assert "Kirov Region; Kaluga Region" in render_unknown_region("Киров", ("RU-KIR", "RU-KLU"), en)
