"""Correction notices: who was given a figure that no longer stands is told, once, and nobody else."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.change import Occasion
from domain.decision import Action
from services.change_log import figures_shown, note_shown
from services.tell_corrections import NoticePolicy, tell_corrections
from tests.records.editors_desk import EDITOR, EditorsDesk
from tests.records.newsdesk import ANNA, CHANNEL, GOVERNOR, MINISTRY, MORNING, of_the_ministry, over

ELEVEN = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территориями Боровского и Жуковского округов."
KALUGA, BRYANSK, TULA = "Калужской области", "Брянской области", "Тульской области"
GROUP, BORIS = -777, 502


class Bureau(EditorsDesk):
    """An editors' desk whose notices go out when asked for."""

    days = 2

    def tell(self, *, after_s: int = 60) -> int:
        self.pass_time(seconds=after_s)
        policy = NoticePolicy(self.days, 60)
        return self.records.write(lambda tx: tell_corrections(tx, self.rules, policy, self.now))

    def notices(self, chat_id: int = ANNA) -> list[str]:
        rows = self.rows("SELECT chat_id, text FROM outbox WHERE key LIKE 'correction:%' ORDER BY id")
        return [plain(text) for told, text in rows if told == chat_id]

    def answer_today(self, chat_id: int = GROUP) -> None:
        shown = figures_shown(self.totals(), None, chat_id, Occasion.ANSWER, self.now)
        self.records.write(lambda tx: note_shown(tx, shown))

    def wants(self, chat_id: int, *, wanted: bool) -> None:
        self.records.write(lambda tx: tx.chats.set_corrections(chat_id, wanted=wanted))

    def correct(self, text: str, **how: Any) -> None:
        """Boris, not Anna, hands the edited text in."""
        self.pass_time(minutes=5)
        self.hand_in(text, chat_id=BORIS, **how)


def plain(text: str) -> str:
    for tag in ("<b>", "</b>"):
        text = text.replace(tag, "")
    return text


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    opened = Bureau(tmp_path)
    yield opened
    opened.close()


def test_forwarder_of_a_post_is_told_when_its_source_edits_the_figure(bureau: Bureau) -> None:
    bureau.hand_in(ELEVEN)
    bureau.correct(ELEVEN.replace("11", "9"))
    assert bureau.tell() == 1
    (notice,) = bureau.notices()
    assert "Калужская область, 11 июня: было 11 (сообщено 08:30), теперь 9; " in notice
    assert "источник исправил себя" in notice
    assert 'href="https://t.me/c/1/1"' in notice


def test_who_handed_the_edited_text_in_has_it_in_the_receipt_and_gets_no_notice(bureau: Bureau) -> None:
    bureau.hand_in(ELEVEN, chat_id=BORIS)
    bureau.correct(ELEVEN.replace("11", "9"))
    assert bureau.tell() == 0
    assert bureau.notices(BORIS) == []


def test_growing_total_is_no_correction(bureau: Bureau) -> None:
    bureau.hand_in(over(KALUGA, "3"), by=MINISTRY)
    bureau.answer_today()
    bureau.pass_time(minutes=5)
    bureau.hand_in(ELEVEN, chat_id=BORIS)
    bureau.hand_in(over(BRYANSK), by=MINISTRY, number=2, chat_id=BORIS)
    assert bureau.tell() == 0
    assert bureau.rows("SELECT * FROM corrections") == []


def test_who_was_told_before_the_false_figure_came_is_told_nothing(bureau: Bureau) -> None:
    bureau.hand_in(over(KALUGA, "3"), by=MINISTRY)
    bureau.pass_time(minutes=5)
    bureau.hand_in(ELEVEN, chat_id=BORIS)
    bureau.correct(ELEVEN.replace("11", "9"))
    bureau.tell()
    assert bureau.notices(ANNA) == []


def test_group_that_asked_is_told_of_region_and_country(bureau: Bureau) -> None:
    bureau.hand_in(ELEVEN)
    bureau.answer_today()
    bureau.correct(ELEVEN.replace("11", "9"))
    bureau.tell()
    (notice,) = bureau.notices(GROUP)
    assert "Калужская область, 11 июня: было 11 (сообщено 08:30), теперь 9" in notice
    assert "Всего, 11 июня: было 11 (сообщено 08:30), теперь 9" in notice


def test_rejection_is_told_with_its_reason_and_its_undo_as_well(bureau: Bureau) -> None:
    bureau.hand_in(over(KALUGA), by=MINISTRY)
    bureau.order(Action.REJECT, "1", "это было <вчера>")
    bureau.tell()
    bureau.pass_time(minutes=5)
    bureau.undo()
    bureau.tell()
    rejected, restored = bureau.notices()
    assert "теперь заявлений не найдено; решение редактора: это было &lt;вчера&gt;" in rejected
    assert "теперь 10; решение редактора" in restored


def test_editor_who_decides_has_the_figures_in_the_answer(bureau: Bureau) -> None:
    bureau.hand_in(over(KALUGA), by=MINISTRY, submitter=EDITOR)
    bureau.order(Action.REJECT, "1", "вчера")
    assert bureau.tell() == 0


