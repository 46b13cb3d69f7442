"""What editors are told: decisions, the queue, and refusals, in both languages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.alert import AlertLine, AlertState, AlertView, Badge
from domain.claim import Count, Flag
from domain.decision import POST, Action, Decision
from domain.doubt import Doubt, DoubtReason
from domain.errors import DecisionRefusedError, Refusal, UnclearPlaceError
from domain.record import StoredClaim, StoredPost, StoredVersion
from domain.tally import NOTHING, Tally
from domain.totals import RegionFigures, TotalsRow
from rendering.alerts import render_alert
from rendering.decisions import describe, find_post_number, render_decision, render_history, render_post
from rendering.editing_guidance import render_editor_help
from rendering.i18n import Words
from rendering.reviews import render_decision_refusal, render_review

AT = datetime(2025, 11, 12, 6, 40, tzinfo=UTC)
DAY = date(2025, 11, 12)
POST_17 = StoredPost(17, "channel:1:1", "kaluga", True, AT, "https://t.me/kaluga/1", "Наш <канал>", 40)
Make = Callable[..., Any]


def decision(action: Action, subject: str = "17.40.1", reason: str = "", **value: Any) -> Decision:
    return Decision(5, 17, subject, action, value, "hashed", reason, None, AT)


def test_decision_is_told_with_its_words_its_figures_and_the_way_back(
    tally: Callable[..., Tally], row: Callable[..., TotalsRow], moscow: ZoneInfo, en: Words
) -> None:
    made = decision(Action.FIX, reason="a <slip>", quote="сбиты 110", count=[11, 11, 11])
    eleven = row("RU-KLU", tally(11, 11))
    figures = (
        RegionFigures("RU-KLU", DAY, row("RU-KLU", tally(110, 110)), eleven, eleven),
        RegionFigures("RU-BRY", DAY, None, row("RU-BRY", NOTHING, 0), eleven),
    )
    assert render_decision(made, POST_17, figures, (), en, moscow).splitlines() == [
        "<b>№ 17.2: count: 11</b>",
        "“сбиты 110”",
        "Reason: a &lt;slip&gt;",
        "<b>Kaluga Region</b>, 12 November: 110 → 11",
        'Post № 17: <a href="https://t.me/kaluga/1">Наш &lt;канал&gt;</a>, 12 November 2025, 09:40 MSK',
        "To take it back: /undo 5",
    ]


def test_undo_tells_what_it_takes_back_and_the_country_where_no_region_is_named(
    tally: Callable[..., Tally], row: Callable[..., TotalsRow], moscow: ZoneInfo, ru: Words
) -> None:
    rejected = decision(Action.REJECT, POST)
    undo = replace(rejected, id=6, action=Action.UNDO, undoes=5)
    country = [(DAY, row("all", NOTHING, 0), row("all", tally(66, 66)))]
    told = render_decision(undo, POST_17, (), country, ru, moscow, undone=rejected)
    assert told.startswith("<b>Отменено: № 17: отклонено</b>")
    assert "<b>Всего</b>, 12 ноября: заявлений не найдено → 66" in told
    again = render_decision(replace(undo, id=7), POST_17, (), (), ru, moscow, undone=undo)
    assert "Решение, отменённое под № 6, снова в силе" in again
    assert "Ни одно число не меняется" in again


@pytest.mark.parametrize(
    ("made", "ru_words", "en_words"),
    [
        (decision(Action.ACCEPT, POST), "№ 17: принято", "№ 17: accepted"),
        (decision(Action.REJECT), "№ 17.2: отклонено", "№ 17.2: rejected"),
        (decision(Action.FIX, count=[11, 11, None]), "число: не менее 11", "count: at least 11"),
        (decision(Action.FIX, count=[10, 10, 12]), "число: 10–12", "count: 10–12"),
        (decision(Action.FIX, count=[10, 10, 10], approximate=True), "число: ≈10", "count: ≈10"),
        (decision(Action.FIX, day="2025-11-12"), "день: 12 ноября 2025", "day: 12 November 2025"),
        (decision(Action.FIX, originator="mod"), "Минобороны", "Russian MoD"),
        (decision(Action.FIX, metric="debris", weapon="missile"), "облом", "debris fell"),
        (decision(Action.MOVE, regions=["RU-BRY"]), "место: Брянская область", "place: Bryansk"),
        (
            decision(Action.MOVE, regions=["RU-MOW", "RU-MOS"]),
            "место: Московский регион",
            "place: Moscow city",
        ),
        (decision(Action.MOVE, regions=[]), "без разбивки по регионам", "not split by region"),
        (decision(Action.MERGE, other="21.50.0"), "те же аппараты, что в № 21.1", "same drones as № 21.1"),
        (decision(Action.SPLIT, other="21.50.0"), "не те аппараты, что в № 21.1", "other drones than № 21.1"),
        (decision(Action.CHOOSE_VERSION, POST, version_id=3), "выбран текст", "a text chosen"),
    ],
)
def test_every_decision_has_words(made: Decision, ru_words: str, en_words: str, ru: Words, en: Words) -> None:
    assert ru_words in describe(made, ru)
    assert en_words in describe(made, en)


def test_post_is_found_by_the_line_that_names_it_in_either_language_and_by_no_other(
    moscow: ZoneInfo, ru: Words, en: Words
) -> None:
    for words in (ru, en):
        assert find_post_number(f"Засчитано\n{render_post(POST_17, words, moscow)}") == 17
    assert find_post_number("Канал «Post № 99: x»\nClaims of № 5") is None
    assert find_post_number("Post № ²: x") is None
    assert find_post_number("") is None


def test_history_of_a_post_tells_its_texts_claims_and_decisions(
    claim: Make, stored: Callable[..., StoredClaim], moscow: ZoneInfo, en: Words
) -> None:
    texts = [StoredVersion(n, 17, f"сбиты <{n}>", "", AT) for n in (39, 40)]
    rejected = replace(
        stored("17.40.0", claim(Count(11, 11, 11), flags=(Flag.REJECTED,))), post_id=17, live=False
    )
    made = [replace(decision(Action.REJECT, "17.40.0"), id=4), decision(Action.ACCEPT, POST, "checked")]
    told = render_history(POST_17, texts, [rejected], made, frozenset({5}), en, moscow)
    assert "Text 1, 12 November 2025, 09:40 MSK: “сбиты &lt;39&gt;”\n" in told
    assert "Text 2, 12 November 2025, 09:40 MSK: “сбиты &lt;40&gt;” (in force)" in told
    assert "17.1. <b>11</b>" in told
    assert "not counted now" in told
    assert "4. 12 November 2025, 09:40 MSK: № 17.1: rejected — taken back" in told
    assert "5. 12 November 2025, 09:40 MSK: № 17: accepted (checked)" in told


@pytest.mark.parametrize("reason", list(DoubtReason))
def test_every_doubt_has_words_without_gaps(
    reason: DoubtReason,
    claim: Make,
    stored: Callable[..., StoredClaim],
    moscow: ZoneInfo,
    ru: Words,
    en: Words,
) -> None:
    about = replace(stored("17.40.1", claim(Count(11, 11, 11))), post_id=17, ordinal=1)
    entry = (Doubt(17, 40, about.id, reason, "5"), POST_17, about)
    for words in (ru, en):
        told = render_review([entry], total=21, page=2, pages=3, words=words, zone=moscow)
        assert "№ 17.2</b>: " in told
        assert "/review 3" in told
        assert "{" not in told
        assert "11 беспилотников сбиты" in told


def test_empty_queue_says_so_and_the_last_page_names_no_next(moscow: ZoneInfo, en: Words) -> None:
    assert render_review([], total=0, page=1, pages=1, words=en, zone=moscow) == "Nothing waits for review."
    entry = (Doubt(17, 40, POST, DoubtReason.UNVERIFIED), POST_17, None)
    told = render_review([entry], total=1, page=1, pages=1, words=en, zone=moscow)
    assert told.startswith("<b>1 open doubt</b>\n<b>№ 17</b>: the origin is not verified")
    assert "/review 2" not in told


@pytest.mark.parametrize("why", list(Refusal))
def test_every_refusal_has_words_without_gaps(why: Refusal, ru: Words, en: Words) -> None:
    for words in (ru, en):
        for detail in ("", "17.2"):
            told = render_decision_refusal(DecisionRefusedError(why, detail), words)
            assert told
            assert "{" not in told
            assert "№ ." not in told


def test_unclear_region_is_asked_back(en: Words) -> None:
    told = render_decision_refusal(UnclearPlaceError("Kirov", ("RU-KIR", "RU-KLU")), en)
    assert told == "Which region is “Kirov”? Kirov Region; Kaluga Region?"


def test_region_taken_away_by_an_editor_says_so_with_and_without_his_reason(
    row: Callable[..., TotalsRow], moscow: ZoneInfo, ru: Words
) -> None:
    gone = AlertLine("RU-KLU", Badge.NEW_TODAY, AlertState.WITHDRAWN, 30, row("RU-KLU", NOTHING, 0), (), AT)
    told = [
        render_alert(AlertView(DAY, "mod", "", None, (replace(gone, editor_reason=why),)), ru, moscow)
        for why in ("не <то>", "", None)
    ]
    assert "снято редактором: не &lt;то&gt;" in told[0]
    assert "снято редактором\n" in told[1]
    assert "отозвано источником" in told[2]


def test_help_of_editors_tells_every_command_of_theirs(ru: Words) -> None:
    told = render_editor_help(ru)
    for name in (
        "review",
        "accept",
        "reject",
        "fix",
        "move",
        "merge",
        "split",
        "version",
        "undo",
        "decisions",
    ):
        assert f"/{name}: " in told
