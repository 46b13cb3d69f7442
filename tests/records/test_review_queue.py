"""The review queue: doubts are opened with a text, closed by decisions, and stay out of numbers."""

from dataclasses import replace
from typing import Any

import pytest

from domain.claim import Count
from domain.decision import Action
from domain.errors import DecisionRefusedError, Refusal
from domain.order import Target
from domain.report import Report
from extraction import read_post
from services import ingest_post
from tests.records.editors_desk import EARLY, ELEVEN, KALUGA, WILD, EditorsDesk
from tests.records.newsdesk import GOVERNOR, MINISTRY, UNLISTED, of_the_ministry, over


def test_doubtful_claim_counts_once_accepted(desk: EditorsDesk) -> None:
    desk.hand_in(WILD)
    assert desk.low() == 0
    assert desk.doubts() == [("1.1.0", "implausible")]
    desk.order(Action.ACCEPT, "1.1")
    assert desk.low() == 99_999
    assert desk.doubts() == []
    desk.undo()
    assert desk.low() == 0
    assert desk.doubts() == [("1.1.0", "implausible")]
    assert desk.differences() == []


def test_bond_whose_other_claim_was_edited_is_shown_and_says_nothing_any_more(desk: EditorsDesk) -> None:
    desk.hand_in(EARLY)
    hours = "с 3.00 мск 11 июня до 6.00 мск 11 июня"
    other = of_the_ministry(f"12 украинских БПЛА над территорией {KALUGA}", hours=hours)
    desk.hand_in(other, by=MINISTRY)
    desk.order(Action.MERGE, "1.1", other=Target(2, 1))
    assert desk.doubts() == []
    desk.pass_time(minutes=1)
    desk.hand_in(other.replace("12 укр", "13 укр"), by=MINISTRY)
    assert desk.doubts() == [("1.1.0", "decision_unfit")]
    assert desk.low() == 24
    assert desk.differences() == []


def test_decision_about_a_former_text_is_shown_when_a_later_one_comes(desk: EditorsDesk) -> None:
    desk.hand_in(over(KALUGA, "10"), by=MINISTRY)
    desk.order(Action.FIX, "1.1", count=Count(7, 7, 7))
    desk.pass_time(minutes=5)
    desk.hand_in(over(KALUGA, "9"), by=MINISTRY)
    assert desk.low() == 9
    assert desk.doubts() == [("post", "decision_unfit")]
    desk.order(Action.ACCEPT, "1")
    assert desk.doubts() == []


def test_doubtful_claim_of_an_unverified_post_waits_until_the_post_is_accepted(desk: EditorsDesk) -> None:
    desk.hand_in(WILD, by=UNLISTED)
    with pytest.raises(DecisionRefusedError) as refused:
        desk.order(Action.ACCEPT, "1.1")
    assert refused.value.why is Refusal.POST_UNVERIFIED
    desk.order(Action.ACCEPT, "1")
    assert desk.low() == 0
    desk.order(Action.ACCEPT, "1.1")
    assert desk.low() == 99_999


def test_text_in_force_opens_its_doubts_and_a_newer_one_closes_them(desk: EditorsDesk) -> None:
    desk.hand_in(WILD)
    desk.pass_time(minutes=5)
    desk.hand_in(ELEVEN)
    assert desk.doubts() == []
    assert desk.rows("SELECT count(*) FROM doubts WHERE closed_at IS NOT NULL") == [(1,)]


def test_claim_read_with_too_little_confidence_waits_and_enters_no_number(
    desk: EditorsDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No rule reads so uncertainly today; a reader that does stands in for the rules of tomorrow."""

    def read_unsurely(*given: Any, **more: Any) -> Report:
        report = read_post(*given, **more)
        return replace(report, claims=tuple(replace(claim, confidence=0.4) for claim in report.claims))

    monkeypatch.setattr(ingest_post, "read_post", read_unsurely)
    desk.hand_in(ELEVEN)
    assert desk.low() == 0
    assert desk.doubts() == [("1.1.0", "unsure")]
    desk.order(Action.ACCEPT, "1.1")
    assert desk.low() == 11


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (of_the_ministry("12 БПЛА: 5 – над Новошахтинском, 7 – над Кировом"), "unresolved_place"),
        ("Ночью сбиты 3 БПЛА над Боровским округом. Обломки упали в Козельсске.", "misspelt_place"),
        ("Ночью сбиты 3 БПЛА над Боровским округом.", None),
        (
            of_the_ministry("30 БПЛА: 5 – над Калужской областью, 7 – над Брянской областью, 40 – над Тулой"),
            "breakdown_mismatch",
        ),
    ],
)
def test_what_was_not_settled_in_a_post_that_counts_waits_for_review(
    text: str, doubt: str | None, desk: EditorsDesk
) -> None:
    desk.hand_in(text, by=MINISTRY if "мск" in text else GOVERNOR)
    assert [reason for _, reason in desk.doubts()] == ([doubt] if doubt else [])
    for subject, _ in desk.doubts():
        desk.order(Action.ACCEPT, f"1.{int(subject.split('.')[2]) + 1}")
    assert desk.doubts() == []


def test_rebuild_fills_the_queue_of_records_that_had_none(desk: EditorsDesk) -> None:
    desk.hand_in(ELEVEN, by=UNLISTED)
    desk.hand_in(WILD)
    queue = desk.doubts()
    desk.write_over("DELETE FROM doubts")
    desk.rebuild()
    assert desk.doubts() == queue
    desk.rebuild()
    assert desk.rows("SELECT count(*) FROM doubts") == [(2,)]