def test_total_below_its_parts_corrects_what_was_told(bureau: Bureau) -> None:
    early = MORNING - timedelta(hours=2)
    bureau.hand_in("Ночью сбиты 7 БПЛА.", posted_at=early)
    bureau.hand_in("Сбиты ещё пять БПЛА.", number=2, posted_at=early + timedelta(minutes=40))
    before = bureau.low()
    bureau.pass_time(minutes=5)
    bureau.hand_in(
        "Всего за ночь сбито 10 БПЛА.", number=3, posted_at=early + timedelta(hours=1), chat_id=BORIS
    )
    assert (before, bureau.low()) == (12, 10)
    bureau.tell()
    (notice,) = bureau.notices()
    assert "было 12 (сообщено 08:30), теперь 10" in notice


def test_changes_within_a_minute_are_one_notice_and_it_is_sent_once(bureau: Bureau) -> None:
    both = of_the_ministry(
        f"18 украинских БПЛА: 10 – над территорией {KALUGA}, 8 – над территорией {BRYANSK}"
    )
    bureau.hand_in(both, by=MINISTRY)
    bureau.correct(both.replace("18", "15").replace("8 – над", "5 – над"), by=MINISTRY)
    assert bureau.tell(after_s=30) == 0
    bureau.hand_in(over(TULA), by=MINISTRY, chat_id=BORIS)
    assert bureau.tell(after_s=40) == 1
    assert bureau.tell() == 0
    (notice,) = bureau.notices()
    assert "Брянская область, 11 июня: было 8 (сообщено 08:30), теперь заявлений не найдено" in notice
    assert "Калужская область, 11 июня: было 10 (сообщено 08:30), теперь заявлений не найдено" in notice
    assert bureau.rows("SELECT count(*) FROM corrections") == [(0,)]


def test_figure_that_had_grown_since_is_told_with_the_one_between(bureau: Bureau) -> None:
    bureau.hand_in(over(KALUGA, "5"), by=MINISTRY)
    bureau.pass_time(minutes=5)
    bureau.hand_in(ELEVEN, chat_id=BORIS)
    bureau.correct(over(KALUGA, "3"), by=MINISTRY)
    bureau.correct(ELEVEN.replace("11", "9"))
    bureau.tell()
    assert "сообщалось 5 (08:30), затем 11–16, теперь 9–12" in bureau.notices()[0]


def test_figure_changed_and_changed_back_within_a_minute_is_not_told(bureau: Bureau) -> None:
    bureau.hand_in(over(KALUGA), by=MINISTRY)
    bureau.order(Action.REJECT, "1", "вчера")
    bureau.undo()
    assert bureau.tell() == 0


def test_chat_that_wants_none_gets_none_and_one_told_too_long_ago_neither(bureau: Bureau) -> None:
    bureau.hand_in(ELEVEN)
    bureau.hand_in(ELEVEN, chat_id=BORIS)
    bureau.wants(ANNA, wanted=False)
    bureau.pass_time(hours=30)
    bureau.order(Action.REJECT, "1")
    bureau.days = 1
    assert bureau.tell() == 0
    bureau.days = 2
    bureau.undo()
    assert bureau.tell() == 0


def test_alerts_are_edited_in_place_and_the_channel_gets_no_notice(bureau: Bureau) -> None:
    bureau.hand_in(ELEVEN)
    bureau.correct(ELEVEN.replace("11", "9"))
    bureau.tell()
    assert bureau.notices(CHANNEL) == []
    assert ": 9" in plain(bureau.edits()[-1])


def test_notice_that_failed_to_be_queued_is_queued_later(bureau: Bureau) -> None:
    bureau.hand_in(ELEVEN)
    bureau.correct(ELEVEN.replace("11", "9"), by=GOVERNOR)
    bureau.pass_time(minutes=2)

    def fail(tx: Any) -> None:
        tell_corrections(tx, bureau.rules, NoticePolicy(), bureau.now)
        raise KeyError("the machine went down")

    with pytest.raises(KeyError):
        bureau.records.write(fail)
    assert bureau.notices() == []
    assert bureau.tell() == 1


def test_claim_moved_to_another_region_is_told_to_who_was_told_of_the_first(bureau: Bureau) -> None:
    bureau.hand_in(over(KALUGA), by=MINISTRY)
    bureau.order(Action.MOVE, "1.1", "перепутаны области", regions=("RU-BRY",))
    bureau.tell()
    (notice,) = bureau.notices()
    assert "Калужская область, 11 июня: было 10 (сообщено 08:30), теперь заявлений не найдено" in notice
    assert "Брянская" not in notice


def test_notice_is_followed_by_another_when_the_figure_is_corrected_again(bureau: Bureau) -> None:
    bureau.hand_in(ELEVEN)
    for count in ("9", "8"):
        bureau.correct(ELEVEN.replace("11", count))
        bureau.tell()
    first, second = bureau.notices()
    assert "было 11 (сообщено 08:30), теперь 9" in first
    assert "было 9 (сообщено 08:36), теперь 8" in second
