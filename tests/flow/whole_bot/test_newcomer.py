"""Who has read no manual over HTTP: a name is a question, no word is passed over, and help is short."""

import pytest

from tests.flow.whole_bot.conversing import ask
from tests.flow.whole_bot.newsroom import Newsroom

GOVERNOR_POST = "С 23.00 до 5.00 мск силами ПВО сбиты 11 БПЛА над территорией Боровского округа."


async def test_name_or_days_without_a_command_are_answered_like_the_command(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.said(newsroom.anna.id)
        for words, command in (
            ("Калуга", "/region Kaluga"),
            ("kaluga", "/region Kaluga"),
            ("Калуга вчера", "/region Kaluga yesterday"),
            ("вчера", "/yesterday"),
            ("неделя", "/week"),
            ("11.06", "/day 11.06"),
            ("Калужская область неделя", "/week Kaluga"),
        ):
            plainly, commanded = await ask(newsroom, words), await ask(newsroom, command)
            assert plainly.plain == commanded.plain, words
            assert plainly.buttons == commanded.buttons, words
            newsroom.pass_time(seconds=30)
        figure = await ask(newsroom, "калуга")
        nothing = await ask(newsroom, "привет")
    assert "11 June 2026: 11*" in figure.plain
    assert "Forward an official post itself" in nothing.plain


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("/today 10.06", "Downed drones, 10 June 2026"),
        ("/today 32.06", "“32.06” is not a day."),
        ("/yesterday 09.06", "Downed drones, 9 June 2026"),
        ("/week 10.06", "Downed drones, 4–10 June 2026"),
        ("/region Kaluga 10.06", "10 June 2026: no claims on record"),
        ("/why strict", "/why does not take “strict”."),
        ("/compare Kaluga as of 09:40", "/compare does not take “as of”."),
        ("/sum week #2", "/sum does not take “#2”."),
        ("/export csv Kaluga please", "Which region is “Kaluga please”?"),
        ("/export xlsx", "“xlsx”: files in a chat are CSV only."),
        ("/today Kaluga please", "Which region is “Kaluga please”?"),
        ("/region Atlantis", "Write a region, its capital or its code"),
    ],
)
async def test_no_word_after_a_command_is_passed_over(newsroom: Newsroom, question: str, answer: str) -> None:
    async with newsroom.bot_runs():
        told = await ask(newsroom, question)
    assert answer in told.plain


async def test_unknown_region_is_met_with_regions_to_choose_from(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        newsroom.anna.forward(newsroom.governor.post(GOVERNOR_POST))
        await newsroom.said(newsroom.anna.id)
        shown = await ask(newsroom, "/why Atlantis 11.06")
        assert "The buttons show the regions of the last week." in shown.plain
        newsroom.pass_time(seconds=5)
        newsroom.boris.tap(shown, "Kaluga Region")
        await newsroom.telegram.wait_for(
            lambda: shown.plain.startswith("Kaluga Region, 11 June 2026: 11"), timeout_s=10
        )


async def test_help_is_short_and_has_chapters(newsroom: Newsroom) -> None:
    async with newsroom.bot_runs():
        shown = await ask(newsroom, "/help")
        first = shown.plain
        commands = (await ask(newsroom, "/help commands")).plain
        for label, words in (
            ("All commands", "/forget_me: "),
            ("Numbers", "≥1, no number given"),
            ("For editors", "/merge"),
            ("In short", "What to ask"),
        ):
            newsroom.pass_time(seconds=5)
            newsroom.boris.tap(shown, label)
            await newsroom.telegram.wait_for(lambda words=words: words in shown.plain, timeout_s=10)
    assert len(first.splitlines()) <= 20
    assert "/why" in first
    assert "/forget_me: " in commands
